"""How the bot introduces itself in Telegram: commands and descriptions, set only where they are not so already."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from telegram.error import TelegramError

from bot.offering import offer_commands
from bot.presentation.menus import command_menus
from bot.presentation.texts import texts_for

if TYPE_CHECKING:
    from telegram import Bot

    from bot.context import BotApplication
    from bot.presentation.texts import Texts

logger = logging.getLogger(__name__)


async def prepare_bot(application: BotApplication, default_language: str = "vi") -> None:
    """Tell Telegram the commands (by scope and language) and descriptions; a refusal is logged and stops nothing.

    Telegram is asked first what it knows: it soon refuses a bot that is restarted often and sets everything each time.
    """
    other = "en" if default_language == "vi" else "vi"
    for code, language in ((None, default_language), (other, other)):
        try:
            await _introduce(application.bot, texts_for(language), code)
        except TelegramError as error:
            logger.warning(
                "Chưa đặt được danh sách lệnh và mô tả / commands and descriptions not set (%s): %s",
                language,
                type(error).__name__,
            )
    for member in await application.bot_data.access.members():
        await offer_commands(application.bot, member.user_id, member.role, default_language)


async def _introduce(bot: Bot, texts: Texts, code: str | None) -> None:
    for scope, menu in command_menus(texts):
        if list(await bot.get_my_commands(scope=scope, language_code=code)) != menu:
            await bot.set_my_commands(menu, scope=scope, language_code=code)
    if (await bot.get_my_description(language_code=code)).description != texts.description:
        await bot.set_my_description(texts.description, language_code=code)
    if (await bot.get_my_short_description(language_code=code)).short_description != texts.short_description:
        await bot.set_my_short_description(texts.short_description, language_code=code)
