"""The text of an article becomes a source; whatever the text does not tell is left empty and named for the editor."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING, Any

from knowledge.errors import IngestError
from knowledge.layout import Paragraph, paragraphs_of
from knowledge.parsing import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

VIETNAM = timezone(timedelta(hours=7))

_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})(?::|h|g| giờ )(\d{2})(?!\d)")
_AUTHOR = re.compile(
    r"""^(?:Theo|Bài\ và\ ảnh|Bài,\ ảnh|Tin\ và\ ảnh|Tin,\ ảnh|Tác\ giả|Bài)\s*:?\s+
    (?P<who>[^()]+?)\s*(?:\((?P<paper>[^()]+)\))?$""",
    re.VERBOSE,
)
_NOT_A_PERSON = re.compile(r"^(?:Báo|TTXVN|Đài|Cổng|Tạp chí|VOV|VTV|Thông tấn)\b", re.IGNORECASE)
_HEADLINE_PLACE = re.compile(r"^(?P<place>[^:“”\"]{2,40}):\s")
_PLACE_WORDS = re.compile(
    r"^(?:TP\.?|TX\.?|Thành phố|Thị xã|Thị trấn|Huyện|Tỉnh|Xã|Phường|Quận|Khóm|Ấp)\s",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"giai đoạn\s+(?:từ\s+)?(?:năm\s+)?(\d{4})\s*(?:[-–]|đến|đến năm)\s*(?:năm\s+)?(\d{4})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Ingested:
    """A source as JSON, and what an editor has to look at before it is published."""

    source: dict[str, Any]
    needs: tuple[str, ...]


@dataclass(slots=True)
class _Findings:
    needs: list[str] = field(default_factory=list)

    def need(self, vietnamese: str, english: str) -> None:
        self.needs.append(f"{vietnamese} / {english}")


def ingest(text: str, publisher: str | None = None, published: str | None = None, url: str | None = None) -> Ingested:
    """Recognise headline, date line, lead, captions and byline, and number the passages.

    Args:
        text: the article as copied from the page, paragraphs on lines of their own.
        publisher: the newspaper; without it, what the byline names in parentheses.
        published: ISO or day/month/year, with or without a time; comes before the article's own date line.
        url: the address of the article.

    Raises:
        IngestError: there is no paragraph of text, or ``published`` is no date.
    """
    findings = _Findings()
    paragraphs, dropped = paragraphs_of(text)
    if not any(paragraph.kind in {"lead", "body"} for paragraph in paragraphs):
        raise IngestError("không thấy đoạn văn nào trong tệp này / there is no paragraph of text in this file")
    by_kind = {paragraph.kind: paragraph.text for paragraph in reversed(paragraphs)}
    author, paper = _read_byline(by_kind.get("byline"))
    moment = _moment(published, by_kind.get("dateline"), findings)
    publisher = publisher or paper
    title = by_kind.get("title")
    source = {
        "id": _identifier(publisher, moment),
        "title": title,
        "publisher": publisher,
        "author": author,
        "published": moment.isoformat() if moment else None,
        "url": url,
        "place": _place(title),
        "period": _period(paragraphs, findings),
        "passages": _number(paragraphs),
    }
    _list_missing(source, findings)
    _list_doubts(paragraphs, dropped, findings)
    return Ingested(source, tuple(findings.needs))


def read_text(path: Path) -> str:
    """The text of an article's file: UTF-8, or UTF-16 with its mark, as Windows editors write it.

    Raises:
        IngestError: it is too large, or no text in these encodings.
    """
    with path.open("rb") as stream:
        raw = stream.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise IngestError(f"tệp quá lớn / the file is too large: {path}")
    try:
        return raw.decode("utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError:
        raise IngestError(
            f"tệp không phải UTF-8: hãy lưu lại bằng UTF-8 / not UTF-8, save it as UTF-8: {path}"
        ) from None


def parse_moment(text: str) -> tuple[date, time | None] | None:
    """The date in a text, and the time if it has one."""
    day_first, year_first = _DAY_FIRST.search(text), _YEAR_FIRST.search(text)
    if not (day_first or year_first):
        return None
    clock = _CLOCK.search(_YEAR_FIRST.sub(" ", _DAY_FIRST.sub(" ", text)))
    try:
        if year_first:
            day = date(*map(int, year_first.groups()))
        else:
            day = date(*map(int, reversed(day_first.groups() if day_first else ())))
        return day, time(int(clock[1]), int(clock[2])) if clock else None
    except ValueError:
        return None


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower()).strip("-")


def _moment(given: str | None, dateline: str | None, findings: _Findings) -> datetime | None:
    printed = parse_moment(dateline) if dateline else None
    chosen = printed
    if given is not None:
        chosen = parse_moment(given)
        if chosen is None:
            raise IngestError(
                f"không hiểu ngày “{given}”: hãy viết như 2020-07-03T10:10 hoặc 03/07/2020 10:10"
                f" / “{given}” is no date: write it as 2020-07-03T10:10 or 03/07/2020 10:10",
            )
        if chosen[1] is None and printed and printed[0] == chosen[0]:
            chosen = printed
    if chosen is None:
        return None
    if chosen[1] is None:
        findings.need("published: không rõ giờ đăng, tạm ghi 00:00", "the hour is unknown, 00:00 was put in its place")
    return datetime.combine(chosen[0], chosen[1] or time(), VIETNAM)


def _read_byline(byline: str | None) -> tuple[str | None, str | None]:
    """The author and the newspaper that a byline names."""
    if byline is None:
        return None, None
    match = _AUTHOR.match(byline)
    who, paper = (match["who"], match["paper"]) if match else (byline, None)
    return (None, paper or who) if _NOT_A_PERSON.match(who) else (who, paper)


def _place(title: str | None) -> str | None:
    match = _HEADLINE_PLACE.match(title or "")
    return match["place"] if match and _PLACE_WORDS.match(match["place"]) else None


def _period(paragraphs: Sequence[Paragraph], findings: _Findings) -> str | None:
    found = Counter(f"{match[1]}-{match[2]}" for paragraph in paragraphs for match in _PERIOD.finditer(paragraph.text))
    if not found:
        return None
    (period, _), *others = found.most_common()
    if others:
        names = ", ".join(name for name, _ in others)
        findings.need(f"period: bài còn nhắc {names}", f"the article also names {names}")
    return period


def _identifier(publisher: str | None, moment: datetime | None) -> str | None:
    return f"{slug(publisher)}-{moment.date().isoformat()}" if publisher and moment else None


def _number(paragraphs: Sequence[Paragraph]) -> list[dict[str, str]]:
    """Headline and date line by name, everything after them by number."""
    passages: list[dict[str, str]] = []
    numbered = 0
    for paragraph in paragraphs:
        name: str = paragraph.kind
        if paragraph.kind not in {"title", "dateline"}:
            numbered += 1
            name = f"p{numbered}"
        passages.append({"id": name, "kind": paragraph.kind, "text": paragraph.text})
    return passages


_MISSING = {
    "title": ("không thấy tiêu đề", "no headline was found"),
    "publisher": ("không rõ báo nào: hãy thêm --publisher", "the newspaper is unknown: give --publisher"),
    "published": ("không thấy ngày đăng: hãy thêm --published", "no date of publication was found: give --published"),
    "id": ("chưa đặt được mã vì thiếu báo hoặc ngày", "no id without newspaper and date"),
    "author": ("không rõ tác giả", "the author is unknown"),
    "url": ("không rõ địa chỉ bài báo", "the address is unknown"),
    "place": ("không rõ địa phương", "the place is unknown"),
    "period": ("không rõ giai đoạn", "the period is unknown"),
}


def _list_missing(source: dict[str, Any], findings: _Findings) -> None:
    for key, (vietnamese, english) in _MISSING.items():
        if source[key] is None:
            findings.need(f"{key}: {vietnamese}, để null", f"{english}, left null")


def _list_doubts(paragraphs: Sequence[Paragraph], dropped: Sequence[str], findings: _Findings) -> None:
    for passage, paragraph in zip(_number(paragraphs), paragraphs, strict=True):
        if paragraph.is_doubtful:
            findings.need(
                f"{passage['id']}: dòng ngắn, tạm coi là “{paragraph.kind}”: “{paragraph.text[:60]}”",
                f"a short line, taken as “{paragraph.kind}”",
            )
    for line in dropped:
        findings.need(f"đã bỏ dòng thừa của trang: “{line[:60]}”", "a leftover of the page was dropped")
