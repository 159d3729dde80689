"""Draft records: what they find of the curated article and of two invented ones, and that they answer nothing."""

from __future__ import annotations

import json
import time
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.base import KnowledgeBase
from knowledge.errors import IngestError
from knowledge.formatting import to_bytes
from knowledge.ingesting.article import Told, ingest
from knowledge.ingesting.drafts import draft_topic, plain_question
from knowledge.loading import RecordsFile, load_content, shipped_records
from knowledge.model import Content, Found, Question, Source, Topic
from knowledge.validation import validate
from tests.support.drafting import score_figures, score_texts
from tests.support.shipped_article import article_of

DATA = Path(__file__).parents[1] / "data"
CURATED = "bao-soc-trang-2020-07-03"
INVENTED = ("articles/nong-thon-moi", "articles/chuyen-doi-so", "articles/khuyen-hoc")
ALL = (CURATED, *INVENTED)


@cache
def source_of(name: str) -> dict[str, Any]:
    return ingest((DATA / f"{name}.txt").read_text(encoding="utf-8"), Told(publisher="Báo Thử Nghiệm")).source


@cache
def topic_of(name: str) -> dict[str, Any]:
    return draft_topic(source_of(name))


@cache
def gold_of(name: str) -> dict[str, Any]:
    """What the article holds; of the shipped one what its editors made records of."""
    if name != CURATED:
        gold: dict[str, Any] = json.loads((DATA / f"{name}.gold.json").read_text(encoding="utf-8"))
        return gold
    topics = article_of(load_content(shipped_records())).topics
    records = [record for topic in topics for record in topic.records]
    return {
        "figures": [
            {
                "value": record.figure.value,
                "unit": [record.figure.unit],
                "about": [],
                "period": [record.period],
                "optional": record.id == "thoi-gian-khen-thuong",  # the same five years a second time
            }
            for record in records
            if record.figure
        ]
    }


@cache
def base_of(*, is_draft: bool) -> KnowledgeBase:
    """All invented articles in one, their records marked or accepted; compiled once, for that takes seconds."""
    topics = [
        {**topic_of(name), "records": [{**record, "draft": is_draft} for record in topic_of(name)["records"]]}
        for name in INVENTED
    ]
    content = Content(
        tuple(Source.model_validate(source_of(name)) for name in INVENTED),
        tuple(map(Topic.model_validate, topics)),
        load_content(shipped_records()).lexicon.model_copy(update={"gaps": ()}),  # they are the shipped article's
    )
    return KnowledgeBase.from_content(content)


@pytest.mark.parametrize("name", ALL)
def test_drafts_find_the_figures_and_little_else(name: str) -> None:
    score = score_figures(topic_of(name)["records"], gold_of(name)["figures"])

    assert score.recall >= 0.97, score.missed
    assert score.precision >= 0.97, score.wrong
    assert score.with_period >= 0.95 * score.found
    assert score.with_subject >= 0.95 * score.found


@pytest.mark.parametrize("name", INVENTED)
def test_drafts_find_every_name_and_document(name: str) -> None:
    records = [record for record in topic_of(name)["records"] if "figure" not in record]
    named = [record for record in records if "“" in record["subject"]]
    gold = gold_of(name)

    names = score_texts([record["subject"] for record in named], [text for _, text in gold["names"]])
    documents = score_texts([r["subject"] for r in records if r["kind"] == "document"], gold["documents"])

    assert (names.recall, names.precision) == (1, 1), (names.missed, names.wrong)
    assert (documents.recall, documents.precision) == (1, 1), (documents.missed, documents.wrong)
    assert all(any(text in r["subject"] and r["kind"] == kind for r in named) for kind, text in gold["names"])


@pytest.mark.parametrize("name", ALL)
def test_drafts_pass_the_check_as_they_are(name: str) -> None:
    source, topic = source_of(name), topic_of(name)
    files = [
        RecordsFile(Path(f"{source['id']}.json"), "source", to_bytes(source, "source")),
        RecordsFile(Path("t.json"), "topic", to_bytes(topic, "topic")),
    ]

    assert [str(problem) for problem in validate(files)[1]] == []


