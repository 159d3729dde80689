"""Strict JSON: bytes that strangers may have sent become plain values, and everything odd in them is located."""

from __future__ import annotations

import json
import math
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knowledge.json_slips import explain_slip

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 4_000_000
"""Larger than years of records in one file; what is larger is refused unread."""
MAX_DEPTH = 16
"""A record is five levels deep."""
MAX_VALUES = 25_000
"""About six hundred records in one file; locating what is wrong in more would take longer than a second."""
MAX_FLAWS = 200
"""What one run names of one kind in a file; the rest shows when these are mended."""

NOT_NFC = (
    "dấu tiếng Việt không ở dạng dựng sẵn (NFC): chạy “thidua knowledge format” để sửa"
    " / the text is not Unicode NFC: “thidua knowledge format” mends it"
)
UNQUOTED_NUMBER = "số phải viết trong nháy kép, như báo in (“1.062”) / a number is written in quotes, as printed"
NO_JSON = "JSON không có NaN hay Infinity: hãy bỏ đi / JSON knows no NaN or Infinity: remove it"

_TOO_DEEP = f"lồng nhau quá {MAX_DEPTH} tầng / nested deeper than {MAX_DEPTH} levels"
_TOO_MANY = (
    f"tệp có hơn {MAX_VALUES} giá trị: hãy chia thành nhiều tệp"
    f" / the file holds more than {MAX_VALUES} values: split it"
)
_LONGEST_NUMBER = 18
_HUGE_NUMBER = re.compile(r"\d{1000,}")
_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[{]|[\]}]', re.DOTALL)
_KEPT_CONTROLS = frozenset("\n")
# A passage is verbatim, and pages print these: they take no room and turn nothing round, unlike bidi controls.
_PASSAGE_TEXT = re.compile(r"/passages/\d+/text")
_ZERO_WIDTH = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong inside one file: where (JSON pointer, or a line if the file is no JSON), and what."""

    pointer: str
    message: str
    value: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a file holds, if it is JSON that can be read, and what is odd in it."""

    value: Any
    flaws: tuple[Flaw, ...] = ()
    is_readable: bool = True


class _Repeating(dict[str, Any]):
    """An object that wrote a key more than once; JSON readers disagree about which one counts."""

    repeated: tuple[str, ...] = ()


class _NoJsonNumber(float):
    """NaN, Infinity or -Infinity, which Python reads and JSON does not know."""


class _UnreadableError(Exception):
    def __init__(self, message: str, line: int = 1) -> None:
        self.flaw = Flaw("", message, line=line)
        super().__init__(message)


def parse(raw: bytes) -> Parsed:
    """Read one JSON document and name every flaw of its letters and shape; never raises."""
    try:
        text = _decode(raw)
        value = _load(text)
    except _UnreadableError as error:
        return Parsed(None, (error.flaw,), is_readable=False)
    mendable: list[Flaw] = []
    others: list[Flaw] = []
    for flaw in _flaws(value):
        if flaw.message == _TOO_DEEP:
            return Parsed(None, (Flaw("", _TOO_DEEP, line=_line_of_depth(text)),), is_readable=False)
        if flaw.message == _TOO_MANY:
            return Parsed(None, (Flaw("", _TOO_MANY, line=1),), is_readable=False)
        (mendable if flaw.message == NOT_NFC else others).append(flaw)
    return Parsed(value, (*others[:MAX_FLAWS], *mendable[:MAX_FLAWS]))


def _decode(raw: bytes) -> str:
    if len(raw) > MAX_BYTES:
        raise _UnreadableError(
            f"tệp lớn hơn {MAX_BYTES // 1_000_000} MB: hãy chia thành nhiều tệp"
            f" / the file is larger than {MAX_BYTES // 1_000_000} MB: split it",
        )
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _UnreadableError(
            "tệp không phải UTF-8: hãy lưu lại bằng mã UTF-8 / the file is not UTF-8: save it as UTF-8",
            raw.count(b"\n", 0, error.start) + 1,
        ) from None
    if text.startswith("\ufeff"):
        raise _UnreadableError(
            "tệp mở đầu bằng dấu BOM: hãy lưu lại bằng “UTF-8” không có BOM"
            " / the file starts with a byte order mark: save it as UTF-8 without BOM",
        )
    return text


def _load(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_object, parse_int=_number, parse_constant=_NoJsonNumber)
    except json.JSONDecodeError as error:
        raise _UnreadableError(*explain_slip(error)) from None
    except RecursionError:
        raise _UnreadableError(_TOO_DEEP, _line_of_depth(text)) from None


