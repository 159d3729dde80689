"""Outcomes as messages: the direct reply, the quote that proves it and where it stands."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, assert_never

from bot.presentation.citing import cite, cite_again, cite_passage, describe_age, format_date, publication_date
from bot.presentation.rich_text import RichText
from knowledge.model import Ambiguous, Found, NotFound, SmallTalk

if TYPE_CHECKING:
    from datetime import date

    from bot.presentation.texts import Texts
    from knowledge.base import KnowledgeBase
    from knowledge.model import Citation, Outcome, Part, Passage, Source


def render_outcome(outcome: Outcome, knowledge: KnowledgeBase, texts: Texts, today: date) -> RichText:
    """Say an outcome.

    Args:
        outcome: What became of a question.
        knowledge: The version that answered.
        texts: The sentences of the reader's language.
        today: To tell how old a dated answer is.
    """
    match outcome:
        case Found():
            return _render_found(outcome, knowledge, texts, today)
        case Ambiguous():
            return RichText().line(texts.ambiguous)
        case NotFound():
            return _render_not_found(outcome, texts)
        case SmallTalk():
            return RichText().line(texts.small_talk.get(outcome.kind, texts.small_talk["filler"]))
        case _:
            assert_never(outcome)


def direct_reply(part: Part, texts: Texts) -> str:
    """A part's direct reply in the reader's language, as far as the records have it."""
    return part.answer_en if texts.language == "en" and part.answer_en else part.answer


def render_passage(source: Source, passage: Passage, texts: Texts) -> RichText:
    """A whole passage, verbatim, and where it stands."""
    return RichText().line(passage.text, "quote").line(cite_passage(source, passage, texts))


def _render_not_found(outcome: NotFound, texts: Texts) -> RichText:
    text = RichText().line(texts.not_found).line(texts.ways_on)
    return text.line().line(texts.nearest) if outcome.suggestions else text


def _render_found(found: Found, knowledge: KnowledgeBase, texts: Texts, today: date) -> RichText:
    text = _render_note(found, texts, today)
    marked = _gather_marked(found)
    dates = {publication_date(part.citations[0]) for part in found.parts if part.is_figure}
    quoted: set[Citation] = set()
    cited_before: str | None = None
    # Facts that the same words prove stand together above them: a quote is never repeated.
    for number, (citations, group) in enumerate(groupby(found.parts, key=attrgetter("citations"))):
        parts = list(group)
        if number:
            text.line()
        for part in parts:
            text.line(direct_reply(part, texts), "b")
            if part.scope:
                text.line(f"({part.scope})")
        for citation in (citation for citation in citations if citation not in quoted):
            quoted.add(citation)
            _add_quote(text, citation.quote, marked.get(citation, []))
            say = cite_again if citation.source == cited_before else cite
            text.line(say(citation, knowledge, texts))
            cited_before = citation.source
        if len(dates) > 1 and any(part.is_figure for part in parts):
            text.line(texts.figures_as_of.format(date=format_date(publication_date(citations[0]), texts)))
    if len(dates) == 1:
        text.line(texts.figures_as_of.format(date=format_date(dates.pop(), texts)))
    if scopes := [each.scope for each in found.suggestions if each.scope]:
        text.line().line(texts.other_editions.format(scopes="; ".join(scopes)))
    return text


def _render_note(found: Found, texts: Texts, today: date) -> RichText:
    if found.note == "corrected":
        return RichText().line(texts.corrected)
    if found.note == "dated":
        published = min(publication_date(part.citations[0]) for part in found.parts)
        age = describe_age(published, today, texts)
        return RichText().line(texts.dated.format(date=format_date(published, texts), age=age))
    return RichText()


def _gather_marked(found: Found) -> dict[Citation, list[tuple[int, int]]]:
    marked: dict[Citation, list[tuple[int, int]]] = defaultdict(list)
    for part in found.parts:
        marked[part.citations[0]] += part.marked
    return marked


def _add_quote(text: RichText, quote: str, marked: list[tuple[int, int]]) -> None:
    """Add a quote with what was asked underlined; spans that overlap or leave the quote are cut to fit."""
    done = 0
    for start, end in sorted(marked):
        first, last = max(start, done), min(end, len(quote))
        if first < last:
            text.add(quote[done:first], "folded").add(quote[first:last], "folded", "u")
            done = last
    text.add(quote[done:], "folded").line()
