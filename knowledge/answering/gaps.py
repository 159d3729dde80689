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
_RATHER_NEAR = 0.6  # of the nearest one's coefficient; what is farther is not compared by its letters
_MOST_KEPT = 256  # sets of texts that hold a word: the common ones come in every other question


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
        self._kept: dict[tuple[str, ...], frozenset[int]] = {}

    def _holding(self, keys: tuple[str, ...]) -> frozenset[int]:
        """The numbers of the texts that hold one of some keys."""
        found = self._kept.get(keys)
        if found is None:
            rows = (memoryview(self._postings.get(key, b"")).cast(_NUMBER) for key in keys)
            found = frozenset().union(*rows)
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[keys] = found
        return found

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
            texts = self._holding(tuple(key for key, _ in unit.keys))
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
                best = max(self._dice(shared, total, 1.0))[0]
        dice = ratio = 0.0
        for value, number in heapq.nlargest(_COMPARED, self._dice(shared, total, _RATHER_NEAR)):
            text, wanted = self._texts[number]
            alike = 1.0 if not types.isdisjoint(wanted.split()) or not (types or wanted) else _OTHER_KIND
            dice = max(dice, alike * value)
            ratio = max(ratio, alike * fuzz.token_sort_ratio(folded, text))
        return dice, ratio / 100

    def _dice(self, shared: Mapping[int, float], total: float, share: float) -> list[tuple[float, int]]:
        """Dice's coefficient of the texts that share enough to come as near as a share of one that shares the most."""
        if not shared:
            return []
        weights = self._weights
        most = max(shared, key=shared.__getitem__)
        least = share * min(2 * shared[most] / (total + weights[most]), 1.0)
        enough = min(least * total / (2 - least), shared[most])
        return [(2 * value / (total + weights[at]), at) for at, value in shared.items() if value >= enough]


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
