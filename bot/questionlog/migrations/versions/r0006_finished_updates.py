"""Updates that are done without a question of theirs in the log, and the month in which a person was last there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def _make(name: str, moment: str) -> None:
    op.create_table(
        name,
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column(moment, sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("update_id", name=f"pk_{name}"),
    )


def upgrade() -> None:
    """Take the table of erased updates in favour of one for all that leave no question; add a column."""
    op.drop_table("erased_updates")
    _make("finished_updates", "finished_at")
    with op.batch_alter_table("people") as people:
        people.add_column(sa.Column("seen_month", sa.Date(), nullable=True))


def downgrade() -> None:
    """Take them away again."""
    with op.batch_alter_table("people") as people:
        people.drop_column("seen_month")
    op.drop_table("finished_updates")
    _make("erased_updates", "erased_at")
