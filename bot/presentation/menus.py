"""The command menus that Telegram shows, by scope and language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeDefault,
)

if TYPE_CHECKING:
    from bot.presentation.texts import Texts

PRIVATE_COMMANDS = ("start", "hoi", "phongtrao", "solieu", "nguon", "ngonngu", "riengtu", "help")
GROUP_COMMANDS = ("hoi", "phongtrao", "solieu", "nguon", "riengtu", "help")


def command_menus(texts: Texts) -> list[tuple[BotCommandScope, list[BotCommand]]]:
    """Each scope with its commands, described in one language."""
    return [
        (BotCommandScopeDefault(), _commands(GROUP_COMMANDS, texts)),
        (BotCommandScopeAllPrivateChats(), _commands(PRIVATE_COMMANDS, texts)),
        (BotCommandScopeAllGroupChats(), _commands(GROUP_COMMANDS, texts)),
    ]


def _commands(names: tuple[str, ...], texts: Texts) -> list[BotCommand]:
    return [BotCommand(name, texts.commands[name]) for name in names]
