"""Sending and editing answers: in the right topic, quoting the question in groups, split where they are long."""

from __future__ import annotations

import asyncio
import contextlib
from itertools import zip_longest
from typing import TYPE_CHECKING

from telegram import Message, ReplyParameters
from telegram.constants import ChatAction
from telegram.error import BadRequest, TelegramError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from telegram import Bot, CallbackQuery, InlineKeyboardMarkup, MaybeInaccessibleMessage

TYPING_AFTER = 1.0
TYPING_EVERY = 4.5
"""Telegram shows the action for five seconds."""


async def send_pages(
    bot: Bot, to: MaybeInaccessibleMessage, pages: Sequence[str], keyboard: InlineKeyboardMarkup | None = None
) -> tuple[int, ...]:
    """Send an answer to a message: where it stands, quoting it in groups, with the buttons under the last page.

    Returns:
        The ids of the messages sent.
    """
    quotes = to.chat.type != "private"
    sent: list[int] = []
    for number, page in enumerate(pages, start=1):
        message = await bot.send_message(
            to.chat.id,
            page,
            message_thread_id=_topic(to),
            reply_parameters=_quoting(to) if quotes and number == 1 else None,
            reply_markup=keyboard if number == len(pages) else None,
        )
        sent.append(message.message_id)
    return tuple(sent)


async def send_file(bot: Bot, to: MaybeInaccessibleMessage, raw: bytes, name: str, caption: str) -> None:
    """Send a file in answer to a message."""
    await bot.send_document(
        to.chat.id,
        raw,
        filename=name,
        caption=caption,
        message_thread_id=_topic(to),
        reply_parameters=_quoting(to) if to.chat.type != "private" else None,
    )


async def edit_pages(
    bot: Bot, to: Message, earlier: Sequence[int], pages: Sequence[str], keyboard: InlineKeyboardMarkup | None
) -> tuple[int, ...]:
    """Turn the messages of an earlier answer into another one, sending what is missing and deleting what is left over.

    Returns:
        The ids of the messages that now answer.
    """
    kept: list[int] = []
    for number, (message_id, page) in enumerate(zip_longest(earlier, pages), start=1):
        markup = keyboard if number == len(pages) else None
        if page is None:
            with contextlib.suppress(BadRequest):  # gone already, or too old to be deleted
                await bot.delete_message(to.chat.id, message_id)
        elif message_id is not None and await _edit(bot, to.chat.id, message_id, page, markup):
            kept.append(message_id)
        else:
            kept += await send_pages(bot, to, [page], markup)
    return tuple(kept)


async def edit_screen(query: CallbackQuery, page: str, keyboard: InlineKeyboardMarkup | None) -> None:
    """Show another screen in the message whose button was pressed."""
    if isinstance(query.message, Message):
        await _edit(query.get_bot(), query.message.chat.id, query.message.message_id, page, keyboard)


async def edit_markup(query: CallbackQuery, keyboard: InlineKeyboardMarkup) -> None:
    """Show other buttons under the message whose button was pressed."""
    try:
        await query.edit_message_reply_markup(keyboard)
    except BadRequest as error:
        if "not modified" not in error.message.lower():
            raise


async def acknowledge(query: CallbackQuery, text: str | None = None, *, alert: bool = False) -> None:
    """Answer a press; a press so old that Telegram has given it up needs no answer any more."""
    with contextlib.suppress(BadRequest):
        await query.answer(text, show_alert=alert)


@contextlib.asynccontextmanager
async def typing_meanwhile(bot: Bot, to: Message) -> AsyncIterator[None]:
    """Show "typing" for as long as the body takes, once it takes longer than a moment."""
    task = asyncio.create_task(_keep_typing(bot, to))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _keep_typing(bot: Bot, to: Message) -> None:
    await asyncio.sleep(TYPING_AFTER)
    with contextlib.suppress(TelegramError):  # a courtesy: the answer itself will show what is wrong
        while True:
            await bot.send_chat_action(to.chat.id, ChatAction.TYPING, message_thread_id=_topic(to))
            await asyncio.sleep(TYPING_EVERY)


async def _edit(bot: Bot, chat_id: int, message_id: int, page: str, markup: InlineKeyboardMarkup | None) -> bool:
    """Edit one message; False when Telegram no longer lets it be edited."""
    try:
        await bot.edit_message_text(page, chat_id=chat_id, message_id=message_id, reply_markup=markup)
    except BadRequest as error:
        return "not modified" in error.message.lower()
    return True


def _topic(message: MaybeInaccessibleMessage) -> int | None:
    if isinstance(message, Message) and message.is_topic_message:
        return message.message_thread_id
    return None


def _quoting(message: MaybeInaccessibleMessage) -> ReplyParameters:
    return ReplyParameters(message.message_id, allow_sending_without_reply=True)
