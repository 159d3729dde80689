"""What stands in a cell: texts that no spreadsheet takes for anything else, and the few values that are no text."""

from __future__ import annotations

import re
from typing import Any, Final

NULL: Final = "null"
EMPTY_LIST: Final = "[]"
EMPTY_OBJECT: Final = "{}"
EMPTY_TEXT: Final = '""'
YES: Final = "có"
NO: Final = "không"

_MARKS: dict[str, Any] = {NULL: None, EMPTY_LIST: [], EMPTY_OBJECT: {}, EMPTY_TEXT: "", "true": True, "false": False}
# Excel reads _x0041_ in a text as the letter A; where a text holds such a thing itself, its line is escaped so.
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_STEP = re.compile(r"/([^/\[\]]*)|\[(\d{1,6})\]")


def write_value(value: Any) -> str:
    """The text of a cell for a JSON value: a text, or one that is no text and holds nothing further."""
    if isinstance(value, str):
        plain = f"\\{value}" if value in _MARKS or value.startswith("\\") else value
        return _ESCAPED.sub(r"_x005F_x\1_", plain) if value else EMPTY_TEXT
    for mark, meant in _MARKS.items():
        if value == meant and type(value) is type(meant):
            return mark
    raise TypeError(type(value).__name__)


def read_value(text: str) -> Any:
    """The JSON value of a cell's text.

    Raises:
        ValueError: a character that no text may hold is written by its number.
    """
    plain = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    if plain in _MARKS:
        return [] if plain == EMPTY_LIST else {} if plain == EMPTY_OBJECT else _MARKS[plain]
    return plain.removeprefix("\\") if plain.startswith("\\") else plain


def write_path(steps: tuple[str | int, ...]) -> str:
    """The way to a value inside a file: ``/synonyms[3][0]``, ``/abbreviations/ubnd``."""
    return "".join(f"[{step}]" if isinstance(step, int) else f"/{_escape(step)}" for step in steps)


def read_path(text: str) -> tuple[str | int, ...] | None:
    """The steps of a path; None where it is none."""
    steps: list[str | int] = []
    at = 0
    while at < len(text):
        match = _STEP.match(text, at)
        if match is None:
            return None
        steps.append(_unescape(match[1]) if match[2] is None else int(match[2]))
        at = match.end()
    return tuple(steps) if steps and isinstance(steps[0], str) else None


def _escape(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1").replace("[", "~2").replace("]", "~3")


def _unescape(key: str) -> str:
    return key.replace("~3", "]").replace("~2", "[").replace("~1", "/").replace("~0", "~")
