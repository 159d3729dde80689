"""The built knowledge: immutable TinyDB versions named by their hash, and a pointer to the published one."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.storages import MemoryStorage, Storage

from knowledge.errors import KnowledgeError, VersionNotFoundError
from knowledge.loading import RecordsFile, content_of, read_files, shipped_records
from knowledge.model import Content, Lexicon, Source, Topic
from knowledge.pruning import prune
from knowledge.publications import Action, Note, PointerFile, Publication, previous_version
from knowledge.snapshots import Files, lay_out, pack, take_snapshot, unpack
from knowledge.syncing import FolderState, carry_out
from knowledge.writing import write_whole

_NAME_LENGTH = 16
"""Hex digits of a version's name: enough against chance, short enough to read out."""
_NOTHING_TO_NOTE = Note()


class VersionStore:
    """The versions under ``DATA_DIR/knowledge``, and the pointer of one records folder (the shipped one by default).

    Every file is written whole to a temporary name, synced and renamed, so that a crash leaves the old or the new one.
    """

    def __init__(self, data_dir: Path, records: Path | None = None) -> None:
        self.folder = data_dir / "knowledge"
        self.versions = self.folder / "versions"
        self.records = (records or shipped_records()).resolve()
        self.pointer = PointerFile(self.folder / "current", self.records)

    def build(self, records: Path) -> str:
        """Check records and write their version unless it is there; publishes nothing.

        Raises:
            InvalidRecordsError: with every problem of the records.
        """
        files = read_files(records)
        return self.add(content_of(files), take_snapshot(files))

    def add(self, content: Content, files: Files) -> str:
        """Write checked content as a version unless it is there, with the files it was made of; return its name."""
        raw = _serialize(content)
        version = name_of(raw)
        for path, whole in ((self._path(version), raw), (self._archive(version), pack(files))):
            if not (path.is_file() and path.read_bytes() == whole):
                write_whole(path, whole)
        return version

    def load(self, version: str) -> Content:
        """The content of a version, proven by its hash.

        Raises:
            VersionNotFoundError: it was never built, or its file is damaged or of another program's making.
        """
        try:
            raw = self._path(version).read_bytes()
            if name_of(raw) == version:
                return _deserialize(raw)
        except (OSError, ValueError, LookupError):
            pass
        raise VersionNotFoundError(version, self.versions)

    def prove(self, version: str) -> None:
        """Insist that a version is there, whole: its bytes hash to its name; quicker than to load it.

        Raises:
            VersionNotFoundError: it is not.
        """
        with suppress(OSError):
            if name_of(self._path(version).read_bytes()) == version:
                return
        raise VersionNotFoundError(version, self.versions)

    def files_of(self, version: str) -> dict[str, bytes]:
        """The files a version was built from; in canonical form where those were not kept.

        Raises:
            VersionNotFoundError: there is no such version.
        """
        try:
            return unpack(self._archive(version).read_bytes())
        except (OSError, ValueError):
            return lay_out(self.load(version))

    def current(self) -> str | None:
        """The published version's name; None before the first publication."""
        pointer = self.pointer.read()
        return pointer.version if pointer else None

    def publish(self, version: str, note: Note = _NOTHING_TO_NOTE) -> None:
        """Move the pointer to a version that was built; until the records change, this is what answers.

        Raises:
            VersionNotFoundError: there is no such version.
        """
        self._decide(version, "publish", note)

    def publish_records(self, note: Note = _NOTHING_TO_NOTE) -> str:
        """Check, build and publish the records as they are now, in one reading; returns the version.

        Raises:
            InvalidRecordsError: with every problem of the records.
        """
        with self.pointer.alone():
            self._insist_on_whole_folder()
            files = read_files(self.records)
            version = self.add(content_of(files), take_snapshot(files))
            self.pointer.move(version, "publish", note, fingerprint=fingerprint_of(files), folder_version=version)
        prune(self)
        return version

    def rollback(self, version: str | None = None, note: Note = _NOTHING_TO_NOTE) -> str:
        """Move the pointer back: to the version before the current one, or to a named earlier one.

        Raises:
            VersionNotFoundError: there is nothing to go back to, or no such version.
        """
        target = version or previous_version(self.history())
        if target is None:
            raise VersionNotFoundError("", self.versions)
        self._decide(target, "rollback", note)
        return target

    def history(self) -> tuple[Publication, ...]:
        """Every move of the pointer, oldest first."""
        pointer = self.pointer.read()
        return pointer.history if pointer else ()

    def remove(self, version: str) -> None:
        """Remove a version's files, and what was compiled from it."""
        for path in (self._path(version), self._archive(version), *(self.folder / "compiled").glob(f"{version}-*")):
            path.unlink(missing_ok=True)

    def open_published(self, fingerprint: str) -> tuple[str, Content] | None:
        """What is published for records of exactly these bytes."""
        version = self.published_for(fingerprint)
        with suppress(VersionNotFoundError):
            return (version, self.load(version)) if version else None
        return None

    def published_for(self, fingerprint: str) -> str | None:
        """The name of what is published for records of exactly these bytes, without opening it."""
        pointer = self.pointer.read()
        if pointer is None or pointer.fingerprint != fingerprint or pointer.unwritten:
            return None
        with suppress(VersionNotFoundError):
            return pointer.version if self._path(pointer.version).is_file() else None
        return None

    def open_last_good(self) -> tuple[str, Content] | None:
        """The newest publication that can still be read, whatever the records look like now."""
        for publication in reversed(self.history()):
            with suppress(VersionNotFoundError):
                return publication.version, self.load(publication.version)
        return None

    def finish(self) -> FolderState:
        """Bring the records folder to what was published, if a crash or a full disk came in between; held alone."""
        pointer = self.pointer.read()
        if pointer is None or not pointer.unwritten:
            return "written"
        try:
            foreign = carry_out(pointer.unwritten, self.records, self.files_of(pointer.version))
            if not foreign:
                self.pointer.write(replace(pointer, unwritten={}))
                return "written"
            now = fingerprint_of(read_files(self.records))
            self.pointer.write(replace(pointer, unwritten={}, fingerprint=now, folder_version=None, ahead=True))
        except (OSError, KnowledgeError):
            return "unfinished"
        return "edited"

    def _insist_on_whole_folder(self) -> None:
        if self.finish() == "unfinished":
            raise OSError(
                f"thư mục hồ sơ mới ghi được một nửa: hãy xem quyền ghi và chỗ trống, rồi làm lại: {self.records}"
                f" / the records folder is half-written: look at its permissions and free space, then repeat this"
            )

    def _decide(self, version: str, action: Action, note: Note) -> None:
        with self.pointer.alone():
            self.load(version)
            self._insist_on_whole_folder()
            old, fingerprint = self.pointer.read(), fingerprint_of(read_files(self.records))
            is_unchanged = old is not None and old.fingerprint == fingerprint
            known = old.folder_version if old and is_unchanged else None
            self.pointer.move(version, action, note, fingerprint=fingerprint, folder_version=known)
        prune(self)

    def _path(self, version: str) -> Path:
        if not (len(version) == _NAME_LENGTH and set(version) <= set("0123456789abcdef")):
            raise VersionNotFoundError(version, self.versions)
        return self.versions / f"{version}.json"

    def _archive(self, version: str) -> Path:
        return self._path(version).with_suffix(".zip")


