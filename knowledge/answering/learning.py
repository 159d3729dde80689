"""Learns from which terms, and which of them together, a text of one side is known from one of the other."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

LEAST_SEEN = 4
"""Texts that must hold a feature."""
_LEAST_LEANING = 1.0  # nats by which it must lean to one side: what is said on both alike only costs time
_SMOOTHING = 0.3
_EPOCHS, _BATCH, _STEP, _SHRINKING, _SEED = 6, 64, 0.4, 3e-6, 1
_NEVER_STEPPED = 1e-8


def fit_weights(rows: Sequence[NDArray[np.int64]], wanted: Sequence[bool]) -> dict[int, float]:
    """Fits a logistic regression on whether a text is one of those wanted, both sides counting alike.

    Every text is a vector of length 1 of its features. Gradient descent in small batches, each coordinate with a step
    of its own, after Duchi, Hazan & Singer (2011), "Adaptive Subgradient Methods for Online Learning and Stochastic
    Optimization"; the same weights for the same texts every time.

    Args:
        rows: the numbers of the features of each text, each once, 1-d.
        wanted: whether it is of the side whose odds are told.

    Returns:
        The weight of each feature that tells the sides apart, in nats; nothing where there is only one side.
    """
    sides = np.array(wanted, dtype=bool)
    if sides.all() or not sides.any():
        return {}
    features, held = np.unique(np.concatenate(rows), return_inverse=True)
    row_of = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    is_telling = _find_telling(held, sides[row_of], len(features))
    is_kept = is_telling[held]
    held, row_of = held[is_kept], row_of[is_kept]
    weights = _descend(held, np.bincount(row_of, minlength=len(rows)), sides, len(features))
    return dict(zip(features[is_telling].tolist(), weights[is_telling].tolist(), strict=True))


def _find_telling(held: NDArray[np.int64], is_wanted: NDArray[np.bool_], features: int) -> NDArray[np.bool_]:
    """Whether each feature is seen often enough, and on one side more than on the other."""
    yes = np.bincount(held[is_wanted], minlength=features)
    no = np.bincount(held[~is_wanted], minlength=features)
    total = math.log(max(int(yes.sum()), 1) / max(int(no.sum()), 1))
    leaning = np.log((yes + _SMOOTHING) / (no + _SMOOTHING)) - total
    telling: NDArray[np.bool_] = (yes + no >= LEAST_SEEN) & (np.abs(leaning) >= _LEAST_LEANING)
    return telling


def _descend(
    held: NDArray[np.int64], lengths: NDArray[np.int64], sides: NDArray[np.bool_], features: int
) -> NDArray[np.float64]:
    weights = np.zeros(features)
    squares = np.full(features, _NEVER_STEPPED)
    starts = np.concatenate(([0], np.cumsum(lengths)))
    filled = np.flatnonzero(lengths)
    counts = np.where(sides, 0.5 / sides.mean(), 0.5 / (1 - sides.mean()))
    values = 1 / np.sqrt(np.maximum(lengths, 1))
    chance = np.random.default_rng(_SEED)
    for _ in range(_EPOCHS):
        for batch in np.array_split(chance.permutation(filled), max(len(filled) // _BATCH, 1)):
            numbers = np.concatenate([held[starts[row] : starts[row + 1]] for row in batch])
            rows = np.repeat(np.arange(len(batch)), lengths[batch])
            odds = values[batch] * np.bincount(rows, weights=weights[numbers], minlength=len(batch))
            slopes = counts[batch] * values[batch] * (1 / (1 + np.exp(-odds)) - sides[batch])
            touched, places = np.unique(numbers, return_inverse=True)
            gradient = np.bincount(places, weights=slopes[rows]) + _SHRINKING * weights[touched]
            squares[touched] += gradient * gradient
            weights[touched] -= _STEP * gradient / np.sqrt(squares[touched])
    return weights
