"""What the program says on stderr, with its secrets and citizens' texts scrubbed out."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.settings import Settings

SCRUBBED = "[…]"
_TOKEN = re.compile(r"[0-9]{5,}(?::|%3A)[A-Za-z0-9_-]{30,}", re.IGNORECASE)
"""Any bot's token, also one that is not ours (a wrong one that somebody typed)."""


class Scrubber(logging.Filter):
    """Scrubs secrets out of a record: its message with its arguments, its traceback, its stack.

    It belongs on a handler: a logger's own filters do not see what its children hand up.
    """

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__()
        known = {form for secret in secrets if secret for form in (secret, quote(secret, safe=""))}
        self._secrets = sorted(known, key=len, reverse=True)
        self._formatter = logging.Formatter()

    def filter(self, record: logging.LogRecord) -> bool:
        """Scrub the record in place; every record passes."""
        if isinstance(record.args, tuple):
            record.args = tuple(map(_name_update, record.args))
        record.msg = self.scrub(record.getMessage())
        record.args = None
        if record.exc_info and not record.exc_text:
            record.exc_text = self._formatter.formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = self.scrub(record.exc_text)
        if record.stack_info:
            record.stack_info = self.scrub(record.stack_info)
        return True

    def scrub(self, text: str) -> str:
        """Return the text without secrets."""
        for secret in self._secrets:
            text = text.replace(secret, SCRUBBED)
        return _TOKEN.sub(SCRUBBED, text)


def set_up_logging(settings: Settings, level: int) -> None:
    """Send the program's log to stderr, scrubbed; libraries speak of what goes wrong only."""
    handler = logging.StreamHandler()
    handler.addFilter(Scrubber(_secrets(settings)))
    logging.basicConfig(
        level=logging.WARNING, handlers=[handler], format="%(asctime)s %(levelname)s %(name)s: %(message)s", force=True
    )
    logging.getLogger("bot").setLevel(level)
    logging.getLogger("knowledge").setLevel(level)
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)  # at INFO every request's address, and the token in it
    logging.getLogger("telegram.request").setLevel(logging.CRITICAL)  # quotes answers it cannot read, texts and all


def _secrets(settings: Settings) -> list[str]:
    hidden = (settings.telegram_bot_token, settings.webhook_secret, settings.pseudonym_key)
    secrets = [secret.get_secret_value() for secret in hidden if secret is not None]
    if settings.pseudonym_key is not None:
        secrets += [key.strip() for key in settings.pseudonym_key.get_secret_value().split(",")]
    password = urlsplit(settings.database_url or "").password
    return [*secrets, password, unquote(password)] if password else secrets


def _name_update(argument: object) -> object:
    """Name an update by its id: in full it would show what somebody wrote."""
    update_id = getattr(argument, "update_id", None)
    return argument if update_id is None else f"update {update_id}"
