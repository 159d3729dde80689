"""The second look at what a rule of redaction has found: does it name somebody, or is it a count, a list, a year?"""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"\S*(?:://|www\.|\.(?:com|vn|org|net)/)\S*")
_HOTLINES = frozenset({"111", "112", "113", "114", "115", "1022"})
_UNIT = re.compile(
    r"\s?(?:dong(?!\s*(?:y|chi)\b)|d|vnd|usd|trieu|t[iy](?! le)|nghin|ngan(?! hang)|tan|ha|km|m2|m3|kg|lit|kwh|%"
    r"|nguoi|ho(?! (?:ten|thi|van|so|chieu|khau))|luot|cay|suat|can(?! cuoc)|cu tri|hoc sinh|em hoc sinh|lao dong"
    r"|hoi vien|doan vien|truong hop|tai khoan)(?![a-z])"
)
_AMOUNT_BEFORE = re.compile(
    r"(?:dan so|kinh phi|so tien|tong|gia|ngan sach|doanh thu|san luong|von|khoang|hon|tren|duoi|gan|den|tu|=|\^)"
    r"(?: (?:la|so|chi|cong|den|ca|tri|von|so tien)){0,2} ?:? ?$"
)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,2}(?: 000)+")
_YEARS = re.compile(r"(?:(?:19|20)\d\d\D+)+(?:19|20)\d\d")
_DAY = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
LONGEST_PHONE = 11
"""Digits of a number without the code of a country."""
_ROUND = 5
"""A number that ends in so many zeros counts something."""
_WORDS = {
    "khong": "0",
    "mot": "1",
    "hai": "2",
    "ba": "3",
    "bon": "4",
    "tu": "4",
    "nam": "5",
    "lam": "5",
    "sau": "6",
    "bay": "7",
    "tam": "8",
    "chin": "9",
}


def always(_text: str, _start: int, _end: int) -> bool:
    """The form alone decides."""
    return True


def is_no_list(text: str, start: int, end: int) -> bool:
    """Not a list of counted things, such as ``01 02 03 04 05`` or ``001 002 003``."""
    groups = _groups(text[start:end])
    is_even = len({len(group) for group in groups}) == 1 and len(groups[0]) <= 3  # noqa: PLR2004
    if len(groups) > 2 and is_even and all(group[0] == "0" for group in groups):  # noqa: PLR2004
        return False
    return not _YEARS.fullmatch(text[start:end])


def is_no_quantity(text: str, start: int, end: int) -> bool:
    """Not a count: no unit behind it, no word of amounts before it, not round, not part of a web address."""
    number = text[start:end]
    if not number.startswith("0") and (
        _UNIT.match(text, end) or _AMOUNT_BEFORE.search(text[max(0, start - 30) : start])
    ):
        return False
    return not _is_round(number) and not _is_in_address(text, start) and is_no_list(text, start, end)


def is_grouped_card(text: str, start: int, end: int) -> bool:
    """Three groups of three that are no part of a longer row."""
    gap = re.escape(text[start + 3])
    if re.match(rf"{gap}\d{{3}}(?!\d)", text[end:]) or re.search(rf"(?<!\d)\d{{1,3}}{gap}$", text[:start]):
        return False
    return not _HOTLINES.issuperset(_groups(text[start:end])) and is_no_quantity(text, start, end)


def is_phone(text: str, start: int, end: int) -> bool:
    """Digits grouped as in a phone number, not as in decimals or a list."""
    number = text[start:end]
    groups = _groups(number)
    is_parted_oddly = "," in number or re.search(r"/.*[^\d/]|[^\d/].*/", number) is not None
    if is_parted_oddly and min(map(len, groups)) < 3:  # noqa: PLR2004  0,15 0,25 or 01/02/20 03/04/21
        return False
    if re.fullmatch(r"0[.,]\d+", number):
        return False
    return is_no_list(text, start, end)


def is_long_phone(text: str, start: int, end: int) -> bool:
    """A phone number with a digit too many, whose last group is not a word of its own."""
    return is_phone(text, start, end) and len(_groups(text[start:end])[-1]) > 2  # noqa: PLR2004


def is_foreign_phone(text: str, start: int, end: int) -> bool:
    """An international number, not a rise such as ``+1.000.000``."""
    return is_phone(text, start, end) and not _GROUPED.fullmatch(text[start:end].lstrip("+"))


