"""/sua and /dexuat: one record edited step by step, and the moderators' proposals."""

from __future__ import annotations

import contextlib
from io import BytesIO
from typing import TYPE_CHECKING

from telegram import ForceReply, InputFile, Message
from telegram.error import TelegramError

from bot.access import Right
from bot.handlers import reviewing
from bot.handlers.incoming import sender_id
from bot.handlers.publishing import show_preview
from bot.handlers.replying import send_pages, typing_meanwhile
from bot.handlers.screens import chat_kind, show, texts_of_presser, texts_of_sender
from bot.presentation.browsing import Screen
from bot.presentation.editing import (
    ask_refuse_screen,
    drafts_screen,
    not_taken_text,
    phrasings_screen,
    proposal_screen,
    proposals_screen,
    record_screen,
    which_record_screen,
)
from bot.presentation.rich_text import RichText
from bot.presentation.texts_publishing import publishing_texts
from bot.publishing.editing import NotEditingError
from bot.publishing.inbox import ProposalGoneError

if TYPE_CHECKING:
    from telegram import CallbackQuery, Update

    from bot.context import BotApplication, Context
    from bot.presentation.callback_data_publishing import (
        ActOnProposal,
        EditField,
        EditRecord,
        FinishEdit,
        ListProposals,
        RemovePhrasing,
    )

_MOST_SUGGESTED = 5


async def edit_record(update: Update, context: Context) -> None:
    """/sua: take up the record that is named, or ask which one is meant."""
    message = update.effective_message
    if message is None:
        return
    texts = await texts_of_sender(message, context)
    named = " ".join(context.args or ())
    edited = await context.bot_data.publishing.editing.start(sender_id(message), named, message.chat.type)
    if edited is not None:
        screen = record_screen(edited, texts)
    elif not named:
        screen = drafts_screen(context.assistant.knowledge.content, texts)
    else:
        screen = which_record_screen(context.assistant.knowledge.search(named, _MOST_SUGGESTED), texts)
    await send_pages(context.bot, message, screen.text.pages(), screen.keyboard)


async def choose_record(query: CallbackQuery, data: EditRecord, context: Context) -> str | None:
    """Take up the record that was meant."""
    texts = await texts_of_presser(query, context)
    edited = await context.bot_data.publishing.editing.start(query.from_user.id, data.record, chat_kind(query))
    if edited is None:
        return publishing_texts(texts.language).no_record
    await show(query, record_screen(edited, texts))
    return None


async def edit_field(query: CallbackQuery, data: EditField, context: Context) -> str | None:
    """Ask for a field's new text, to be written in reply; or show the phrasings to take one away."""
    texts = await texts_of_presser(query, context)
    words = publishing_texts(texts.language)
    editing, user_id, kind = context.bot_data.publishing.editing, query.from_user.id, chat_kind(query)
    try:
        edited = await editing.find(user_id, data.record, kind)
        if data.what == "list":
            await show(query, phrasings_screen(edited, data.page, texts))
            return None
        question = {
            "answer": words.ask_answer,
            "answer_en": words.ask_answer_en,
            "phrasing": words.ask_phrasing,
        }[data.what]
        if isinstance(query.message, Message):
            asked = await context.bot.send_message(
                query.message.chat.id, RichText().line(question).html(), reply_markup=ForceReply()
            )
            await editing.await_text(user_id, data.what, asked.message_id, kind)
    except NotEditingError:
        return words.not_editing
    return None


async def take_any_reply(update: Update, context: Context) -> None:
    """Take a reply to what an editor was asked to type; any other may be a moderator's, or a question."""
    if not await _take_reply(update, context):
        await reviewing.take_reply(update, context)


async def _take_reply(update: Update, context: Context) -> bool:
    message = update.effective_message
    if message is None or message.reply_to_message is None or not message.text:
        return False
    editing, user_id = context.bot_data.publishing.editing, sender_id(message)
    if not await editing.is_awaited(user_id, message.reply_to_message.message_id):
        return False
    texts = await texts_of_sender(message, context)
    words = publishing_texts(texts.language)
    async with typing_meanwhile(context.bot, message):
        edited, problems = await editing.take_text(user_id, message.text, message.chat.type)
    if problems:
        what = edited.awaited
        await send_pages(context.bot, message, not_taken_text(problems, texts).pages())
        question = {"answer": words.ask_answer, "answer_en": words.ask_answer_en}.get(what or "", words.ask_phrasing)
        asked = await context.bot.send_message(
            message.chat.id, RichText().line(question).html(), reply_markup=ForceReply()
        )
        if what is not None:
            await editing.await_text(user_id, what, asked.message_id, message.chat.type)
        return True
    screen = record_screen(edited, texts, words.taken)
    await send_pages(context.bot, message, screen.text.pages(), screen.keyboard)
    return True


