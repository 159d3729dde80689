"""Looks for words in the bytes of files, as somebody would who got hold of the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def files_with(folder: Path, text: str) -> list[str]:
    """The names of the files, in whatever folder below, that hold a text in their bytes."""
    return [path.name for path in sorted(folder.rglob("*")) if path.is_file() and text.encode() in path.read_bytes()]
