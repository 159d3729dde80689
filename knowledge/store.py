"""The built knowledge: immutable TinyDB versions named by their hash, and one pointer a records folder to what is published."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from tinydb import TinyDB
from tinydb.storages import MemoryStorage, Storage

from knowledge.errors import InvalidRecordsError, Problem, VersionNotFoundError
from knowledge.loading import RecordsFile, content_of, read_files, shipped_records
from knowledge.model import Content, Lexicon, Source, Topic

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME_LENGTH = 16
"""Hex digits of a version's name: enough against chance, short enough to read out."""


@dataclass(frozen=True, slots=True)
class Publication:
    """One move of the pointer: which version was published or taken back, and when (ISO, UTC)."""

    version: str
    at: str
    action: Literal["publish", "rollback"] = "publish"


@dataclass(frozen=True, slots=True)
class Pointer:
    """What a records folder answers with now, the bytes it was decided for, and everything before."""

    folder: str
    fingerprint: str
    version: str
    history: tuple[Publication, ...]


class VersionStore:
    """The versions under ``DATA_DIR/knowledge``, and the pointer of one records folder (the shipped one by default).

    Every file is written whole to a temporary name, synced and renamed, so that a crash leaves the old or the new one.
    """

    def __init__(self, data_dir: Path, records: Path | None = None) -> None:
        self.folder = data_dir / "knowledge"
        self.versions = self.folder / "versions"
        self.records = (records or shipped_records()).resolve()
        key = hashlib.sha256(os.fsencode(self.records)).hexdigest()[:_NAME_LENGTH]
        self._pointer = self.folder / "current" / f"{key}.json"

    def build(self, records: Path) -> str:
        """Check the records and write their version unless it is there; publishes nothing.

        Raises:
            InvalidRecordsError: with every problem of the records.
        """
        return self.add(content_of(read_files(records)))

    def add(self, content: Content) -> str:
        """Write checked content as a version unless it is there, and return its name."""
        raw = _serialize(content)
        version = _name(raw)
        path = self._path(version)
        if not (path.is_file() and path.read_bytes() == raw):
            _write(path, raw)
        return version

    def load(self, version: str) -> Content:
        """The content of a version, proven by its hash.

        Raises:
            VersionNotFoundError: it was never built, or its file is damaged.
        """
        try:
            raw = self._path(version).read_bytes()
        except (OSError, ValueError):
            raise VersionNotFoundError(version, self.versions) from None
        if _name(raw) != version:
            raise VersionNotFoundError(version, self.versions)
        return _deserialize(raw)

    def pointer(self) -> Pointer | None:
        """What is published for the records folder; None before the first time, or if the pointer is unreadable."""
        try:
            data = json.loads(self._pointer.read_bytes())
            history = tuple(Publication(**entry) for entry in data.pop("history"))
            return Pointer(**data, history=history)
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None

    def current(self) -> str | None:
        """The published version's name."""
        pointer = self.pointer()
        return pointer.version if pointer else None

    def publish(self, version: str) -> None:
        """Move the pointer to a version that was built; until the records change, this is what answers.

        Raises:
            VersionNotFoundError: there is no such version.
        """
        self.load(version)
        self._move(version, "publish")

    def rollback(self, version: str | None = None) -> str:
        """Move the pointer back: to the version before the current one, or to a named earlier one.

        Raises:
            VersionNotFoundError: there is nothing to go back to, or no such version.
        """
        target = version or _previous(self.history())
        if target is None:
            raise VersionNotFoundError("", self.versions)
        self.load(target)
        self._move(target, "rollback")
        return target

    def history(self) -> tuple[Publication, ...]:
        """Every move of the pointer, oldest first."""
        pointer = self.pointer()
        return pointer.history if pointer else ()

    def _move(self, version: str, action: Literal["publish", "rollback"], fingerprint: str | None = None) -> None:
        fingerprint = fingerprint or _fingerprint(read_files(self.records))
        with self._alone():
            old = self.pointer()
            entry = Publication(version, datetime.now(timezone.utc).isoformat(timespec="seconds"), action)
            if old and old.version == version:
                pointer = replace(old, fingerprint=fingerprint)
            else:
                history = (*old.history, entry) if old else (entry,)
                pointer = Pointer(str(self.records), fingerprint, version, history)
            if pointer != old:
                _write(self._pointer, _dump(asdict(pointer)))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One process at a time moves a pointer, or an entry of the history would be lost."""
        self._pointer.parent.mkdir(parents=True, exist_ok=True)
        with self._pointer.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _path(self, version: str) -> Path:
        if not (len(version) == _NAME_LENGTH and set(version) <= set("0123456789abcdef")):
            raise VersionNotFoundError(version, self.versions)
        return self.versions / f"{version}.json"

    def open_published(self, fingerprint: str) -> tuple[str, Content] | None:
        """What is published for records of exactly these bytes."""
        pointer = self.pointer()
        if pointer is None or pointer.fingerprint != fingerprint:
            return None
        with suppress(VersionNotFoundError):
            return pointer.version, self.load(pointer.version)
        return None

    def open_last_good(self) -> tuple[str, Content] | None:
        """The newest publication that can still be read, whatever the records look like now."""
        for publication in reversed(self.history()):
            with suppress(VersionNotFoundError):
                return publication.version, self.load(publication.version)
        return None


def open_knowledge(records: Path, data_dir: Path) -> tuple[str, Content, list[Problem]]:
    """The knowledge to answer with: the version's name, its content, and what is wrong with the records by now.

    Unchanged records are not parsed again. Changed ones are checked, built and published. Broken ones leave the last good
    version of the same folder answering. Where ``data_dir`` cannot be written, the version lives in memory.

    Raises:
        InvalidRecordsError: the records are broken and there is no good version to fall back to.
    """
    store = VersionStore(data_dir, records)
    try:
        files = read_files(records)
        fingerprint = _fingerprint(files)
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
        store._move(version, "publish", fingerprint)
    except OSError:
        version = _name(_serialize(content))
    return version, content, []


class _SealedStorage(Storage):
    """Bytes that were proven by their hash, for TinyDB to read and nobody to write."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw

    def read(self) -> dict[str, dict[str, Any]] | None:
        tables: dict[str, dict[str, Any]] = json.loads(self._raw)
        return tables

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        raise OSError("a version is immutable; build a new one")


