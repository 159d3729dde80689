"""Numbers as Vietnamese print and type them: 1.062, 1062, 1,96%, 17,5 nghìn, 17k5, 30 tỉ, năm mươi."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_DIGITS = {
    "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_SCALES = {
    "mươi": 10, "chục": 10, "trăm": 100, "nghìn": 1000, "ngàn": 1000, "ngìn": 1000, "k": 1000,
    "triệu": 10**6, "tr": 10**6, "tỉ": 10**9, "thousand": 1000, "million": 10**6, "billion": 10**9,
}  # fmt: skip
_ZERO_HUNDREDS = ["không", "trăm"]  # the one place where không counts: một triệu không trăm linh năm nghìn
_RATIO_WORDS = {"lệ", "số", "suất", "giá", "trọng"}  # năm 2018 tỉ lệ …: no two thousand billion
_FIRST = frozenset(["mười", *_DIGITS])  # what a spelled number begins with
_PRINTED = re.compile(r"^\d+(?:[.,]\d+)*$")  # no 1e999999, which would take for ever as a whole number
_GROUPED = re.compile(r"^\d{1,3}(?:[.,]\d{3})+$")
_SHORT_THOUSANDS = re.compile(r"^(\d{1,12})(k|tr)(\d?)$")


@dataclass(frozen=True, slots=True)
class Number:
    """A number found in a sequence of terms: its value, its terms `[start:end]`, whether it is a share of a hundred."""

    value: Decimal
    start: int
    end: int
    is_percent: bool = False
    is_date: bool = False

    @property
    def is_year(self) -> bool:
        """Whether it can be a year that an article speaks of."""
        return not self.is_percent and 1900 <= self.value <= 2100 and self.value == int(self.value)  # noqa: PLR2004


@lru_cache(maxsize=16_384)
def parse_number(text: str) -> Decimal | None:
    """Parses one printed number; `1.062` and `1,062` are a thousand and more, `1,96` and `1.96` less than two."""
    body = text.rstrip("%")
    if not _PRINTED.match(body):
        return None
    if _GROUPED.match(body):
        # Three digits behind a separator are thousands, unless the number starts with a lone zero (0,150).
        if not body.startswith("0"):
            return Decimal(re.sub(r"[.,]", "", body))
    elif body.count(".") + body.count(",") > 1:
        body = body.replace(".", "").replace(",", ".") if body.rfind(",") > body.rfind(".") else body.replace(",", "")
    try:
        value = Decimal(body.replace(",", "."))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def plain_date(text: str) -> str:
    """A printed date without the zeros that some print before a digit: 03/07/2020 is 3/7/2020."""
    return "/".join(part.lstrip("0") for part in text.split("/"))


def find_numbers(words: Sequence[str]) -> list[Number]:
    """Finds the numbers in normalised words: digits with a scale word behind them, and spelled tens and hundreds.

    A single spelled digit is no number here: `ba`, `năm` and `không` are far more often other words.
    """
    found: list[Number] = []
    for index, word in enumerate(words):
        if found and index < found[-1].end:
            continue
        if number := _printed(words, index) if word[0].isdigit() else word in _FIRST and _spelled(words, index):
            found.append(number)
    return found


def _printed(words: Sequence[str], index: int) -> Number | None:
    word = words[index]
    if "/" in word:
        return Number(Decimal(0), index, index + 1, is_date=True)
    if short := _SHORT_THOUSANDS.match(word):
        scale = _SCALES[short[2]]
        return Number(Decimal(int(short[1]) * scale + int(short[3] or 0) * scale // 10), index, index + 1)
    value = parse_number(word)
    return None if value is None else _with_unit(value, words, index)


def _with_unit(value: Decimal, words: Sequence[str], index: int) -> Number:
    """A printed number with the per cent sign or the scale word behind it."""
    following, behind = (*words[index + 1 : index + 3], "", "")[:2]
    if words[index].endswith("%") or following in {"%", "percent"} or (following, behind) == ("phần", "trăm"):
        taken = 1 if words[index].endswith("%") else 3 if following == "phần" else 2
        return Number(value, index, index + taken, is_percent=True)
    if following not in _SCALES or following in {"mươi", "trăm"} or behind in _RATIO_WORDS:
        return Number(value, index, index + 1)
    value *= _SCALES[following]
    if following in {"nghìn", "ngàn", "k"} and re.fullmatch(r"[1-9]\d{0,2}", behind):  # 17 nghìn 5
        return Number(value + int(behind) * 10 ** (3 - len(behind)), index, index + 3)
    if following in {"nghìn", "ngàn"} and behind == "rưỡi":
        return Number(value + 500, index, index + 3)
    return Number(value, index, index + 2)


def _spelled(words: Sequence[str], index: int) -> Number | None:
    total = section = 0
    digit: int | None = None
    has_scale = False
    end = index
    for end, word in enumerate([*words[index:], ""], index):
        if word == "mười" and digit is None:
            section, has_scale = section + 10, True
        elif word in _DIGITS and digit is None:
            digit = _DIGITS[word]
        elif word in _SCALES and (section or digit) and not _RATIO_WORDS.intersection(words[end + 1 : end + 2]):
            scale, has_scale = _SCALES[word], True
            if scale < 1000:  # noqa: PLR2004  tens and hundreds build a section, thousands close it
                section += (digit or 0) * scale
            else:
                total, section = total + (section + (digit or 0)) * scale, 0
            digit = None
        elif not has_scale or not (
            word in {"linh", "lẻ"} or _ZERO_HUNDREDS in (words[end : end + 2], words[end - 1 : end + 1])
        ):
            break
    return Number(Decimal(total + section + (digit or 0)), index, end) if has_scale else None
