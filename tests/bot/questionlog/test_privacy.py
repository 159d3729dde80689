"""Pseudonyms: one a quarter, lasting ones for what people chose, all of them found again, also under earlier keys."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.questionlog.privacy import Pseudonymizer


def at(year: int, month: int, *keys: bytes) -> Pseudonymizer:
    return Pseudonymizer(*(keys or (b"one",)), clock=lambda: datetime(year, month, 1, tzinfo=UTC))


def test_a_person_keeps_one_pseudonym_within_a_quarter_and_key() -> None:
    assert at(2026, 10).pseudonym(123456789) == at(2026, 12).pseudonym(123456789)
    pseudonyms = {at(2026, 10).pseudonym(1), at(2026, 10).pseudonym(2), at(2026, 10, b"other").pseudonym(1)}
    assert len({*pseudonyms, at(2027, 1).pseudonym(1)}) == 4
    assert "123456789" not in at(2026, 10).pseudonym(123456789)


def test_a_pseudonym_names_the_quarter_of_its_key() -> None:
    assert at(2026, 11).pseudonym(1).startswith("2026Q4-")
    assert at(2027, 1).pseudonym(1).startswith("2027Q1-")
    assert at(2026, 11).pseudonym(1).partition(":")[0] == at(2026, 12).pseudonym(2).partition(":")[0]
    assert len(at(2026, 11).pseudonym(2**52)) <= 64


def test_what_a_person_chose_is_kept_under_a_name_that_outlasts_the_quarter() -> None:
    assert at(2026, 11).person(1) == at(2028, 1).person(1)
    assert at(2026, 11).person(1) not in at(2026, 11).pseudonym(1)


def test_all_pseudonyms_of_a_person_are_found_again() -> None:
    now = at(2027, 5, b"new", b"old")
    earlier = [at(2026, 2, b"old").pseudonym(7), at(2026, 11, b"old").pseudonym(7), at(2027, 4, b"new").pseudonym(7)]
    assert set(earlier) <= set(now.pseudonyms(7))
    assert {at(2026, 1, b"old").person(7), now.person(7)} <= set(now.pseudonyms(7))
    assert now.persons(7) == (now.person(7), at(2026, 1, b"old").person(7))


def test_a_clock_that_is_far_behind_still_finds_its_own_pseudonym() -> None:
    behind = at(2020, 1)
    assert behind.pseudonym(7) in behind.pseudonyms(7)


def test_there_is_no_pseudonym_without_a_key() -> None:
    with pytest.raises(ValueError, match="key"):
        Pseudonymizer()
