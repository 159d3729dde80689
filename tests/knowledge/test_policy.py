"""The policy answers what is sure, offers what is near, and declines the rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answering.evidence import Match
from knowledge.answering.policy import Cutoffs, Ranked, chance_of_any, decide, rank

CUTOFFS = Cutoffs(answer=0.7, offer=0.4, share=0.6)
scores = st.lists(st.integers(-60, 60).map(float), max_size=12)


def match(number: int, score: float, *vetoes: str) -> Match:
    return Match(number, {}, score=score, vetoes=list(vetoes))


def ranked(*probabilities: float) -> list[Ranked]:
    return [Ranked(match(number, 0.0), probability) for number, probability in enumerate(probabilities)]


@given(scores)
def test_probabilities_are_shared_with_none_of_them(values: list[float]) -> None:
    items = rank([match(number, score) for number, score in enumerate(values)])

    assert len(items) == len(values)
    assert all(0 <= item.probability <= 1 for item in items)
    assert chance_of_any(items) <= 1 + 1e-9
    assert [item.match.score for item in items] == sorted(values, reverse=True)


def test_score_of_nothing_is_as_likely_as_none() -> None:
    (item,) = rank([match(0, 0.0)])

    assert item.probability == pytest.approx(0.5)


@given(st.floats(-20, 20), st.floats(0, 20))
def test_rival_makes_every_record_less_likely(score: float, rival: float) -> None:
    alone = rank([match(0, score)])[0].probability
    beside = next(item for item in rank([match(0, score), match(1, rival)]) if item.match.record == 0)

    assert beside.probability <= alone


def test_vetoed_record_takes_no_part() -> None:
    (item,) = rank([match(0, 9.0, "place"), match(1, 1.0)])

    assert item.match.record == 1
    assert item.probability == rank([match(1, 1.0)])[0].probability


@pytest.mark.parametrize(
    ("probabilities", "outcome"),
    [
        ((0.95,), "answered"),
        ((0.7,), "answered"),
        ((0.6, 0.3), "answered"),
        ((0.45, 0.45), "ambiguous"),  # sure that it is one of two
        ((0.5, 0.1), "ambiguous"),  # likely, not sure
        ((0.5,), "not_found"),  # nothing to choose between
        ((0.2, 0.1), "not_found"),
        ((), "not_found"),
    ],
)
def test_outcome_follows_from_the_cutoffs(probabilities: tuple[float, ...], outcome: str) -> None:
    assert decide(ranked(*probabilities), CUTOFFS) == outcome
