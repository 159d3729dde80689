"""Review: /duyet, the buttons of a card, and what moderators type in reply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import ForceReply, Message

from bot.handlers.incoming import sender_id, sender_language
from bot.handlers.pressing import StaleButtonError
from bot.handlers.questions import answer_question
from bot.handlers.replying import edit_screen, send_pages
from bot.presentation.review import (
    ask_erase_screen,
    ask_note_screen,
    card_screen,
    desk_screen,
    prompt_text,
    read_prompt,
)
from bot.presentation.texts import texts_for
from bot.presentation.texts_review import review_texts
from bot.review.model import StaleCardError, Verdict
from bot.review.reviewing import AppliedError

if TYPE_CHECKING:
    from telegram import CallbackQuery, Update

    from bot.context import Context
    from bot.presentation.browsing import Screen
    from bot.presentation.callback_data_review import ReviewAct, ReviewRecord
    from bot.presentation.review import PromptKind
    from bot.presentation.texts import Texts

_VERDICTS = {
    "plain": Verdict.GAP,
    "off": Verdict.OFF_TOPIC,
    "right": Verdict.RIGHT,
    "erase": Verdict.PERSONAL,
}


async def open_queue(update: Update, context: Context) -> None:
    """/duyet: the first card of the queue."""
    message = update.effective_message
    if message is None:
        return
    desk = await context.bot_data.review.open(sender_id(message), message.chat.type)
    texts = texts_for(await context.assistant.menu_language(sender_id(message), sender_language(message)))
    await _send(message, desk_screen(desk, context.assistant.knowledge, texts), context)


async def press_record(query: CallbackQuery, data: ReviewRecord, context: Context) -> str:
    """Say that a record answers a group."""
    record = context.bot_data.references.record(data.record)
    if record is None:
        raise StaleButtonError
    texts = await _texts(query, context)
    try:
        desk = await context.bot_data.review.decide(
            query.from_user.id, _chat_kind(query), data.group, Verdict.RECORD, record=record.id
        )
    except StaleCardError:
        return review_texts(texts.language).taken
    await _show(query, desk_screen(desk, context.assistant.knowledge, texts))
    return review_texts(texts.language).decided


async def press_act(query: CallbackQuery, data: ReviewAct, context: Context) -> str | None:
    """Do what a button of a card says."""
    texts = await _texts(query, context)
    words = review_texts(texts.language)
    try:
        return await _act(query, data, context, texts)
    except StaleCardError:
        return words.taken
    except AppliedError:
        return words.applied


async def _act(query: CallbackQuery, data: ReviewAct, context: Context, texts: Texts) -> str | None:
    review, knowledge = context.bot_data.review, context.assistant.knowledge
    words = review_texts(texts.language)
    moderator, kind = query.from_user.id, _chat_kind(query)
    if data.act in _VERDICTS:
        desk = await review.decide(moderator, kind, data.group, _VERDICTS[data.act])
        await _show(query, desk_screen(desk, knowledge, texts))
        return words.decided
    if data.act == "skip":
        await _show(query, desk_screen(await review.skip(moderator, kind, data.group), knowledge, texts))
        return words.skipped
    if data.act == "undo":
        await _show(query, card_screen(await review.undo(moderator, kind, data.group), knowledge, texts))
        return words.undone
    card = await review.show(moderator, kind, data.group)
    match data.act:
        case "gap":
            await _show(query, ask_note_screen(card, knowledge, texts))
            await _prompt(query, context, data.group, "note", texts)
        case "search":
            await _prompt(query, context, data.group, "search", texts)
        case "personal":
            await _show(query, ask_erase_screen(card.group, texts))
        case _:
            await _show(query, card_screen(card, knowledge, texts))
    return None


async def take_reply(update: Update, context: Context) -> None:
    """Take what a moderator typed in reply; a reply to anything else is a question like any other."""
    message = update.effective_message
    if message is None or message.reply_to_message is None:
        return
    asked = message.reply_to_message
    is_ours = asked.from_user is not None and asked.from_user.id == context.bot.id
    prompt = read_prompt(asked.text or "") if is_ours else None
    if prompt is None:
        await answer_question(update, context)
        return
    kind, group_id = prompt
    review = context.bot_data.review
    moderator, text = sender_id(message), message.text or ""
    texts = texts_for(await context.assistant.menu_language(moderator, sender_language(message)))
    knowledge = context.assistant.knowledge
    try:
        if kind == "search":
            card = await review.search(moderator, message.chat.type, group_id, text)
            screen = card_screen(card, knowledge, texts, searched=text)
        else:
            desk = await review.decide(moderator, message.chat.type, group_id, Verdict.GAP, note=text)
            screen = desk_screen(desk, knowledge, texts)
        await _send(message, screen, context)
    except StaleCardError:
        await send_pages(context.bot, message, [review_texts(texts.language).taken])


async def _prompt(query: CallbackQuery, context: Context, group: int, kind: PromptKind, texts: Texts) -> None:
    if query.message is None:
        raise StaleButtonError
    words = review_texts(texts.language)
    hint = words.note_hint if kind == "note" else words.search_hint
    await context.bot.send_message(
        query.message.chat.id,
        prompt_text(kind, group, words),
        reply_markup=ForceReply(input_field_placeholder=hint),
    )


async def _send(to: Message, screen: Screen, context: Context) -> None:
    await send_pages(context.bot, to, screen.text.pages(), screen.keyboard)


async def _show(query: CallbackQuery, screen: Screen) -> None:
    await edit_screen(query, screen.text.html(), screen.keyboard)


async def _texts(query: CallbackQuery, context: Context) -> Texts:
    return texts_for(await context.assistant.menu_language(query.from_user.id, query.from_user.language_code))


def _chat_kind(query: CallbackQuery) -> str:
    """Where a button was pressed; a message that is out of reach may stand anywhere."""
    return query.message.chat.type if isinstance(query.message, Message) else ""
