"""Tells questions that the records answer from those they do not, by the words that come together in a question."""

from __future__ import annotations

import math
from collections import Counter
from functools import lru_cache
from itertools import chain, combinations, product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LEAST_TEXTS = 300  # on either side; from fewer nothing can be learned that holds for what nobody has asked yet
_MOST_WORDS = 16  # of a text that are paired; longer ones are stories
_STEEPNESS = 0.3  # of the scale on which it is told: a log-odds of 3 is about two thirds of the way
_REMEMBERED = 64
_WORDS = {"w:", "c:", "n:"}
_NO_KIND = "t:"


class GapModel:
    """How far a question looks like one that the records are known not to answer.

    Naive Bayes asks which fact is meant, word by word; this asks whether any is, and learns from what comes together:
    `thẻ` and `bao nhiêu` are the records', `thẻ` and `đổi` are not. A logistic regression over the terms of a text and
    all pairs of its words (see `learning.fit_weights`).

    Args:
        answered: the terms of each phrasing of the records (see `classifying.terms_of`).
        unanswered: the terms of each known gap.
    """

    def __init__(self, answered: Sequence[Sequence[str]], unanswered: Sequence[Sequence[str]]) -> None:
        self._is_taught = min(len(answered), len(unanswered)) >= _LEAST_TEXTS
        self._weights = _learn(answered, unanswered) if self._is_taught else {}
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._liken_anew)

    def likeness(self, terms: tuple[str, ...]) -> float:
        """How far a question looks like a known gap and not like what the records answer, 0…1.

        A half where it looks like neither; nothing where there were too few texts to learn from.
        """
        return self._remembered(terms) if self._is_taught else 0.0

    def _liken_anew(self, terms: tuple[str, ...]) -> float:
        weights = self._weights
        known = [weights[term] for term in _with_pairs(terms) if term in weights]
        odds = sum(known) / math.sqrt(len(known)) if known else 0.0
        return (1 - math.tanh(_STEEPNESS * odds)) / 2


def _learn(answered: Sequence[Sequence[str]], unanswered: Sequence[Sequence[str]]) -> dict[str, float]:
    import numpy as np  # takes long to import, and is needed only here

    from knowledge.answering.learning import LEAST_SEEN, fit_weights

    texts = [*answered, *unanswered]
    seen = Counter(term for terms in texts for term in set(terms))
    # what a rare term makes with another is rarer still
    names = [_NO_KIND, *sorted(term for term, times in seen.items() if times >= LEAST_SEEN)]
    numbers = {name: number for number, name in enumerate(names)}
    rows = []
    for terms in texts:
        known = [numbers[term] for term in dict.fromkeys(terms) if term in numbers]
        words, kinds = _find_words(names[number] for number in known), _find_kinds(names[number] for number in known)
        word_numbers, kind_numbers = ([numbers[name] for name in found] for found in (words, kinds))
        pairs = combinations(word_numbers, 2), product(kind_numbers, word_numbers)
        coded = [(one + 1) * len(names) + other for one, other in chain(*pairs)]
        rows.append(np.array(known + coded, dtype=np.int64))
    sides = [True] * len(answered) + [False] * len(unanswered)
    weights = {}
    for feature, weight in fit_weights(rows, sides).items():
        first, last = divmod(feature, len(names))
        weights[_pair(names[first - 1], names[last]) if first else names[last]] = round(weight, 3)
    return weights


def _with_pairs(terms: Sequence[str]) -> list[str]:
    """Terms, with all pairs of the words and of a kind of answer and a word."""
    words, kinds = _find_words(terms), _find_kinds(terms)
    pairs = chain(combinations(words, 2), product(kinds, words))
    return [*dict.fromkeys(terms), *(_pair(one, other) for one, other in pairs)]


def _find_words(terms: Iterable[str]) -> list[str]:
    return sorted({term for term in terms if term[:2] in _WORDS and "|" not in term})[:_MOST_WORDS]


def _find_kinds(terms: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(term for term in terms if term.startswith(_NO_KIND))) or [_NO_KIND]


def _pair(one: str, other: str) -> str:
    return f"{one}&{other}"
