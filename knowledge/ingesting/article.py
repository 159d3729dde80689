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

if TYPE_CHECKING:
    from collections.abc import Sequence

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
_PAPER_OF_DATELINE = re.compile(
    r"^(?P<paper>(?:Báo|Tạp chí|Đài|Cổng|TTXVN|Thông tấn xã|VOV|VTV)\b[^\d|,•:;()–—]*?)"
    r"\s*(?:[-–—|,•:;(]|\d|(?:ngày|cập nhật|thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật)\b)",
    re.IGNORECASE,
)
_HEADLINE_PLACE = re.compile(r"^(?P<place>[^:“”\"]{2,40}):\s")
_PLACE_WORDS = re.compile(
    r"^(?:TP\.?|TX\.?|Thành phố|Thị xã|Thị trấn|Huyện|Tỉnh|Xã|Phường|Quận|Khóm|Ấp)\s",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"(?:giai đoạn|năm học|nhiệm kỳ)\s+(?:từ\s+)?(?:năm\s+)?(\d{4})\s*(?:[-–]|đến|đến năm)\s*(?:năm\s+)?(\d{4})",
    re.IGNORECASE,
)


_LONGEST_PARAGRAPH = 20_000
_MOST_PARAGRAPHS = 2_000


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody said about an article besides its text: the editor, or the page it was saved from."""

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None


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


def ingest(text: str, given: Told | None = None, page: Told | None = None) -> Ingested:
    """Recognise headline, date line, lead, captions and byline, and number the passages.

    Args:
        text: the article as copied from the page, paragraphs on lines of their own.
        given: what the editor said; it comes before everything that is printed.
        page: what the file told; for date and newspaper it comes before the text, for the author after the byline.

    Raises:
        IngestError: there is no paragraph of text, or the date that was given is none.
    """
    given, page = given or Told(), page or Told()
    findings = _Findings()
    paragraphs, dropped = paragraphs_of(text, page.title)
    if not any(paragraph.kind in {"lead", "body"} for paragraph in paragraphs):
        raise IngestError("không thấy đoạn văn nào trong tệp này / there is no paragraph of text in this file")
    _refuse_too_long(paragraphs)
    by_kind = {paragraph.kind: paragraph.text for paragraph in reversed(paragraphs)}
    author, paper = _read_byline(by_kind.get("byline"))
    moment = _moment(given.published, page.published, by_kind.get("dateline"), findings)
    publisher = given.publisher or page.publisher or paper or _paper_of(by_kind.get("dateline"))
    title = by_kind.get("title")
    source = {
        "id": _identifier(publisher, moment),
        "title": title,
        "publisher": publisher,
        "author": given.author or author or page.author,
        "published": moment.isoformat() if moment else None,
        "url": given.url or page.url,
        "place": _place(title),
        "period": _period(paragraphs, findings),
        "passages": _number(paragraphs),
    }
    _list_missing(source, findings)
    _list_doubts(paragraphs, dropped, findings)
    return Ingested(source, tuple(findings.needs))


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


def _moment(given: str | None, page: str | None, dateline: str | None, findings: _Findings) -> datetime | None:
    """The first that is known: what was given, what the page told, what is printed; the hour from any of one day."""
    told = [parse_moment(text) if text else None for text in (given, page, dateline)]
    if given is not None and told[0] is None:
        raise IngestError(
            f"không hiểu ngày “{given}”: hãy viết như 2020-07-03T10:10 hoặc 03/07/2020 10:10"
            f" / “{given}” is no date: write it as 2020-07-03T10:10 or 03/07/2020 10:10",
        )
    known = [moment for moment in told if moment]
    if not known:
        return None
    day = known[0][0]
    hour = next((clock for other, clock in known if clock and other == day), None)
    if hour is None:
        findings.need("published: không rõ giờ đăng, tạm ghi 00:00", "the hour is unknown, 00:00 was put in its place")
    return datetime.combine(day, hour or time(), VIETNAM)


def _refuse_too_long(paragraphs: Sequence[Paragraph]) -> None:
    if any(len(paragraph.text) > _LONGEST_PARAGRAPH for paragraph in paragraphs) or len(paragraphs) > _MOST_PARAGRAPHS:
        raise IngestError(
            f"có đoạn dài quá {_LONGEST_PARAGRAPH} ký tự, hoặc hơn {_MOST_PARAGRAPHS} đoạn: đây có là một bài báo?"
            f" / a paragraph of more than {_LONGEST_PARAGRAPH} signs, or more than {_MOST_PARAGRAPHS} paragraphs:"
            " is this one article?"
        )


def _read_byline(byline: str | None) -> tuple[str | None, str | None]:
    """The author and the newspaper that a byline names."""
    if byline is None:
        return None, None
    match = _AUTHOR.match(byline)
    who, paper = (match["who"], match["paper"]) if match else (byline, None)
    return (None, paper or who) if _NOT_A_PERSON.match(who) else (who, paper)


def _paper_of(dateline: str | None) -> str | None:
    """The newspaper beside the date: Báo Thử Nghiệm - 14/11/2023."""
    match = _PAPER_OF_DATELINE.match(dateline or "")
    return match["paper"].strip() if match else None


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


_LEFT_OPEN = ("để trống (null), biết thì điền sau", "left null, to be filled in if it is known")
_MISSING = {
    "title": ("không thấy tiêu đề; chưa có thì chưa thêm bài được", "no headline was found; nothing is added without"),
    "publisher": (
        "không rõ báo nào; thêm --publisher “Báo …” vào lệnh thì mới thêm bài được",
        "the newspaper is unknown; the article is added only with --publisher",
    ),
    "published": (
        "không thấy ngày đăng; thêm --published “15/03/2024 08:00” vào lệnh thì mới thêm bài được",
        "no date of publication was found; the article is added only with --published",
    ),
    "id": ("chưa đặt được mã vì thiếu tên báo hoặc ngày đăng", "no id without newspaper and date"),
    "author": (f"không rõ tác giả, {_LEFT_OPEN[0]}", f"the author is unknown, {_LEFT_OPEN[1]}"),
    "url": (f"không rõ địa chỉ bài báo, {_LEFT_OPEN[0]}", f"the address is unknown, {_LEFT_OPEN[1]}"),
    "place": (f"không rõ địa phương, {_LEFT_OPEN[0]}", f"the place is unknown, {_LEFT_OPEN[1]}"),
    "period": (f"không rõ giai đoạn, {_LEFT_OPEN[0]}", f"the period is unknown, {_LEFT_OPEN[1]}"),
}


def _list_missing(source: dict[str, Any], findings: _Findings) -> None:
    for key, (vietnamese, english) in _MISSING.items():
        if source[key] is None:
            findings.need(f"{key}: {vietnamese}", english)


def _list_doubts(paragraphs: Sequence[Paragraph], dropped: Sequence[str], findings: _Findings) -> None:
    for passage, paragraph in zip(_number(paragraphs), paragraphs, strict=True):
        if paragraph.is_doubtful:
            findings.need(
                f"{passage['id']}: dòng ngắn, tạm coi là “{paragraph.kind}”: “{paragraph.text[:60]}”",
                f"a short line, taken as “{paragraph.kind}”",
            )
    for line in dropped:
        findings.need(f"đã bỏ dòng thừa của trang: “{line[:60]}”", "a leftover of the page was dropped")
