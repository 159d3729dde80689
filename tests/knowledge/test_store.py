"""Versions and the pointer: immutable, atomic, quick to open, and never half of anything."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from knowledge import validation
from knowledge.errors import InvalidRecordsError, VersionNotFoundError
from knowledge.loading import load_content, shipped_records
from knowledge.opening import open_knowledge
from knowledge.store import VersionStore
from tests.support.records import make_record, make_source, make_topic, write_records


@pytest.fixture
def records(tmp_path: Path) -> Path:
    return write_records(tmp_path / "records")


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "var"


def change(records: Path, subject: str) -> None:
    write_records(records, make_source(), make_topic(make_record(subject=subject)))


def subject_of(opened: tuple[str, Any, Any]) -> str:
    subject: str = opened[1].topics[0].records[0].subject
    return subject


def test_built_version_gives_back_the_same_content(data_dir: Path) -> None:
    version, content, problems = open_knowledge(shipped_records(), data_dir)

    assert problems == []
    assert content == load_content(shipped_records())
    assert VersionStore(data_dir).load(version) == content
    assert [topic.topic for topic in VersionStore(data_dir).load(version).topics] == [
        topic.topic for topic in content.topics
    ]


def test_unchanged_records_are_opened_without_being_parsed(
    records: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = open_knowledge(records, data_dir)
    monkeypatch.setattr(validation, "parse", lambda _: pytest.fail("parsed again"))

    assert open_knowledge(records, data_dir) == first


def test_changed_records_are_built_and_published(records: Path, data_dir: Path) -> None:
    before = open_knowledge(records, data_dir)
    change(records, "Nhà mới")

    after = open_knowledge(records, data_dir)

    assert subject_of(after) == "Nhà mới"
    assert after[0] != before[0]
    assert VersionStore(data_dir, records).current() == after[0]
    assert VersionStore(data_dir, records).load(before[0]) == before[1]


def test_same_content_has_the_same_name_however_it_is_laid_out(records: Path, data_dir: Path) -> None:
    first = VersionStore(data_dir).build(records)
    for path in records.rglob("*.json"):
        path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8"))), encoding="utf-8")

    assert VersionStore(data_dir).build(records) == first


def test_broken_records_leave_the_last_good_version_answering(records: Path, data_dir: Path) -> None:
    good = open_knowledge(records, data_dir)
    (records / "topics" / "broken.json").write_text("{", encoding="utf-8")

    version, content, problems = open_knowledge(records, data_dir)

    assert (version, content) == good[:2]
    assert [problem.file.name for problem in problems] == ["broken.json"]


def test_vanished_records_leave_the_last_good_version_answering(records: Path, data_dir: Path) -> None:
    good = open_knowledge(records, data_dir)
    shutil.rmtree(records)

    assert open_knowledge(records, data_dir)[0] == good[0]


def test_broken_records_without_a_good_version_are_an_error(records: Path, data_dir: Path) -> None:
    (records / "topics" / "broken.json").write_text("{", encoding="utf-8")

    with pytest.raises(InvalidRecordsError):
        open_knowledge(records, data_dir)


def test_another_folder_never_answers_for_this_one(records: Path, data_dir: Path, tmp_path: Path) -> None:
    open_knowledge(shipped_records(), data_dir)
    open_knowledge(records, data_dir)
    other = write_records(tmp_path / "other", b"{")

    with pytest.raises(InvalidRecordsError):
        open_knowledge(other, data_dir)
    assert len(open_knowledge(shipped_records(), data_dir)[1].topics) > 1


def test_read_only_data_folder_means_a_version_in_memory(records: Path, tmp_path: Path) -> None:
    data_dir = tmp_path / "file"
    data_dir.write_text("no folder", encoding="utf-8")

    version, content, problems = open_knowledge(records, data_dir)

    assert (len(version), len(content.topics), problems) == (16, 1, [])


@pytest.mark.parametrize("damage", [b"", b"{}", b"\xff"])
def test_damaged_version_is_noticed_and_built_again(records: Path, data_dir: Path, damage: bytes) -> None:
    version, content, _ = open_knowledge(records, data_dir)
    path = data_dir / "knowledge" / "versions" / f"{version}.json"
    path.write_bytes(damage)

    with pytest.raises(VersionNotFoundError):
        VersionStore(data_dir).load(version)
    assert open_knowledge(records, data_dir) == (version, content, [])
    assert VersionStore(data_dir).load(version) == content


@pytest.mark.parametrize("damage", [b"", b"[]", b'{"history": [{}]}', b'{"history": 1}', b"\xff"])
def test_damaged_pointer_is_set_anew(records: Path, data_dir: Path, damage: bytes) -> None:
    first = open_knowledge(records, data_dir)
    (pointer,) = (data_dir / "knowledge" / "current").glob("*.json")
    pointer.write_bytes(damage)

    assert open_knowledge(records, data_dir) == first
    assert VersionStore(data_dir, records).current() == first[0]


@pytest.mark.parametrize("version", ["", "..", "../../etc/passwd", "0123456789abcdef", "Z" * 16])
def test_unknown_version_is_an_error_with_its_name(data_dir: Path, version: str) -> None:
    with pytest.raises(VersionNotFoundError) as caught:
        VersionStore(data_dir).load(version)

    assert caught.value.version == version


def test_version_of_another_programs_making_is_not_opened(data_dir: Path) -> None:
    raw = b'{"sources": {"1": {"colour": "blue"}}, "lexicon": {"1": {}}}'
    store = VersionStore(data_dir)
    store.versions.mkdir(parents=True)
    from knowledge.store import name_of

    (store.versions / f"{name_of(raw)}.json").write_bytes(raw)

    with pytest.raises(VersionNotFoundError):
        store.load(name_of(raw))


def test_rolling_back_holds_until_the_records_change(records: Path, data_dir: Path) -> None:
    store = VersionStore(data_dir, records)
    names = []
    for subject in ("Một", "Hai", "Ba"):
        change(records, subject)
        names.append(open_knowledge(records, data_dir)[0])

    assert store.rollback() == names[1]
    assert subject_of(open_knowledge(records, data_dir)) == "Hai"
    assert store.rollback() == names[0]
    with pytest.raises(VersionNotFoundError):
        store.rollback()
    change(records, "Bốn")
    assert subject_of(open_knowledge(records, data_dir)) == "Bốn"
    assert store.rollback() == names[0]
    assert [entry.action for entry in store.history()] == ["publish"] * 3 + ["rollback"] * 2 + ["publish", "rollback"]


def test_publishing_again_what_is_published_adds_no_history(records: Path, data_dir: Path) -> None:
    store = VersionStore(data_dir, records)
    version = store.publish_records()
    store.publish(version)

    assert [entry.version for entry in store.history()] == [version]


def test_building_publishes_nothing(records: Path, data_dir: Path) -> None:
    store = VersionStore(data_dir, records)
    version = store.build(records)

    assert store.current() is None
    store.publish(version)
    assert store.current() == version


def test_opened_version_cannot_be_written(records: Path, data_dir: Path) -> None:
    from knowledge.store import SealedStorage

    version = VersionStore(data_dir).build(records)
    storage = SealedStorage((data_dir / "knowledge" / "versions" / f"{version}.json").read_bytes())

    with pytest.raises(OSError, match="immutable"):
        storage.write({})


STEPS = [
    (tempfile, "mkstemp"),
    (os, "fchmod"),
    (os, "fsync"),
    (Path, "replace"),
    (Path, "mkdir"),
]


class CrashError(BaseException):
    """The process dies here."""


@pytest.mark.parametrize("is_after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("occurrence", range(4))
@pytest.mark.parametrize(("owner", "step"), STEPS, ids=[step for _, step in STEPS])
def test_crash_at_any_step_leaves_the_old_version_or_the_new(  # noqa: PLR0913  the matrix of steps
    records: Path, data_dir: Path, owner: Any, step: str, occurrence: int, *, is_after: bool
) -> None:
    open_knowledge(records, data_dir)
    change(records, "Nhà mới")
    original = getattr(owner, step)
    calls = 0

    def crash(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls != occurrence + 1:
            return original(*args, **kwargs)
        if is_after:
            original(*args, **kwargs)
        raise CrashError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner, step, crash)
        with suppress(CrashError):
            open_knowledge(records, data_dir)

    store = VersionStore(data_dir, records)
    current = store.current()
    assert current
    assert store.load(current).topics[0].records[0].subject in {"Căn nhà cho hộ khó khăn", "Nhà mới"}
    assert subject_of(open_knowledge(records, data_dir)) == "Nhà mới"
    assert len(store.history()) == 2


def test_killed_process_leaves_the_old_version_or_the_new(records: Path, data_dir: Path) -> None:
    open_knowledge(records, data_dir)
    change(records, "Nhà mới")
    script = (
        "import sys, os, threading, time; from pathlib import Path\n"
        "from knowledge.opening import open_knowledge\n"
        "die = lambda: (time.sleep(float(sys.argv[3])), os.kill(os.getpid(), 9))\n"
        "threading.Thread(target=die, daemon=True).start()\n"
        "open_knowledge(Path(sys.argv[1]), Path(sys.argv[2])); time.sleep(1)\n"
    )
    for delay in ("0.001", "0.004", "0.008", "0.016"):
        subprocess.run([sys.executable, "-c", script, str(records), str(data_dir), delay], check=False)
        current = VersionStore(data_dir, records).current()
        assert current
        assert VersionStore(data_dir, records).load(current)

    assert subject_of(open_knowledge(records, data_dir)) == "Nhà mới"


def _publish_in_turn(job: tuple[Path, Path, list[str]]) -> None:
    records, data_dir, versions = job
    for version in versions:
        VersionStore(data_dir, records).publish(version)


def test_processes_that_publish_at_once_lose_no_entry(records: Path, data_dir: Path) -> None:
    store = VersionStore(data_dir, records)
    versions = []
    for number in range(6):
        change(records, f"Nhà {number}")
        versions.append(store.build(records))

    with ProcessPoolExecutor(3) as pool:
        list(pool.map(_publish_in_turn, [(records, data_dir, versions[start::3]) for start in range(3)]))

    assert sorted(entry.version for entry in store.history()) == sorted(versions)


def test_processes_that_open_at_once_agree(records: Path, data_dir: Path) -> None:
    with ProcessPoolExecutor(3) as pool:
        opened = list(pool.map(open_knowledge, [records] * 6, [data_dir] * 6))

    assert len({version for version, _, _ in opened}) == 1
    assert not list((data_dir / "knowledge").rglob("*.tmp"))


def test_trial_answers_from_changed_records_and_publishes_nothing(records: Path, data_dir: Path) -> None:
    first = open_knowledge(records, data_dir)
    change(records, "Nhà mới")

    tried = open_knowledge(records, data_dir, is_trial=True)

    assert subject_of(tried) == "Nhà mới"
    assert VersionStore(data_dir, records).current() == first[0]


def test_first_trial_publishes_for_there_is_nobody_else_yet(records: Path, data_dir: Path) -> None:
    version, _, _ = open_knowledge(records, data_dir, is_trial=True)

    assert VersionStore(data_dir, records).current() == version
