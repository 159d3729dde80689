"""Sets the weights and cut-offs of the decision from question sets: a multinomial logit, cross-validated by fact."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import minimize

from knowledge.answering.dialogue import resolve
from knowledge.answering.evidence import FEATURES
from knowledge.answering.locating import asking_parts
from knowledge.evaluating import holds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from knowledge.base import KnowledgeBase

    Vector = NDArray[np.float64]

WEIGHTS_FILE = Path(__file__).parent / "answering" / "weights.json"
_FOLDS, _SEED = 5, 1
_PENALTY = 0.0002  # of the squared weights; chosen by cross-validation among 0.00002 … 0.02
_MOST_FALSE = 2.1  # percent of the negative sets, most of them near the subject: what the project allows there
_MOST_FOREIGN = 0.5  # percent of the questions on other matters altogether
_OFFER_FROM = 0.6  # of the cut-off for answering: between the two a choice is offered, which claims nothing
_LONGEST_ANSWER, _LONGEST_LIST = 260, 700


@dataclass(frozen=True, slots=True)
class Example:
    """One question with the features of its candidates, and which of them answer it."""

    fact: str
    features: Vector
    """(candidates, features)"""
    is_right: Vector
    """(candidates,), 1 where the record answers the question; all 0 where none does."""
    is_foreign: bool = False
    """Whether it asks for something that has nothing to do with the knowledge."""

    @property
    def is_negative(self) -> bool:
        """Whether no candidate answers it."""
        return not self.is_right.any()


def gather(base: KnowledgeBase, rows: Sequence[dict[str, Any]]) -> list[Example]:
    """Computes the features of the candidates of every question (rows as in `tests/questions`, small talk left out).

    A question that should be answered but has no right candidate teaches nothing and is left out.
    """
    examples = []
    for row in rows:
        if row.get("style") == "multi":
            continue
        previous = row.get("prev") or []
        text = " ".join(asking_parts(row["q"], base.analyst))
        resolved = resolve(text, [previous] if isinstance(previous, str) else previous, base.analyst)
        asked = resolved.completions[0] if resolved.completions else resolved.alone
        matches = [match for match in base.matcher.match(asked) if not match.vetoes]
        if not matches:
            continue
        is_found = "all_of" in row
        is_right = [is_found and _answers(base.matcher.entry(match).record.answer, row) for match in matches]
        if is_found and not any(is_right):
            continue
        features = np.array([[match.features[name] for name in FEATURES] for match in matches])
        examples.append(
            Example(
                row.get("fact", row["q"]), features, np.array(is_right, dtype=float), row.get("kind") == "offdomain"
            )
        )
    return examples


def _answers(answer: str, row: dict[str, Any]) -> bool:
    longest = _LONGEST_LIST if len(row["all_of"]) > 1 else _LONGEST_ANSWER
    return len(answer) <= longest and holds([answer], row)


def fit(examples: Sequence[Example]) -> Vector:
    """The weights of the greatest penalised likelihood; "none of the candidates" is a choice of score 0.

    Signs are held: evidence for a record never counts against it, nor the other way round (see FEATURES).
    """
    features = np.concatenate([example.features for example in examples])
    right = np.concatenate([example.is_right for example in examples])
    sizes = [len(example.features) for example in examples]
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(int)
    group = np.repeat(np.arange(len(examples)), sizes)
    negative = np.array([example.is_negative for example in examples])

    def loss(weights: Vector) -> tuple[float, Vector]:
        scores = features @ weights
        largest = np.maximum(np.maximum.reduceat(scores, starts), 0)
        odds = np.exp(scores - largest[group])
        none = np.exp(-largest)
        total = np.bincount(group, odds, len(examples)) + none
        good = np.maximum(np.where(negative, none, np.bincount(group, odds * right, len(examples))), 1e-300)
        share = odds / total[group]
        wanted = np.where(negative[group], 0, odds * right / good[group])
        penalty = weights.copy()
        penalty[0] = 0  # the first feature is the bias
        value = -np.log(good / total).mean() + _PENALTY * penalty @ penalty / 2
        return float(value), (share - wanted) @ features / len(examples) + _PENALTY * penalty

    bounds = [{1: (0, None), -1: (None, 0), 0: (None, None)}[feature.sign] for feature in FEATURES.values()]
    found = minimize(loss, np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B", bounds=bounds)
    return np.asarray(found.x, dtype=np.float64)


def probabilities(example: Example, weights: Vector) -> Vector:
    """The probability of each candidate to be what was asked for; what is missing to 1 is that none is."""
    scores = example.features @ weights
    largest = max(float(scores.max()), 0.0)
    odds = np.exp(scores - largest)
    return np.asarray(odds / (odds.sum() + np.exp(-largest)), dtype=np.float64)


def cross_validate(examples: Sequence[Example]) -> list[tuple[Example, Vector]]:
    """Every example with the probabilities that the others' weights give it; questions of one fact stay together."""
    facts = sorted({example.fact for example in examples})
    random.Random(_SEED).shuffle(facts)  # noqa: S311  no secret: the same folds every time
    fold = {fact: number % _FOLDS for number, fact in enumerate(facts)}
    judged = []
    for number in range(_FOLDS):
        weights = fit([example for example in examples if fold[example.fact] != number])
        judged += [(e, probabilities(e, weights)) for e in examples if fold[e.fact] == number]
    return judged


