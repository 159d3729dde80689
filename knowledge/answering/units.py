"""Cuts read words into units of meaning: `trường học` is one unit, and not the `trường` of `môi trường`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from knowledge.language.lexicon import Entry, LexiconIndex, stem
from knowledge.language.normalizing import fold
from knowledge.language.numbers import Number, find_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.language.repair import Word

_BARE_AGREES = 0.97
_NONE: frozenset[str] = frozenset()
_ASKS_WHOLE = (
    0.05  # less for a question word, so that of two ways to cut the one that asks is taken: nghĩa là sao | vậy
)
_ROLE_WEIGHT = {"content": 1.0, "group": 1.0, "number": 1.2, "place": 0.5, "neutral": 0.25, "question": 0.1}


@dataclass
class Unit:
    """A run of words that means one thing, and what the lexicon says of it."""

    words: tuple[str, ...]
    start: int
    end: int
    role: str
    """content, group, place, number, neutral, question, filler or stop."""
    concepts: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    place: str | None = None
    number: Number | None = None
    agreement: float = 1.0
    """How far the diacritics as typed agree with the lexicon's (1: fully)."""
    is_listed: bool = True
    """Whether the lexicon lists it."""
    nested: tuple[Unit, ...] = ()
    """Listed words inside it, overlaps included: `phân loại rác` in `phân loại rác thải`."""

    @cached_property
    def keys(self) -> tuple[tuple[str, float], ...]:
        """The keys it is looked up by, each with how far a hit explains it."""
        if self.number:
            return ((f"n:{self.number.value.normalize()}", 1.0),)
        keys = [("c:" + concept, self.agreement) for concept in sorted(self.concepts)]
        keys.append(("w:" + self.text, self.agreement))
        if len(self.words) == 1:
            keys.append(("f:" + fold(self.words[0]), 0.9))
        return tuple(keys)

    @cached_property
    def text(self) -> str:
        """The unit's words joined."""
        return " ".join(self.words)

    @property
    def role_weight(self) -> float:
        """How much the unit counts by its role alone; rarity comes on top."""
        return _ROLE_WEIGHT.get(self.role, 0.0)


def cut_units(words: Sequence[Word], lexicon: LexiconIndex, typed: Sequence[str]) -> list[Unit]:
    """Cuts words into the fewest units the lexicon allows.

    Args:
        words: a reading of the text.
        lexicon: what belongs together.
        typed: for each word the term it was typed as, to see whether diacritics were typed at all.
    """
    if not words:
        return []
    texts = [stem(word.text) for word in words]
    folded = [fold(text) for text in texts]
    numbers = {number.start: number for number in find_numbers([word.text for word in words])}
    best: list[tuple[float, Unit | None]] = [(0.0, None), *((float("inf"), None) for _ in words)]
    for start in range(len(words)):
        so_far = best[start][0]
        for candidate, cost in _units_at(start, texts, folded, typed, lexicon, numbers.get(start)):
            if so_far + cost < best[candidate.end][0]:
                best[candidate.end] = (so_far + cost, candidate)
    units: list[Unit] = []
    at = len(words)
    while at:
        unit = best[at][1]
        if unit is None:  # cannot happen: every single word is a unit
            raise AssertionError(at)
        if len(unit.words) > 1 and not unit.number:
            unit.nested = tuple(_nested(unit, folded, lexicon))
        units.append(unit)
        at = unit.start
    return units[::-1]


def _nested(unit: Unit, folded: list[str], lexicon: LexiconIndex) -> list[Unit]:
    inside: list[Unit] = []
    for start in range(unit.start, unit.end):
        found = False
        for length, entries in lexicon.at(folded[: unit.end], start):
            if length == unit.end - unit.start:
                continue
            stretch = tuple(unit.words[start - unit.start : start - unit.start + length])
            exact = [entry for entry in entries if entry.words == stretch]
            if exact:
                inside.append(_build_unit(exact, start, start + length, unit.agreement))
                found = found or length == 1
        if not found:
            inside.append(Unit((unit.words[start - unit.start],), start, start + 1, "content", is_listed=False))
    return inside


def _units_at(  # noqa: PLR0913, PLR0917  the one inner step of cut_units
    start: int,
    texts: list[str],
    folded: list[str],
    typed: Sequence[str],
    lexicon: LexiconIndex,
    number: Number | None,
) -> list[tuple[Unit, float]]:
    found: list[tuple[Unit, float]] = []
    if number:
        # một trăm mấy: near a number that is not said; a lone one counts nothing (1 năm: a year)
        vague = texts[number.end : number.end + 1] == ["mấy"] or (number.value == 1 and not number.is_percent)
        role = "neutral" if vague else "number"
        unit = Unit(tuple(texts[start : number.end]), start, number.end, role, number=None if vague else number)
        found.append((unit, 1.0 - 0.02 * (number.end - start)))
    else:
        found.append((Unit((texts[start],), start, start + 1, "content", is_listed=False), 1.3))
    for length, entries in lexicon.at(folded, start):
        stretch = texts[start : start + length]
        agreeing = [(e, a) for e in entries if (a := _agreement(stretch, e.words, typed[start : start + length])) > 0]
        if not agreeing:
            continue
        agreement = max(a for _, a in agreeing)
        chosen = [entry for entry, a in agreeing if a == agreement]
        unit = _build_unit(chosen, start, start + length, agreement)
        leaning = {"filler": 0.2, "question": -_ASKS_WHOLE}.get(unit.role, 0.0)
        found.append((unit, 1.0 - 0.02 * length + (1 - agreement) * 0.5 + leaning))
    return found


def _agreement(read: Sequence[str], listed: Sequence[str], typed: Sequence[str]) -> float:
    agreement, differing = 1.0, 0
    for word, wanted, raw in zip(read, listed, typed, strict=True):
        if word == wanted:
            continue
        differing += 1
        if raw != fold(raw) or 2 * differing > len(read):  # the reading knew better by more than half
            return 0.0
        agreement = _BARE_AGREES
    return agreement


def _build_unit(entries: list[Entry], start: int, end: int, agreement: float) -> Unit:
    first = entries[0]
    if len(entries) == 1:  # nearly always, and units are built by the hundred thousand
        roles, concepts, types, groups = first.roles, first.concepts, first.types, first.groups
    else:
        roles = set().union(*(entry.roles for entry in entries))
        concepts = set().union(*(entry.concepts for entry in entries))
        types = set().union(*(entry.types for entry in entries))
        groups = set().union(*(entry.groups for entry in entries))
    place = next((entry.place for entry in entries if entry.place), None)
    if place:
        role = "place"
    elif "stop" in roles and end - start == 1:
        role = "stop"
    elif "filler" in roles:
        role = "filler"
    elif "neutral" in roles:
        role = "neutral"
    elif "question" in roles and not concepts:
        role = "question"
    elif groups:
        role = "group"
    elif roles & {"word"} or concepts:
        role = "content"
    else:
        role = "stop"
    return Unit(
        first.words,
        start,
        end,
        role,
        frozenset(concepts) if concepts else _NONE,
        frozenset(types) if types else _NONE,
        frozenset(groups) if groups else _NONE,
        place,
        None,
        agreement,
    )
