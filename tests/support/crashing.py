"""Publishes in forks of this process, each killed at another step on the way to the disk; prints what was found after.

Run as a program: ``crashing.py FOLDER``. A fork dies by ``os._exit``, before or after its n-th write, sync, rename or
removal; then another one starts anew, as the bot would, and tells which version answers and what the folder holds.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.loading import content_of
from knowledge.opening import open_knowledge
from knowledge.publications import Note
from knowledge.publishing import publish_files
from knowledge.snapshots import as_records, files_in
from knowledge.store import VersionStore

if TYPE_CHECKING:
    from collections.abc import Callable

STEPS: list[tuple[Any, str]] = [
    (tempfile, "mkstemp"),
    (os, "fdopen"),
    (os, "fchmod"),
    (os, "fsync"),
    (Path, "mkdir"),
    (Path, "replace"),
    (Path, "unlink"),
]


def count_or_crash(at: int, *, is_after: bool) -> list[str]:
    """Have each step counted, and the process end at one of them; ``at`` 0 ends it nowhere."""
    seen: list[str] = []

    def watch(name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def step(*args: Any, **kwargs: Any) -> Any:
            seen.append(name)
            is_here = len(seen) == at
            if is_here and not is_after:
                os._exit(9)
            result = original(*args, **kwargs)
            if is_here:
                if name == "fdopen":  # a write that stops half-way
                    result.write(b"{ half of a")
                    result.flush()
                os._exit(9)
            return result

        return step

    for owner, name in STEPS:
        setattr(owner, name, watch(name, getattr(owner, name)))
    return seen


def publish_new(records: Path, data_dir: Path, new: dict[str, bytes]) -> None:
    """Publish other files, as from the phone."""
    store = VersionStore(data_dir, records)
    version = store.add(content_of(as_records(new, records)), new)
    publish_files(store, version, new, base=store.current(), note=Note("7", "thử"))


def in_fork(work: Callable[[], Any]) -> tuple[int, Any]:
    """Call a function in a fork; its exit code and what it returned."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        result = work()
        os.write(writing, json.dumps(result).encode())
        os._exit(0)
    os.close(writing)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as stream:
        told = stream.read()
    return os.waitstatus_to_exitcode(status), json.loads(told) if told else None


def look(records: Path, data_dir: Path) -> dict[str, Any]:
    """Start anew and tell what answers, and what the folder holds."""
    version, content, problems = open_knowledge(records, data_dir)
    store = VersionStore(data_dir, records)
    return {
        "version": version,
        "title": content.topics[0].title,
        "problems": len(problems),
        "folder": {name: raw.decode() for name, raw in files_in(records).items()},
        "history": [entry.version for entry in store.history()],
        "unwritten": bool(getattr(store.pointer.read(), "unwritten", None)),
    }


def tell(**found: Any) -> None:
    """Print a JSON line."""
    sys.stdout.write(json.dumps(found) + "\n")


def main(folder: Path, new: dict[str, bytes]) -> None:
    """Print, a JSON line each, what was found after every crash."""
    place, template = folder / "place", folder / "template"
    _, found = in_fork(lambda: look(place / "records", place / "var"))
    tell(at=0, **found)
    place.rename(template)

    def run(at: int, *, is_after: bool) -> Any:
        seen = count_or_crash(at, is_after=is_after)
        publish_new(place / "records", place / "var", new)
        return seen

    for is_after in (False, True):
        at = 0
        while True:
            shutil.copytree(template, place)
            code, seen = in_fork(lambda: run(at + 1, is_after=is_after))  # noqa: B023  called at once
            _, found = in_fork(lambda: look(place / "records", place / "var"))
            tell(at=at + 1, after=is_after, code=code, steps=seen, **found)
            shutil.rmtree(place)
            if code == 0:
                break
            at += 1


if __name__ == "__main__":
    given = json.loads(sys.stdin.read())
    os.fsync = lambda _: None  # counted and struck all the same: a killed process loses no page of the system's
    main(Path(sys.argv[1]), {name: text.encode() for name, text in given.items()})
