"""Decides between found, ambiguous and not found, from the candidates' scores against the chance that none is right."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.answering.evidence import Match


@dataclass(frozen=True, slots=True)
class Cutoffs:
    """Probabilities at which the policy changes its mind; set by `thidua evaluate --tune`."""

    answer: float
    """Least probability that any record is right, to answer."""
    offer: float
    """Least probability that any record is right, to offer a choice between the likeliest."""
    share: float
    """Least share of the best record in that probability; below it there is a choice to offer."""


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
    chance = chance_of_any(ranked)
    if not ranked or chance < cutoffs.offer:
        return "not_found"
    if chance >= cutoffs.answer and ranked[0].probability >= cutoffs.share * chance:
        return "answered"
    return "ambiguous" if len(ranked) > 1 else "not_found"


def chance_of_any(ranked: Sequence[Ranked]) -> float:
    """The probability that one of the candidates is what was asked for."""
    return sum(item.probability for item in ranked)
