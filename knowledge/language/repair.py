"""Reads what was typed as the words that were meant: diacritics, teencode, Telex residue and slips of the finger.

A noisy channel: each term gets the words it may stand for, each with a cost; the cheapest way through, by word pairs
that the knowledge itself uses, is the reading (Viterbi). Nothing is repaired to a word the knowledge does not know.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from knowledge.language.candidates import SPELLING, STRANGER_KEPT, CandidateFinder
from knowledge.language.normalizing import Term, cut_terms, fold
from knowledge.language.styles import LITTLE_ENGLISH_WORDS, is_abbreviation, is_bare, is_english
from knowledge.language.syllables import is_syllable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from knowledge.language.candidates import Candidate

_ENGLISH_WORD = 1.0  # nats, in a text that is not English
_PAIR_WEIGHT = 0.45
_BEAM = 4.0  # so far behind the cheapest a way is given up; 3 already reads 2,212 questions of the own sets the same


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
        self._candidates = CandidateFinder(self._words, self._pairs, expansions)
        self._pair_cost = lru_cache(maxsize=65_536)(self._find_pair_cost)
        self._find_candidates = lru_cache(maxsize=16_384)(self._find_vietnamese)

    def knows(self, word: str, following: str | None = None) -> bool:
        """Whether the knowledge uses a normalised word, or two of them one behind the other."""
        return word in self._words if following is None else (word, following) in self._pairs

    def is_chat(self, terms: Sequence[Term]) -> bool:
        """Whether a text was typed as in a chat: without any diacritics, or with abbreviations."""
        return is_bare(terms) or any(is_abbreviation(term.text, self._candidates.expansions) for term in terms)

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
            length, meant = self._candidates.fixed_spelling(terms, at)
            firsts.append(at)
            if in_english:
                typed = " ".join(term.text for term in terms[at : at + length])
                found = self._candidates.find(terms[at].text, has_no_marks)
                lattice.append(_as_english(typed, [(words, SPELLING) for words in meant] or found))
            elif meant:
                lattice.append(_as_vietnamese([(words, SPELLING) for words in meant]))
            else:
                lattice.append(self._find_candidates(terms[at].text, has_no_marks))
            at += length
        return terms, self._cheapest(terms, lattice, firsts)

    def _find_vietnamese(self, term: str, has_no_marks: bool) -> list[Candidate]:  # noqa: FBT001
        return _as_vietnamese(self._candidates.find(term, has_no_marks))

    def _cheapest(
        self,
        terms: Sequence[Term],
        lattice: list[list[Candidate]],
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
                inner = sum(pair_cost(a, b) for a, b in pairwise(words)) if len(words) > 1 else 0.0
                ways.append(_Way(best + cost + inner, words, cost, before))
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


def _as_english(term: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Of the readings of a term those that English can have: nice is not nịch, and them not thêm; Soc Trang stays."""
    kept = []
    for words, cost in candidates:
        text = " ".join(words)
        is_name = fold(text) == term and term not in LITTLE_ENGLISH_WORDS
        is_slip = text.isascii() and not is_syllable(text)
        if text == term or is_slip or is_name:
            kept.append((words, cost))
    return kept or [(tuple(term.split()), STRANGER_KEPT)]


def _as_vietnamese(candidates: list[Candidate]) -> list[Candidate]:
    """The readings of a term in a text that is not English: `the` is thẻ or thế there."""
    if not any(words[0] in LITTLE_ENGLISH_WORDS for words, _ in candidates):
        return candidates
    return [(words, cost + (_ENGLISH_WORD if words[0] in LITTLE_ENGLISH_WORDS else 0.0)) for words, cost in candidates]
