"""What kind of answer a question expects, and whether a sentence gives one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.language.normalizing import fold

if TYPE_CHECKING:
    from knowledge.answering.archive.index import Sentence
    from knowledge.answering.archive.reading import Reading

_PHRASES = {
    "percent": ("bao nhieu phan tram", "ti le bao nhieu", "may phan tram"),
    "duration": ("bao lau",),
    "figure": ("bao nhieu", "so luong", "dan so"),
    "time": ("khi nao", "nam nao", "ngay nao", "thang nao", "bao gio", "luc nao", "the ki nao",
             "thoi gian nao", "thoi diem nao", "giai doan nao"),
    "reason": ("tai sao", "vi sao", "li do", "nguyen nhan"),
    "place": ("o dau", "noi nao", "dau la", "nuoc nao", "thanh pho nao", "quoc gia nao", "tai dau"),
    "name": ("la ai", "nguoi nao", "boi ai", "cua ai", "ten cua", "ten la gi", "ten gi", "ai da", "ai la"),
}  # fmt: skip
_YEAR = re.compile(r"^(?:1\d\d\d|20\d\d)$")
_TIME_WORDS = frozenset(["năm", "tháng", "ngày", "kỉ", "thế", "thập", "hôm", "sáng", "chiều", "tối", "mùa"])
NUMBER_WORDS = frozenset(
    [
        "một",
        "hai",
        "ba",
        "bốn",
        "sáu",
        "bảy",
        "tám",
        "chín",
        "mười",
        "mươi",
        "trăm",
        "nghìn",
        "ngàn",
        "triệu",
        "tỉ",
        "chục",
        "nửa",
        "đôi",
    ]
)
_REASON_WORDS = frozenset(["vì", "do", "bởi", "nhờ", "tại", "để", "nhằm", "nên"])
_PLACE_WORDS = frozenset(["ở", "tại", "thuộc", "nằm", "phía"])


def expected_kinds(reading: Reading) -> frozenset[str]:
    """The kinds of answer that a question asks for, by its words as read."""
    text = f" {' '.join(fold(slot.best) for slot in reading.slots)} "
    kinds = {kind for kind, phrases in _PHRASES.items() if any(f" {phrase} " in text for phrase in phrases)}
    if text.startswith(" ai ") or any(slot.best == "ai" for slot in reading.slots):
        kinds.add("name")
    if "percent" in kinds or "duration" in kinds:
        kinds.discard("figure")
    return frozenset(kinds)


def gives_kind(kind: str, sentence: Sentence, asked: set[str]) -> bool:
    """Whether a sentence holds an answer of a kind that the question does not give itself."""
    places = sentence.places
    numbers = [word for word in places if word[0].isdigit() and word not in asked]
    if kind == "percent":
        return any(word.endswith("%") for word in places) or "phần" in places
    if kind in {"figure", "duration"}:
        return bool(numbers) or not NUMBER_WORDS.isdisjoint(places)
    if kind == "time":
        return any(_YEAR.match(word) or "/" in word for word in numbers) or (
            bool(numbers) and not _TIME_WORDS.isdisjoint(places)
        )
    if kind == "reason":
        return not _REASON_WORDS.isdisjoint(places)
    if kind == "place":
        return not _PLACE_WORDS.isdisjoint(places) and bool(sentence.capitals - asked)
    return bool(sentence.capitals - asked)