class SealedStorage(Storage):
    """Bytes that were proven by their hash, for TinyDB to read and nobody to write."""

    def __init__(self, raw: bytes) -> None:
        self._tables: dict[str, dict[str, Any]] = json.loads(raw)  # once: TinyDB reads again for each table

    def read(self) -> dict[str, dict[str, Any]] | None:
        """All tables."""
        return self._tables

    def write(self, data: dict[str, dict[str, Any]]) -> None:  # noqa: ARG002  the port's signature
        """Refused."""
        raise OSError("a version is immutable; build a new one")


def _serialize(content: Content) -> bytes:
    with TinyDB(storage=MemoryStorage) as database:
        for name, models in (("sources", content.sources), ("topics", content.topics), ("lexicon", (content.lexicon,))):
            database.table(name).insert_multiple(
                model.model_dump(mode="json", exclude_defaults=True) for model in models
            )
        return _dump(database.storage.read())


def _deserialize(raw: bytes) -> Content:
    with TinyDB(storage=lambda: SealedStorage(raw)) as database:
        return Content(
            tuple(Source.model_validate(document) for document in database.table("sources").all()),
            tuple(Topic.model_validate(document) for document in database.table("topics").all()),
            Lexicon.model_validate(database.table("lexicon").all()[0]),
        )


def fingerprint_of(files: list[RecordsFile]) -> str:
    """A hash of the files' names and bytes, and of the rules that judged them: new rules check old records again."""
    digest = hashlib.sha256()
    for name in ("model.py", "parsing.py", "proving.py", "rules.py", "validation.py"):
        digest.update(hashlib.sha256((Path(__file__).parent / name).read_bytes()).digest())
    for file in files:
        digest.update(f"{file.kind} {file.path.name} ".encode("utf-8", "surrogateescape"))
        digest.update(hashlib.sha256(file.raw).digest())
    return digest.hexdigest()


def name_of_content(content: Content) -> str:
    """The name of the version that checked content makes."""
    return name_of(_serialize(content))


def name_of(raw: bytes) -> str:
    """The name of a version: what its bytes hash to."""
    return hashlib.sha256(raw).hexdigest()[:_NAME_LENGTH]


def _dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
