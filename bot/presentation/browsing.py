"""Browsed lists: topics, records, sources and passages, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from telegram import InlineKeyboardMarkup

from bot.presentation.callback_data import BrowseSource, BrowseSources, BrowseTopic, BrowseTopics, ShowRecord
from bot.presentation.citing import describe_place, describe_publisher, format_date
from bot.presentation.keyboards import Rows, button, passage_button, record_subject
from bot.presentation.rich_text import RichText
from bot.references import reference

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.presentation.callback_data import CallbackData, View
    from bot.presentation.texts import Texts
    from knowledge.model import Content, Record, Source, Topic

PAGE_SIZE = 8

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class Screen:
    """A message of a browsed list: its text and its buttons."""

    text: RichText
    keyboard: InlineKeyboardMarkup | None


def topics_screen(content: Content, view: View, page: int, texts: Texts) -> Screen:
    """The topics that have something to show in this view."""
    topics = [topic for topic in content.topics if records_in(topic, view)]
    if not topics:
        return Screen(RichText().line(texts.no_topics), None)
    shown, page = cut_page(topics, page)
    rows: Rows = [[button(each.title, BrowseTopic(view, reference(each.topic), 0))] for each in shown]
    rows += turning_rows(len(topics), page, lambda other: BrowseTopics(view, other), texts)
    title = texts.campaigns if view == "campaigns" else texts.figures
    return Screen(RichText().line(title, "b"), InlineKeyboardMarkup(rows))


def topic_screen(topic: Topic, view: View, page: int, texts: Texts) -> Screen:
    """One topic's records."""
    records = records_in(topic, view)
    shown, page = cut_page(records, page)
    rows: Rows = [
        [button(record_subject(each, texts), ShowRecord(reference(each.id), texts.language))] for each in shown
    ]
    rows += turning_rows(len(records), page, lambda other: BrowseTopic(view, reference(topic.topic), other), texts)
    rows.append([button(f"« {texts.all_topics}", BrowseTopics(view, 0))])
    return Screen(RichText().line(texts.topic.format(title=topic.title), "b"), InlineKeyboardMarkup(rows))


def sources_screen(content: Content, page: int, texts: Texts) -> Screen:
    """The articles."""
    shown, page = cut_page(content.sources, page)
    rows: Rows = [
        [button(f"{format_date(each.published.date(), texts)} · {each.title}", BrowseSource(reference(each.id), 0))]
        for each in shown
    ]
    rows += turning_rows(len(content.sources), page, BrowseSources, texts)
    text = RichText().line(texts.sources if content.sources else texts.no_topics, "b")
    return Screen(text, InlineKeyboardMarkup(rows) if rows else None)


def source_screen(source: Source, page: int, texts: Texts) -> Screen:
    """One article: who published it and when, and its passages to choose from."""
    shown, page = cut_page(source.passages, page)
    rows: Rows = []
    for passage in shown:
        place = describe_place(source, passage, texts)
        rows.append([passage_button(f"{place[0].upper()}{place[1:]}: {passage.text}", source, passage, texts)])
    rows += turning_rows(len(source.passages), page, lambda other: BrowseSource(reference(source.id), other), texts)
    rows.append([button(f"« {texts.all_sources}", BrowseSources(0))])
    day = format_date(source.published.date(), texts)
    text = RichText().line(texts.source.format(title=source.title, by=describe_publisher(source), date=day))
    if source.url:
        text.line(source.url)
    return Screen(text, InlineKeyboardMarkup(rows))


def records_in(topic: Topic, view: View) -> list[Record]:
    """A topic's records in a view: its figures, or everything else."""
    wants_figures = view == "figures"
    return [each for each in topic.records if not each.draft and (each.kind == "figure") == wants_figures]


def cut_page(entries: Sequence[Entry], page: int) -> tuple[Sequence[Entry], int]:
    """The entries of a page, and the page really shown: the last one when there are fewer by now."""
    last = max(0, (len(entries) - 1) // PAGE_SIZE)
    page = min(page, last)
    return entries[page * PAGE_SIZE : (page + 1) * PAGE_SIZE], page


def turning_rows(total: int, page: int, turn: Callable[[int], CallbackData], texts: Texts) -> Rows:
    """The buttons that turn a list's pages, where there are more than one."""
    row = []
    if page:
        row.append(button(texts.previous_page, turn(page - 1)))
    if (page + 1) * PAGE_SIZE < total:
        row.append(button(texts.next_page, turn(page + 1)))
    return [row] if row else []
