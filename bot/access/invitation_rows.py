"""Invitations in the database: one-time deep links that give a role, kept as hashes."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, Column, SmallInteger, String, Table, insert, select, update

from bot.access.roles import Role
from bot.questionlog.tables import Moment, metadata

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection

LIFETIME = timedelta(hours=24)
PREFIX = "moi_"
"""Starts the payload of an invitation; no record's id holds an underscore."""
TOKEN_BYTES = 32

invitation_rows = Table(
    "invitations",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("role", SmallInteger, nullable=False),
    Column("created_by", BigInteger, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("withdrawn_at", Moment),
    Column("used_at", Moment),
    Column("used_by", BigInteger),
)
_COLUMNS = invitation_rows.c
_IS_OPEN = _COLUMNS.used_at.is_(None) & _COLUMNS.withdrawn_at.is_(None)


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation that nobody has used yet."""

    id: int
    role: Role
    created_by: int
    expires_at: datetime


def new_payload() -> str:
    """What follows ``?start=`` in a link, drawn at random; it is shown once and kept nowhere."""
    return PREFIX + secrets.token_urlsafe(TOKEN_BYTES)


def write_invitation(connection: Connection, invitation: Invitation, payload: str, now: datetime) -> None:
    """Keep an invitation; ``IntegrityError`` when there is one of this id already."""
    connection.execute(
        insert(invitation_rows).values(
            id=invitation.id,
            token_hash=_hash(payload),
            role=int(invitation.role),
            created_by=invitation.created_by,
            created_at=now,
            expires_at=invitation.expires_at,
        )
    )


def find_invitation(connection: Connection, payload: str, now: datetime) -> Invitation | None:
    """The open invitation a link stands for."""
    rows = _load(connection, _IS_OPEN, _COLUMNS.expires_at > now, _COLUMNS.token_hash == _hash(payload))
    return rows[0] if rows else None


def find_used_invitation(connection: Connection, payload: str, user_id: int) -> Invitation | None:
    """The invitation a link stood for, when this very person used it."""
    rows = _load(connection, _COLUMNS.token_hash == _hash(payload), _COLUMNS.used_by == user_id)
    return rows[0] if rows else None


def load_invitations(connection: Connection, now: datetime) -> list[Invitation]:
    """All open invitations, those that end first before the others."""
    return _load(connection, _IS_OPEN, _COLUMNS.expires_at > now)


def use_invitation(connection: Connection, payload: str, user_id: int, now: datetime) -> bool:
    """Use a link up; of several who try at once, one succeeds."""
    statement = update(invitation_rows).where(
        invitation_rows.c.token_hash == _hash(payload), _IS_OPEN, invitation_rows.c.expires_at > now
    )
    return connection.execute(statement.values(used_at=now, used_by=user_id)).rowcount == 1


def withdraw_invitation(connection: Connection, invitation_id: int, now: datetime) -> bool:
    """Make a link worthless, unless it was used."""
    statement = update(invitation_rows).where(invitation_rows.c.id == invitation_id, _IS_OPEN)
    return connection.execute(statement.values(withdrawn_at=now)).rowcount == 1


def _load(connection: Connection, *wanted: ColumnElement[bool]) -> list[Invitation]:
    statement = select(_COLUMNS.id, _COLUMNS.role, _COLUMNS.created_by, _COLUMNS.expires_at).where(*wanted)
    rows = connection.execute(statement.order_by(_COLUMNS.expires_at))
    return [Invitation(row.id, Role(row.role), row.created_by, row.expires_at) for row in rows]


def _hash(payload: str) -> str:
    """256 random bits need no slow hash."""
    return hashlib.sha256(payload.encode("utf-8", "replace")).hexdigest()
