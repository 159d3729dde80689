"""Takes apart what answers no more, piece by piece: its memory given back at once would stop everyone for a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knowledge.packing import REMEMBERING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIECE = 2048
"""Values given back in one go."""


def take_apart(owner: object) -> Iterator[None]:
    """Empty an object of this package and those it holds, pausing after each piece; they are of no use then.

    Methods that remember their results go first: they hold their owners in a circle, which only a search for garbage
    would find, and that stops everyone too.
    """
    seen: set[int] = set()
    waiting = [owner]
    while waiting:
        held = waiting.pop()
        if id(held) in seen or not type(held).__module__.startswith("knowledge."):
            continue
        seen.add(id(held))
        for name, value in list(getattr(held, "__dict__", {}).items()):
            if isinstance(value, REMEMBERING):
                delattr(held, name)
            elif type(value) is dict or type(value) is list:
                yield from _empty(value)
            else:
                waiting.append(value)


def _empty(table: dict[Any, Any] | list[Any]) -> Iterator[None]:
    while len(table) > _PIECE:
        for _ in range(_PIECE):
            if isinstance(table, dict):
                table.popitem()
            else:
                table.pop()
        yield
