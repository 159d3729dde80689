"""Tells questions that the records answer from those they do not, by the words that come together in a question."""

from __future__ import annotations

import math
import random
from collections import Counter
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LEAST_SEEN = 4  # texts that hold a term
_LEAST_LEANING = 1.0  # nats by which it must lean to one side: what is asked of both alike only costs time
_SMOOTHING = 0.3
_LEAST_TEXTS = 300  # on either side; from fewer nothing can be learned that holds for what nobody has asked yet
_EPOCHS, _STEP, _SHRINKING, _SEED = 6, 0.4, 3e-6, 1
_MOST_WORDS = 16  # of a text that are paired; longer ones are stories
_STEEPNESS = 0.3  # of the scale on which it is told: a log-odds of 3 is about two thirds of the way
_REMEMBERED = 64
_FAR, _TOLD_APART = 30.0, 0.01  # log-odds that no exponential needs; a slope that teaches nothing more


class GapModel:
    """Logistic regression on whether a question is one of the records' or a known gap, by stochastic gradient descent.

    Naive Bayes asks which fact is meant, word by word; this asks whether any is, and learns from what comes together:
    `thẻ` and `bao nhiêu` are the records', `thẻ` and `đổi` are not. Every text is a vector of length 1 of its terms
    and of all pairs of its words. Steps are scaled by coordinate, after Duchi, Hazan & Singer (2011), "Adaptive
    Subgradient Methods for Online Learning and Stochastic Optimization".

    Args:
        answered: the terms of each phrasing of the records (see `classifying.terms_of`).
        unanswered: the terms of each known gap.
    """

    def __init__(self, answered: Iterable[Sequence[str]], unanswered: Iterable[Sequence[str]]) -> None:
        texts = [(_with_pairs(terms), 1.0) for terms in answered]
        texts += [(_with_pairs(terms), 0.0) for terms in unanswered]
        numbers = {term: number for number, term in enumerate(_find_telling(texts))}
        rows = [([numbers[term] for term in sorted(terms) if term in numbers], wanted) for terms, wanted in texts]
        answers = sum(wanted for _, wanted in texts)
        self._is_taught = min(answers, len(texts) - answers) >= _LEAST_TEXTS
        weights = _fit([row for row in rows if row[0]], len(numbers)) if self._is_taught else [0.0] * len(numbers)
        self._weights = {term: round(weights[number], 3) for term, number in numbers.items()}
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._liken_anew)

    def likeness(self, terms: tuple[str, ...]) -> float:
        """How far a question looks like a known gap and not like what the records answer, 0…1.

        A half where it looks like neither; nothing where there were too few texts to learn from.
        """
        return self._remembered(terms) if self._is_taught else 0.0

    def _liken_anew(self, terms: tuple[str, ...]) -> float:
        known = [self._weights[term] for term in _with_pairs(terms) if term in self._weights]
        odds = sum(known) / math.sqrt(len(known)) if known else 0.0
        return (1 - math.tanh(_STEEPNESS * odds)) / 2


def _with_pairs(terms: Sequence[str]) -> set[str]:
    """Terms, with all pairs of the words and of a word and a kind of answer."""
    words = sorted({term for term in terms if term[:2] in {"w:", "c:", "n:"} and "|" not in term})[:_MOST_WORDS]
    kinds = [term for term in terms if term.startswith("t:")] or ["t:"]
    pairs = (f"{one}&{other}" for one, other in combinations(words, 2))
    return {*terms, *pairs, *(f"{kind}&{word}" for kind in kinds for word in words)}


def _find_telling(texts: Sequence[tuple[set[str], float]]) -> list[str]:
    """The terms that are seen often enough and on one side more than on the other."""
    seen: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for terms, wanted in texts:
        seen[int(wanted)].update(terms)
    total = math.log(max(sum(seen[1].values()), 1) / max(sum(seen[0].values()), 1))
    found = []
    for term in seen[0].keys() | seen[1].keys():
        no, yes = seen[0][term], seen[1][term]
        leaning = math.log((yes + _SMOOTHING) / (no + _SMOOTHING)) - total
        if no + yes >= _LEAST_SEEN and abs(leaning) >= _LEAST_LEANING:
            found.append(term)
    return sorted(found)


def _fit(rows: list[tuple[list[int], float]], terms: int) -> list[float]:
    """The weights, both sides counting alike however many texts they have; the same for the same rows every time."""
    weights, squares = [0.0] * terms, [1e-8] * terms
    share = sum(wanted for _, wanted in rows) / len(rows)
    counts = {1.0: 0.5 / share, 0.0: 0.5 / (1 - share)}
    order = random.Random(_SEED)  # noqa: S311  no secret: the same order every time
    for _ in range(_EPOCHS):
        order.shuffle(rows)
        for numbers, wanted in rows:
            value = 1 / math.sqrt(len(numbers))
            odds = value * sum([weights[number] for number in numbers])
            slope = 1 / (1 + math.exp(-max(min(odds, _FAR), -_FAR))) - wanted
            if abs(slope) < _TOLD_APART:
                continue
            slope *= counts[wanted]
            for number in numbers:
                gradient = slope * value + _SHRINKING * weights[number]
                squares[number] += gradient * gradient
                weights[number] -= _STEP * gradient / math.sqrt(squares[number])
    return weights
