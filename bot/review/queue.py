"""The queue in the database: which group comes next, who holds it, where a moderator came from."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, insert, or_, select, update

from bot.questionlog.review_tables import review_groups, review_members, review_trail
from bot.questionlog.tables import questions, votes
from bot.review.model import LEASE, LOW_SCORE, Group, Reason, ReviewStatus, Step, Verdict
from bot.review.representing import recount
from bot.review.wording import best_wordings

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

_AT_ONCE = 20
"""Groups looked at for one that is free; more moderators than this at once only look again."""
_NEWEST = 500
"""Questions of a group whose wordings are weighed for its card."""


def lease_next(connection: Connection, moderator: int, now: datetime) -> int | None:
    """Lease the group whose mend would help the most people; the moderator's other leases end.

    Groups that the moderator skipped since they opened the queue are left to others.
    """
    release(connection, moderator)
    waiting = (
        select(review_groups.c.id)
        .where(
            review_groups.c.status == ReviewStatus.OPEN,
            _is_free(moderator, now),
            review_groups.c.id.not_in(_skipped(connection, moderator)),
        )
        .order_by(review_groups.c.people.desc(), review_groups.c.last_asked_at.desc(), review_groups.c.id)
        .limit(_AT_ONCE)
    )
    while candidates := list(connection.scalars(waiting)):
        group_id: int
        for group_id in candidates:
            if recount(connection, group_id) and lease(connection, group_id, moderator, now):
                return group_id
    return None


def lease(connection: Connection, group_id: int, moderator: int, now: datetime) -> bool:
    """Make an open group one moderator's for a while, in one atomic step; False where it is another's or decided."""
    mine = (
        update(review_groups)
        .where(review_groups.c.id == group_id, review_groups.c.status == ReviewStatus.OPEN, _is_free(moderator, now))
        .values(leased_by=moderator, leased_until=now + LEASE)
    )
    return connection.execute(mine).rowcount == 1


def release(connection: Connection, moderator: int) -> None:
    """Let go of whatever a moderator holds."""
    held = update(review_groups).where(review_groups.c.leased_by == moderator)
    connection.execute(held.values(leased_by=None, leased_until=None))


def count_left(connection: Connection) -> int:
    """How many groups wait for a verdict."""
    waiting = select(func.count()).select_from(review_groups).where(review_groups.c.status == ReviewStatus.OPEN)
    return connection.scalar(waiting) or 0


def count_skipped(connection: Connection, moderator: int) -> int:
    """How many of these a moderator skipped since they opened the queue."""
    skipped = _skipped(connection, moderator)
    if not skipped:
        return 0
    waiting = review_groups.c.id.in_(skipped) & (review_groups.c.status == ReviewStatus.OPEN)
    return connection.scalar(select(func.count()).select_from(review_groups).where(waiting)) or 0


def leave_trail(connection: Connection, moderator: int, step: Step, group_id: int | None, now: datetime) -> None:
    """Note what a moderator did."""
    connection.execute(insert(review_trail).values(moderator=moderator, step=step, group_id=group_id, at=now))


def find_previous(connection: Connection, moderator: int, group_id: int) -> int | None:
    """The group whose card the moderator saw before this one."""
    own = review_trail.c.moderator == moderator
    shown = review_trail.c.step == Step.SHOWN
    here = select(func.min(review_trail.c.id)).where(
        own, shown, review_trail.c.group_id == group_id, review_trail.c.id > _opened(connection, moderator)
    )
    before = (
        select(review_trail.c.group_id)
        .where(
            own,
            shown,
            review_trail.c.group_id != group_id,
            review_trail.c.id < (connection.scalar(here) or 0),
            review_trail.c.id > _opened(connection, moderator),
        )
        .order_by(review_trail.c.id.desc())
        .limit(1)
    )
    previous: int | None = connection.scalar(before)
    return previous


def load_group(connection: Connection, group_id: int) -> Group | None:
    """Everything about a group; None where it is gone."""
    row = connection.execute(select(review_groups).where(review_groups.c.id == group_id)).one_or_none()
    if row is None:
        return None
    before, after, low = _count_outcomes(connection, group_id)
    return Group(
        id=row.id,
        status=ReviewStatus(row.status),
        people=row.people,
        questions=row.questions,
        last_asked_at=row.last_asked_at,
        wordings=best_wordings(load_texts(connection, group_id)),
        reasons=_count_reasons(connection, group_id, before, low),
        before=before,
        after=after,
        verdict=None if row.verdict is None else Verdict(row.verdict),
        record=row.record,
        note=row.note,
    )


def load_texts(connection: Connection, group_id: int, most: int = _NEWEST) -> dict[str, int]:
    """The texts of a group's newest questions, each with how often it was asked.

    Args:
        connection: A transaction.
        group_id: The group.
        most: Questions to look at.
    """
    newest = (
        select(review_members.c.question_id)
        .where(review_members.c.group_id == group_id)
        .order_by(review_members.c.question_id.desc())
        .limit(most)
        .subquery()
    )
    counted = (
        select(questions.c.text, func.count().label("number"))
        .join(newest, newest.c.question_id == questions.c.id)
        .where(questions.c.text != "")
        .group_by(questions.c.text)
        .order_by(func.count().desc(), func.min(questions.c.id))
    )
    return {row.text: row.number for row in connection.execute(counted)}


def _count_outcomes(connection: Connection, group_id: int) -> tuple[dict[str, int], dict[str, int], int]:
    """What became of a group's questions when they were asked, since a publication, and how many had a low score."""
    is_low = (questions.c.outcome == "answered") & (questions.c.score < LOW_SCORE)
    columns = (questions.c.outcome, review_members.c.after_outcome, is_low.label("is_low"))
    counted = (
        select(*columns, func.count().label("number"))
        .join(review_members, review_members.c.question_id == questions.c.id)
        .where(review_members.c.group_id == group_id)
        .group_by(*columns)
    )
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    low = 0
    for row in connection.execute(counted):
        before[row.outcome] += row.number
        low += row.number if row.is_low else 0
        if row.after_outcome is not None:
            after[row.after_outcome] += row.number
    return dict(before), dict(after), low


