"""Publishes a set of files in one step: the pointer first, then the records folder, taken up again after any crash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.errors import InvalidRecordsError, OutdatedError
from knowledge.loading import content_of
from knowledge.pruning import prune
from knowledge.snapshots import as_records, files_in
from knowledge.store import fingerprint_of, name_of_content
from knowledge.syncing import may_write, plan_changes

if TYPE_CHECKING:
    from knowledge.loading import RecordsFile
    from knowledge.publications import Action, Note, Pointer
    from knowledge.snapshots import Files
    from knowledge.store import VersionStore
    from knowledge.syncing import FolderState


def publish_files(  # noqa: PLR0913  what is published, over what, and what is noted of it
    store: VersionStore, version: str, files: Files, *, base: str | None, note: Note, action: Action = "publish"
) -> FolderState:
    """Let a version that was built of these files answer, and bring the records folder to them.

    One write of the pointer decides: before it the old version answers, after it the new one, whatever happens. What is
    still to be done in the folder is written down in the pointer, and taken up by whoever looks at it next.

    Args:
        store: The versions, and the pointer of the records folder.
        version: The name of the version.
        files: What it was built of.
        base: The version that answered when this was decided.
        note: Who decided it, why, and how much it changes.
        action: How it came to that.

    Raises:
        OutdatedError: Another version answers by now.
        VersionNotFoundError: The version was not built.
        OSError: Nothing could be published; the old version answers.
    """
    with store.pointer.alone():
        store.finish()
        pointer = store.pointer.read()
        if (pointer.version if pointer else None) != base:
            raise OutdatedError(pointer.version if pointer else None)
        store.prove(version)
        before, state = _look_at_folder(store, pointer)
        unfinished = pointer.unwritten if pointer else {}
        target = fingerprint_of(as_records(files, store.records))
        if state in {"written", "unfinished"}:
            plan = plan_changes(before, files, unfinished)
            store.pointer.move(version, action, note, fingerprint=target, folder_version=version, unwritten=plan)
            state = store.finish()
        else:
            store.pointer.move(
                version,
                action,
                note,
                fingerprint=fingerprint_of(as_records(before, store.records)),
                folder_version=pointer.folder_version if pointer and state != "edited" else None,
                ahead=pointer is None or state == "edited" or version != pointer.folder_version,
            )
    prune(store)
    return state


def _look_at_folder(store: VersionStore, pointer: Pointer | None) -> tuple[Files, FolderState]:
    """The folder's files, and whether they may be replaced: they must have been published, and must be writable."""
    try:
        files = files_in(store.records)
    except InvalidRecordsError:
        return {}, "not_writable"
    if pointer and pointer.unwritten:
        return files, "unfinished"
    if pointer is None or not _is_published(as_records(files, store.records), pointer):
        return files, "edited"
    return files, "written" if may_write(store.records) else "not_writable"


def _is_published(read: list[RecordsFile], pointer: Pointer) -> bool:
    """Whether the folder holds what was published, so that replacing it loses nobody's work."""
    if pointer.fingerprint == fingerprint_of(read) and pointer.folder_version is not None:
        return True
    try:
        version = name_of_content(content_of(read))
    except InvalidRecordsError:
        return False
    if pointer.folder_version is None:
        return version in {entry.version for entry in pointer.history}
    return version in {pointer.folder_version, pointer.version}
