"""Verdicts in the database: given once, by who holds the card; taken back; personal data erased with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, or_, select, update

from bot.questionlog.review_tables import (
    review_groups,
    review_members,
    review_representatives,
    review_trail,
    waiting_people,
)
from bot.questionlog.tables import questions
from bot.review.model import LEASE, ReviewStatus, StaleCardError, Step, Verdict
from bot.review.queue import leave_trail

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.audit import Note

UNDECIDED = {
    "status": ReviewStatus.OPEN,
    "verdict": None,
    "record": None,
    "note": None,
    "decided_by": None,
    "decided_at": None,
    "reported_at": None,
}
"""The columns of a group that waits for a verdict. A proposal that was written stays noted until its file is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A verdict on a group, with what belongs to it."""

    group_id: int
    verdict: Verdict
    record: str | None = None
    note: str | None = None
    """Redacted."""


def decide(connection: Connection, note: Note, decision: Decision, moderator: int, now: datetime) -> None:
    """Give a verdict on a whole group.

    The same verdict of the same moderator once more changes nothing: Telegram delivers a press again when the bot was
    killed before it was acknowledged.

    Raises:
        StaleCardError: Somebody else holds or has decided the group, or it is gone.
    """
    group = connection.execute(select(review_groups).where(review_groups.c.id == decision.group_id)).one_or_none()
    if group is None:
        raise StaleCardError
    given = (group.verdict, group.record, group.decided_by)
    if group.status == ReviewStatus.DECIDED and given == (decision.verdict, decision.record, moderator):
        return
    held = or_(
        review_groups.c.leased_by == moderator,
        review_groups.c.leased_until.is_(None),
        review_groups.c.leased_until <= now,
    )
    changed = connection.execute(
        update(review_groups)
        .where(review_groups.c.id == decision.group_id, review_groups.c.status == ReviewStatus.OPEN, held)
        .values(
            status=ReviewStatus.DECIDED,
            verdict=decision.verdict,
            record=decision.record,
            note=decision.note,
            decided_by=moderator,
            decided_at=now,
            leased_by=None,
            leased_until=None,
        )
    )
    if changed.rowcount != 1:
        raise StaleCardError
    leave_trail(connection, moderator, Step.DECIDED, decision.group_id, now)
    details = {"verdict": str(decision.verdict)} | ({"record": decision.record} if decision.record else {})
    note(moderator, "review.decided", target=str(decision.group_id), details=details)
    if decision.verdict is Verdict.PERSONAL:
        _erase(connection, decision.group_id)


def undo(connection: Connection, note: Note, group_id: int, moderator: int, now: datetime) -> None:
    """Take one's verdict back; the group is open again, and the moderator's for a while.

    Raises:
        StaleCardError: It is not their verdict, a publication has taken it up, or what was erased cannot come back.
    """
    changed = connection.execute(
        update(review_groups)
        .where(
            review_groups.c.id == group_id,
            review_groups.c.status == ReviewStatus.DECIDED,
            review_groups.c.decided_by == moderator,
            review_groups.c.verdict != Verdict.PERSONAL,
        )
        .values(UNDECIDED | {"leased_by": moderator, "leased_until": now + LEASE})
    )
    if changed.rowcount != 1:
        raise StaleCardError
    leave_trail(connection, moderator, Step.UNDONE, group_id, now)
    note(moderator, "review.undone", target=str(group_id))


def find_undoable(connection: Connection, moderator: int) -> int | None:
    """The group that a moderator decided last, where that can be taken back."""
    last = select(func.max(review_trail.c.id)).where(
        review_trail.c.moderator == moderator, review_trail.c.step == Step.DECIDED
    )
    decided = (
        select(review_groups.c.id)
        .join(review_trail, review_trail.c.group_id == review_groups.c.id)
        .where(
            review_trail.c.id == last.scalar_subquery(),
            review_groups.c.status == ReviewStatus.DECIDED,
            review_groups.c.decided_by == moderator,
            review_groups.c.verdict != Verdict.PERSONAL,
        )
    )
    return connection.scalar(decided)


def _erase(connection: Connection, group_id: int) -> None:
    """Erase the texts of a group from the log, and everything that was derived from them; the counts stay."""
    of_group = select(review_members.c.question_id).where(review_members.c.group_id == group_id)
    connection.execute(update(questions).where(questions.c.id.in_(of_group)).values(text=""))
    connection.execute(delete(review_representatives).where(review_representatives.c.group_id == group_id))
    connection.execute(delete(waiting_people).where(waiting_people.c.question_id.in_(of_group)))
