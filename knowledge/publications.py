"""What is published: one pointer a records folder, moved in one step together with its history."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from knowledge.writing import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Action = Literal["publish", "rollback"]


@dataclass(frozen=True, slots=True)
class Publication:
    """One move of the pointer: which version was published or taken back, and when (ISO, UTC)."""

    version: str
    at: str
    action: Action = "publish"


@dataclass(frozen=True, slots=True)
class Pointer:
    """What a records folder answers with now, the bytes it was decided for, and everything before."""

    folder: str
    fingerprint: str
    version: str
    history: tuple[Publication, ...]


class PointerFile:
    """The file that holds the pointer of one records folder."""

    def __init__(self, folder: Path, records: Path) -> None:
        self._records = str(records)
        name = hashlib.sha256(os.fsencode(records)).hexdigest()[:16]
        self._path = folder / f"{name}.json"

    def read(self) -> Pointer | None:
        """The pointer; None before the first publication, or if the file is damaged."""
        try:
            data = json.loads(self._path.read_bytes())
            history = tuple(Publication(**entry) for entry in data.pop("history"))
            return Pointer(**data, history=history)
        except (OSError, ValueError, TypeError, LookupError, AttributeError):
            return None

    def stamp(self) -> tuple[int, ...] | None:
        """The state of the file, which no two pointers share; None where there is none."""
        try:
            status = self._path.stat()
        except OSError:
            return None
        return status.st_ino, status.st_mtime_ns, status.st_size

    def move(self, version: str, action: Action, fingerprint: str) -> None:
        """Let the folder answer with a version from now on; the same version again adds nothing to the history."""
        with self._alone():
            old = self.read()
            history = old.history if old else ()
            if old is None or old.version != version:
                history += (Publication(version, datetime.now(UTC).isoformat(timespec="seconds"), action),)
            pointer = Pointer(self._records, fingerprint, version, history)
            if pointer != old:
                write_whole(self._path, json.dumps(asdict(pointer), ensure_ascii=False, indent=2).encode())

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One process at a time, or an entry of the history would be lost."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


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
