"""Decides between found, ambiguous and not found, from the candidates' scores against the chance that none is right."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.answering.matching import Match


@dataclass(frozen=True, slots=True)
class Cutoffs:
    """Probabilities at which the policy changes its mind; set by `thidua evaluate --tune`."""

    answer: float = 0.5
    """Least probability of the best record to be answered."""
    choice: float = 0.5
    """Least probability that one of the best few is right, to offer a choice between them."""
    margin: float = 0.1
    """Least lead of the best record over the second, in probability."""


@dataclass(slots=True)
class Ranked:
    """A candidate with its probability of being what was asked for."""

    match: Match
    probability: float


def rank(matches: Sequence[Match]) -> list[Ranked]:
    """Turns scores into probabilities: a multinomial logit in which "none of them" has score 0.

    Candidates with a veto take no part: the probability is shared among the others and "none".
    """
    allowed = [match for match in matches if not match.vetoes]
    largest = max((match.score for match in allowed), default=0.0)
    largest = max(largest, 0.0)
    weights = [math.exp(match.score - largest) for match in allowed]
    total = sum(weights) + math.exp(-largest)
    ranked = [Ranked(match, weight / total) for match, weight in zip(allowed, weights, strict=True)]
    ranked.sort(key=lambda item: -item.probability)
    return ranked


def decide(ranked: Sequence[Ranked], cutoffs: Cutoffs) -> str:
    """One of answered, ambiguous, not_found."""
    if not ranked:
        return "not_found"
    best = ranked[0].probability
    second = ranked[1].probability if len(ranked) > 1 else 0.0
    if best >= cutoffs.answer and best - second >= cutoffs.margin:
        return "answered"
    if sum(item.probability for item in ranked[:4]) >= cutoffs.choice and best < 1.0:
        return "ambiguous" if second > 0.15 * best else ("answered" if best >= cutoffs.answer else "not_found")
    return "not_found"
