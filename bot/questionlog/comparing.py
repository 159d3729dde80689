"""The figures of one week, and of two weeks side by side."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bot.questionlog.review_tables import review_members
from bot.questionlog.tables import questions, votes
from bot.questionlog.weeks import WEEK, begin_of
from knowledge.language.normalizing import fold_text

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import Connection

MOST_TOP = 5


@dataclass(frozen=True, slots=True)
class Gap:
    """Like questions that were not found: their commonest wording, and how many people asked."""

    text: str
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekFigures:
    """What happened in a week."""

    monday: date
    questions: int
    people: int
    outcomes: dict[str, int]
    up: int
    down: int
    slowest: float
    """Milliseconds."""
    records: tuple[tuple[str, int], ...]
    """The records that answered most, with how often."""
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A week and the one before it."""

    week: WeekFigures
    before: WeekFigures


def compare_weeks(connection: Connection, monday: date) -> Comparison:
    """Count the week that begins on a Monday, as far as it has come, and the one before."""
    return Comparison(_count(connection, monday), _count(connection, monday - WEEK))


def _count(connection: Connection, monday: date) -> WeekFigures:
    begin, end = begin_of(monday), begin_of(monday + WEEK)
    asked = (questions.c.asked_at >= begin) & (questions.c.asked_at < end)
    columns = (
        func.count(),
        func.count(questions.c.pseudonym.distinct()),
        func.coalesce(func.max(questions.c.milliseconds), 0.0),
    )
    total, persons, slowest = connection.execute(select(*columns).where(asked)).one()
    outcomes = select(questions.c.outcome, func.count()).where(asked).group_by(questions.c.outcome)
    given = (votes.c.voted_at >= begin) & (votes.c.voted_at < end)
    tally = select(votes.c.vote, func.count()).where(given).group_by(votes.c.vote)
    voted: dict[int, int] = {row[0]: row[1] for row in connection.execute(tally)}
    return WeekFigures(
        monday=monday,
        questions=total,
        people=persons,
        outcomes={row[0]: row[1] for row in connection.execute(outcomes)},
        up=voted.get(1, 0),
        down=voted.get(-1, 0),
        slowest=slowest,
        records=_find_top_records(connection, begin, end),
        gaps=_find_gaps(connection, begin, end),
    )


def _find_top_records(connection: Connection, begin: datetime, end: datetime) -> tuple[tuple[str, int], ...]:
    answered = select(questions.c.records).where(
        questions.c.asked_at >= begin, questions.c.asked_at < end, questions.c.outcome == "answered"
    )
    counts = Counter(record for records in connection.scalars(answered) for record in records)
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST_TOP])


def _find_gaps(connection: Connection, begin: datetime, end: datetime) -> tuple[Gap, ...]:
    """Gather what was not found as review has grouped it; what it has not come to yet, by its words alone."""
    missing = (
        select(questions.c.text, questions.c.pseudonym, review_members.c.group_id)
        .outerjoin(review_members, review_members.c.question_id == questions.c.id)
        .where(
            questions.c.asked_at >= begin,
            questions.c.asked_at < end,
            questions.c.outcome == "not_found",
            questions.c.text != "",
        )
    )
    texts: defaultdict[int | str, Counter[str]] = defaultdict(Counter)
    persons: defaultdict[int | str, set[str]] = defaultdict(set)
    for text, pseudonym, group in connection.execute(missing):
        key = group if group is not None else fold_text(text)
        texts[key][text] += 1
        persons[key].add(pseudonym)
    gaps = [Gap(counts.most_common(1)[0][0], len(persons[key])) for key, counts in texts.items()]
    return tuple(sorted(gaps, key=lambda gap: (-gap.people, gap.text))[:MOST_TOP])
