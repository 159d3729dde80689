"""Lets go of versions that nobody goes back to any more, with what was compiled from them."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING

from knowledge.publications import previous_version

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from knowledge.publications import Pointer
    from knowledge.store import VersionStore

KEPT_VERSIONS = 50
"""Versions kept of each records folder, those published last."""
DAY = 86_400.0
"""A version that was never published, and a half-written file, may still be somebody's work in hand so long."""


def prune(store: VersionStore) -> None:
    """Remove what no records folder needs: neither now, nor to go back, nor for work in hand; what cannot go stays."""
    with suppress(OSError), store.pointer.alone():
        pointers = store.pointer.read_all()
        if None in pointers:  # damaged: what its folder needs is not known
            return
        known = [pointer for pointer in pointers if pointer]
        kept = {name for pointer in known for name in _needed(pointer)}
        published = {entry.version for pointer in known for entry in pointer.history}
        for path in store.versions.glob("*.json"):
            if path.stem not in kept and (path.stem in published or _is_old(path)):
                store.remove(path.stem)
        _sweep([*store.folder.rglob(".new-*.tmp"), *store.records.glob("*/.new-*.tmp")])


def _needed(pointer: Pointer) -> set[str]:
    newest_first = dict.fromkeys(entry.version for entry in reversed(pointer.history))
    others = {pointer.version, pointer.folder_version, previous_version(pointer.history)} - {None}
    return {*list(newest_first)[:KEPT_VERSIONS], *(name for name in others if name)}


def _sweep(leftovers: Iterable[Path]) -> None:
    """Files that a crash left half-written; nothing reads them."""
    for path in leftovers:
        if _is_old(path):
            path.unlink(missing_ok=True)


def _is_old(path: Path) -> bool:
    with suppress(OSError):
        return time.time() - path.stat().st_mtime > DAY
    return False
