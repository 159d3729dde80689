"""Every sentence people read, as one typed set for each language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.presentation.callback_data import Language


@dataclass(frozen=True, slots=True)
class Texts:
    """The sentences of one language; ``{…}`` are filled in, everything is plain text that rendering escapes."""

    language: Language

    # Answers
    corrected: str
    date: str
    dated: str
    figures_as_of: str
    other_editions: str
    citation: str
    citation_same: str
    paragraph: str
    caption: str
    headline: str
    dateline: str
    byline: str
    years_ago: str
    a_year_ago: str
    months_ago: str
    a_month_ago: str
    recently: str
    ambiguous: str
    not_found: str
    nearest: str
    ways_on: str
    small_talk: dict[str, str]
    notice: str

    # Buttons
    whole_passage: str
    up: str
    down: str
    chosen: str
    previous_page: str
    next_page: str
    all_topics: str
    all_sources: str
    language_names: dict[str, str]

    # Words in passing
    voted: str
    stale: str
    only_text: str
    unknown_command: str
    ask_usage: str
    calm: str

    # Commands
    start: str
    help: str
    choose_language: str
    language_set: str
    campaigns: str
    figures: str
    topic: str
    no_topics: str
    sources: str
    source: str

    # What Telegram shows of the bot
    description: str
    short_description: str
    commands: dict[str, str]


def texts_for(language: str) -> Texts:
    """The sentences of a language; Vietnamese for any other than English."""
    from bot.presentation.texts_en import EN
    from bot.presentation.texts_vi import VI

    return EN if language == "en" else VI
