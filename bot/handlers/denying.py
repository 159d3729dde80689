"""The one place that answers those who may not: one calm sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.incoming import is_private, sender_id, sender_language
from bot.handlers.replying import acknowledge, send_pages
from bot.offering import offer_commands
from bot.presentation.texts_roles import role_texts

if TYPE_CHECKING:
    from telegram import Update

    from bot.access import AccessDeniedError
    from bot.context import Context


async def deny(update: Update, context: Context, error: AccessDeniedError) -> None:
    """Say that something is not for this person, or not for this chat.

    In groups it is said once in a while only: there the command may have been meant for another bot.
    """
    query, message = update.callback_query, update.effective_message
    if query is not None:
        sentence = await _sentence(query.from_user.id, query.from_user.language_code, context, error)
        await acknowledge(query, sentence, alert=True)
    elif message is not None and (is_private(message) or error.is_first):
        sentence = await _sentence(sender_id(message), sender_language(message), context, error)
        await send_pages(context.bot, message, [sentence])
    if error.is_first and update.effective_user is not None and not error.is_about_chat:
        # Their commands may still be shown from the time when they had the role.
        await offer_commands(context.bot, update.effective_user.id, error.role, context.assistant.default_language)


async def _sentence(user_id: int, code: str | None, context: Context, error: AccessDeniedError) -> str:
    words = role_texts(await context.assistant.menu_language(user_id, code))
    return words.private_only if error.is_about_chat else words.denied
