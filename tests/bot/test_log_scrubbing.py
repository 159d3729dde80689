"""The log on stderr: no secret, no citizen's text."""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING

import pytest
from telegram import Bot, Update

from bot.log_scrubbing import set_up_logging
from bot.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = "123456789:AAscrub-me_away-0123456789-abcdefgh"
OTHER = "987654321:BBsomebody_elses-0123456789-abcdefgh"


@pytest.fixture
def stderr(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers = []
    settings = Settings(
        _env_file=None,
        telegram_bot_token=TOKEN,
        pseudonym_key="a-key-of-many-characters, an-earlier-key-of-it",
        database_url="postgresql+psycopg://me:pass%20word@host/log",
    )
    set_up_logging(settings, logging.INFO)
    yield stream
    root.handlers = handlers
    root.setLevel(level)
    for name in ("bot", "knowledge", "httpx", "httpcore", "telegram.request"):
        logging.getLogger(name).setLevel(logging.NOTSET)


def test_each_of_several_keys_is_scrubbed(stderr: io.StringIO) -> None:
    for key in ("a-key-of-many-characters", "an-earlier-key-of-it"):
        logging.getLogger("bot").warning("key %s", key)
        assert key not in stderr.getvalue()


def test_the_token_is_scrubbed_out_of_messages_arguments_and_tracebacks(stderr: io.StringIO) -> None:
    logger = logging.getLogger("somewhere.deep")
    logger.warning("said %s", f"https://api.telegram.org/bot{TOKEN}/getMe")
    logger.warning("said %(what)s", {"what": TOKEN})
    logger.warning("%r", Bot(TOKEN))
    logger.warning(TOKEN.replace(":", "%3A"), stack_info=True)
    try:
        int(f"The token `{OTHER}` was rejected by the server.")
    except ValueError:
        logger.exception("oh")
    said = stderr.getvalue()
    assert said.count("\n") > 8
    assert "ValueError" in said
    for secret in (TOKEN, TOKEN.partition(":")[2], OTHER):
        assert secret not in said


def test_other_secrets_are_scrubbed_too(stderr: io.StringIO) -> None:
    logging.getLogger("bot").info("%s %s %s", "a-key-of-many-characters", "pass%20word", "pass word")
    assert stderr.getvalue().count("[…]") == 3


def test_libraries_speak_of_what_goes_wrong_only(stderr: io.StringIO) -> None:
    logging.getLogger("httpx").info("HTTP Request: POST https://api.telegram.org/…")
    logging.getLogger("httpcore.connection").debug("connect_tcp.started")
    logging.getLogger("telegram.request.BaseRequest").error('Can not load invalid JSON data: "what somebody wrote"')
    logging.getLogger("alembic").info("Running upgrade")
    assert stderr.getvalue() == ""
    logging.getLogger("bot.delivery").info("hello")
    assert "hello" in stderr.getvalue()


def test_an_update_is_named_and_not_shown(stderr: io.StringIO) -> None:
    raw = {
        "update_id": 77,
        "message": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "bí mật"},
    }
    logging.getLogger("telegram.ext.Application").critical("Error for update %s.", Update.de_json(raw))
    assert "update 77" in stderr.getvalue()
    assert "bí mật" not in stderr.getvalue()
