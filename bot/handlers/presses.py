"""Buttons that show something: a record, a chosen meaning, a whole passage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.pressing import StaleButtonError
from bot.handlers.replying import send_pages
from bot.presentation.keyboards import outcome_keyboard
from bot.presentation.rendering import render_outcome, render_passage
from bot.presentation.texts import texts_for

if TYPE_CHECKING:
    from telegram import CallbackQuery, MaybeInaccessibleMessage

    from bot.assistant import Language
    from bot.context import Context
    from bot.presentation.callback_data import Choose, ShowPassage, ShowRecord
    from knowledge.model import Found, Record


async def show_record(query: CallbackQuery, data: ShowRecord, context: Context) -> None:
    """Answer with the record a button names."""
    await _send_record(query, context, _find_record(data.record, context), data.language)


async def choose(query: CallbackQuery, data: Choose, context: Context) -> None:
    """Answer an ambiguous question with the meaning that was chosen, which a follow-up then builds upon."""
    record = _find_record(data.record, context)
    found = await _send_record(query, context, record, data.language, key=data.key)
    message = _message(query)
    subject = f"{record.subject} {found.parts[0].scope or ''}".rstrip()
    context.assistant.remember_choice(
        user_id=query.from_user.id, chat_id=message.chat.id, message_id=message.message_id, subject=subject
    )


async def show_passage(query: CallbackQuery, data: ShowPassage, context: Context) -> None:
    """Show the whole passage a button names."""
    message = _message(query)
    source = context.bot_data.references.source(data.source)
    place = context.assistant.knowledge.passage(source.id, data.passage) if source is not None else None
    if place is None:
        raise StaleButtonError
    texts = texts_for(await _language(query, context, data.language))
    await send_pages(context.bot, message, render_passage(*place, texts).pages())


async def _send_record(
    query: CallbackQuery, context: Context, record: Record, language: Language, *, key: int | None = None
) -> Found:
    message = _message(query)
    knowledge = context.assistant.knowledge
    language = await _language(query, context, language)
    found = knowledge.answer(record.id, language)
    if found is None:
        raise StaleButtonError
    texts = texts_for(language)
    pages = render_outcome(found, knowledge, texts, context.assistant.today()).pages()
    await send_pages(context.bot, message, pages, outcome_keyboard(found, knowledge, texts, key=key))
    return found


def _find_record(name: str, context: Context) -> Record:
    record = context.bot_data.references.record(name)
    if record is None:
        raise StaleButtonError
    return record


def _message(query: CallbackQuery) -> MaybeInaccessibleMessage:
    if query.message is None:
        raise StaleButtonError
    return query.message


async def _language(query: CallbackQuery, context: Context, otherwise: Language) -> Language:
    """The language the person chose, or else that of the message whose button they pressed."""
    return await context.assistant.chosen_language(query.from_user.id) or otherwise
