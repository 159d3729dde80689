"""Entries of the lexicon that turn two records into one: with them, two different questions become the same words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from knowledge.answering.units import cut_units
from knowledge.doubts.model import Doubt
from knowledge.doubts.statements import published_records
from knowledge.language.lexicon import LexiconIndex
from knowledge.language.normalizing import cut_terms
from knowledge.language.numbers import find_numbers
from knowledge.language.repair import Word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.model import Content

_LEAST_UNITS = 3
"""Two phrasings of one or two words are often the same with or without the lexicon."""
_SILENT = frozenset({"stop", "filler"})


@dataclass(frozen=True, slots=True)
class _Reading:
    record: str
    text: str
    concepts: frozenset[tuple[str, str]]
    """What the lexicon makes of its words: (concept, words)."""


def find_merging_entries(content: Content) -> Iterator[Doubt]:
    """Synonyms and groups by which a subject or phrasing of one record reads exactly like another record's."""
    index = LexiconIndex(content.lexicon)
    readings: dict[tuple[str, ...], list[_Reading]] = defaultdict(list)
    for record in published_records(content):
        for text in dict.fromkeys((record.subject, *record.phrasings)):
            keys, concepts = _read(text, index)
            least = 1 if text == record.subject else _LEAST_UNITS
            if len(keys) >= least and concepts:
                readings[keys].append(_Reading(record.id, text, concepts))
    told: set[tuple[str, str, str]] = set()
    for alike in readings.values():
        for one, other in combinations(alike, 2):
            words = sorted(one.concepts ^ other.concepts)
            if one.record == other.record or not words:
                continue
            concept = words[0][0]
            if (concept, one.record, other.record) not in told:
                told.add((concept, one.record, other.record))
                yield _doubt(content, concept, [word for name, word in words if name == concept], (one, other))


def _read(text: str, index: LexiconIndex) -> tuple[tuple[str, ...], frozenset[tuple[str, str]]]:
    terms = cut_terms(text)
    words = [Word(term.text, term.folded, number, 0.0, is_typed=True) for number, term in enumerate(terms)]
    texts = [term.text for term in terms]
    units = [unit for unit in cut_units(words, index, texts, find_numbers(texts)) if unit.role not in _SILENT]
    keys = [unit.keys[0][0] for unit in units]
    concepts = ((unit.keys[0][0], unit.text) for unit in units if unit.concepts)
    return tuple(sorted(keys)), frozenset(concepts)


def _doubt(content: Content, concept: str, words: list[str], pair: tuple[_Reading, _Reading]) -> Doubt:
    one, other = pair
    same = "” = “".join(words)
    message = (
        f"vì “{same}” nên “{one.text}” (bản ghi “{one.record}”) và “{other.text}” (bản ghi “{other.record}”)"
        f" thành một câu: hãy tách các từ này ra / these words make one question of the records “{one.record}”"
        f" and “{other.record}”: part them"
    )
    return Doubt(entry=_entry(content, concept), message=message, value=", ".join(words))


def _entry(content: Content, concept: str) -> tuple[str, int]:
    """The list of the lexicon a concept comes from, and its number there (see `LexiconIndex`)."""
    kind, _, name = concept.removeprefix("c:").partition(":")
    if kind in {"g", "p"}:
        entries = content.lexicon.groups if kind == "g" else content.lexicon.places
        number = next(number for number, entry in enumerate(entries) if entry.name == name)
        return ("groups" if kind == "g" else "places"), number
    return "synonyms", int(kind.removeprefix("s"))
