"""The questions that the records are known not to answer, and how near one that was asked comes to them."""

from __future__ import annotations

import heapq
from array import array
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rapidfuzz import fuzz, process

from knowledge.language.normalizing import fold_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from knowledge.answering.retrieval import RecordIndex
    from knowledge.answering.units import Unit

_NUMBER: Literal["I"] = "I"
_ALIKE = 66  # of 100, for subjects: half the groups, and none the worse in cross-validation
_OTHER_KIND = 0.8
_MOSTLY_LOOKED_UP = 0.67  # share of a question's weight from which on a text may be found that is near enough
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
        postings: defaultdict[str, array[int]] = defaultdict(lambda: array(_NUMBER))
        for number, gap in enumerate(gaps):
            for key in {key for unit in gap.units for key, _ in unit.keys}:
                postings[key].append(number)
        self._postings = {key: numbers.tobytes() for key, numbers in postings.items()}

    def _weight(self, unit: Unit) -> float:
        return max(self._index.key_weight(unit.keys[0][0]), 0.1) * unit.role_weight

    def nearest(self, units: Sequence[Unit], folded: str, types: frozenset[str]) -> tuple[float, float]:
        """How near the nearest known gap is: Dice's coefficient of units, and rapidfuzz's token sort ratio (0…1).

        Args:
            units: what is asked.
            folded: its folded words that carry meaning.
            types: the kinds of answer that are wanted; a gap that wants others is not as near.
        """
        weighed = sorted(((self._weight(unit), unit) for unit in units), key=lambda item: -item[0])
        total = rest = sum(weight for weight, _ in weighed)
        shared: dict[int, float] = {}
        best = 0.0
        for weight, unit in weighed:
            texts = set().union(*(memoryview(self._postings.get(key, b"")).cast(_NUMBER) for key, _ in unit.keys))
            # A text that shares nothing yet can share the rest at most: once that cannot make it the nearest, the
            # common words, which stand in thousands, are looked up for the texts alone that share a rare one.
            is_found = 2 * rest <= best * (total + rest)
            rest -= weight
            if is_found:
                for number in texts & shared.keys():
                    shared[number] += weight
            elif shared:
                for number in texts:
                    shared[number] = shared.get(number, 0.0) + weight
            else:
                shared = dict.fromkeys(texts, weight)
            if not is_found and shared and rest < _MOSTLY_LOOKED_UP * total:
                best = max(2 * value / (total + self._weights[number]) for number, value in shared.items())
        dice = ratio = 0.0
        for value, number in self._dice(shared, total, _COMPARED):
            text, wanted = self._texts[number]
            alike = 1.0 if not types.isdisjoint(wanted.split()) or not (types or wanted) else _OTHER_KIND
            dice = max(dice, alike * value)
            ratio = max(ratio, alike * fuzz.token_sort_ratio(folded, text))
        return dice, ratio / 100

    def _dice(self, shared: Mapping[int, float], total: float, count: int) -> list[tuple[float, int]]:
        """The nearest texts with Dice's coefficient, nearest first."""
        weights = self._weights
        dice = [(2 * value / (total + weights[number]), number) for number, value in shared.items()]
        return heapq.nlargest(count, dice)


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
