"""Of one indicator in several years and places the one named answers, else the newest with the others to choose.

All articles here are invented; see tests/knowledge/data/editions.
"""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.answering.evidence import FEATURES
from knowledge.batch import answer_one
from knowledge.errors import InvalidRecordsError
from knowledge.language.normalizing import fold
from knowledge.loading import load_content
from knowledge.model import Ambiguous, Found, NotFound, Outcome, Question
from tests.support.records import make_citation, make_record, make_source, make_topic, write_records
from tests.support.several_articles import several_articles

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.base import KnowledgeBase


def ask(text: str, *previous: str) -> Outcome:
    return several_articles().ask(Question(text, previous))


def answered(text: str, *previous: str) -> Found:
    outcome = ask(text, *previous)
    assert isinstance(outcome, Found), outcome
    return outcome


def records(found: Found) -> list[str | None]:
    return [part.record for part in found.parts]


HOUSES = "Đã xây bao nhiêu căn nhà tình thương cho hộ nghèo?"
POVERTY = "Tỷ lệ hộ nghèo còn bao nhiêu phần trăm?"


@pytest.mark.parametrize(
    ("text", "newest", "others"),
    [
        (HOUSES, "nha-2025", ["nha-vinh-chau", "nha-2020"]),
        ("da xay bao nhieu can nha tinh thuong cho ho ngheo", "nha-2025", ["nha-vinh-chau", "nha-2020"]),
        ("How many charity houses were built for poor households?", "nha-2025", ["nha-vinh-chau", "nha-2020"]),
        (POVERTY, "ho-ngheo-2025", ["ho-ngheo-vinh-chau", "ho-ngheo-2020"]),
        ("ty le ho ngheo con bao nhieu phan tram", "ho-ngheo-2025", ["ho-ngheo-vinh-chau", "ho-ngheo-2020"]),
        ("Giới thiệu việc làm cho bao nhiêu lao động?", "viec-lam-2025", ["viec-lam-2020"]),
        ("Ai là Chủ tịch Hội Khuyến học thành phố?", "chu-tich-khuyen-hoc-2025", ["chu-tich-khuyen-hoc-2020"]),
    ],
)
def test_question_of_no_time_or_place_gets_the_newest_and_the_others_to_choose(
    text: str, newest: str, others: list[str]
) -> None:
    found = answered(text)
    assert records(found) == [newest]
    assert [suggestion.record for suggestion in found.suggestions] == others
    assert found.parts[0].scope


def test_choices_tell_their_period_and_place_first() -> None:
    found = answered(HOUSES)
    assert [suggestion.subject.split(":")[0] for suggestion in found.suggestions] == [
        "2021-2025, thị xã Vĩnh Châu",
        "2016-2020, TP. Sóc Trăng",
    ]


def test_batch_line_is_answered_and_holds_the_other_editions() -> None:
    line = answer_one(several_articles(), {"id": "1", "q": HOUSES})
    assert line["status"] == "answered"
    assert "210" in line["answer"]
    assert line["citations"][0]["published"] == "2025-10-15"
    assert [suggestion["record"] for suggestion in line["suggestions"]] == ["nha-vinh-chau", "nha-2020"]


@pytest.mark.parametrize(
    ("text", "record"),
    [
        ("Giai đoạn 2016 - 2020 xây bao nhiêu căn nhà tình thương?", "nha-2020"),
        ("giai doan 2016-2020 xay bao nhieu can nha tinh thuong", "nha-2020"),
        ("Từ năm 2016 đến 2020 xây bao nhiêu căn nhà tình thương?", "nha-2020"),
        ("How many charity houses were built in 2016-2020?", "nha-2020"),
        ("Năm 2020 tỷ lệ hộ nghèo còn bao nhiêu phần trăm?", "ho-ngheo-2020"),  # the newer one speaks of 2020, too
        ("nam 2020 ty le ho ngheo con bao nhieu phan tram", "ho-ngheo-2020"),
        ("Vĩnh Châu xây bao nhiêu căn nhà tình thương?", "nha-vinh-chau"),
        ("vinh chau xay bao nhieu can nha tinh thuong", "nha-vinh-chau"),
        ("Ở Vĩnh Châu tỷ lệ hộ nghèo còn bao nhiêu phần trăm?", "ho-ngheo-vinh-chau"),
        ("Chủ tịch Hội Khuyến học giai đoạn 2016-2020 là ai?", "chu-tich-khuyen-hoc-2020"),
        ("Năm 2015 có bao nhiêu câu lạc bộ đờn ca tài tử?", "cau-lac-bo-2015"),
    ],
)
def test_named_year_period_or_place_gets_its_own_edition(text: str, record: str) -> None:
    found = answered(text)
    assert records(found) == [record]
    assert not found.suggestions