async def remove_phrasing(query: CallbackQuery, data: RemovePhrasing, context: Context) -> str | None:
    """Take a phrasing away."""
    texts = await texts_of_presser(query, context)
    try:
        edited, problems = await context.bot_data.publishing.editing.remove_phrasing(
            query.from_user.id, data.record, data.phrasing, chat_kind(query)
        )
    except NotEditingError:
        return publishing_texts(texts.language).not_editing
    if problems:
        await show(query, _say(not_taken_text(problems, texts)))
    else:
        await show(query, phrasings_screen(edited, 0, texts))
    return None


async def finish_edit(query: CallbackQuery, data: FinishEdit, context: Context) -> str | None:
    """Look at what the edited record would do, or leave it as it was."""
    texts = await texts_of_presser(query, context)
    words = publishing_texts(texts.language)
    editing, user_id, kind = context.bot_data.publishing.editing, query.from_user.id, chat_kind(query)
    try:
        edited = await editing.find(user_id, data.record, kind)
        if data.what == "back":
            await show(query, record_screen(edited, texts))
        elif data.what == "unmark":
            edited, problems = await editing.unmark(user_id, data.record, kind)
            await show(query, _say(not_taken_text(problems, texts)) if problems else record_screen(edited, texts))
        elif data.what == "cancel":
            await editing.cancel(user_id, data.record, kind)
            await show(query, _say(words.left))
        elif not edited.is_changed:
            return words.unchanged
        elif isinstance(query.message, Message):
            draft = await editing.finish(user_id, query.message.chat.id, data.record, kind)
            await show(query, _say(record_screen(edited, texts, words.taken).text))
            async with typing_meanwhile(context.bot, query.message):
                await show_preview(draft, context.bot, context.bot_data)
    except NotEditingError:
        return words.not_editing
    return None


async def list_proposals(update: Update, context: Context) -> None:
    """/dexuat: what moderators propose."""
    message = update.effective_message
    if message is None:
        return
    proposals = await context.bot_data.publishing.inbox.list_all(sender_id(message), message.chat.type)
    screen = proposals_screen(proposals, 0, await texts_of_sender(message, context))
    await send_pages(context.bot, message, screen.text.pages(), screen.keyboard)


async def tell_of_proposals(application: BotApplication, count: int) -> None:
    """Tell those who may publish that proposals have come."""
    shared = application.bot_data
    for user_id in await shared.access.ids_with(Right.PUBLISH):
        words = publishing_texts(await shared.assistant.menu_language(user_id, None))
        with contextlib.suppress(
            TelegramError
        ):  # blocked the bot, or never wrote to it; /dexuat shows them all the same
            await application.bot.send_message(user_id, words.new_proposals.format(count=count))


async def turn_proposals(query: CallbackQuery, data: ListProposals, context: Context) -> None:
    """Show another page of the proposals."""
    proposals = await context.bot_data.publishing.inbox.list_all(query.from_user.id, chat_kind(query))
    await show(query, proposals_screen(proposals, data.page, await texts_of_presser(query, context)))


async def act_on_proposal(query: CallbackQuery, data: ActOnProposal, context: Context) -> str | None:
    """Show a proposal, make a draft of it, send its file, refuse it."""
    texts = await texts_of_presser(query, context)
    words = publishing_texts(texts.language)
    inbox, user_id, kind = context.bot_data.publishing.inbox, query.from_user.id, chat_kind(query)
    try:
        proposal = await inbox.find(user_id, data.proposal, kind)
        if data.what == "show":
            await show(query, proposal_screen(proposal, texts))
        elif data.what == "ask":
            await show(query, ask_refuse_screen(proposal, texts))
        elif data.what == "refuse":
            await inbox.refuse(user_id, data.proposal, kind)
            await show(query, _say(words.refused.format(name=proposal.name)))
        elif isinstance(query.message, Message):
            chat_id = query.message.chat.id
            if data.what == "fetch":
                file = InputFile(BytesIO(proposal.raw), filename=proposal.name)
                await context.bot.send_document(chat_id, file, caption=words.fetched)
            else:
                draft = await inbox.take(user_id, chat_id, data.proposal, kind)
                async with typing_meanwhile(context.bot, query.message):
                    await show_preview(draft, context.bot, context.bot_data)
    except ProposalGoneError:
        return words.gone
    return None


def _say(text: RichText | str) -> Screen:
    return Screen(RichText().line(text) if isinstance(text, str) else text, None)
