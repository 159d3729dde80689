"""Editors with phones: the bot over a small real records folder, with published versions and real updates."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from bot.publishing.current import CurrentKnowledge
from bot.publishing.workshop import Workshop
from knowledge.base import open_base
from knowledge.store import VersionStore
from tests.support.bot_under_test import AN, BINH, BotUnderTest, Json, open_bot, texts
from tests.support.records import make_record, make_source, make_topic, write_records

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from bot.delivery.console.telegram import Call

LAN: Json = AN | {"first_name": "Lan"}
MINH: Json = BINH | {"first_name": "Minh"}
"""The two editors."""
DAN: Json = {"id": 777, "is_bot": False, "first_name": "Dân", "language_code": "vi"}
LEXICON = {"words": ["nhà", "căn nhà"]}
HOUSES = "Đã xây bao nhiêu căn nhà?"
TOPIC_FILE = "topics/1-an-sinh.json"

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


class NearWorkshop(Workshop):
    """Works in a thread instead of another process, which takes a second to start."""

    async def run(
        self, work: Callable[Parameters, Result], /, *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> Result:
        return await asyncio.to_thread(work, *args, **kwargs)


def dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode()


def a_topic(answer: str = "145 căn nhà cho các hộ khó khăn về nhà ở", *others: Any, **changes: Any) -> bytes:
    """The topic as an editor sends it, its first record with another answer."""
    return dump(make_topic(make_record(answer=answer), *others, **changes))


class Phone:
    """The bot, the versions, and what editors do."""

    def __init__(self, bot: BotUnderTest, current: CurrentKnowledge) -> None:
        self.bot = bot
        self.current = current
        self.store = current.store

    @property
    def records(self) -> Path:
        return self.store.records

    async def send(self, name: str, raw: bytes, *, sender: Json = LAN, **more: Any) -> list[Call]:
        return await self.bot.deliver(self.bot.telegram.send(name, raw, sender=sender, **more))

    async def ask(self, text: str = HOUSES) -> str:
        """What a citizen is answered."""
        return texts(await self.bot.say(text, sender=DAN))[0]

    async def press_last(self, label: str, *, sender: Json = LAN) -> list[Call]:
        """Press a button of the last message that the bot sent this editor and that has it."""
        return await self.bot.press(self.last_with(label, sender=sender), label, sender=sender)

    def last_with(self, label: str, *, sender: Json = LAN) -> Json:
        """The last message to somebody with a button of this label."""
        for (chat, _), message in reversed(self.bot.telegram.messages.items()):
            rows = message.get("reply_markup", {}).get("inline_keyboard", [])
            if chat == sender["id"] and any(label in button["text"] for row in rows for button in row):
                return message
        raise AssertionError(f"no button {label}")

    async def reply(self, text: str, *, sender: Json = LAN) -> list[Call]:
        """Reply to the last message that asked for it."""
        asked = [
            message
            for (chat, _), message in self.bot.telegram.messages.items()
            if chat == sender["id"] and message["from"]["is_bot"] and "trả lời tin nhắn này" in message.get("text", "")
        ]
        return await self.bot.say(text, sender=sender, reply_to_message=asked[-1])

    def audited(self) -> list[str]:
        """The actions in the audit log, oldest first."""
        engine = self.bot.application.bot_data.access.audit.database.engine
        with engine.connect() as connection:
            return [row[0] for row in connection.exec_driver_sql("SELECT action FROM audit ORDER BY number")]


@asynccontextmanager
async def open_phone(folder: Path, workshop: Workshop | None = None, **settings: Any) -> AsyncIterator[Phone]:
    """Start the bot over a records folder in ``folder``, made where there is none, with two editors."""
    records, data_dir = folder / "records", folder / "var"
    if not records.exists():
        write_records(records, make_source(), make_topic(), lexicon=LEXICON)
    base, _ = await asyncio.to_thread(open_base, records, data_dir)
    current = CurrentKnowledge(base, VersionStore(data_dir, records), data_dir, workshop or NearWorkshop())
    staff = frozenset({LAN["id"], MINH["id"]})
    async with open_bot(data_dir, current, knowledge_dir=records, staff_ids=staff, **settings) as bot:
        yield Phone(bot, current)
