"""Sources that no record cites answer by their sentences; invented articles, marked as such."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.answering.archive.answering import Archive
from knowledge.answering.archive.curating import WELL_ASKED, find_open
from knowledge.base import KnowledgeBase
from knowledge.model import Content, Evidence, Found, NotFound, Passage, Question, Record, Source, Topic
from tests.support.shipped_article import shipped_words

# Invented: there is no Cồn Vạc island and no such bridge.
SIZE = "Cồn Vạc là một hòn đảo nhỏ ở cửa sông Ba Thắc, rộng khoảng 1.250 hecta."
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


def record(*, draft: bool = False, phrasings: int = WELL_ASKED) -> Record:
    evidence = Evidence(source="con-vac", passage="p1", quote="rộng khoảng 1.250 hecta")
    return Record(
        id="dien-tich",
        kind="figure",
        subject="Diện tích Cồn Vạc",
        answer="1.250 hecta",
        phrasings=tuple(f"Cồn Vạc rộng bao nhiêu, lần {number}?" for number in range(phrasings)),
        citations=(evidence,),
        draft=draft,
    )


@cache
def base() -> KnowledgeBase:
    lexicon = shipped_words()
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
    ("text", "answer"),
    [
        ("Ai vẽ ra chiếc cầu đầu tiên của Cồn Vạc?", "Lâm Quốc Bảo"),
        ("Cây cầu ở Cồn Vạc được đưa vào sử dụng khi nào?", "12 tháng 5 năm 1991"),
        ("Hợp tác xã Rạng Đông bán cua ra nước ngoài, tới nước nào?", "Nhật Bản"),
        ("Cồn Vạc to chừng nào?", "1.250 hecta"),
        ("dien tich con vac la bao nhieu", "1.250 hecta"),
    ],
)
def test_question_in_other_words_than_the_article_is_answered(text: str, answer: str) -> None:
    outcome = base().ask(Question(text))
    assert isinstance(outcome, Found)
    assert answer in outcome.parts[0].answer


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


def test_top_keeps_the_order_that_sentences_were_weighed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Archive, "confidence", lambda _, item: 1 / (1 + math.exp(item.score / 10)))  # the other way

    found = base().top(Question("cây cầu treo của đảo dài bao nhiêu mét"), 5)

    assert [citation.passage for citation, _ in found] == ["p1", "p2"]
    assert found[0][1] >= found[1][1]


def test_top_stays_within_the_limit() -> None:
    assert len(base().top(Question("cua biển trên đảo"), 1)) == 1


@pytest.mark.parametrize(
    ("curated", "is_open"),
    [(record(draft=True), True), (record(phrasings=WELL_ASKED - 1), True), (record(), False)],
)
def test_sentence_speaks_until_a_published_record_that_is_well_asked_cites_it(
    *, curated: Record, is_open: bool
) -> None:
    topic = Topic(topic="dao", title="Đảo", records=(curated,))
    content = Content((source("con-vac", SIZE),), (topic,), shipped_words())

    assert [spoken.id for spoken in find_open(content)] == (["con-vac"] if is_open else [])
    assert bool(Archive(content)) is is_open


def test_sentences_beside_a_curated_one_still_speak_and_it_does_not() -> None:
    topic = Topic(topic="dao", title="Đảo", records=(record(),))
    content = Content((source("con-vac", ISLAND),), (topic,), shipped_words())
    knowledge = KnowledgeBase.from_content(content)

    designer = knowledge.ask(Question("Ai đã thiết kế cây cầu treo đầu tiên của Cồn Vạc?"))
    assert isinstance(designer, Found)
    assert "Lâm Quốc Bảo" in designer.parts[0].answer
    assert isinstance(knowledge.ask(Question("Hòn đảo nhỏ nằm ở cửa sông nào?")), NotFound)


# Invented: figures, cooperative and people.
POMELOS = (
    ("title", "Kế Sách: nông dân trồng bưởi năm roi thu nhập khá"),
    (
        "lead",
        "Năm 2023, huyện Kế Sách có 1.250 hộ trồng bưởi năm roi trên diện tích 2.300 héc-ta.",
    ),
    (
        "body",
        "Ông Lâm Văn Tỵ, Chủ nhiệm Hợp tác xã Phú Hòa, lãi khá. Hợp tác xã thành lập năm 2016 với 42 thành viên.",
    ),
    ("body", "Huyện đã mở 15 lớp tập huấn kỹ thuật cho 620 nông dân. Bưởi được bán cho Công ty Hương Miền Tây."),
)


def pomelos(name: str, place: str, *passages: tuple[str, str], year: int = 2023) -> Source:
    return Source(
        id=name,
        title=f"{passages[0][1]} (bịa đặt để thử)",
        publisher="Báo Thử",
        published=datetime(year, 11, 20, tzinfo=UTC),
        place=place,
        period=f"{year - 3}-{year}",
        passages=tuple(
            Passage.model_validate({"id": f"p{number}", "kind": kind, "text": text})
            for number, (kind, text) in enumerate(passages, 1)
        ),
    )


@cache
def orchard() -> KnowledgeBase:
    lexicon = shipped_words()
    return KnowledgeBase.from_content(Content((pomelos("buoi", "Kế Sách, Sóc Trăng", *POMELOS),), (), lexicon))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Huyện Kế Sách có bao nhiêu hộ trồng bưởi năm roi?", "1.250 hộ"),
        ("ke sach co bao nhieu ho trong buoi", "1.250 hộ"),
        ("bao nhiu hộ tròng bưỡi ở kế sách", "1.250 hộ"),
        ("Ở Sóc Trăng có bao nhiêu hộ trồng bưởi năm roi?", "1.250 hộ"),
        ("Năm 2023 Kế Sách có bao nhiêu hộ trồng bưởi?", "1.250 hộ"),
        ("Hợp tác xã thành lập năm 2016 có bao nhiêu thành viên?", "42 thành viên"),
        ("Ai là chủ nhiệm hợp tác xã Phú Hòa?", "Lâm Văn Tỵ"),
        ("Huyện mở bao nhiêu lớp tập huấn kỹ thuật?", "15 lớp"),
    ],
)
def test_question_about_the_place_and_year_of_a_source_is_answered(text: str, answer: str) -> None:
    outcome = orchard().ask(Question(text))
    assert isinstance(outcome, Found)
    assert answer in outcome.parts[0].answer


@pytest.mark.parametrize(
    "text",
    [
        "TP. Cần Thơ có bao nhiêu hộ trồng bưởi năm roi?",
        "can tho co bao nhieu ho trong buoi nam roi",
        "Huyện Mỹ Xuyên có bao nhiêu hộ trồng bưởi?",
        "Năm 2018 Kế Sách có bao nhiêu hộ trồng bưởi năm roi?",
        "nam 2018 co bao nhieu ho trong buoi nam roi",
        "Năm 2016 Kế Sách có bao nhiêu hộ trồng bưởi?",  # another passage names that year
        "Năm 2021 Kế Sách có bao nhiêu hộ trồng bưởi?",  # inside the period, which says nothing of it
        "Kế Sách có bao nhiêu hộ trồng cam?",
        "ke sach co bao nhieu ho trong cam",
        "Có bao nhiêu hộ trồng sầu riêng ở Kế Sách?",
        "Huyện Kế Sách có bao nhiêu trường học?",
        "Ai là bí thư huyện Kế Sách?",
        "ai la bi thu huyen ke sach",
        "Ai là chủ tịch huyện Kế Sách?",
        "Bao nhiêu nông dân Kế Sách thoát nghèo?",
    ],
)
def test_question_about_another_place_year_or_subject_is_declined(text: str) -> None:
    assert isinstance(orchard().ask(Question(text)), NotFound)
    assert orchard().top(Question(text), 1)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Kế Sách có bao nhiêu hộ trồng bưởi năm roi?", "1.250 hộ"),
        ("Vĩnh Châu có bao nhiêu hộ trồng bưởi năm roi?", "37 hộ"),
        ("vinh chau co bao nhieu ho trong buoi nam roi", "37 hộ"),
    ],
)
def test_source_about_the_place_asked_for_answers(text: str, count: str) -> None:
    other = (("title", "Vĩnh Châu thử trồng bưởi"), ("lead", "Thị xã Vĩnh Châu có 37 hộ trồng bưởi năm roi."))
    sources = (pomelos("buoi", "Kế Sách", *POMELOS), pomelos("vinh-chau", "Vĩnh Châu", *other, year=2022))
    both = KnowledgeBase.from_content(Content(sources, (), shipped_words()))
    outcome = both.ask(Question(text))
    assert isinstance(outcome, Found)
    assert count in outcome.parts[0].answer


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("cua biển ĐẢO?.,1 wfsj6ầ\n\u0301\u200b"), max_size=60) | st.text(max_size=300))
def test_any_text_is_taken_without_an_exception(text: str) -> None:
    for citation, score in base().top(Question(text), 3):
        assert citation.quote
        assert 0 <= score <= 1


def test_passage_without_words_is_no_trouble() -> None:
    lexicon = shipped_words()
    empty = KnowledgeBase.from_content(Content((source("con-vac", "…", "— !", "½ ⊆"),), (), lexicon))
    assert empty.top(Question("cua biển"), 3) == []
    assert isinstance(empty.ask(Question("cua biển")), NotFound)


def test_long_quote_is_cut_to_what_a_message_can_show() -> None:
    long = "Hợp tác xã Rạng Đông mua cua, " + "bán cho nhiều nơi trong tỉnh, " * 40 + "rồi nghỉ."
    archive = Archive(Content((source("con-vac", long),), (), shipped_words()))
    ((citation, _),) = archive.top(Question("Hợp tác xã Rạng Đông mua cua"), 1)
    assert citation.quote == long[citation.start : citation.end]
    assert len(citation.quote) <= 600
