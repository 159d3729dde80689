"""For privacy: who does not want to be logged, updates whose question was erased, counts that outlive the questions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def _moment() -> sa.DateTime:
    return sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add a column and make three tables."""
    with op.batch_alter_table("people") as people:
        people.add_column(sa.Column("is_unlogged", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "erased_updates",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("erased_at", _moment(), nullable=False),
        sa.PrimaryKeyConstraint("update_id", name="pk_erased_updates"),
    )
    op.create_table(
        "weekly_counts",
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("up", sa.Integer(), nullable=False),
        sa.Column("down", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("week", "outcome", name="pk_weekly_counts"),
    )
    op.create_table(
        "digests",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("last_week", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name="pk_digests"),
    )


def downgrade() -> None:
    """Take them away again."""
    for table in ("digests", "weekly_counts", "erased_updates"):
        op.drop_table(table)
    with op.batch_alter_table("people") as people:
        people.drop_column("is_unlogged")
