"""Looking and going back: /lichsu, /hoantac and their buttons."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from bot.handlers.incoming import sender_id
from bot.handlers.pressing import StaleButtonError
from bot.handlers.replying import edit_screen, send_pages
from bot.handlers.screens import chat_kind, show, texts_of_presser, texts_of_sender
from bot.presentation.publishing import ask_go_back_screen, done_text, history_screen
from bot.presentation.rich_text import RichText
from bot.presentation.texts_publishing import publishing_texts
from knowledge.errors import OutdatedError, VersionNotFoundError

if TYPE_CHECKING:
    from telegram import CallbackQuery, Update

    from bot.context import Context
    from bot.presentation.callback_data_publishing import AskGoBack, GoBack, KeepVersion, TurnHistory

logger = logging.getLogger(__name__)


async def list_history(update: Update, context: Context) -> None:
    """/lichsu: every publication."""
    message = update.effective_message
    if message is None:
        return
    history = await context.bot_data.publishing.desk.history(sender_id(message), chat_kind=message.chat.type)
    screen = history_screen(history, 0, await _names(context), await texts_of_sender(message, context))
    await send_pages(context.bot, message, screen.text.pages(), screen.keyboard)


async def turn_history(query: CallbackQuery, data: TurnHistory, context: Context) -> None:
    """Show another page of the publications."""
    history = await context.bot_data.publishing.desk.history(query.from_user.id, chat_kind=chat_kind(query))
    texts = await texts_of_presser(query, context)
    await show(query, history_screen(history, data.page, await _names(context), texts))


async def offer_go_back(update: Update, context: Context) -> None:
    """/hoantac: ask whether the version before shall answer again."""
    message = update.effective_message
    if message is None:
        return
    history = await context.bot_data.publishing.desk.history(sender_id(message), chat_kind=message.chat.type)
    screen = ask_go_back_screen(
        history, history.previous or "", await _names(context), await texts_of_sender(message, context)
    )
    await send_pages(context.bot, message, screen.text.pages(), screen.keyboard)


async def ask_go_back(query: CallbackQuery, data: AskGoBack, context: Context) -> None:
    """Ask the same from the list of publications."""
    history = await context.bot_data.publishing.desk.history(query.from_user.id, chat_kind=chat_kind(query))
    if history.current != data.over:
        raise StaleButtonError
    texts = await texts_of_presser(query, context)
    await show(query, ask_go_back_screen(history, data.target, await _names(context), texts))


async def go_back(query: CallbackQuery, data: GoBack, context: Context) -> str | None:
    """Let an earlier version answer again."""
    texts = await texts_of_presser(query, context)
    words = publishing_texts(texts.language)
    try:
        done = await context.bot_data.publishing.desk.go_back(
            query.from_user.id, data.target, data.over, chat_kind=chat_kind(query)
        )
    except OutdatedError:
        raise StaleButtonError from None
    except VersionNotFoundError:
        return words.version_gone
    except OSError as error:
        logger.error("going back failed: %s", type(error).__name__)  # noqa: TRY400  the path would say nothing more
        return words.failed
    await edit_screen(query, done_text(done, words.went_back, texts).html(), None)
    return None


async def keep_version(query: CallbackQuery, data: KeepVersion, context: Context) -> None:
    """Leave answering what answers."""
    del data  # it only says which button this is
    await context.bot_data.publishing.desk.require(query.from_user.id, chat_kind(query))
    words = publishing_texts((await texts_of_presser(query, context)).language)
    await edit_screen(query, RichText().line(words.kept).html(), None)


async def _names(context: Context) -> dict[str, str]:
    """What members are called, by their ids as the history holds them."""
    return {str(member.user_id): member.name for member in await context.access.members() if member.name}
