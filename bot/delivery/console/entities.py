"""Telegram's HTML read as Telegram reads it: plain text and entities, or the complaint about what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

_SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
}
_CHARACTERS = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}


class BadMarkupError(Exception):
    """Telegram would not accept this HTML."""


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    offset: int
    entity: dict[str, Any]


def read_html(html: str) -> tuple[str, list[dict[str, Any]]]:
    """Return the text without its tags, and the entities, their offsets in UTF-16 units.

    Raises:
        BadMarkupError: A tag is unknown, unclosed or closed out of turn.
    """
    parser = _Parser()
    parser.feed(html)
    parser.close()
    if parser.open:
        raise BadMarkupError(f'Can\'t find end tag corresponding to start tag "{parser.open[-1].tag}"')
    text = "".join(parser.parts)
    entities = [entity for entity in parser.entities if entity["length"]]
    return text, sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def length_in_utf16(text: str) -> int:
    """Return how long Telegram counts the text."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self.entities: list[dict[str, Any]] = []
        self.open: list[_Open] = []
        self._length = 0

    def _add(self, text: str) -> None:
        self.parts.append(text)
        self._length += length_in_utf16(text)

    def handle_data(self, data: str) -> None:
        self._add(data)

    def handle_entityref(self, name: str) -> None:
        self._add(_CHARACTERS.get(name, f"&{name};"))

    def handle_charref(self, name: str) -> None:
        code = int(name[1:], 16) if name[:1] in {"x", "X"} else int(name)
        self._add(chr(code))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        entity: dict[str, Any]
        if tag in _SIMPLE:
            entity = {"type": _SIMPLE[tag]}
        elif tag == "a":
            entity = {"type": "text_link", "url": attributes.get("href") or ""}
        elif tag == "blockquote":
            entity = {"type": "expandable_blockquote" if "expandable" in attributes else "blockquote"}
        else:
            raise BadMarkupError(f'Unsupported start tag "{tag}" at byte offset {self._length}')
        self.open.append(_Open(tag, self._length, entity))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1].tag != tag:
            raise BadMarkupError(f'Unexpected end tag at byte offset {self._length}, found "</{tag}>"')
        opened = self.open.pop()
        self.entities.append({**opened.entity, "offset": opened.offset, "length": self._length - opened.offset})