def _serialize(content: Content) -> bytes:
    with TinyDB(storage=MemoryStorage) as database:
        for name, models in (("sources", content.sources), ("topics", content.topics), ("lexicon", (content.lexicon,))):
            database.table(name).insert_multiple(
                model.model_dump(mode="json", exclude_defaults=True) for model in models
            )
        return _dump(database.storage.read())


def _deserialize(raw: bytes) -> Content:
    with TinyDB(storage=lambda: _SealedStorage(raw)) as database:
        return Content(
            tuple(Source.model_validate(document) for document in database.table("sources").all()),
            tuple(Topic.model_validate(document) for document in database.table("topics").all()),
            Lexicon.model_validate(database.table("lexicon").all()[0]),
        )


def _previous(history: tuple[Publication, ...]) -> str | None:
    """The version under the current one, when publishing is stacking and rolling back is taking off."""
    stack: list[str] = []
    for entry in history:
        if entry.action == "rollback" and entry.version in stack:
            while stack[-1] != entry.version:
                stack.pop()
        else:
            stack.append(entry.version)
    return stack[-2] if len(stack) > 1 else None


def _fingerprint(files: list[RecordsFile]) -> str:
    """A hash of the files' names and bytes, and of the rules that judged them: new rules check old records again."""
    digest = hashlib.sha256()
    for name in ("model.py", "parsing.py", "rules.py", "validation.py"):
        digest.update(hashlib.sha256((Path(__file__).parent / name).read_bytes()).digest())
    for file in files:
        digest.update(f"{file.kind} {file.path.name} ".encode("utf-8", "surrogateescape"))
        digest.update(hashlib.sha256(file.raw).digest())
    return digest.hexdigest()


def _name(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()[:_NAME_LENGTH]


def _dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _write(path: Path, raw: bytes) -> None:
    """Put a whole file in place, on disk for good, in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-", suffix=".tmp")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(raw)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
