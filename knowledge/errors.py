"""The errors of the knowledge: one root, each child carrying the data that tells where and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a file of records: where it stands, what it is and how to mend it."""

    file: Path
    pointer: str
    """JSON pointer (RFC 6901) of the value at fault; empty for the whole file."""
    message: str
    """In Vietnamese, then in English, parted by `` / ``."""
    line: int | None = None
    """Line in the file, counted from 1; None where the file could not be read at all."""
    value: str | None = None
    is_warning: bool = False
    """Whether it may be right after all, and nothing fails by it."""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else str(self.file)
        mark = "nhắc / warning: " if self.is_warning else ""
        return f"{where}: {self.pointer or '/'}: {mark}{self.message}"


class KnowledgeError(Exception):
    """Root of all errors of this package."""


class InvalidRecordsError(KnowledgeError):
    """The records folder cannot be published; ``problems`` lists everything that is wrong with it."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.problems,)  # from one process to another


class VersionNotFoundError(KnowledgeError):
    """No readable version of the knowledge under that name."""

    def __init__(self, version: str, folder: Path) -> None:
        self.version = version
        self.folder = folder
        super().__init__(f"no version {version!r} in {folder}")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.version, self.folder)


class OutdatedError(KnowledgeError):
    """What was decided for one version is not done: another one answers by now."""

    def __init__(self, current: str | None) -> None:
        self.current = current
        super().__init__(f"another version answers by now: {current}")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.current,)


class IngestError(KnowledgeError):
    """An article could not be read as one."""
