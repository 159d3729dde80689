"""Applies proposals to a records folder: all of them or none, and only if the whole folder passes its check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.review.merging import merge
from bot.review.proposals import APPLIED
from knowledge.errors import InvalidRecordsError
from knowledge.loading import RecordsFile, content_of, load_content, read_files
from knowledge.parsing import MAX_BYTES
from knowledge.writing import READABLE, write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from bot.review.merging import Merge


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of proposals."""

    changed: tuple[Path, ...]
    """Files of records that were written, or would be."""
    merged: tuple[Path, ...]
    """Proposals whose content is in the records now."""
    waiting: tuple[Path, ...]
    """Proposals that hold nothing to merge yet: an editor has to fill them."""


def apply_proposals(records: Path, proposals: list[Path], *, is_dry: bool = False) -> Applied:
    """Merge proposals into a records folder.

    Files that no proposal names stay byte for byte as they are; the others are written in canonical form. A crash on
    the way leaves whole files, and applying once more finishes: what is merged already is not merged again.

    Args:
        records: The records folder.
        proposals: The files to apply, in this order.
        is_dry: Write nothing.

    Raises:
        InvalidRecordsError: The records were broken before, a proposal is, or the whole would be: nothing was written.
    """
    load_content(records)
    files = read_files(records, shipped_lexicon=False)
    read = [_read(path) for path in proposals]
    result = merge(records, files, read)
    if result.problems:
        raise InvalidRecordsError(result.problems)
    _check(records, result)
    changed = result.changed()
    waiting = tuple(path for path in proposals if path not in result.merged)
    if not is_dry:
        for file in changed:
            write_whole(file.path, file.raw, READABLE)
        for path in result.merged:
            _put_away(path)
    return Applied(tuple(file.path for file in changed), tuple(result.merged), waiting)


def _read(path: Path) -> RecordsFile:
    with path.open("rb") as stream:
        return RecordsFile(path, "topic", stream.read(MAX_BYTES + 1))


def _check(records: Path, result: Merge) -> None:
    files = result.files()
    if not any(file.kind == "lexicon" for file in files):
        files += [file for file in read_files(records) if file.kind == "lexicon"]
    try:
        content_of(files)
    except InvalidRecordsError as error:
        raise InvalidRecordsError([result.trace(problem) for problem in error.problems]) from None


def _put_away(path: Path) -> None:
    folder = path.parent / APPLIED
    folder.mkdir(exist_ok=True)
    path.replace(folder / path.name)
