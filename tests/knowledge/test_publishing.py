"""Publishing a set of files: one step decides, the records folder follows, and no crash leaves half of anything."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from knowledge import publishing, syncing
from knowledge.errors import OutdatedError
from knowledge.loading import content_of
from knowledge.opening import open_knowledge
from knowledge.pruning import KEPT_VERSIONS, prune
from knowledge.publications import Note
from knowledge.publishing import publish_files
from knowledge.snapshots import as_records, files_in, pack, unpack
from knowledge.store import VersionStore
from tests.support import crashing
from tests.support.records import make_record, make_source, make_topic, write_records

if TYPE_CHECKING:
    from knowledge.syncing import FolderState

TOPIC = "topics/1-an-sinh.json"


@pytest.fixture
def records(tmp_path: Path) -> Path:
    return write_records(tmp_path / "records").resolve()


@pytest.fixture
def store(tmp_path: Path, records: Path) -> VersionStore:
    open_knowledge(records, tmp_path / "var")
    return VersionStore(tmp_path / "var", records)


def dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode()


def with_title(store: VersionStore, title: str) -> dict[str, bytes]:
    return {**store.files_of(store.current() or ""), TOPIC: dump(make_topic(title=title))}


def publish(store: VersionStore, files: dict[str, bytes], **more: Any) -> FolderState:
    version = store.add(content_of(as_records(files, store.records)), files)
    return publish_files(store, version, files, **{"base": store.current(), "note": Note("7", "vì thử", 3), **more})


def title_of(store: VersionStore) -> str:
    content = open_knowledge(store.records, store.folder.parent)[1]
    return content.topics[0].title


def test_published_files_answer_and_stand_in_the_folder(store: VersionStore) -> None:
    files = with_title(store, "Mới")
    files["topics/them.json"] = dump(make_topic(make_record(id="khac", phrasings=[]), topic="them"))

    assert publish(store, files) == "written"
    assert files_in(store.records) == files
    assert title_of(store) == "Mới"
    assert (store.history()[-1].by, store.history()[-1].why, store.history()[-1].changed) == ("7", "vì thử", 3)
    assert len(store.history()) == 2


def test_going_back_brings_the_folder_back_byte_by_byte(store: VersionStore) -> None:
    before, first = files_in(store.records), store.current() or ""
    files = with_title(store, "Mới")
    files["topics/them.json"] = dump(make_topic(make_record(id="khac", phrasings=[]), topic="them"))
    publish(store, files)

    state = publish_files(store, first, store.files_of(first), base=store.current(), note=Note("7"), action="rollback")

    assert state == "written"
    assert files_in(store.records) == before
    assert open_knowledge(store.records, store.folder.parent)[0] == first


def test_second_editor_over_an_older_version_is_refused(store: VersionStore) -> None:
    base = store.current()
    publish(store, with_title(store, "Người thứ nhất"))

    with pytest.raises(OutdatedError) as caught:
        publish(store, with_title(store, "Người thứ hai"), base=base)

    assert caught.value.current == store.current()
    assert title_of(store) == "Người thứ nhất"


def test_folder_that_cannot_be_written_is_left_and_told_of(
    store: VersionStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files_in(store.records)
    monkeypatch.setattr(publishing, "may_write", lambda _: False)

    assert publish(store, with_title(store, "Mới")) == "not_writable"
    assert files_in(store.records) == before
    assert title_of(store) == "Mới"


def test_changed_folder_never_replaces_what_only_the_phone_published(
    store: VersionStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(publishing, "may_write", lambda _: False)
        publish(store, with_title(store, "Từ điện thoại"))
    write_records(store.records, make_source(), make_topic(title="Từ bàn làm việc"))

    assert title_of(store) == "Từ điện thoại"
    store.publish_records()
    assert title_of(store) == "Từ bàn làm việc"


def test_edits_in_the_folder_are_never_overwritten(store: VersionStore) -> None:
    write_records(store.records, make_source(), make_topic(title="Chưa xuất bản"))

    assert publish(store, with_title(store, "Từ điện thoại")) == "edited"
    assert "Chưa xuất bản" in (store.records / TOPIC).read_text(encoding="utf-8")
    assert title_of(store) == "Từ điện thoại"


def test_folder_that_becomes_writable_catches_up_with_the_next_publication(
    store: VersionStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(publishing, "may_write", lambda _: False)
        publish(store, with_title(store, "Một"))

    assert publish(store, with_title(store, "Hai")) == "written"
    assert files_in(store.records) == store.files_of(store.current() or "")


def test_full_disk_half_way_is_taken_up_later(store: VersionStore, monkeypatch: pytest.MonkeyPatch) -> None:
    files = with_title(store, "Mới")
    files["topics/them.json"] = dump(make_topic(make_record(id="khac", phrasings=[]), topic="them"))

    def fill(path: Path, *args: Any) -> None:
        if path.name == "them.json":
            raise OSError(28, "No space left on device")
        write(path, *args)

    write = syncing.write_whole
    with monkeypatch.context() as patch:
        patch.setattr(syncing, "write_whole", fill)
        assert publish(store, files) == "unfinished"
        assert title_of(store) == "Mới"
        with pytest.raises(OSError, match="half-written"):
            store.publish_records()

    assert title_of(store) == "Mới"
    assert files_in(store.records) == files


def test_next_publication_after_a_full_disk_brings_the_folder_to_itself(
    store: VersionStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(syncing, "write_whole", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
        assert publish(store, with_title(store, "Một")) == "unfinished"
        assert publish(store, with_title(store, "Hai")) == "unfinished"

    assert title_of(store) == "Hai"
    assert files_in(store.records) == store.files_of(store.current() or "")


def test_file_edited_while_the_folder_was_half_written_is_left_alone(
    store: VersionStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(syncing, "write_whole", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
        publish(store, with_title(store, "Một"))
    (store.records / TOPIC).write_bytes(dump(make_topic(title="Của biên tập viên")))

    assert title_of(store) == "Một"
    assert "Của biên tập viên" in (store.records / TOPIC).read_text(encoding="utf-8")


def test_archive_of_files_is_the_same_for_the_same_files() -> None:
    files = {"topics/a.json": b"{}", "lexicon/b.json": "ạ".encode()}

    assert pack(files) == pack(dict(reversed(files.items())))
    assert unpack(pack(files)) == files
    with pytest.raises(ValueError, match="zip"):
        unpack(b"nothing of the kind")


def test_version_without_its_files_is_laid_out_anew(store: VersionStore) -> None:
    version = store.current() or ""
    next(store.versions.glob("*.zip")).unlink()

    files = store.files_of(version)

    assert content_of(as_records(files, store.records)).topics == store.load(version).topics
    assert set(files) == {"sources/bao-thu-2024-01-02.json", "topics/an-sinh.json", "lexicon/lexicon.json"}


def test_old_versions_go_and_those_to_go_back_to_stay(store: VersionStore) -> None:
    first = store.current() or ""
    for number in range(KEPT_VERSIONS + 5):
        publish(store, with_title(store, f"Bản {number}"))
    compiled = store.folder / "compiled"
    compiled.mkdir()
    (compiled / f"{store.current()}-x").touch()

    kept = {path.stem for path in store.versions.glob("*.json")}
    assert kept == {path.stem for path in store.versions.glob("*.zip")}
    assert kept == {entry.version for entry in store.history()[-KEPT_VERSIONS:]}
    assert first not in kept
    assert store.rollback() == store.history()[-3].version
    assert list(compiled.iterdir())


def test_work_in_hand_and_other_folders_versions_are_not_pruned(store: VersionStore, tmp_path: Path) -> None:
    other = write_records(tmp_path / "other", make_source(), make_topic(title="Thư mục khác"))
    elsewhere = open_knowledge(other, tmp_path / "var")[0]
    draft = store.build(write_records(tmp_path / "draft", make_source(), make_topic(title="Nháp")))
    stale = store.build(write_records(tmp_path / "stale", make_source(), make_topic(title="Nháp cũ")))
    os.utime(store.versions / f"{stale}.json", (0, 0))

    prune(store)

    assert {path.stem for path in store.versions.glob("*.json")} == {store.current(), elsewhere, draft}


def test_damaged_pointer_stops_pruning(store: VersionStore, tmp_path: Path) -> None:
    stale = store.build(write_records(tmp_path / "stale", make_source(), make_topic(title="Nháp cũ")))
    os.utime(store.versions / f"{stale}.json", (0, 0))
    (store.folder / "current" / "broken.json").write_bytes(b"{")

    prune(store)

    assert store.load(stale)


def test_crash_at_every_step_leaves_the_old_version_or_the_new_whole(tmp_path: Path) -> None:
    place = tmp_path / "place"
    old_topic = make_topic(make_record(id="cu", phrasings=[]), topic="cu", title="Sẽ bị gỡ")
    write_records(place / "records", make_source(), make_topic(title="Cũ"), old_topic)
    open_knowledge(place / "records", place / "var")
    old = {name: raw.decode() for name, raw in files_in(place / "records").items()}
    added = make_topic(make_record(id="khac", phrasings=[]), topic="them", title="Thêm")
    new = {name: text for name, text in old.items() if name != "topics/2-cu.json"}
    new |= {TOPIC: dump(make_topic(title="Mới")).decode(), "topics/them.json": dump(added).decode()}

    done = subprocess.run(
        [sys.executable, crashing.__file__, str(tmp_path)],
        input=json.dumps(new),
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )

    start, *found = map(json.loads, done.stdout.splitlines())
    crashes = [each for each in found if each["code"]]
    assert [each["code"] for each in found if not each["code"]] == [0, 0]
    steps = found[-1]["steps"]
    assert {"mkstemp", "fdopen", "fsync", "replace", "unlink"} <= set(steps)
    assert len(crashes) == 2 * len(steps)
    assert {each["title"] for each in crashes} == {"Cũ", "Mới"}
    for each in found:
        is_new = each["title"] == "Mới"
        assert each["folder"] == (new if is_new else old)
        assert each["version"] == each["history"][-1]
        assert (each["version"] != start["version"]) == is_new
        assert (each["problems"], each["unwritten"]) == (0, False)
