"""The database at work: one transaction after the other, in one thread of its own, off the event loop."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.questionlog.database import BUSY_SECONDS, open_engine
from bot.questionlog.errors import LogUnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection, Engine

Result = TypeVar("Result")

_PATIENCE = 500
"""Milliseconds to wait for others who read before the journal is emptied."""


class Database:
    """The database of one installation, shared by everything that is kept in it."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.is_journal_due = False
        """Whether what was erased may still stand in SQLite's journal."""
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="database")

    @classmethod
    def open(cls, url: str) -> Database:
        """Open the database at ``url`` (see ``database.open_engine``), created and migrated where needed."""
        return cls(open_engine(url))

    def transact(self, work: Callable[[Connection], Result], *, is_reading: bool = False) -> Result:
        """Run ``work`` in a transaction of its own, in the thread of the caller.

        Raises:
            LogUnavailableError: The database cannot be used at the moment.
        """
        engine = self.engine.execution_options(is_reading=True) if is_reading else self.engine
        try:
            with engine.begin() as connection:
                return work(connection)
        except (OperationalError, InterfaceError, PoolTimeoutError) as error:
            # The driver's message may quote the values it was given: only its kind goes on.
            raise LogUnavailableError(type(error).__name__) from None

    async def run(self, work: Callable[[Connection], Result]) -> Result:
        """Run ``work`` in a transaction of its own in the worker thread; once begun it ends, cancelled or not.

        Raises:
            LogUnavailableError: The database cannot be used at the moment.
        """
        return await self.call(lambda: self.transact(work))

    async def read(self, work: Callable[[Connection], Result]) -> Result:
        """Run ``work``, which only reads, so that it need not wait for others who write.

        Raises:
            LogUnavailableError: The database cannot be used at the moment.
        """
        return await self.call(lambda: self.transact(work, is_reading=True))

    async def call(self, function: Callable[[], Result]) -> Result:
        """Run a function in the worker thread, between the transactions of others."""
        return await asyncio.get_running_loop().run_in_executor(self._worker, function)

    def forget_journal(self) -> None:
        """Empty SQLite's journal, in the thread of the caller: what was erased from the tables still stands in it.

        A process that is reading can prevent that for as long as it reads; ``is_journal_due`` then asks to try again.
        """
        if self.engine.dialect.name != "sqlite":
            return  # PostgreSQL's own is recycled by itself
        connection = self.engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute(f"PRAGMA busy_timeout={_PATIENCE}")  # questions wait meanwhile
            row = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            cursor.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
            self.is_journal_due = row is not None and bool(row[0])
        finally:
            connection.close()

    async def close(self) -> None:
        """Finish what is being written and let go of the database."""
        await asyncio.to_thread(self._worker.shutdown)
        self.engine.dispose()