def _count_reasons(connection: Connection, group_id: int, before: dict[str, int], low: int) -> dict[Reason, int]:
    down = (
        select(func.count())
        .select_from(review_members)
        .join(votes, review_members.c.question_id == votes.c.question_id)
        .where(review_members.c.group_id == group_id, votes.c.vote == -1)
    )
    counts = {
        Reason.NOT_FOUND: before.get("not_found", 0),
        Reason.AMBIGUOUS: before.get("ambiguous", 0),
        Reason.VOTED_DOWN: connection.scalar(down) or 0,
        Reason.LOW_SCORE: low,
    }
    return {reason: count for reason, count in counts.items() if count}


def _is_free(moderator: int, now: datetime) -> ColumnElement[bool]:
    lapsed = or_(review_groups.c.leased_until.is_(None), review_groups.c.leased_until <= now)
    return or_(review_groups.c.leased_by == moderator, and_(lapsed))


def _opened(connection: Connection, moderator: int) -> int:
    """The place in the trail where the moderator last opened the queue."""
    opened = select(func.max(review_trail.c.id)).where(
        review_trail.c.moderator == moderator, review_trail.c.step == Step.OPENED
    )
    return connection.scalar(opened) or 0


def _skipped(connection: Connection, moderator: int) -> list[int]:
    skipped = (
        select(review_trail.c.group_id)
        .distinct()
        .where(
            review_trail.c.moderator == moderator,
            review_trail.c.step == Step.SKIPPED,
            review_trail.c.group_id.is_not(None),
            review_trail.c.id > _opened(connection, moderator),
        )
    )
    return list(connection.scalars(skipped))
