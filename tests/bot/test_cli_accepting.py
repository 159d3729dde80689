"""`thidua knowledge accept`: drafts one after the other, taken, dropped or left, and never half a file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from bot.cli_knowledge import knowledge
from tests.support.records import make_record, make_source, make_topic, write_records

if TYPE_CHECKING:
    from pathlib import Path

TOPIC = "1-an-sinh.json"


@pytest.fixture(autouse=True)
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("KNOWLEDGE_DIR", str(tmp_path / "records"))
    drafts = [make_record(id=f"nhap-{n}", phrasings=[f"Câu hỏi số {n}?"], draft=True) for n in range(1, 5)]
    return write_records(tmp_path / "records", make_source(), make_topic(make_record(), *drafts))


def run(*arguments: str, answers: str | None = None) -> Result:
    return CliRunner().invoke(knowledge, ["accept", *arguments], input=answers)


def marks(records: Path) -> dict[str, bool]:
    topic: dict[str, Any] = json.loads((records / "topics" / TOPIC).read_text(encoding="utf-8"))
    return {record["id"]: record.get("draft", False) for record in topic["records"]}


def test_each_draft_is_shown_and_taken_dropped_or_left(records: Path) -> None:
    result = run("an-sinh", answers="c\nk\ns\nt\n")

    assert result.exit_code == 0, result.output
    assert marks(records) == {"nha-o": False, "nhap-1": False, "nhap-3": True, "nhap-4": True}
    assert "Câu hỏi số 1?" in result.output
    assert "1 nhận / taken, 1 bỏ / dropped, 2 còn nháp / still drafts" in result.stderr


def test_slip_of_the_finger_is_asked_again_and_capitals_will_do(records: Path) -> None:
    result = run(answers="x\nC\nt\n")

    assert "hãy gõ c, k, s hoặc t" in result.output
    assert [name for name, is_draft in marks(records).items() if not is_draft] == ["nha-o", "nhap-1"]


def test_stopping_in_the_middle_keeps_what_was_decided(records: Path) -> None:
    result = run(answers="c\n")  # the input ends here, as with Ctrl-D

    assert result.exit_code == 0
    assert marks(records)["nhap-1"] is False
    assert marks(records)["nhap-2"] is True


def test_all_or_named_ones_are_taken_without_a_question(records: Path) -> None:
    assert run("--id", "nhap-3").exit_code == 0
    assert [name for name, is_draft in marks(records).items() if is_draft] == ["nhap-1", "nhap-2", "nhap-4"]
    assert run("an-sinh", "--all").exit_code == 0
    assert not any(marks(records).values())
    assert run().stderr.startswith("Không có bản nháp")


def test_unknown_draft_or_record_that_answers_is_refused(records: Path) -> None:
    before = marks(records)

    assert run("--id", "nha-o").exit_code == 1
    assert run("--id", "nowhere").exit_code == 1
    assert marks(records) == before


def test_broken_files_are_left_alone_and_the_rest_is_taken(records: Path) -> None:
    broken = records / "topics" / "broken.json"
    broken.write_text('{"topic": "x", "topic": "y", "records": [{"draft": true}]}', encoding="utf-8")

    assert run("--all").exit_code == 0
    assert not any(marks(records).values())
    assert broken.read_text(encoding="utf-8").count("topic") == 2
