"""For publishing from the phone: drafts with their files, and records that are being edited."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def _row_id() -> sa.BigInteger:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _moment() -> sa.DateTime:
    return sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "drafts",
        sa.Column("id", _row_id(), nullable=False),
        sa.Column("editor", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("base", sa.String(64), nullable=True),
        sa.Column("over", sa.String(64), nullable=True),
        sa.Column("version", sa.String(64), nullable=True),
        sa.Column("changed", sa.Integer(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("album", sa.String(64), nullable=True),
        sa.Column("proposal", sa.String(200), nullable=True),
        sa.Column("made_at", _moment(), nullable=False),
        sa.Column("changed_at", _moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_drafts_editor", "drafts", ["editor"])
    op.create_table(
        "draft_files",
        sa.Column("draft_id", _row_id(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name="fk_draft_files_draft_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("draft_id", "name", name="pk_draft_files"),
    )
    op.create_table(
        "edited_records",
        sa.Column("editor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("record_id", sa.String(64), nullable=False),
        sa.Column("base", sa.String(64), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("awaited", sa.String(16), nullable=True),
        sa.Column("changed_at", _moment(), nullable=False),
        sa.PrimaryKeyConstraint("editor", name="pk_edited_records"),
    )


def downgrade() -> None:
    """Take the tables away again."""
    for table in ("edited_records", "draft_files", "drafts"):
        op.drop_table(table)
