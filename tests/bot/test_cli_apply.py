"""`thidua questions apply` from the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from bot.cli import main
from tests.support.records import make_source, make_topic, write_records

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_records(tmp_path / "records", make_source(), make_topic())
    (tmp_path / "var" / "proposals").mkdir(parents=True)
    return tmp_path


def propose(folder: Path, name: str, value: object) -> Path:
    path = folder / "var" / "proposals" / name
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return path


def run(folder: Path, *arguments: str) -> Result:
    environment = {"DATA_DIR": str(folder / "var"), "KNOWLEDGE_DIR": str(folder / "records")}
    return CliRunner().invoke(main, ["questions", "apply", *arguments], env=environment)


def test_changed_files_are_named_and_what_waits_is_told_apart(folder: Path) -> None:
    propose(folder, "nhom-1.json", {"records": [{"id": "nha-o", "phrasings": ["Xây mấy mái ấm?"]}]})
    waiting = propose(folder, "nhom-2.json", {"records": [], "questions": ["?"]})
    result = run(folder)
    assert result.exit_code == 0
    assert result.stdout == f"{folder / 'records' / 'topics' / '1-an-sinh.json'}\n"
    assert "1 đề xuất" in result.stderr
    assert str(waiting) in result.stderr
    assert waiting.exists()


def test_given_files_alone_are_applied(folder: Path) -> None:
    one = propose(folder, "nhom-1.json", {"records": [{"id": "nha-o", "phrasings": ["Xây mấy mái ấm?"]}]})
    two = propose(folder, "nhom-2.json", {"records": [{"id": "nha-o", "phrasings": ["Mấy nhà tình thương?"]}]})
    assert run(folder, str(two)).exit_code == 0
    assert (one.exists(), two.exists()) == (True, False)


def test_dry_run_writes_nothing(folder: Path) -> None:
    one = propose(folder, "nhom-1.json", {"records": [{"id": "nha-o", "phrasings": ["Xây mấy mái ấm?"]}]})
    before = (folder / "records" / "topics" / "1-an-sinh.json").read_bytes()
    assert "1-an-sinh.json" in run(folder, "--dry-run").stdout
    assert (folder / "records" / "topics" / "1-an-sinh.json").read_bytes() == before
    assert one.exists()


def test_problem_ends_with_its_place_and_code_1(folder: Path) -> None:
    propose(folder, "nhom-1.json", {"records": [{"id": "khong-co"}]})
    result = run(folder)
    assert result.exit_code == 1
    assert "nhom-1.json:1: /records/0/id: chưa có bản ghi này" in result.stdout
    assert "chưa ghi gì" in result.stderr