@dataclass(frozen=True, slots=True)
class Asked:
    """How many questions were asked, those without any candidate too: what the shares are of."""

    found: int
    near: int
    foreign: int

    @classmethod
    def count(cls, rows: Sequence[dict[str, Any]]) -> Asked:
        """Counts the rows of question sets, those of two facts in one left out."""
        found = sum("all_of" in row and row.get("style") != "multi" for row in rows)
        foreign = sum(row.get("kind") == "offdomain" for row in rows)
        return cls(found, sum("all_of" not in row for row in rows) - foreign, foreign)


def choose_cutoffs(judged: Sequence[tuple[Example, Vector]], asked: Asked) -> dict[str, float]:
    """The cut-offs with most right answers, among those that keep false answers below their ceilings."""
    best, chosen = -np.inf, (0.9, 0.5)
    for answer in np.arange(0.3, 0.91, 0.02):
        for share in np.arange(0.45, 0.71, 0.05):
            cutoffs = {"answer": round(float(answer), 2), "share": round(float(share), 2)}
            figures = summarise(judged, cutoffs, asked)
            value = figures["right"] - figures["wrong"]
            is_honest = figures["false"] <= _MOST_FALSE and figures["foreign"] <= _MOST_FOREIGN
            if is_honest and value > best:
                best, chosen = value, (cutoffs["answer"], cutoffs["share"])
    return {"answer": chosen[0], "offer": round(chosen[0] * _OFFER_FROM, 2), "share": chosen[1]}


def _worth(example: Example, chances: Vector, answer: float, share: float) -> float:
    top = int(chances.argmax())
    if chances.sum() < answer or chances[top] < share * chances.sum():
        return 0.0
    return 1.0 if example.is_right[top] else -1.0


def summarise(judged: Sequence[tuple[Example, Vector]], cutoffs: dict[str, float], asked: Asked) -> dict[str, float]:
    """Shares in percent.

    Right and wrong are of the questions that have an answer, false of those near the knowledge that have none, foreign
    of those on other matters altogether.
    """
    worth = [(e, _worth(e, p, cutoffs["answer"], cutoffs["share"])) for e, p in judged]
    found = [value for example, value in worth if not example.is_negative]
    near = sum(value < 0 for example, value in worth if example.is_negative and not example.is_foreign)
    foreign = sum(value < 0 for example, value in worth if example.is_foreign)
    return {
        "right": round(100 * sum(value > 0 for value in found) / max(asked.found, 1), 1),
        "wrong": round(100 * sum(value < 0 for value in found) / max(asked.found, 1), 1),
        "false": round(100 * near / max(asked.near, 1), 1),
        "foreign": round(100 * foreign / max(asked.foreign, 1), 1),
    }


def calibration(judged: Sequence[tuple[Example, Vector]], bins: int = 10) -> list[tuple[float, float, int]]:
    """A reliability diagram as numbers: mean probability of the best candidate, share of right ones, how many."""
    tops = [(float(p.max()), bool(e.is_right[int(p.argmax())])) for e, p in judged]
    rows = []
    for number in range(bins):
        low, high = number / bins, (number + 1) / bins
        inside = [(p, right) for p, right in tops if low <= p < high or (high == 1 and p == 1)]
        if inside:
            mean = sum(p for p, _ in inside) / len(inside)
            rows.append((round(mean, 3), round(sum(right for _, right in inside) / len(inside), 3), len(inside)))
    return rows


def tune(base: KnowledgeBase, rows: Sequence[dict[str, Any]], file: Path = WEIGHTS_FILE) -> dict[str, Any]:
    """Fits, cross-validates and writes the weights file; returns the report."""
    examples = gather(base, rows)
    judged = cross_validate(examples)
    asked = Asked.count(rows)
    cutoffs = choose_cutoffs(judged, asked)
    weights = {name: round(float(value), 4) for name, value in zip(FEATURES, fit(examples), strict=True)}
    file.write_text(json.dumps({"cutoffs": cutoffs, "weights": weights}, indent=2) + "\n", encoding="utf-8")
    report = summarise(judged, cutoffs, asked)
    return {"questions": len(examples), **report, "cutoffs": cutoffs, "calibration": calibration(judged)}
