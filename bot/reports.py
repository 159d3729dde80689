"""The use case of figures, exports and the weekly digest: rights are checked and each look is audited here."""

from __future__ import annotations

import asyncio
import io
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from bot.access import LEAST_ROLES, Right
from bot.questionlog.comparing import compare_weeks
from bot.questionlog.exporting import WRITERS
from bot.questionlog.reporting import iterate_questions
from bot.questionlog.tables import digests
from bot.questionlog.weeks import WEEK, week_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import Connection

    from bot.access import Access
    from bot.questionlog.comparing import Comparison
    from bot.questionlog.exporting import Form

MOST_BYTES = 45_000_000
"""Telegram takes files of up to 50 MB from bots."""


class TooLargeError(Exception):
    """An export that Telegram would not take."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A file of questions."""

    raw: bytes
    count: int


class Reports:
    """What moderators learn from the log as a whole.

    Args:
        access: Who may; its audit log, and with it the database.
    """

    def __init__(self, access: Access) -> None:
        self._access = access
        self._database = access.audit.database

    async def compare(self, user_id: int, *, chat_kind: str) -> Comparison:
        """This week so far, and last week.

        Raises:
            AccessDeniedError: They may not, or not here.
        """
        await self._access.require(user_id, Right.STATISTICS, chat_kind=chat_kind)
        await self._access.audit.append(user_id, "statistics.viewed")
        monday = week_of(self._access.clock())
        return await self._database.read(partial(compare_weeks, monday=monday))

    async def export(self, user_id: int, form: Form, since: datetime | None, *, chat_kind: str) -> Exported:
        """All questions since a moment, as a file.

        Raises:
            AccessDeniedError: They may not, or not here.
            TooLargeError: Telegram would not take it.
        """
        await self._access.require(user_id, Right.EXPORT, chat_kind=chat_kind)
        details = {"format": form} | ({"since": since.date().isoformat()} if since else {})
        await self._access.audit.append(user_id, "questions.exported", details=details)
        exported = await asyncio.to_thread(self._write, form, since)
        if len(exported.raw) > MOST_BYTES:
            raise TooLargeError
        return exported

    async def wants_digest(self, user_id: int) -> bool:
        """Whether somebody gets the weekly digest."""
        own = select(digests.c.user_id).where(digests.c.user_id == user_id)
        return await self._database.read(lambda connection: connection.scalar(own)) is not None

    async def set_digest(self, user_id: int, *, is_wanted: bool, chat_kind: str) -> None:
        """Send somebody the digest from next Monday on, or no longer.

        Raises:
            AccessDeniedError: They may not have it.
        """
        await self._access.require(user_id, Right.STATISTICS, chat_kind=chat_kind)
        row = {"user_id": user_id, "last_week": week_of(self._access.clock())}

        def write(connection: Connection) -> None:
            known = connection.scalar(select(digests.c.user_id).where(digests.c.user_id == user_id)) is not None
            if is_wanted and not known:
                connection.execute(insert(digests).values(row))
            elif known and not is_wanted:
                connection.execute(delete(digests).where(digests.c.user_id == user_id))

        await self._database.run(write)

    async def claim_digests(self) -> list[int]:
        """Who is to get last week's digest now; each is named once a week, whichever worker asks."""
        week = week_of(self._access.clock())
        wanting = await self._database.run(partial(_claim, week=week))
        claimed = []
        for user_id in wanting:
            if await self._access.role_of(user_id) >= LEAST_ROLES[Right.STATISTICS]:
                claimed.append(user_id)
            else:
                await self.drop_digest(user_id)
        return claimed

    async def digest(self, user_id: int) -> Comparison:
        """Last week and the one before it, for somebody who is sent the digest."""
        await self._access.audit.append(user_id, "statistics.digest")
        monday = week_of(self._access.clock()) - WEEK
        return await self._database.read(partial(compare_weeks, monday=monday))

    async def return_digest(self, user_id: int) -> None:
        """Let a digest that could not be sent be claimed again."""
        before = week_of(self._access.clock()) - WEEK
        own = update(digests).where(digests.c.user_id == user_id).values(last_week=before)
        await self._database.run(lambda connection: connection.execute(own))

    async def drop_digest(self, user_id: int) -> None:
        """Send somebody no digest any more: they blocked the bot, or lost their role."""
        own = delete(digests).where(digests.c.user_id == user_id)
        await self._database.run(lambda connection: connection.execute(own))

    def _write(self, form: Form, since: datetime | None) -> Exported:
        stream = io.BytesIO()
        count = WRITERS[form](iterate_questions(self._database.engine, since), stream)
        return Exported(stream.getvalue(), count)


def _claim(connection: Connection, *, week: date) -> list[int]:
    due = select(digests.c.user_id).where(digests.c.last_week < week).with_for_update()
    wanting = list(connection.scalars(due))
    if wanting:
        connection.execute(update(digests).where(digests.c.user_id.in_(wanting)).values(last_week=week))
    return wanting
