"""Opens the database of the question log: how it is connected, made durable and brought to the newest schema."""

from __future__ import annotations

import sqlite3
import time
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError

from bot.questionlog.errors import LogUnavailableError

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection

BUSY_SECONDS = 30
"""How long SQLite waits for another process that writes."""
MIGRATION_LOCK = 7_402_020
"""PostgreSQL's advisory lock that lets one worker at a time migrate; any number that nobody else uses."""

_PRIVATE = 0o600
"""Only the installation itself reads what citizens asked."""
_QUIET = {"hide_parameters": True}
"""Error messages would otherwise quote what citizens wrote."""

_PRAGMAS = (
    f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # a commit is on the disk before Telegram hears that the question was received
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",  # what is purged is overwritten, not only forgotten
    "PRAGMA temp_store=MEMORY",  # no question gets into a temporary file
)


def open_engine(url: str) -> Engine:
    """Connect to the database at ``url``, creating it and migrating it to the newest schema where needed.

    Args:
        url: SQLAlchemy's, ``sqlite:///file`` or ``postgresql+psycopg://…``.

    Returns:
        An engine whose transactions take the write lock at once; give it the execution option ``is_reading=True``
        for transactions that only read.

    Raises:
        LogUnavailableError: The database cannot be opened, or belongs to a newer version of the program.
    """
    parsed = make_url(url)
    is_sqlite = parsed.get_backend_name() == "sqlite"
    engine = _open_sqlite(parsed) if is_sqlite else create_engine(parsed, pool_pre_ping=True, **_QUIET)
    try:
        _migrate(engine)
    except (DBAPIError, CommandError) as error:
        engine.dispose()
        where = parsed.render_as_string(hide_password=True)
        reason = error.orig if isinstance(error, DBAPIError) else error
        raise LogUnavailableError(
            f"không mở được nhật ký câu hỏi / the question log cannot be opened: {where}: {reason}"
        ) from None
    return engine


def _execute_patiently(connection: Any, statement: str) -> None:
    """SQLite refuses to change the journal mode at once, whatever its busy timeout, while another process does."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute(statement)
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def _open_sqlite(url: URL) -> Engine:
    if url.database and url.database != ":memory:":
        path = Path(url.database)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=_PRIVATE)  # SQLite gives its journals the mode of the file
    engine = create_engine(url, **_QUIET)

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: object) -> None:
        # The driver's own idea of transactions leaves CREATE TABLE outside of them; ours must hold migrations too.
        connection.isolation_level = None
        for pragma in _PRAGMAS:
            _execute_patiently(connection, pragma)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A transaction that reads first and writes later cannot wait for the lock: SQLite would refuse it at once.
        is_reading = connection.get_execution_options().get("is_reading", False)
        connection.exec_driver_sql("BEGIN" if is_reading else "BEGIN IMMEDIATE")

    return engine


def _migrate(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(files("bot.questionlog") / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    # One transaction holds every step: killed in the midst of it, the next start finds the old schema whole.
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
