"""Tells facts apart by the words they are asked with: naive Bayes over records, known gaps and small talk together."""

from __future__ import annotations

import heapq
import math
import struct
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from knowledge.answering.lanes import ONE, pack, weighted_sum
from knowledge.language.normalizing import fold

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterable, Sequence

    from knowledge.answering.questions import Analysis
    from knowledge.answering.units import Unit

_SMOOTHING = 0.02  # Lidstone's; of 0.01 … 0.3 the best in cross-validation on the project's own question sets
# Asked of every fact alike, recorded or not: what is new and what is old is the policy's matter.
NOW = frozenset({"hien nay", "bay gio", "nam nay", "hien tai", "luc nay", "hom nay", "currently", "now", "today"})
_GAIN = struct.Struct("<If")  # number of a class, what a term adds to its score: bytes are quick to keep and to read
_LEAST_PAIRS = 3  # times that a pair is asked: what is seldomer tells authors apart, not facts
_MOST_SINGLE = 60  # classes a term is asked of; what more of them ask is kept as one vector over all classes
_FAR = 11.0  # what is so much below the best logarithm adds up to 1.5 % of all chances at the very most (measured)
_SHIFT = 10  # bits; gaps are added up by a table in steps of a thousandth of a nat
_ODDS = [math.exp(-(step << _SHIFT) / ONE) for step in range((int(_FAR * ONE) >> _SHIFT) + 1)]
_FLOOR = 1e-4  # a chance below it is as good as none
_WORDS = ("c:", "w:", "n:")  # the terms that are words, listed or not, or numbers
_MARK = 4.0  # nats that a group of gaps loses where a question has none of its marks; cross-validated among 0 … 8
_HARDLY, _MOSTLY = 2, 0.9  # times that the records' phrasings may use a mark; share of the gaps that must hold one
_HEARD = 0.3  # of the chance of talk that a text of unknown words has
_REMEMBERED = 64  # questions; one is read several times over


@dataclass(frozen=True)
class Likelihoods:
    """How likely a question asks for each fact, were it one of those that are known."""

    chances: dict[int, float]
    """By the number of a record, without those that are next to impossible."""
    records: int
    best_gap: float
    """The chance of the likeliest group of known gaps, 0…1."""
    talk: tuple[str, float]
    """The likeliest kind of small talk and its chance, 0…1."""
    any_talk: float
    """The chance that it is small talk of any kind, 0…1."""
    hears_talk: bool
    """Whether that is not far less than before a word was read."""

    def best_records(self, limit: int) -> list[int]:
        """The numbers of the likeliest records, likeliest first, without those that are as good as impossible."""
        best = heapq.nlargest(limit, self.chances, key=self.chances.__getitem__)
        return [number for number in best if self.chances[number] > _FLOOR]

    def of(self, record: int) -> float:
        """The chance of a record, 0…1."""
        return self.chances.get(record, 0.0)

    @property
    def any_record(self) -> float:
        """The chance that it asks for any record, 0…1."""
        return sum(self.chances.values())

    @property
    def best_other(self) -> float:
        """The chance of the likeliest class that is no record, 0…1."""
        return max(self.best_gap, self.talk[1])


