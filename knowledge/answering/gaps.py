"""The questions that the records are known not to answer, and how near one that was asked comes to them."""

from __future__ import annotations

import heapq
from array import array
from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Literal, NamedTuple

from rapidfuzz import fuzz, process

from knowledge.language.normalizing import fold_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowledge.answering.retrieval import RecordIndex
    from knowledge.answering.units import Unit

_NUMBER: Literal["I"] = "I"
_ALIKE = 66  # of 100, for subjects: half the groups, and none the worse in cross-validation
_OTHER_KIND = 0.8
_MOST_STEPS = 200  # of a search; nine of ten questions take fewer than a hundred
_COMPARED = 8  # by their letters, of the texts nearest by their units
_RATHER_NEAR = 0.6  # of the nearest one's coefficient; what is farther is not compared by its letters
_FEW, _MORE = (1 << 1024) - 1, (1 << 8192) - 1  # bits
_MOST_KEPT = 512  # sets of texts that hold a word: the common ones come in every other question


@dataclass(slots=True)
class Gap:
    """One question that the records are known not to answer, made ready for comparison."""

    subject: str
    units: tuple[Unit, ...]
    folded: str
    types: frozenset[str]
    terms: tuple[str, ...]
    """What the classifier reads of it."""
    is_aspect: bool = False
    """Whether its subject can be asked of anything: then only the model of gaps learns from it, see `likening`."""


class GapIndex:
    """Finds known unanswerable questions near to one that was asked."""

    def __init__(self, gaps: Sequence[Gap], index: RecordIndex) -> None:
        self._index = index
        self.groups = group_alike(dict.fromkeys(gap.subject for gap in gaps))
        """The number of the group that the gaps of each subject belong to."""
        weighed = [(sum(map(self._weight, gap.units)) or 1.0, gap) for gap in gaps]
        weighed.sort(key=lambda item: item[0])
        self._weights = [weight for weight, _ in weighed]
        self._texts = [(gap.folded, " ".join(sorted(gap.types))) for _, gap in weighed]
        postings: defaultdict[str, array[int]] = defaultdict(lambda: array(_NUMBER))
        for number, (_, gap) in enumerate(weighed):
            for key in {key for unit in gap.units for key, _ in unit.keys}:
                postings[key].append(number)
        is_common = {key: len(numbers) * numbers.itemsize * 8 > len(gaps) for key, numbers in postings.items()}
        self._common = {key: self._as_bits(numbers) for key, numbers in postings.items() if is_common[key]}
        self._rare = {key: numbers.tobytes() for key, numbers in postings.items() if not is_common[key]}
        self._kept: dict[tuple[str, ...], int] = {}

    def _as_bits(self, numbers: Iterable[int]) -> int:
        bits = bytearray(len(self._weights) // 8 + 1)
        for number in numbers:
            bits[number >> 3] |= 1 << (number & 7)
        return int.from_bytes(bits, "little")

    def _holding(self, keys: tuple[str, ...]) -> int:
        """The texts that hold one of some keys as bits of one number, the lightest text lowest."""
        found = self._kept.get(keys)
        if found is None:
            rare = [memoryview(self._rare[key]).cast(_NUMBER) for key in keys if key in self._rare]
            found = self._as_bits(chain.from_iterable(rare)) if rare else 0
            for key in keys:
                found |= self._common.get(key, 0)
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
        dice = ratio = 0.0
        for value, number in self._find_nearest(units):
            text, wanted = self._texts[number]
            alike = 1.0 if not types.isdisjoint(wanted.split()) or not (types or wanted) else _OTHER_KIND
            dice = max(dice, alike * value)
            ratio = max(ratio, alike * fuzz.token_sort_ratio(folded, text))
        return dice, ratio / 100

    def _find_nearest(self, units: Sequence[Unit]) -> list[tuple[float, int]]:
        """The texts nearest by their units, with Dice's coefficient (0…1).

        All texts are parted by whether they hold the heaviest unit, those again by the next, and always that part goes
        on which may still hold the nearest (A*: Hart, Nilsson & Raphael 1968): it shares all units to come at most, and
        nothing in it is lighter than its lowest bit.
        """
        weighed = sorted(((self._weight(unit), unit) for unit in units), key=lambda item: -item[0])
        total = sum(weight for weight, _ in weighed)
        held = [(weight, self._holding(tuple(key for key, _ in unit.keys))) for weight, unit in weighed]
        held = [(weight, texts) for weight, texts in held if texts]
        to_come = [sum(weight for weight, _ in held[at:]) for at in range(len(held) + 1)]
        nearest: list[tuple[float, int]] = []
        parts = [_Part(-1.0, 0, 0.0, (1 << len(self._weights)) - 1)] if held else []
        least, steps = 0.0, 0
        while parts and -parts[0].bound >= least:
            part, steps = heapq.heappop(parts), steps + 1
            at = -part.parted
            if at == len(held):
                least = self._take(part, total, nearest)
                continue
            if steps > _MOST_STEPS:  # a story shares a little with very many: the way begun is gone to its end
                parts.clear()
            weight, texts = held[at]
            holding = part.texts & texts
            for rest, shared in ((holding, part.shared + weight), (part.texts ^ holding, part.shared)):
                most = shared + to_come[at + 1]
                if rest and most:
                    bound = min(2 * most / (total + self._weights[_lowest(rest)]), 1.0)
                    heapq.heappush(parts, _Part(-bound, part.parted - 1, shared, rest))
        return nearest

    def _take(self, part: _Part, total: float, nearest: list[tuple[float, int]]) -> float:
        """Adds the lightest texts of a part, which share the same, to the nearest; the least that is yet of use."""
        texts = part.texts
        while texts:
            number = _lowest(texts)
            texts &= texts - 1
            dice = min(2 * part.shared / (total + self._weights[number]), 1.0)
            if len(nearest) >= _COMPARED and dice <= nearest[-1][0]:
                break
            nearest.append((dice, number))
            nearest.sort(reverse=True)
            del nearest[_COMPARED:]
        least = _RATHER_NEAR * nearest[0][0]
        return max(least, nearest[-1][0]) if len(nearest) == _COMPARED else least


class _Part(NamedTuple):
    """Some texts that share the same of the units looked at so far; the most promising sorts first."""

    bound: float
    """The greatest coefficient that one of them can have, negative."""
    parted: int
    """By how many units, negative."""
    shared: float
    texts: int


def _lowest(bits: int) -> int:
    few = bits & _FEW or bits & _MORE or bits  # what is looked for stands among the first, as a rule
    return (few & -few).bit_length() - 1


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
