"""Whether a drafted subject, answer or question reads as Vietnamese does: nothing cut off, nothing left open."""

from __future__ import annotations

import re

_LOOSE = r"(?:và|cho|của|với|tại|ở|về|do|để|cùng|hoặc|như|mà|bằng|nhằm|theo|các|những|trong đó|được)"
_ENDS_LOOSE = re.compile(rf"(?:^|[\s,]){_LOOSE}\s*[?.,;:]?$", re.IGNORECASE)
_BEGINS_LOOSE = re.compile(r"^(?:và|của|với|về|do|cùng|hoặc|mà|được|bị|ở|tại|trên|đồng|là)\s", re.IGNORECASE)
_MEETS_LOOSE = re.compile(
    r"\b(?:và|cho|của|với|ở|tại|do|để|cùng|mà)\s+(?:là|ở|tại|vậy|của|và|với|thì|không)\b"
    r"|\b(?:của|ở|tại|do|mà) (?:bao nhiêu (?:phần trăm|tiền)|mấy)\s*(?:vậy)?\?",
    re.IGNORECASE,
)
_TWICE = re.compile(r"\b(\w+) \1\b", re.IGNORECASE)
_TWICE_IS_RIGHT = {"từ", "xanh", "đời", "ngày", "người", "nhà", "lúc", "chung", "dần", "luôn", "hai", "ba", "tư", "năm"}


def is_sound(text: str) -> bool:
    """Whether a subject or an answer neither ends in the middle of something nor says a word twice."""
    return not (_ENDS_LOOSE.search(text) or _is_broken(text))


def is_sound_question(text: str) -> bool:
    """Whether a question begins with what it asks about and leaves nothing open before `bao nhiêu`."""
    return not (_BEGINS_LOOSE.match(text) or _ENDS_LOOSE.search(text) or _is_broken(text))


def _is_broken(text: str) -> bool:
    is_open = text.count("“") != text.count("”") or text.count("(") != text.count(")")
    twice = any(match[1].casefold() not in _TWICE_IS_RIGHT for match in _TWICE.finditer(text))
    return is_open or twice or _MEETS_LOOSE.search(text) is not None
