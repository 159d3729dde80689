"""Runs the bot: opens the knowledge and the log, puts the application together, and delivers until it is stopped."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import sys
from functools import partial
from typing import TYPE_CHECKING

from bot.access import Access, collect_seeds
from bot.app import build_application
from bot.assistant import Assistant
from bot.audit import AuditLog
from bot.delivery.console import ConsoleRequest, run_console
from bot.delivery.errors import DeliveryError
from bot.delivery.polling import Polling
from bot.delivery.processing import Processor
from bot.handlers import editing, errors
from bot.introduction import prepare_bot
from bot.publishing.current import CurrentKnowledge
from bot.publishing.workshop import Workshop
from bot.questionlog.errors import LogUnavailableError
from bot.questionlog.keys import PseudonymKeyError, load_keys
from bot.questionlog.privacy import Pseudonymizer
from bot.questionlog.store import QuestionLog
from bot.review.waiting import ChatCipher, WaitingList
from knowledge.base import open_base
from knowledge.drift import find_drift
from knowledge.errors import InvalidRecordsError
from knowledge.store import VersionStore

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.context import BotApplication
    from bot.settings import Settings
    from knowledge.base import KnowledgeBase

logger = logging.getLogger(__name__)


async def run(settings: Settings) -> int:
    """Run the bot until it is stopped: on Telegram with a token, as a chat in this terminal without.

    Returns:
        The exit code: 0 when it was stopped, 1 when it cannot run.
    """
    try:
        knowledge = await asyncio.to_thread(_open_knowledge, settings)
        keys = load_keys(settings)
        pseudonymizer = Pseudonymizer(*keys)
        log = await asyncio.to_thread(QuestionLog.open, settings.questionlog_url)
    except InvalidRecordsError as error:
        for problem in error.problems:
            logger.error("%s", problem)  # noqa: TRY400  each is a sentence for the editor, as `knowledge check` prints
        return 1
    except (PseudonymKeyError, LogUnavailableError, OSError) as error:
        logger.error("%s", error)  # noqa: TRY400  a sentence for the operator; the traceback would hide it
        return 1
    store = VersionStore(settings.data_dir, settings.knowledge_dir)
    current = CurrentKnowledge(knowledge, store, settings.data_dir, Workshop())
    assistant = Assistant(current, log, pseudonymizer, default_language=settings.default_language)
    watching = asyncio.create_task(current.watch())
    access = Access(AuditLog(log.database, settings.data_dir), collect_seeds(settings), pseudonymizer.pseudonym)
    waiting_list = WaitingList(log.database, pseudonymizer, ChatCipher(*keys), current)
    is_console = settings.telegram_bot_token is None
    request = ConsoleRequest() if is_console else None
    application = build_application(settings, assistant, access, waiting_list, current, request=request)
    current.subscribe(_waking(application))
    try:
        await _deliver(settings, application, log)
    except DeliveryError as error:
        logger.error("%s", error)  # noqa: TRY400  it is one sentence that says everything
        return 1
    finally:
        watching.cancel()
        await log.close()
    return 0


def _open_knowledge(settings: Settings) -> KnowledgeBase:
    drift = find_drift(VersionStore(settings.data_dir, settings.knowledge_dir))
    if drift is not None:
        logger.warning("%s", drift)
    knowledge, problems = open_base(settings.knowledge_dir, settings.data_dir)
    for problem in problems:
        logger.error("%s", problem)
    if problems:
        logger.error(
            "Hồ sơ có lỗi nên bản trước đó vẫn trả lời / the records are broken, so the earlier version answers: %s",
            knowledge.version,
        )
    return knowledge


def _waking(application: BotApplication) -> Callable[[KnowledgeBase], Awaitable[None]]:
    async def wake(_: KnowledgeBase) -> None:
        application.bot_data.caretaker.wake()

    return wake


async def _deliver(settings: Settings, application: BotApplication, log: QuestionLog) -> None:
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows has no such handlers; there an interrupt just ends it
            asyncio.get_running_loop().add_signal_handler(name, stop.set)
    processor = Processor(application, log, apologise=errors.apologise)
    tasks: list[asyncio.Task[None]] = []

    async def prepare(_: BotApplication) -> None:
        await prepare_bot(application, default_language=settings.default_language)
        tasks.append(asyncio.create_task(application.bot_data.caretaker.watch()))
        tasks.append(asyncio.create_task(application.bot_data.housekeeper.watch()))
        await application.bot_data.gathering.resume()
        telling = partial(editing.tell_of_proposals, application)
        tasks.append(asyncio.create_task(application.bot_data.publishing.inbox.watch(telling)))

    try:
        if settings.telegram_bot_token is None:
            await run_console(application, processor, stdin=sys.stdin, stdout=sys.stdout, stop=stop, prepare=prepare)
        else:
            await Polling(application, processor, prepare=prepare).run(stop)
    finally:
        await application.bot_data.gathering.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
