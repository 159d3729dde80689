"""Inline mode: a few cited answers to send into any chat."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from telegram import InlineQueryResultArticle, InputTextMessageContent
from telegram.error import BadRequest

from bot.presentation.keyboards import record_subject
from bot.presentation.rendering import direct_reply, render_outcome
from bot.presentation.texts import texts_for

if TYPE_CHECKING:
    from datetime import date

    from telegram import Update

    from bot.assistant import Language
    from bot.context import Context
    from knowledge.base import KnowledgeBase
    from knowledge.model import Found

MOST_RESULTS = 5
CACHED_SECONDS = 60


async def answer_inline(update: Update, context: Context) -> None:
    """Answer an inline query; it is typed letter by letter and so is not logged as a question."""
    query = update.inline_query
    if query is None:
        return
    assistant = context.assistant
    language = await assistant.menu_language(query.from_user.id, query.from_user.language_code)
    looked_up = await assistant.look_up(query.query, MOST_RESULTS)
    chosen = await assistant.chosen_language(query.from_user.id)
    results = [
        _result(number, found, looked_up.knowledge, chosen or looked_up.language or language, assistant.today())
        for number, found in enumerate(looked_up.answers)
    ]
    with contextlib.suppress(BadRequest):  # the person typed on, and Telegram no longer waits for this answer
        await query.answer(results, cache_time=CACHED_SECONDS, is_personal=True)


def _result(
    number: int, found: Found, knowledge: KnowledgeBase, language: Language, today: date
) -> InlineQueryResultArticle:
    texts = texts_for(language)
    reply = "; ".join(direct_reply(part, texts) for part in found.parts)
    record = knowledge.record(found.parts[0].record) if found.parts[0].record is not None else None
    is_one_record = record is not None and len(found.parts) == 1
    return InlineQueryResultArticle(
        id=str(number),
        title=record_subject(record, texts) if record is not None and is_one_record else reply,
        description=reply,
        input_message_content=InputTextMessageContent(render_outcome(found, knowledge, texts, today).html()),
    )
