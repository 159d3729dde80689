"""The commands that explain: /start, /help, /ngonngu, and those nobody knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.access.invitation_rows import PREFIX
from bot.handlers.incoming import sender_id, sender_language
from bot.handlers.replying import edit_screen, send_pages
from bot.handlers.roles import accept_invitation
from bot.presentation.keyboards import language_keyboard, outcome_keyboard
from bot.presentation.rendering import render_outcome
from bot.presentation.rich_text import RichText
from bot.presentation.texts import texts_for

if TYPE_CHECKING:
    from telegram import CallbackQuery, InlineKeyboardMarkup, Message, Update

    from bot.context import Context
    from bot.presentation.callback_data import SetLanguage
    from bot.presentation.texts import Texts


async def start(update: Update, context: Context) -> None:
    """/start: greet; with something behind it (a deep link), accept an invitation or answer with a record."""
    message = update.effective_message
    if message is None:
        return
    if context.args and context.args[0].startswith(PREFIX):
        await accept_invitation(message, context.args[0], context)
        return
    texts = await _texts(message, context)
    is_first_contact = await context.assistant.is_first_contact(sender_id(message))
    knowledge = context.assistant.knowledge
    found = knowledge.answer(context.args[0], texts.language) if context.args else None
    keyboard: InlineKeyboardMarkup | None = None
    if found is None:
        rendered = RichText().line(texts.start)
    else:
        rendered = render_outcome(found, knowledge, texts, context.assistant.today())
        keyboard = outcome_keyboard(found, knowledge, texts)
    if found is None or is_first_contact:
        rendered.line().line(texts.notice, "i")
    await send_pages(context.bot, message, rendered.pages(), keyboard)
    context.assistant.mark_told(sender_id(message))


async def explain(update: Update, context: Context) -> None:
    """/help: how to ask, and the commands."""
    message = update.effective_message
    if message is not None:
        texts = await _texts(message, context)
        help_text = texts.help.format(username=context.bot.username)
        await send_pages(context.bot, message, RichText().line(help_text).pages())


async def offer_languages(update: Update, context: Context) -> None:
    """/ngonngu: Vietnamese or English."""
    message = update.effective_message
    if message is not None:
        texts = await _texts(message, context)
        await send_pages(context.bot, message, [texts.choose_language], language_keyboard(texts))


async def set_language(query: CallbackQuery, data: SetLanguage, context: Context) -> None:
    """Remember the language that was chosen."""
    await context.assistant.set_language(query.from_user.id, data.language)
    texts = texts_for(data.language)
    await edit_screen(query, texts.language_set, language_keyboard(texts))


async def refuse_command(update: Update, context: Context) -> None:
    """Say that a command is unknown, unless it is another bot's."""
    message = update.effective_message
    if message is None or not message.text:
        return
    _, _, addressee = message.text.split(maxsplit=1)[0].partition("@")
    if not addressee or addressee.lower() == context.bot.username.lower():
        texts = await _texts(message, context)
        await send_pages(context.bot, message, [texts.unknown_command])


async def _texts(message: Message, context: Context) -> Texts:
    return texts_for(await context.assistant.menu_language(sender_id(message), sender_language(message)))
