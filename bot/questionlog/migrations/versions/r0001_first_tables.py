"""The first tables: questions, votes, people, updates set aside."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _row_id() -> sa.BigInteger:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _moment() -> sa.DateTime:
    return sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "questions",
        sa.Column("id", _row_id(), nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=True),
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("logged_at", _moment(), nullable=False),
        sa.Column("asked_at", _moment(), nullable=False),
        sa.Column("pseudonym", sa.String(64), nullable=False),
        sa.Column("chat_kind", sa.String(16), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("records", sa.JSON(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("knowledge_version", sa.String(64), nullable=False),
        sa.Column("milliseconds", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_questions"),
        sa.UniqueConstraint("update_id", name="uq_questions_update_id"),
        sa.UniqueConstraint("key", name="uq_questions_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_questions_asked_at", "questions", ["asked_at"])
    op.create_index("ix_questions_pseudonym", "questions", ["pseudonym"])
    op.create_table(
        "votes",
        sa.Column("question_id", _row_id(), autoincrement=False, nullable=False),
        sa.Column("pseudonym", sa.String(64), nullable=False),
        sa.Column("vote", sa.SmallInteger(), nullable=False),
        sa.Column("voted_at", _moment(), nullable=False),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name="fk_votes_question_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("question_id", "pseudonym", name="pk_votes"),
    )
    op.create_table(
        "people",
        sa.Column("pseudonym", sa.String(64), nullable=False),
        sa.Column("language", sa.String(8), nullable=True),
        sa.Column("notice_given_at", _moment(), nullable=True),
        sa.PrimaryKeyConstraint("pseudonym", name="pk_people"),
    )
    op.create_table(
        "set_aside_updates",
        sa.Column("id", _row_id(), nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("error", sa.String(200), nullable=False),
        sa.Column("set_aside_at", _moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_set_aside_updates"),
    )


def downgrade() -> None:
    """Take the tables away again."""
    for table in ("set_aside_updates", "people", "votes", "questions"):
        op.drop_table(table)
