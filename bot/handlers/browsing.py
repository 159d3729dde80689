"""Browsing: /phongtrao, /solieu and /nguon, and the buttons that turn their pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.incoming import sender_id, sender_language
from bot.handlers.pressing import StaleButtonError
from bot.handlers.replying import edit_screen, send_pages
from bot.presentation.browsing import source_screen, sources_screen, topic_screen, topics_screen
from bot.presentation.texts import texts_for

if TYPE_CHECKING:
    from telegram import CallbackQuery, Update

    from bot.context import Context
    from bot.presentation.browsing import Screen
    from bot.presentation.callback_data import BrowseSource, BrowseSources, BrowseTopic, BrowseTopics, View
    from bot.presentation.texts import Texts


async def list_campaigns(update: Update, context: Context) -> None:
    """/phongtrao: the topics with their campaigns, models and everything that is no figure."""
    await _list_topics(update, context, "campaigns")


async def list_figures(update: Update, context: Context) -> None:
    """/solieu: the topics with their figures."""
    await _list_topics(update, context, "figures")


async def list_sources(update: Update, context: Context) -> None:
    """/nguon: the articles that are quoted."""
    texts = await _texts_of_sender(update, context)
    await _send(update, context, sources_screen(context.assistant.knowledge.content, 0, texts))


async def turn_topics(query: CallbackQuery, data: BrowseTopics, context: Context) -> None:
    """Show another page of the topics."""
    texts = await _texts_of_presser(query, context)
    await _show(query, topics_screen(context.assistant.knowledge.content, data.view, data.page, texts))


async def turn_topic(query: CallbackQuery, data: BrowseTopic, context: Context) -> None:
    """Show a page of a topic's records."""
    topic = context.bot_data.references.topic(data.topic)
    if topic is None:
        raise StaleButtonError
    await _show(query, topic_screen(topic, data.view, data.page, await _texts_of_presser(query, context)))


async def turn_sources(query: CallbackQuery, data: BrowseSources, context: Context) -> None:
    """Show another page of the articles."""
    texts = await _texts_of_presser(query, context)
    await _show(query, sources_screen(context.assistant.knowledge.content, data.page, texts))


async def turn_source(query: CallbackQuery, data: BrowseSource, context: Context) -> None:
    """Show a page of an article's passages."""
    source = context.bot_data.references.source(data.source)
    if source is None:
        raise StaleButtonError
    await _show(query, source_screen(source, data.page, await _texts_of_presser(query, context)))


async def _list_topics(update: Update, context: Context, view: View) -> None:
    texts = await _texts_of_sender(update, context)
    await _send(update, context, topics_screen(context.assistant.knowledge.content, view, 0, texts))


async def _send(update: Update, context: Context, screen: Screen) -> None:
    if update.effective_message is not None:
        await send_pages(context.bot, update.effective_message, screen.text.pages(), screen.keyboard)


async def _show(query: CallbackQuery, screen: Screen) -> None:
    await edit_screen(query, screen.text.html(), screen.keyboard)


async def _texts_of_sender(update: Update, context: Context) -> Texts:
    message = update.effective_message
    if message is None:
        return texts_for("vi")
    return texts_for(await context.assistant.menu_language(sender_id(message), sender_language(message)))


async def _texts_of_presser(query: CallbackQuery, context: Context) -> Texts:
    return texts_for(await context.assistant.menu_language(query.from_user.id, query.from_user.language_code))
