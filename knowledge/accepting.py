"""Drafts that an editor takes or refuses: the mark is removed, or the record, and the files still pass the check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knowledge.errors import InvalidRecordsError
from knowledge.formatting import to_bytes
from knowledge.loading import RecordsFile, read_files
from knowledge.parsing import parse
from knowledge.validation import validate
from knowledge.writing import READABLE, write_whole

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from knowledge.errors import Problem


@dataclass(frozen=True, slots=True)
class Draft:
    """A record that does not answer yet, as it stands in its file."""

    topic: str
    record: dict[str, Any]

    @property
    def id(self) -> str:
        """The record's id."""
        return str(self.record.get("id"))


def list_drafts(records: Path, topic: str | None = None) -> list[Draft]:
    """The drafts of a records folder, or of one of its topics, in the order of the files.

    Raises:
        InvalidRecordsError: it is no records folder.
    """
    return [
        Draft(str(data["topic"]), record)
        for _, data in _topics(read_files(records))
        if topic in {None, data["topic"]}
        for record in data["records"]
        if isinstance(record, dict) and record.get("draft") is True
    ]


def settle_drafts(records: Path, accepted: Collection[str], refused: Collection[str]) -> list[Path]:
    """Remove the mark from some drafts and some drafts from their files; returns the files written.

    Args:
        records: the folder; its files are read again, for another editor may have saved meanwhile.
        accepted: ids of drafts that are to answer.
        refused: ids of drafts that are to go.

    Raises:
        InvalidRecordsError: with the problems that this would bring; nothing was written.
    """
    files = read_files(records)
    changed: dict[Path, RecordsFile] = {}
    for file, data in _topics(files):
        kept = [_settle(record, accepted) for record in data["records"] if not _is_refused(record, refused)]
        if kept != data["records"]:
            changed[file.path] = RecordsFile(file.path, "topic", to_bytes({**data, "records": kept}, "topic"))
    before = {_key(problem) for problem in validate(files)[1]}
    after = validate([changed.get(file.path, file) for file in files])[1]
    problems = [problem for problem in after if _key(problem) not in before]
    if problems:
        raise InvalidRecordsError(problems)
    for path, new in changed.items():
        write_whole(path, new.raw, READABLE)
    return list(changed)


def _topics(files: Sequence[RecordsFile]) -> Iterator[tuple[RecordsFile, dict[str, Any]]]:
    """The files of records that can be written again without losing anything."""
    for file in files:
        parsed = parse(file.raw) if file.kind == "topic" else None
        data = parsed.value if parsed and not parsed.flaws else None
        if isinstance(data, dict) and "topic" in data and isinstance(data.get("records"), list):
            yield file, data


def _settle(record: Any, accepted: Collection[str]) -> Any:
    if isinstance(record, dict) and record.get("draft") is True and record.get("id") in accepted:
        return {key: value for key, value in record.items() if key != "draft"}
    return record


def _is_refused(record: Any, refused: Collection[str]) -> bool:
    """Only drafts go this way; a record that answers is never removed here."""
    return isinstance(record, dict) and record.get("draft") is True and record.get("id") in refused


def _key(problem: Problem) -> tuple[str, str]:
    """A problem whatever its line, which moves when records go."""
    return str(problem.file), problem.message
