"""What publishing a version would change, as one page of HTML that needs nothing else: for editors to read before."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from knowledge.comparing import EFFECTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Template

    from knowledge.asking import Answered
    from knowledge.changes import Change
    from knowledge.comparing import AnswerChange, Effect, Impact

MOST_SHOWN = 300
"""Different changes of one kind on the page; more are counted, for nobody reads them all."""
_LONGEST_COMPARED = 400
_FIGURE = {"value", "unit"}
_WORDS = re.compile(r"\s*\S+")

_EFFECTS: dict[Effect, tuple[str, str]] = {
    "broken": ("Trái với bộ câu hỏi", "Trước đúng như bộ câu hỏi mong đợi, nay không còn đúng."),
    "lost": ("Không còn trả lời", "Trước trả lời được, nay thì không."),
    "other": ("Trả lời khác đi", "Trước và nay không giống nhau; xin đọc kỹ từng câu."),
    "gained": ("Nay trả lời được", "Trước chưa trả lời được, nay đã có câu trả lời."),
    "mended": ("Nay khớp với bộ câu hỏi", "Trước chưa đúng như bộ câu hỏi mong đợi, nay đã đúng."),
}
_STATUSES = {
    "answered": "Trả lời",
    "ambiguous": "Hỏi lại, mời chọn",
    "not_found": "Chưa có trong tư liệu",
    "smalltalk": "Lời chào hỏi",
}
_HOW = {"added": "thêm", "removed": "bỏ", "changed": "sửa"}
_WHAT = {"source": "Bài báo", "topic": "Chủ đề", "record": "Bản ghi", "lexicon": "Từ vựng"}
_FIELDS = {
    "answer": "câu trả lời",
    "answer_en": "câu trả lời tiếng Anh",
    "author": "tác giả",
    "citations": "trích dẫn",
    "draft": "bản nháp",
    "figure": "con số",
    "kind": "loại",
    "passages": "các đoạn",
    "period": "giai đoạn",
    "phrasings": "cách hỏi",
    "place": "nơi",
    "published": "ngày đăng",
    "publisher": "tờ báo",
    "related": "liên quan",
    "subject": "tên gọi",
    "subject_en": "tên gọi tiếng Anh",
    "title": "tiêu đề",
    "topic": "chủ đề",
    "url": "địa chỉ",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text, and whether the other version lacks it."""

    text: str
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """What one version answers, ready for the page."""

    status: str
    name: str
    lines: tuple[tuple[Piece, ...], ...]
    quotes: tuple[str, ...]
    note: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """One field of a record: what went and what came."""

    name: str
    gone: tuple[tuple[Piece, ...], ...]
    come: tuple[tuple[Piece, ...], ...]


def render_page(impact: Impact) -> str:
    """The page, in Vietnamese; every text in it is escaped."""
    sections = [(effect, *_EFFECTS[effect], _of(impact, effect)) for effect in EFFECTS if impact.count(effect)]
    return _template().render(
        impact=impact,
        sections=sections,
        most_shown=MOST_SHOWN,
        groups=_group,
        sides=_sides,
        rows=_rows,
        statuses=_STATUSES,
        how=_HOW,
        what=_WHAT,
        number=_number,
    )


@lru_cache(maxsize=1)
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)
    return environment.from_string(files(__package__).joinpath("impact_page.html").read_text(encoding="utf-8"))


def _of(impact: Impact, effect: Effect) -> list[AnswerChange]:
    return [change for change in impact.answers if change.effect == effect]


def _group(changes: Sequence[AnswerChange]) -> list[list[AnswerChange]]:
    """Questions whose answers change from the same to the same, together: one decision for the editor."""
    groups: dict[tuple[Answered, Answered], list[AnswerChange]] = {}
    for change in changes:
        groups.setdefault((change.before, change.after), []).append(change)
    return sorted(groups.values(), key=lambda group: -sum(max(change.times, 1) for change in group))


def _number(value: int) -> str:
    """As Vietnamese prints it: 10.000."""
    return f"{value:,}".replace(",", ".")


def _sides(change: AnswerChange) -> tuple[Side, Side]:
    """Both answers, with marks on what the other lacks where both say as many things."""
    before, after = change.before, change.after
    if len(before.lines) == len(after.lines) and before.status == after.status == "answered":
        pairs = [mark_difference(old, new) for old, new in zip(before.lines, after.lines, strict=True)]
        return _side(before, [old for old, _ in pairs]), _side(after, [new for _, new in pairs])
    return _side(before, [(Piece(line),) for line in before.lines]), _side(
        after, [(Piece(line),) for line in after.lines]
    )


def _side(answered: Answered, lines: Sequence[tuple[Piece, ...]]) -> Side:
    is_talk = answered.status == "smalltalk"
    note = {"corrected": "có lời đính chính", "dated": "có lời nhắc số liệu đã cũ"}.get(answered.note or "")
    return Side(answered.status, _STATUSES[answered.status], () if is_talk else tuple(lines), answered.quotes, note)


def mark_difference(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces, word by word, what the other lacks marked; wholly different ones stay plain."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if old == new or max(len(before), len(after)) > _LONGEST_COMPARED:
        return (Piece(old),), (Piece(new),)
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < 0.3:  # noqa: PLR2004  little in common: marks everywhere would say nothing
        return (Piece(old),), (Piece(new),)
    olds: list[Piece] = []
    news: list[Piece] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        is_new = tag != "equal"
        olds += [Piece("".join(before[i1:i2]), is_new)] if i2 > i1 else []
        news += [Piece("".join(after[j1:j2]), is_new)] if j2 > j1 else []
    return tuple(olds), tuple(news)


def _rows(change: Change) -> list[Row]:
    return [_row(name, old, new) for name, old, new in change.fields]


def _row(name: str, old: Any, new: Any) -> Row:
    """Of lists only what went and what came; of single values both."""
    label = _FIELDS.get(name, name)
    olds, news = _texts(old), _texts(new)
    if len(olds) == 1 and len(news) == 1:
        before, after = mark_difference(olds[0], news[0])
        return Row(label, (before,), (after,))
    gone = [text for text in olds if text not in news]
    come = [text for text in news if text not in olds]
    return Row(label, tuple((Piece(text),) for text in gone), tuple((Piece(text),) for text in come))


def _texts(value: Any) -> list[str]:
    """A value of a record as lines that a person reads."""
    if value is None:
        return []
    if isinstance(value, (list, tuple)):
        return [_joined(item) for item in value]
    if isinstance(value, dict) and value.keys() != _FIGURE:
        return [f"{name}: {_joined(item)}" for name, item in value.items()]
    return [_joined(value)]


def _joined(value: Any) -> str:
    """A value within a line."""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, dict):
        return " · ".join(map(_joined, value.values()))
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_joined, value))
    return str(value)
