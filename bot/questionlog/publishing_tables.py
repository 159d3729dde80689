"""The tables of publishing: drafts that wait to be published, their files, and records that are being edited.

They hold what editors sent, never what citizens asked.
"""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from bot.questionlog.tables import Moment, RowId, metadata

drafts = Table(
    "drafts",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("editor", BigInteger, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("state", String(16), nullable=False),
    Column("base", String(64)),  # the version it was made against
    Column("over", String(64)),  # the version that its preview was compared with
    Column("version", String(64)),  # what its preview built
    Column("changed", Integer),  # answers that would change
    Column("why", Text, nullable=False),
    Column("album", String(64)),  # Telegram's media group, while more of its files may come
    Column("proposal", String(200)),  # the moderators' proposal it came from, by its file's name
    Column("made_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Index(None, "editor"),
    sqlite_autoincrement=True,  # its number stands on buttons
)

draft_files = Table(
    "draft_files",
    metadata,
    Column("draft_id", RowId, ForeignKey("drafts.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("name", String(200), primary_key=True),
    Column("raw", LargeBinary, nullable=False),
)

edited_records = Table(
    "edited_records",
    metadata,
    Column("editor", BigInteger, primary_key=True, autoincrement=False),
    Column("record_id", String(64), nullable=False),
    Column("base", String(64), nullable=False),
    Column("value", JSON, nullable=False),  # the record as it is by now
    Column("awaited", String(16)),  # what the next message is taken for; None for a question as ever
    Column("changed_at", Moment, nullable=False),
)
