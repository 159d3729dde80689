"""What is published: one pointer a records folder, moved in one step together with its history."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from knowledge.writing import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Action = Literal["publish", "rollback"]


@dataclass(frozen=True, slots=True)
class Note:
    """What is kept of a publication beside its version: who did it, why, and how many answers it changed."""

    by: str = ""
    """Somebody's Telegram id; empty for the desk."""
    why: str = ""
    changed: int | None = None
    """None where nobody counted."""


@dataclass(frozen=True, slots=True)
class Publication(Note):
    """One move of the pointer: which version was published or taken back, and when (ISO, UTC)."""

    version: str = ""
    at: str = ""
    action: Action = "publish"


@dataclass(frozen=True, slots=True)
class Pointer:
    """What a records folder answers with now, the bytes it was decided for, and everything before."""

    folder: str
    fingerprint: str
    version: str
    history: tuple[Publication, ...]
    folder_version: str | None = None
    """The version that the folder's files made when it was decided; None where nobody knows."""
    ahead: bool = False
    """Whether what is published holds changes that the folder lacks, so that no other folder may replace it unasked."""
    unwritten: dict[str, list[str | None]] = field(default_factory=dict)
    """Files of the folder that are still to be brought to this version: see `knowledge.syncing`."""


class PointerFile:
    """The file that holds the pointer of one records folder; to be written by one process at a time."""

    def __init__(self, folder: Path, records: Path) -> None:
        self._records = str(records)
        self._folder = folder
        name = hashlib.sha256(os.fsencode(records)).hexdigest()[:16]
        self._path = folder / f"{name}.json"

    def read(self) -> Pointer | None:
        """The pointer; None before the first publication, or if the file is damaged."""
        return _read(self._path)

    def read_all(self) -> list[Pointer | None]:
        """The pointers of all records folders, None for each that is damaged."""
        return [_read(path) for path in sorted(self._folder.glob("*.json"))]

    def stamp(self) -> tuple[int, ...] | None:
        """The state of the file, which no two pointers share; None where there is none."""
        try:
            status = self._path.stat()
        except OSError:
            return None
        return status.st_ino, status.st_mtime_ns, status.st_size

    def move(self, version: str, action: Action, note: Note, **state: object) -> None:
        """Let the folder answer with a version from now on; the same version again adds nothing to the history.

        Args:
            version: The name of the version.
            action: How it came to that.
            note: Who, why, and how much it changes.
            **state: The other fields of the pointer.
        """
        old = self.read()
        history = old.history if old else ()
        if old is None or old.version != version:
            at = datetime.now(UTC).isoformat(timespec="seconds")
            history += (Publication(**asdict(note), version=version, at=at, action=action),)
        self.write(Pointer(self._records, version=version, history=history, **state))  # type: ignore[arg-type]

    def write(self, pointer: Pointer) -> None:
        """Replace the pointer in one step, unless it is this one already."""
        if pointer != self.read():
            write_whole(self._path, json.dumps(asdict(pointer), ensure_ascii=False, indent=2).encode())

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One process and thread at a time, or a publication would be lost; folders share their versions."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _read(path: Path) -> Pointer | None:
    try:
        data = json.loads(path.read_bytes())
        history = tuple(Publication(**entry) for entry in data.pop("history"))
        return Pointer(**data, history=history)
    except (OSError, ValueError, TypeError, LookupError, AttributeError):
        return None


def previous_version(history: tuple[Publication, ...]) -> str | None:
    """The version under the current one, when publishing is stacking and rolling back is taking off."""
    stack: list[str] = []
    for entry in history:
        if entry.action == "rollback" and entry.version in stack:
            while stack[-1] != entry.version:
                stack.pop()
        else:
            stack.append(entry.version)
    return stack[-2] if len(stack) > 1 else None
