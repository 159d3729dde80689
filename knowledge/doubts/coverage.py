"""How well the records of an article are asked for: below a number of phrasings its own sentences go on answering."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.answering.archive.curating import WELL_ASKED
from knowledge.doubts.statements import published_records

if TYPE_CHECKING:
    from knowledge.model import Content


@dataclass(frozen=True, slots=True)
class Thin:
    """An article of which some records have few phrasings."""

    source: str
    records: int
    """Of those that answer by it."""
    few: int
    """Of them, with fewer phrasings than are enough."""


def find_thin(content: Content) -> list[Thin]:
    """The articles with records that have few phrasings, in the order of the sources; a hint and no fault."""
    all_of: Counter[str] = Counter()
    few_of: Counter[str] = Counter()
    for record in published_records(content):
        for source in {citation.source for citation in record.citations}:
            all_of[source] += 1
            few_of[source] += len(record.phrasings) < WELL_ASKED
    return [Thin(each.id, all_of[each.id], few_of[each.id]) for each in content.sources if few_of[each.id]]
