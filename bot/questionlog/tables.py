"""The tables of the question log, in SQL that SQLite and PostgreSQL share."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    TypeDecorator,
    false,
)

if TYPE_CHECKING:
    from sqlalchemy import Dialect


class Moment(TypeDecorator[datetime]):
    """A moment with its time zone, kept in UTC (SQLite itself forgets time zones)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Bring the moment to UTC before it is written."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment its time zone back."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


RowId = BigInteger().with_variant(Integer(), "sqlite")  # only INTEGER counts up by itself in SQLite

PSEUDONYM = {"person": "pseudonym"}
"""A column's ``info`` where it holds a person's pseudonym: its rows are that person's own data, shown and erased so."""
USER_ID = {"person": "user_id"}
"""The same for a Telegram user id."""

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)

questions = Table(
    "questions",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("update_id", BigInteger, unique=True),
    Column("key", BigInteger, nullable=False, unique=True),
    Column("logged_at", Moment, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("pseudonym", String(64), nullable=False, info=PSEUDONYM),
    Column("chat_kind", String(16), nullable=False),
    Column("language", String(8), nullable=False),
    Column("text", Text, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("records", JSON, nullable=False),
    Column("score", Float, nullable=False),
    Column("knowledge_version", String(64), nullable=False),
    Column("milliseconds", Float, nullable=False),
    Index(None, "asked_at"),
    Index(None, "pseudonym"),
    sqlite_autoincrement=True,  # an id is never given twice, so what was purged cannot be taken for what came later
)

votes = Table(
    "votes",
    metadata,
    Column("question_id", RowId, ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("pseudonym", String(64), primary_key=True, info=PSEUDONYM),
    Column("vote", SmallInteger, nullable=False),
    Column("voted_at", Moment, nullable=False),
)

people = Table(
    "people",
    metadata,
    Column("pseudonym", String(64), primary_key=True, info=PSEUDONYM),
    Column("language", String(8)),
    Column("notice_given_at", Moment),
    Column("is_unlogged", Boolean, nullable=False, server_default=false()),
    Column("seen_month", Date),  # its first day; more would tell which questions may be theirs
)

set_aside_updates = Table(
    "set_aside_updates",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("update_id", BigInteger, nullable=False),
    Column("error", String(200), nullable=False),
    Column("set_aside_at", Moment, nullable=False),
)

finished_updates = Table(  # done, without a question in the log: a redelivery must neither bring back nor repeat
    "finished_updates",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("finished_at", Moment, nullable=False),
)

weekly_counts = Table(  # what is left when the questions are gone; never of fewer people than retention.FEWEST_PEOPLE
    "weekly_counts",
    metadata,
    Column("week", Date, primary_key=True),
    Column("outcome", String(16), primary_key=True),
    Column("questions", Integer, nullable=False),
    Column("people", Integer, nullable=False),
    Column("up", Integer, nullable=False),
    Column("down", Integer, nullable=False),
)

digests = Table(
    "digests",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False, info=USER_ID),
    Column("last_week", Date, nullable=False),
)
