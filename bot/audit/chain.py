"""The rows of the audit log and how each is tied to the one before it."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, String, Table, Text, insert, select, text

from bot.questionlog.tables import RowId, metadata

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

START = "0" * 64
"""What the first row holds as the hash of the one before it."""
APPEND_LOCK = 7_402_021
"""PostgreSQL's advisory lock that lets one transaction at a time append; any number that nobody else uses."""

_ACTION = re.compile(r"[a-z][a-z_.]{0,39}")
_NAME = re.compile(r"\S{0,200}")

audit_rows = Table(
    "audit",
    metadata,
    Column("number", RowId, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),  # text: what was hashed is what is read, in every database
    Column("actor", String(64), nullable=False),
    Column("action", String(40), nullable=False),
    Column("target", String(200), nullable=False),
    Column("details", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)


@dataclass(frozen=True, slots=True)
class Head:
    """A row's place in the chain; who knows a later one's can tell whether anything before it was changed."""

    number: int
    hash: str

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"


def hash_of(row: Mapping[str, Any]) -> str:
    """The hash of a row: over everything in it, its number and the hash of the row before it included."""
    parts = [row[name] for name in ("number", "at", "actor", "action", "target", "details", "previous")]
    plain = json.dumps(parts, ensure_ascii=True, separators=(",", ":"), default=repr)
    return hashlib.sha256(plain.encode()).hexdigest()


def append_row(  # noqa: PLR0913  the columns of a row
    connection: Connection,
    *,
    at: datetime,
    actor: int | str,
    action: str,
    target: str,
    details: Mapping[str, str | int],
) -> Head:
    """Append a row in the transaction of ``connection``, which holds off everyone else who appends until it ends.

    Raises:
        ValueError: A value is no name or number; whatever holds a blank might be what a citizen wrote.
    """
    if not _ACTION.fullmatch(action):
        raise ValueError("an action is lower-case letters, dots and underscores")
    if not all(_NAME.fullmatch(str(value)) for value in (actor, target, *details, *details.values())):
        raise ValueError(f"{action}: the audit log takes names and numbers only, up to 200 characters without a blank")
    if connection.dialect.name == "postgresql":  # SQLite's transactions hold the write lock from their beginning
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": APPEND_LOCK})
    newest = connection.execute(
        select(audit_rows.c.number, audit_rows.c.hash).order_by(audit_rows.c.number.desc()).limit(1)
    ).one_or_none()
    row: dict[str, Any] = {
        "number": newest.number + 1 if newest else 1,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": str(actor),
        "action": action,
        "target": target,
        "details": json.dumps(dict(details), ensure_ascii=False, sort_keys=True),
        "previous": newest.hash if newest else START,
    }
    head = Head(row["number"], hash_of(row))
    connection.execute(insert(audit_rows).values(**row, hash=head.hash))
    return head
