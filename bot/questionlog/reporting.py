"""Reads the question log as a whole: every question, and figures."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bot.questionlog.model import LoggedQuestion
from bot.questionlog.tables import questions, set_aside_updates, votes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Engine

_CHUNK = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Figures of a stretch of the log."""

    questions: int
    people: int
    outcomes: dict[str, int]
    up: int
    down: int
    median_milliseconds: float
    set_aside: int


def iterate_questions(engine: Engine, since: datetime | None = None) -> Iterator[LoggedQuestion]:
    """Yield the questions asked since a moment, in the order they were logged."""
    lean = select(votes.c.question_id, func.sum(votes.c.vote).label("lean")).group_by(votes.c.question_id).subquery()
    statement = (
        select(questions, lean.c.lean)
        .outerjoin(lean, lean.c.question_id == questions.c.id)
        .order_by(questions.c.id)
        .execution_options(is_reading=True, yield_per=_CHUNK)
    )
    if since is not None:
        statement = statement.where(questions.c.asked_at >= since)
    with engine.connect().execution_options(is_reading=True) as connection:
        for row in connection.execute(statement):
            total = row.lean or 0
            yield LoggedQuestion(
                id=row.id,
                update_id=row.update_id,
                key=row.key,
                asked_at=row.asked_at,
                pseudonym=row.pseudonym,
                chat_kind=row.chat_kind,
                language=row.language,
                text=row.text,
                outcome=row.outcome,
                records=tuple(row.records),
                score=row.score,
                knowledge_version=row.knowledge_version,
                milliseconds=row.milliseconds,
                vote=(total > 0) - (total < 0),
            )


def summarize(engine: Engine, since: datetime | None = None) -> Summary:
    """Count what was asked since a moment."""
    asked = questions.c.asked_at >= since if since is not None else questions.c.id.is_not(None)
    aside = select(func.count()).select_from(set_aside_updates)
    if since is not None:
        aside = aside.where(set_aside_updates.c.set_aside_at >= since)
    with engine.connect().execution_options(is_reading=True) as connection:
        outcomes = select(questions.c.outcome, func.count()).where(asked).group_by(questions.c.outcome)
        counts: dict[str, int] = {row[0]: row[1] for row in connection.execute(outcomes)}
        persons = connection.scalar(select(func.count(questions.c.pseudonym.distinct())).where(asked))
        tally = select(votes.c.vote, func.count()).join(questions).where(asked).group_by(votes.c.vote)
        tallies: dict[int, int] = {row[0]: row[1] for row in connection.execute(tally)}
        times = connection.scalars(select(questions.c.milliseconds).where(asked)).all()
        return Summary(
            questions=sum(counts.values()),
            people=persons or 0,
            outcomes=counts,
            up=tallies.get(1, 0),
            down=tallies.get(-1, 0),
            median_milliseconds=median(times) if times else 0.0,
            set_aside=connection.scalar(aside) or 0,
        )
