"""Reads what was typed as the words that were meant: diacritics, teencode, Telex residue and slips of the finger.

A noisy channel: each term gets the words it may stand for, each with a cost; the cheapest way through, by word pairs
that the knowledge itself uses, is the reading (Viterbi). Nothing is repaired to a word the knowledge does not know.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from knowledge.language.keyboard import slip_distance
from knowledge.language.lexicon import stem
from knowledge.language.normalizing import Term, cut_terms, fold
from knowledge.language.styles import LITTLE_ENGLISH_WORDS, is_abbreviation, is_bare, is_english
from knowledge.language.syllables import decode_keys, is_syllable, sound_alikes, split_tone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    Offer = Callable[[tuple[str, ...], float], None]

# Costs in nats, beside the pair model's own; set by hand from what each slip means, then left alone.
_SPELLING, _DECODED, _SKELETON, _SPLIT = 0.4, 0.6, 1.6, 2.0
_DIACRITICS_ADDED, _HOOK_TILDE, _TONE_CHANGED, _SHAPE_CHANGED = 0.9, 0.7, 2.2, 2.5
_KNOWN_CHANGED = 1.0  # beside: what was typed with its marks is a word that the knowledge uses
_KNOWN_BARE = 0.6  # and what was typed without any is one, in a text that has marks: vay is not vậy
_KNOWN_WORD_KEPT, _SYLLABLE_KEPT, _STRANGER_KEPT = 0.0, 1.2, 4.5
_SLIP, _SLIP_FROM_SYLLABLE, _LARGEST_SLIP = 2.4, 2.2, 2.0
_HEARD = 2.0
_ENGLISH_WORD = 1.0  # in a text that is not English
_PAIR_WEIGHT = 0.45
_ROMAN = frozenset("ii iii iv vii viii ix".split())  # a slip of one would make another number
_MAX_CANDIDATES = 8
_BEAM = 4.0  # so far behind the cheapest a way is given up; 3 already reads 2,212 questions of the own sets the same
_SHORTEST_TO_SPLIT, _LONGEST_TO_SPLIT = 5, 24
_LONGEST_SLIPPED = 16
_VOWELS = set("aeiouy")
_HOOK, _TILDE = "\u0309", "\u0303"


class Word(NamedTuple):
    """A word as read: its text, the term it was read from, what the reading cost."""

    text: str
    folded: str
    term: int
    cost: float
    is_typed: bool
    """Whether it stands exactly so in what was typed."""


class _Way(NamedTuple):
    """The cheapest way to read all terms up to one as these words."""

    total: float
    words: tuple[str, ...]
    cost: float
    before: _Way | None


class Reader:
    """Knows the words and word pairs of one version of the knowledge, and reads questions by them."""

    def __init__(
        self,
        sequences: Iterable[Sequence[str]],
        expansions: Mapping[str, Sequence[str]],
        common: Iterable[str] = (),
    ) -> None:
        """Counts the words.

        Args:
            sequences: normalised words of every text of the knowledge, of its lexicon entries too.
            expansions: abbreviations and chat spellings, in lower case, with what they stand for.
            common: words that every question uses (stop and question words), counted more.
        """
        self._words: Counter[str] = Counter()
        self._pairs: Counter[tuple[str, str]] = Counter()
        for sequence in sequences:
            words = [word for word in sequence if not is_abbreviation(word, expansions)]
            self._words.update(words)
            self._pairs.update(pairwise(sequence))
        for word in common:
            self._words[word] += 25
        self._total = sum(self._words.values()) or 1
        self._by_fold: dict[str, list[str]] = defaultdict(list)
        for word in self._words:
            self._by_fold[fold(word)].append(word)
        self._expansions: dict[str, list[tuple[str, ...]]] = {}
        self._expansions_by_fold: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for short, meant in expansions.items():
            readings = [tuple(term.text for term in cut_terms(text)) for text in meant]
            key = " ".join(term.text for term in cut_terms(short))
            self._expansions[key] = readings
            self._expansions_by_fold[fold(key)] += readings
        self._longest_spelling = max((key.count(" ") + 1 for key in self._expansions), default=1)
        self._deletions: dict[str, list[str]] | None = None
        self._skeletons: dict[str, list[str]] | None = None
        self._candidates = lru_cache(maxsize=16_384)(self._find_candidates)
        self._pair_cost = lru_cache(maxsize=65_536)(self._find_pair_cost)

    def knows(self, word: str, following: str | None = None) -> bool:
        """Whether the knowledge uses a normalised word, or two of them one behind the other."""
        return word in self._words if following is None else (word, following) in self._pairs

    def is_chat(self, terms: Sequence[Term]) -> bool:
        """Whether a text was typed as in a chat: without any diacritics, or with abbreviations."""
        return is_bare(terms) or any(is_abbreviation(term.text, self._expansions) for term in terms)

    def read(self, text: str) -> tuple[Sequence[Term], list[Word]]:
        """Cuts a text into terms and reads them as words."""
        terms = cut_terms(text)
        if not terms:
            return terms, []
        has_no_marks = all(term.text == term.folded for term in terms)
        in_english = has_no_marks and is_english(terms)
        lattice = []
        firsts = []  # the term each column of the lattice starts with
        at = 0
        while at < len(terms):
            length, meant = self._fixed_spelling(terms, at)
            firsts.append(at)
            candidates = [(words, _SPELLING) for words in meant] or self._candidates(terms[at].text, has_no_marks)
            typed = " ".join(term.text for term in terms[at : at + length])
            lattice.append(_as_english(typed, candidates) if in_english else _as_vietnamese(candidates))
            at += length
        return terms, self._cheapest(terms, lattice, firsts)

    def _fixed_spelling(self, terms: Sequence[Term], at: int) -> tuple[int, list[tuple[str, ...]]]:
        """The longest listed spelling of several words that starts at a term, as (terms it takes, its meanings)."""
        for length in range(min(self._longest_spelling, len(terms) - at), 1, -1):
            meant = self._expansions.get(" ".join(term.text for term in terms[at : at + length]))
            if meant:
                return length, meant
        return 1, []

    def _cheapest(
        self,
        terms: Sequence[Term],
        lattice: list[list[tuple[tuple[str, ...], float]]],
        firsts: list[int],
    ) -> list[Word]:
        pair_cost = self._pair_cost
        ways: list[_Way] = [_Way(0.0, ("",), 0.0, None)]
        for candidates in lattice:
            least = min(way.total for way in ways) + _BEAM
            kept = [(way.total, way.words[-1], way) for way in ways if way.total <= least]
            ways = []
            for words, cost in candidates:
                best, before = math.inf, None
                for so_far, last, way in kept:
                    total = so_far + pair_cost(last, words[0])
                    if total < best:
                        best, before = total, way
                inner = cost + sum(pair_cost(a, b) for a, b in pairwise(words))
                ways.append(_Way(best + inner, words, cost, before))
        chosen = min(ways, key=lambda way: way.total)
        words_read: list[Word] = []
        for first in reversed(firsts):
            typed = chosen.words == (terms[first].text,)
            words_read += [Word(w, fold(w), first, chosen.cost, typed) for w in reversed(chosen.words)]
            chosen = chosen.before or chosen
        return words_read[::-1]

    def _find_pair_cost(self, first: str, second: str) -> float:
        single = (self._words.get(second, 0) + 0.1) / (self._total + 1)
        together = self._pairs.get((first, second), 0)
        seen = self._words.get(first, 0)
        share = together / seen if seen else 0.0
        return -_PAIR_WEIGHT * math.log(0.6 * share + 0.4 * single)

    def _find_candidates(self, word: str, is_bare: bool) -> list[tuple[tuple[str, ...], float]]:  # noqa: FBT001
        if word in _ROMAN or (word[0].isdigit() and not word[-1].isalpha()):
            return [((word,), 0.0)]
        found: dict[tuple[str, ...], float] = {}

        def offer(words: tuple[str, ...], cost: float) -> None:
            if words and cost < found.get(words, math.inf):
                found[words] = cost

        folded, is_valid = fold(word), is_syllable(word)
        self._offer_spellings(word, folded, offer)
        for same in self._by_fold.get(folded, ()):
            surcharge = _KNOWN_CHANGED if word not in {folded, same} and word in self._words else 0.0
            offer((same,), self._diacritics_cost(word, same, is_bare=is_bare) + surcharge)
        if stem(word) in self._words:
            offer((word,), _KNOWN_WORD_KEPT)
        else:
            offer((word,), _SYLLABLE_KEPT if is_valid else _STRANGER_KEPT)
        if folded.isalpha() and not _VOWELS & set(folded):
            self._offer_skeletons(folded, offer)
        if is_valid:
            self._offer_sounds(word, offer)
        if min(found.values(), default=math.inf) > 1:
            self._offer_slips(folded, offer, is_valid=is_valid)
            self._offer_split(folded, offer)
        ranked = sorted(found.items(), key=lambda item: (item[1], -self._words.get(item[0][0], 0)))
        return ranked[:_MAX_CANDIDATES]

    def _offer_spellings(self, word: str, folded: str, offer: Offer) -> None:
        """What abbreviations, chat spellings and the keys of an input method that was off stand for."""
        is_known = word in self._words
        for meant in self._expansions.get(word, ()):
            offer(meant, _SPELLING + (1.0 if is_known else 0.0))
        if is_known:
            return
        if folded != word and not is_syllable(word):
            for meant in self._expansions_by_fold.get(folded, ()):
                offer(meant, _SPELLING + 0.8)
        if decoded := decode_keys(word):
            offer((decoded,), _DECODED if decoded in self._words else _DECODED + _SYLLABLE_KEPT)

    def _diacritics_cost(self, typed: str, known: str, *, is_bare: bool) -> float:
        if typed == known:
            return _KNOWN_WORD_KEPT
        if typed == fold(typed):  # nothing was typed: in a bare question that says nothing, elsewhere a little
            return 0.0 if is_bare else _DIACRITICS_ADDED + (_KNOWN_BARE if typed in self._words else 0.0)
        base, tone = split_tone(typed)
        known_base, known_tone = split_tone(known)
        if base != known_base:
            return _SHAPE_CHANGED
        return _HOOK_TILDE if {tone, known_tone} == {_HOOK, _TILDE} else _TONE_CHANGED

    def _offer_slips(self, folded: str, offer: Offer, *, is_valid: bool) -> None:
        if not 1 < len(folded) <= _LONGEST_SLIPPED:  # one letter can become anything, a long run nothing
            return
        if len(folded) == 2 and not _VOWELS & set(folded):  # noqa: PLR2004  two consonants abbreviate two words
            return
        if self._deletions is None:
            self._deletions = _index_deletions(self._by_fold)
        near = set(self._deletions.get(folded, ()))
        for shorter in _deletions(folded):
            near.update(self._deletions.get(shorter, ()))
        for other in near:
            distance = slip_distance(folded, other) if other != folded else 9.0
            if distance > _LARGEST_SLIP or distance > 0.34 * max(len(folded), len(other)) + 0.35:
                continue
            for word in self._by_fold[other]:
                offer((word,), _SLIP * distance + (_SLIP_FROM_SYLLABLE if is_valid else 0.0))

    def _offer_skeletons(self, folded: str, offer: Offer) -> None:
        """Syllables written without their vowels: vc for việc, trg for trong."""
        if self._skeletons is None:
            self._skeletons = defaultdict(list)
            for word, count in self._words.most_common():
                if count > 1 and word.isalpha() and is_syllable(word):
                    self._skeletons["".join(c for c in fold(word) if c not in _VOWELS)].append(word)
        for word in self._skeletons.get(folded, ())[:_MAX_CANDIDATES]:
            offer((word,), _SKELETON)

    def _offer_sounds(self, word: str, offer: Offer) -> None:
        """What a word sounds like to its writer: huân trương for huân chương."""
        for heard in sound_alikes(word):
            if heard in self._words:
                offer((heard,), _HEARD + (_KNOWN_CHANGED if word in self._words else 0.0))

    def _offer_split(self, folded: str, offer: Offer) -> None:
        """Two words typed without a space between them."""
        if not _SHORTEST_TO_SPLIT <= len(folded) <= _LONGEST_TO_SPLIT or not folded.isalpha():
            return
        for at in range(2, len(folded) - 1):
            for first in self._by_fold.get(folded[:at], ()):
                for second in self._by_fold.get(folded[at:], ()):
                    if (first, second) in self._pairs:
                        offer((first, second), _SPLIT)


def _as_english(term: str, candidates: Sequence[tuple[tuple[str, ...], float]]) -> list[tuple[tuple[str, ...], float]]:
    """Of the readings of a term those that English can have: nice is not nịch, and them not thêm; Soc Trang stays."""
    kept = []
    for words, cost in candidates:
        text = " ".join(words)
        is_name = fold(text) == term and term not in LITTLE_ENGLISH_WORDS
        is_slip = text.isascii() and not is_syllable(text)
        if text == term or is_slip or is_name:
            kept.append((words, cost))
    return kept or [(tuple(term.split()), _STRANGER_KEPT)]


def _as_vietnamese(candidates: list[tuple[tuple[str, ...], float]]) -> list[tuple[tuple[str, ...], float]]:
    """The readings of a term in a text that is not English: `the` is thẻ or thế there."""
    if not any(words[0] in LITTLE_ENGLISH_WORDS for words, _ in candidates):
        return candidates
    return [(words, cost + (_ENGLISH_WORD if words[0] in LITTLE_ENGLISH_WORDS else 0.0)) for words, cost in candidates]


def _deletions(word: str) -> set[str]:
    return {word[:i] + word[i + 1 :] for i in range(len(word))}


def _index_deletions(words: Iterable[str]) -> dict[str, list[str]]:
    """Every word under itself and under itself with one letter dropped (symmetric deletion, SymSpell, W. Garbe)."""
    index: dict[str, list[str]] = defaultdict(list)
    for word in words:
        if len(word) > 1 and not word[0].isdigit():
            index[word].append(word)
            for shorter in _deletions(word):
                index[shorter].append(word)
    return index
