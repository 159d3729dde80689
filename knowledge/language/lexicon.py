"""The lexicon made ready for look-up: which words belong together, what they mean and what part they play."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from knowledge.language.normalizing import cut_terms, fold, fold_text
from knowledge.language.syllables import is_syllable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge import model

LONGEST_ENTRY = 8  # words; longer lexicon entries are patterns, not words


@dataclass(slots=True)
class Entry:
    """One word or fixed phrase: its concepts and the parts it can play in a question."""

    words: tuple[str, ...]
    concepts: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    """Of: word, stop, filler, neutral, question, group, place."""
    groups: frozenset[str] = frozenset()
    """Population groups it names; a loose word (`người khó khăn`) can name several."""
    place: str | None = None
    types: frozenset[str] = frozenset()
    """What is asked for, where the role is question: count, money, who …"""


@dataclass(slots=True)
class _Node:
    """What is listed of words that start alike: the entries that end here, and those that go on."""

    entries: list[Entry] = field(default_factory=list)
    longer: dict[str, _Node] = field(default_factory=dict)


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Strips an English ending, so that `loans`, `loaned` and `loan` agree; Vietnamese syllables stay as they are."""
    if len(word) <= 3 or not word.isascii() or not word.isalpha() or is_syllable(word):  # noqa: PLR2004
        return word
    stemmed = word
    for ending, replacement in (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", "e"), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):  # noqa: PLR2004
            stemmed = word[: -len(ending)] + replacement
            break
    stemmed = stemmed.rstrip("e") or stemmed
    is_doubled = stemmed != word and stemmed[-1:] == stemmed[-2:-1] and stemmed[-1:] not in "aeioulsz"
    return stemmed[:-1] if is_doubled else stemmed  # planned: plan; programme: program


def match_words(text: str) -> tuple[str, ...]:
    """The words of a text in the form they are compared in: normalised, English words stemmed."""
    return tuple(stem(term.text) for term in cut_terms(text))


class LexiconIndex:
    """Looks up words and fixed phrases by their folded form."""

    def __init__(self, lexicon: model.Lexicon) -> None:
        self._entries: dict[tuple[str, ...], Entry] = {}
        self.patterns: defaultdict[str, list[tuple[str, tuple[tuple[str, ...], ...]]]] = defaultdict(list)
        """Question forms with gaps by their first word: the type, and the runs that follow one another (folded)."""
        self._fill(lexicon)
        self.phrases = list(self._entries)
        """What the lexicon lists, word by word."""
        self._fill_bare_names(lexicon)
        self._by_fold: dict[str, _Node] = {}
        for entry in self._entries.values():
            node = self._by_fold.setdefault(fold(entry.words[0]), _Node())
            for word in entry.words[1:]:
                node = node.longer.setdefault(fold(word), _Node())
            node.entries.append(entry)
        self._sides = [[" ".join(match_words(phrase)) for phrase in sides] for sides in lexicon.contrast]
        self.regions = frozenset(place.name for place in lexicon.places if place.level in {"region", "country"})
        """Places that hold provinces."""
        self.wards = frozenset(place.name for place in lexicon.places if place.level == "ward")
        """Places that are parts of a city."""
        self.contrast: dict[str, tuple[int, int]] = {}
        """For a word that turns a question into another: its set of opposites and its side there."""
        for number, sides in enumerate(self._sides):
            for side, phrase in enumerate(sides):
                self.contrast.setdefault(phrase, (number, side))

    def _fill(self, lexicon: model.Lexicon) -> None:
        for words in lexicon.words:
            self._add(words, "word")
        for phrase in (phrase for sides in lexicon.contrast for phrase in sides if " " in phrase):
            self._add(phrase, "word")
        for number, terms in enumerate(lexicon.synonyms):
            for term in terms:
                self._add(term, "word", concept=f"s{number}")
        self._fill_names(lexicon)
        for role, phrases in (("stop", lexicon.stop), ("filler", lexicon.fillers), ("neutral", lexicon.neutral)):
            for phrase in phrases:
                self._add(phrase, role)
        for kind, phrases in lexicon.question_words.items():
            for phrase in phrases:
                self._add_question_words(kind, phrase)

    def _fill_names(self, lexicon: model.Lexicon) -> None:
        for group in lexicon.groups:
            for name in (group.name, *group.aliases):
                if entry := self._add(name, "group", concept=f"g:{group.name}"):
                    entry.groups |= {group.name}
        for place in lexicon.places:
            for name in (place.name, *place.aliases):
                self._add_place(name, place.name)

    def _fill_bare_names(self, lexicon: model.Lexicon) -> None:
        """Names of places as English writes them: the Can of Can Tho is a word there, and never read as cần."""
        for place in lexicon.places:
            for name in (place.name, *place.aliases):
                if " " in name:
                    self._add_place(fold_text(name), place.name)

    def _add_place(self, name: str, place: str) -> None:
        if entry := self._add(name, "place", concept=f"p:{place}"):
            entry.place = entry.place or place

    def _add_question_words(self, kind: str, phrase: str) -> None:
        if "…" in phrase:
            runs = tuple(tuple(map(fold, match_words(run))) for run in phrase.split("…"))
            first = next((run[0] for run in runs if run), None)
            if first:
                self.patterns[first].append((kind, runs))
        elif entry := self._add(phrase, "question"):
            entry.types |= {kind}

    def _add(self, phrase: str, role: str, concept: str | None = None) -> Entry | None:
        words = match_words(phrase)
        if not words or len(words) > LONGEST_ENTRY:
            return None
        entry = self._entries.get(words)
        if entry is None:
            entry = self._entries[words] = Entry(words)
        entry.roles |= {role}
        if concept:
            entry.concepts |= {concept}
        return entry

    def opposites(self, place: tuple[int, int]) -> list[str]:
        """What stands on the other sides of a set of opposites."""
        number, own = place
        return [phrase for side, phrase in enumerate(self._sides[number]) if side != own]

    def at(self, folded: Sequence[str], index: int) -> list[tuple[int, list[Entry]]]:
        """All entries that start at one word of a folded sequence, as (length in words, entries)."""
        found = []
        node = self._by_fold.get(folded[index])
        end = index + 1
        while node is not None:
            if node.entries:
                found.append((end - index, node.entries))
            node = node.longer.get(folded[end]) if end < len(folded) else None
            end += 1
        return found
