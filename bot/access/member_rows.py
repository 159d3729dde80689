"""Members in the database: who was given a role, and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, Column, SmallInteger, String, Table, delete, insert, select, text, update

from bot.access.roles import Role
from bot.questionlog.tables import Moment, metadata

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

LONGEST_NAME = 64
MEMBERS_LOCK = 7_402_022
"""PostgreSQL's advisory lock that lets one transaction at a time change members; any number of nobody else's."""

member_rows = Table(
    "members",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("role", SmallInteger, nullable=False),
    Column("name", String(LONGEST_NAME), nullable=False),
    Column("granted_by", BigInteger, nullable=False),
    Column("granted_at", Moment, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with a role."""

    user_id: int
    role: Role
    """The higher of what the environment and an admin gave."""
    name: str = ""
    """As Telegram showed it when the invitation was accepted; empty for those whom the environment names."""
    seed: Role = Role.CITIZEN
    """What the environment gives, which nobody takes away from within Telegram."""


def lock_members(connection: Connection) -> None:
    """Hold off everyone else who changes members until the transaction ends."""
    if connection.dialect.name == "postgresql":  # SQLite's transactions hold the write lock from their beginning
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MEMBERS_LOCK})


def load_members(connection: Connection) -> list[Member]:
    """Everyone to whom an admin gave a role."""
    rows = connection.execute(select(member_rows.c.user_id, member_rows.c.role, member_rows.c.name))
    return [Member(row.user_id, Role(row.role), row.name) for row in rows]


def load_role(connection: Connection, user_id: int) -> Role:
    """The role an admin gave somebody."""
    role = connection.scalar(select(member_rows.c.role).where(member_rows.c.user_id == user_id))
    return Role.CITIZEN if role is None else Role(role)


def write_member(  # noqa: PLR0913  the columns of a row
    connection: Connection,
    user_id: int,
    role: Role,
    *,
    granted_by: int,
    granted_at: datetime,
    name: str | None = None,
) -> None:
    """Give somebody a role, in place of an earlier one; with CITIZEN nothing is kept of them here."""
    own = member_rows.c.user_id == user_id
    if role is Role.CITIZEN:
        connection.execute(delete(member_rows).where(own))
        return
    values = {"role": int(role), "granted_by": granted_by, "granted_at": granted_at}
    if name is not None:
        values["name"] = name[:LONGEST_NAME]
    if connection.execute(update(member_rows).where(own).values(values)).rowcount == 0:
        connection.execute(insert(member_rows).values({"name": "", **values, "user_id": user_id}))
