"""Brings one update to its end: answered and logged, passed over because it was, or set aside as poison."""

from __future__ import annotations

import asyncio
import logging
import traceback
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.delivery.patience import Patience, flood_wait
from bot.questionlog.errors import LogUnavailableError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram.ext import Application

    from bot.questionlog.store import QuestionLog

    AnyApplication = Application[Any, Any, Any, Any, Any, Any]
    Apologise = Callable[[AnyApplication, Update], Awaitable[None]]

logger = logging.getLogger(__name__)


class Processor:
    """Processes updates, each until it is done; only then may it be acknowledged to Telegram."""

    def __init__(
        self,
        application: AnyApplication,
        log: QuestionLog,
        *,
        apologise: Apologise,
        patience: Patience | None = None,
    ) -> None:
        """Prepare to process.

        Args:
            application: Its error handler leaves what went wrong in ``bot_data.failures``, by update id.
            log: Tells which updates were logged already, and keeps those set aside.
            apologise: Sends the calm sentence for an update that was given up; must not raise.
            patience: Pauses and tries.
        """
        self._application = application
        self._log = log
        self._apologise = apologise
        self._patience = patience or Patience()

    async def process(self, raw: dict[str, Any]) -> None:
        """Process one update as Telegram sent it; returns when it is done, whatever became of it."""
        update_id: int = raw["update_id"]
        try:
            update = Update.de_json(raw, self._application.bot)
        except Exception as error:  # noqa: BLE001  whatever the parser stumbles over, the next update must not wait
            await self._set_aside(update_id, error)
            return
        failures = troubles = 0
        pauses = self._patience.pauses()
        while (problem := await self._attempt(update)) is not None:
            logger.warning("Update %d: %s (%s)", update_id, type(problem).__name__, _where(problem))
            if not _comes_from_outside(problem):
                failures += 1
            elif not isinstance(problem, LogUnavailableError) and await self._is_telegram_there():
                troubles += 1
            is_too_long = flood_wait(problem) > self._patience.longest_flood_wait
            if is_too_long or failures >= self._patience.failures or troubles >= self._patience.troubles:
                await self._set_aside(update_id, problem)
                await self._apologise(self._application, update)
                return
            await asyncio.sleep(max(next(pauses), flood_wait(problem)))

    async def _attempt(self, update: Update) -> BaseException | None:
        """Run the handlers once, unless an earlier attempt came as far as the log; return what went wrong."""
        failures: dict[int, BaseException] = self._application.bot_data.failures
        failures.pop(update.update_id, None)
        try:
            if await self._log.is_logged(update.update_id):
                return None
            await self._application.process_update(update)
        except Exception as error:  # noqa: BLE001  the caller decides by its type
            return error
        failure = failures.pop(update.update_id, None)
        return None if isinstance(failure, Forbidden) else failure  # blocked the bot: nobody is there to answer

    async def _is_telegram_there(self) -> bool:
        try:
            await self._application.bot.get_me()
        except TelegramError:
            return False
        return True

    async def _set_aside(self, update_id: int, error: BaseException) -> None:
        kind = type(error).__name__
        logger.error("Update %d is set aside: %s (%s)", update_id, kind, _where(error))
        for pause in self._patience.pauses():
            try:
                await self._log.set_aside(update_id, kind)
            except LogUnavailableError:
                await asyncio.sleep(pause)
            else:
                return


def _comes_from_outside(error: BaseException) -> bool:
    """Tell whether waiting may mend it: Telegram or the database is away, the update itself is not to blame."""
    if isinstance(error, BadRequest):  # a child of NetworkError, but Telegram has read it and said no
        return False
    return isinstance(error, NetworkError | RetryAfter | InvalidToken | LogUnavailableError)


def _where(error: BaseException) -> str:
    """Return the place in the code; the message is left out because it may quote the question."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "?"
