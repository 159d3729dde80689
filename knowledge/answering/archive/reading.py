"""Reads a question against an archive: which words may be meant at each place, and how much each place says."""

from __future__ import annotations

import math
from itertools import repeat
from operator import mul
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge.language.normalizing import Term, cut_terms, fold
from knowledge.language.syllables import decode_keys

if TYPE_CHECKING:
    from knowledge.answering.archive.index import ArchiveIndex, Pair
    from knowledge.answering.archive.synonyms import Alternative, Synonyms
    from knowledge.answering.archive.vocabulary import Options, Vocabulary

_KEYED_SHARE = 0.25  # of the words; from here on the whole question was typed with the input method off
_UNKNOWN, _JOINED, _MOVED, _PARTED, _SEEN_TOGETHER = 3.0, 1.0, 1.2, 1.2, 0.8
CTX = 0.35
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
    full_links: float
    """The same for pairs."""
    alternatives: list[Alternative]
    focus: list[float]
    """For each place, how near it stands to a word that asks (1 beside it)."""
    asking: list[int]
    """The places of the words that ask."""


class QuestionReader:
    """Reads questions against one archive."""

    def __init__(self, index: ArchiveIndex, vocabulary: Vocabulary, synonyms: Synonyms) -> None:
        self._synonyms = synonyms
        self._index = index
        self._vocabulary = vocabulary

    def read(self, text: str, most_terms: int) -> Reading:
        """Reads a question."""
        terms = cut_terms(text)[:most_terms]
        is_keyed = self._is_keyed(terms)
        is_bare = not is_keyed and all(term.text == term.folded for term in terms)
        slots = self._segment(terms, is_bare=is_bare, is_keyed=is_keyed)
        self._choose(slots)
        self._weigh(slots, is_bare=is_bare)
        links = self._link(slots)
        full = sum(slot.rarity * slot.share for slot in slots)
        words = [slot.best for slot in slots]
        asking = [at for at, slot in enumerate(slots) if slot.share < 1]
        focus = [
            max((math.exp(-abs(at - place) / 2) for place in asking), default=1.0) if slot.share == 1 else 0.0
            for at, slot in enumerate(slots)
        ]
        return Reading(
            slots,
            links,
            full or 1.0,
            sum(link.full for link in links) or 1.0,
            self._synonyms.alternatives(words, [fold(word) for word in words]),
            focus,
            asking,
        )

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

        settled = self._settled(terms) if not is_keyed else [False] * len(terms)
        singles = [
            self._vocabulary.options(term.text, is_bare=is_bare, is_keyed=is_keyed, is_settled=is_settled)
            for term, is_settled in zip(terms, settled, strict=True)
        ]
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

    def _settled(self, terms: list[Term]) -> list[bool]:
        """Which words are known and stand beside a neighbour that archive or lexicon have beside them too."""
        together = [self._index.are_together(a.folded, b.folded) for a, b in zip(terms, terms[1:], strict=False)]
        beside = [left or right for left, right in zip([False, *together], [*together, False], strict=True)]
        return [fits and self._vocabulary.knows(term.text) for term, fits in zip(terms, beside, strict=True)]

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

    def _choose(self, slots: list[Slot]) -> None:
        """Weighs what each place may mean by what its neighbours may mean (sum-product over neighbouring pairs)."""
        folds = [[(fold(word), weight) for word, weight in slot.options.items()] for slot in slots]
        tables = [
            [[self._index.follows(a, b) for b, _ in folds[at + 1]] for a, _ in folds[at]]
            for at in range(len(slots) - 1)
        ]
        forward = [[1.0] * len(column) for column in folds]
        for at in range(1, len(slots)):
            given = [f * w for f, (_, w) in zip(forward[at - 1], folds[at - 1], strict=True)]
            rows = tables[at - 1]
            forward[at] = _scaled(
                [sum(g * row[i] for g, row in zip(given, rows, strict=True)) for i in range(len(folds[at]))]
            )
        backward = [[1.0] * len(column) for column in folds]
        for at in range(len(slots) - 2, -1, -1):
            given = [f * w for f, (_, w) in zip(backward[at + 1], folds[at + 1], strict=True)]
            backward[at] = _scaled([sum(map(mul, given, row)) for row in tables[at]])
        for slot, ahead, behind in zip(slots, forward, backward, strict=True):
            if len(slot.options) < 2:
                continue
            weights = list(slot.options.values())
            context = _scaled([w * a * b for w, a, b in zip(weights, ahead, behind, strict=True)])
            mixed = {
                word: weight ** (1 - CTX) * likely**CTX * weight_scale
                for (word, weight), likely, weight_scale in zip(slot.options.items(), context, repeat(1.0))
            }
            slot.options = dict(sorted(((w, v) for w, v in mixed.items() if v > 0.02), key=lambda item: -item[1]))

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


def _scaled(values: list[float]) -> list[float]:
    largest = max(values, default=0.0)
    return [value / largest for value in values] if largest > 0 else [1.0] * len(values)


def _cost(options: Options) -> float:
    best = max(options.values(), default=0.0)
    return -math.log(best) if best > 0.05 else _UNKNOWN
