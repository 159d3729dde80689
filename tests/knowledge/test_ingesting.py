"""Articles as copied from a page: the real one exactly, two invented ones of other layouts, and what is left open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.errors import IngestError
from knowledge.formatting import to_bytes
from knowledge.ingesting.article import Told, ingest, slug
from knowledge.ingesting.reading import read_article
from knowledge.loading import RecordsFile, shipped_records
from knowledge.validation import validate

DATA = Path(__file__).parent / "data"
REAL = "bao-soc-trang-2020-07-03"


def read(name: str) -> str:
    return read_article(DATA / f"{name}.txt")[0]


def kinds(source: dict[str, Any]) -> list[tuple[str, str]]:
    return [(passage["id"], passage["kind"]) for passage in source["passages"]]


@pytest.mark.parametrize("published", [None, "2020-07-03", "03/07/2020 10:10", "2020-07-03T10:10:00+07:00"])
def test_real_article_gives_exactly_the_shipped_source(published: str | None) -> None:
    article = ingest(read(REAL), Told(publisher="Báo Sóc Trăng", published=published))

    assert to_bytes(article.source, "source") == (shipped_records() / "sources" / f"{REAL}.json").read_bytes()
    assert len(article.needs) == 2
    assert article.needs[0].startswith("url")
    assert "“A A”" in article.needs[1]


def test_byline_names_the_newspaper_when_nobody_does() -> None:
    assert ingest(read(REAL)).source["id"] == REAL


def test_given_date_comes_before_the_printed_one() -> None:
    source = ingest(read(REAL), Told(published="04/07/2020 07:05")).source

    assert source["published"] == "2020-07-04T07:05:00+07:00"
    assert source["id"] == "bao-soc-trang-2020-07-04"


def test_article_without_date_line_leaves_the_date_to_the_editor() -> None:
    article = ingest(read("invented-no-date"), Told(publisher="Báo Thử Nghiệm"))

    assert article.source["published"] is None
    assert article.source["id"] is None
    assert article.source["author"] == "LÊ THỬ"
    assert article.source["place"] == "Huyện Kế Mẫu"
    assert article.source["period"] == "2021-2023"
    assert kinds(article.source) == [
        ("title", "title"),
        ("p1", "body"),
        ("p2", "lead"),
        ("p3", "caption"),
        ("p4", "body"),
        ("p5", "caption"),
        ("p6", "body"),
        ("p7", "byline"),
    ]
    asked = [need.split(":")[0] for need in article.needs]
    assert {"published", "id", "url", "period", "p1"} <= set(asked)
    assert sum("Chia sẻ" in need or "Cỡ chữ" in need for need in article.needs) == 2


def test_null_that_the_editor_must_fill_does_not_pass_the_check() -> None:
    raw = to_bytes(ingest(read("invented-no-date"), Told(publisher="Báo Thử Nghiệm")).source, "source")

    content, problems = validate([RecordsFile(Path("x.json"), "source", raw)])

    assert content is None
    assert {"/id", "/published"} <= {problem.pointer for problem in problems}


def test_wrapped_lines_and_a_bare_name_at_the_end_are_understood() -> None:
    source = ingest(read("invented-wrapped"), Told(publisher="Báo Thử Nghiệm")).source

    assert source["id"] == "bao-thu-nghiem-2024-03-15"
    assert source["title"] == "Phụ nữ phường Tưởng Tượng thi đua tiết kiệm"
    assert source["author"] == "Nguyễn Mẫu"
    assert source["published"] == "2024-03-15T00:00:00+07:00"
    assert [kind for _, kind in kinds(source)] == ["dateline", "title", "lead", "body", "body", "body", "byline"]
    assert source["passages"][3]["text"].endswith("để đập heo và trao vốn.")


def test_ingested_source_with_all_told_passes_the_check() -> None:
    source = ingest(read("invented-wrapped"), Told(publisher="Báo Thử Nghiệm", url="https://example.org/bai")).source
    file = RecordsFile(Path(f"{source['id']}.json"), "source", to_bytes(source, "source"))

    assert validate([file])[1] == []


def test_invisible_signs_and_foreign_spaces_are_left_out() -> None:
    text = "Tiêu đề\u200b bài\n\nĐoạn\u00a0mở đầu\u00ad có\tkhoảng trắng lạ, nha\u0300 báo nào cũng vậy."

    passages = ingest(text).source["passages"]

    assert [passage["text"] for passage in passages] == [
        "Tiêu đề bài",
        "Đoạn mở đầu có khoảng trắng lạ, nhà báo nào cũng vậy.",
    ]


def test_headline_that_names_a_day_is_no_date_line() -> None:
    text = "Kỷ niệm ngày giải phóng 30/4/1975\n\nToàn tỉnh thi đua lập thành tích chào mừng ngày lễ lớn."

    source = ingest(text).source

    assert source["title"] == "Kỷ niệm ngày giải phóng 30/4/1975"
    assert source["published"] is None


@pytest.mark.parametrize("byline", ["Theo Báo Sóc Trăng", "Theo TTXVN"])
def test_newspaper_in_the_byline_is_no_author(byline: str) -> None:
    source = ingest(f"Tiêu đề\n\nĐoạn văn dài vừa đủ để làm phần mở đầu của bài.\n\n{byline}").source

    assert source["author"] is None
    assert source["publisher"] == byline.removeprefix("Theo ")


@pytest.mark.parametrize(
    ("dateline", "paper"),
    [
        ("Báo Kiểu Mẫu - 14/11/2023 | 10:42", "Báo Kiểu Mẫu"),
        ("Báo Thử Nghiệm, ngày 18/12/2023 07:30", "Báo Thử Nghiệm"),
        ("Báo Kiểu Mẫu Online | Thứ ba, 14/11/2023", "Báo Kiểu Mẫu Online"),
        ("Thứ năm, 26/09/2024 - 08:15", None),
        ("14/11/2023", None),
    ],
)
def test_newspaper_beside_the_date_is_the_publisher(dateline: str, paper: str | None) -> None:
    source = ingest(f"Tiêu đề\n{dateline}\n\nĐoạn văn dài vừa đủ để làm phần mở đầu của bài.").source

    assert source["publisher"] == paper


@pytest.mark.parametrize("text", ["", "\n \n", "A A", "03/07/2020 - 10:10"])
def test_file_without_a_paragraph_is_refused(text: str) -> None:
    with pytest.raises(IngestError):
        ingest(text)


@pytest.mark.parametrize("published", ["hôm qua", "31/02/2020", "2020-13-01"])
def test_date_that_is_none_is_refused(published: str) -> None:
    with pytest.raises(IngestError, match=published):
        ingest(read(REAL), Told(published=published))


def test_slug_is_ascii() -> None:
    assert slug("Báo Đồng Nai – Điện tử") == "bao-dong-nai-dien-tu"


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("aĐ ộ1/.:\n“”Ảnh\u200b-"), max_size=120) | st.text(max_size=80))
def test_any_text_gives_clean_passages_or_a_refusal(text: str) -> None:
    try:
        source = ingest(text, Told(publisher="Báo Thử", published="2024-01-02 07:00")).source
    except IngestError:
        return
    source["title"] = source["title"] or "x"
    problems = validate([RecordsFile(Path("bao-thu-2024-01-02.json"), "source", to_bytes(source, "source"))])[1]

    assert [str(problem) for problem in problems] == []
