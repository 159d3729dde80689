"""The index over curated records: which units each record and each of its phrasings explains, and the candidates."""

from __future__ import annotations

import math
import struct
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge.language.lexicon import match_words
from knowledge.language.normalizing import fold
from knowledge.language.numbers import find_numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from decimal import Decimal

    from knowledge.answering.units import Unit
    from knowledge.language.lexicon import LexiconIndex
    from knowledge.model import Record

# How far a field of a record explains a word of the question: the article's words around a fact say less about it.
_PHRASING, _SUBJECT, _ANSWER, _QUOTE = 1.0, 1.0, 0.95, 0.8
_SYLLABLE_OF_COMPOUND, _LOOSE_SYLLABLE, _PART, _LISTED_PART = 0.5, 0.85, 0.3, 0.9
_EXPLAINED = 0.6
_REMEMBERED = (
    30_000  # hits of a unit in a record's phrasings that are kept: the words of one field come again and again
)
_POSTING = struct.Struct("<Id")  # number of a phrasing, strength of a key in it: bytes are quick to keep and to read
_NOTHING: Mapping[int, float] = {}
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
    terms: tuple[str, ...]
    """What the classifier reads of it."""
    weight: float = 0.0


@dataclass(slots=True)
class RecordEntry:
    """One record, made ready: what it explains, what it is about, what it can be asked for."""

    record: Record
    keys: dict[str, float]
    numbers: frozenset[Decimal]
    printed_numbers: frozenset[Decimal]
    """Numbers of its answer and of the clauses it quotes, without those its phrasings round."""
    answer_numbers: frozenset[Decimal]
    years: frozenset[int]
    single_years: frozenset[int]
    """Years it speaks of by themselves, not as the ends of a period."""
    dates: frozenset[str]
    unit_keys: frozenset[str]
    """What its figures count."""
    places: frozenset[str]
    groups: frozenset[str]
    answer_groups: frozenset[str]
    answer_years: frozenset[int]
    named_syllables: tuple[frozenset[str], ...] = ()
    """Folded syllables of each name its answer quotes: “Ngày thứ tư không viết”."""
    answer_keys: frozenset[str] = frozenset()
    """What its answer and subject hold: the thing asked for should be there."""
    gives: frozenset[str] = frozenset()
    """Kinds of answer its answer can be by its form: figure, percent, money, time."""
    roles: dict[str, int] = field(default_factory=dict)
    """How many of its phrasings ask who acts (agent), who gets something (receiver)."""
    asked_pairs: frozenset[tuple[str, str]] = frozenset()
    """What its phrasings ask for: the kind of answer with the thing it is asked of (count, căn nhà)."""
    ideas: frozenset[str] = frozenset()
    """The keys of what its phrasings ask the meaning of and nothing else: `thứ tư không viết là gì`."""
    turns: frozenset[str] = frozenset()
    """What its phrasings turn to beside a fact itself."""
    types: dict[str, float] = field(default_factory=dict)
    """Share of its phrasings that ask for each kind of answer."""


def text_keys(text: str, lexicon: LexiconIndex) -> dict[str, float]:
    """The keys under which a text can be found: concepts, listed words, loose words and syllables, numbers."""
    words = match_words(text)
    folded = [fold(word) for word in words]
    keys: dict[str, float] = {}
    covered = _add_listed(words, folded, lexicon, keys)
    for at, word in enumerate(words):
        strength = _SYLLABLE_OF_COMPOUND if at in covered else 1.0
        keys["w:" + word] = max(strength, keys.get("w:" + word, 0.0))
        keys["f:" + folded[at]] = max(strength * _LOOSE_SYLLABLE, keys.get("f:" + folded[at], 0.0))
        if word in _SPELLED:
            keys[f"n:{_SPELLED[word]}"] = 0.9
    for number in find_numbers(words):
        keys[f"n:{number.value.normalize()}"] = 1.0
    return keys


def _add_listed(
    words: tuple[str, ...],
    folded: list[str],
    lexicon: LexiconIndex,
    keys: dict[str, float],
) -> set[int]:
    """Adds the keys of every lexicon entry in the words; returns the positions that compounds cover."""
    covered: set[int] = set()
    for start in range(len(words)):
        for length, entries in lexicon.at(folded, start):
            stretch = words[start : start + length]
            for entry in entries:
                if entry.words != stretch:
                    continue
                keys.update(("c:" + concept, 1.0) for concept in entry.concepts)
                keys["w:" + " ".join(stretch)] = 1.0
                if length > 1 and "filler" not in entry.roles:
                    covered.update(range(start, start + length))
    return covered


def asked_pairs(targets: Iterable[tuple[frozenset[str], Unit]]) -> set[tuple[str, str]]:
    """The kind of answer and the thing it is asked of, for every target and under each of its keys."""
    return {(kind, key) for types, unit in targets for kind in types for key, _ in unit.keys}


