"""Of uncurated sentences that tell the same of several years and places the one named answers, else the newest.

Reports, figures and orchards are invented.
"""

from __future__ import annotations

import pytest

from knowledge.batch import answer_one
from knowledge.model import Found, NotFound, Question
from tests.support.several_articles import uncurated_articles

ORCHARDS = "Có bao nhiêu hộ trồng bưởi năm roi?"


def answer(text: str, *previous: str) -> Found:
    outcome = uncurated_articles().ask(Question(text, previous))
    assert isinstance(outcome, Found), outcome
    return outcome


@pytest.mark.parametrize("text", [ORCHARDS, "co bao nhieu ho trong buoi nam roi"])
def test_newest_sentence_answers_and_the_others_are_to_choose(text: str) -> None:
    found = answer(text)
    assert "1.480 hộ" in found.parts[0].answer
    assert found.parts[0].scope == "2024, Kế Sách"
    assert [suggestion.passage for suggestion in found.suggestions] == [
        ("vinh-chau-2023", "p1"),
        ("ke-sach-2021", "p1"),
    ]


def test_batch_gives_other_sentences_without_a_record() -> None:
    line = answer_one(uncurated_articles(), {"id": "1", "q": ORCHARDS})
    assert line["status"] == "answered"
    assert [suggestion["record"] for suggestion in line["suggestions"]] == [None, None]
    assert line["suggestions"][0]["subject"].startswith("2023, Vĩnh Châu: ")


@pytest.mark.parametrize(
    ("text", "previous", "count"),
    [
        ("Năm 2021 có bao nhiêu hộ trồng bưởi năm roi?", (), "1.250 hộ"),
        ("nam 2021 co bao nhieu ho trong buoi nam roi", (), "1.250 hộ"),
        ("Vĩnh Châu có bao nhiêu hộ trồng bưởi năm roi?", (), "37 hộ"),
        ("Kế Sách có bao nhiêu hộ trồng bưởi năm roi?", (), "1.480 hộ"),
        ("thế ở Vĩnh Châu?", (ORCHARDS,), "37 hộ"),
        ("còn năm 2021?", (ORCHARDS,), "1.250 hộ"),
        ("con nam 2021", ("co bao nhieu ho trong buoi nam roi",), "1.250 hộ"),
    ],
)
def test_named_year_or_place_gets_its_own_sentence(text: str, previous: tuple[str, ...], count: str) -> None:
    assert count in answer(text, *previous).parts[0].answer


@pytest.mark.parametrize(
    ("text", "previous"),
    [
        ("Năm 2019 có bao nhiêu hộ trồng bưởi năm roi?", ()),  # the next sentence names that year, for something else
        ("nam 2018 co bao nhieu ho trong buoi nam roi", ()),
        ("Năm 2021 Vĩnh Châu có bao nhiêu hộ trồng bưởi năm roi?", ()),
        ("Cần Thơ có bao nhiêu hộ trồng bưởi năm roi?", ()),
        ("còn năm 2015?", (ORCHARDS,)),
        ("thế ở Cần Thơ?", (ORCHARDS,)),
    ],
)
def test_year_or_place_that_is_not_told_is_an_honest_no(text: str, previous: tuple[str, ...]) -> None:
    assert isinstance(uncurated_articles().ask(Question(text, previous)), NotFound)


@pytest.mark.parametrize("now", ["Hiện nay", "bay gio", "Năm nay"])
def test_question_of_today_gets_the_newest_sentence_as_dated(now: str) -> None:
    found = answer(f"{now} có bao nhiêu hộ trồng bưởi năm roi?")
    assert "1.480 hộ" in found.parts[0].answer
    assert found.note == "dated"