class FactClassifier:
    """Multinomial naive Bayes over the terms of questions, every phrasing scaled to length 1.

    Terms are weighed by their inverse document frequency and the logarithm of their count, as Rennie, Shih, Teevan &
    Karger (2003), "Tackling the Poor Assumptions of Naive Bayes Text Classifiers", found best; every fact is as likely
    as any other beforehand. What a ratio of words cannot see, it learns: that `ký` is asked of a directive's signer,
    whom nobody recorded, and of the pact, which is recorded.

    Args:
        asked: for each phrasing the number of its class and its terms.
        records: how many of the classes are records; they come first.
        gaps: how many are groups of known gaps; they come next.
        kinds: the kinds of small talk; they come last.
    """

    def __init__(
        self, asked: Iterable[tuple[int, Sequence[str]]], *, records: int, gaps: int, kinds: Sequence[str]
    ) -> None:
        self._records, self._kinds, classes = records, tuple(kinds), records + gaps + len(kinds)
        counted = [(number, Counter(terms)) for number, terms in asked]
        seen = Counter(term for _, terms in counted for term in terms)
        seen = Counter({term: times for term, times in seen.items() if times >= _LEAST_PAIRS or "|" not in term})
        self._rarity = {term: math.log((1 + len(counted)) / (1 + times)) + 1 for term, times in seen.items()}
        sums: defaultdict[str, defaultdict[int, float]] = defaultdict(lambda: defaultdict(float))
        totals = [0.0] * classes
        for number, terms in counted:
            for term, weight in self._scale(terms).items():
                sums[term][number] += weight
                totals[number] += weight
        unseen = [math.log(_SMOOTHING / (total + _SMOOTHING * len(seen))) if seen else 0.0 for total in totals]
        self._classes = classes
        self._unseen = pack([number - min(unseen) for number in unseen])
        self._common: dict[str, int] = {}
        self._single: dict[str, bytes] = {}
        for term, held in sums.items():
            gains = {at: math.log((held[at] + _SMOOTHING) / _SMOOTHING) for at in sorted(held)}
            if len(gains) > _MOST_SINGLE:
                self._common[term] = pack([gains.get(at, 0.0) for at in range(classes)])
            else:
                self._single[term] = b"".join(_GAIN.pack(at, gain) for at, gain in gains.items())
        self._marks = self._find_marks(counted, range(records, records + gaps))
        marked = {number for numbers in self._marks.values() for number in numbers}
        self._unmarked = pack([0.0 if at in marked else _MARK for at in range(classes)])
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._classify_anew)

    def _find_marks(self, counted: Sequence[tuple[int, Counter[str]]], gaps: range) -> dict[str, list[int]]:
        """The words that nearly all gaps of a group hold and records hardly do, with the groups they mark.

        Who asks for the poor among the Khmer says Khmer: without a mark of its group a question is not asked for it,
        however many other words they share.
        """
        used = Counter(term for number, terms in counted if number < self._records for term in terms)
        rare: defaultdict[int, list[set[str]]] = defaultdict(list)
        for number, terms in counted:
            if number in gaps:
                rare[number].append({t for t in terms if t[:2] in _WORDS and "|" not in t and used[t] <= _HARDLY})
        marks: defaultdict[str, list[int]] = defaultdict(list)
        for number, each in rare.items():
            if sum(map(bool, each)) >= _MOSTLY * len(each):
                for term in set().union(*each):
                    marks[term].append(number)
        return dict(marks)

    def _scale(self, terms: Counter[str]) -> dict[str, float]:
        """Weights of terms, as a vector of length 1; terms that no phrasing has are left out."""
        weights = {
            term: (1 + math.log(times)) * self._rarity[term] for term, times in terms.items() if term in self._rarity
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        return {term: weight / length for term, weight in weights.items()}

    def classify(self, terms: tuple[str, ...]) -> Likelihoods:
        """How likely each fact is what a question of these terms asks for (see `terms_of`)."""
        return self._remembered(terms)

    def _score(self, terms: tuple[str, ...]) -> array[int]:
        """The logarithm of every class's likelihood but for a constant, in units of 1 / `ONE`."""
        weights = self._scale(Counter(terms))
        common = [(weight, self._common[term]) for term, weight in weights.items() if term in self._common]
        scores = weighted_sum(self._classes, [(sum(weights.values()), self._unseen), (1.0, self._unmarked), *common])
        for number in {number for term in terms for number in self._marks.get(term, ())}:
            scores[number] += int(_MARK * ONE)
        for term, weight in weights.items():
            for number, gain in _GAIN.iter_unpack(self._single.get(term, b"")):
                scores[number] += int(weight * gain * ONE)
        return scores

    def _classify_anew(self, terms: tuple[str, ...]) -> Likelihoods:
        scores = self._score(terms)
        first_kind = self._classes - len(self._kinds)
        largest = max(scores, default=0)
        least = largest - int(_FAR * ONE)
        records = {
            number: math.exp((score - largest) / ONE)
            for number, score in enumerate(scores[: self._records])
            if score > least
        }
        behind = [largest - score >> _SHIFT for score in scores[self._records : first_kind] if score > least]
        talk = [math.exp(max(score - largest, -_FAR * ONE) / ONE) for score in scores[first_kind:]]
        odds_of_gaps = sum(map(_ODDS.__getitem__, behind))
        everything = sum(records.values()) + odds_of_gaps + sum(talk) or 1.0
        likeliest = max(zip(talk, self._kinds, strict=True), default=(0.0, ""))
        return Likelihoods(
            chances={number: odds / everything for number, odds in records.items()},
            records=self._records,
            best_gap=_ODDS[min(behind)] / everything if behind else 0.0,
            talk=(likeliest[1], likeliest[0] / everything),
            any_talk=sum(talk) / everything,
            hears_talk=sum(talk) / everything >= _HEARD * len(talk) / max(self._classes, 1),
        )


def logarithmic(chance: float) -> float:
    """A chance on a scale of its logarithm: 0 as good as none, 1 certain."""
    return 1 - math.log(max(chance, _FLOOR)) / math.log(_FLOOR)


def terms_of(analysis: Analysis) -> tuple[str, ...]:
    """What the classifier reads of a question: units, listed words inside them, neighbours, and what is asked for.

    Units and their pairs carry meaning, syllable pairs hold where words were cut otherwise or are in no list.
    """
    units = [unit for unit in analysis.units if unit.role not in {"filler", "home"} and fold(unit.text) not in NOW]
    words = [_term(unit) for unit in units]
    inside = [_term(part) for unit in units for part in unit.nested]
    inherited = [_term(unit) for unit in analysis.inherited]
    kinds = [f"t:{kind}" for kind in sorted(analysis.types)]
    targets = [f"g:{kind}:{unit.text}" for types, unit in analysis.targets for kind in sorted(types)]
    syllables = [f"s:{fold(word)}" for unit in units for word in unit.words]
    return (*words, *inside, *inherited, *kinds, *targets, *_pairs(words), *_pairs(syllables))


def _term(unit: Unit) -> str:
    if unit.concepts:
        return f"c:{min(unit.concepts)}"
    return f"n:{unit.number.value.normalize()}" if unit.number else f"w:{unit.text}"


def _pairs(words: Sequence[str]) -> list[str]:
    return [f"{one}|{other}" for one, other in pairwise(words)]