@pytest.mark.parametrize("name", ALL)
def test_each_draft_is_marked_and_asks_four_to_six_different_questions(name: str) -> None:
    asked: list[str] = []
    for record in topic_of(name)["records"]:
        assert record["draft"] is True
        assert 4 <= len(record["phrasings"]) <= 6, record["phrasings"]
        asked += map(plain_question, record["phrasings"])

    assert len(asked) == len(set(asked))


@pytest.mark.parametrize("name", ALL)
def test_suggested_questions_read_as_questions(name: str) -> None:
    for record in topic_of(name)["records"]:
        for question in record["phrasings"]:
            words = question.rstrip("?").split()
            assert question[0].isupper() or question[0] in "“0123456789" or question.endswith(" là gì?")
            assert question.count("“") == question.count("”")
            assert not any(one == other for one, other in pairwise(words)), question
            assert "ở ở" not in question
            assert (
                "figure" not in record
                or record["figure"]["value"] not in question.split()
                or question.endswith(" là gì?")
            ), question
        assert sum(question.endswith("?") for question in record["phrasings"]) >= len(record["phrasings"]) - 1


@pytest.mark.parametrize("name", INVENTED)
def test_drafts_never_answer_until_the_mark_is_removed(name: str) -> None:
    questions = [question for question, _ in gold_of(name)["questions"]]
    drafts = base_of(is_draft=True)
    ids = {record["id"] for record in topic_of(name)["records"]}

    for question in [*questions, *(r["phrasings"][0] for r in topic_of(name)["records"])]:
        outcome = drafts.ask(Question(question))
        assert not isinstance(outcome, Found) or all(part.record is None for part in outcome.parts)
    assert not any(drafts.record(record_id) or drafts.answer(record_id) for record_id in ids)
    assert drafts.search(questions[0], 5) == []


@pytest.mark.parametrize("name", INVENTED)
def test_accepted_drafts_answer_what_people_ask(name: str) -> None:
    base = base_of(is_draft=False)
    questions = gold_of(name)["questions"]

    outcomes = [(question, wanted, base.ask(Question(question))) for question, wanted in questions]

    answered = [(q, wanted, outcome) for q, wanted, outcome in outcomes if isinstance(outcome, Found)]
    assert [q for q, wanted, outcome in answered if not any(wanted in part.answer for part in outcome.parts)] == []
    assert len(answered) >= 0.8 * len(questions), set(questions_of(outcomes)) - set(questions_of(answered))


def questions_of(asked: list[Any]) -> list[str]:
    return [question for question, *_ in asked]


def test_ids_and_questions_of_other_records_are_not_taken_again() -> None:
    source, topic = source_of(INVENTED[0]), topic_of(INVENTED[0])
    first = topic["records"][0]

    again = draft_topic(source, [r["id"] for r in topic["records"]], [first["phrasings"][0].upper()])

    assert not {r["id"] for r in again["records"]} & {r["id"] for r in topic["records"]}
    assert first["phrasings"][0] not in again["records"][0]["phrasings"]


def test_list_items_are_told_apart_and_nothing_is_joined_that_is_not_said() -> None:
    text = (
        "Xã có 8 tổ hợp tác\n\nHội Nông dân xã Thử Nghiệm thành lập 8 tổ hợp tác trồng màu với 152 hộ tham gia; tặng 20"
        " phần quà, 15 chiếc xe đạp và 4 máy tính cho học sinh nghèo."
    )
    source = ingest(text, Told(publisher="Báo Thử", published="2024-01-02 07:00")).source

    answers = {r["figure"]["value"]: r["answer"] for r in draft_topic(source)["records"] if "figure" in r}

    assert "thành lập 152" not in answers["152"]
    assert answers["15"].startswith("Tặng 15 chiếc xe đạp")
    assert "20" not in answers["15"]


