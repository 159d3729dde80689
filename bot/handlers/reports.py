"""Figures and files: /thongke with the weekly digest, and /xuat."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime
from typing import TYPE_CHECKING, get_args

from telegram import InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.access import Right
from bot.handlers.incoming import sender_id, sender_language
from bot.handlers.replying import edit_markup, send_file, send_pages, typing_meanwhile
from bot.presentation.callback_data_reports import SetDigest
from bot.presentation.charting import draw_bars
from bot.presentation.keyboards import button
from bot.presentation.reports import comparison_bars, comparison_text
from bot.presentation.texts import texts_for
from bot.presentation.texts_reports import report_texts
from bot.questionlog.exporting import Form
from bot.questionlog.weeks import begin_of
from bot.reports import TooLargeError

if TYPE_CHECKING:
    from telegram import CallbackQuery, Message, Update

    from bot.context import BotApplication, Context
    from bot.presentation.texts import Texts
    from bot.presentation.texts_reports import ReportTexts

logger = logging.getLogger(__name__)

DEFAULT_FORM: Form = "xlsx"


async def show_figures(update: Update, context: Context) -> None:
    """/thongke: this week against last, as text and as a chart."""
    message = update.effective_message
    if message is None:
        return
    user_id = sender_id(message)
    comparison = await context.bot_data.reports.compare(user_id, chat_kind=message.chat.type)
    texts = await _texts(message, context)
    async with typing_meanwhile(context.bot, message):
        picture = await asyncio.to_thread(draw_bars, comparison_bars(comparison, texts))
    await context.bot.send_photo(message.chat.id, picture, filename="thong-ke.png")
    text = comparison_text(comparison, context.assistant.knowledge, texts, is_over=False)
    keyboard = _digest_keyboard(report_texts(texts.language), is_wanted=await _wants(user_id, context))
    await send_pages(context.bot, message, text.pages(), keyboard)


async def set_digest(query: CallbackQuery, data: SetDigest, context: Context) -> str:
    """Send the digest from now on, or no longer."""
    user_id, is_wanted = query.from_user.id, data.wanted == "yes"
    chat_kind = query.message.chat.type if query.message is not None else "inline"
    await context.bot_data.reports.set_digest(user_id, is_wanted=is_wanted, chat_kind=chat_kind)
    words = report_texts(await context.assistant.menu_language(user_id, query.from_user.language_code))
    await edit_markup(query, _digest_keyboard(words, is_wanted=is_wanted))
    return words.wanted if is_wanted else words.unwanted


async def export(update: Update, context: Context) -> None:
    """/xuat: the questions as a file."""
    message = update.effective_message
    if message is None:
        return
    words = report_texts((await _texts(message, context)).language)
    wish = _read_wish(context.args or [])
    if wish is None:
        await context.access.require(sender_id(message), Right.EXPORT, chat_kind=message.chat.type)
        await send_pages(context.bot, message, [words.export_usage])
        return
    form, since = wish
    try:
        exported = await context.bot_data.reports.export(sender_id(message), form, since, chat_kind=message.chat.type)
    except TooLargeError:
        await send_pages(context.bot, message, [words.too_large])
        return
    caption = words.export_caption.format(count=exported.count)
    await send_file(context.bot, message, exported.raw, f"cau-hoi-{context.assistant.today()}.{form}", caption)


class TelegramDigest:
    """Sends the weekly digest.

    Args:
        application: The bot.
    """

    def __init__(self, application: BotApplication) -> None:
        self._application = application

    async def send_digest(self, user_id: int) -> bool:
        """Send last week's figures to somebody; False where that may be tried again later."""
        bot, data = self._application.bot, self._application.bot_data
        comparison = await data.reports.digest(user_id)
        texts = texts_for(await data.assistant.menu_language(user_id, None))
        text = comparison_text(comparison, data.assistant.knowledge, texts, is_over=True)
        keyboard = _digest_keyboard(report_texts(texts.language), is_wanted=True)
        try:
            picture = await asyncio.to_thread(draw_bars, comparison_bars(comparison, texts))
            await bot.send_photo(user_id, picture, filename="thong-ke.png")
            *pages, last = text.pages()
            for page in pages:
                await bot.send_message(user_id, page)
            await bot.send_message(user_id, last, reply_markup=keyboard)
        except (Forbidden, BadRequest) as error:  # they blocked the bot, or their chat is gone
            logger.info("nobody is there for a digest: %s", type(error).__name__)
            await data.reports.drop_digest(user_id)
        except TelegramError as error:
            logger.warning("digest not sent yet: %s", type(error).__name__)
            return False
        return True


def _read_wish(words: list[str]) -> tuple[Form, datetime | None] | None:
    """The form and first day that were asked for, in whatever order; None where something is neither."""
    form, since = DEFAULT_FORM, None
    for word in words:
        known = next((each for each in get_args(Form) if each == word.lower()), None)
        if known is not None:
            form = known
            continue
        try:
            since = begin_of(datetime.strptime(word, "%Y-%m-%d").date())  # noqa: DTZ007  a day has no time zone
        except ValueError:
            return None
    return form, since


def _digest_keyboard(words: ReportTexts, *, is_wanted: bool) -> InlineKeyboardMarkup:
    label, data = (words.want_not, SetDigest("no")) if is_wanted else (words.want, SetDigest("yes"))
    return InlineKeyboardMarkup([[button(label, data)]])


async def _wants(user_id: int, context: Context) -> bool:
    return await context.bot_data.reports.wants_digest(user_id)


async def _texts(message: Message, context: Context) -> Texts:
    return texts_for(await context.assistant.menu_language(sender_id(message), sender_language(message)))
