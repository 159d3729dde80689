"""Checks a records folder: every error, then every doubt, as deeply as there is time for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from knowledge.doubts.answers import find_misdirected, find_unmet, find_unreached
from knowledge.doubts.lexicon import find_merging_entries
from knowledge.doubts.placing import Places
from knowledge.doubts.statements import (
    find_contradictions,
    find_near_duplicates,
    find_overstatements,
    published_records,
)
from knowledge.errors import InvalidRecordsError
from knowledge.loading import content_of, read_files
from knowledge.question_sets import find_strangers, read_question_sets

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from knowledge.base import KnowledgeBase
    from knowledge.errors import Problem
    from knowledge.loading import RecordsFile
    from knowledge.model import Content, Record

Depth = Literal["quick", "changed", "all"]
"""What the bot itself is asked: nothing; the question sets, each record once, and the phrasings of records that are
not published like this; or every phrasing."""
MOST_ASKED = 400
"""Phrasings that are asked without being told to ask all; more would take more than a few seconds."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found."""

    content: Content | None
    """None where there are errors that keep the records from being read."""
    problems: tuple[Problem, ...]
    """Errors and warnings, in the order of the files."""
    asked: int = 0
    """Phrasings that the bot was asked."""
    phrasings: int = 0

    @property
    def errors(self) -> int:
        """How many of the problems must be mended."""
        return sum(not problem.is_warning for problem in self.problems)


def check_records(
    records: Path,
    depth: Depth,
    open_base: Callable[[Content], KnowledgeBase],
    published: Content | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Checked:
    """Finds everything that is wrong with a records folder, or doubtful.

    Args:
        records: the folder.
        depth: how much the bot itself is asked.
        open_base: opens content to be asked; called only where something is to ask.
        published: what answers now; records that are the same there need no asking again.
        progress: called with how many phrasings were asked, and how many there are to ask.
    """
    expected, problems = read_question_sets(records)
    try:
        files = read_files(records)
        content = content_of(files)
    except InvalidRecordsError as error:
        return Checked(None, (*error.problems, *problems))
    problems += find_strangers(expected, content)
    answering = published_records(content)
    phrasings = sum(len(record.phrasings) for record in answering)
    if depth == "quick" or not (answering or expected):
        return Checked(content, (*find_doubts(files, content), *problems), 0, phrasings)
    base = open_base(content)
    asked = answering if depth == "all" else _changed(answering, published)
    doubts = [*find_unreached(base, answering), *find_misdirected(base, asked, progress)]
    known = {record.id for record in answering}
    problems += find_unmet(base, [each for each in expected if each.is_about(known)])
    found = [*find_doubts(files, content), *Places(files).locate(doubts), *problems]
    return Checked(content, tuple(found), sum(len(record.phrasings) for record in asked), phrasings)


def find_doubts(files: list[RecordsFile], content: Content) -> list[Problem]:
    """What is doubtful about content without asking the bot anything: a second's work."""
    finders = (find_contradictions, find_near_duplicates, find_overstatements, find_merging_entries)
    return Places(files).locate([doubt for find in finders for doubt in find(content)])


def _changed(records: list[Record], published: Content | None) -> list[Record]:
    """The records that are not published like this, as many as there is time to ask; none before anything is."""
    if published is None:
        return []
    known = {record.id: record for record in published_records(published)}
    chosen: list[Record] = []
    for record in records:
        size = sum(len(each.phrasings) for each in chosen)
        if known.get(record.id) != record and size + len(record.phrasings) <= MOST_ASKED:
            chosen.append(record)
    return chosen
