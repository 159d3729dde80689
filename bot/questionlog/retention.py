"""Forgetting: what is older than the installation keeps goes, and of it only counts of enough people are left."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import delete, exists, func, insert, select, update

from bot.questionlog.review_tables import review_groups, review_members
from bot.questionlog.store import REDELIVERY
from bot.questionlog.tables import finished_updates, people, questions, set_aside_updates, votes, weekly_counts
from bot.questionlog.weeks import WEEK, begin_of, week_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import Connection

    from bot.questionlog.working import Database

FEWEST_PEOPLE = 5
"""No count of fewer people outlives their questions: it would tell what somebody asked."""
OTHER = "other"
"""The outcome under which kinds of fewer people are counted together."""


@dataclass(frozen=True, slots=True)
class Purged:
    """What was forgotten."""

    questions: int
    people: int


@dataclass(slots=True)
class _Count:
    questions: int = 0
    up: int = 0
    down: int = 0


def purge(database: Database, before: datetime, now: datetime) -> Purged:
    """Forget what was asked before a moment, in the thread of the caller.

    Weeks are counted first, as long as all their questions are there. With the questions go their votes, their places
    in the queue of review and who waits for them. People go who have not been there since (a wish not to be logged
    stays), and the bytes of all that leave the disk.

    Args:
        database: The installation's.
        before: Older questions go.
        now: The time.
    """
    purged = database.transact(partial(_purge, before=before, now=now))
    database.forget_journal()
    return purged


def _purge(connection: Connection, *, before: datetime, now: datetime) -> Purged:
    _count_weeks(connection, before, now)
    connection.execute(delete(set_aside_updates).where(set_aside_updates.c.set_aside_at < before))
    connection.execute(delete(finished_updates).where(finished_updates.c.finished_at < now - REDELIVERY))
    forgotten = connection.execute(delete(questions).where(questions.c.asked_at < before)).rowcount
    is_empty = ~exists().where(review_members.c.group_id == review_groups.c.id)
    connection.execute(
        delete(review_groups).where(
            is_empty, review_groups.c.last_asked_at < before, review_groups.c.people < FEWEST_PEOPLE
        )
    )
    return Purged(forgotten, _forget_people(connection, before, now))


def _forget_people(connection: Connection, before: datetime, now: datetime) -> int:
    """Forget those who were last there in a month that is over; those from before months were noted start now."""
    unseen = people.c.seen_month.is_(None)
    connection.execute(update(people).where(unseen).values(seen_month=now.date().replace(day=1)))
    is_gone = people.c.seen_month < before.date().replace(day=1)
    return connection.execute(delete(people).where(is_gone, ~people.c.is_unlogged)).rowcount


def _count_weeks(connection: Connection, before: datetime, now: datetime) -> None:
    first = connection.scalar(select(func.min(questions.c.asked_at)))
    if first is None:
        return
    known = set(connection.scalars(select(weekly_counts.c.week)))
    week = week_of(first)
    while week < week_of(now):  # the week that is under way is not over
        if week not in known or begin_of(week) >= before:
            _count_week(connection, week)
        week += WEEK


def _count_week(connection: Connection, week: date) -> None:
    """Count a week anew: votes and erasures may have come since the last time."""
    begin, end = begin_of(week), begin_of(week + WEEK)
    asked = (questions.c.asked_at >= begin) & (questions.c.asked_at < end)
    counts: defaultdict[str, _Count] = defaultdict(_Count)
    persons: defaultdict[str, set[str]] = defaultdict(set)
    grouped = select(questions.c.outcome, questions.c.pseudonym, func.count()).where(asked)
    for outcome, pseudonym, number in connection.execute(grouped.group_by(questions.c.outcome, questions.c.pseudonym)):
        counts[outcome].questions += number
        persons[outcome].add(pseudonym)
    voted = select(questions.c.outcome, votes.c.vote, func.count()).select_from(questions).join(votes).where(asked)
    for outcome, vote, number in connection.execute(voted.group_by(questions.c.outcome, votes.c.vote)):
        counts[outcome].up += number if vote > 0 else 0
        counts[outcome].down += number if vote < 0 else 0
    for outcome in [outcome for outcome, theirs in persons.items() if len(theirs) < FEWEST_PEOPLE]:
        persons[OTHER] |= persons.pop(outcome)
        few, other = counts.pop(outcome), counts[OTHER]
        other.questions, other.up, other.down = (
            other.questions + few.questions,
            other.up + few.up,
            other.down + few.down,
        )
    connection.execute(delete(weekly_counts).where(weekly_counts.c.week == week))
    for outcome, theirs in persons.items():
        if len(theirs) >= FEWEST_PEOPLE:
            count = counts[outcome]
            row = {"questions": count.questions, "people": len(theirs), "up": count.up, "down": count.down}
            connection.execute(insert(weekly_counts).values(week=week, outcome=outcome, **row))


def keep_until(now: datetime, days: int) -> datetime:
    """The moment before which questions are forgotten."""
    return now - timedelta(days=days)
