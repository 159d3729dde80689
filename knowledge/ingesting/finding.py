"""What reading an article finds: one figure, name or document, where it is printed and how people may ask for it."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """A draft in the making: everything of a record but its id."""

    kind: str
    subject: str
    answer: str
    passage: str
    quote: str
    questions: tuple[str, ...]
    value: str | None = None
    unit: str | None = None
    period: str | None = None
    place: str | None = None


def capitalise(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """The text with its first letter small, unless it begins with an acronym or a name: Hội Liên hiệp Phụ nữ."""
    words = text.split(maxsplit=2)
    is_name = text[1:2].isupper() or text[1:2] == "." or (len(words) > 1 and words[1][0].isupper())
    return text if is_name else text[:1].lower() + text[1:]


def tidy(text: str) -> str:
    """Single spaces, none before a mark."""
    return re.sub(r"\s+([,;:.?])", r"\1", " ".join(text.split())).strip(" ,;:")
