"""Those who wait for an answer: the button that asks for it, and telling them once there is one."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from telegram import Message
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.handlers.incoming import is_private
from bot.handlers.pressing import StaleButtonError
from bot.handlers.replying import send_pages
from bot.presentation.keyboards import outcome_keyboard
from bot.presentation.rendering import render_outcome
from bot.presentation.review import report_screen
from bot.presentation.rich_text import RichText
from bot.presentation.texts import texts_for
from bot.presentation.texts_review import review_texts
from bot.review.model import StaleCardError
from bot.review.waiting import TooManyError

if TYPE_CHECKING:
    from telegram import CallbackQuery, InlineKeyboardMarkup

    from bot.context import BotApplication, Context
    from bot.presentation.callback_data_review import TellMe
    from bot.review.waiting import Waiter
    from knowledge.base import KnowledgeBase

logger = logging.getLogger(__name__)


async def wait_for_answer(query: CallbackQuery, data: TellMe, context: Context) -> str | None:
    """Let somebody wait for an answer to what was not found; where there is one by now, give it."""
    if not isinstance(query.message, Message) or not is_private(query.message):
        raise StaleButtonError
    words = review_texts(data.language)
    try:
        waiter = await context.bot_data.waiting.add(data.key, query.from_user.id, data.language)
    except LookupError:
        raise StaleButtonError from None
    except TooManyError:
        return words.too_many
    if waiter is None:
        return words.will_tell
    knowledge = context.assistant.knowledge
    texts = texts_for(data.language)
    rendered = render_outcome(waiter.found, knowledge, texts, context.assistant.today())
    keyboard = outcome_keyboard(waiter.found, knowledge, texts)
    await send_pages(context.bot, query.message, rendered.pages(), keyboard)
    return None


class TelegramMessenger:
    """Tells people, in their private chats, what they wait for.

    Args:
        application: The bot.
    """

    def __init__(self, application: BotApplication) -> None:
        self._application = application

    async def tell_answer(self, waiter: Waiter, knowledge: KnowledgeBase) -> bool:
        """Tell somebody the answer they waited for; False where that may be tried again later."""
        texts = texts_for(waiter.language)
        today = self._application.bot_data.assistant.today()
        told = RichText().line(review_texts(waiter.language).told.format(question=waiter.text)).line()
        told.extend(render_outcome(waiter.found, knowledge, texts, today))
        return await self._send(waiter.chat_id, told.pages(), outcome_keyboard(waiter.found, knowledge, texts))

    async def tell_report(self, moderator: int, group_id: int) -> bool:
        """Tell a moderator what a publication made of their verdict; False where that may be tried again later."""
        data = self._application.bot_data
        try:
            card = await data.review.report(moderator, group_id)
        except StaleCardError:
            return True
        texts = texts_for(await data.assistant.menu_language(moderator, None))
        screen = report_screen(card, data.assistant.knowledge, texts)
        return await self._send(moderator, screen.text.pages(), screen.keyboard)

    async def _send(self, chat_id: int, pages: list[str], keyboard: InlineKeyboardMarkup | None) -> bool:
        try:
            for number, page in enumerate(pages, start=1):
                markup = keyboard if number == len(pages) else None
                await self._application.bot.send_message(chat_id, page, reply_markup=markup)
        except (Forbidden, BadRequest) as error:  # they blocked the bot, or their chat is gone
            logger.info("nobody is there to be told: %s", type(error).__name__)
        except TelegramError as error:
            logger.warning("not told yet: %s", type(error).__name__)
            return False
        return True
