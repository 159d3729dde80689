"""What the handlers of staff share: the sentences of the reader, where a button was pressed, a screen to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.incoming import sender_id, sender_language
from bot.handlers.replying import edit_screen
from bot.presentation.texts import texts_for

if TYPE_CHECKING:
    from telegram import CallbackQuery, Message

    from bot.context import Context
    from bot.presentation.browsing import Screen
    from bot.presentation.texts import Texts


async def texts_of_sender(message: Message, context: Context) -> Texts:
    """The sentences of the language of who wrote a message."""
    return texts_for(await context.assistant.menu_language(sender_id(message), sender_language(message)))


async def texts_of_presser(query: CallbackQuery, context: Context) -> Texts:
    """The sentences of the language of who pressed a button."""
    return texts_for(await context.assistant.menu_language(query.from_user.id, query.from_user.language_code))


def chat_kind(query: CallbackQuery) -> str:
    """Where a button was pressed; under an inline answer it could be anywhere."""
    return query.message.chat.type if query.message is not None else "inline"


async def show(query: CallbackQuery, screen: Screen) -> None:
    """Show a screen in the message whose button was pressed."""
    await edit_screen(query, screen.text.html(), screen.keyboard)
