"""Puts a whole file in place, so that a crash at any moment leaves the old one or the new one."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

PRIVATE = 0o600
READABLE = 0o644


def write_whole(path: Path, raw: bytes, mode: int = PRIVATE) -> None:
    """Write to a temporary file, sync it, rename it over ``path`` and sync the folder.

    Args:
        path: the file to create or replace; a link is followed, so that what it points to is replaced.
        raw: everything the file will hold.
        mode: permissions of a new file; an existing one keeps its own.
    """
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileNotFoundError):
        mode = path.stat().st_mode & 0o777
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".new-", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            os.fchmod(stream.fileno(), mode)
            stream.write(raw)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make what was renamed or removed in a folder last: without this a power cut may forget it."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
