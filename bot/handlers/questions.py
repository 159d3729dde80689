"""Questions: in private chats, by mention, by reply, by /hoi, and edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.error import Forbidden

from bot.assistant import Asked
from bot.context import SentAnswer
from bot.handlers.incoming import is_private, read_question, sender_id, sender_language
from bot.handlers.replying import edit_pages, send_pages, typing_meanwhile
from bot.presentation.keyboards import outcome_keyboard
from bot.presentation.rendering import render_outcome
from bot.presentation.texts import texts_for

if TYPE_CHECKING:
    from telegram import Message, Update

    from bot.assistant import Reply
    from bot.context import Context


async def answer_question(update: Update, context: Context) -> None:
    """Answer a message that asks the bot something; an edited question has its answer edited."""
    message = update.effective_message
    if message is None:
        return
    text = read_question(message, context.bot)
    if text is None:
        return
    earlier = context.bot_data.answers.find(message.chat.id, message.message_id)
    if update.edited_message is not None and not _needs_answer(update, message, text, earlier):
        return
    if not text:
        await _explain_usage(message, context)
        return
    asked = Asked(
        text=text,
        user_id=sender_id(message),
        chat_id=message.chat.id,
        chat_kind=message.chat.type,
        message_id=message.message_id,
        update_id=update.update_id,
    )
    async with typing_meanwhile(context.bot, message):
        reply = await context.assistant.ask(asked)
        message_ids = await _send(reply, message, earlier, context)
    sent = SentAnswer(text, message_ids, update.update_id)
    context.bot_data.answers.remember(message.chat.id, message.message_id, sent)
    await context.assistant.record(reply)
    context.bot_data.caretaker.wake()


async def explain_only_text(update: Update, context: Context) -> None:
    """Say that stickers, voice messages and files cannot be read; albums would get one such word a picture."""
    message = update.effective_message
    if message is None or message.media_group_id is not None:
        return
    language = await context.assistant.menu_language(sender_id(message), sender_language(message))
    await send_pages(context.bot, message, [texts_for(language).only_text])


def _needs_answer(update: Update, message: Message, text: str, earlier: SentAnswer | None) -> bool:
    """Whether an edit changed what was asked; in groups nobody expects an answer to what was not a question before."""
    if not text:
        return False
    if earlier is None:
        return is_private(message)
    return earlier.text != text or earlier.update_id == update.update_id  # the same update: it could not be logged


async def _explain_usage(message: Message, context: Context) -> None:
    language = await context.assistant.menu_language(sender_id(message), sender_language(message))
    await send_pages(context.bot, message, [texts_for(language).ask_usage])


async def _send(reply: Reply, to: Message, earlier: SentAnswer | None, context: Context) -> tuple[int, ...]:
    texts = texts_for(reply.language)
    rendered = render_outcome(reply.outcome, reply.knowledge, texts, context.assistant.today())
    if await context.assistant.is_first_contact(reply.asked.user_id):
        rendered.line().line(texts.notice, "i")
    may_wait = reply.asked.chat_kind == "private" and not reply.is_unlogged
    keyboard = outcome_keyboard(reply.outcome, reply.knowledge, texts, key=reply.key, may_wait=may_wait)
    try:
        if earlier is None:
            message_ids = await send_pages(context.bot, to, rendered.pages(), keyboard)
        else:
            message_ids = await edit_pages(context.bot, to, earlier.message_ids, rendered.pages(), keyboard)
    except Forbidden:  # blocked the bot or removed it from the group meanwhile: the question is logged all the same
        return ()
    context.assistant.mark_told(reply.asked.user_id)
    return message_ids
