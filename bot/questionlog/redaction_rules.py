"""The rules of redaction, in order: what an earlier one has kept or taken, no later one looks at again.

All patterns read unmasked text: lower case, no accents, plain digits. The library phonenumbers was measured on the
phones of the sets in tests/bot/questionlog/data: it found 62 to 89 % of them, and took 7 to 38 % of what is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.questionlog import redaction_checks as check

if TYPE_CHECKING:
    from collections.abc import Callable

PHONE = "số điện thoại"
CARD = "số căn cước"
OLD_CARD = "số CMND"
INSURANCE = "thẻ BHYT"
PASSPORT = "số hộ chiếu"
PLATE = "biển số xe"
ACCOUNT = "số tài khoản"
EMAIL = "email"

_G = r"[ .\-()_*,/~]{0,3}"  # between the digits of one number
_N = rf"(?:{_G}\d)"
_COUNTED = (
    r" {1,2}\d{1,2} ?(?:nguoi|lan|ho|luot|can|cai|chiec|con|chau|trieu|ty|ti|nghin|ngan|dong|tuoi|thang|ngay|nam|gio"
    r"|phut|m|km|ha|kg|xa|phuong|khom)(?![a-z]| \d| hang)"
)
_D = rf"(?:(?!{_COUNTED}){_G}\d)"  # where the length is not known: not the next word's, as in "… 678 2 người"
_START = r"(?<!\d)(?<!\d[.,/])"
_OPEN = r"(?:\((?=\+?[\d ]{1,5}\)))?"
_END = r"(?!\d)"
_OUTER = r"(?<![a-z\d])"

_LINK_WORDS = (
    r"so|so la|la|cua|toi|em|minh|chau|con|anh|chi|me|ba|chong|vo|ong|co|chu|the|cong dan|ma|no|number|num|is|my|cu|moi"
    r"|ngan hang|nh|hoi|nha|ban|cua toi|may|gan chip|xe|vao|o|tai|qua|cho|den|gui|nay|rieng"
)
_LINK = rf"(?:[ \t]*(?::|=|-|\.|,|\(|#|{_LINK_WORDS})(?![a-z])){{0,7}}[ \t:=.(\-#]{{0,4}}"
_PHONE_CUE = (
    r"(?:sdt|so dt|s\.d\.t|dt|dien thoai|zalo|viber|whatsapp|hotline|phone|tel|mobile|cell|sms|so may|may ban|so ban)"
)
_CALL_CUE = r"(?:lien he|lien lac|lh|goi|call)"
_CARD_CUE = (
    r"(?:cmnd|cmt|cmtnd|cccd|cc|dinh danh|ddcn|can cuoc|chung minh(?: nhan dan| thu)?|giay to tuy than|(?:citizen )?id"
    r"(?: card)?|identity card)"
)
_INSURANCE_CUE = r"(?:bhyt|bhxh|bao hiem(?: y te| xa hoi)?|ma the|so the|vssid)"
_PASSPORT_CUE = r"(?:ho chieu|passport|hc)"
_PLATE_CUE = r"(?:bien so(?: xe)?|bien(?: xanh| trang| vang| do)?|bks|bsx|bs)"
_CAR_CUE = r"xe(?: may| tai| hoi| con| o to| honda)?"
_BANK = (
    r"(?:vietcombank|vcb|bidv|agribank|viett?inbank|ctg|techcombank|tcb|mb ?bank|acb|sacombank|stb|tpbank|vpbank|hdbank"
    r"|shb|vib|eximbank|scb|ocb|msb|seabank|lien viet(?: post ?bank)?|lpbank|kien ?long ?bank|nam a ?bank|dong a ?bank"
    r"|momo|zalopay|viettelpay)"
)
_ACCOUNT_CUE = (
    r"(?:stk|so tk|so tai khoan|(?:tai khoan|tk) so|account(?: number| no\.?)?|acct|a/c(?: no\.?)?|tk ngan hang|the atm"
    r"|the visa)"
)
_ACCOUNT_HINT = rf"(?:tai khoan|tk|bank|ngan hang|chuyen khoan|chuyen tien|ck(?: vao)?|so the|{_BANK})"
_ANYTHING = r"[^\d?!;]{0,40}"
_ACCOUNT_LINK = rf"(?:{_LINK}(?:{_BANK}|ngan hang|tai khoan|tk))?{_LINK}"

_GROUPED = r"[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?:,\d{3})+"
_MONEY = r"(?:dong(?!\s*(?:y|chi|bao|thoi|thap|nai|ho)\b)|vnd|d|usd|k|t[iy](?! le)|trieu|tr|nghin|ngan(?! hang)|%)"
_DOCUMENT = (
    r"(?:nd|qd|tt|ttlt|nq|ct|kh|cv|tb|hd|bc|ttr|gm|qh|pl|ubnd|hdnd|tu|tw|ttg|cp|l|lenh|ubtvqh|bb|gp|vbhn|dv|hdbt|dh)"
)
_CARD_GROUPS = (  # 079 201 001 234, 079 201001234, 079 2 01 001234, 0792 0100 1234, 079201 001234
    r"0\d\d(?:[ .\-]\d{3}[ .\-]\d{3}[ .\-]?\d{3}|[ .\-]\d{9}|[ .\-]\d[ .\-]\d\d[ .\-]\d{6}"
    r"|\d[ .\-]\d{4}[ .\-]\d{4}|\d{3}[ .\-]\d{6})|0\d(?:[ .\-]\d\d){5}"
)
_INSURANCE_CODE = (
    r"(?:dn|hx|ch|nn|tk|hc|xk|ht|tb|no|ct|xb|tn|cs|qn|ca|cy|xn|ms|cc|ck|cb|kc|hd|te|bt|hn|dt|dk|xd|ts|tc|tq|ta|ty|hg|ls"
    r"|hs|sv|gb|gd|pv|tv|nd|nu|xh|ld|cn)"
)
_SERIES = r"(?:[ab][a-z]|ld|ng|nn|qt|cd|kt|rm|mk|md|da|td|hc|lb|tc)"
_PLATE = rf"[1-9]\d[ .\-]{{0,3}}(?:[a-z]|{_SERIES})\d?[ .\-]{{0,3}}\d{{2,3}}[ .\-]?\d{{2}}"
_ANY_PHONE = rf"{_OPEN}\+?{_OPEN}\d{_D}{{6,14}}"
_SPELLED = r"(?:khong|mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin|\d{1,4}(?!\d))"

_AT = r"(?:@|\(at\)|\[at\]|\(a cong\)|a cong(?![a-z])|acong(?![a-z])|(?<= )at(?= ))"
_DOT = r"(?:\.|\(dot\)|\[dot\]|(?<![a-z])cham(?![a-z])|(?<= )dot(?= ))"
_NAME = r"[\w.+%\-]{1,64}"
_LABEL = r"(?![\w\-]*bot(?![\w\-]))[a-z0-9\-]{1,63}"  # "hỏi @thiduabot. Com" is a mention and a new sentence
_TOP = r"(?:com|vn|net|org|edu|gov|info|biz|asia|me|io)(?![\w\-])"
_PROVIDER = r"(?:gmail|yahoo|hotmail|outlook|icloud|ymail|zoho|proton)"


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of number: where it stands (the group ``number``), what it is called, and a second look."""

    pattern: re.Pattern[str]
    label: str | None
    """None keeps it."""
    fits: Callable[[str, int, int], bool]


