"""Reads a question against an archive: which words may be meant at each place, and how much each place says."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from operator import mul
from typing import TYPE_CHECKING, TypeVar

from knowledge.language.normalizing import Term, cut_terms, fold, normalize_word
from knowledge.language.syllables import decode_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowledge.answering.archive.index import ArchiveIndex, Pair
    from knowledge.answering.archive.synonyms import Alternative, Synonyms
    from knowledge.answering.archive.vocabulary import Options, Vocabulary

Key = TypeVar("Key", str, "tuple[str, str]")
Told = tuple["Alternative", str, float]
"""Another wording, as it stands in a passage, and the share of the question's own words that it is worth (0…1)."""
_KEYED_SHARE = 0.25  # of the words; from here on the whole question was typed with the input method off
_UNKNOWN, _JOINED, _MOVED, _PARTED, _SEEN_TOGETHER = 3.0, 1.0, 1.2, 1.2, 0.8
_ODD = 0.3  # what costs more may have slipped spaces
_SPELLED, _SPELLED_KNOWN = 0.3, 0.9
_LEAST = 0.05
_CONTEXT = 0.5
_KEPT = 0.8
_NEVER = 0.02
_ASKING = 0.3
_ASKING_WORDS = frozenset(
    ["gì", "nào", "ai", "đâu", "sao", "mấy", "nhiêu", "bao", "gi", "nhieu", "là", "vậy", "hả", "không", "ạ"]
)
_ASKING_PAIRS = frozenset(
    {("bao", "nhieu"), ("khi", "nao"), ("the", "nao"), ("nhu", "the"), ("tai", "sao"), ("vi", "sao"), ("bao", "lau"),
     ("bao", "gio"), ("bao", "xa"), ("la", "gi"), ("la", "ai"), ("o", "dau"), ("cai", "gi"), ("dieu", "gi"),
     ("cai", "nao")}
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
    words: dict[str, list[tuple[int, float]]]
    """For each word that may be meant, the places it may stand at and what it is worth there."""
    pairs: dict[Pair, list[tuple[int, float]]]
    """The same for pairs, by the number of the link."""
    alternatives: list[Alternative]
    wordings: dict[str, list[Told]]
    """What these offer, by the rarest word of each wording."""
    asking: list[int]
    """The places of the words that ask."""
    names: list[float]
    """What each place is worth as a name: nothing where the archive writes the word without a capital."""
    full_names: float
    """What a passage would be worth that held every name."""


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
        folded = [fold(word) for word in words]
        asking = [at for at, slot in enumerate(slots) if slot.share < 1]
        alternatives = self._synonyms.alternatives(words, folded)
        names = [s.rarity * s.share * self._index.name_share(f) for s, f in zip(slots, folded, strict=True)]
        return Reading(
            slots,
            links,
            full or 1.0,
            sum(link.full for link in links) or 1.0,
            _turn_round([{word: value * slot.share for word, value in slot.values.items()} for slot in slots]),
            _turn_round([link.values for link in links]),
            alternatives,
            _by_rarest(alternatives, slots),
            asking,
            names,
            sum(names) or 1.0,
        )

    def _is_keyed(self, terms: Sequence[Term]) -> bool:
        if any(term.text != term.folded for term in terms) and sum(t.text != t.folded for t in terms) > len(terms) / 4:
            return False
        knows = self._vocabulary.knows
        decoded = [decode_keys(term.text) for term in terms]
        count = sum(
            word is not None and knows(word) and not self._vocabulary.knows_fold(term.folded)
            for term, word in zip(terms, decoded, strict=True)
        )
        return count > _KEYED_SHARE * len(terms)

    def _segment(self, terms: Sequence[Term], *, is_bare: bool, is_keyed: bool) -> list[Slot]:
        """The cheapest way to cut what was typed into words: spaces slip too."""

        def slot(word: str, *, is_settled: bool = False) -> Slot:
            found = self._vocabulary.options(word, is_bare=is_bare, is_keyed=is_keyed, is_settled=is_settled)
            return Slot(word, found)

        settled = [False] * len(terms) if is_keyed else self._settled(terms)
        singles = [slot(term.text, is_settled=known) for term, known in zip(terms, settled, strict=True)]
        costs = [_cost(single) for single in singles]
        best: list[tuple[float, int, list[Slot]]] = [(0.0, 0, [])]
        for end in range(1, len(terms) + 1):
            last = end - 1
            ways = [(best[last][0] + costs[last], last, [singles[last]])]
            for words, cost in self._apart(terms[last].text, is_odd=costs[last] > _ODD):
                added = [slot(word) for word in words]
                ways.append((best[last][0] + cost + sum(map(_cost, added)), last, added))
            if last and costs[last] + costs[last - 1] > _ODD:
                for words, cost in self._together(terms[last - 1].text, terms[last].text):
                    added = [slot(word) for word in words]
                    total = cost + sum(map(_cost, added)) - self._bonus(added)
                    ways.append((best[last - 1][0] + total, last - 1, added))
            best.append(min(ways, key=lambda way: way[0]))
        slots: list[Slot] = []
        at = len(terms)
        while at:
            _, at, added = best[at]
            slots = added + slots
        return slots

    def _apart(self, word: str, *, is_odd: bool) -> Iterable[tuple[list[str], float]]:
        """Several words that one term may stand for: chat spellings, and words typed without a space."""
        for reading in self._vocabulary.spellings.get(word, ()):
            if len(reading) > 1:
                yield reading, _SPELLED if is_odd else _SPELLED_KNOWN
        if is_odd:
            for at in range(1, len(word)):
                first, second = normalize_word(word[:at]), normalize_word(word[at:])
                if (fold(first), fold(second)) in self._index.by_pair:
                    yield [first, second], _PARTED - _SEEN_TOGETHER

    def _together(self, first: str, second: str) -> Iterable[tuple[list[str], float]]:
        """What two terms may be with the space between them left out, or moved by a letter."""
        knows = self._vocabulary.knows_fold
        if knows(fold(first + second)):
            yield [normalize_word(first + second)], _JOINED
        for one, other in ((first[:-1], first[-1] + second), (first + second[0], second[1:])):
            if one and other and (knows(fold(one)) or knows(fold(other))):
                yield [normalize_word(one), normalize_word(other)], _MOVED

    def _bonus(self, slots: list[Slot]) -> float:
        folded = [fold(slot.best) for slot in slots]
        return _SEEN_TOGETHER if len(folded) > 1 and (folded[0], folded[1]) in self._index.by_pair else 0.0

    def _settled(self, terms: Sequence[Term]) -> list[bool]:
        """Which words are known and stand beside a neighbour that archive or lexicon have beside them too."""
        if not terms:
            return []
        together = [self._index.are_together(a.folded, b.folded) for a, b in pairwise(terms)]
        beside = [left or right for left, right in zip([False, *together], [*together, False], strict=True)]
        return [fits and self._vocabulary.knows(term.text) for term, fits in zip(terms, beside, strict=True)]

    def _choose(self, slots: list[Slot]) -> None:
        """Weighs what each place may mean by what its neighbours may mean (sum-product over neighbouring pairs)."""
        columns = [list(slot.options.items()) for slot in slots]
        spelled = [[(word, fold(word)) for word, _ in column] for column in columns]
        tables = [self._index.follows(first, second) for first, second in pairwise(spelled)]
        forward = [[1.0] * len(column) for column in columns]
        for at in range(1, len(slots)):
            given = [f * w for f, (_, w) in zip(forward[at - 1], columns[at - 1], strict=True)]
            rows = tables[at - 1]
            forward[at] = _scaled(
                [sum(g * row[i] for g, row in zip(given, rows, strict=True)) for i in range(len(columns[at]))]
            )
        backward = [[1.0] * len(column) for column in columns]
        for at in range(len(slots) - 2, -1, -1):
            given = [f * w for f, (_, w) in zip(backward[at + 1], columns[at + 1], strict=True)]
            backward[at] = _scaled([sum(map(mul, given, row)) for row in tables[at]])
        for slot, ahead, behind in zip(slots, forward, backward, strict=True):
            weights = list(slot.options.values())
            context = _scaled([w * a * b for w, a, b in zip(weights, ahead, behind, strict=True)])
            mixed = {
                word: max(weight ** (1 - _CONTEXT) * likely**_CONTEXT, _KEPT * weight if word == slot.typed else 0.0)
                for (word, weight), likely in zip(slot.options.items(), context, strict=True)
            }
            slot.options = dict(sorted(((w, v) for w, v in mixed.items() if v > _NEVER), key=lambda item: -item[1]))

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


def _by_rarest(alternatives: Sequence[Alternative], slots: Sequence[Slot]) -> dict[str, list[Told]]:
    found: defaultdict[str, list[Told]] = defaultdict(list)
    for alternative in alternatives:
        rarity = max(slot.rarity for slot in slots[alternative.start : alternative.end])
        for wording in alternative.wordings:  # what is common says less
            share = math.sqrt(min(1.0, wording.rarity / rarity))
            found[wording.rarest].append((alternative, wording.text, share))
    return dict(found)


def _turn_round(places: list[dict[Key, float]]) -> dict[Key, list[tuple[int, float]]]:
    """From place to worth of keys, to key and its worth at places."""
    turned: dict[Key, list[tuple[int, float]]] = {}
    for at, values in enumerate(places):
        for key, value in values.items():
            turned.setdefault(key, []).append((at, value))
    return turned


def _scaled(values: list[float]) -> list[float]:
    largest = max(values, default=0.0)
    return [value / largest for value in values] if largest > 0 else [1.0] * len(values)


def _cost(slot: Slot) -> float:
    best = max(slot.options.values(), default=0.0)
    return -math.log(best) if best > _LEAST else _UNKNOWN
