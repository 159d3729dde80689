"""Representatives: the one question of each group that others are compared with, and who follows a forgotten one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import delete, exists, func, insert, or_, select, update

from bot.questionlog.review_tables import review_groups, review_keys, review_members, review_representatives
from bot.questionlog.tables import questions
from bot.review.model import ReviewStatus, Verdict

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

    from bot.review.likeness import Reading


class Asked(NamedTuple):
    """A question as far as grouping needs it."""

    id: int
    text: str
    pseudonym: str
    asked_at: datetime


def represent(connection: Connection, group_id: int, question_id: int, reading: Reading) -> None:
    """Make a question the one that others are compared with."""
    row = {"question_id": question_id, "group_id": group_id, "words": reading.words, "marks": reading.marks}
    connection.execute(insert(review_representatives).values(row))
    keys = [{"key": key, "question_id": question_id} for key in reading.lookup_keys]
    connection.execute(insert(review_keys), keys)


def find_headless(connection: Connection) -> list[int]:
    """Groups without a representative, but those that were erased, and decided ones of which only counts are left."""
    is_erased: ColumnElement[bool] = review_groups.c.verdict == Verdict.PERSONAL
    statement = select(review_groups.c.id).where(
        ~exists().where(review_representatives.c.group_id == review_groups.c.id),
        or_(review_groups.c.verdict.is_(None), ~is_erased),
        or_(
            review_groups.c.status == ReviewStatus.OPEN,
            exists().where(review_members.c.group_id == review_groups.c.id),
        ),
    )
    return list(connection.scalars(statement))


def find_heir(connection: Connection, *, group_id: int) -> Asked | None:
    """The oldest question of a group that still has a text."""
    statement = (
        select(questions.c.id, questions.c.text, questions.c.pseudonym, questions.c.asked_at)
        .join(review_members, review_members.c.question_id == questions.c.id)
        .where(review_members.c.group_id == group_id, questions.c.text != "")
        .order_by(questions.c.id)
        .limit(1)
    )
    row = connection.execute(statement).one_or_none()
    return None if row is None else Asked(*row)


def succeed(connection: Connection, *, group_id: int, heir: Asked | None, reading: Reading | None) -> None:
    """Let an heir represent its group; an open group without one goes."""
    headed = select(review_representatives.c.group_id).where(review_representatives.c.group_id == group_id)
    if connection.scalar(headed) is not None:
        return
    if heir is None or reading is None:
        is_open = review_groups.c.status == ReviewStatus.OPEN
        connection.execute(delete(review_groups).where(review_groups.c.id == group_id, is_open))
        return
    if connection.scalar(select(questions.c.id).where(questions.c.id == heir.id, questions.c.text != "")) is not None:
        represent(connection, group_id, heir.id, reading)
        recount(connection, group_id)


def recount(connection: Connection, group_id: int) -> int:
    """Count a group's people and questions anew where some have been forgotten; one with nothing left goes.

    Returns:
        How many questions it has.
    """
    own = review_members.c.group_id == group_id
    number = connection.scalar(select(func.count()).select_from(review_members).where(own)) or 0
    noted = connection.scalar(select(review_groups.c.questions).where(review_groups.c.id == group_id))
    if not number:
        connection.execute(delete(review_groups).where(review_groups.c.id == group_id))
    elif number != noted:  # a large group takes long to count by people
        counted = (
            select(func.count(questions.c.pseudonym.distinct()), func.max(questions.c.asked_at))
            .join(review_members, review_members.c.question_id == questions.c.id)
            .where(own)
        )
        people, last = connection.execute(counted).one()
        values = {"people": people, "questions": number, "last_asked_at": last}
        connection.execute(update(review_groups).where(review_groups.c.id == group_id).values(values))
    return number
