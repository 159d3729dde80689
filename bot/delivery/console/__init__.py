"""The chat in the terminal: an in-process Telegram behind python-telegram-bot's own request interface."""

from bot.delivery.console.request import ConsoleRequest
from bot.delivery.console.talking import run_console
from bot.delivery.console.telegram import LocalTelegram

__all__ = ["ConsoleRequest", "LocalTelegram", "run_console"]
