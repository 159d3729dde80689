"""The distance between what was typed and what was meant: nothing for the same word, little for a usual slip."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from knowledge.language.keyboard import slip_distance

words = st.text(alphabet="abcdeghiklmnopqrstuwxyz", max_size=9)
LEAST, MOST, FIRST = 0.6, 1.1, 0.25


@given(words, words)
def test_only_equal_words_have_no_distance(typed: str, meant: str) -> None:
    assert (slip_distance(typed, meant) == 0) == (typed == meant)


@given(words, words)
def test_distance_is_bounded_by_the_number_of_slips(typed: str, meant: str) -> None:
    slips = OSA.distance(typed, meant)

    assert LEAST * slips <= slip_distance(typed, meant) + 1e-9
    assert slip_distance(typed, meant) <= MOST * slips + FIRST + 1e-9


@given(words, words)
def test_direction_matters_at_most_as_much_as_a_first_letter(typed: str, meant: str) -> None:
    assert abs(slip_distance(typed, meant) - slip_distance(meant, typed)) <= FIRST + 1e-9


@given(st.text(max_size=9), st.text(max_size=9))
def test_any_text_has_a_distance(typed: str, meant: str) -> None:
    assert slip_distance(typed, meant) >= 0


@pytest.mark.parametrize(
    ("meant", "likely", "unlikely"),
    [
        ("ngheo", "ngjeo", "ngqeo"),  # the key beside, a key far away
        ("ngheo", "nghoe", "ngheu"),  # swapped letters, another letter
        ("ngheo", "ngheeo", "ngheko"),  # a letter twice, a strange letter
        ("ngheo", "ngheoo", "nheo"),  # a letter twice, a letter left out
        ("thanh", "thabh", "rhanh"),  # the key beside: inside the word, at its beginning
        ("nha", "nja", "ba"),
    ],
)
def test_usual_slip_is_nearer_than_an_unusual_one(meant: str, likely: str, unlikely: str) -> None:
    assert slip_distance(likely, meant) < slip_distance(unlikely, meant)
