"""The built knowledge: immutable TinyDB versions named by their hash, and a pointer to the published one."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.storages import MemoryStorage, Storage

from knowledge.errors import InvalidRecordsError, Problem, VersionNotFoundError
from knowledge.loading import RecordsFile, content_of, read_files, shipped_records
from knowledge.model import Content, Lexicon, Source, Topic
from knowledge.publications import PointerFile, Publication, previous_version
from knowledge.writing import write_whole

_NAME_LENGTH = 16
"""Hex digits of a version's name: enough against chance, short enough to read out."""


class VersionStore:
    """The versions under ``DATA_DIR/knowledge``, and the pointer of one records folder (the shipped one by default).

    Every file is written whole to a temporary name, synced and renamed, so that a crash leaves the old or the new one.
    """

    def __init__(self, data_dir: Path, records: Path | None = None) -> None:
        self.folder = data_dir / "knowledge"
        self.versions = self.folder / "versions"
        self.records = (records or shipped_records()).resolve()
        self._pointer = PointerFile(self.folder / "current", self.records)

    def build(self, records: Path) -> str:
        """Check records and write their version unless it is there; publishes nothing.

        Raises:
            InvalidRecordsError: with every problem of the records.
        """
        return self.add(content_of(read_files(records)))

    def add(self, content: Content) -> str:
        """Write checked content as a version unless it is there, and return its name."""
        raw = _serialize(content)
        version = name_of(raw)
        path = self._path(version)
        if not (path.is_file() and path.read_bytes() == raw):
            write_whole(path, raw)
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

    def current(self) -> str | None:
        """The published version's name; None before the first publication."""
        pointer = self._pointer.read()
        return pointer.version if pointer else None

    def stamp(self) -> tuple[int, ...] | None:
        """What changes whenever the pointer moves; costs next to nothing to look at."""
        return self._pointer.stamp()

    def publish(self, version: str, fingerprint: str | None = None) -> None:
        """Move the pointer to a version that was built; until the records change, this is what answers.

        Args:
            version: the name of the version.
            fingerprint: the hash of the records it was decided for; without it, of the records as they are now.

        Raises:
            VersionNotFoundError: there is no such version.
        """
        self.load(version)
        self._pointer.move(version, "publish", fingerprint or fingerprint_of(read_files(self.records)))

    def publish_records(self) -> str:
        """Check, build and publish the records as they are now, in one reading; returns the version.

        Raises:
            InvalidRecordsError: with every problem of the records.
        """
        files = read_files(self.records)
        version = self.add(content_of(files))
        self._pointer.move(version, "publish", fingerprint_of(files))
        return version

    def rollback(self, version: str | None = None) -> str:
        """Move the pointer back: to the version before the current one, or to a named earlier one.

        Raises:
            VersionNotFoundError: there is nothing to go back to, or no such version.
        """
        target = version or previous_version(self.history())
        if target is None:
            raise VersionNotFoundError("", self.versions)
        self.load(target)
        self._pointer.move(target, "rollback", fingerprint_of(read_files(self.records)))
        return target

    def history(self) -> tuple[Publication, ...]:
        """Every move of the pointer, oldest first."""
        pointer = self._pointer.read()
        return pointer.history if pointer else ()

    def _path(self, version: str) -> Path:
        if not (len(version) == _NAME_LENGTH and set(version) <= set("0123456789abcdef")):
            raise VersionNotFoundError(version, self.versions)
        return self.versions / f"{version}.json"

    def open_published(self, fingerprint: str) -> tuple[str, Content] | None:
        """What is published for records of exactly these bytes."""
        pointer = self._pointer.read()
        if pointer is None or pointer.fingerprint != fingerprint:
            return None
        with suppress(VersionNotFoundError):
            return pointer.version, self.load(pointer.version)
        return None

    def published_for(self, fingerprint: str) -> str | None:
        """The name of what is published for records of exactly these bytes, without opening it."""
        pointer = self._pointer.read()
        if pointer is None or pointer.fingerprint != fingerprint:
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


def open_knowledge(records: Path, data_dir: Path) -> tuple[str, Content, list[Problem]]:
    """The knowledge to answer with: the version's name, its content, and what is wrong with the records by now.

    Unchanged records are not parsed again. Changed ones are checked, built and published. Broken ones leave the last
    good version of the same folder answering. Where ``data_dir`` cannot be written, the version lives in memory.

    Raises:
        InvalidRecordsError: the records are broken and there is no good version to fall back to.
    """
    store = VersionStore(data_dir, records)
    try:
        files = read_files(records)
        fingerprint = fingerprint_of(files)
        published = store.open_published(fingerprint)
        if published:
            return *published, []
        content = content_of(files)
    except InvalidRecordsError as error:
        last_good = store.open_last_good()
        if last_good is None:
            raise
        return *last_good, error.problems
    try:
        version = store.add(content)
        store.publish(version, fingerprint)
    except (OSError, VersionNotFoundError):
        version = name_of(_serialize(content))
    return version, content, []


def published_version(records: Path, data_dir: Path) -> str | None:
    """The name of the version that answers for records exactly as they are now; None where they need looking at."""
    try:
        return VersionStore(data_dir, records).published_for(fingerprint_of(read_files(records)))
    except InvalidRecordsError:
        return None


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


def name_of(raw: bytes) -> str:
    """The name of a version: what its bytes hash to."""
    return hashlib.sha256(raw).hexdigest()[:_NAME_LENGTH]


def _dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