def test_place_alone_leaves_its_periods_to_choose() -> None:
    found = answered("TP. Sóc Trăng xây bao nhiêu căn nhà tình thương?")
    assert records(found) == ["nha-2025"]
    assert [suggestion.record for suggestion in found.suggestions] == ["nha-2020"]


@pytest.mark.parametrize(
    "text",
    [
        "Năm 2018 xây bao nhiêu căn nhà tình thương?",  # inside a period, whose figure is not that year's
        "nam 2015 xay bao nhieu can nha tinh thuong cho ho ngheo",
        "Năm 2023 tỷ lệ hộ nghèo còn bao nhiêu phần trăm?",
        "Giai đoạn 2011 - 2015 xây bao nhiêu căn nhà tình thương?",
        "Vĩnh Châu giai đoạn 2016-2020 xây bao nhiêu căn nhà tình thương?",
        "Năm 2020 ở Vĩnh Châu tỷ lệ hộ nghèo còn bao nhiêu phần trăm?",
        "Cần Thơ xây bao nhiêu căn nhà tình thương?",
        "can tho xay bao nhieu can nha tinh thuong cho ho ngheo",
        "TP. Sóc Trăng lắp bao nhiêu bồn nước?",  # only Vĩnh Châu did
        "Năm 2020 có bao nhiêu câu lạc bộ đờn ca tài tử?",  # only 2015 is told
        "Tháng 3/2025 tỷ lệ hộ nghèo còn bao nhiêu phần trăm?",
        "Quý I năm 2025 tỷ lệ hộ nghèo còn bao nhiêu phần trăm?",
    ],
)
def test_year_or_place_that_no_article_tells_of_is_an_honest_no(text: str) -> None:
    assert isinstance(ask(text), NotFound)


def test_no_offers_the_years_and_places_that_there_are() -> None:
    outcome = ask("Năm 2018 xây bao nhiêu căn nhà tình thương?")
    assert isinstance(outcome, NotFound)
    assert [suggestion.record for suggestion in outcome.suggestions] == ["nha-2025", "nha-vinh-chau", "nha-2020"]


@pytest.mark.parametrize(
    "text",
    [
        "Hiện nay tỷ lệ hộ nghèo còn bao nhiêu phần trăm?",
        "bay gio ty le ho ngheo con bao nhieu phan tram",
        "Năm nay tỷ lệ hộ nghèo còn bao nhiêu phần trăm?",
        "tỷ lệ hộ nghèo mới nhất",
        "ty le ho ngheo moi nhat",
    ],
)
def test_question_of_today_gets_the_newest_figure_as_dated(text: str) -> None:
    found = answered(text)
    assert records(found) == ["ho-ngheo-2025"]
    assert found.note == "dated"


@pytest.mark.parametrize(
    ("before", "text", "record"),
    [
        (HOUSES, "còn giai đoạn 2016-2020?", "nha-2020"),
        (HOUSES, "thế ở Vĩnh Châu?", "nha-vinh-chau"),
        ("da xay bao nhieu can nha tinh thuong cho ho ngheo", "the o vinh chau", "nha-vinh-chau"),
        ("da xay bao nhieu can nha tinh thuong cho ho ngheo", "con 2016-2020 thi sao", "nha-2020"),
        (POVERTY, "còn năm 2020?", "ho-ngheo-2020"),
        (POVERTY, "con nam 2020", "ho-ngheo-2020"),
    ],
)
def test_follow_up_changes_only_the_year_or_place(before: str, text: str, record: str) -> None:
    assert records(answered(text, before)) == [record]


@pytest.mark.parametrize(
    ("before", "text"),
    [
        (HOUSES, "còn năm 2015?"),
        (HOUSES, "con nam 2015"),
        (HOUSES, "thế ở Cần Thơ?"),
        ("Năm 2020 tỷ lệ hộ nghèo còn bao nhiêu phần trăm?", "thế ở Vĩnh Châu?"),  # the year is kept
    ],
)
def test_follow_up_of_a_year_or_place_that_is_not_told_is_an_honest_no(before: str, text: str) -> None:
    assert isinstance(ask(text, before), NotFound)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TP. Sóc Trăng và Vĩnh Châu xây bao nhiêu căn nhà tình thương?", ["nha-2025", "nha-vinh-chau"]),
        ("Giai đoạn 2016-2020 và 2021-2025 xây bao nhiêu căn nhà tình thương?", ["nha-2020", "nha-2025"]),
    ],
)
def test_two_places_or_periods_get_both(text: str, expected: list[str]) -> None:
    assert records(answered(text)) == expected


