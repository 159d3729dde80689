"""Bare `thidua`: runs the bot and turns what ends it into one line and an exit code."""

from __future__ import annotations

import asyncio
import logging
import sys
from typing import TYPE_CHECKING, TextIO

from bot.log_scrubbing import set_up_logging
from bot.settings import SettingsError, load_settings

if TYPE_CHECKING:
    from pathlib import Path

logger = logging.getLogger(__name__)


def run_bot(knowledge_dir: Path | None = None) -> int:
    """Run the bot until it is stopped; on Telegram with a token, else as a chat in this terminal.

    Args:
        knowledge_dir: Another records folder, from the command line.

    Returns:
        The program's exit code.

    Raises:
        SettingsError: The environment cannot be used as it is.
    """
    settings = load_settings(**({"knowledge_dir": knowledge_dir} if knowledge_dir else {}))
    if settings.delivery == "webhook":
        raise SettingsError(
            "DELIVERY: bản này chưa có webhook, xin dùng polling / this version has no webhook yet, use polling"
        )
    is_talk = settings.telegram_bot_token is None
    set_up_logging(settings, logging.WARNING if is_talk else logging.INFO)
    for stream in (sys.stdin, sys.stdout):
        _speak_utf8(stream)

    from bot.running import run  # after the log is set up: it brings telegram with it, and everything else

    try:
        return asyncio.run(run(settings))
    except KeyboardInterrupt:
        return 0
    except Exception:
        logger.exception("Bot dừng vì một lỗi không lường trước / the bot stopped because of an unexpected error")
        return 1


def _speak_utf8(stream: TextIO) -> None:
    """Read and write Vietnamese whatever the locale says; bytes that are no text must not end the talk."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")
