"""Features: how near the question is to a record's phrasings, and to questions known to have no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from knowledge.answering.evidence.registry import Sign, feature

if TYPE_CHECKING:
    from knowledge.answering.evidence.candidate import Candidate

_SAME = 0.98  # Dice's coefficient from which two questions say the same


@feature(Sign.FOR)
def typed_dice(candidate: Candidate) -> float:
    """Nearness to phrasings that ask for the same kind of answer: `bao nhiêu` is not `ở đâu`."""
    return candidate.typed_dice


@feature(Sign.FOR)
def fuzzy(candidate: Candidate) -> float:
    """Rapidfuzz's token_sort_ratio with the nearest phrasings: spelling that no repair has mended."""
    return candidate.by_letters


@feature(Sign.FOR)
def ratio(candidate: Candidate) -> float:
    """Rapidfuzz's ratio with the nearest phrasings: who asks in the same order means the same."""
    asked, folded = candidate.analysis.folded, candidate.index.folded
    return max((fuzz.ratio(asked, folded[number]) for number in candidate.nearest), default=0.0) / 100


@feature(Sign.FOR)
def exact(candidate: Candidate) -> float:
    """The same folded words as a phrasing: what an editor has written is meant so."""
    return float(any(candidate.index.folded[number] == candidate.analysis.folded for number in candidate.nearest))


@feature(Sign.FOR)
def same_words(candidate: Candidate) -> float:
    """A phrasing asks for the same kind of answer in the same words, in whatever order; key words ask for no kind."""
    asked = candidate.analysis.types
    is_same = not asked or any(candidate.index.types[number] == asked for number in candidate.nearest)
    return float(candidate.dice >= _SAME and is_same)


@feature(Sign.AGAINST)
def gap_dice(candidate: Candidate) -> float:
    """Nearness to a question known to have no answer, by units."""
    return candidate.question.gap[0] if candidate.nearest else 0.0


@feature(Sign.AGAINST)
def gap_fuzzy(candidate: Candidate) -> float:
    """The same, by letters."""
    return candidate.question.gap[1] if candidate.nearest else 0.0


@feature(Sign.AGAINST)
def gap_lead(candidate: Candidate) -> float:
    """How much nearer such a question is than the record's own phrasings (0…2)."""
    by_units, by_letters = candidate.question.gap
    if not candidate.nearest:
        return 0.0
    return max(by_units - candidate.dice, 0.0) + max(by_letters - candidate.by_letters, 0.0)
