"""The figures in a sentence: each number that counts or measures, as printed, with its unit; dates are none."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.ingesting.segmenting import cut_words, last_word
from knowledge.ingesting.words import (
    COORDINATED,
    FIXED_UNITS,
    MEASURES,
    ORDINALS,
    PEOPLE,
    QUALIFIERS,
    SCALES,
    STOPPED_NOUNS,
    STOPS,
    VERBS,
)

DOCUMENT = r"\d+(?:/\d{4})?[/-][A-ZĐ][\wĐ]*(?:[/-][A-ZĐ][\wĐ]*)*"
_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"


def _verbose(pattern: str) -> str:
    """A pattern as it is written within one that ignores spaces."""
    return pattern.replace(" ", r"\ ")


_YEAR = r"(?:19|20)\d{2}"
_NO_FIGURE = re.compile(
    rf"""“[^“”]*” | "[^"]*" | \b{DOCUMENT}
    | \b\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}}\b | \b\d{{4}}-\d{{2}}-\d{{2}}\b
    | (?i:\b(?:ngày|sáng|chiều|tối|hôm|mùng)\s+\d{{1,2}}(?:[/-]\d{{1,2}})?
        (?:\s*(?:-|–|đến|và)\s*\d{{1,2}}[/-]\d{{1,2}})?\b)
    | (?i:\btháng\s+\d{{1,2}}(?:/\d{{4}})?\b) | (?i:\bquý\s+(?:[IV]+|\d)(?:/\d{{4}})?)
    | (?i:\b(?:năm|giai\ đoạn|nhiệm\ kỳ|từ|đến)\s+{_YEAR}\b)(?:\s*[-–]\s*(?:\d{{4}}|\d{{2}})\b)?
    | \b{_YEAR}\s*[-–]\s*{_YEAR}\b | \({_YEAR}\) | \b\d{{1,2}}(?:\ giờ|[hg]|:)\s?\d{{2}}\b
    | (?i:\b(?:đạt\s+|hạng\s+)?(?:từ\s+)?\d(?:\s*[-–]\s*\d)?\ sao)\b | \b\d+\s+(?:không|có|sạch|tốt)\s*[-–,]\s*\d+
    | (?i:\b(?:VietGAP|ISO)\s?\d+(?:[:-]\d+)?)""",
    re.VERBOSE,
)
_FIGURE = re.compile(
    rf"""(?<![\w.,/-])(?P<value>(?:(?<!cao\ )(?<!thấp\ )(?<!nhiều\ )(?<!ít\ )(?P<qualifier>{_verbose(QUALIFIERS)})\s+)?
      (?: từ\s+(?:{_NUMBER})(?:\s?%)?\s*(?:-|–|đến)\s*(?:{_NUMBER})
        | (?:{_NUMBER})\s*(?:-|–)\s*(?:{_NUMBER}) | \d+/\d+ | {_NUMBER}
        | hàng\s+(?:chục|trăm|nghìn|ngàn|triệu)(?=\s+(?:{SCALES}|[a-zà-ỹđ])) ))
    (?: (?P<percent>\s?(?:%|phần\ trăm)) | \s+(?P<money>(?:{SCALES}\s+)?(?:đồng|USD)\b)
      | \s?(?P<measure>{_verbose(MEASURES)})(?![\w²³])
      | \s+(?P<scale>{SCALES})(?=\s) )?
    (?P<rate>(?:/(?:người\ dân|người|hộ|năm|tháng|ngày|vụ|ha|kg|căn|suất|công|khẩu|lượt)\b)*)""",
    re.VERBOSE | re.IGNORECASE,
)
_MONEY = re.compile(rf"(?:{SCALES} )?(?:đồng|USD)\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d")
_JOINED = re.compile(r"(?:,|\s+(?:và|hoặc))\s+(?=[^\s\d])")
_TIME_AGO = re.compile(r"(?:năm|tháng|tuần|ngày) (?:qua|nay|trước|sau|tới|liền)$")
_RANGE = re.compile(r"^từ\s")
_LONGEST_UNIT = 7
_HIGHEST_ORDINAL = 99


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure in a text: ``text[start:end]`` is the value with its unit, ``value`` the first part of it."""

    start: int
    end: int
    value: str
    unit: str

    @property
    def is_share(self) -> bool:
        """Whether it is a share of a hundred."""
        return self.unit.startswith("%")

    @property
    def is_money(self) -> bool:
        """Whether it is an amount of money."""
        return _MONEY.match(self.unit) is not None


