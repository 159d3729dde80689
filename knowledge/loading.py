"""The only reader of ``records/``: finds the files, reads their bytes and hands on checked content."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from knowledge.errors import InvalidRecordsError, Problem
from knowledge.model import Content  # noqa: TC001
from knowledge.parsing import MAX_BYTES

FileKind = Literal["source", "topic", "lexicon"]
FOLDERS: dict[FileKind, str] = {"source": "sources", "topic": "topics", "lexicon": "lexicon"}


@dataclass(frozen=True, slots=True)
class RecordsFile:
    """One file of a records folder: what it should hold, and its bytes."""

    path: Path
    kind: FileKind
    raw: bytes


def shipped_records() -> Path:
    """The records that come with the program."""
    return Path(__file__).parent / "records"


def read_files(records: Path, *, shipped_lexicon: bool = True) -> list[RecordsFile]:
    """The bytes of every file, in a fixed order; a folder without ``lexicon/`` uses the shipped one unless told not to.

    Raises:
        InvalidRecordsError: the folder or one of its files cannot be read.
    """
    if not ((records / FOLDERS["source"]).is_dir() or (records / FOLDERS["topic"]).is_dir()):
        message = (
            "không phải thư mục hồ sơ (không có sources/ hay topics/): hãy xem lại đường dẫn"
            " / not a records folder (no sources/ or topics/): check the path"
        )
        raise InvalidRecordsError([Problem(records, "", message)])
    files: list[RecordsFile] = []
    problems: list[Problem] = []
    for kind, name in FOLDERS.items():
        folder = records / name
        if kind == "lexicon" and shipped_lexicon and not folder.is_dir():
            folder = shipped_records() / name
        for path in sorted(folder.glob("*.json")):
            try:
                with path.open("rb") as stream:
                    files.append(RecordsFile(path, kind, stream.read(MAX_BYTES + 1)))
            except OSError as error:
                message = f"không đọc được tệp / the file cannot be read: {error.strerror}"
                problems.append(Problem(path, "", message))
    if problems:
        raise InvalidRecordsError(problems)
    return files


def load_content(records: Path) -> Content:
    """Read and check a records folder.

    Raises:
        InvalidRecordsError: with every problem of every file.
    """
    return content_of(read_files(records))


def content_of(files: list[RecordsFile]) -> Content:
    """Check files that were read and make them content.

    Raises:
        InvalidRecordsError: with every problem of every file.
    """
    from knowledge.validation import validate

    content, problems = validate(files)
    if problems or content is None:
        raise InvalidRecordsError(problems)
    return content
