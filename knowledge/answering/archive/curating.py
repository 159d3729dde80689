"""Which sentences answer by themselves: those that no record cites, or only records that know few ways to be asked."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from knowledge.answering.sentences import split_sentences

if TYPE_CHECKING:
    from knowledge.answering.sentences import Span
    from knowledge.model import Content, Passage, Source

WELL_ASKED = 8
"""Phrasings from which a record is understood well enough to speak for the sentence it cites."""

Place = tuple[str, str]


class Curation:
    """What the published records of some content cite; a draft is not published."""

    def __init__(self, content: Content) -> None:
        self._cited: dict[Place, list[tuple[str, int]]] = defaultdict(list)
        for topic in content.topics:
            for record in topic.records:
                for citation in () if record.draft else record.citations:
                    self._cited[citation.source, citation.passage].append((citation.quote, len(record.phrasings)))

    @property
    def sources(self) -> frozenset[str]:
        """The sources that any record cites."""
        return frozenset(source for source, _ in self._cited)

    def is_closed(self, source: Source, passage: Passage, span: Span) -> bool:
        """Whether a sentence is left to the records: some cite it, and all of them know enough ways to be asked."""
        citing = []
        for quote, phrasings in self._cited.get((source.id, passage.id), ()):
            start = passage.text.find(quote)
            if start < span.end and span.start < start + len(quote):
                citing.append(phrasings)
        return bool(citing) and min(citing) >= WELL_ASKED

    def is_open(self, source: Source) -> bool:
        """Whether any sentence of a source answers by itself."""
        return any(
            not self.is_closed(source, passage, span)
            for passage in source.passages
            for span in split_sentences(passage.text)
        )


def find_open(content: Content) -> list[Source]:
    """The sources of which any sentence answers by itself."""
    curation = Curation(content)
    return [source for source in content.sources if curation.is_open(source)]
