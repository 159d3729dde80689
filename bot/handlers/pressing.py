"""Pressed buttons, read and answered: what every press has in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from telegram.ext import CallbackQueryHandler

from bot.handlers.replying import acknowledge
from bot.presentation.callback_data import CallbackData
from bot.presentation.texts import texts_for

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import CallbackQuery, Update

    from bot.context import Context

Data = TypeVar("Data", bound=CallbackData)


class StaleButtonError(Exception):
    """What a button names is no longer there, or never was: from another version, forged, or out of reach."""


def build_press_handler(
    kind: type[Data], press: Callable[[CallbackQuery, Data, Context], Awaitable[str | None]]
) -> CallbackQueryHandler[Context, None]:
    """Build the handler of one kind of button.

    Args:
        kind: The callback data it is for.
        press: Does what the button says, and returns a word to show in passing or None; raises StaleButtonError.
    """

    async def handle(update: Update, context: Context) -> None:
        query = update.callback_query
        # Telegram may send a press without any data; python-telegram-bot gives it to the first handler there is.
        data = kind.unpack(query.data or "") if query is not None else None
        if query is None or data is None:
            await refuse(update, context)
            return
        try:
            word = await press(query, data, context)
        except StaleButtonError:
            await refuse(update, context)
        else:
            await acknowledge(query, word)

    return CallbackQueryHandler(handle, kind.matches)


async def refuse(update: Update, context: Context) -> None:
    """Say politely that a button no longer works."""
    query = update.callback_query
    if query is not None:
        language = await context.assistant.menu_language(query.from_user.id, query.from_user.language_code)
        await acknowledge(query, texts_for(language).stale, alert=True)