@pytest.mark.parametrize(
    "text",
    [
        "Ngày 15/3/2024, phường 2 và khóm 4 họp lúc 8 giờ 30 theo Quyết định số 12/QĐ-UBND năm 2023.",
        "Mô hình “5 không, 3 sạch” được duy trì trong giai đoạn 2021 - 2025 và quý III/2024.",
        "Sản phẩm đạt 3 sao, xếp hạng 2, lần thứ 5, đường 30/4, quốc lộ 60, lớp 9.",
    ],
)
def test_dates_numbers_of_places_and_names_are_no_figures(text: str) -> None:
    source = ingest(f"Tiêu đề\n\n{text}", Told(publisher="Báo Thử", published="2024-01-02 07:00")).source

    assert [r["figure"] for r in draft_topic(source)["records"] if "figure" in r] == []


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Huyện xây 1,5km đường đal.", "1,5", "km đường đal"),
        ("Doanh thu đạt từ 80 đến 100 triệu đồng/ha.", "từ 80 đến 100", "triệu đồng/ha"),
        ("Có 15/17 xã đạt chuẩn.", "15/17", "xã"),
        ("Tỷ lệ hộ nghèo còn dưới 0,8%.", "dưới 0,8", "%"),
        ("Tổng kinh phí hơn 2.300 tỷ đồng.", "hơn 2.300", "tỷ đồng"),
        ("Cả tỉnh có hàng trăm căn nhà được sửa.", "hàng trăm", "căn nhà"),
        ("Tỉnh trao 1.234 suất quà.", "1.234", "suất quà"),
        ("Có 6 cán bộ, công chức được khen.", "6", "cán bộ, công chức"),
    ],
)
def test_values_and_units_are_taken_as_printed(text: str, value: str, unit: str) -> None:
    source = ingest(f"Tiêu đề\n\n{text}", Told(publisher="Báo Thử", published="2024-01-02 07:00")).source

    figures = [record["figure"] for record in draft_topic(source)["records"] if "figure" in record]

    assert figures == [{"value": value, "unit": unit}]


def test_aims_are_not_told_as_results() -> None:
    text = "Năm 2025, huyện phấn đấu 85% hồ sơ được nộp trực tuyến, thu ngân sách đạt 320 tỉ đồng."
    source = ingest(f"Tiêu đề\n\n{text}", Told(publisher="Báo Thử", published="2024-01-02 07:00")).source

    records = [record for record in draft_topic(source)["records"] if "figure" in record]

    assert len(records) == 2
    assert all(r["subject"].startswith("Mục tiêu") and "phấn đấu" in r["answer"] for r in records)


PIECES = st.sampled_from(
    """huyện xã thành phố Hội Phụ nữ xây dựng trao tặng cho với và trong đó đạt tỷ lệ hộ nghèo giảm từ còn lên
    tổng kinh phí trị giá mỗi căn nhà lượt người suất quà bình quân gồm là có được phấn đấu năm 2024 (năm
    2023) giai đoạn 2021 - 2025 1.234 72,5% 0,8 15/17 30 tỉ đồng triệu đồng/năm 12,7km m2 hàng chục hơn
    gần trên từ 1 đến 5 số 39-CT/TW Chỉ thị “Tên” “5 không - 3 sạch” mô hình phong trào câu lạc bộ , ; :
    . – - ( ) “ ” 100% 4 3 sao phường 2 ngày 15/3""".split()
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, min_size=1, max_size=60).map(" ".join) | st.text(max_size=120))
def test_whatever_an_article_says_its_drafts_pass_the_check(text: str) -> None:
    told = Told(publisher="Báo Thử", published="2024-01-02 07:00")
    try:
        source = ingest(f"Tiêu đề bài\n\nĐoạn mở đầu của bài báo này.\n\n{text}", told).source
    except IngestError:
        return
    topic = draft_topic(source)
    files = [
        RecordsFile(Path(f"{source['id']}.json"), "source", to_bytes(source, "source")),
        RecordsFile(Path("t.json"), "topic", to_bytes(topic, "topic")),
    ]

    assert [str(problem) for problem in validate(files)[1]] == []


@pytest.mark.parametrize(
    "piece", ["1.234 ", "“", "từ 1 đến ", "trong đó, ", "cho ", "39-CT/TW ", "9/", "tập thể, cá nhân và "]
)
def test_endless_repetition_is_drafted_within_seconds(piece: str) -> None:
    text = (piece * 8000)[:19_000]
    source = ingest(f"Tiêu đề\n\n{text}.", Told(publisher="Báo Thử", published="2024-01-02 07:00")).source
    begun = time.monotonic()

    draft_topic(source)

    assert time.monotonic() - begun < 10
