"""The knowledge to answer with: what is published, unless the records folder has changed since."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from knowledge.errors import InvalidRecordsError, VersionNotFoundError
from knowledge.loading import content_of, read_files
from knowledge.publications import Note
from knowledge.snapshots import take_snapshot
from knowledge.store import VersionStore, fingerprint_of, name_of_content

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.errors import Problem
    from knowledge.model import Content

Opened = tuple[str, "Content", "list[Problem]"]


def open_knowledge(records: Path, data_dir: Path, *, is_trial: bool = False) -> Opened:
    """The knowledge to answer with: the version's name, its content, and what is wrong with the records by now.

    Unchanged records are not parsed again. Changed ones are checked, built and published, unless what is published
    holds changes that they lack. Broken ones leave the last good version of the same folder answering. Where
    ``data_dir`` cannot be written, the version lives in memory.

    Args:
        records: The records folder.
        data_dir: Where the versions and the pointer are.
        is_trial: Answer from changed records without publishing them, so that an editor can try what citizens, who may
            be asking a running bot, shall not see yet.

    Raises:
        InvalidRecordsError: the records are broken and there is no good version to fall back to.
    """
    store = VersionStore(data_dir, records)
    try:
        with store.pointer.alone():  # nobody changes pointer or folder between the looks at them
            store.finish()
            return _open(store, is_trial=is_trial)
    except OSError:  # nothing can be written there
        return _open(store, is_trial=is_trial)


def published_version(records: Path, data_dir: Path) -> str | None:
    """The name of the version that answers for records exactly as they are now; None where they need looking at."""
    try:
        return VersionStore(data_dir, records).published_for(fingerprint_of(read_files(records)))
    except InvalidRecordsError:
        return None


def _open(store: VersionStore, *, is_trial: bool) -> Opened:
    pointer = store.pointer.read()
    if pointer and pointer.unwritten:  # the folder is half of one version and half of another
        with suppress(VersionNotFoundError):
            return pointer.version, store.load(pointer.version), []
    try:
        files = read_files(store.records)
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
    version = name_of_content(content)
    if is_trial and pointer:
        return version, content, []
    if pointer and pointer.ahead and pointer.version != version:
        with suppress(VersionNotFoundError):
            return pointer.version, store.load(pointer.version), []
    with suppress(OSError):
        store.add(content, take_snapshot(files))
        store.pointer.move(version, "publish", Note(), fingerprint=fingerprint, folder_version=version)
    return version, content, []
