"""The list of features: each is one named function of a candidate, with the sign that its weight may have."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowledge.answering.evidence.candidate import Candidate


class Sign(IntEnum):
    """Whether evidence speaks for a record, against it, or as the other evidence has it."""

    AGAINST = -1
    EITHER = 0
    FOR = 1


class Feature(NamedTuple):
    """How a feature is worked out, 0…1 unless its docstring says otherwise, and how it may count."""

    compute: Callable[[Candidate], float]
    sign: Sign


FEATURES: dict[str, Feature] = {}
"""By name, in the order in which they are told."""


def feature(sign: Sign) -> Callable[[Callable[[Candidate], float]], Callable[[Candidate], float]]:
    """Enters a function in the list under its own name."""

    def enter(compute: Callable[[Candidate], float]) -> Callable[[Candidate], float]:
        FEATURES[compute.__name__] = Feature(compute, sign)
        return compute

    return enter


@feature(Sign.EITHER)
def bias(_: Candidate) -> float:
    """Nothing in particular: how likely a record is meant when all other evidence is silent."""
    return 1.0
