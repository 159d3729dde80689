"""Tells Telegram which commands somebody with a role is shown, in their own private chat and in both languages."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from telegram import BotCommandScopeChat
from telegram.error import TelegramError

from bot.access import Role
from bot.presentation.menus import role_menu
from bot.presentation.texts import texts_for

if TYPE_CHECKING:
    from telegram import Bot

logger = logging.getLogger(__name__)


async def offer_commands(bot: Bot, user_id: int, role: Role, default_language: str) -> None:
    """Show somebody the commands of their role; citizens see what everyone sees. A refusal stops nothing.

    Telegram knows no chat with those who never wrote to the bot: they see their commands when it is next started.
    """
    other = "en" if default_language == "vi" else "vi"
    scope = BotCommandScopeChat(user_id)
    try:
        for code, language in ((None, default_language), (other, other)):
            menu = role_menu(role, texts_for(language)) if role > Role.CITIZEN else []
            if list(await bot.get_my_commands(scope=scope, language_code=code)) == menu:
                continue
            if menu:
                await bot.set_my_commands(menu, scope=scope, language_code=code)
            else:
                await bot.delete_my_commands(scope=scope, language_code=code)
    except TelegramError as error:
        logger.info("commands of a member not set: %s", type(error).__name__)
