"""Words for where a quote stands: article, newspaper, date, paragraph, and how old it is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.presentation.texts import Texts
    from knowledge.base import KnowledgeBase
    from knowledge.model import Citation, Passage, Source

_UNNUMBERED = {"title", "dateline"}


def publication_date(citation: Citation) -> date:
    """The day the cited article was published, in its own time zone."""
    return date.fromisoformat(citation.published[:10])


def format_date(day: date, texts: Texts) -> str:
    """A date as the reader's language writes it: ``03/07/2020``, ``3 July 2020``."""
    return texts.date.format(day=day)


def describe_age(published: date, today: date, texts: Texts) -> str:
    """How long ago something was published, in words that are never more exact than they may be."""
    months = (today.year - published.year) * 12 + today.month - published.month - (today.day < published.day)
    years = months // 12
    if years > 1:
        return texts.years_ago.format(count=years)
    if years == 1:
        return texts.a_year_ago
    if months > 1:
        return texts.months_ago.format(count=months)
    return texts.a_month_ago if months == 1 else texts.recently


def describe_place(source: Source, passage: Passage, texts: Texts) -> str:
    """Where in an article a passage stands: its number among the paragraphs, its kind where that says more."""
    if passage.kind == "title":
        return texts.headline
    if passage.kind == "dateline":
        return texts.dateline
    numbered = [each.id for each in source.passages if each.kind not in _UNNUMBERED]
    number = numbered.index(passage.id) + 1
    words = {"caption": texts.caption, "byline": texts.byline}.get(passage.kind, texts.paragraph)
    return words.format(number=number)


def describe_publisher(source: Source) -> str:
    """Who published an article: its author, where known, and the newspaper."""
    return f"{source.author}, {source.publisher}" if source.author else source.publisher


def cite(citation: Citation, knowledge: KnowledgeBase, texts: Texts) -> str:
    """A citation in full: article, author, newspaper, date, paragraph, and the address where there is one."""
    return cite_passage(*_find(citation, knowledge), texts)


def cite_again(citation: Citation, knowledge: KnowledgeBase, texts: Texts) -> str:
    """A further citation of the article that was cited just before: the paragraph alone."""
    return texts.citation_same.format(where=describe_place(*_find(citation, knowledge), texts))


def cite_passage(source: Source, passage: Passage, texts: Texts) -> str:
    """Where a passage stands, in full."""
    words = texts.citation.format(
        title=source.title,
        by=describe_publisher(source),
        date=format_date(source.published.date(), texts),
        where=describe_place(source, passage, texts),
    )
    return f"{words}\n{source.url}" if source.url else words


def _find(citation: Citation, knowledge: KnowledgeBase) -> tuple[Source, Passage]:
    found = knowledge.passage(citation.source, citation.passage)
    if found is None:
        raise LookupError(f"the citation names no passage: {citation.source}/{citation.passage}")
    return found
