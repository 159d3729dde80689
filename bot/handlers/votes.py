"""Votes on answers: one a person, changeable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import Message
from telegram.error import BadRequest

from bot.handlers.incoming import is_private
from bot.handlers.pressing import StaleButtonError
from bot.presentation.keyboards import show_votes
from bot.presentation.texts import texts_for

if TYPE_CHECKING:
    from telegram import CallbackQuery, InlineKeyboardMarkup

    from bot.context import Context
    from bot.presentation.callback_data import Vote
    from bot.presentation.texts import Texts
    from bot.questionlog.model import Tally


async def vote(query: CallbackQuery, data: Vote, context: Context) -> str:
    """Take a vote and show how it stands: one's own in a private chat, everyone's in a group."""
    tally = await context.assistant.vote(data.key, query.from_user.id, 1 if data.vote == "up" else -1)
    if tally is None:
        raise StaleButtonError
    context.bot_data.caretaker.wake()
    texts = texts_for(data.language)
    await _show(query, data, tally, texts)
    return texts.voted


async def _show(query: CallbackQuery, data: Vote, tally: Tally, texts: Texts) -> None:
    message = query.message
    if not isinstance(message, Message) or message.reply_markup is None:
        return
    if is_private(message):
        marks = {str(data.vote): texts.chosen}
    else:
        marks = {name: str(count) for name, count in {"up": tally.up, "down": tally.down}.items() if count}
    markup = show_votes(message.reply_markup, data.key, marks, texts)
    if markup != message.reply_markup:
        await _edit(query, markup)


async def _edit(query: CallbackQuery, markup: InlineKeyboardMarkup) -> None:
    try:
        await query.edit_message_reply_markup(markup)
    except BadRequest as error:
        if "not modified" not in error.message.lower():  # someone else in the group was faster
            raise
