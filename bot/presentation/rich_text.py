"""Rich text: runs of plain text with their styles, escaped only when it becomes HTML, split to Telegram's limit."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import takewhile
from typing import Literal, Self

MESSAGE_LIMIT = 4096
"""Telegram's limit in UTF-16 code units; kept for the HTML itself, which is never shorter than what is shown."""

Style = Literal["b", "i", "u", "quote", "folded"]
"""``quote`` stands open; ``folded`` is a quote that Telegram shortens until it is tapped."""

_TAGS: dict[Style, tuple[str, str]] = {
    "b": ("<b>", "</b>"),
    "i": ("<i>", "</i>"),
    "u": ("<u>", "</u>"),
    "quote": ("<blockquote>", "</blockquote>"),
    "folded": ("<blockquote expandable>", "</blockquote>"),
}
_BREAKS = ("\n", ". ", "; ", ", ", " ")


@dataclass(frozen=True, slots=True)
class _Run:
    text: str
    styles: tuple[Style, ...]

    def frame(self) -> int:
        """What the run's tags cost at most, were they opened and closed for this run alone."""
        return sum(len(tag) for style in self.styles for tag in _TAGS[style])


class RichText:
    """Text under construction: add runs, then take it as pages of Telegram HTML."""

    def __init__(self) -> None:
        self._runs: list[_Run] = []

    def add(self, text: str, *styles: Style) -> Self:
        """Append a run; ``styles`` go from the outermost to the innermost."""
        if text:
            self._runs.append(_Run(text, styles))
        return self

    def line(self, text: str = "", *styles: Style) -> Self:
        """Append a run and end the line."""
        return self.add(text, *styles).add("\n")

    def extend(self, other: RichText) -> Self:
        """Append all runs of another rich text."""
        self._runs.extend(other._runs)
        return self

    def pages(self, limit: int = MESSAGE_LIMIT) -> list[str]:
        """HTML for one message each: no page longer than ``limit``, no tag and no entity broken, no page blank."""
        rendered = [_render(runs) for runs in _paginate(self._runs, limit) if any(run.text.strip() for run in runs)]
        return [html.strip() for html in rendered]

    def html(self) -> str:
        """The first page, for places that hold one message only."""
        pages = self.pages()
        return pages[0] if pages else ""


def _paginate(runs: list[_Run], limit: int) -> list[list[_Run]]:
    pages: list[list[_Run]] = [[]]
    room = limit
    for run in runs:
        rest = run.text
        while rest:
            fitting = _fitting(rest, room - run.frame())
            if fitting == len(rest):
                pages[-1].append(_Run(rest, run.styles))
                room -= run.frame() + _size(rest)
                break
            cut = _boundary(rest, fitting)
            if not cut and not pages[-1]:
                cut = max(fitting, 1)
            if cut:
                pages[-1].append(_Run(rest[:cut], run.styles))
                rest = rest[cut:].lstrip()
            pages.append([])
            room = limit
    return pages


def _size(text: str) -> int:
    return len(escape(text, quote=False).encode("utf-16-le")) // 2


def _fitting(text: str, room: int) -> int:
    """How many characters of the text fit, escaped, into so many UTF-16 code units."""
    if _size(text) <= room:
        return len(text)
    used = 0

    def fits(character: str) -> bool:
        nonlocal used
        used += _size(character)
        return used <= room

    return sum(1 for _ in takewhile(fits, text))


def _boundary(text: str, end: int) -> int:
    """Where to break before ``end`` without cutting a word: after a mark in the second half, at any space, else 0."""
    for mark in _BREAKS:
        found = text.rfind(mark, end // 2, end)
        if found >= 0:
            return found + len(mark.rstrip(" "))
    return max(text.rfind(" ", 0, end), 0)


def _render(runs: list[_Run]) -> str:
    html: list[str] = []
    opened: tuple[Style, ...] = ()
    for run in [*runs, _Run("", ())]:
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(opened, run.styles, strict=False)))
        html += [_TAGS[style][1] for style in reversed(opened[shared:])]
        html += [_TAGS[style][0] for style in run.styles[shared:]]
        html.append(escape(run.text, quote=False))
        opened = run.styles
    return "".join(html)
