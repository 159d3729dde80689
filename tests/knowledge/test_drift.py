"""Folder and publication gone apart: which is newer, what to do, and how `pull` brings them together."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from knowledge import publishing, syncing
from knowledge.drift import find_drift, pull
from knowledge.errors import OutdatedError
from knowledge.loading import content_of
from knowledge.opening import open_knowledge
from knowledge.publications import Note
from knowledge.publishing import publish_files
from knowledge.snapshots import as_records, files_in, unpack
from knowledge.store import VersionStore
from tests.support.records import make_source, make_topic, write_records

if TYPE_CHECKING:
    from pathlib import Path

TOPIC = "topics/1-an-sinh.json"


@pytest.fixture
def store(tmp_path: Path) -> VersionStore:
    records = write_records(tmp_path / "records").resolve()
    open_knowledge(records, tmp_path / "var")
    return VersionStore(tmp_path / "var", records)


def publish_without_folder(store: VersionStore, title: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    text = json.dumps(make_topic(title=title), ensure_ascii=False)
    files = {**store.files_of(store.current() or ""), TOPIC: text.encode()}
    version = store.add(content_of(as_records(files, store.records)), files)
    with monkeypatch.context() as patch:
        patch.setattr(publishing, "may_write", lambda _: False)
        assert publish_files(store, version, files, base=store.current(), note=Note("7")) == "not_writable"
    return files


def edit(store: VersionStore, title: str) -> None:
    write_records(store.records, make_source(), make_topic(title=title))


def test_same_folder_and_publication_are_nothing_to_tell(store: VersionStore, tmp_path: Path) -> None:
    assert find_drift(store) is None
    assert find_drift(VersionStore(tmp_path / "nothing", store.records)) is None
    path = store.records / TOPIC
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8"))), encoding="utf-8")
    assert find_drift(store) is None


def test_edited_folder_is_newer(store: VersionStore) -> None:
    edit(store, "Sửa ở bàn")
    drift = find_drift(store)
    assert drift
    assert drift.kind == "folder_newer"
    assert "thidua knowledge rollback" in str(drift)


def test_phone_publication_without_the_folder_is_newer_until_pulled(
    store: VersionStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = publish_without_folder(store, "Từ điện thoại", monkeypatch)
    drift = find_drift(store)
    assert drift
    assert (drift.kind, drift.version) == ("published_newer", store.current())

    assert pull(store, store.records) == ([TOPIC], None)
    assert files_in(store.records) == files
    assert find_drift(store) is None
    assert len(store.history()) == 2
    edit(store, "Sửa tiếp ở bàn")
    assert open_knowledge(store.records, store.folder.parent)[1].topics[0].title == "Sửa tiếp ở bàn"


def test_both_changed_is_said_and_pull_asks_before_it_replaces(
    store: VersionStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = publish_without_folder(store, "Từ điện thoại", monkeypatch)
    edit(store, "Sửa ở bàn")
    edited = files_in(store.records)
    drift = find_drift(store)
    assert drift
    assert drift.kind == "both_changed"

    with pytest.raises(OutdatedError):
        pull(store, store.records)
    assert files_in(store.records) == edited
    changed, archive = pull(store, store.records, force=True)
    assert archive
    assert (changed, unpack(archive.read_bytes()), files_in(store.records)) == ([TOPIC], edited, files)


def test_rolled_back_publication_is_told_of(store: VersionStore) -> None:
    edit(store, "Mới")
    store.publish_records()
    store.rollback()

    drift = find_drift(store)

    assert drift
    assert drift.kind == "published_newer"


def test_pull_into_a_copy_elsewhere_changes_only_that(
    store: VersionStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = publish_without_folder(store, "Từ điện thoại", monkeypatch)
    copy = write_records(tmp_path / "copy")

    assert pull(store, copy)[0] == [TOPIC]
    assert files_in(copy) == files
    assert find_drift(store)
    assert pull(store, tmp_path / "none" / "yet")[0] == sorted(files)


def test_pull_that_stops_half_way_is_taken_up_later(store: VersionStore, monkeypatch: pytest.MonkeyPatch) -> None:
    files = publish_without_folder(store, "Từ điện thoại", monkeypatch)

    def fail(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(syncing, "write_whole", fail)
        with pytest.raises(OSError, match="could not be written"):
            pull(store, store.records)

    assert open_knowledge(store.records, store.folder.parent)[1].topics[0].title == "Từ điện thoại"
    assert files_in(store.records) == files


def test_broken_folder_is_for_the_check_to_tell(store: VersionStore) -> None:
    (store.records / TOPIC).write_bytes(b"{")
    assert find_drift(store) is None
