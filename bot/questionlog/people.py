"""What each person chose, and whether they have been told what is kept: under pseudonyms that outlast the quarter."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.questionlog.store import finish_update
from bot.questionlog.tables import people

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from bot.questionlog.privacy import Pseudonymizer
    from bot.questionlog.working import Database

Result = TypeVar("Result")


def _now() -> datetime:
    return datetime.now(UTC)


class People:
    """The choices of people, who are given by their Telegram ids and kept under pseudonyms."""

    def __init__(
        self, database: Database, pseudonymizer: Pseudonymizer, *, clock: Callable[[], datetime] = _now
    ) -> None:
        self._database = database
        self._pseudonymizer = pseudonymizer
        self._clock = clock

    def pseudonyms(self, user_id: int) -> tuple[str, ...]:
        """Every pseudonym a person has or had."""
        return self._pseudonymizer.pseudonyms(user_id)

    async def language_of(self, user_id: int) -> str | None:
        """Return the language a person chose, None where they never did."""
        language: str | None = await self._read(user_id, "language")
        return language

    async def set_language(self, user_id: int, language: str) -> None:
        """Remember the language a person chose."""
        await self._write(user_id, {"language": language})

    async def is_unlogged(self, user_id: int) -> bool:
        """Tell whether a person wants the words of their questions left out of the log."""
        return bool(await self._read(user_id, "is_unlogged"))

    async def toggle_unlogged(self, user_id: int, update_id: int) -> bool:
        """Turn that wish round, once for an update however often it is delivered; return how it stands now."""
        names, now = self._pseudonymizer.persons(user_id), self._clock()

        def toggle(connection: Connection) -> bool:
            is_unlogged = bool(_find(connection, names).get("is_unlogged"))
            if not finish_update(connection, update_id, now):
                return is_unlogged
            _merge(connection, names, {"is_unlogged": not is_unlogged})
            return not is_unlogged

        return await self._retry(toggle)

    async def notice_given(self, user_id: int) -> bool:
        """Tell whether this person was told before what is kept; remember that they are told now, and were here."""
        names, now = self._pseudonymizer.persons(user_id), self._clock()
        month = now.date().replace(day=1)
        known = await self._database.read(partial(_find, names=names))
        if known.get("notice_given_at") is None:
            await self._write(user_id, {"notice_given_at": now, "seen_month": month})
        elif known["seen_month"] != month:
            await self._write(user_id, {"seen_month": month})
        return known.get("notice_given_at") is not None

    async def _read(self, user_id: int, name: str) -> Any:
        names = self._pseudonymizer.persons(user_id)
        return (await self._database.read(partial(_find, names=names))).get(name)

    async def _write(self, user_id: int, values: dict[str, object]) -> None:
        names = self._pseudonymizer.persons(user_id)
        await self._retry(partial(_merge, names=names, values=values))

    async def _retry(self, work: Callable[[Connection], Result]) -> Result:
        try:
            return await self._database.run(work)
        except IntegrityError:  # another worker made the row meanwhile: now it is there to change
            return await self._database.run(work)


def _find(connection: Connection, names: tuple[str, ...]) -> dict[str, Any]:
    rows = connection.execute(select(people).where(people.c.pseudonym.in_(names))).mappings()
    known = {row["pseudonym"]: dict(row) for row in rows}
    return next((known[name] for name in names if name in known), {})


def _merge(connection: Connection, names: tuple[str, ...], values: dict[str, object]) -> None:
    """Write to the row under the newest key; a row under an earlier key moves there."""
    newest = names[0]
    if connection.execute(update(people).where(people.c.pseudonym == newest).values(values)).rowcount == 0:
        connection.execute(insert(people).values(_find(connection, names) | {"pseudonym": newest} | values))
    if len(names) > 1:
        connection.execute(delete(people).where(people.c.pseudonym.in_(names[1:])))
