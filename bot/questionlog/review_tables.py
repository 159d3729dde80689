"""The tables of review: groups of like questions, who holds which, what was decided, and who waits for an answer.

Whatever holds words of a question goes with its row in ``questions`` (ON DELETE CASCADE): forgetting a question there
forgets it here. Where a question's text alone is erased, delete its rows in ``review_representatives`` and
``waiting_people`` too; ``review_keys`` goes with the former.
"""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Column, ForeignKey, Index, Integer, String, Table, Text

from bot.questionlog.tables import Moment, RowId, metadata

review_groups = Table(
    "review_groups",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("status", String(16), nullable=False),
    Column("verdict", String(16)),
    Column("record", String(64)),  # the record that answers it, by its id
    Column("note", Text),  # a moderator's word to staff, redacted
    Column("people", Integer, nullable=False),
    Column("questions", Integer, nullable=False),
    Column("last_asked_at", Moment, nullable=False),
    Column("leased_by", BigInteger),
    Column("leased_until", Moment),
    Column("decided_by", BigInteger),
    Column("decided_at", Moment),
    Column("proposal", String(64)),  # the digest of the proposal as it was written; None where there is none
    Column("reported_at", Moment),  # when who decided was told what a publication made of it
    Index("ix_review_groups_queue", "status", "people", "last_asked_at"),
    sqlite_autoincrement=True,  # proposals are named after their group
)

review_members = Table(
    "review_members",
    metadata,
    Column("question_id", RowId, ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("group_id", RowId, ForeignKey("review_groups.id", ondelete="CASCADE"), nullable=False),
    Column("after_outcome", String(16)),  # what became of it when it was asked again
    Column("after_records", JSON),
    Index(None, "group_id"),
)

review_representatives = Table(  # the one question of each group that new questions are compared with
    "review_representatives",
    metadata,
    Column("question_id", RowId, ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("group_id", RowId, ForeignKey("review_groups.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("words", Text, nullable=False),
    Column("marks", Text, nullable=False),
)

review_keys = Table(  # hashes of the words of a representative, to find those that may be alike
    "review_keys",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column(
        "question_id",
        RowId,
        ForeignKey("review_representatives.question_id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Index(None, "question_id"),
)

review_trail = Table(  # which cards a moderator went through, for back, skip and undo
    "review_trail",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("moderator", BigInteger, nullable=False),
    Column("group_id", RowId, ForeignKey("review_groups.id", ondelete="CASCADE")),
    Column("step", String(16), nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_review_trail_moderator", "moderator", "id"),
    Index(None, "group_id"),
)

review_progress = Table(
    "review_progress",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("value", String(64), nullable=False),
)

waiting_people = Table(  # who asked to be told once there is an answer; a row goes as soon as they are
    "waiting_people",
    metadata,
    Column("question_id", RowId, ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("chat", Text, nullable=False),  # the id of their chat, encrypted with a key outside of the database
    Column("language", String(8), nullable=False),
    Column("since", Moment, nullable=False),
)
