"""The commands about versions: what is said of who published, and how a folder is brought to what is published."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from bot.cli_knowledge import knowledge
from knowledge import publishing
from knowledge.loading import content_of
from knowledge.publications import Note
from knowledge.publishing import publish_files
from knowledge.snapshots import as_records
from knowledge.store import VersionStore
from tests.support.records import make_record, make_source, make_topic, write_records

if TYPE_CHECKING:
    from pathlib import Path

TOPIC = "topics/1-an-sinh.json"


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("KNOWLEDGE_DIR", str(tmp_path / "records"))
    return write_records(tmp_path / "records")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(knowledge, [str(argument) for argument in arguments])


def publish_from_phone(records: Path, title: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Publish where the records folder cannot be written."""
    store = VersionStore(records.parent / "var", records)
    files = {**store.files_of(store.current() or ""), TOPIC: json.dumps(make_topic(title=title)).encode()}
    version = store.add(content_of(as_records(files, store.records)), files)
    with monkeypatch.context() as patch:
        patch.setattr(publishing, "may_write", lambda _: False)
        publish_files(store, version, files, base=store.current(), note=Note("7", "gọn hơn", 3))


def test_published_version_is_compiled_before_anyone_is_answered_by_it(records: Path) -> None:
    version = run("publish", "--why", "lần đầu").stdout.strip()

    assert list((records.parent / "var" / "knowledge" / "compiled").glob(f"{version}-*"))
    assert "xuất bản / published · “lần đầu”" in run("history").stdout


def test_history_tells_who_published_from_the_phone_and_why(records: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("publish")
    publish_from_phone(records, "Mới", monkeypatch)

    assert "Telegram 7 · “gọn hơn” · 3 câu trả lời đổi" in run("history").stdout.splitlines()[0]


def test_pull_brings_what_the_phone_published_and_is_quiet_the_second_time(
    records: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("publish")
    publish_from_phone(records, "Mới", monkeypatch)

    first, second = run("pull"), run("pull")

    assert (first.exit_code, first.stdout.split()) == (0, [TOPIC])
    assert "Mới" in json.loads((records / TOPIC).read_bytes())["title"]
    assert (second.exit_code, second.stdout) == (0, "")


def test_pull_over_edits_asks_for_force_and_keeps_a_copy(records: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("publish")
    publish_from_phone(records, "Mới", monkeypatch)
    write_records(records, make_source(), make_topic(make_record(subject="Sửa ở bàn")))

    refused, forced = run("pull"), run("pull", "--force")

    assert refused.exit_code == 1
    assert "pull --force" in refused.stderr
    assert forced.stdout.split() == [TOPIC]
    assert "replaced" in forced.stderr


def test_rollback_says_that_the_folder_is_as_it_was(records: Path) -> None:
    run("publish")
    write_records(records, make_source(), make_topic(make_record(subject="Nhà mới")))
    run("publish")

    assert "thidua knowledge pull" in run("rollback").stderr
    assert run("pull").stdout.split() == [TOPIC]
