"""Whether the records folder and what is published have gone apart, which of them is newer, and what to do then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from knowledge.errors import InvalidRecordsError, OutdatedError
from knowledge.loading import content_of
from knowledge.publications import Note
from knowledge.snapshots import as_records, files_in, pack
from knowledge.store import fingerprint_of, name_of_content
from knowledge.syncing import carry_out, plan_changes
from knowledge.writing import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.store import VersionStore

Kind = Literal["folder_newer", "published_newer", "both_changed"]

_ADVICE: dict[Kind, str] = {
    "folder_newer": "Thư mục hồ sơ mới hơn bản đã xuất bản {version}: bản trong thư mục sẽ được xuất bản."
    " Không muốn vậy: “thidua knowledge rollback”"
    " / the records folder is newer than the published version {version}: the folder will be published;"
    " “thidua knowledge rollback” takes that back",
    "published_newer": "Bản đã xuất bản {version} mới hơn thư mục hồ sơ và đang trả lời."
    " Chạy “thidua knowledge pull” để đưa bản ấy về thư mục"
    " / the published version {version} is newer than the records folder, and answers;"
    " “thidua knowledge pull” brings it to the folder",
    "both_changed": "Thư mục hồ sơ và bản đã xuất bản {version} đều đã thay đổi; bản đã xuất bản đang trả lời."
    " Xem “thidua knowledge diff {version} {folder}”, rồi chọn “thidua knowledge pull” hoặc “thidua knowledge publish”"
    " / the records folder and the published version {version} have both changed; the published one answers:"
    " look at “thidua knowledge diff {version} {folder}”, then choose “thidua knowledge pull” or “… publish”",
}


@dataclass(frozen=True, slots=True)
class Drift:
    """How folder and publication differ."""

    kind: Kind
    version: str
    folder: Path

    def __str__(self) -> str:
        return _ADVICE[self.kind].format(version=self.version, folder=self.folder)


def find_drift(store: VersionStore) -> Drift | None:
    """Compare, quickly where nothing changed; None where both are the same, or the folder is broken or half-written."""
    pointer = store.pointer.read()
    if pointer is None or pointer.unwritten:
        return None
    try:
        read = as_records(files_in(store.records), store.records)
        if pointer.fingerprint == fingerprint_of(read) and pointer.folder_version is not None:
            version = pointer.folder_version
        else:
            version = name_of_content(content_of(read))
    except InvalidRecordsError:
        return None
    if version == pointer.version:
        return None
    is_folder_unchanged = version == pointer.folder_version or pointer.fingerprint == fingerprint_of(read)
    kind: Kind = "published_newer" if is_folder_unchanged else "both_changed" if pointer.ahead else "folder_newer"
    return Drift(kind, pointer.version, store.records)


def pull(store: VersionStore, into: Path, *, force: bool = False) -> tuple[list[str], Path | None]:
    """Bring what is published to a records folder.

    Args:
        store: The versions, and the pointer of the records folder.
        into: The folder: the one that was published from, or a copy of it elsewhere.
        force: Replace files though they were edited; what was there is kept in an archive.

    Returns:
        The files that were changed, and the archive of what the folder held before, if that was never published.

    Raises:
        OutdatedError: The folder was edited since, and nothing was changed.
        VersionNotFoundError: Nothing was published.
        OSError: A file cannot be written.
    """
    with store.pointer.alone():
        store.finish()
        pointer = store.pointer.read()
        version = pointer.version if pointer else ""
        after = store.files_of(version)
        before = _files_in_any(into)
        plan = plan_changes(before, after)
        archive = None
        if pointer and plan and not _was_published(store, before, into):
            if not force:
                raise OutdatedError(version)
            archive = store.folder / "replaced" / f"{fingerprint_of(as_records(before, into))[:16]}.zip"
            write_whole(archive, pack(before))
        if pointer and into.resolve() == store.records:
            target = fingerprint_of(as_records(after, into))
            store.pointer.move(version, "publish", Note(), fingerprint=target, folder_version=version, unwritten=plan)
            if store.finish() != "written":
                raise OSError(f"không ghi được hết thư mục hồ sơ / the records folder could not be written: {into}")
        else:
            carry_out(plan, into, after)
    return list(plan), archive


def _files_in_any(folder: Path) -> dict[str, bytes]:
    try:
        return files_in(folder)
    except InvalidRecordsError:
        return {}


def _was_published(store: VersionStore, files: dict[str, bytes], folder: Path) -> bool:
    if not files:
        return True
    try:
        version = name_of_content(content_of(as_records(files, folder)))
    except InvalidRecordsError:
        return False
    return version in {entry.version for entry in store.history()}
