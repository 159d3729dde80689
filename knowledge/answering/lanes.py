"""Weighted sums of vectors, each vector one long integer: Python adds and scales those a thousand numbers at a time.

numpy is the usual way, but importing it would add 0.2 s to the half second that a cold `thidua ask` takes.
"""

from __future__ import annotations

import sys
from array import array
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LANE = "I"
_BYTES = array(_LANE).itemsize
_STEPS = 1024  # of a number, and of a weight: what is finer than a thousandth is lost
ONE = _STEPS * _STEPS
"""What 1 is in a weighted sum, which consists of whole numbers."""


def pack(numbers: Sequence[float]) -> int:
    """A vector of numbers that are 0 or more as one integer; what they and their weights sum up to must be below 4096.

    Raises:
        OverflowError: one of them is negative or far too large.
    """
    return int.from_bytes(array(_LANE, [round(number * _STEPS) for number in numbers]).tobytes(), sys.byteorder)


def weighted_sum(length: int, weighted: Iterable[tuple[float, int]]) -> array[int]:
    """The sum of packed vectors of one length, each times its weight (0 or more), in units of 1 / `ONE`.

    Raises:
        OverflowError: the sum is too large for its lanes.
    """
    total = sum(round(weight * _STEPS) * packed for weight, packed in weighted)
    return array(_LANE, total.to_bytes(length * _BYTES, sys.byteorder))
