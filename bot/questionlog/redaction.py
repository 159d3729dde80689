"""Takes the numbers that name somebody out of a text, before it is kept anywhere."""

from __future__ import annotations

import re

# What is kept stands before what is taken away: the first pattern that fits at a place decides over that stretch.
_HIDDEN = r"[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]*"
_DIGIT = rf"\d{_HIDDEN}"
_GAP = rf"[ .\-()\u00a0]{{0,2}}{_HIDDEN}"
_START = r"(?<!\d)(?<!\d[.,/])"
_END = r"(?!\d)"
_CUE_PHONE = r"(?:sđt|sdt|đt|dt|điện thoại|dien thoai|zalo|hotline|phone|tel|mobile|số máy|so may)"
_CUE_CARD = r"(?:cmnd|cmt|cccd|căn cước|can cuoc|chứng minh(?: nhân dân| thư)?|chung minh(?: nhan dan| thu)?|id)"
_CUE_INSURANCE = (
    r"(?:bhyt|bhxh|bảo hiểm y tế|bao hiem y te|bảo hiểm xã hội|bao hiem xa hoi|mã thẻ|ma the|số thẻ|so the)"
)
_LINK = (
    r"(?:[ \t]*(?::|=|số|so|là|la|của|cua|tôi|toi|em|mình|minh|cháu|chau|con|anh|chị|chi|thẻ|the|công dân|cong dan"
    r"|mã|ma|no|number|is|my)){0,5}[ \t:=.]{0,3}"
)
_LONG_NUMBER = rf"{_DIGIT}(?:{_GAP}{_DIGIT}){{7,14}}{_END}"
_GROUPED = r"[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?:,\d{3})+"

_MONEY = r"(?:(?:đồng|dong)(?!\s*(?:ý|y|chí|chi|bào|bao|thời|thoi)\b)|vnđ|vnd|đ|usd|tỉ|tỷ|ty|triệu|trieu|nghìn|ngàn|%)"
_CARD_GROUPS = (  # 079 201 001 234, 079 201001234, 079 2 01 001234, 0792 0100 1234, 079201 001234
    r"0\d\d(?:[ .\-]\d{3}[ .\-]\d{3}[ .\-]?\d{3}|[ .\-]\d{9}|[ .\-]\d[ .\-]\d\d[ .\-]\d{6}"
    r"|\d[ .\-]\d{4}[ .\-]\d{4}|\d{3}[ .\-]\d{6})"
)

_MAIL_NAME = rf"[\w.+\-]{{1,64}}{_HIDDEN}"
_MAIL_GAP = rf"[ \t\u00a0]{{0,3}}{_HIDDEN}"
_MAIL_LABEL = r"(?![\w\-]*bot(?![\w\-]))[a-z0-9\-]{1,63}"  # "hỏi @thiduabot. Com" is a mention and a new sentence
_MAIL_END = r"(?:com|vn|net|org|edu|gov|info|biz|asia|me|io)(?![\w\-])"

