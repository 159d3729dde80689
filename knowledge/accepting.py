"""Drafts that an editor takes or refuses: the mark is removed, or the record, and the files still pass the check."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.errors import InvalidRecordsError, Problem
from knowledge.formatting import to_bytes
from knowledge.loading import RecordsFile, read_files
from knowledge.parsing import lines_of, parse
from knowledge.validation import validate
from knowledge.writing import READABLE, write_whole

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence


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
    problems = _brought(files, changed)
    if problems:
        raise InvalidRecordsError(problems)
    for path, new in changed.items():
        write_whole(path, new.raw, READABLE)
    return list(changed)


def as_text(record: dict[str, Any]) -> str:
    """One draft as an editor gets it to change."""
    return json.dumps({key: value for key, value in record.items() if key != "draft"}, ensure_ascii=False, indent=2)


def replace_draft(records: Path, draft: Draft, text: str) -> Draft:
    """Put what an editor wrote in place of a draft, which stays one; the draft as it stands now.

    Args:
        records: the folder.
        draft: the one that is changed.
        text: one record as JSON.

    Raises:
        InvalidRecordsError: with what is wrong, by the lines of the text; nothing was written.
    """
    new = _read_record(draft, text)
    files = read_files(records)
    for file, data in _topics(files):
        places = [number for number, record in enumerate(data["records"]) if _is_refused(record, {draft.id})]
        if places:
            data["records"][places[0]] = new
            changed = RecordsFile(file.path, "topic", to_bytes(data, "topic"))
            problems = _brought(files, {file.path: changed})
            if problems:
                raise InvalidRecordsError(_in_text(problems, f"/records/{places[0]}", draft, text))
            write_whole(file.path, changed.raw, READABLE)
            return Draft(draft.topic, new)
    message = (
        f"bản nháp “{draft.id}” không còn trong hồ sơ: có lẽ ai đó vừa nhận hoặc xóa nó"
        f" / the draft “{draft.id}” is gone: somebody has taken or dropped it"
    )
    raise InvalidRecordsError([Problem(_name(draft), "", message)])


def _read_record(draft: Draft, text: str) -> dict[str, Any]:
    """The record that a text holds.

    Raises:
        InvalidRecordsError: it is no JSON object, or another record's.
    """
    parsed = parse(text.encode())
    problems = [
        Problem(
            _name(draft), flaw.pointer, flaw.message, flaw.line or lines_of(text.encode(), {flaw.pointer})[flaw.pointer]
        )
        for flaw in parsed.flaws
    ]
    if not problems and (not isinstance(parsed.value, dict) or parsed.value.get("id") != draft.id):
        message = (
            f"phải là một bản ghi có mã “{draft.id}”: giữ nguyên “id” và ngoặc nhọn ngoài cùng"
            f" / it must be one record with the id “{draft.id}”: leave “id” and the outermost braces as they are"
        )
        problems.append(Problem(_name(draft), "/id", message, 1))
    if problems:
        raise InvalidRecordsError(problems)
    return {**parsed.value, "draft": True}


def _name(draft: Draft) -> Path:
    return Path(f"{draft.id}.json")


def _in_text(problems: list[Problem], place: str, draft: Draft, text: str) -> list[Problem]:
    """Problems of the record by the lines of its own text, as the editor sees it."""
    told = []
    for problem in problems:
        inside = problem.pointer.removeprefix(place)
        if inside == problem.pointer:
            told.append(problem)
        else:
            line = lines_of(text.encode(), {inside})[inside]
            told.append(replace(problem, file=_name(draft), pointer=inside, line=line))
    return told


def _brought(files: Sequence[RecordsFile], changed: dict[Path, RecordsFile]) -> list[Problem]:
    """What is wrong with the changed files and was not before."""
    before = {_key(problem) for problem in validate(list(files))[1]}
    after = validate([changed.get(file.path, file) for file in files])[1]
    return [problem for problem in after if _key(problem) not in before]


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
