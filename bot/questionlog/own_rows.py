"""One person's rows in all tables: found by the columns that are marked as a person's, shown, and erased."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select

from bot.questionlog.review_tables import review_groups, review_members, waiting_people
from bot.questionlog.store import REDELIVERY, finish_update
from bot.questionlog.tables import metadata, questions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Column, ColumnElement, Connection, Table

_HIDDEN = frozenset({"pseudonym", "key", "chat", "user_id"})
"""What leads to a person, or means nothing to them."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who a person is in the tables."""

    user_id: int
    pseudonyms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased: rows by table, and the proposals of moderators that may quote them (group, digest)."""

    rows: dict[str, int]
    proposals: tuple[tuple[int, str], ...]


def personal_columns() -> Iterator[tuple[Table, Column[Any]]]:
    """Every column that says whose its rows are; tables that refer to others come before those."""
    for table in reversed(metadata.sorted_tables):
        for column in table.columns:
            if "person" in column.info:
                yield table, column


def collect_rows(connection: Connection, person: Person) -> dict[str, list[dict[str, Any]]]:
    """All that is kept of a person, by table, as plain values."""
    found = {table.name: _read(connection, table, _is_theirs(column, person)) for table, column in personal_columns()}
    waiting = waiting_people.c.question_id.in_(_own_questions(person))
    return found | {waiting_people.name: _read(connection, waiting_people, waiting)}


def erase_rows(connection: Connection, person: Person, now: datetime) -> Erased:
    """Erase all that is kept of a person; what hangs on their questions goes with those.

    The updates of their questions are remembered as done: delivered once more, they must not come back.
    """
    own = _own_questions(person)
    waiting = waiting_people.c.question_id.in_(own)
    rows = {waiting_people.name: connection.execute(delete(waiting_people).where(waiting)).rowcount}
    quoting = (
        select(review_groups.c.id, review_groups.c.proposal)
        .join(review_members, review_members.c.group_id == review_groups.c.id)
        .where(review_members.c.question_id.in_(own), review_groups.c.proposal.is_not(None))
        .distinct()
    )
    proposals = tuple((row.id, row.proposal) for row in connection.execute(quoting))
    fresh = questions.c.id.in_(own) & questions.c.update_id.is_not(None) & (questions.c.logged_at > now - REDELIVERY)
    for update_id in connection.scalars(select(questions.c.update_id).where(fresh)).all():
        finish_update(connection, update_id, now)
    for table, column in personal_columns():
        rows[table.name] = connection.execute(delete(table).where(_is_theirs(column, person))).rowcount
    return Erased(rows, proposals)


def _own_questions(person: Person) -> Any:
    return select(questions.c.id).where(questions.c.pseudonym.in_(person.pseudonyms))


def _is_theirs(column: Column[Any], person: Person) -> ColumnElement[bool]:
    return column == person.user_id if column.info["person"] == "user_id" else column.in_(person.pseudonyms)


def _read(connection: Connection, table: Table, condition: ColumnElement[bool]) -> list[dict[str, Any]]:
    rows = connection.execute(select(table).where(condition).order_by(*table.primary_key.columns)).mappings()
    return [{name: _plain(value) for name, value in row.items() if name not in _HIDDEN} for row in rows]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
