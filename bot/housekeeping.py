"""What the running bot does by itself: forgetting what is too old every day, and sending the digest every week."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from typing import TYPE_CHECKING, Protocol

from bot.questionlog.errors import LogUnavailableError
from bot.questionlog.retention import keep_until, purge
from bot.questionlog.weeks import VIETNAM

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from bot.questionlog.working import Database
    from bot.reports import Reports

logger = logging.getLogger(__name__)

EVERY = 600
"""Seconds between two looks at what is due."""
DIGEST_HOUR = 8
"""The hour of the day, in Vietnam, before which nobody is sent a digest."""


class DigestSender(Protocol):
    """Sends last week's figures to one person."""

    async def send_digest(self, user_id: int) -> bool:
        """Send them; False where that may be tried again later."""


class Housekeeper:
    """Looks after the log while the bot runs.

    Args:
        database: The question log's.
        reports: Knows who gets a digest.
        sender: Sends it.
        retention_days: How long questions are kept.
        clock: The time, with a time zone.
    """

    def __init__(
        self,
        database: Database,
        reports: Reports,
        sender: DigestSender,
        *,
        retention_days: int,
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._reports = reports
        self._sender = sender
        self._retention_days = retention_days
        self._clock = clock
        self._purged_on: date | None = None

    async def watch(self) -> None:
        """Do what is due, again and again, until cancelled."""
        while True:
            try:
                await self.catch_up()
            except LogUnavailableError as error:
                logger.warning("housekeeping waits for the database: %s", error)
            except Exception as error:  # noqa: BLE001  the next look may fare better, and answering goes on
                logger.error("housekeeping: %s", type(error).__name__)  # noqa: TRY400  a traceback may quote a question
            await asyncio.sleep(EVERY)

    async def catch_up(self) -> None:
        """Do what is due now: at the start, on each new day, and on Monday mornings."""
        now = self._clock()
        here = now.astimezone(VIETNAM)
        if self._purged_on != here.date():
            before = keep_until(now, self._retention_days)
            purged = await self._database.call(partial(purge, self._database, before, now))
            self._purged_on = here.date()
            if purged.questions:
                logger.info("%d questions older than %d days forgotten", purged.questions, self._retention_days)
        elif self._database.is_journal_due:
            await self._database.call(self._database.forget_journal)
        if here.hour >= DIGEST_HOUR:
            for user_id in await self._reports.claim_digests():
                if not await self._sender.send_digest(user_id):
                    await self._reports.return_digest(user_id)
