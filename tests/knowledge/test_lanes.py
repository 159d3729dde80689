"""Vectors kept as long integers add up as vectors do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answering.lanes import ONE, pack, weighted_sum

NUMBERS = st.floats(min_value=0, max_value=40, allow_nan=False)
VECTORS = st.integers(min_value=1, max_value=12).flatmap(
    lambda length: st.lists(
        st.tuples(
            st.floats(min_value=0, max_value=4, allow_nan=False), st.lists(NUMBERS, min_size=length, max_size=length)
        ),
        min_size=1,
        max_size=8,
    )
)


@given(VECTORS)
def test_weighted_sum_is_that_of_the_vectors_to_a_thousandth_of_each(weighted: list[tuple[float, list[float]]]) -> None:
    length = len(weighted[0][1])

    found = weighted_sum(length, [(weight, pack(numbers)) for weight, numbers in weighted])

    for at in range(length):
        wanted = sum(weight * numbers[at] for weight, numbers in weighted)
        assert found[at] / ONE == pytest.approx(wanted, abs=len(weighted) * 44 / 1024)


def test_sum_of_nothing_is_nothing() -> None:
    assert list(weighted_sum(3, [])) == [0, 0, 0]


def test_what_does_not_fit_is_refused_instead_of_running_into_its_neighbour() -> None:
    with pytest.raises(OverflowError):
        pack([-1.0])
    with pytest.raises(OverflowError):
        pack([5e9])
    with pytest.raises(OverflowError):
        weighted_sum(1, [(4000.0, pack([4000.0]))])
