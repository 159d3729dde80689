"""Sources that no record cites answer by their sentences; invented articles, marked as such."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.answering.archive.answering import Archive, find_uncurated
from knowledge.base import KnowledgeBase
from knowledge.loading import load_content, shipped_records
from knowledge.model import Content, Evidence, Found, NotFound, Passage, Question, Record, Source, Topic

# Invented: there is no Cồn Vạc island and no such bridge.
ISLAND = (
    "Cồn Vạc là một hòn đảo nhỏ ở cửa sông Ba Thắc, rộng khoảng 1.250 hecta. Năm 1987, kỹ sư Lâm Quốc Bảo đã thiết kế"
    " cây cầu treo đầu tiên nối đảo với đất liền. Nó dài 412 mét và được khánh thành ngày 12 tháng 5 năm 1991."
)
CRABS = (
    "Người dân trên đảo sống chủ yếu bằng nghề nuôi cua biển. Mỗi năm họ thu hoạch khoảng 320 tấn cua. Hợp tác xã Rạng"
    " Đông mua phần lớn sản lượng để xuất khẩu sang Nhật Bản vì thị trường này trả giá cao."
)


def source(name: str, *texts: str) -> Source:
    passages = tuple(Passage(id=f"p{n}", kind="body", text=text) for n, text in enumerate(texts, 1))
    day = datetime(2021, 3, 1, tzinfo=UTC)
    return Source(id=name, title="Đảo Cồn Vạc (bịa đặt để thử)", publisher="Báo Thử", published=day, passages=passages)


def record(*, draft: bool) -> Record:
    evidence = Evidence(source="con-vac", passage="p1", quote="rộng khoảng 1.250 hecta")
    return Record(
        id="dien-tich",
        kind="figure",
        subject="Diện tích Cồn Vạc",
        answer="1.250 hecta",
        citations=(evidence,),
        draft=draft,
    )


@cache
def base() -> KnowledgeBase:
    lexicon = load_content(shipped_records()).lexicon
    return KnowledgeBase.from_content(Content((source("con-vac", ISLAND, CRABS),), (), lexicon))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Ai đã thiết kế cây cầu treo đầu tiên của Cồn Vạc?", "Lâm Quốc Bảo"),
        ("ai da thiet ke cay cau treo dau tien cua con vac", "Lâm Quốc Bảo"),
        ("Ai ddax thieest kees caay caauf treo ddaauf tieen cuar Coonf Vacj", "Lâm Quốc Bảo"),
        ("ai thiêt kê cay cầu treo dau tiên củ cồn vạc", "Lâm Quốc Bảo"),
        ("Mỗi năm người dân thu hoạch bao nhiêu tấn cua?", "320 tấn"),
        ("Mỗi nămm ngưòi dân thu hoạhc bao nhieu tấn cua", "320 tấn"),
        ("Hợp tác xã nào mua phần lớn sản lượng cua?", "Rạng Đông"),
    ],
)
def test_question_typed_any_way_is_answered_by_its_sentence(text: str, answer: str) -> None:
    outcome = base().ask(Question(text))
    assert isinstance(outcome, Found)
    part = outcome.parts[0]
    assert answer in part.answer
    assert len(part.answer) <= 260
    assert part.record is None


@pytest.mark.parametrize(
    "text",
    [
        "Giá vàng hôm nay bao nhiêu?",
        "Ai là tác giả của Truyện Kiều?",
        "Tổng thống Pháp đầu tiên là ai?",
        "Cách nấu phở bò ngon nhất là gì?",
        "Sân bay Tân Sơn Nhất có bao nhiêu đường băng?",
    ],
)
def test_question_about_something_else_is_declined(text: str) -> None:
    assert isinstance(base().ask(Question(text)), NotFound)


def test_top_gives_one_verbatim_citation_for_each_passage_best_first() -> None:
    found = base().top(Question("cây cầu treo của đảo dài bao nhiêu mét"), 5)
    assert [citation.passage for citation, _ in found] == ["p1", "p2"]
    assert "412 mét" in found[0][0].quote
    assert found[0][1] >= found[1][1]
    for citation, _ in found:
        text = {"p1": ISLAND, "p2": CRABS}[citation.passage]
        assert text[citation.start : citation.end] == citation.quote
        assert len(citation.quote) <= 600


def test_top_stays_within_the_limit() -> None:
    assert len(base().top(Question("cua biển trên đảo"), 1)) == 1


def test_source_cited_by_a_draft_only_is_uncurated() -> None:
    lexicon = load_content(shipped_records()).lexicon
    for draft, expected in ((True, ["con-vac"]), (False, [])):
        topic = Topic(topic="dao", title="Đảo", records=(record(draft=draft),))
        content = Content((source("con-vac", ISLAND),), (topic,), lexicon)
        assert [uncurated.id for uncurated in find_uncurated(content)] == expected
        assert bool(Archive(content)) is draft


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("cua biển ĐẢO?.,1 wfsj6ầ\n\u0301\u200b"), max_size=60) | st.text(max_size=300))
def test_any_text_is_taken_without_an_exception(text: str) -> None:
    for citation, score in base().top(Question(text), 3):
        assert citation.quote
        assert 0 <= score <= 1


def test_passage_without_words_is_no_trouble() -> None:
    archive = Archive(Content((source("con-vac", "…", "— !", "½ ⊆"),), (), load_content(shipped_records()).lexicon))
    assert archive.top(Question("cua biển"), 3) == []
    assert archive.answer(Question("cua biển")) is None


def test_long_quote_is_cut_to_what_a_message_can_show() -> None:
    long = "Hợp tác xã Rạng Đông mua cua, " + "bán cho nhiều nơi trong tỉnh, " * 40 + "rồi nghỉ."
    archive = Archive(Content((source("con-vac", long),), (), load_content(shipped_records()).lexicon))
    ((citation, _),) = archive.top(Question("Hợp tác xã Rạng Đông mua cua"), 1)
    assert citation.quote == long[citation.start : citation.end]
    assert len(citation.quote) <= 600
