"""The lines of a copied newspaper page: which are headline, date line, lead, body, caption, byline, or junk."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.model import PassageKind

_JUNK = re.compile(
    r"""(?: A[-+]?(?:\s+A[-+]?)+ | [Cc]ỡ\ chữ.* | [Cc]hia\ sẻ(?:\ bài\ viết)?:? | [Ii]n\ (?:bài(?:\ viết)?|trang)
      | (?:[Gg]ửi\ )?[Ee]-?mail | Facebook | Zalo | Twitter | Messenger | [Bb]ình\ luận(?:\ \(\d+\))?
      | [Ll]ượt\ xem:?.* | \d+\ lượt\ xem | (?:[Tt]in|[Bb]ài)\ (?:liên\ quan|cùng\ chuyên\ mục|mới\ nhất):?
      | [Ll]ưu\ bài(?:\ viết)? | [Nn]ghe\ đọc\ bài | [Tt]rang\ chủ.* | [Tt]ừ\ khóa:?.* | [Qq]uảng\ cáo )""",
    re.VERBOSE,
)
_DATE = re.compile(r"(?<!\d)(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}-\d{2}-\d{2})(?!\d)")
_CAPTION = re.compile(
    r"(?:^|[\s(])(?:Ảnh|Nguồn ảnh|Ảnh minh họa|Ảnh tư liệu)\s*:|^Ảnh\s*:|\(Ảnh\b|Ảnh (?:minh họa|tư liệu)\.?\)?$"
)
_BYLINE = re.compile(r"^(?:Theo\s+[A-ZĐÀ-Ỹ]|Bài(?: và|,)? ảnh\s*:|Tin(?: và|,)? ảnh\s*:|Tác giả\s*:|Bài\s*:)")
_AROUND_DATE = re.compile(r"\d|Thứ\s+\w+|Chủ\s+nhật|Cập\s+nhật|Ngày(?:\s+đăng)?|GMT|[\W_]", re.IGNORECASE)
_SEPARATOR = re.compile(r"[-–|,•:()]")
_ENDS_SENTENCE = re.compile(r"[.!?…:;,”\"]$")
_LONGEST_TITLE = 250
_LONGEST_CAPTION = 500
_LONGEST_DATELINE = 80
_LONGEST_NAME = 6
_MOST_LETTERS_BY_DATE = 20
"""The paper's name may stand by the date; a headline that names a date is longer."""
_ITEM = re.compile(r"[-–—•*+]\s|\d{1,2}[.)]\s")
_SHORT = 80
_WRAPPED = range(50, 121)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, verbatim, with the kind of passage it looks like."""

    text: str
    kind: PassageKind
    is_doubtful: bool = False


def paragraphs_of(text: str, title: str | None = None) -> tuple[list[Paragraph], list[str]]:
    """The paragraphs in order, and the lines of the page that are no part of the article.

    Args:
        text: paragraphs on lines of their own.
        title: the headline, where it is known; only a line that says exactly this is one.
    """
    lines = _split(_clean(text))
    dropped = [line for line in lines if _JUNK.fullmatch(line)]
    kept = [line for line in lines if not _JUNK.fullmatch(line)]
    kinds: list[Paragraph] = []
    for place, line in enumerate(kept):
        is_title = title is not None and line == title and not any(known.kind == "title" for known in kinds)
        kinds.append(Paragraph(line, "title") if is_title else _recognise(line, kinds, is_last=place == len(kept) - 1))
    return kinds, dropped


def _recognise(line: str, before: list[Paragraph], *, is_last: bool) -> Paragraph:
    seen = {paragraph.kind for paragraph in before}
    is_short = len(line) <= _SHORT and not _ENDS_SENTENCE.search(line)
    has_text = "lead" in seen
    if not has_text and "dateline" not in seen and _is_dateline(line):
        return Paragraph(line, "dateline")
    if "title" not in seen and not has_text and len(line) <= _LONGEST_TITLE and not line.endswith("."):
        return Paragraph(line, "title")
    if len(line) <= _LONGEST_CAPTION and _CAPTION.search(line) and not _BYLINE.match(line):
        return Paragraph(line, "caption")
    if has_text and is_short and (_BYLINE.match(line) or (is_last and _is_name(line))):
        return Paragraph(line, "byline")
    if not has_text and not is_short:
        return Paragraph(line, "lead")
    return Paragraph(line, "body", is_doubtful=is_short)


def _is_dateline(line: str) -> bool:
    """A date alone between its separators; beside it at most the paper's name."""
    date = _DATE.search(line)
    if len(line) > _LONGEST_DATELINE or not date:
        return False
    before, after = _SEPARATOR.split(line[: date.start()])[-1], _SEPARATOR.split(line[date.end() :])[0]
    is_alone = not _AROUND_DATE.sub("", before + after)
    return is_alone and len(_AROUND_DATE.sub("", line)) <= _MOST_LETTERS_BY_DATE


def _is_name(line: str) -> bool:
    words = line.split()
    return len(words) <= _LONGEST_NAME and all(word[0].isupper() for word in words)


def _clean(text: str) -> str:
    """NFC, plain line ends and spaces, and none of the invisible characters that pages are full of."""
    text = "\n".join(unicodedata.normalize("NFC", text).splitlines())  # Unicode's line and paragraph ends too
    signs = (" " if unicodedata.category(sign) == "Zs" or sign == "\t" else sign for sign in text)
    return "".join(sign for sign in signs if sign == "\n" or not unicodedata.category(sign).startswith("C"))


def _split(text: str) -> list[str]:
    """Paragraphs: lines, except that lines wrapped at a width belong together until an empty one."""
    paragraphs: list[str] = []
    for block in re.split(r"\n\s*\n", text):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        stands_alone = any(_ITEM.match(line) or _is_dateline(line) for line in lines)
        is_wrapped = (
            len(lines) > 1
            and not stands_alone
            and all(len(line) in _WRAPPED and not line.endswith(".") for line in lines[:-1])
        )
        paragraphs.extend([" ".join(lines)] if is_wrapped else lines)
    return paragraphs
