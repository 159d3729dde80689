"""What review does by itself, beside the answering: grouping, writing missing proposals, following up publications."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Protocol

from bot.questionlog.errors import LogUnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.review.grouping import Grouper
    from bot.review.reasking import Reasking
    from bot.review.reviewing import Review
    from bot.review.waiting import Waiter, WaitingList
    from knowledge.base import KnowledgeBase

logger = logging.getLogger(__name__)

PAUSE = 0.5
"""Seconds between an answer and its grouping: a burst of questions is grouped together, and answered first."""
EVERY = 600.0
"""Seconds after which it looks even if nothing has happened."""


class Messenger(Protocol):
    """Tells people in Telegram."""

    async def tell_answer(self, waiter: Waiter, knowledge: KnowledgeBase) -> bool:
        """Tell somebody the answer they waited for; False where that may be tried again later."""

    async def tell_report(self, moderator: int, group_id: int) -> bool:
        """Tell a moderator what a publication made of their verdict; False where that may be tried again later."""


class Caretaker:
    """Looks after the queue in the background.

    Everything it does is found in the database, so whatever a crash breaks off is done at the next look. Who is told
    something is told at least once: the note that they were follows right after the message.
    """

    def __init__(  # noqa: PLR0913  each is a part of the work
        self,
        *,
        grouper: Grouper,
        review: Review,
        reasking: Reasking,
        waiting: WaitingList,
        messenger: Messenger,
        knowledge: Callable[[], KnowledgeBase],
    ) -> None:
        self._grouper = grouper
        self._review = review
        self._reasking = reasking
        self._waiting = waiting
        self._messenger = messenger
        self._knowledge = knowledge
        self._woken = asyncio.Event()
        self._turn = asyncio.Lock()

    def wake(self) -> None:
        """Have it look soon: something was logged, voted or published."""
        self._woken.set()

    async def watch(self) -> None:
        """Look after the queue until cancelled."""
        while True:
            try:
                await self.catch_up()
            except LogUnavailableError as error:
                logger.warning("review waits for the database: %s", error)
            except Exception as error:  # noqa: BLE001  the next look may fare better, and answering goes on
                logger.error("review: %s", type(error).__name__)  # noqa: TRY400  a traceback may quote a question
            try:
                async with asyncio.timeout(EVERY):
                    await self._woken.wait()
            except TimeoutError:
                continue
            await asyncio.sleep(PAUSE)

    async def catch_up(self) -> None:
        """Do all that is to be done."""
        async with self._turn:
            self._woken.clear()
            await self._grouper.catch_up()
            await self._review.mend_proposals()
            knowledge = self._knowledge()
            if await self._reasking.is_due("asked_again", knowledge):
                await self._reasking.ask_again(knowledge)
                await self._reasking.mark_done("asked_again", knowledge)
            if await self._reasking.is_due("told", knowledge) and await self._tell_waiting(knowledge):
                await self._reasking.mark_done("told", knowledge)
            for group_id, moderator in await self._reasking.find_unreported():
                if await self._messenger.tell_report(moderator, group_id):
                    await self._reasking.mark_reported(group_id)

    async def _tell_waiting(self, knowledge: KnowledgeBase) -> bool:
        """Tell all who waited; False where somebody could not be told yet."""
        is_done = True
        for waiter in await self._waiting.find_answered(knowledge):
            if await self._messenger.tell_answer(waiter, knowledge):
                await self._waiting.forget(waiter.question_id)
            else:
                is_done = False
        return is_done