def test_editions_are_told_by_what_they_count_not_by_their_neighbours() -> None:
    base = several_articles()
    pressed = {record: base.answer(record) for record in ("bon-nuoc-vinh-chau", "cau-lac-bo-2015", "nha-2020")}
    assert {record: found.parts[0].scope for record, found in pressed.items() if found} == {
        "bon-nuoc-vinh-chau": None,
        "cau-lac-bo-2015": None,
        "nha-2020": "2016-2020, TP. Sóc Trăng",
    }


def test_edition_stands_with_the_evidence_that_is_weighed() -> None:
    base = several_articles()
    matches = base.editions.match(base.analyst.analyse(HOUSES), base.matcher)
    assert matches
    assert all(match.features.keys() == FEATURES.keys() for match in matches)


def test_one_article_alone_has_no_editions(shipped: KnowledgeBase) -> None:
    found = shipped.ask(Question("Thành phố đã xây bao nhiêu căn nhà cho hộ khó khăn?"))
    assert isinstance(found, Found)
    assert found.parts[0].scope is None
    assert not found.suggestions


@pytest.mark.parametrize(("period", "is_allowed"), [("2021-2025", True), ("2016-2020", False)])
def test_only_editions_may_be_asked_for_in_the_same_words(tmp_path: Path, period: str, *, is_allowed: bool) -> None:
    other = make_source(id="bao-thu-2025")
    records = [
        make_record(period="2016-2020"),
        make_record(id="nha-o-sau", period=period, citations=[make_citation(source="bao-thu-2025")]),
    ]
    folder = write_records(tmp_path, make_source(), other, make_topic(*records))
    with nullcontext() if is_allowed else pytest.raises(InvalidRecordsError):
        load_content(folder)


TOLD: dict[str, tuple[str, set[tuple[int, ...]]]] = {  # the place and the years that may rightly be named for each
    "nha-2020": ("Sóc Trăng", {(2016, 2020), (2020,)}),
    "nha-2025": ("Sóc Trăng", {(2021, 2025), (2025,)}),
    "nha-vinh-chau": ("Vĩnh Châu", {(2021, 2025), (2025,)}),
    "ho-ngheo-2020": ("Sóc Trăng", {(2020,)}),
    "ho-ngheo-2025": ("Sóc Trăng", {(2025,)}),
    "ho-ngheo-vinh-chau": ("Vĩnh Châu", {(2025,)}),
    "viec-lam-2020": ("Sóc Trăng", {(2016, 2020), (2020,)}),
    "viec-lam-2025": ("Sóc Trăng", {(2021, 2025), (2025,)}),
}
_years = st.integers(2010, 2026)
_times = st.one_of(
    _years.map(lambda year: ((year,), f"năm {year}")),
    st.tuples(_years, st.integers(1, 6)).map(
        lambda pair: ((pair[0], pair[0] + pair[1]), f"giai đoạn {pair[0]} - {pair[0] + pair[1]}")
    ),
    st.sampled_from([((2016, 2020), "từ năm 2016 đến 2020"), ((2021, 2025), "2021-2025"), ((), "")]),
)


_ASKED = (
    "xây bao nhiêu căn nhà tình thương",
    "tỷ lệ hộ nghèo còn bao nhiêu phần trăm",
    "giới thiệu việc làm cho bao nhiêu lao động",
)
_PLACES = ("", "TP. Sóc Trăng", "Vĩnh Châu", "Cần Thơ", "Mỹ Xuyên")


@settings(max_examples=120)
@given(
    asked=st.sampled_from(_ASKED),
    time=_times,
    place=st.sampled_from(_PLACES),
    is_follow_up=st.booleans(),
    is_bare=st.booleans(),
)
def test_no_answer_contradicts_the_year_or_place_that_is_named(
    asked: str, time: tuple[tuple[int, ...], str], place: str, *, is_follow_up: bool, is_bare: bool
) -> None:
    years, named = time
    text = f"{place} {named} {asked}?".strip() if not is_follow_up else f"còn {named} {place}?"
    if is_bare:
        text = fold(text)
    outcome = ask(text, *([asked] if is_follow_up else []))
    if isinstance(outcome, Ambiguous):
        told = [suggestion.record for suggestion in outcome.suggestions]
    else:
        told = [part.record for part in outcome.parts if part.record] if isinstance(outcome, Found) else []
        told += [each.record for each in outcome.suggestions] if isinstance(outcome, Found) else []
    for where, when in map(TOLD.__getitem__, told):
        assert not years or years in when
        assert not place or where in place
