"""Draft records of a source: its figures, names and documents, proven by their quotes, marked as not yet answering."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from knowledge.ingesting.article import slug
from knowledge.ingesting.figures import find_figures
from knowledge.ingesting.finding import lower_first
from knowledge.ingesting.names import find_documents, find_names
from knowledge.proving import find_unproven, has_figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from knowledge.ingesting.finding import Finding

_LONGEST_ID = 56
_LONGEST_SUBJECT = 300
_LONGEST_TITLE = 60
"""Of a topic, which is a button on a telephone."""
_NOT_WORDS = re.compile(r"[\W_]+")


def draft_topic(
    source: Mapping[str, Any],
    taken_ids: Iterable[str] = (),
    taken_phrasings: Iterable[str] = (),
    title: str | None = None,
) -> dict[str, Any]:
    """A file of draft records for a source.

    Args:
        source: the source as JSON, its id given.
        taken_ids: ids of records that are there already.
        taken_phrasings: questions of other records; a draft asks none of them again.
        title: what the editor calls the topic; without it the headline, as far as a button shows it.

    Returns:
        A topic as JSON; each of its records carries ``draft`` and passes the check as it is.
    """
    ids = set(taken_ids)
    asked = {plain_question(phrasing) for phrasing in taken_phrasings}
    told: set[tuple[str, str | None]] = set()
    records = []
    for finding in find_all(source):
        questions = [question for question in finding.questions if plain_question(question) not in asked]
        if not questions:
            questions = [question for question in _ask_apart(finding, source) if plain_question(question) not in asked]
        if not questions or not _is_proven(finding) or (finding.subject, finding.value) in told:
            continue
        told.add((finding.subject, finding.value))
        asked.update(map(plain_question, questions))
        identifier = _identify(finding, source, ids)
        ids.add(identifier)
        records.append(_record(finding, source, identifier, questions))
    return {"topic": source["id"], "title": title or shorten(source["title"] or source["id"]), "records": records}


def shorten(title: str, longest: int = _LONGEST_TITLE) -> str:
    """The title as far as a button shows it, cut between two words."""
    if len(title) <= longest:
        return title
    return f"{title[:longest].rpartition(' ')[0].rstrip(' ,;:.–-“')}…"


def find_all(source: Mapping[str, Any]) -> Iterator[Finding]:
    """Documents, names and figures, in this order."""
    yield from find_documents(source)
    yield from find_names(source)
    yield from find_figures(source)


def _ask_apart(finding: Finding, source: Mapping[str, Any]) -> tuple[str, str]:
    """Questions that name the article, where another record has all the others already."""
    day = "/".join(reversed(str(source.get("published") or "")[:10].split("-")))
    what = f"bao nhiêu {finding.unit}" if finding.unit else "gì"
    return (
        f"Theo {source.get('publisher')} ngày {day}, {lower_first(finding.subject)} là {what}?",
        f"{finding.subject} trong bài báo ngày {day} là {what}?",
    )


def plain_question(text: str) -> str:
    """A question as far as people tell two apart: no case, no punctuation; the check goes by the same."""
    return _NOT_WORDS.sub(" ", unicodedata.normalize("NFC", text).casefold()).strip()


def _is_proven(finding: Finding) -> bool:
    """Whether the answer says what its quote says; a draft that the check would refuse helps nobody."""
    is_figure_said = finding.value is None or has_figure(finding.answer, finding.value)
    return is_figure_said and not any(find_unproven(finding.answer, [finding.quote]))


def _identify(finding: Finding, source: Mapping[str, Any], taken: set[str]) -> str:
    """Words of the subject; where these are taken, with the end of the source's id or a number behind them."""
    stem = _cut(slug(finding.subject), _LONGEST_ID)
    if stem not in taken and stem:
        return stem
    stem = f"{_cut(stem, _LONGEST_ID - 12)}-{slug(str(source.get('published') or ''))[:10]}".strip("-")
    number = 2
    name = stem
    while name in taken:
        name, number = f"{stem}-{number}", number + 1
    return name


def _cut(words: str, longest: int) -> str:
    return words if len(words) <= longest else words[:longest].rpartition("-")[0]


def _record(finding: Finding, source: Mapping[str, Any], identifier: str, questions: list[str]) -> dict[str, Any]:
    record: dict[str, Any] = {
        "id": identifier,
        "kind": finding.kind,
        "subject": finding.subject[:_LONGEST_SUBJECT],
        "answer": finding.answer,
    }
    if finding.value and finding.unit:
        record["figure"] = {"value": finding.value, "unit": finding.unit}
    record["phrasings"] = questions
    record["citations"] = [{"source": source["id"], "passage": finding.passage, "quote": finding.quote}]
    record |= {key: value for key, value in (("period", finding.period), ("place", finding.place)) if value}
    return record | {"draft": True}
