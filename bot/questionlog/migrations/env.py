"""Where alembic enters: runs the steps on the connection that ``database.open_engine`` hands over."""

from __future__ import annotations

from alembic import context

from bot.questionlog.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=True,  # SQLite changes a table by rebuilding it
)
context.run_migrations()
