"""Shows a text as a person reads it, so that no disguise hides a number: plain digits and letters, nothing unseen."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180e\u3164\uffa0")
"""What takes no room although Unicode counts it among letters and marks; format characters are known by category."""
_ALIKE = {"đ": "d", "\u2212": "-", "·": ".", "•": ".", "‧": ".", "・": ".", "。": ".", "\u2800": " "}
_ZERO = re.compile(r"(?<![a-z])o(?=\d\d)|(?<=\d)o(?=\d)")
_ONE = re.compile(r"(?<=\d)[li|](?=\d)")


@dataclass(frozen=True, slots=True)
class Unmasked:
    """A text in plain, unaccented lower case, and where each of its characters stands in the text as it was typed."""

    text: str
    places: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the plain text (not an empty one) stands in the text as it was typed."""
        return self.places[start], self.places[end - 1] + 1


def unmask(text: str) -> Unmasked:
    """Read digits of any script as 0 to 9, letters without their marks, and leave out what takes no room."""
    shown: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        plain = _plain(character)
        shown.append(plain)
        places.extend([place] * len(plain))
    # An "o" for a zero and an "l" for a one are typed more often than they are meant to deceive.
    return Unmasked(_ONE.sub("1", _ZERO.sub("0", "".join(shown))), tuple(places))


def _plain(character: str) -> str:
    if " " <= character <= "~":
        return character.lower()
    if character.isspace():
        return " "
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    return "".join(map(_plain_part, unicodedata.normalize("NFKD", character.lower())))


def _plain_part(character: str) -> str:
    if character in _ALIKE:
        return _ALIKE[character]
    category = unicodedata.category(character)
    if category in {"Cf", "Mn", "Me"} or character in _UNSEEN:
        return ""
    if category == "Zs":
        return " "
    if category == "Pd":
        return "-"
    digit = unicodedata.digit(character, None)
    return character if digit is None else str(digit)
