"""The audit log as the use cases see it: appended to together with what it tells of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol, TypeVar

from bot.audit.chain import Head, append_row
from bot.audit.heads import FILE, write_heads

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Connection

    from bot.questionlog.working import Database

Result = TypeVar("Result")
Details = Mapping[str, str | int]


class Note(Protocol):
    """Appends a row in the transaction that is under way."""

    def __call__(self, actor: int | str, action: str, *, target: str = "", details: Details | None = None) -> None:
        """Append a row; see ``AuditLog.append``."""


def _now() -> datetime:
    return datetime.now(UTC)


class AuditLog:
    """The audit log of one installation.

    Args:
        database: The database of the question log.
        data_dir: Where the second place that knows the chain is.
        clock: The time, with a time zone.
    """

    def __init__(self, database: Database, data_dir: Path, *, clock: Callable[[], datetime] = _now) -> None:
        self.database = database
        self._path = data_dir / FILE
        self._clock = clock

    async def append(self, actor: int | str, action: str, *, target: str = "", details: Details | None = None) -> None:
        """Append a row.

        Args:
            actor: Who did it: the Telegram id of one who has a role, a citizen's pseudonym, or ``operator``.
            action: What, as a name: ``role.granted``.
            target: To whom or what: an id, never a text.
            details: More names and numbers; no value may hold a blank, so that no question can get in.

        Raises:
            ValueError: Something is no name or number.
            LogUnavailableError: The database cannot be used at the moment.
        """
        await self.run(lambda _, note: note(actor, action, target=target, details=details))

    async def run(self, work: Callable[[Connection, Note], Result]) -> Result:
        """Run ``work`` in a transaction, so that what it does and what it notes come about together or not at all."""
        return await self.database.call(lambda: self.transact(work))

    def transact(self, work: Callable[[Connection, Note], Result]) -> Result:
        """The same in the thread of the caller, for commands without an event loop."""
        heads: list[Head] = []

        def noting(connection: Connection) -> Result:
            def note(actor: int | str, action: str, *, target: str = "", details: Details | None = None) -> None:
                heads.append(
                    append_row(
                        connection,
                        at=self._clock(),
                        actor=actor,
                        action=action,
                        target=target,
                        details=details or {},
                    )
                )

            return work(connection, note)

        result = self.database.transact(noting)
        if heads:
            write_heads(self._path, heads)
        return result
