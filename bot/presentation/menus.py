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

from bot.access import LEAST_ROLES, Right

if TYPE_CHECKING:
    from bot.access import Role
    from bot.presentation.texts import Texts

PRIVATE_COMMANDS = (
    "start",
    "hoi",
    "phongtrao",
    "solieu",
    "nguon",
    "ngonngu",
    "riengtu",
    "dulieucuatoi",
    "quentoi",
    "khongghi",
    "help",
)
GROUP_COMMANDS = ("hoi", "phongtrao", "solieu", "nguon", "riengtu", "help")

ROLE_COMMANDS = {
    "duyet": Right.REVIEW,
    "thongke": Right.STATISTICS,
    "xuat": Right.EXPORT,
    "dexuat": Right.PUBLISH,
    "sua": Right.PUBLISH,
    "lichsu": Right.PUBLISH,
    "hoantac": Right.PUBLISH,
    "vaitro": Right.MANAGE_ROLES,
}
"""The commands that ask for a right; each is offered to those who have it, in their private chats."""


def command_menus(texts: Texts) -> list[tuple[BotCommandScope, list[BotCommand]]]:
    """Each scope with its commands, described in one language."""
    return [
        (BotCommandScopeDefault(), _commands(GROUP_COMMANDS, texts)),
        (BotCommandScopeAllPrivateChats(), _commands(PRIVATE_COMMANDS, texts)),
        (BotCommandScopeAllGroupChats(), _commands(GROUP_COMMANDS, texts)),
    ]


def role_menu(role: Role, texts: Texts) -> list[BotCommand]:
    """Everything that somebody with this role may do in a private chat, what is theirs alone first."""
    own = tuple(name for name, right in ROLE_COMMANDS.items() if role >= LEAST_ROLES[right])
    return _commands(own + PRIVATE_COMMANDS, texts)


def _commands(names: tuple[str, ...], texts: Texts) -> list[BotCommand]:
    return [BotCommand(name, texts.commands[name]) for name in names]
