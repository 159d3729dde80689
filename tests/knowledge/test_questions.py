"""A question is understood as far as words go: what it asks for, and the place, year, group and figures it names."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from knowledge.answering.questions import LONGEST_QUESTION, MOST_TERMS, cut_long
from tests.support.texts import STRANGE, any_text, question_text, vietnamese_text

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Thành phố xây bao nhiêu căn nhà?", "count"),
        ("xây mấy căn nhà v", "count"),
        ("co bao nhiu ho ngheo dc vay von", "count"),
        ("How many houses were built?", "count"),
        ("Mua thẻ bảo hiểm hết bao nhiêu tiền?", "money"),
        ("How much money was spent on the cards?", "money"),
        ("Hộ nghèo giảm bao nhiêu phần trăm?", "percent"),
        ("Ai viết bài báo này?", "who"),
        ("Who wrote the article?", "who"),
        ("Bài báo đăng khi nào?", "when"),
        ("bai bao dang ngay nao", "when"),
        ("When was it published?", "when"),
        ("Nhà được xây ở đâu?", "where"),
        ("Vì sao phải bảo vệ môi trường?", "why"),
        ("Why is it important?", "why"),
        ("Có phải thành phố đã cất 145 căn nhà không?", "yes_no"),
        ("Thành phố xây 145 căn nhà đúng không?", "yes_no"),
        ("145 căn hả?", "yes_no"),
        ("Gồm những mô hình nào?", "list"),
        # heard from the whole question
        ("Sao hộ cận nghèo vay được nhiều lượt hơn hộ nghèo vậy cà?", "why"),
        ("Hộ cận nghèo thì sao?", "how"),
        ("Trong 100 nhà thì còn mấy nhà nghèo?", "percent"),
    ],
)
def test_kind_of_answer_is_recognised(shipped: KnowledgeBase, text: str, kind: str) -> None:
    assert kind in shipped.analyst.analyse(text).types


@pytest.mark.parametrize("text", ["Thành phố xây 145 căn nhà.", "bảo hiểm y tế", "phong trào giảm nghèo"])
def test_text_that_asks_nothing_has_no_kind(shipped: KnowledgeBase, text: str) -> None:
    assert not shipped.analyst.analyse(text).types


@pytest.mark.parametrize(
    ("text", "kind", "target"),
    [
        ("Thành phố xây bao nhiêu căn nhà?", "count", "căn nhà"),
        ("Có bao nhiêu hộ cận nghèo được vay vốn?", "count", "hộ cận nghèo"),
        ("How many houses were built?", "count", "hous"),
    ],
)
def test_thing_that_is_asked_for_is_recognised(shipped: KnowledgeBase, text: str, kind: str, target: str) -> None:
    targets = shipped.analyst.analyse(text).targets

    assert [unit.text for kinds, unit in targets if kind in kinds] == [target]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("How many health insurance cards were bought?", "en"),
        ("what did the city do for poor households", "en"),
        ("Who took the photo?", "en"),
        ("Thành phố mua bao nhiêu thẻ?", "vi"),
        ("thanh pho mua bao nhieu the bao hiem", "vi"),
        ("ddax mua bao nhieeu ther", "vi"),
        ("hello cho hỏi thẻ bảo hiểm y tế", "vi"),
        ("145", "vi"),
        ("1.062?", "vi"),
        ("", "vi"),
    ],
)
def test_language_is_recognised(shipped: KnowledgeBase, text: str, language: str) -> None:
    assert shipped.analyst.analyse(text).language == language


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("TP. Sóc Trăng xây mấy căn nhà?", {"TP. Sóc Trăng"}),
        ("tp soc trang xay may can nha", {"TP. Sóc Trăng"}),
        ("Phường 2 có bao nhiêu hộ nghèo?", {"Phường 2"}),
        ("Có bao nhiêu hộ nghèo?", set()),
    ],
)
def test_places_are_named(shipped: KnowledgeBase, text: str, places: set[str]) -> None:
    assert shipped.analyst.analyse(text).places == places


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("Bao nhiêu hộ nghèo được vay?", {"hộ nghèo"}),
        ("bao nhieu ho can ngheo duoc vay", {"hộ cận nghèo"}),
        ("hộ mới thoát nghèo vay mấy lượt", {"hộ mới thoát nghèo"}),
        ("hộ nghèo và hộ cận nghèo", {"hộ nghèo", "hộ cận nghèo"}),
        ("How many near-poor households got loans?", {"hộ cận nghèo"}),
        ("Bao nhiêu căn nhà?", set()),
    ],
)
def test_groups_are_named(shipped: KnowledgeBase, text: str, groups: set[str]) -> None:
    assert shipped.analyst.analyse(text).groups == groups


def test_years_dates_and_figures_are_kept_apart(shipped: KnowledgeBase) -> None:
    analysis = shipped.analyst.analyse("Ngày 03/07/2020 bài viết nói năm 2015 có 72,5% và 17k5 người?")

    assert analysis.years == (2015,)
    assert analysis.dates == {"3/7/2020"}
    assert analysis.numbers == (Decimal("72.5"), Decimal(17500))


@pytest.mark.parametrize(
    ("text", "asks_to_confirm"),
    [
        ("Có phải phong trào bắt đầu năm 2017 không?", True),
        ("bài đăng 4/7/2020 đúng hok", True),
        ("năm 2019 có xây nhà không", False),
        ("giai đoạn 2021-2025 có làm tiếp hk", False),
        ("năm 2019 xây bao nhiêu nhà, nói đúng số giùm", False),
    ],
)
def test_what_is_to_be_confirmed_is_told_from_an_open_question(
    shipped: KnowledgeBase, text: str, *, asks_to_confirm: bool
) -> None:
    assert shipped.analyst.analyse(text).asks_to_confirm == asks_to_confirm


def test_where_it_is_so_is_not_what_is_asked_for(shipped: KnowledgeBase) -> None:
    targets = shipped.analyst.analyse("Số thẻ bảo hiểm của TP. Sóc Trăng là bao nhiêu?").targets
    assert [unit.text for _, unit in targets] == ["thẻ bảo hiểm"]


def test_politeness_carries_no_meaning(shipped: KnowledgeBase) -> None:
    plain = shipped.analyst.analyse("thành phố xây bao nhiêu căn nhà")
    polite = shipped.analyst.analyse("dạ thành phố xây bao nhiêu căn nhà vậy ạ")

    assert polite.folded == plain.folded
    assert [unit.text for unit in polite.content] == [unit.text for unit in plain.content]


def test_text_of_an_editor_is_read_word_for_word(shipped: KnowledgeBase) -> None:
    analysis = shipped.analyst.analyse_clean("bảo hiểm y tê")

    assert [word.text for word in analysis.words] == ["bảo", "hiểm", "y", "tê"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("mua bn thẻ BHYT", "mua bao nhiêu thẻ bảo hiểm y tế"), ("ho ngheo vay von", "hộ nghèo vay vốn")],
)
def test_what_an_editor_typed_as_in_a_chat_is_read_as_it_is_meant(
    shipped: KnowledgeBase, typed: str, meant: str
) -> None:
    assert shipped.analyst.analyse_clean(typed).read_text == meant


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Quận Gò Mây xây bao nhiêu căn nhà?", {"quận gò mây"}),
        ("Phường Khánh Hội xây bao nhiêu căn nhà?", {"phường khánh hội"}),
        ("TP GQVL cho bao nhiêu người?", set()),
        ("quận này xây bao nhiêu căn nhà?", set()),
    ],
)
def test_name_behind_a_part_of_the_country_is_a_place(shipped: KnowledgeBase, text: str, places: set[str]) -> None:
    assert shipped.analyst.analyse(text).places == places


def test_hearsay_asks_for_no_place(shipped: KnowledgeBase) -> None:
    assert "where" not in shipped.analyst.analyse("Nghe đâu có mô hình trả kết quả tại nhà, tên là gì?").types


def test_long_text_keeps_its_beginning_and_its_end() -> None:
    cut = cut_long("Đầu câu " + "và rất nhiều chữ " * 300 + "cuối câu?")

    assert cut.startswith("Đầu câu")
    assert cut.endswith("cuối câu?")
    assert len(cut) <= LONGEST_QUESTION + 1
    assert cut_long("ngắn") == "ngắn"


@given(any_text | vietnamese_text | question_text)
def test_any_text_is_analysed(shipped: KnowledgeBase, text: str) -> None:
    analysis = shipped.analyst.analyse(text)

    assert len(analysis.words) <= MOST_TERMS
    assert analysis.language in {"vi", "en"}
    assert all(unit in analysis.content for _, unit in analysis.targets)


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_strange_text_is_analysed_within_its_limits(shipped: KnowledgeBase, text: str) -> None:
    assert len(shipped.analyst.analyse(text).words) <= MOST_TERMS
