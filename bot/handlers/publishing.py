"""Publishing from the phone: files that editors send, the preview's buttons, /lichsu and /hoantac."""

from __future__ import annotations

import asyncio
import logging
from pathlib import PurePath
from typing import TYPE_CHECKING

from telegram import InputFile
from telegram.error import BadRequest

from bot.access import LEAST_ROLES, Right
from bot.handlers.incoming import sender_id
from bot.handlers.questions import answer_question, explain_only_text
from bot.handlers.replying import edit_screen, send_pages, typing_meanwhile
from bot.handlers.screens import chat_kind, texts_of_presser, texts_of_sender
from bot.presentation.impact_page import render_page
from bot.presentation.publishing import (
    done_text,
    preview_screen,
    too_long_screen,
)
from bot.presentation.rich_text import RichText
from bot.presentation.texts import texts_for
from bot.presentation.texts_publishing import publishing_texts
from bot.publishing.desk import MOST_BYTES, MOST_FILES, StaleDraftError, TooMuchError
from bot.publishing.uploads import LARGEST, Upload
from bot.publishing.workshop import WorkFailedError
from knowledge.errors import OutdatedError, VersionNotFoundError

if TYPE_CHECKING:
    from telegram import Bot, CallbackQuery, Document, Message, Update

    from bot.context import BotData, Context
    from bot.presentation.browsing import Screen
    from bot.presentation.callback_data_publishing import (
        DropDraft,
        LookAgain,
        PublishDraft,
    )
    from bot.presentation.texts import Texts
    from bot.publishing.desk import Preview
    from bot.publishing.drafts import Draft

logger = logging.getLogger(__name__)

MEGABYTE = 1_000_000


async def receive_file(update: Update, context: Context) -> None:
    """Take a file from staff into a draft and show what it would do; others are told that files cannot be read."""
    message = update.effective_message
    if message is None or message.document is None:
        return
    user_id = sender_id(message)
    if await context.access.role_of(user_id) < LEAST_ROLES[Right.PUBLISH]:
        await (answer_question if message.caption else explain_only_text)(update, context)
        return
    desk = context.bot_data.publishing.desk
    await desk.require(user_id, message.chat.type)
    upload = await _fetch(message, message.document, context)
    if upload is None:
        return
    album = message.media_group_id
    try:
        draft = await desk.receive(
            user_id,
            message.chat.id,
            [upload],
            why=message.caption or "",
            album=album,
            proposal=upload.name if context.bot_data.publishing.inbox.holds(upload.name) else None,
            chat_kind=message.chat.type,
        )
    except TooMuchError:
        words = publishing_texts((await texts_of_sender(message, context)).language)
        await send_pages(
            context.bot, message, [words.too_much.format(files=MOST_FILES, megabytes=MOST_BYTES // MEGABYTE)]
        )
        return
    if album is None:
        async with typing_meanwhile(context.bot, message):
            await show_preview(draft, context.bot, context.bot_data)
    else:  # no message says which file of an album is the last
        context.bot_data.gathering.expect(draft)


async def show_preview(draft: Draft, bot: Bot, shared: BotData) -> None:
    """Send what a draft would do, with the page attached."""
    texts = texts_for(await shared.assistant.menu_language(draft.editor, None))
    try:
        preview = await shared.publishing.desk.preview(draft.editor, draft.id)
    except (StaleDraftError, VersionNotFoundError):  # the version it was made against is no longer kept
        await bot.send_message(draft.chat_id, publishing_texts(texts.language).stale)
        return
    except WorkFailedError:
        await _send_screen(bot, draft.chat_id, too_long_screen(draft, texts))
        return
    page = await _page(preview, texts)
    if page is not None:
        await bot.send_document(draft.chat_id, page)
    await _send_screen(bot, draft.chat_id, preview_screen(preview, texts))


async def publish_draft(query: CallbackQuery, data: PublishDraft, context: Context) -> str | None:
    """Publish a draft; where somebody was faster, show it again on top of that."""
    texts = await texts_of_presser(query, context)
    words = publishing_texts(texts.language)
    desk, user_id = context.bot_data.publishing.desk, query.from_user.id
    try:
        done = await desk.publish(user_id, data.draft, data.over, chat_kind=chat_kind(query))
    except StaleDraftError:
        return words.stale
    except OutdatedError:
        await edit_screen(query, RichText().line(words.outdated).html(), None)
        draft = await desk.drafts.find(data.draft)
        if draft is not None:
            await desk.current.refresh()
            await show_preview(draft, context.bot, context.bot_data)
        return None
    except (OSError, VersionNotFoundError) as error:
        logger.error("publishing failed: %s", type(error).__name__)  # noqa: TRY400  the path would say nothing more
        return words.failed
    await edit_screen(query, done_text(done, words.published, texts).html(), None)
    return None


async def look_again(query: CallbackQuery, data: LookAgain, context: Context) -> str | None:
    """Show again what a draft would do."""
    words = publishing_texts((await texts_of_presser(query, context)).language)
    desk = context.bot_data.publishing.desk
    await desk.require(query.from_user.id, chat_kind(query))
    draft = await desk.drafts.find(data.draft)
    if draft is None or draft.editor != query.from_user.id:
        return words.stale
    await show_preview(draft, context.bot, context.bot_data)
    return None


async def drop_draft(query: CallbackQuery, data: DropDraft, context: Context) -> str | None:
    """Let go of a draft."""
    words = publishing_texts((await texts_of_presser(query, context)).language)
    try:
        await context.bot_data.publishing.desk.drop(query.from_user.id, data.draft, chat_kind=chat_kind(query))
    except StaleDraftError:
        return words.stale
    await edit_screen(query, RichText().line(words.dropped.format(number=data.draft)).html(), None)
    return None


async def _fetch(message: Message, document: Document, context: Context) -> Upload | None:
    """The file of a message, unless it is of no kind that is read, or larger than may be; then that is said."""
    words = publishing_texts((await texts_of_sender(message, context)).language)
    name = PurePath(document.file_name or "").name or "tep"
    largest = LARGEST.get(PurePath(name).suffix.lower())
    problem = None
    raw = b""
    if largest is None:
        problem = words.other_file
    elif (document.file_size or 0) > largest:
        problem = words.too_large.format(name=name, megabytes=largest // MEGABYTE)
    else:
        try:
            file = await document.get_file()
            raw = bytes(await file.download_as_bytearray())
        except BadRequest:
            problem = words.not_fetched.format(name=name)
        if len(raw) > largest:
            problem = words.too_large.format(name=name, megabytes=largest // MEGABYTE)
    if problem is not None:
        await send_pages(context.bot, message, RichText().line(problem).pages())
        return None
    return Upload(name, raw)


async def _page(preview: Preview, texts: Texts) -> InputFile | None:
    """The page that shows every answer that changes; None where none does."""
    impact = preview.prepared.impact
    if impact is None or impact.is_empty:
        return None
    page = await asyncio.to_thread(render_page, impact)
    name = publishing_texts(texts.language).page_name.format(number=preview.draft.id)
    return InputFile(page.encode(), filename=name)


async def _send_screen(bot: Bot, chat_id: int, screen: Screen) -> None:
    pages = screen.text.pages()
    for number, page in enumerate(pages, 1):
        await bot.send_message(chat_id, page, reply_markup=screen.keyboard if number == len(pages) else None)
