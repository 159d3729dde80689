"""The whole bot over an in-process Telegram: an update goes in, the recorded calls of the Bot API come out."""

from __future__ import annotations

import json
import sqlite3
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.access import Access, collect_seeds
from bot.app import build_application
from bot.assistant import Assistant
from bot.audit import AuditLog
from bot.delivery.console import ConsoleRequest, LocalTelegram
from bot.delivery.patience import Patience
from bot.delivery.processing import Processor
from bot.handlers.errors import apologise
from bot.publishing.current import CurrentKnowledge
from bot.publishing.workshop import Workshop
from bot.questionlog.privacy import Pseudonymizer
from bot.questionlog.store import QuestionLog
from bot.review.waiting import ChatCipher, WaitingList
from bot.settings import Settings
from knowledge.store import VersionStore

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.context import BotApplication
    from bot.delivery.console.telegram import Call

Json = dict[str, Any]

AN: Json = {"id": 501, "is_bot": False, "first_name": "An", "language_code": "vi"}
BINH: Json = {"id": 502, "is_bot": False, "first_name": "Bình", "language_code": "vi"}
MAI: Json = {"id": 601, "is_bot": False, "first_name": "Mai", "language_code": "vi"}
"""A moderator, where the settings name her."""
KATE: Json = {"id": 503, "is_bot": False, "first_name": "Kate", "language_code": "en"}
GROUP: Json = {"id": -1001, "type": "supergroup", "title": "Tổ dân phố"}
FORUM: Json = {"id": -1002, "type": "supergroup", "title": "Diễn đàn", "is_forum": True}


class FaultyTelegram(LocalTelegram):
    """A Telegram that fails as it is told to: each fault strikes the next call of its method, once."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[tuple[str, Exception]] = []

    def call(self, method: str, parameters: Json) -> Any:
        for number, (struck, fault) in enumerate(self.faults):
            if struck == method:
                del self.faults[number]
                raise fault
        return super().call(method, parameters)


class Clock:
    """A time that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_minutes(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)


class BotUnderTest:
    """The bot with everything around it, and people who talk with it."""

    def __init__(
        self, application: BotApplication, telegram: FaultyTelegram, processor: Processor, clock: Clock, data_dir: Path
    ) -> None:
        self.application = application
        self.telegram = telegram
        self.processor = processor
        self.clock = clock
        self.data_dir = data_dir

    async def deliver(self, update: Json) -> list[Call]:
        """Let the bot process an update; return the calls it made."""
        before = len(self.telegram.calls)
        await self.processor.process(update)
        return [call for call in self.telegram.calls[before:] if call.method != "getMe"]

    async def say(self, text: str, *, sender: Json = AN, chat: Json | None = None, **more: Any) -> list[Call]:
        """Let a person write a message."""
        return await self.deliver(self.telegram.write(text, sender=sender, chat=chat, **more))

    async def press(self, message: Json, label: str, *, sender: Json = AN) -> list[Call]:
        """Let a person press the button whose label contains ``label``."""
        buttons = [button for row in message["reply_markup"]["inline_keyboard"] for button in row]
        data = next(button["callback_data"] for button in buttons if label in button["text"])
        return await self.forge(message, data, sender=sender)

    async def forge(self, message: Json, data: str, *, sender: Json = AN) -> list[Call]:
        """Let a person send callback data that no button of ours need have had."""
        return await self.deliver(self.telegram.press(json.loads(json.dumps(message)), data, sender=sender))

    async def edit(self, message: Json, text: str) -> list[Call]:
        """Let a person edit a message of theirs."""
        message["text"] = text
        return await self.deliver(self.telegram.update("edited_message", {**message, "edit_date": message["date"] + 1}))

    def last_written(self) -> Json:
        """The last message that a person wrote."""
        written = [message for message in self.telegram.messages.values() if not message["from"]["is_bot"]]
        return written[-1]

    def logged(self) -> list[Json]:
        """The questions in the log, oldest first."""
        with sqlite3.connect(self.data_dir / "questions.sqlite3") as connection:
            connection.row_factory = sqlite3.Row
            rows = connection.execute("SELECT * FROM questions ORDER BY id").fetchall()
        connection.close()
        return [dict(row) for row in rows]

    def set_aside(self) -> list[Json]:
        """The updates that were given up."""
        with sqlite3.connect(self.data_dir / "questions.sqlite3") as connection:
            connection.row_factory = sqlite3.Row
            rows = connection.execute("SELECT * FROM set_aside_updates").fetchall()
        connection.close()
        return [dict(row) for row in rows]


@asynccontextmanager
async def open_bot(data_dir: Path, knowledge: Any, **settings: Any) -> AsyncIterator[BotUnderTest]:
    """Start the bot on an in-process Telegram and a real log in ``data_dir``.

    Args:
        data_dir: Where everything is kept.
        knowledge: What answers, or a function that gives it.
        **settings: Further settings of the installation.
    """
    chosen = Settings(_env_file=None, data_dir=data_dir, send_rate=0, **settings)
    clock, telegram = Clock(), FaultyTelegram()
    log = QuestionLog.open(chosen.questionlog_url, clock=clock)
    pseudonymizer = Pseudonymizer(b"a key for tests only")
    assistant = Assistant(
        knowledge if callable(knowledge) else lambda: knowledge,
        log,
        pseudonymizer,
        default_language=chosen.default_language,
        clock=clock,
    )
    audit = AuditLog(log.database, data_dir, clock=clock)
    access = Access(audit, collect_seeds(chosen), pseudonymizer.pseudonym, clock=clock)
    waiting = WaitingList(
        log.database, pseudonymizer, ChatCipher(b"a key for tests only"), lambda: assistant.knowledge, clock=clock
    )
    current = knowledge if isinstance(knowledge, CurrentKnowledge) else _never_swapped(assistant.knowledge, chosen)
    application = build_application(chosen, assistant, access, waiting, current, request=ConsoleRequest(telegram))
    patience = Patience(first_pause=0.001, longest_pause=0.001)
    async with application:
        processor = Processor(application, log, apologise=apologise, patience=patience)
        yield BotUnderTest(application, telegram, processor, clock, data_dir)
    await log.close()


def _never_swapped(knowledge: Any, settings: Settings) -> CurrentKnowledge:
    store = VersionStore(settings.data_dir, settings.knowledge_dir)
    return CurrentKnowledge(knowledge, store, settings.data_dir, Workshop())


def texts(calls: list[Call]) -> list[str]:
    """What was sent, as it is shown."""
    return [call.result["text"] for call in calls if call.method == "sendMessage"]


def only(calls: list[Call], method: str) -> Call:
    """The one call of this method."""
    (call,) = [call for call in calls if call.method == method]
    return call


def labels(message: Json) -> list[str]:
    """The labels of a message's buttons."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]
