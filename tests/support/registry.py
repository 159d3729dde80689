"""What the bot has handlers for, read from the one list of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.app import build_handlers

if TYPE_CHECKING:
    from bot.presentation.callback_data import CallbackData


def press_kinds() -> list[type[CallbackData]]:
    """The kinds of buttons that have a handler."""
    handlers = [handler for handler in build_handlers() if isinstance(handler, CallbackQueryHandler)]
    return [handler.pattern.__self__ for handler in handlers if handler.pattern is not None]


def handler_names() -> list[str]:
    """A name for each handler: ``/command``, the kind of button, or the function."""
    return [name for handler in build_handlers() for name in _names(handler)]


def _names(handler: Any) -> list[str]:
    if isinstance(handler, CommandHandler):
        return sorted(f"/{command}" for command in handler.commands)
    if isinstance(handler, CallbackQueryHandler) and handler.pattern is not None:
        return [handler.pattern.__self__.__name__]
    return [handler.callback.__name__]
