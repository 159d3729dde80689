"""The index over curated records: which units each record and each of its phrasings explains, and the candidates."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge.answering.units import Unit, overlapping_entries
from knowledge.language.lexicon import LexiconIndex, match_words
from knowledge.language.normalizing import fold
from knowledge.language.numbers import find_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from knowledge.model import Record

# How far a field of a record explains a word of the question: the article's words around a fact say less about it.
_PHRASING, _SUBJECT, _ANSWER, _QUOTE = 1.0, 1.0, 0.95, 0.8
_SYLLABLE_OF_COMPOUND, _LOOSE_SYLLABLE, _PART, _LISTED_PART = 0.5, 0.85, 0.45, 0.9
_EXPLAINED = 0.6
# Spelled digits that are seldom another word.
_SPELLED = {"hai": 2, "ba": 3, "bốn": 4, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "two": 2, "three": 3, "fiv": 5}


@dataclass(slots=True)
class Phrasing:
    """One phrasing of a record, made ready for comparison."""

    record: int
    text: str
    units: tuple[Unit, ...]
    keys: dict[str, float]
    folded: str
    types: frozenset[str]
    weight: float = 0.0


@dataclass(slots=True)
class RecordEntry:
    """One record, made ready: what it explains, what it is about, what it can be asked for."""

    record: Record
    topic: str
    keys: dict[str, float]
    subject_keys: frozenset[str]
    numbers: frozenset[Decimal]
    answer_numbers: frozenset[Decimal]
    years: frozenset[int]
    single_years: frozenset[int]
    """Years it speaks of by themselves, not as the ends of a period."""
    dates: frozenset[str]
    unit_keys: frozenset[str]
    """What its figures count."""
    places: frozenset[str]
    groups: frozenset[str]
    answer_keys: frozenset[str] = frozenset()
    """What its answer and subject hold: the thing asked for should be there."""
    gives: frozenset[str] = frozenset()
    """Kinds of answer its answer can be by its form: figure, percent, money, time."""
    asked_pairs: frozenset[tuple[str, str]] = frozenset()
    """What its phrasings ask for: the kind of answer with the thing it is asked of (count, căn nhà)."""
    types: dict[str, float] = field(default_factory=dict)
    """Share of its phrasings that ask for each kind of answer."""


def text_keys(text: str, lexicon: LexiconIndex) -> dict[str, float]:
    """The keys under which a text can be found: concepts, listed words, loose words and syllables."""
    words = match_words(text)
    keys: dict[str, float] = {}
    covered: set[int] = set()
    folded = [fold(word) for word in words]
    for start in range(len(words)):
        for length, entries in lexicon.at(folded, start):
            stretch = words[start : start + length]
            for entry in entries:
                if entry.words != stretch:
                    continue
                for concept in entry.concepts:
                    keys["c:" + concept] = 1.0
                keys["w:" + " ".join(stretch)] = 1.0
                if length > 1 and "filler" not in entry.roles:
                    covered.update(range(start, start + length))
    for at, word in enumerate(words):
        strength = _SYLLABLE_OF_COMPOUND if at in covered else 1.0
        keys["w:" + word] = max(strength, keys.get("w:" + word, 0.0))
        keys["f:" + folded[at]] = max(strength * _LOOSE_SYLLABLE, keys.get("f:" + folded[at], 0.0))
    for number in find_numbers(words):
        keys[f"n:{number.value.normalize()}"] = 1.0
    for word in words:
        if word in _SPELLED:
            keys[f"n:{_SPELLED[word]}"] = 0.9
    return keys


def unit_keys(unit: Unit) -> list[tuple[str, float]]:
    """The keys a unit of a question looks up, each with how far a hit explains the unit."""
    if unit.number:
        return [(f"n:{unit.number.value.normalize()}", 1.0)]
    keys = [("c:" + concept, unit.agreement) for concept in unit.concepts]
    keys.append(("w:" + unit.text, unit.agreement))
    if len(unit.words) == 1:
        keys.append(("f:" + fold(unit.text), 0.9))
    return keys


def asked_pairs(targets: Iterable[tuple[frozenset[str], Unit]]) -> set[tuple[str, str]]:
    """The kind of answer and the thing it is asked of, for every target and under each of its keys."""
    return {(kind, key) for types, unit in targets for kind in types for key, _ in unit_keys(unit)}


class RecordIndex:
    """Finds the records that a question may mean, and says how far each explains it."""

    def __init__(self, entries: Sequence[RecordEntry], phrasings: Sequence[Phrasing]) -> None:
        self.entries = entries
        self.phrasings = phrasings
        self.by_id = {entry.record.id: number for number, entry in enumerate(entries)}
        self._records: dict[str, dict[int, float]] = defaultdict(dict)
        for number, entry in enumerate(entries):
            for key, strength in entry.keys.items():
                self._records[key][number] = strength
        self._phrasings: dict[str, dict[int, float]] = defaultdict(dict)
        for number, phrasing in enumerate(phrasings):
            for key, strength in phrasing.keys.items():
                self._phrasings[key][number] = strength
        self.largest_weight = self._rarity(0)
        weights: dict[tuple[str, str], float] = {}
        for phrasing in phrasings:
            for unit in phrasing.units:
                known = (unit.text, unit.role)
                if known not in weights:
                    weights[known] = self.explain(unit)[0]
                phrasing.weight += weights[known]

    def _rarity(self, records: int) -> float:
        return math.log((len(self.entries) + 1) / (records + 0.5))

    def key_weight(self, key: str) -> float:
        """Inverse document frequency of a key over records (Spärck Jones 1972), natural logarithm."""
        return self._rarity(len(self._records.get(key, ())))

    def explain(self, unit: Unit) -> tuple[float, dict[int, float]]:
        """How much a unit weighs, and how far each record explains it (record number -> 0…1)."""
        strengths = _hits(self._records, unit)
        known = sum(value >= _EXPLAINED for value in strengths.values())
        return max(self._rarity(known), 0.05) * unit.role_weight, strengths

    def phrasing_hits(self, unit: Unit) -> dict[int, float]:
        """How far each phrasing holds a unit (phrasing number -> 0…1)."""
        return _hits(self._phrasings, unit)


def _hits(postings: dict[str, dict[int, float]], unit: Unit) -> dict[int, float]:
    """Where a unit stands whole, or in parts: a compound that is not there is there as far as its words are."""
    hits: dict[int, float] = {}
    for key, agreement in unit_keys(unit):
        for number, strength in postings.get(key, {}).items():
            value = strength * agreement
            if value > hits.get(number, 0.0):
                hits[number] = value
    if not unit.nested:
        return hits
    length = len(unit.words)
    by_word: list[dict[int, float]] = [{} for _ in range(length)]
    for part in unit.nested:
        share = _PART if len(part.words) == 1 and not part.is_listed else _LISTED_PART
        for key, agreement in unit_keys(part):
            for number, strength in postings.get(key, {}).items():
                value = strength * agreement * share
                for position in range(part.start - unit.start, part.end - unit.start):
                    if value > by_word[position].get(number, 0.0):
                        by_word[position][number] = value
    totals: dict[int, float] = {}
    for word in by_word:
        for number, value in word.items():
            totals[number] = totals.get(number, 0.0) + value / length
    for number, value in totals.items():
        if value > hits.get(number, 0.0):
            hits[number] = value
    return hits


def entry_words(text: str, lexicon: LexiconIndex) -> list[str]:
    """The listed words of a text, for tests and explanations."""
    return [" ".join(entry.words) for entry in overlapping_entries(match_words(text), lexicon)]
