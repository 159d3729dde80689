"""Evidence for and against one candidate record: its features, and what forbids it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge.answering.evidence import explanation, fitting, nearness  # noqa: F401  they enter their features
from knowledge.answering.evidence.candidate import hold_against
from knowledge.answering.evidence.registry import FEATURES
from knowledge.answering.evidence.vetoes import find_vetoes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.answering.evidence.candidate import WeighedQuestion
    from knowledge.answering.retrieval import RecordIndex


__all__ = ["FEATURES", "Match", "weigh"]


@dataclass(slots=True)
class Match:
    """One candidate with its evidence."""

    record: int
    features: dict[str, float]
    score: float = 0.0
    chance: float = 0.0
    """How likely the classifier thinks it (0…1)."""
    dice: float = 0.0
    """How near its nearest phrasing is (0…1)."""
    coverage: float = 0.0
    """Share of the question that it explains (0…1)."""
    phrasing: int | None = None
    """The number of that phrasing."""
    unexplained: list[str] = field(default_factory=list)
    vetoes: list[str] = field(default_factory=list)


def weigh(question: WeighedQuestion, record: int, index: RecordIndex, phrasings: Sequence[tuple[float, int]]) -> Match:
    """Gathers the evidence on one candidate.

    Args:
        question: what was asked.
        record: the record's number in the index.
        index: the records.
        phrasings: Dice's coefficient with each of the record's phrasings that shares a word, and their numbers; nearest
            first.
    """
    candidate = hold_against(question, record, index, phrasings)
    return Match(
        record,
        {name: feature.compute(candidate) for name, feature in FEATURES.items()},
        chance=candidate.chance,
        dice=candidate.dice,
        coverage=candidate.coverage,
        phrasing=candidate.nearest[0] if candidate.nearest else None,
        unexplained=candidate.unexplained,
        vetoes=find_vetoes(candidate),
    )
