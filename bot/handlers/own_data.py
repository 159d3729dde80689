"""One's own data: /riengtu, /dulieucuatoi, /quentoi with its confirmation, /khongghi."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import InlineKeyboardMarkup

from bot.handlers.incoming import is_private, sender_id, sender_language
from bot.handlers.pressing import StaleButtonError
from bot.handlers.replying import edit_screen, send_file, send_pages
from bot.own_data import NotPrivateError
from bot.presentation.callback_data_privacy import EraseOwnData, KeepOwnData
from bot.presentation.keyboards import button
from bot.presentation.rich_text import RichText
from bot.presentation.texts_privacy import privacy_texts
from bot.questionlog.weeks import VIETNAM

if TYPE_CHECKING:
    from telegram import CallbackQuery, Message, Update

    from bot.context import Context
    from bot.presentation.texts_privacy import PrivacyTexts

CONFIRM_WITHIN = 10
"""Minutes for which the button that erases everything works."""


async def explain_privacy(update: Update, context: Context) -> None:
    """/riengtu: what is kept, for how long, who sees it and what one can do about it, in plain words."""
    message = update.effective_message
    if message is not None:
        words = await _words(message, context)
        text = words.explanation.format(days=context.bot_data.retention_days)
        await send_pages(context.bot, message, RichText().line(text).pages())


async def send_own_data(update: Update, context: Context) -> None:
    """/dulieucuatoi: all that is kept of oneself, as a file."""
    message = update.effective_message
    if message is None:
        return
    words = await _words(message, context)
    try:
        raw = await context.bot_data.own_data.collect(sender_id(message), chat_kind=message.chat.type)
    except NotPrivateError:
        await send_pages(context.bot, message, [words.private_only])
        return
    await send_file(context.bot, message, raw, words.file_name, words.file_caption)


async def ask_erase(update: Update, context: Context) -> None:
    """/quentoi: ask whether all shall really be erased."""
    message = update.effective_message
    if message is None:
        return
    words = await _words(message, context)
    if not is_private(message):
        await send_pages(context.bot, message, [words.private_only])
        return
    user_id = sender_id(message)
    until = context.assistant.minute() + CONFIRM_WITHIN
    erase = button(words.erase, EraseOwnData(user=user_id, until=until))
    keyboard = InlineKeyboardMarkup([[erase], [button(words.keep, KeepOwnData(user=user_id))]])
    await send_pages(context.bot, message, [words.ask_erase], keyboard)


async def erase(query: CallbackQuery, data: EraseOwnData, context: Context) -> None:
    """Erase everything and show the receipt."""
    user_id = query.from_user.id
    if query.message is None or data.user != user_id or data.until < context.assistant.minute():
        raise StaleButtonError
    words = await _words_of_presser(query, context)
    try:
        receipt = await context.bot_data.own_data.erase(user_id, chat_kind=query.message.chat.type)
    except NotPrivateError:
        raise StaleButtonError from None
    context.assistant.forget(user_id)
    context.bot_data.answers.forget_chat(user_id)
    told = words.receipt.format(
        number=receipt.number,
        moment=words.moment.format(moment=receipt.erased_at.astimezone(VIETNAM)),
        questions=receipt.questions,
        votes=receipt.votes,
        waiting=receipt.waiting,
        choices=receipt.choices,
    )
    await edit_screen(query, RichText().line(told).html(), None)


async def keep(query: CallbackQuery, data: KeepOwnData, context: Context) -> None:
    """Leave everything as it is, and take the buttons away."""
    if data.user != query.from_user.id:
        raise StaleButtonError
    await edit_screen(query, (await _words_of_presser(query, context)).kept, None)


async def toggle_logging(update: Update, context: Context) -> None:
    """/khongghi: leave the words of one's questions out of the log from now on, or no longer."""
    message = update.effective_message
    if message is not None:
        words = await _words(message, context)
        is_unlogged = await context.bot_data.own_data.toggle_unlogged(sender_id(message), update.update_id)
        await send_pages(context.bot, message, [words.unlogged if is_unlogged else words.logged])


async def _words(message: Message, context: Context) -> PrivacyTexts:
    return privacy_texts(await context.assistant.menu_language(sender_id(message), sender_language(message)))


async def _words_of_presser(query: CallbackQuery, context: Context) -> PrivacyTexts:
    return privacy_texts(await context.assistant.menu_language(query.from_user.id, query.from_user.language_code))
