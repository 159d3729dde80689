"""Buttons that show something (a record, a chosen meaning, a whole passage), and those that are stale or forged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.replying import acknowledge, send_pages
from bot.presentation.callback_data import Choose, ShowPassage, ShowRecord
from bot.presentation.keyboards import outcome_keyboard
from bot.presentation.rendering import render_outcome, render_passage
from bot.presentation.texts import texts_for

if TYPE_CHECKING:
    from telegram import CallbackQuery, Update

    from bot.assistant import Language
    from bot.context import Context
    from knowledge.model import Record


async def show_record(update: Update, context: Context) -> None:
    """Answer with the record a button names."""
    query = update.callback_query
    data = ShowRecord.unpack(query.data or "") if query else None
    if query is None or data is None:
        return
    record = context.bot_data.references.record(data.record)
    if record is None or not await _send_record(query, context, record, data.language):
        await refuse(update, context)
        return
    await acknowledge(query)


async def choose(update: Update, context: Context) -> None:
    """Answer an ambiguous question with the meaning that was chosen, which a follow-up then builds upon."""
    query = update.callback_query
    data = Choose.unpack(query.data or "") if query else None
    if query is None or data is None:
        return
    record = context.bot_data.references.record(data.record)
    if record is None or not await _send_record(query, context, record, data.language, key=data.key):
        await refuse(update, context)
        return
    if query.message is not None:
        context.assistant.remember_choice(
            user_id=query.from_user.id,
            chat_id=query.message.chat.id,
            message_id=query.message.message_id,
            subject=record.subject,
        )
    await acknowledge(query)


async def show_passage(update: Update, context: Context) -> None:
    """Show the whole passage a button names."""
    query = update.callback_query
    data = ShowPassage.unpack(query.data or "") if query else None
    if query is None or data is None:
        return
    source = context.bot_data.references.source(data.source)
    place = context.assistant.knowledge.passage(source.id, data.passage) if source is not None else None
    if place is None or query.message is None:
        await refuse(update, context)
        return
    texts = texts_for(await _language(query, context, data.language))
    await send_pages(context.bot, query.message, render_passage(*place, texts).pages())
    await acknowledge(query)


async def refuse(update: Update, context: Context) -> None:
    """Say politely that a button no longer works: it is from another version, forged, or out of reach."""
    query = update.callback_query
    if query is not None:
        language = await context.assistant.menu_language(query.from_user.id, query.from_user.language_code)
        await acknowledge(query, texts_for(language).stale, alert=True)


async def _send_record(
    query: CallbackQuery, context: Context, record: Record, language: Language, *, key: int | None = None
) -> bool:
    knowledge = context.assistant.knowledge
    language = await _language(query, context, language)
    found = knowledge.answer(record.id, language)
    if found is None or query.message is None:
        return False
    texts = texts_for(language)
    pages = render_outcome(found, knowledge, texts, context.assistant.today()).pages()
    await send_pages(context.bot, query.message, pages, outcome_keyboard(found, knowledge, texts, key=key))
    return True


async def _language(query: CallbackQuery, context: Context, otherwise: Language) -> Language:
    """The language the person chose, or else that of the message whose button they pressed."""
    return await context.assistant.chosen_language(query.from_user.id) or otherwise
