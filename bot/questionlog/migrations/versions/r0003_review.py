"""Review: groups of like questions, their representatives and keys, moderators' trails, and who waits for an answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _row_id() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _moment() -> sa.DateTime:
    return sa.DateTime(timezone=True)


def _of_question(table: str, target: str = "questions.id") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["question_id"], [target], name=f"fk_{table}_question_id", ondelete="CASCADE")


def _of_group(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["group_id"], ["review_groups.id"], name=f"fk_{table}_group_id", ondelete="CASCADE")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "review_groups",
        sa.Column("id", _row_id(), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("verdict", sa.String(16), nullable=True),
        sa.Column("record", sa.String(64), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.Column("last_asked_at", _moment(), nullable=False),
        sa.Column("leased_by", sa.BigInteger(), nullable=True),
        sa.Column("leased_until", _moment(), nullable=True),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", _moment(), nullable=True),
        sa.Column("proposal", sa.String(64), nullable=True),
        sa.Column("reported_at", _moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_review_groups"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_review_groups_queue", "review_groups", ["status", "people", "last_asked_at"])
    op.create_table(
        "review_members",
        sa.Column("question_id", _row_id(), autoincrement=False, nullable=False),
        sa.Column("group_id", _row_id(), nullable=False),
        sa.Column("after_outcome", sa.String(16), nullable=True),
        sa.Column("after_records", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("question_id", name="pk_review_members"),
        _of_question("review_members"),
        _of_group("review_members"),
    )
    op.create_index("ix_review_members_group_id", "review_members", ["group_id"])
    op.create_table(
        "review_representatives",
        sa.Column("question_id", _row_id(), autoincrement=False, nullable=False),
        sa.Column("group_id", _row_id(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("question_id", name="pk_review_representatives"),
        sa.UniqueConstraint("group_id", name="uq_review_representatives_group_id"),
        _of_question("review_representatives"),
        _of_group("review_representatives"),
    )
    op.create_table(
        "review_keys",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("question_id", _row_id(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("key", "question_id", name="pk_review_keys"),
        _of_question("review_keys", "review_representatives.question_id"),
    )
    op.create_index("ix_review_keys_question_id", "review_keys", ["question_id"])
    _make_the_tables_of_people()


def _make_the_tables_of_people() -> None:
    op.create_table(
        "review_trail",
        sa.Column("id", _row_id(), nullable=False),
        sa.Column("moderator", sa.BigInteger(), nullable=False),
        sa.Column("group_id", _row_id(), nullable=True),
        sa.Column("step", sa.String(16), nullable=False),
        sa.Column("at", _moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_review_trail"),
        _of_group("review_trail"),
    )
    op.create_index("ix_review_trail_moderator", "review_trail", ["moderator", "id"])
    op.create_index("ix_review_trail_group_id", "review_trail", ["group_id"])
    op.create_table(
        "review_progress",
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("value", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_review_progress"),
    )
    op.create_table(
        "waiting_people",
        sa.Column("question_id", _row_id(), autoincrement=False, nullable=False),
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("since", _moment(), nullable=False),
        sa.PrimaryKeyConstraint("question_id", name="pk_waiting_people"),
        _of_question("waiting_people"),
    )


def downgrade() -> None:
    """Take the tables away again."""
    for table in (
        "waiting_people",
        "review_progress",
        "review_trail",
        "review_keys",
        "review_representatives",
        "review_members",
        "review_groups",
    ):
        op.drop_table(table)
