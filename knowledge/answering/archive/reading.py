"""Reads a question against an archive: which words may be meant at each place, and how much each place says."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge.language.normalizing import Term, cut_terms, fold
from knowledge.language.syllables import decode_keys

if TYPE_CHECKING:
    from knowledge.answering.archive.index import ArchiveIndex, Pair
    from knowledge.answering.archive.vocabulary import Options, Vocabulary

_KEYED_SHARE = 0.25  # of the words; from here on the whole question was typed with the input method off
_UNKNOWN, _JOINED, _MOVED, _PARTED, _SEEN_TOGETHER = 3.0, 1.0, 1.2, 1.2, 0.8
_UNSUPPORTED = 0.5
_ASKING = 0.3
_ASKING_WORDS = frozenset("gì nào ai đâu sao mấy nhiêu bao gi nhieu là vậy hả không ạ".split())
_ASKING_PAIRS = frozenset(
    {("bao", "nhieu"), ("khi", "nao"), ("the", "nao"), ("nhu", "the"), ("tai", "sao"), ("vi", "sao"), ("bao", "lau"),
     ("bao", "gio"), ("bao", "xa"), ("la", "gi"), ("la", "ai"), ("o", "dau"), ("cai", "gi"), ("dieu", "gi"), ("cai", "nao")}
)  # fmt: skip


@dataclass(slots=True)
class Slot:
    """One place of a question: what may be meant there, and how much agreement there says."""

    typed: str
    options: Options
    rarity: float = 0.0
    share: float = 1.0
    """Less than one for words that only ask."""
    values: dict[str, float] = field(default_factory=dict)
    """For each option: its weight times how rare it is."""

    @property
    def best(self) -> str:
        """The likeliest word."""
        return next(iter(self.options), self.typed)


@dataclass(slots=True)
class Link:
    """Two neighbouring places of a question and the folded pairs that they may stand for."""

    first: int
    values: dict[Pair, float]
    full: float
    """What it is worth where the pair stands in the archive just so."""


@dataclass(slots=True)
class Reading:
    """A question as an archive understands it."""

    slots: list[Slot]
    links: list[Link]
    full: float
    """What a sentence would be worth that explained every word."""


class QuestionReader:
    """Reads questions against one archive."""

    def __init__(self, index: ArchiveIndex, vocabulary: Vocabulary) -> None:
        self._index = index
        self._vocabulary = vocabulary

    def read(self, text: str, most_terms: int) -> Reading:
        """Reads a question."""
        terms = cut_terms(text)[:most_terms]
        is_keyed = self._is_keyed(terms)
        is_bare = not is_keyed and all(term.text == term.folded for term in terms)
        slots = self._segment(terms, is_bare=is_bare, is_keyed=is_keyed)
        self._support(slots)
        self._weigh(slots, is_bare=is_bare)
        return Reading(slots, self._link(slots), sum(slot.rarity * slot.share for slot in slots) or 1.0)

    def _is_keyed(self, terms: list[Term]) -> bool:
        if any(term.text != term.folded for term in terms) and sum(t.text != t.folded for t in terms) > len(terms) / 4:
            return False
        knows = self._vocabulary.knows
        decoded = [decode_keys(term.text) for term in terms]
        count = sum(
            word is not None and knows(word) and not self._vocabulary.knows_fold(term.folded)
            for term, word in zip(terms, decoded, strict=True)
        )
        return count > _KEYED_SHARE * len(terms)

    def _segment(self, terms: list[Term], *, is_bare: bool, is_keyed: bool) -> list[Slot]:
        """The cheapest way to cut what was typed into words: spaces slip too."""

        def options(word: str) -> Options:
            return self._vocabulary.options(word, is_bare=is_bare, is_keyed=is_keyed)

        singles = [options(term.text) for term in terms]
        costs = [_cost(found) for found in singles]
        best: list[tuple[float, int, list[Slot]]] = [(0.0, 0, [])]
        for end in range(1, len(terms) + 1):
            term = terms[end - 1]
            ways = [(best[end - 1][0] + costs[end - 1], end - 1, [Slot(term.text, singles[end - 1])])]
            if costs[end - 1] > 0.3:
                for first, second in self._part(term.text):
                    ways.append(
                        (
                            best[end - 1][0] + _PARTED + self._together(first, second),
                            end - 1,
                            [Slot(first, options(first)), Slot(second, options(second))],
                        )
                    )
            for reading in self._vocabulary.spellings.get(term.text, ()):
                if len(reading) > 1:
                    ways.append(
                        (
                            best[end - 1][0] + (0.1 if costs[end - 1] > 0.1 else 0.9),
                            end - 1,
                            [Slot(word, options(word)) for word in reading],
                        )
                    )
            if end > 1 and costs[end - 1] + costs[end - 2] > 0.3:
                before = terms[end - 2]
                joined = before.text + term.text
                if self._vocabulary.knows_fold(fold(joined)):
                    ways.append((best[end - 2][0] + _JOINED, end - 2, [Slot(joined, options(joined))]))
                for first, second in self._move(before.text, term.text):
                    ways.append(
                        (
                            best[end - 2][0] + _MOVED + self._together(first, second),
                            end - 2,
                            [Slot(first, options(first)), Slot(second, options(second))],
                        )
                    )
            best.append(min(ways, key=lambda way: way[0]))
        slots: list[Slot] = []
        at = len(terms)
        while at:
            _, back, added = best[at]
            slots = added + slots
            at = back
        return slots

    def _together(self, first: str, second: str) -> float:
        return -_SEEN_TOGETHER if (fold(first), fold(second)) in self._index.by_pair else 0.0

    def _part(self, word: str) -> list[tuple[str, str]]:
        """Two words typed without a space between them."""
        found = []
        for at in range(1, len(word)):
            first, second = word[:at], word[at:]
            if (fold(first), fold(second)) in self._index.by_pair:
                found.append((first, second))
        return found

    def _move(self, first: str, second: str) -> list[tuple[str, str]]:
        """Two words whose space was typed one letter too early or too late."""
        moved = []
        if len(first) > 1:
            moved.append((first[:-1], first[-1] + second))
        if len(second) > 1:
            moved.append((first + second[0], second[1:]))
        knows = self._vocabulary.knows_fold
        return [(a, b) for a, b in moved if knows(fold(a)) and knows(fold(b))]

    def _support(self, slots: list[Slot]) -> None:
        """Lowers what is only guessed and makes no pair with its neighbours that the archive has."""
        by_pair = self._index.by_pair
        folds = [{fold(word) for word in slot.options} for slot in slots]
        revised = []
        for at, slot in enumerate(slots):
            left = folds[at - 1] if at else set()
            right = folds[at + 1] if at + 1 < len(slots) else set()
            options = {}
            for word, weight in slot.options.items():
                if weight < 0.6:
                    folded = fold(word)
                    if not (
                        any((other, folded) in by_pair for other in left)
                        or any((folded, other) in by_pair for other in right)
                    ):
                        weight *= _UNSUPPORTED
                options[word] = weight
            revised.append(dict(sorted(options.items(), key=lambda item: -item[1])))
        for slot, options in zip(slots, revised, strict=True):
            slot.options = options

    def _weigh(self, slots: list[Slot], *, is_bare: bool) -> None:
        index = self._index
        folded = [fold(slot.best) for slot in slots]
        for at, slot in enumerate(slots):
            best = slot.best
            asking = (best in _ASKING_WORDS if not is_bare else False) or any(
                pair in _ASKING_PAIRS for pair in (tuple(folded[at : at + 2]), tuple(folded[max(at - 1, 0) : at + 1]))
            )
            slot.share = _ASKING if asking else 1.0
            typed = slot.typed
            for word, weight in slot.options.items():
                rarity = index.rarity(word)
                if word != typed:
                    rarity = min(rarity, index.fold_rarity(fold(word)))
                slot.values[word] = weight * rarity
            exact = slot.values.get(best)
            slot.rarity = exact / slot.options[best] if exact else (index.fold_rarity(fold(typed)))

    def _link(self, slots: list[Slot]) -> list[Link]:
        links = []
        by_pair = self._index.by_pair
        for at in range(len(slots) - 1):
            values: dict[Pair, float] = {}
            second = [(fold(word), weight) for word, weight in slots[at + 1].options.items()]
            for word, weight in slots[at].options.items():
                first = fold(word)
                for other, other_weight in second:
                    pair = (first, other)
                    if pair in by_pair:
                        value = weight * other_weight * self._index.pair_rarity(pair)
                        if value > values.get(pair, 0.0):
                            values[pair] = value
            share = min(slots[at].share, slots[at + 1].share)
            full = math.log(1 + len(self._index) + 4)
            best = max(values.values(), default=0.0)
            links.append(Link(at, {p: v * share for p, v in values.items() if v > 0.1 * best}, full * share))
        return links


def _cost(options: Options) -> float:
    best = max(options.values(), default=0.0)
    return -math.log(best) if best > 0.05 else _UNKNOWN
