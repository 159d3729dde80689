"""A message of the Bot API as text for the terminal: bold, quotes, links and numbered buttons."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Cell = tuple[str, frozenset[str]]
"""One character and the kinds of entities it is in."""

QUOTE_BAR = "│ "
_QUOTES = frozenset({"blockquote", "expandable_blockquote"})
_ANSI = {"bold": "1", "italic": "3", "underline": "4", "strikethrough": "9"}


def render_message(message: dict[str, Any], *, is_styled: bool, width: int | None) -> str:
    """Render text and buttons.

    Args:
        message: As the Bot API shows it.
        is_styled: Whether the terminal understands ANSI sequences.
        width: Where to break lines; None leaves them as long as they are.
    """
    lines = []
    for line in _lines(_cells(message.get("text", ""), message.get("entities", ()))):
        is_quote = any(kinds & _QUOTES for _, kinds in line)
        bar = QUOTE_BAR if is_quote else ""
        lines += [bar + _style(part, is_styled=is_styled) for part in _wrap(line, width and width - len(bar))]
    lines += render_buttons(message)
    return "\n".join(lines)


def render_buttons(message: dict[str, Any]) -> list[str]:
    """Render the buttons, a line for each row, numbered from 1."""
    numbers = iter(range(1, len(list_buttons(message)) + 1))
    return [
        "  " + "   ".join(f"[{next(numbers)}] {button['text']}" for button in row)
        for row in message.get("reply_markup", {}).get("inline_keyboard", ())
        if row
    ]


def list_buttons(message: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the buttons in the order of their numbers."""
    return [button for row in message.get("reply_markup", {}).get("inline_keyboard", ()) for button in row]


def _cells(text: str, entities: Iterable[dict[str, Any]]) -> list[Cell]:
    units = text.encode("utf-16-le", "surrogatepass")
    kinds: list[set[str]] = [set() for _ in text]
    links: list[tuple[int, str]] = []
    for entity in entities:
        start = _code_points(units, entity["offset"])
        end = _code_points(units, entity["offset"] + entity["length"])
        for each in kinds[start:end]:
            each.add(entity["type"])
        if entity["type"] == "text_link" and entity["url"] != text[start:end]:
            links.append((end, f" ({entity['url']})"))
    cells: list[Cell] = [(_visible(char), frozenset(kind)) for char, kind in zip(text, kinds, strict=True)]
    for at, address in sorted(links, reverse=True):
        around = cells[at - 1][1] - _ANSI.keys() if at else frozenset()
        cells[at:at] = [(char, around) for char in address]
    return cells


def _code_points(units: bytes, offset: int) -> int:
    return len(units[: offset * 2].decode("utf-16-le", "replace"))


def _visible(char: str) -> str:
    """Keep control characters from steering the terminal."""
    return char if char == "\n" or char.isprintable() or char.isspace() else "�"


def _lines(cells: list[Cell]) -> Iterator[list[Cell]]:
    line: list[Cell] = []
    for cell in cells:
        if cell[0] == "\n":
            yield line
            line = []
        else:
            line.append(cell)
    yield line


def _wrap(line: list[Cell], width: int | None) -> Iterator[list[Cell]]:
    """Break a line at its spaces, or anywhere in a word that is longer than the line."""
    while width and len(line) > width:
        spaces = [at for at in range(1, width + 1) if line[at][0] == " "]
        at = spaces[-1] if spaces else width
        yield line[:at]
        line = line[at + 1 :] if spaces else line[at:]
    yield line


def _style(line: list[Cell], *, is_styled: bool) -> str:
    if not is_styled:
        return "".join(char for char, _ in line)
    parts = []
    for kinds, cells in groupby(line, key=lambda cell: cell[1]):
        text = "".join(char for char, _ in cells)
        codes = ";".join(code for kind, code in _ANSI.items() if kind in kinds)
        parts.append(f"\x1b[{codes}m{text}\x1b[0m" if codes else text)
    return "".join(parts)
