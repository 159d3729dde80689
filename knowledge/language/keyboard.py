"""Edit distance between folded words, weighted by how fingers slip on a keyboard."""

from __future__ import annotations

from functools import lru_cache

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_OFFSETS = (0.0, 0.25, 0.75)  # how far each row is shifted, in key widths


def _neighbours() -> frozenset[tuple[str, str]]:
    places = {key: (row, column + _OFFSETS[row]) for row, keys in enumerate(_ROWS) for column, key in enumerate(keys)}
    return frozenset(
        (a, b)
        for a, (row_a, column_a) in places.items()
        for b, (row_b, column_b) in places.items()
        if a != b and abs(row_a - row_b) <= 1 and abs(column_a - column_b) <= 1
    )


_NEIGHBOURS = _neighbours()
_NEAR, _FAR, _SWAP, _DOUBLE, _DROP, _FIRST = 0.7, 1.1, 0.7, 0.6, 0.9, 0.25


@lru_cache(maxsize=131_072)
def slip_distance(typed: str, meant: str) -> float:
    """Distance from what was typed to what was meant: Damerau-Levenshtein (optimal string alignment), weighted.

    A neighbouring key costs 0.7, another letter 1.1, swapped letters 0.7, a doubled letter 0.6, a missing or a
    superfluous letter 0.9; a slip in the first letter 0.25 more, for people look at it.

    Args:
        typed: folded letters as typed.
        meant: folded letters of a known word.
    """
    rows, columns = len(typed), len(meant)
    before: list[float] = []
    above = [column * _DROP + (_FIRST if column else 0) for column in range(columns + 1)]
    for row in range(1, rows + 1):
        letter = typed[row - 1]
        current = [row * _DROP + _FIRST]
        for column in range(1, columns + 1):
            wanted = meant[column - 1]
            extra = _FIRST if row == 1 and column == 1 else 0.0
            if letter == wanted:
                best = above[column - 1]
            else:
                best = above[column - 1] + (_NEAR if (letter, wanted) in _NEIGHBOURS else _FAR) + extra
            superfluous = _DOUBLE if row > 1 and letter == typed[row - 2] else _DROP
            missing = _DOUBLE if column > 1 and wanted == meant[column - 2] else _DROP
            best = min(best, above[column] + superfluous, current[column - 1] + missing)
            if row > 1 and column > 1 and letter == meant[column - 2] and typed[row - 2] == wanted:
                best = min(best, before[column - 2] + _SWAP + (_FIRST if row == 2 else 0.0))  # noqa: PLR2004
            current.append(best)
        before, above = above, current
    return above[columns]