def is_cued_phone(text: str, start: int, end: int) -> bool:
    """What follows "điện thoại": not hotlines, years, or a price."""
    number = text[start:end]
    groups = _groups(number)
    if all(group in _HOTLINES for group in groups) or _YEARS.fullmatch(number):
        return False
    if ", " in number or (sum(map(len, groups)) > LONGEST_PHONE and not number.startswith(("+", "(+", "00"))):
        return False
    is_amount = not number.startswith(("0", "+")) and (_UNIT.match(text, end) or _is_round(number))
    return not is_amount and is_phone(text, start, end)


def is_called_phone(text: str, start: int, end: int) -> bool:
    """What follows "gọi", which unaccented is "gói" too: not grouped like an amount."""
    return is_cued_phone(text, start, end) and not _GROUPED.fullmatch(text[start:end])


def is_cued(text: str, start: int, end: int) -> bool:
    """What follows "căn cước" or "thẻ BHYT": not years, ages, or amounts."""
    number = text[start:end]
    groups = _groups(number)
    if len(groups) > 2 and max(map(len, groups)) < 3:  # noqa: PLR2004  ages, numbers of articles
        return False
    if _YEARS.fullmatch(number) or _is_row_of_amounts(number) or ", " in number or _HOTLINES.issuperset(groups):
        return False
    return bool(number.startswith("0") or not (_UNIT.match(text, end) or _is_round(number)))


def is_cued_card(text: str, start: int, end: int) -> bool:
    """Nine or twelve digits, or nearly as many in one piece."""
    return is_cued(text, start, end) and _has_digits(text[start:end], {9, 12})


def is_cued_insurance(text: str, start: int, end: int) -> bool:
    """Ten or thirteen digits, or nearly as many in one piece."""
    return is_cued(text, start, end) and _has_digits(text[start:end], {10, 13})


def is_hinted_account(text: str, start: int, end: int) -> bool:
    """What follows "ngân hàng": a number that is not grouped like an amount."""
    return is_cued(text, start, end) and not _GROUPED.fullmatch(text[start:end])


def is_spaced_out(text: str, start: int, end: int) -> bool:
    """Single digits with blanks between them, but no counting."""
    digits = text[start:end].replace(" ", "")
    return digits not in "01234567890123456789" and not _YEARS.fullmatch(digits)


def is_insurance(text: str, start: int, end: int) -> bool:
    """A card's number, not amounts after a short word."""
    return not _is_row_of_amounts(text[start + 2 : end].strip(" -"))


def is_bank_card(text: str, start: int, end: int) -> bool:
    """Sixteen digits (or the nineteen of a home card) whose last one checks the others."""
    digits = [int(digit) for digit in text[start:end] if digit.isdigit()]
    doubled = [digit if place % 2 == 0 else sum(divmod(2 * digit, 10)) for place, digit in enumerate(reversed(digits))]
    return text.startswith("9704", start) or sum(doubled) % 10 == 0


def is_plate(text: str, start: int, end: int) -> bool:
    """A number plate, not a class of pupils and a year, or a place and a count."""
    number = text[start:end]
    if re.fullmatch(r"[1-9]\d[a-z]\d?[ \-](?:19|20)\d\d", number) or re.search(r" m[23] ", number):
        return False
    return not _UNIT.match(text, end) and not _is_in_address(text, start)


def is_passport(text: str, start: int, end: int) -> bool:
    """A letter and digits that are no day and no amount."""
    number = text[start + 1 : end]
    return not _DAY.fullmatch(number) and not _is_round(number) and not _is_in_address(text, start)


def is_spelled_phone(text: str, start: int, end: int) -> bool:
    """A phone number of which some digits are written as words."""
    words = re.findall(r"[a-z]+|\d+", text[start:end])
    digits = "".join(_WORDS.get(word, word) for word in words)
    is_spelled = any(word in _WORDS for word in words[1:])
    return is_spelled and re.fullmatch(r"0[235789]\d{8}|01\d{9}", digits) is not None and digits[1:4] != "123"


def _groups(number: str) -> list[str]:
    return re.findall(r"\d+", number)


def _has_digits(number: str, counts: set[int]) -> bool:
    groups = _groups(number)
    return len(groups) == 1 or sum(map(len, groups)) in counts


def _is_round(number: str) -> bool:
    return re.sub(r"\D", "", number).endswith("0" * _ROUND)


def _is_row_of_amounts(number: str) -> bool:
    """Whether blanks part amounts of money: ``972.000 680.400``."""
    parts = number.split(" ")
    return len(parts) > 1 and all(_GROUPED.fullmatch(part) for part in parts if part)


def _is_in_address(text: str, start: int) -> bool:
    begin = max(text.rfind(" ", 0, start), text.rfind("\n", 0, start)) + 1
    return _ADDRESS.match(text, begin) is not None
