"""Two weeks side by side: as text, and as what the chart shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.presentation.keyboards import record_subject
from bot.presentation.rich_text import RichText
from bot.presentation.texts_reports import report_texts

if TYPE_CHECKING:
    from datetime import date

    from bot.presentation.texts import Texts
    from bot.presentation.texts_reports import ReportTexts
    from bot.questionlog.comparing import Comparison, WeekFigures
    from knowledge.base import KnowledgeBase

LAST_DAY = timedelta(days=6)
LONGEST_GAP = 120
"""Characters of a question that are shown."""


@dataclass(frozen=True, slots=True)
class Bars:
    """What the chart shows: names with the figures of both weeks."""

    title: str
    week: str
    before: str
    rows: tuple[tuple[str, int, int], ...]


def comparison_text(comparison: Comparison, knowledge: KnowledgeBase, texts: Texts, *, is_over: bool) -> RichText:
    """Both weeks as text.

    Args:
        comparison: The figures.
        knowledge: Knows what the records are about.
        texts: The sentences of the reader's language.
        is_over: Whether the later week is over.
    """
    words, week, before = report_texts(texts.language), comparison.week, comparison.before
    heading = words.last_week if is_over else words.this_week
    begin, end = _day(week.monday, words), _day(week.monday + LAST_DAY, words)
    text = RichText().line(heading.format(begin=begin, end=end, before=_day(before.monday, words)), "b")
    for name, now, then in _rows(comparison):
        change = _change(now, then, words)
        text.line(words.row.format(name=words.rows[name], now=now, before=then, change=change))
    text.line(words.slowest.format(now=round(week.slowest), before=round(before.slowest)))
    text.line().line(words.top_records, "b")
    for number, (name, count) in enumerate(week.records, start=1):
        record = knowledge.record(name)
        subject = record_subject(record, texts) if record is not None else words.unknown_record
        text.line(f"{number}. {subject} ({count})")
    if not week.records:
        text.line(words.nothing)
    text.line().line(words.top_gaps, "b")
    for number, gap in enumerate(week.gaps, start=1):
        shown = gap.text if len(gap.text) <= LONGEST_GAP else gap.text[: LONGEST_GAP - 1].rstrip() + "…"
        text.line(words.gap.format(number=number, text=shown, people=gap.people))
    if not week.gaps:
        text.line(words.nothing)
    return text


def comparison_bars(comparison: Comparison, texts: Texts) -> Bars:
    """Both weeks for the chart."""
    words = report_texts(texts.language)
    week, before = comparison.week.monday, comparison.before.monday
    return Bars(
        title=words.chart_title.format(week=_day(week, words), before=_day(before, words)),
        week=words.legend_week.format(begin=_day(week, words), end=_day(week + LAST_DAY, words)),
        before=words.legend_before.format(begin=_day(before, words), end=_day(before + LAST_DAY, words)),
        rows=tuple((words.rows[name], now, then) for name, now, then in _rows(comparison)),
    )


def _rows(comparison: Comparison) -> list[tuple[str, int, int]]:
    now, then = _named(comparison.week), _named(comparison.before)
    return [(name, now[name], then[name]) for name in now]


def _named(week: WeekFigures) -> dict[str, int]:
    outcomes = {name: week.outcomes.get(name, 0) for name in ("answered", "ambiguous", "not_found")}
    return {"questions": week.questions, "people": week.people, **outcomes, "up": week.up, "down": week.down}


def _change(now: int, then: int, words: ReportTexts) -> str:
    if now == then:
        return words.same
    return f"{now - then:+d}".replace("-", "−")


def _day(day: date, words: ReportTexts) -> str:
    return words.day.format(day=day)
