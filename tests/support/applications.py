"""Small applications for tests of the delivery, with the real error path and a handler of the test's own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.ext import Application, ApplicationBuilder, ContextTypes, TypeHandler

from bot.delivery.connecting import base_urls, build_request
from bot.questionlog.model import LoggedQuestion
from bot.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from telegram.request import BaseRequest

Handle = Callable[[Update, Any], Awaitable[None]]


@dataclass
class Shared:
    """The part of the bot's shared state that the delivery reads."""

    failures: dict[int, BaseException] = field(default_factory=dict)


async def _note_failure(update: object, context: Any) -> None:
    if isinstance(update, Update):
        context.bot_data.failures[update.update_id] = context.error


def build_small_application(
    handle: Handle, *, url: str = "http://127.0.0.1:9", token: str = "1:t", request: BaseRequest | None = None
) -> Application[Any, Any, Any, Any, Any, Any]:
    """Build an application that gives every update to ``handle``."""
    settings = Settings(_env_file=None, telegram_api_url=url)
    base_url, base_file_url = base_urls(settings)
    application = (
        ApplicationBuilder()
        .token(token)
        .base_url(base_url)
        .base_file_url(base_file_url)
        .request(request or build_request(settings))
        .get_updates_request(request or build_request(settings))
        .updater(None)
        .context_types(ContextTypes(bot_data=Shared))
        .build()
    )
    application.add_handler(TypeHandler(Update, handle))
    application.add_error_handler(_note_failure)
    return application


def make_entry(update_id: int | None = 1, **changes: Any) -> LoggedQuestion:
    """Make a question to log."""
    values: dict[str, Any] = {
        "update_id": update_id,
        "key": (update_id or 0) + 1_000_000,
        "asked_at": datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
        "pseudonym": "ai-đó",
        "chat_kind": "private",
        "language": "vi",
        "text": "Thành phố xây bao nhiêu căn nhà?",
        "outcome": "answered",
        "records": ("nha-cho-ho-kho-khan",),
        "score": 0.9,
        "knowledge_version": "abc",
        "milliseconds": 2.5,
    }
    return LoggedQuestion(**values | changes)


def sqlite_url(folder: Path) -> str:
    """The URL of a SQLite file in a folder."""
    return f"sqlite:///{folder / 'questions.sqlite3'}"
