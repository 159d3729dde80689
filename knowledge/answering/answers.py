"""Turns records into answers: the direct reply, its citations by offset, and the asked part of the quote."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.model import Citation, Part, Suggestion

if TYPE_CHECKING:
    from knowledge.model import Content, Evidence, Passage, Record, Source

_NAMED = re.compile(r"[“\"][^”\"]+[”\"]")


class Writer:
    """Writes answers from one version's content."""

    def __init__(self, content: Content) -> None:
        self._passages: dict[tuple[str, str], tuple[Source, Passage]] = {
            (source.id, passage.id): (source, passage) for source in content.sources for passage in source.passages
        }

    def cite(self, evidence: Evidence) -> Citation:
        """The citation of a quote; the first place in the passage where it stands."""
        source, passage = self._passages[evidence.source, evidence.passage]
        start = passage.text.index(evidence.quote)
        return build_citation(source, passage, start, start + len(evidence.quote))

    def part(self, record: Record) -> Part:
        """A record as one answered part."""
        citations = tuple(self.cite(evidence) for evidence in record.citations)
        return Part(
            answer=record.answer,
            citations=citations,
            record=record.id,
            answer_en=record.answer_en,
            is_figure=record.figure is not None or record.kind == "figure",
            marked=_mark(record, citations[0].quote),
        )

    @staticmethod
    def suggest(record: Record) -> Suggestion:
        """A record as a subject to choose."""
        return Suggestion(record.id, record.subject, record.answer, record.subject_en)


def build_citation(source: Source, passage: Passage, start: int, end: int) -> Citation:
    """A citation of `passage.text[start:end]`."""
    return Citation(
        source=source.id,
        title=source.title,
        publisher=source.publisher,
        published=source.published.date().isoformat(),
        passage=passage.id,
        start=start,
        end=end,
        quote=passage.text[start:end],
    )


def _mark(record: Record, quote: str) -> tuple[tuple[int, int], ...]:
    """Where the asked part stands in the quote: the figure, else the names the answer gives, else nothing."""
    wanted = [record.figure.value] if record.figure else _NAMED.findall(record.answer)
    spans = []
    for text in wanted:
        at = quote.find(text)
        if at >= 0:
            spans.append((at, at + len(text)))
    return tuple(sorted(set(spans)))