_KEPT = (
    rf"{_START}\d{{1,2}}[-./]\d{{1,2}}[-./](?:19|20)\d{{2}}{_END}",  # 03/07/2020
    rf"{_START}(?:19|20)\d{{2}} ?[-–] ?(?:19|20)\d{{2}}{_END}",  # 2016 - 2020
    rf"{_START}(?:{_GROUPED})(?:[.,]\d{{1,2}})?(?![\d]|[.,]\d)",  # 17.500.000.000
    rf"{_START}[1-9]\d{{0,14}}(?: \d{{3}})*(?:[.,]\d+)?\s?{_MONEY}(?!\w)",  # 250000000 đồng
)
_TAKEN = (
    ("email", r"[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,5}"),
    (  # nguyenvana @ gmail . com: with blanks only what ends like an address, since "@" calls people too
        "email",
        rf"{_MAIL_NAME}{_MAIL_GAP}@{_MAIL_GAP}(?:{_MAIL_LABEL}{_MAIL_GAP}\.{_MAIL_GAP}){{1,4}}{_MAIL_END}",
    ),
    ("thẻ BHYT", rf"(?<![^\W\d_])[A-Za-z]{{2}}{_GAP}{_DIGIT}(?:{_GAP}{_DIGIT}){{12}}{_END}"),
    ("số điện thoại", rf"(?<!\d)(?:\+{_HIDDEN}|00)8{_HIDDEN}4(?:{_GAP}{_DIGIT}){{8,11}}{_END}"),
    ("số căn cước", rf"{_START}(?:{_DIGIT}){{12}}{_END}"),
    ("số căn cước", rf"{_START}{_CARD_GROUPS}{_END}"),
    ("số điện thoại", rf"{_START}\(?0{_HIDDEN}(?:{_GAP}[35789])(?:{_GAP}{_DIGIT}){{8}}{_END}"),
    # Mistyped: a digit or two too many (never the next word's: "0912 345 678 2 người"), or one too few.
    ("số điện thoại", rf"{_START}\(?0{_HIDDEN}(?:{_GAP}[35789])(?:{_GAP}{_DIGIT}){{8}}(?:{_DIGIT}){{1,2}}{_END}"),
    ("số điện thoại", rf"{_START}0{_HIDDEN}[35789]{_HIDDEN}{_DIGIT}(?:{_GAP}{_DIGIT}){{6}}{_END}"),
    ("số điện thoại", rf"{_START}0{_HIDDEN}(?:{_DIGIT}){{10}}{_END}"),
    ("số điện thoại", rf"{_START}\(?0{_HIDDEN}(?:{_GAP}[12])(?:{_GAP}{_DIGIT}){{8,9}}{_END}"),
    ("số điện thoại", rf"{_START}84{_GAP}\(?0?\)?{_GAP}[35789](?:{_GAP}{_DIGIT}){{8}}{_END}"),
    ("thẻ BHYT", rf"{_START}(?:{_DIGIT}){{10}}{_END}"),
    ("số CMND", rf"{_START}(?:{_DIGIT}){{9}}{_END}"),
    ("số CMND", rf"{_START}\d{{3}}([ \-])\d{{3}}[ \-]\d{{3}}{_END}"),
)
_PATTERN = re.compile(
    "|".join(
        (
            rf"(?P<phone>\b{_CUE_PHONE}{_LINK}){_LONG_NUMBER}",
            rf"(?P<card>\b{_CUE_CARD}{_LINK}){_LONG_NUMBER}",
            rf"(?P<insurance>\b{_CUE_INSURANCE}{_LINK})(?:[A-Za-z]{{2}}{_GAP})?{_LONG_NUMBER}",
            *(f"(?P<kept{number}>{pattern})" for number, pattern in enumerate(_KEPT)),
            *(f"(?P<taken{number}>{pattern})" for number, (_, pattern) in enumerate(_TAKEN)),
        )
    ),
    re.IGNORECASE,
)
_CUED = {"phone": "số điện thoại", "card": "số căn cước", "insurance": "thẻ BHYT"}


def redact(text: str) -> str:
    """Replace phone, identity-card and health-insurance numbers and email addresses by what they were.

    Money, dates, periods, document numbers and short numbers stay. Redacting twice is redacting once.
    """
    redacted = _PATTERN.sub(_replace, text)
    while redacted != text:  # each round leaves fewer digits and "@", so this ends
        text, redacted = redacted, _PATTERN.sub(_replace, redacted)
    return redacted


def _replace(match: re.Match[str]) -> str:
    group = match.lastgroup or ""
    if group in _CUED:
        return f"{match[group]}[{_CUED[group]}]"
    if group.startswith("taken"):
        return f"[{_TAKEN[int(group.removeprefix('taken'))][0]}]"
    return match[0]