def _rule(label: str | None, pattern: str, fits: Callable[[str, int, int], bool] = check.always) -> Rule:
    return Rule(re.compile(pattern), label, fits)


def _bare(pattern: str) -> str:
    return rf"{_START}(?P<number>{pattern}){_END}"


def _cued(cue: str, number: str, link: str = _LINK) -> str:
    return rf"(?<![a-z]){cue}{link}(?P<number>{number}){_END}"


RULES = (
    _rule(EMAIL, rf"(?P<number>{_NAME}@[\w\-]{{1,63}}(?:\.[\w\-]{{1,63}}){{1,5}})"),
    _rule(EMAIL, rf"(?P<number>{_NAME} {{0,3}}{_AT} {{0,3}}(?:{_LABEL} {{0,3}}{_DOT} {{0,3}}){{1,4}}{_TOP})"),
    _rule(EMAIL, rf"(?P<number>{_NAME} ?{_AT} ?{_PROVIDER}(?![\w\-]))"),
    # Kept: documents, dates, periods, places, money
    _rule(None, rf"{_START}(?P<number>\d{{1,10}}[a-z]?/(?:(?:19|20)\d\d/)?{_DOCUMENT}\d*(?![a-z]))"),
    _rule(None, rf"{_START}(?P<number>\d{{1,7}}-{_DOCUMENT}(?:/[a-z]+)?(?![a-z\d]))"),
    _rule(None, _bare(r"\d{1,2}[-./]\d{1,2}[-./](?:19|20)\d\d")),
    _rule(None, _bare(r"(?:0?[1-9]|[12]\d|3[01]) (?:0?[1-9]|1[0-2]) (?:19|20)\d\d")),
    _rule(None, _bare(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")),
    _rule(None, _bare(r"(?:19|20)\d\d ?- ?(?:19|20)\d\d")),
    _rule(None, _bare(r"\d{1,3}[.,]\d{4,8}[,;]? ?\d{1,3}[.,]\d{4,8}")),  # a place on the map
    _rule(None, rf"{_START}(?P<number>(?:{_GROUPED})(?:[.,]\d{{1,2}})?\s?{_MONEY})(?!\w)"),
    _rule(None, rf"{_START}(?<!\d[ \-])(?P<number>[1-9]\d{{0,14}}(?: \d{{3}})*(?:[.,]\d+)?\s?{_MONEY})(?!\w)"),
    # Taken for the word before it (or the bank after it)
    _rule(ACCOUNT, _cued(_ACCOUNT_CUE, rf"\d{_D}{{5,18}}", _ANYTHING), check.is_cued),
    _rule(None, _bare(r"1[89]00[ .\-]?(?:\d{4}|\d{6}|\d\d[ .\-]\d\d|\d{3}[ .\-]\d{3}|\d\d[ .\-]\d\d[ .\-]\d\d)")),
    _rule(ACCOUNT, _cued(_ACCOUNT_HINT, rf"\d{_D}{{6,18}}", _ACCOUNT_LINK), check.is_hinted_account),
    _rule(
        ACCOUNT, rf"{_START}(?P<number>\d(?:[ .\-]?\d){{7,18}})[ ,\-(]{{0,3}}{_BANK}(?![a-z])", check.is_hinted_account
    ),
    _rule(INSURANCE, _cued(_INSURANCE_CUE, rf"(?:[a-z]{{2}}{_G})?\d{_D}{{9,13}}"), check.is_cued_insurance),
    _rule(PASSPORT, _cued(_PASSPORT_CUE, rf"[a-z][ \-]?\d{_D}{{6,7}}")),
    _rule(PASSPORT, _cued(_PASSPORT_CUE, r"[a-z]{0,2} ?\d{6,9}"), check.is_cued),
    _rule(CARD, _cued(_CARD_CUE, rf"\d{_D}{{7,12}}"), check.is_cued_card),
    _rule(CARD, _cued(_CARD_CUE, r"\d(?:[ .\-]?\d){8}(?:(?:[ .\-]?\d){3})?", _ANYTHING), check.is_cued),
    _rule(PLATE, _cued(_PLATE_CUE, _PLATE)),
    _rule(PLATE, _cued(_CAR_CUE, _PLATE), check.is_plate),
    _rule(PLATE, _cued(_PLATE_CUE, r"[a-z]{2}-\d\d-\d\d")),
    _rule(PHONE, _cued(_PHONE_CUE, _ANY_PHONE), check.is_cued_phone),
    _rule(PHONE, _cued(_CALL_CUE, _ANY_PHONE), check.is_called_phone),
    # Taken for its form
    _rule(PASSPORT, rf"{_OUTER}(?P<number>[a-z]\d{{7,8}}){_END}", check.is_passport),
    _rule(PHONE, rf"{_OUTER}(?P<number>\d(?: \d){{8,18}}){_END}", check.is_spaced_out),
    _rule(INSURANCE, rf"{_OUTER}(?P<number>[a-z]{{2}}\d{{13}}){_END}"),
    _rule(
        INSURANCE, rf"{_OUTER}(?P<number>{_INSURANCE_CODE}[ .\-]?[1-5](?:[ .\-]?\d){{12}}){_END}", check.is_insurance
    ),
    _rule(
        PHONE,
        rf"(?<!\d)(?P<number>{_OPEN}(?:\+ ?|00[ .\-]?)8{_G}4\)?(?:{_N}{{9}}{_END}|{_D}{{8,11}})){_END}",
        check.is_phone,
    ),
    _rule(PHONE, rf"(?<![\d.,])(?P<number>{_OPEN}\+[1-9]\)?{_D}{{7,14}}){_END}", check.is_foreign_phone),
    _rule(PHONE, rf"{_START}(?P<number>00[1-9]{_D}{{9,12}}){_END}", check.is_phone),
    _rule(PHONE, _bare(r"1-\(?\d{3}\)?-\d{3}-\d{4}")),
    _rule(CARD, _bare(_CARD_GROUPS), check.is_no_list),
    _rule(PHONE, _bare(rf"{_OPEN}0(?:{_G}[235789]){_N}{{8}}"), check.is_phone),
    # Mistyped: a digit or two too many, or one too few.
    _rule(PHONE, _bare(rf"{_OPEN}0(?:{_G}[35789]){_N}{{8}}\d{{1,2}}"), check.is_long_phone),
    _rule(PHONE, _bare(r"0[35789]\d(?:[ .\-]?\d){6}"), check.is_phone),
    _rule(PHONE, _bare(r"0\d{10}")),
    _rule(PHONE, _bare(rf"{_OPEN}0(?:{_G}[12]){_N}{{8,9}}"), check.is_phone),
    _rule(PHONE, _bare(rf"84{_G}\(?0?\)?{_G}[235789]{_N}{{8}}"), check.is_phone),
    _rule(PHONE, rf"(?<![a-z\d])(?P<number>(?:khong|0)(?: ?{_SPELLED}){{3,11}})(?![a-z\d])", check.is_spelled_phone),
    _rule(
        ACCOUNT,
        _bare(r"(?:9704|[45]\d{3})(?P<gap>[ \-]?)\d{4}(?P=gap)\d{4}(?P=gap)\d{4}(?:(?P=gap)\d{3})?"),
        check.is_bank_card,
    ),
    _rule(
        PLATE, rf"{_OUTER}(?P<number>[1-9]\d ?[ .\-]? ?[a-z]\d?[ .\-]{{0,3}}\d{{3}}[.\-]?\d\d){_END}", check.is_plate
    ),
    _rule(PLATE, rf"{_OUTER}(?P<number>[1-9]\d[\-.]?{_SERIES}\d?[ .\-]{{0,3}}\d{{3}}[.\-]?\d\d){_END}", check.is_plate),
    _rule(PLATE, rf"{_OUTER}(?P<number>[1-9]\d-?[a-z]\d?-\d{{4}}){_END}", check.is_plate),
    _rule(OLD_CARD, _bare(r"0\d{2}\.\d{3}\.\d{3}")),
    _rule(None, rf"{_START}(?P<number>(?:{_GROUPED})(?:[.,]\d{{1,2}})?)(?![\d]|[.,]\d)"),
    _rule(CARD, _bare(r"\d{12}"), check.is_no_quantity),
    _rule(INSURANCE, _bare(r"\d{10}"), check.is_no_quantity),
    _rule(OLD_CARD, _bare(r"\d{9}"), check.is_no_quantity),
    _rule(OLD_CARD, _bare(r"\d{3}(?P<gap>[ \-])\d{3}(?P=gap)\d{3}"), check.is_grouped_card),
)
