"""A new record from an editor's answers: the quote located, the file written only if it passes the check."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knowledge.errors import InvalidRecordsError, KnowledgeError
from knowledge.formatting import to_bytes
from knowledge.ingesting.article import slug
from knowledge.ingesting.counting import find_counted
from knowledge.ingesting.drafts import plain_question
from knowledge.language.normalizing import cut_terms
from knowledge.loading import FOLDERS, RecordsFile, read_files
from knowledge.parsing import parse
from knowledge.proving import nearest_stretch
from knowledge.validation import validate
from knowledge.writing import READABLE, write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from knowledge.errors import Problem

_MOST_FOUND = 9
_NEAR = 0.7
_LONGEST_ID = 56


class ComposeError(KnowledgeError):
    """A record cannot be written as it was told; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Found:
    """A place where a quote stands, letter by letter."""

    source: str
    passage: str
    quote: str
    is_exact: bool = True
    """If not, it is the nearest stretch, for the editor to take or leave."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A records folder as it lies there now."""

    records: Path
    sources: dict[str, dict[str, Any]]
    topics: dict[str, tuple[Path, dict[str, Any]]]

    @property
    def phrasings(self) -> dict[str, str]:
        """Every question that a record has, as people tell two apart, with the record's id."""
        return {
            plain_question(str(question)): str(record.get("id"))
            for _, topic in self.topics.values()
            for record in topic["records"]
            if isinstance(record, dict) and isinstance(record.get("phrasings"), list)
            for question in record["phrasings"]
        }

    @property
    def record_ids(self) -> set[str]:
        """The ids of all records."""
        return {str(r.get("id")) for _, topic in self.topics.values() for r in topic["records"] if isinstance(r, dict)}


def open_desk(records: Path) -> Desk:
    """Read a records folder as far as it can be read.

    Raises:
        InvalidRecordsError: it is no records folder.
    """
    desk = Desk(records, {}, {})
    for file in read_files(records):
        data = parse(file.raw).value
        if not isinstance(data, dict):
            continue
        if file.kind == "source" and isinstance(data.get("id"), str) and isinstance(data.get("passages"), list):
            desk.sources[data["id"]] = data
        elif file.kind == "topic" and isinstance(data.get("topic"), str) and isinstance(data.get("records"), list):
            desk.topics[data["topic"]] = (file.path, data)
    return desk


def find_quote(desk: Desk, text: str, source: str | None = None) -> list[Found]:
    """Where a text stands: exactly, else but for case, tones, marks and spaces; else the nearest stretches."""
    wanted = " ".join(text.split()).strip('“”"')
    passages = [
        (name, str(passage.get("id")), str(passage.get("text")))
        for name, known in desk.sources.items()
        if source in {None, name}
        for passage in known["passages"]
        if isinstance(passage, dict)
    ]
    exact = [Found(name, passage, wanted) for name, passage, printed in passages if wanted in printed]
    if exact or not wanted:
        return exact[:_MOST_FOUND]
    loose = [Found(name, passage, quote) for name, passage, printed in passages if (quote := _loosely(wanted, printed))]
    return (loose or _nearest(wanted, passages))[:_MOST_FOUND]


def suggest_figure(answer: str) -> tuple[str, str] | None:
    """The value and unit of the first figure in an answer."""
    counted = find_counted(answer)
    return (counted[0].value, counted[0].unit) if counted else None


def suggest_id(desk: Desk, subject: str) -> str:
    """An id for a new record, of the words of its subject."""
    stem = slug(subject)[:_LONGEST_ID].strip("-") or "ban-ghi"
    taken, name, number = desk.record_ids, stem, 2
    while name in taken:
        name, number = f"{stem}-{number}", number + 1
    return name


def add_record(records: Path, topic: str, title: str | None, record: dict[str, Any]) -> Path:
    """Put a record into its topic's file, in canonical form; a new topic gets a file of its own.

    Raises:
        InvalidRecordsError: with every problem that the new record would bring; nothing was written.
        ComposeError: the topic is new and has no title, or its file cannot be taken.
    """
    files = read_files(records)  # as they are now: another editor may have saved since the first question
    path, data = _topic_of(files, records, topic, title)
    data = {**data, "records": [*data["records"], record]}
    new = RecordsFile(path, "topic", to_bytes(data, "topic"))
    others = [file for file in files if file.path != path]
    before = {_key(problem) for problem in validate(files)[1]}
    problems = [problem for problem in validate([*others, new])[1] if _key(problem) not in before]
    if problems:
        raise InvalidRecordsError(problems)
    write_whole(path, new.raw, READABLE)
    return path


def _topic_of(
    files: Sequence[RecordsFile], records: Path, topic: str, title: str | None
) -> tuple[Path, dict[str, Any]]:
    for file in files:
        data = parse(file.raw).value if file.kind == "topic" else None
        if isinstance(data, dict) and data.get("topic") == topic:
            if isinstance(data.get("records"), list) and not parse(file.raw).flaws:
                return file.path, data
            raise ComposeError(f"hãy sửa tệp này trước: {file.path.name} / mend this file first: {file.path.name}")
    path = records / FOLDERS["topic"] / f"{topic}.json"
    if path.exists():
        raise ComposeError(f"tệp {path.name} đang chứa chủ đề khác / {path.name} holds another topic")
    if not title:
        raise ComposeError(f"chủ đề “{topic}” là mới: hãy đặt tên / the topic “{topic}” is new: give it a title")
    return path, {"topic": topic, "title": title, "records": []}


def _key(problem: Problem) -> tuple[str, str]:
    """A problem whatever its line: a new record moves those of others."""
    return str(problem.file), problem.message


def _loosely(wanted: str, printed: str) -> str:
    """The stretch of a passage with the same words, whatever their case, tones and marks."""
    words = [term.folded for term in cut_terms(wanted)]
    terms = cut_terms(printed)
    folded = [term.folded for term in terms]
    for place in range(len(folded) - len(words) + 1) if words else ():
        if folded[place : place + len(words)] == words:
            return printed[terms[place].start : terms[place + len(words) - 1].end]
    return ""


def _nearest(wanted: str, passages: Sequence[tuple[str, str, str]]) -> list[Found]:
    from rapidfuzz import fuzz, process

    texts = [printed for _, _, printed in passages]
    near = process.extract(wanted, texts, scorer=fuzz.partial_ratio, limit=3, score_cutoff=100 * _NEAR)
    found = []
    for _, _, number in near:
        name, passage, printed = passages[number]
        quote = re.sub(r"^\W+|[\s,;:]+$", "", nearest_stretch(wanted, printed))
        if quote and quote in printed:
            found.append(Found(name, passage, quote, is_exact=False))
    return found
