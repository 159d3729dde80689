"""What speaks against an answer, however alike a sentence is: another place, year or subject, or a mere headline."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.answering.archive.expecting import expected_kinds
from knowledge.language.normalizing import cut_terms, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowledge.answering.archive.index import Entry, Sentence
    from knowledge.answering.archive.reading import Reading
    from knowledge.answering.questions import Analysis
    from knowledge.answering.units import Unit
    from knowledge.model import Lexicon

Words = tuple[str, ...]
_LEVELS = frozenset(["tỉnh", "tp", "thành", "phố", "huyện", "thị", "xã", "quận", "nước", "bên", "h", "tx", "city",
                     "province", "district", "town", "the"])  # fmt: skip
_TITLE_NEVER_TYPES = frozenset(["who", "count", "money", "percent", "when"])
_TITLE_NEVER_KINDS = frozenset(["name", "figure", "percent", "duration", "time"])
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d]|[.,]\d)")
_RARE = 2.9
"""How rare a word must be to be one that a question is about."""
_RARE_OFFICE = 2.0  # the same of what somebody is: each syllable of `bí thư` is in many a word
_HOW_MANY = frozenset(["nhieu", "may"])
_COUNTED = 4  # words
_UNCOUNTED = frozenset([("phan", "tram"), ("so", "voi")])
_SHORTEST = 3  # letters
_LIKELY = 0.5  # of a reading's worth; less likely readings explain nothing here


class Judge:
    """Finds what forbids or discourages an answer; knows how places are called."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._names = {
            place.name: frozenset(_core(name) for name in (place.name, *place.aliases)) for place in lexicon.places
        }

    def is_vetoed(self, reading: Reading, analysis: Analysis, entry: Entry) -> bool:
        """Whether a question is about another place or year than a passage, or a headline is no answer to it."""
        source, passage = entry.source, entry.passage
        if passage.kind == "title" and (
            analysis.types & _TITLE_NEVER_TYPES or expected_kinds(reading) & _TITLE_NEVER_KINDS
        ):
            return True
        said = " ".join((passage.text, source.title, source.period or ""))
        years = {int(year) for year in _YEAR.findall(said)} | {source.published.year}
        if analysis.years and years.isdisjoint(analysis.years):  # one of several is enough: from 2015 to 2020
            return True
        asked = [unit for unit in (*analysis.units, *analysis.inherited) if unit.place]
        return bool(asked) and not self._holds_all(asked, " | ".join((passage.text, source.title, source.place or "")))

    def _holds_all(self, units: Iterable[Unit], text: str) -> bool:
        terms = cut_terms(text)
        exact = f" {' '.join(term.text for term in terms)} "
        folded = f" {' '.join(term.folded for term in terms)} "
        return all(
            any(_stands_in(name, exact, folded) for name in (*self._names.get(unit.place or "", ()), unit.words))
            for unit in units
        )


def is_about_other(reading: Reading, analysis: Analysis, entry: Entry, at: int) -> bool:
    """Whether a rare word that a question turns on is explained by neither a sentence, its neighbours nor the title."""
    near = _Near(reading, entry, at)
    for types, unit in analysis.targets:
        counts = "count" in types and "percent" not in types
        if (counts or ("who" in types and _is_named(unit, analysis))) and unit.role == "content" and unit.is_listed:
            words = set(map(fold, unit.words))
            places = [place for place, slot in enumerate(reading.slots) if fold(slot.best) in words]
            holds = any if counts else all  # `thu` of `thu nhập` makes nobody a `bí thư`
            least = _RARE if counts else _RARE_OFFICE
            if not holds(map(near.explains, places)) and sum(map(near.rarity, places)) >= least:
                return True
    counted = _counted_places(reading)
    return any(near.is_exchanged(place) for place in counted)


def _is_named(unit: Unit, analysis: Analysis) -> bool:
    """Whether a question asks who is something (`ai là bí thư`), not who does something: verbs have many others."""
    return fold(" ".join(word.text for word in analysis.words[: unit.start])).endswith(("ai la", "who is"))


@dataclass(slots=True)
class _Near:
    """A sentence with its neighbours and the title, and the places of a question that these explain."""

    reading: Reading
    sentence: Sentence
    words: frozenset[str]
    explained: set[int]

    def __init__(self, reading: Reading, entry: Entry, at: int) -> None:
        self.reading = reading
        self.sentence = entry.sentences[at]
        sentences = entry.sentences[max(at - 1, 0) : at + 2]
        words = entry.title.union(*(sentence.places for sentence in sentences))
        self.words = words.union(map(fold, words))
        self.explained = {
            place
            for word in reading.words.keys() & words
            for place, value in reading.words[word]
            if value >= _LIKELY * reading.slots[place].rarity * reading.slots[place].share
        }
        for alternative in reading.alternatives:
            told = (wording.text in sentence.flat for wording in alternative.wordings for sentence in sentences)
            if not alternative.is_akin and any(told):
                self.explained.update(range(alternative.start, alternative.end))

    def explains(self, place: int) -> bool:
        """Whether the word at a place of the question stands near, as read, as typed or by another word for it."""
        slot = self.reading.slots[place]
        return place in self.explained or slot.best in self.words or slot.typed in self.words

    def rarity(self, place: int) -> float:
        """How rare the word at a place of the question is; words that only ask are not."""
        slot = self.reading.slots[place]
        return slot.rarity if slot.share == 1 else 0.0

    def is_exchanged(self, place: int) -> bool:
        """Whether the sentence goes on otherwise behind the question's words: `hộ trồng bưởi` for `hộ trồng cam`."""
        slots = self.reading.slots
        if self.explains(place) or self.rarity(place) < _RARE:
            return False
        if len(slots[place].best) < _SHORTEST and any(slot.best != slot.typed for slot in slots):
            return False  # among slips a short word may be one
        before = [fold(slot.best) for slot in slots[place - 2 : place]]
        if any(slot.share < 1 for slot in slots[place - 2 : place]):
            return False
        return _follows(self.sentence.folded, before)


def _counted_places(reading: Reading) -> list[int]:
    """The places of what is counted behind `bao nhiêu`, but for its first word: `trồng cam` of `hộ trồng cam`."""
    number = len(reading.slots)
    words = [fold(slot.best) for slot in reading.slots]
    return [
        place
        for at in reading.asking
        if words[at] in _HOW_MANY and tuple(words[at + 1 : at + 3]) not in _UNCOUNTED
        for place in range(at + 3, min(at + 1 + _COUNTED, number))
    ]


def _follows(words: Sequence[str], run: Sequence[str]) -> bool:
    """Whether something follows a run of words."""
    return any(list(words[at : at + len(run)]) == run for at in range(len(words) - len(run)))


def _core(name: str) -> Words:
    """A place's name without its level: `Cần Thơ` of `TP. Cần Thơ`; `Phường 1` stays as it is."""
    words = tuple(term.text for term in cut_terms(name))
    start = 0
    while start < len(words) - 1 and words[start] in _LEVELS:
        start += 1
    return words[start:]


def _stands_in(name: Words, exact: str, folded: str) -> bool:
    """Whether a text holds a name; a single syllable without its diacritics is too many other words."""
    if len(name) == 1:
        return f" {name[0]} " in exact
    return f" {' '.join(map(fold, name))} " in folded