def find_counted(text: str) -> list[Counted]:
    """The figures of a sentence in order; years, dates, document numbers and numbers within names are left out."""
    hidden = _NO_FIGURE.sub(lambda match: "\x00" * len(match[0]), text)
    found = []
    for match in _FIGURE.finditer(hidden):
        figure = _read(match, text, hidden)
        if figure:
            found.append(figure)
    return found


def _read(match: re.Match[str], text: str, hidden: str) -> Counted | None:
    value = match["value"]
    digits = _DIGITS.search(value)
    place = match.start() + (digits.start() if digits else 0)
    if _is_ordinal(text[:place], value) or "\x00" in value:
        return None
    rate = match["rate"] or ""
    if match["percent"]:
        unit, end = "%" + rate, match.end()
        noun = "" if rate else _noun(hidden, end)
    elif match["money"]:
        return Counted(match.start(), match.end(), value, match["money"] + rate)
    elif match["measure"]:
        unit, end = match["measure"] + rate, match.end()
        noun = "" if rate else _noun(hidden, end)
    else:
        end = match.end()
        noun = _noun(hidden, end, scale=match["scale"] or "")
        unit = match["scale"] or ""
        if not noun or noun.split()[0].casefold() == "tuổi":  # trẻ dưới 6 tuổi: that says who, and counts nothing
            return None
    words = [part for part in (unit, noun) if part]
    return Counted(match.start(), end + (len(noun) + 1 if noun else 0), value, " ".join(words).strip())


def _noun(text: str, start: int, scale: str = "") -> str:
    """The noun phrase that stands right behind a number: up to a word that no unit holds."""
    behind = text[start:]
    if not behind.startswith(" "):
        return ""
    for fixed in FIXED_UNITS:
        if behind[1:].casefold().startswith(fixed) and not behind[1 + len(fixed) : 2 + len(fixed)].isalpha():
            return fixed if scale or fixed not in {"lượt người", "lượt hộ"} else _phrase(behind, allowed=fixed)
    return _phrase(behind)


def _phrase(behind: str, allowed: str = "") -> str:
    """Whole words up to one that no unit holds, or, of people, to what they do."""
    kept = len(allowed) + 1 if allowed else 0
    at, count = kept, len(allowed.split())
    last = ""
    for start, end in ((start + kept, end + kept) for start, end in cut_words(behind[kept:])):
        word, size = behind[start:end].casefold(), len(behind[start:end].split())
        if _TIME_AGO.match(word):
            return word.split()[0]
        if behind[at:start] != " " or count + size > _LONGEST_UNIT or _is_over(word, behind[1:at].casefold()):
            break
        at, count, last = end, count + size, word
    if last and behind[at : at + 1] == " " and behind[at + 1 : at + 2].isdigit() and last in ORDINALS:
        at -= len(last) + 1  # tài khoản định danh mức 2
    return (behind[:at] + _coordinated(behind, at)).strip() if at else ""


def _is_over(word: str, unit: str) -> bool:
    """Whether a unit's noun phrase ends before a word."""
    first = word.split(maxsplit=1)[0]
    if first in STOPS and word not in STOPPED_NOUNS:
        return bool(unit) or first not in {"lượt", "lần"}
    is_verb = " " in word and word in VERBS
    return is_verb and (not unit or unit in PEOPLE or " " in unit)


def _coordinated(behind: str, at: int) -> str:
    """More nouns of the same list: tập thể, cá nhân; hộ nghèo, hộ cận nghèo và đối tượng chính sách."""
    begin = at
    while match := _JOINED.match(behind, at):
        rest = behind[match.end() :]
        head = next((head for head in sorted(COORDINATED, key=len, reverse=True) if _starts(rest, head)), None)
        if head is None or (head in VERBS and rest[len(head) : len(head) + 2].strip().isdigit()):
            break
        at = match.end() + len(head)
        words = [(start, end) for start, end in cut_words(behind) if start > at]
        for start, end in words[:3]:
            if behind[at:start] != " " or _is_over(behind[start:end].casefold(), head):
                break
            at = end
    return behind[begin:at]


def _starts(text: str, head: str) -> bool:
    return text[: len(head)].casefold() == head and not text[len(head) : len(head) + 1].isalpha()


def _is_ordinal(before: str, value: str) -> bool:
    """Whether the number names one of several: phường 2, mức 2. What names hundreds of things has other words."""
    if not value.isdecimal() or int(value) > _HIGHEST_ORDINAL or not before[-1:].isspace():
        return False
    last = last_word(before[-40:].rstrip())
    if " " in last and last in VERBS:  # nâng cấp 31 tuyến đường
        return False
    words = before.casefold().split()[-3:]
    return any(" ".join(words[-n:]) in ORDINALS for n in (1, 2, 3))
