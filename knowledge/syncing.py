"""Brings a records folder from one set of files to another, so that it can be taken up again after any crash.

What is to be done is written down before the first file is touched: for each name the hashes that its file may have
(None for no file), the last of them the one to reach. A file with another hash was edited meanwhile and is left alone.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, Literal

from knowledge.loading import FOLDERS
from knowledge.writing import READABLE, sync_folder, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from knowledge.snapshots import Files

Plan = dict[str, list[str | None]]
FolderState = Literal["written", "not_writable", "edited", "unfinished"]
"""What became of the records folder: it holds the published files; it cannot be written; it holds edits that were never
published, which nothing may overwrite; or writing it stopped half-way and is taken up at the next start."""


def plan_changes(before: Files, after: Files, unfinished: Mapping[str, Iterable[str | None]] | None = None) -> Plan:
    """What has to be done for files to become others; ``unfinished`` is an earlier plan that was not carried out."""
    earlier = unfinished or {}
    names = sorted({name for name in {*before, *after} if before.get(name) != after.get(name)} | set(earlier))
    return {
        name: [*dict.fromkeys([*earlier.get(name, ()), _hash(before.get(name))]), _hash(after.get(name))]
        for name in names
    }


def carry_out(plan: Plan, records: Path, files: Files) -> list[str]:
    """Write and remove what a plan says; done a second time it changes nothing.

    Returns:
        The files that somebody edited meanwhile, which are left as they are.

    Raises:
        OSError: a file cannot be written; the rest of the plan is not carried out.
    """
    foreign: list[str] = []
    for name, hashes in plan.items():
        path = records / name
        found = _hash(path.read_bytes() if path.is_file() else None)
        if found == hashes[-1]:
            continue
        if found not in hashes:
            foreign.append(name)
        elif hashes[-1] is None:
            path.unlink()
            sync_folder(path.parent)
        else:
            write_whole(path, files[name], READABLE)
    return foreign


def may_write(records: Path) -> bool:
    """Whether files can be replaced and added in every part of a records folder."""
    places = [records / folder for folder in FOLDERS.values() if (records / folder).is_dir()]
    return bool(places) and all(os.access(place, os.W_OK | os.X_OK) for place in [records, *places])


def _hash(raw: bytes | None) -> str | None:
    return None if raw is None else hashlib.sha256(raw).hexdigest()
