"""What goes wrong in handlers: what is quiet, what may be tried again, and the calm sentence at the end."""

from __future__ import annotations

import contextlib
import logging
from typing import TYPE_CHECKING

from telegram import Update
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.access import AccessDeniedError
from bot.handlers.denying import deny
from bot.handlers.incoming import sender_id, sender_language
from bot.handlers.replying import acknowledge, send_pages
from bot.presentation.texts import texts_for

if TYPE_CHECKING:
    from bot.context import BotApplication, Context

logger = logging.getLogger(__name__)

_QUIET = (
    "message is not modified",
    "query is too old",
    "query id is invalid",
    "message to edit not found",
    "message can't be edited",
    "message to delete not found",
    "chat not found",
    "not enough rights to send",
    "have no rights to send",
    "topic_closed",
    "topic_deleted",
    "message thread not found",
)
"""Refusals of Telegram that no second try mends and nobody needs to be told of."""


async def note_failure(update: object, context: Context) -> None:
    """Note for the delivery that an update's handling failed; it logs that and decides whether to try again.

    A missing right is no failure: it is answered here, for every command, press, upload and reply alike.
    """
    error: BaseException | None = context.error
    if error is None:
        return
    if isinstance(update, Update) and isinstance(error, AccessDeniedError):
        try:
            await deny(update, context, error)
        except Exception as failure:  # noqa: BLE001  as a handler's own: the delivery decides by its type
            error = failure
        else:
            return
    if isinstance(update, Update) and not is_quiet(error):
        context.bot_data.failures[update.update_id] = error
    else:
        logger.info("%s: nothing to be done about it", type(error).__name__)


def is_quiet(error: BaseException) -> bool:
    """Whether an error is no failure: people who blocked the bot, and messages or presses that are gone."""
    if isinstance(error, Forbidden):
        return True
    return isinstance(error, BadRequest) and any(phrase in error.message.lower() for phrase in _QUIET)


async def apologise(application: BotApplication, update: Update) -> None:
    """Say one calm sentence where an update could not be handled after all tries; never raises."""
    with contextlib.suppress(TelegramError):
        query, message = update.callback_query, update.effective_message
        if query is not None:
            await acknowledge(query, texts_for(await _language(application, update)).calm, alert=True)
        elif message is not None and update.inline_query is None:
            await send_pages(application.bot, message, [texts_for(await _language(application, update)).calm])


async def _language(application: BotApplication, update: Update) -> str:
    """The reader's language; what failed may be the log itself, and then their Telegram's language does."""
    message, query = update.effective_message, update.callback_query
    if query is not None:
        person, code = query.from_user.id, query.from_user.language_code
    elif message is not None:
        person, code = sender_id(message), sender_language(message)
    else:
        return "vi"
    try:
        return await application.bot_data.assistant.menu_language(person, code)
    except Exception as error:  # noqa: BLE001  an apology must not fail for any reason
        logger.info("update %s: language unknown, %s", update.update_id, type(error).__name__)
        return code or "vi"
