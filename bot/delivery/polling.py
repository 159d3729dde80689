"""Fetches updates by long polling and acknowledges each only when it is done: Telegram is the queue."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from telegram.error import Conflict, EndPointNotFound, InvalidToken, TelegramError

from bot.delivery.errors import ConflictError, TokenRefusedError
from bot.delivery.patience import Patience, flood_wait

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from bot.delivery.processing import AnyApplication, Processor

logger = logging.getLogger(__name__)

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "inline_query")
WINDOW = 100
"""Updates in flight at most; Telegram gives no more at once."""
POLL_SECONDS = 30
ANSWER_SECONDS = 10
"""How much longer than it may wait Telegram may take to answer."""
SHORTEST_BREATH = 0.05
LONGEST_BREATH = 0.5
QUIET_SECONDS = 24 * 3600
"""Telegram keeps updates for a day. After that nothing is left to acknowledge, and ids may start anew and lower."""

Answer = TypeVar("Answer")


class Polling:
    """The polling loop: in order within a chat, side by side across chats, a bounded window in flight."""

    def __init__(  # noqa: PLR0913  each has its default and its reason
        self,
        application: AnyApplication,
        processor: Processor,
        *,
        prepare: Callable[[AnyApplication], Awaitable[None]] | None = None,
        allowed_updates: Sequence[str] = ALLOWED_UPDATES,
        window: int = WINDOW,
        poll_seconds: int = POLL_SECONDS,
        patience: Patience | None = None,
    ) -> None:
        """Prepare to poll.

        Args:
            application: Not initialized; the loop initializes it once Telegram can be reached.
            processor: Brings each update to its end.
            prepare: Called once, when Telegram has been reached (commands, descriptions).
            allowed_updates: The kinds of updates to ask for.
            window: How many updates may be in flight, 1 to 100.
            poll_seconds: How long Telegram may keep a request open while there is nothing to deliver.
            patience: Pauses while Telegram is away, and the grace at the end.
        """
        self._application = application
        self._processor = processor
        self._prepare = prepare
        self._allowed_updates = list(allowed_updates)
        self._window = window
        self._poll_seconds = poll_seconds
        self._patience = patience or Patience()
        self._pending: dict[int, asyncio.Task[None]] = {}
        """Updates fetched and not yet acknowledged, in Telegram's order; the tasks that are done wait for the first."""
        self._last_in_chat: dict[int, asyncio.Task[None]] = {}
        self._progress = asyncio.Event()
        self._last_done: int | None = None
        self._last_heard = 0.0
        self._breath = SHORTEST_BREATH

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until ``stop`` is set, then finish what is in flight.

        Raises:
            DeliveryError: Only a person can mend it: another poller, a token refused.
        """
        working = asyncio.create_task(self._work())
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            working.cancel()
            await asyncio.wait({working, stopping})
            await self._finish()
        if not working.cancelled():
            working.result()

    async def _work(self) -> None:
        await self._patiently(self._application.initialize)
        # A webhook left from earlier would answer every poll with 409; what waits behind it is kept.
        await self._patiently(partial(self._application.bot.delete_webhook, drop_pending_updates=False))
        await self._application.start()
        if self._prepare is not None:
            await self._prepare(self._application)
        logger.info("Đang nhận tin từ Telegram / receiving updates from Telegram")
        while True:
            batch = await self._patiently(self._fetch)
            fresh = self._admit(batch)
            if self._pending:
                await self._breathe(has_fresh=fresh > 0)
            for task in self._pending.values():
                if task.done():
                    task.result()  # a fault of the delivery itself: better to end loudly than to go on around it

    async def _fetch(self) -> list[dict[str, Any]]:
        poll_seconds = 0 if self._pending else self._poll_seconds
        batch = await self._get_updates(limit=self._window, poll_seconds=poll_seconds)
        now = asyncio.get_running_loop().time()
        if batch:
            self._last_heard = now
        elif now - self._last_heard > QUIET_SECONDS:
            self._last_done = None
        return batch

    async def _get_updates(self, *, limit: int, poll_seconds: int) -> list[dict[str, Any]]:
        arguments: dict[str, Any] = {
            "limit": limit,
            "timeout": poll_seconds,
            "allowed_updates": self._allowed_updates,
        }
        if (offset := self._offset()) is not None:
            arguments["offset"] = offset
        # Spelt so because do_api_request warns where the Bot has a method of the name; theirs parses all or nothing.
        updates = await self._application.bot.do_api_request(
            "get_Updates", api_kwargs=arguments, read_timeout=poll_seconds + ANSWER_SECONDS
        )
        return [update for update in updates if isinstance(update.get("update_id"), int)]

    def _offset(self) -> int | None:
        """Return the first update that is not done: everything before it is acknowledged by asking from here."""
        while self._pending:
            first, task = next(iter(self._pending.items()))
            if not _is_well_done(task):
                return first
            del self._pending[first]
            self._last_done = first
        return None if self._last_done is None else self._last_done + 1

    def _admit(self, batch: list[dict[str, Any]]) -> int:
        fresh = 0
        for raw in batch:
            update_id = raw["update_id"]
            if update_id in self._pending:
                continue
            chat = _chat_of(raw)
            previous = None if chat is None else self._last_in_chat.get(chat)
            task = asyncio.create_task(self._process(raw, previous), name=f"update {update_id}")
            self._pending[update_id] = task
            if chat is not None:
                self._last_in_chat[chat] = task
                task.add_done_callback(partial(self._forget, chat))
            fresh += 1
        return fresh

    async def _process(self, raw: dict[str, Any], previous: asyncio.Task[None] | None) -> None:
        try:
            if previous is not None:
                await asyncio.wait({previous})
            await self._processor.process(raw)
        finally:
            self._progress.set()

    def _forget(self, chat: int, task: asyncio.Task[None]) -> None:
        if self._last_in_chat.get(chat) is task:
            del self._last_in_chat[chat]

    async def _breathe(self, *, has_fresh: bool) -> None:
        """Let the handlers work a moment: while anything is in flight, Telegram answers at once with the same again."""
        self._breath = SHORTEST_BREATH if has_fresh else min(self._breath * 2, LONGEST_BREATH)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._breath):
                while not all(task.done() for task in self._pending.values()):
                    self._progress.clear()
                    await self._progress.wait()

    async def _patiently(self, call: Callable[[], Awaitable[Answer]]) -> Answer:
        """Call Telegram until it answers; it may be away for as long as it likes."""
        was_away = False
        for pause in self._patience.pauses():
            try:
                answer = await call()
            except Conflict:
                raise ConflictError from None
            except (InvalidToken, EndPointNotFound):
                raise TokenRefusedError from None
            except TelegramError as error:
                logger.log(
                    logging.DEBUG if was_away else logging.WARNING,
                    "Chưa liên lạc được với Telegram, sẽ thử lại / Telegram is away, trying again: %s",
                    type(error).__name__,
                )
                was_away = True
                await asyncio.sleep(max(pause, flood_wait(error)))
            else:
                if was_away:
                    logger.warning("Đã liên lạc lại được với Telegram / Telegram is back")
                return answer
        raise AssertionError("pauses never end")

    async def _finish(self) -> None:
        """Give what is in flight its grace, acknowledge what is done, let go of Telegram."""
        application = self._application
        if self._pending:
            _, late = await asyncio.wait(self._pending.values(), timeout=self._patience.grace)
            for task in late:  # not acknowledged, so Telegram delivers it again to the next start
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        if application.running:
            with contextlib.suppress(TelegramError):  # not acknowledged now, it is passed over at the next start
                await self._get_updates(limit=1, poll_seconds=0)
            await application.stop()
        await application.shutdown()
        await application.bot.shutdown()  # where Telegram was never reached, only the bot has something to let go of


def _is_well_done(task: asyncio.Task[None]) -> bool:
    return task.done() and not task.cancelled() and task.exception() is None


def _chat_of(raw: dict[str, Any]) -> int | None:
    """Return what keeps an update in order: its chat, or whoever asks inline; None where nothing does."""
    for content in raw.values():
        if not isinstance(content, dict):
            continue
        for holder in (content, content.get("message")):
            chat = holder.get("chat") if isinstance(holder, dict) else None
            if isinstance(chat, dict) and isinstance(chat.get("id"), int):
                return int(chat["id"])
        sender = content.get("from")
        if isinstance(sender, dict) and isinstance(sender.get("id"), int):
            return int(sender["id"])
    return None
