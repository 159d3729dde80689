"""Questions: in private chats, by mention, by reply, by /hoi, and edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.assistant import Asked
from bot.context import SentAnswer
from bot.handlers.incoming import is_private, read_question, sender_id, sender_language
from bot.handlers.replying import edit_pages, send_pages, typing_meanwhile
from bot.presentation.keyboards import outcome_keyboard
from bot.presentation.rendering import render_outcome
from bot.presentation.texts import texts_for

if TYPE_CHECKING:
    from telegram import InlineKeyboardMarkup, Message, Update

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
    if update.edited_message is not None and not _needs_answer(message, text, earlier):
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
        pages, keyboard = await _compose(reply, context)
        if earlier is None:
            message_ids = await send_pages(context.bot, message, pages, keyboard)
        else:
            message_ids = await edit_pages(context.bot, message, earlier.message_ids, pages, keyboard)
    context.bot_data.answers.remember(message.chat.id, message.message_id, SentAnswer(text, message_ids))
    await context.assistant.record(reply)


async def explain_only_text(update: Update, context: Context) -> None:
    """Say that stickers, voice messages and files cannot be read; albums would get one such word a picture."""
    message = update.effective_message
    if message is None or message.media_group_id is not None:
        return
    language = await context.assistant.menu_language(sender_id(message), sender_language(message))
    await send_pages(context.bot, message, [texts_for(language).only_text])


def _needs_answer(message: Message, text: str, earlier: SentAnswer | None) -> bool:
    """Whether an edit changed what was asked; in groups nobody expects an answer to what was not a question before."""
    if not text:
        return False
    return is_private(message) if earlier is None else earlier.text != text


async def _explain_usage(message: Message, context: Context) -> None:
    language = await context.assistant.menu_language(sender_id(message), sender_language(message))
    await send_pages(context.bot, message, [texts_for(language).ask_usage])


async def _compose(reply: Reply, context: Context) -> tuple[list[str], InlineKeyboardMarkup | None]:
    texts = texts_for(reply.language)
    rendered = render_outcome(reply.outcome, reply.knowledge, texts, context.assistant.today())
    if await context.assistant.is_first_contact(reply.asked.user_id):
        rendered.line().line(texts.notice, "i")
    return rendered.pages(), outcome_keyboard(reply.outcome, reply.knowledge, texts, key=reply.key)