class RecordIndex:
    """Finds the records that a question may mean, and says how far each explains it."""

    def __init__(self, entries: Sequence[RecordEntry], phrasings: Sequence[Phrasing]) -> None:
        self.entries = entries
        self.phrasings = phrasings
        self.by_id = {entry.record.id: number for number, entry in enumerate(entries)}
        self.articles = len({citation.source for entry in entries for citation in entry.record.citations})
        """How many articles the records cite."""
        self._records: dict[str, dict[int, float]] = defaultdict(dict)
        for number, entry in enumerate(entries):
            for key, strength in entry.keys.items():
                self._records[key][number] = strength
        held: list[defaultdict[str, bytearray]] = [defaultdict(bytearray) for _ in entries]
        for number, phrasing in enumerate(phrasings):
            for key, strength in phrasing.keys.items():
                held[phrasing.record][key] += _POSTING.pack(number, strength)
        self._phrasings = [{key: bytes(packed) for key, packed in each.items()} for each in held]
        self.largest_weight = self._rarity(0)
        self._remembered: dict[tuple[str, str, float, int], dict[int, float]] = {}
        self._explained: dict[tuple[str, str, float], tuple[float, dict[int, float]]] = {}
        self._associate(phrasings)
        weights: dict[tuple[str, str], float] = {}
        for phrasing in phrasings:
            for unit in phrasing.units:
                known = (unit.text, unit.role)
                if known not in weights:
                    weights[known] = self._explain_anew(unit)[0]
                phrasing.weight += weights[known]
        self.weights = [phrasing.weight for phrasing in phrasings]
        """What each phrasing weighs: here they are at hand without unpacking the phrasings themselves."""
        same: dict[frozenset[str], frozenset[str]] = {}
        self.types = [same.setdefault(phrasing.types, phrasing.types) for phrasing in phrasings]
        """The kinds of answer that each phrasing asks for, at hand in the same way."""
        self.folded = [phrasing.folded for phrasing in phrasings]
        """And the folded words of each that carry meaning."""

    def _rarity(self, records: int) -> float:
        return math.log((len(self.entries) + 1) / (records + 0.5))

    def key_weight(self, key: str) -> float:
        """Inverse document frequency of a key over records (Spärck Jones 1972), natural logarithm."""
        return self._rarity(len(self._records.get(key, ())))

    def _associate(self, phrasings: Sequence[Phrasing]) -> None:
        """Counts how often each record's phrasings use a key, against all phrasings."""
        self._used: list[dict[str, int]] = [defaultdict(int) for _ in self.entries]
        self._used_by_all: dict[str, int] = defaultdict(int)
        self.sizes = [0] * len(self.entries)
        for phrasing in phrasings:
            self.sizes[phrasing.record] += 1
            for key in phrasing.keys:
                self._used[phrasing.record][key] += 1
                self._used_by_all[key] += 1
        self._all = len(phrasings)

    def association(self, unit: Unit, record: int) -> float:
        """Pointwise mutual information of a unit with a record over phrasings (Church & Hanks 1990), -3…4 nats."""
        best = -3.0
        used, size = self._used[record], self.sizes[record]
        for key, _ in unit.keys:
            everywhere = self._used_by_all.get(key, 0)
            if everywhere:
                here = (used.get(key, 0) + 0.3) / (size + 1)
                best = max(best, math.log(here / ((everywhere + 1) / (self._all + 1))))
        return min(best, 4.0)

    def explain(self, unit: Unit) -> tuple[float, dict[int, float]]:
        """How much a unit weighs, and how far each record explains it (record number -> 0…1)."""
        known = (unit.text, unit.role, unit.agreement)
        explained = self._explained.get(known)
        if explained is None:
            if len(self._explained) >= _REMEMBERED:
                self._explained.clear()
            explained = self._explained[known] = self._explain_anew(unit)
        return explained

    def _explain_anew(self, unit: Unit) -> tuple[float, dict[int, float]]:
        strengths = _hits(unit, lambda key: self._records.get(key, _NOTHING).items())
        explaining = sum(value >= _EXPLAINED for value in strengths.values())
        return max(self._rarity(explaining), 0.05) * unit.role_weight, strengths

    def phrasing_hits(self, unit: Unit, record: int) -> dict[int, float]:
        """How far each phrasing of a record holds a unit (phrasing number -> 0…1)."""
        known = (unit.text, unit.role, unit.agreement, record)
        hits = self._remembered.get(known)
        if hits is None:
            held = self._phrasings[record]
            hits = _hits(unit, lambda key: _POSTING.iter_unpack(held.get(key, b"")))
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.clear()
            self._remembered[known] = hits
        return hits


def _hits(unit: Unit, postings: Callable[[str], Iterable[tuple[int, float]]]) -> dict[int, float]:
    """Where a unit stands whole, or in parts: a compound that is not there is there as far as its words are."""
    (first, share), *others = unit.keys
    hits = {number: strength * share for number, strength in postings(first)}
    for key, agreement in others:
        _keep_best(hits, postings(key), agreement)
    if not unit.nested:
        return hits
    by_word: list[dict[int, float]] = [{} for _ in unit.words]
    for part in unit.nested:
        share = _PART if len(part.words) == 1 and not part.is_listed else _LISTED_PART
        for key, agreement in part.keys:
            found = postings(key)
            for position in by_word[part.start - unit.start : part.end - unit.start]:
                _keep_best(position, found, agreement * share)
    totals: dict[int, float] = {}
    for word in by_word:
        for number, value in word.items():
            totals[number] = totals.get(number, 0.0) + value / len(by_word)
    _keep_best(hits, totals.items(), 1.0)
    return hits


def _keep_best(best: dict[int, float], found: Iterable[tuple[int, float]], share: float) -> None:
    for number, strength in found:
        value = strength * share
        if value > best.get(number, 0.0):
            best[number] = value
