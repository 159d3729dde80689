"""What reading an article finds: one figure, name or document, where it is printed and how people may ask for it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BODIES = ("Trung tâm", "Hội", "Đoàn", "Mặt trận", "Ban", "Hợp tác xã", "Ngân hàng", "Phòng", "Sở", "Quỹ", "Chủ tịch")
"""With a name behind them these are written large within a sentence too: Trung tâm Y tế, Hợp tác xã Rau an toàn."""
_TITLES = ("Ông ", "Bà ", "Anh ", "Chị ")


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
    words = text.split(maxsplit=4)
    if text.startswith(_TITLES):
        return text[:1].lower() + text[1:]
    is_name = text[1:2].isupper() or text[1:2] == "." or (len(words) > 1 and words[1][0].isupper())
    is_body = text.startswith(_BODIES) and any(word[0].isupper() for word in words[1:])
    return text if is_name or is_body else text[:1].lower() + text[1:]


def tidy(text: str) -> str:
    """Single spaces, none before a mark."""
    return re.sub(r"\s+([,;:.?])", r"\1", " ".join(text.split())).strip(" ,;:")