def lines_of(raw: bytes, pointers: set[str]) -> dict[str, int]:
    """The line on which the value of each pointer begins, counted from 1; called only where something is wrong."""
    import json_source_map

    text = _HUGE_NUMBER.sub("0", raw.decode("utf-8"))  # Python refuses to convert them, and no line depends on them
    entries = json_source_map.calculate(text)
    lines = {}
    for pointer in pointers:
        place = unescape(pointer)
        while place not in entries:  # a key written with escapes: the object around it is near enough
            place = place.rpartition("/")[0]
        entry = entries[place]
        lines[pointer] = (entry.key_start or entry.value_start).line + 1
    return lines


def escape(key: str) -> str:
    """One step of a JSON pointer (RFC 6901)."""
    return key.replace("~", "~0").replace("/", "~1")


def unescape(pointer: str) -> str:
    """The pointer as json_source_map writes it: keys unescaped."""
    return pointer.replace("~1", "/").replace("~0", "~")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    plain = dict(pairs)
    if len(plain) == len(pairs):
        return plain
    keys = [key for key, _ in pairs]
    found = _Repeating(plain)
    found.repeated = tuple(key for key in plain if keys.count(key) > 1)
    return found


def _number(digits: str) -> float:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else math.inf


def _line_of_depth(text: str) -> int:
    depth = 0
    for match in _BRACKETS.finditer(text):
        if match[0] in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                return text.count("\n", 0, match.start()) + 1
        elif match[0] in "]}":
            depth -= 1
    return 1


def _flaws(root: Any) -> Iterator[Flaw]:
    waiting: list[tuple[str, Any, int]] = [("", root, 0)]
    seen = 0
    while waiting:
        pointer, value, depth = waiting.pop()
        seen += len(value) if isinstance(value, (dict, list)) else 0
        if seen > MAX_VALUES:
            yield Flaw("", _TOO_MANY)
            return
        if depth > MAX_DEPTH:
            yield Flaw(pointer, _TOO_DEEP)
            return
        if isinstance(value, str):
            yield from _flaws_of_text(pointer, value)
        elif isinstance(value, dict):
            yield from _flaws_of_keys(pointer, value)
            waiting.extend((f"{pointer}/{escape(key)}", value[key], depth + 1) for key in reversed(value))
        elif isinstance(value, list):
            waiting.extend((f"{pointer}/{i}", value[i], depth + 1) for i in reversed(range(len(value))))
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            yield Flaw(pointer, NO_JSON if isinstance(value, _NoJsonNumber) else UNQUOTED_NUMBER, str(value))


def _flaws_of_keys(pointer: str, value: dict[str, Any]) -> Iterator[Flaw]:
    for key in value.repeated if isinstance(value, _Repeating) else ():
        yield Flaw(
            f"{pointer}/{escape(key)}",
            f"khóa “{shown(key)}” viết hai lần trong cùng một đối tượng: hãy bỏ bớt"
            f" / the key “{shown(key)}” is written twice in one object: remove one",
            shown(key),
        )
    for key in value:
        for flaw in _flaws_of_text(f"{pointer}/{escape(key)}", key):
            yield Flaw(flaw.pointer, flaw.message, shown(key))


def _flaws_of_text(pointer: str, text: str) -> Iterator[Flaw]:
    if text.isascii() and text.isprintable():
        return
    odd = sorted({sign for sign in text if not sign.isprintable() and _is_refused(sign)})
    if _PASSAGE_TEXT.fullmatch(pointer):
        odd = [sign for sign in odd if sign not in _ZERO_WIDTH]
    if odd:
        names = ", ".join(f"U+{ord(sign):04X}" for sign in odd[:5])
        yield Flaw(
            pointer,
            f"có ký tự điều khiển, ẩn hoặc đổi chiều chữ ({names}): hãy xóa hoặc gõ lại đoạn này"
            f" / holds control, invisible or bidirectional characters ({names}): delete them or type it again",
            shown(text),
        )
    if not unicodedata.is_normalized("NFC", text):
        yield Flaw(pointer, NOT_NFC, shown(text))


def _is_refused(sign: str) -> bool:
    """Controls, format characters (bidi, zero-width), lone surrogates, private and unassigned ones, line marks."""
    if sign in _KEPT_CONTROLS:
        return False
    return unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"}


def shown(text: str, limit: int = 80) -> str:
    """The text as a report may print it: short, and nothing in it that a terminal would obey."""
    return clean(text[:limit]) + ("…" if len(text) > limit else "")


def clean(text: str) -> str:
    """The text with every sign that does not print as its number."""
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in text)
