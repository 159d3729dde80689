"""The questions that the records are known not to answer, and how near one that was asked comes to them."""

from __future__ import annotations

import heapq
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from knowledge.language.normalizing import fold_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowledge.answering.retrieval import RecordIndex
    from knowledge.answering.units import Unit

_ALIKE = 66  # of 100, for subjects: half the groups, and none the worse in cross-validation
_OTHER_KIND = 0.8
_COMPARED = 8  # by their letters, of the texts nearest by their units


@dataclass(slots=True)
class Gap:
    """One question that the records are known not to answer, made ready for comparison."""

    subject: str
    units: tuple[Unit, ...]
    folded: str
    types: frozenset[str]
    terms: tuple[str, ...]
    """What the classifier reads of it."""


class GapIndex:
    """Finds known unanswerable questions near to one that was asked."""

    def __init__(self, gaps: Sequence[Gap], index: RecordIndex) -> None:
        self._index = index
        self.groups = group_alike(dict.fromkeys(gap.subject for gap in gaps))
        """The number of the group that the gaps of each subject belong to."""
        self._texts = [(gap.folded, " ".join(sorted(gap.types))) for gap in gaps]
        self._weights = [sum(self._weight(unit) for unit in gap.units) or 1.0 for gap in gaps]
        self._postings: dict[str, list[int]] = defaultdict(list)
        for number, gap in enumerate(gaps):
            for key in {key for unit in gap.units for key, _ in unit.keys}:
                self._postings[key].append(number)

    def _weight(self, unit: Unit) -> float:
        return max(self._index.key_weight(unit.keys[0][0]), 0.1) * unit.role_weight

    def nearest(self, units: Sequence[Unit], folded: str, types: frozenset[str]) -> tuple[float, float]:
        """How near the nearest known gap is: Dice's coefficient of units, and rapidfuzz's token sort ratio (0…1).

        Args:
            units: what is asked.
            folded: its folded words that carry meaning.
            types: the kinds of answer that are wanted; a gap that wants others is not as near.
        """
        shared: dict[int, float] = defaultdict(float)
        total = 0.0
        for unit in units:
            weight = self._weight(unit)
            total += weight
            for number in {number for key, _ in unit.keys for number in self._postings.get(key, ())}:
                shared[number] += weight
        weights = self._weights
        near = heapq.nlargest(_COMPARED, [(2 * value / (total + weights[n]), n) for n, value in shared.items()])
        dice = ratio = 0.0
        for value, number in near:
            text, wanted = self._texts[number]
            alike = 1.0 if not types.isdisjoint(wanted.split()) or not (types or wanted) else _OTHER_KIND
            dice = max(dice, alike * value)
            ratio = max(ratio, alike * fuzz.token_sort_ratio(folded, text))
        return dice, ratio / 100


def group_alike(subjects: Iterable[str]) -> dict[str, int]:
    """The number of a group for each subject: editors list the same gap under subjects that are worded alike."""
    firsts: list[str] = []
    numbers = {}
    for subject in subjects:
        folded = " ".join(sorted(fold_text(subject).split()))  # once, not in every comparison as token_sort_ratio does
        found = process.extractOne(folded, firsts, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        numbers[subject] = found[2] if found else len(firsts)
        if not found:
            firsts.append(folded)
    return numbers
