"""The files that a version was built from, kept beside it: with them a records folder can be brought back to it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from knowledge.formatting import to_bytes
from knowledge.loading import FOLDERS, RecordsFile, read_files, shipped_records

if TYPE_CHECKING:
    from knowledge.loading import FileKind
    from knowledge.model import Content

Files = Mapping[str, bytes]
"""A records folder's files by their names in it, as in ``topics/an-sinh.json``."""

_KINDS: dict[str, FileKind] = {folder: kind for kind, folder in FOLDERS.items()}
_SAME_TIME = (1980, 1, 1, 0, 0, 0)


def take_snapshot(files: list[RecordsFile]) -> dict[str, bytes]:
    """Files that were read, by name, without a lexicon that is the program's own."""
    shipped = shipped_records()
    is_shipped = any(file.kind != "lexicon" and file.path.parent.parent == shipped for file in files)
    return {
        f"{FOLDERS[file.kind]}/{file.path.name}": file.raw
        for file in files
        if is_shipped or file.path.parent.parent != shipped
    }


def files_in(records: Path) -> dict[str, bytes]:
    """A records folder's own files by name.

    Raises:
        InvalidRecordsError: the folder or one of its files cannot be read.
    """
    return take_snapshot(read_files(records))


def as_records(files: Files, records: Path) -> list[RecordsFile]:
    """Files as if they had been read from a folder: in the same order, with the shipped lexicon if they lack one."""
    read: list[RecordsFile] = []
    for kind, folder in FOLDERS.items():
        names = sorted(name for name in files if kind_of(name) == kind)
        if kind == "lexicon" and not names and not (records / folder).is_dir():
            shipped = sorted((shipped_records() / folder).glob("*.json"))
            read += [RecordsFile(path, kind, path.read_bytes()) for path in shipped]
        read += [RecordsFile(records / name, kind, files[name]) for name in names]
    return read


def kind_of(name: str) -> FileKind:
    """What a file of this name holds."""
    return _KINDS[PurePosixPath(name).parts[0]]


def pack(files: Files) -> bytes:
    """Files as one archive, the same bytes for the same files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _SAME_TIME), files[name], zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def unpack(raw: bytes) -> dict[str, bytes]:
    """The files of an archive.

    Raises:
        ValueError: it is none, or damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except zipfile.BadZipFile as error:
        raise ValueError(str(error)) from None


def lay_out(content: Content) -> dict[str, bytes]:
    """Content as files in canonical form, for a version of which no files were kept."""
    sources = {f"sources/{source.id}.json": _plain(source) for source in content.sources}
    topics = {f"topics/{topic.topic}.json": _plain(topic) for topic in content.topics}
    values = {**sources, **topics, "lexicon/lexicon.json": _plain(content.lexicon)}
    return {name: to_bytes(value, kind_of(name)) for name, value in values.items()}


def _plain(model: Any) -> Any:
    return json.loads(model.model_dump_json(exclude_defaults=True))
