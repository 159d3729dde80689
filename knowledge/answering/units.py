"""Cuts read words into units of meaning: `trường học` is one unit, and not the `trường` of `môi trường`."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from knowledge.language.lexicon import Entry, stem
from knowledge.language.normalizing import fold
from knowledge.language.numbers import Number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from knowledge.language.lexicon import LexiconIndex
    from knowledge.language.repair import Word

    _Way = tuple[float, int, Number | tuple[Entry, float] | None]
    """What it costs to get to an end, where the last unit starts, and what that is: a number, entries, a loose word."""

_BARE_AGREES = 0.97
_DONE = "duoc"
# What a unit costs: the fewest units win, of as many those of listed and of longer words.
_ONE, _UNLISTED, _JOINED, _DISAGREEING = 1.0, 1.3, 0.02, 0.5
# A question word costs less, so that of two ways to cut the one that asks is taken: nghĩa là sao | vậy.
_LEANING = {"filler": 0.2, "question": -0.05}
SILENT = frozenset(["filler", "stop", "home"])
"""Parts that say nothing of what is asked."""
_ROLE_WEIGHT = {"content": 1.0, "group": 1.0, "number": 1.2, "place": 0.5, "neutral": 0.25, "question": 0.1}


@dataclass
class Unit:
    """A run of words that means one thing, and what the lexicon says of it."""

    words: tuple[str, ...]
    start: int
    end: int
    role: str
    """content, group, place, number, neutral, question, filler or stop; home for the one place of all sources."""
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
    text: str = field(init=False)
    """The unit's words joined."""

    def __post_init__(self) -> None:
        self.text = " ".join(self.words)  # at once: it is asked for of nearly every unit

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

    @property
    def role_weight(self) -> float:
        """How much the unit counts by its role alone; rarity comes on top."""
        return _ROLE_WEIGHT.get(self.role, 0.0)


def cut_units(
    words: Sequence[Word], lexicon: LexiconIndex, typed: Sequence[str], found: Sequence[Number]
) -> list[Unit]:
    """Cuts words into the fewest units the lexicon allows.

    Args:
        words: a reading of the text.
        lexicon: what belongs together.
        typed: for each word the term it was typed as, to see whether diacritics were typed at all.
        found: the numbers among the words.
    """
    if not words:
        return []
    texts = tuple([stem(word.text) for word in words])
    folded = [fold(text) for text in texts]
    numbers = {number.start: number for number in found}
    units: list[Unit] = []
    ways = _find_ways(texts, folded, typed, lexicon, numbers)
    at = len(words)
    while at:
        unit = _make_unit(texts, at, ways[at])
        if len(unit.words) > 1 and not unit.number and len(unit.words) == unit.end - unit.start:
            unit.nested = tuple(_nested(unit, folded, lexicon))
        units.append(unit)
        at = unit.start
    return units[::-1]


def _find_ways(
    texts: tuple[str, ...],
    folded: list[str],
    typed: Sequence[str],
    lexicon: LexiconIndex,
    numbers: Mapping[int, Number],
) -> list[_Way]:
    """For every end the cheapest last step to it; units are made only of the steps of the cheapest way in all."""
    ways: list[_Way] = [(0.0, 0, None), *((math.inf, 0, None) for _ in texts)]
    for start in range(len(texts)):
        so_far = ways[start][0]
        number = numbers.get(start)
        end, cost = (number.end, _ONE - _JOINED * (number.end - start)) if number else (start + 1, _UNLISTED)
        if so_far + cost < ways[end][0]:
            ways[end] = (so_far + cost, start, number)
        for places, entries in _listed_at(folded, start, lexicon):
            agreeing, agreement = _agreeing(entries, tuple(texts[at] for at in places), [typed[at] for at in places])
            end = places[-1] + 1
            if not agreeing or (len(places) < end - start and agreement < 1):
                continue
            entry = _merge(agreeing)
            leaning = _LEANING.get(_role_of(entry), 0.0)
            cost = _ONE - _JOINED * len(places) + (1 - agreement) * _DISAGREEING + leaning
            if so_far + cost < ways[end][0]:
                ways[end] = (so_far + cost, start, (entry, agreement))
    return ways


def _listed_at(folded: list[str], start: int, lexicon: LexiconIndex) -> Iterator[tuple[Sequence[int], list[Entry]]]:
    """What is listed from one word on, with where its words stand; over `được`, which says that it was done.

    `tạo được việc làm` is `tạo việc làm`.
    """
    for length, entries in lexicon.at(folded, start):
        yield range(start, start + length), entries
    if folded[start + 1 : start + 2] == [_DONE]:
        for length, entries in lexicon.at([folded[start], *folded[start + 2 :]], 0):
            if length > 1:
                yield [start, *range(start + 2, start + 1 + length)], entries


def _make_unit(texts: tuple[str, ...], end: int, way: _Way) -> Unit:
    _, start, meant = way
    if meant is None:
        return Unit(texts[start:end], start, end, "content", is_listed=False)
    if not isinstance(meant, Number):
        return _build_unit(*meant, start, end)
    # một trăm mấy: near a number that is not said; a lone one counts nothing (1 năm: a year)
    vague = texts[end : end + 1] == ("mấy",) or (meant.value == 1 and not meant.is_percent)
    return Unit(texts[start:end], start, end, "neutral" if vague else "number", number=None if vague else meant)


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
                inside.append(_build_unit(_merge(exact), unit.agreement, start, start + length))
                found = found or length == 1
        if not found:
            inside.append(Unit((unit.words[start - unit.start],), start, start + 1, "content", is_listed=False))
    return inside


def _agreeing(entries: list[Entry], stretch: tuple[str, ...], typed: Sequence[str]) -> tuple[list[Entry], float]:
    """The entries that words can be, and how far their diacritics agree: exactly, or as none were typed."""
    exact = [entry for entry in entries if entry.words == stretch]
    if exact:
        return exact, 1.0
    return [entry for entry in entries if _is_bare_form(stretch, entry.words, typed)], _BARE_AGREES


def _is_bare_form(read: Sequence[str], listed: Sequence[str], typed: Sequence[str]) -> bool:
    differing = [raw for word, wanted, raw in zip(read, listed, typed, strict=True) if word != wanted]
    folded = set(map(fold, listed))
    # where the reading knew better by more than half, it stays; `nhiu` that was read as nhiêu is no bare nhiều
    return 2 * len(differing) <= len(read) and all(stem(raw) in folded for raw in differing)


def _merge(entries: list[Entry]) -> Entry:
    """Entries that one run of words can be, as one."""
    first, *others = entries
    if not others:
        return first
    return Entry(
        first.words,
        first.concepts.union(*(entry.concepts for entry in others)),
        first.roles.union(*(entry.roles for entry in others)),
        first.groups.union(*(entry.groups for entry in others)),
        next((entry.place for entry in entries if entry.place), None),
        first.types.union(*(entry.types for entry in others)),
    )


def _role_of(entry: Entry) -> str:
    roles = entry.roles
    if entry.place:
        return "place"
    if "stop" in roles and (len(entry.words) == 1 or not entry.concepts):
        return "stop"
    for role in ("filler", "neutral"):
        if role in roles:
            return role
    if "question" in roles and not entry.concepts:
        return "question"
    if entry.groups:
        return "group"
    return "content" if "word" in roles or entry.concepts else "stop"


def _build_unit(entry: Entry, agreement: float, start: int, end: int) -> Unit:
    role = _role_of(entry)
    return Unit(entry.words, start, end, role, entry.concepts, entry.types, entry.groups, entry.place, None, agreement)
