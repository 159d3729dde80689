"""What a typed word may stand for: the archive's words near it, each with a weight between 0 and 1."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from knowledge.language.keyboard import slip_distance
from knowledge.language.normalizing import fold, normalize_word
from knowledge.language.syllables import decode_keys, split_tone

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Options = dict[str, float]
Offer = Callable[[str, float], None]
"""Takes a word with its weight; the largest weight of a word counts."""
_SAME, _DECODED, _SAME_KEYED, _SPELLED, _SPELLED_KNOWN = 1.0, 0.95, 0.4, 0.9, 0.6
_SIBLING_BARE, _SIBLING_UNMARKED, _SIBLING_UNKNOWN, _SIBLING = 1.0, 0.7, 0.6, 0.3
_SLIP_DECAY, _LARGEST_SLIP, _KNOWN_SLIPPED = 0.75, 2.3, 0.3
_MOST_OPTIONS = 14
_MOST_KEPT = 16_384  # readings of typed words
_SHORT = 5  # letters
_SHORTEST_SURE = 4
_LIKELY, _POSSIBLE = 0.8, 0.2
_LONG = 6  # letters; from here on two slips are looked for
# Chat spellings by rule: how an ending or an onset is cut short or written by sound (fát, wan, thườg, mìh).
_ENDINGS = (("g", "ng"), ("h", "nh"), ("k", "c"), ("x", "ch"))
_ONSETS = (("f", "ph"), ("j", "gi"), ("j", "d"), ("w", "qu"), ("z", "d"), ("z", "gi"), ("z", "r"), ("k", "c"),
           ("c", "k"), ("r", "gi"), ("q", "qu"), ("dz", "d"))  # fmt: skip
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz")


class Vocabulary:
    """The words an archive uses, and beside them those that the language has, so that these are left as they are."""

    def __init__(
        self, words: Iterable[str], general: Iterable[str], spellings: Mapping[str, str | tuple[str, ...]]
    ) -> None:
        self._words = set(words)
        self._general = set(general) - self._words
        self._by_fold: dict[str, list[str]] = defaultdict(list)
        for word in (*self._words, *self._general):
            self._by_fold[fold(word)].append(word)
        self._by_fold.default_factory = None
        self._near = _index_deletions(self._by_fold)
        self.spellings: dict[str, list[list[str]]] = {}
        for short, meant in spellings.items():
            readings = [meant] if isinstance(meant, str) else list(meant)
            self.spellings[normalize_word(short)] = [[normalize_word(w) for w in text.split()] for text in readings]
        self._kept: dict[tuple[str, bool, bool, bool], Options] = {}

    def knows(self, word: str) -> bool:
        """Whether archive or language have the word."""
        return word in self._words or word in self._general

    def knows_fold(self, folded: str) -> bool:
        """Whether some word folds to this."""
        return folded in self._by_fold

    def options(self, word: str, *, is_bare: bool, is_keyed: bool, is_settled: bool = False) -> Options:
        """The words that a typed word may stand for, best first.

        Args:
            word: the typed word, normalised.
            is_bare: whether the whole question was typed without diacritics.
            is_keyed: whether the question was typed with the input method off (Telex, VNI).
            is_settled: whether the word fits its neighbours as it is, so that no slip is looked for.
        """
        asked = (word, is_bare, is_keyed, is_settled)
        found = self._kept.get(asked)
        if found is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            found = self._kept[asked] = self._find_options(*asked)
        return found

    def _find_options(self, word: str, is_bare: bool, is_keyed: bool, is_settled: bool) -> Options:  # noqa: FBT001
        found: Options = {}

        def offer(meant: str, weight: float) -> None:
            if weight > found.get(meant, 0.0):
                found[meant] = weight

        folded = fold(word)
        decoded = _decode(word)
        if word[0].isdigit() and not folded.isalpha():
            offer(word, _SAME)
            self._offer_numbers(word, offer)
            if decoded:
                offer(decoded, _DECODED)
            return found
        self._offer_readings(word, decoded, offer, is_bare=is_bare, is_keyed=is_keyed)
        if is_settled:
            return found
        is_known = max(found.values(), default=0.0) >= _DECODED
        self._offer_sounds(word, folded, known=bool(found), offer=offer)
        self._offer_slips(word, folded, settled=is_known, offer=offer)
        largest = max(found.values(), default=1.0)
        if not is_known and len(folded) >= _SHORTEST_SURE and _LIKELY > largest > _POSSIBLE:  # it must be some word
            found = {meant: weight * _LIKELY / largest for meant, weight in found.items()}
        ranked = sorted(found.items(), key=lambda item: (-item[1], item[0] not in self._words, item[0]))
        return dict(ranked[:_MOST_OPTIONS])

    def _offer_readings(self, word: str, decoded: str | None, offer: Offer, *, is_bare: bool, is_keyed: bool) -> None:
        """What the word says without any slip: itself, other diacritics, keys read as Telex or VNI, chat spelling."""
        known = self.knows(word)
        if decoded and self.knows(decoded) and (is_keyed or not known):
            offer(decoded, _DECODED)
            if known:
                offer(word, _SAME_KEYED)
            known = False
        elif known:
            offer(word, _SAME)
        folded = fold(word)
        for same in self._by_fold.get(folded, ()):
            offer(same, self._sibling_weight(word, folded, known=known, is_bare=is_bare))
        for reading in self.spellings.get(word, ()):
            if len(reading) == 1:
                offer(reading[0], _SPELLED_KNOWN if known else _SPELLED)

    @staticmethod
    def _sibling_weight(word: str, folded: str, *, known: bool, is_bare: bool) -> float:
        if word == folded:
            return _SIBLING_BARE if is_bare else _SIBLING_UNMARKED
        return _SIBLING if known else _SIBLING_UNKNOWN

    def _offer_numbers(self, word: str, offer: Offer) -> None:
        for other in self._near.get(word, ()):
            if other != word and other[0].isdigit():
                offer(other, 0.25)

    def _offer_sounds(self, word: str, folded: str, *, known: bool, offer: Offer) -> None:
        for short, full in _ONSETS:
            if folded.startswith(short):
                self._offer_respelled(full + folded[len(short) :], word, 0.8 if not known else 0.25, offer)
        for short, full in _ENDINGS:
            if len(folded) > 1 and folded.endswith(short):
                self._offer_respelled(folded[: -len(short)] + full, word, 0.85 if not known else 0.2, offer)

    def _offer_respelled(self, respelled: str, word: str, weight: float, offer: Offer) -> None:
        for meant in self._by_fold.get(respelled, ()):
            offer(meant, weight * _marks_agreement(word, meant))

    def _offer_slips(self, word: str, folded: str, *, settled: bool, offer: Offer) -> None:
        if len(folded) < 2:  # noqa: PLR2004  one letter can become anything
            return
        near = set(self._near.get(folded, ()))
        for shorter in _deletions(folded):
            near.update(self._near.get(shorter, ()))
        largest = min(_LARGEST_SLIP, 0.34 * len(folded) + 0.4)
        for other in near:
            distance = slip_distance(folded, other)
            if other == folded or distance > largest:
                continue
            long = min(1.0, _SHORT / len(other))  # a slip says less against a long word
            weight = math.exp(-_SLIP_DECAY * distance * long) * (_KNOWN_SLIPPED if settled else 1.0)
            for meant in self._by_fold[other]:
                offer(meant, weight * _marks_agreement(word, meant))


@lru_cache(maxsize=65_536)
def _marks(word: str) -> frozenset[str]:
    base, tone = split_tone(word)
    return frozenset(letter for letter in base if letter not in _LATIN and letter.isalpha()) | (
        {tone} if tone else set()
    )


def _marks_agreement(typed: str, meant: str) -> float:
    """How well the diacritics that were typed fit: what is there must be there, what is missing may have slipped."""
    given = _marks(typed)
    if not given:
        return 1.0
    return 0.9 ** len(_marks(meant) - given) * 0.65 ** len(given - _marks(meant))


def _decode(word: str) -> str | None:
    decoded = decode_keys(word)
    return normalize_word(decoded) if decoded else None


def _deletions(word: str) -> set[str]:
    once = {word[:i] + word[i + 1 :] for i in range(len(word))}
    if len(word) < _LONG:
        return once
    return once | {short[:i] + short[i + 1 :] for short in once for i in range(len(short))}


def _index_deletions(words: Iterable[str]) -> dict[str, list[str]]:
    """Every word under itself and under itself with letters dropped (symmetric deletion, SymSpell, W. Garbe)."""
    index: dict[str, list[str]] = defaultdict(list)
    for word in words:
        index[word].append(word)
        if len(word) > 1:
            for shorter in _deletions(word):
                index[shorter].append(word)
    return dict(index)
