"""Makes records files of a workbook again, checked as a whole, every problem at its cell, nothing written."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge.errors import InvalidRecordsError, Problem
from knowledge.formatting import format_file, to_bytes
from knowledge.loading import FOLDERS, FileKind, RecordsFile, read_files
from knowledge.spreadsheets import columns
from knowledge.spreadsheets.building import build_files
from knowledge.spreadsheets.cells import read_value
from knowledge.spreadsheets.reading import Workbook, read_workbook
from knowledge.validation import validate

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.model import Content

_KINDS: dict[str, FileKind] = {folder: kind for kind, folder in FOLDERS.items()}


@dataclass(frozen=True, slots=True)
class Imported:
    """What a workbook would make of a records folder."""

    content: Content
    written: dict[Path, bytes] = field(default_factory=dict)
    """Files that would be new or other than they are, each with all its bytes."""
    removed: tuple[Path, ...] = ()
    """Files of which the workbook has nothing left."""


def import_workbook(path: Path, records: Path, *, force: bool = False) -> Imported:
    """Reads and checks a workbook against the records folder it is for; writes nothing.

    Args:
        path: the workbook.
        records: the records folder.
        force: take the workbook's word also for files that somebody changed since it was exported.

    Raises:
        InvalidRecordsError: with every problem of the workbook, each with its sheet and cell.
    """
    workbook = read_workbook(path)
    built, cells = build_files(workbook)
    if workbook.problems:
        raise InvalidRecordsError(workbook.problems)
    files = [
        RecordsFile(records / name, _KINDS[name.partition("/")[0]], to_bytes(value, _KINDS[name.partition("/")[0]]))
        for name, value in built.items()
    ]
    order = list(FOLDERS)
    files.sort(key=lambda file: (order.index(file.kind), file.path))
    content, problems = validate(files)
    if content is None:
        raise InvalidRecordsError([_at_cell(workbook, cells, records, problem) for problem in problems])
    return _compare(workbook, records, files, content, force=force)


def _at_cell(workbook: Workbook, cells: dict[tuple[str, str], str], records: Path, problem: Problem) -> Problem:
    """A problem of a file as a problem of the cell that it comes from, or of the row around it."""
    name = problem.file.relative_to(records).as_posix()
    pointer = problem.pointer
    while (name, pointer) not in cells and pointer:
        pointer = pointer.rpartition("/")[0]
    cell = cells.get((name, pointer), f"{columns.TOPICS.title} ({name})")
    return Problem(workbook.path, cell, problem.message, None, problem.value)


def _compare(workbook: Workbook, records: Path, files: list[RecordsFile], content: Content, *, force: bool) -> Imported:
    now = _canonical(records)
    exported = {
        str(read_value(row.texts.get("path", ""))): row.texts.get("hash", "") for row in workbook.of(columns.FILES)
    }
    new = {file.path.relative_to(records).as_posix(): file.raw for file in files}
    if not force:
        stale = [name for name in sorted({*new, *exported}) if _is_stale(name, now, new, exported)]
        if stale:
            raise InvalidRecordsError([_stale(workbook.path, name) for name in stale])
    return Imported(
        content,
        {records / name: raw for name, raw in new.items() if now.get(name) != raw},
        tuple(records / name for name in sorted(exported) if name in now and name not in new),
    )


def _is_stale(name: str, now: dict[str, bytes], new: dict[str, bytes], exported: dict[str, str]) -> bool:
    """Whether somebody changed a file since the export that the workbook would now write over, or remove."""
    is_same = now.get(name) == new.get(name)
    held = hashlib.sha256(now[name]).hexdigest() if name in now else None
    return not is_same and held != exported.get(name)


def _stale(path: Path, name: str) -> Problem:
    return Problem(
        path,
        name,
        "tệp này đã được sửa sau khi xuất bảng tính: hãy xuất lại rồi sửa, hoặc dùng --force để ghi đè"
        " / this file was changed after the workbook was exported: export again, or overwrite it with --force",
    )


def _canonical(records: Path) -> dict[str, bytes]:
    """The files of the folder as they are, in canonical form where they can be read."""
    held: dict[str, bytes] = {}
    has_files = any((records / folder).is_dir() for folder in FOLDERS.values())
    for file in read_files(records, shipped_lexicon=False) if has_files else []:
        name = file.path.relative_to(records).as_posix()
        try:
            held[name] = format_file(file)
        except InvalidRecordsError:
            held[name] = file.raw
    return held
