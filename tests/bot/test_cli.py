"""`ask` and `evaluate` at the command line, and what the quick commands must never import."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from bot.cli import main
from tests.support.records import write_records

if TYPE_CHECKING:
    from pathlib import Path

QUESTION = "Đã xây bao nhiêu căn nhà?"
_WITHOUT_TELEGRAM = """
import sys
from bot.cli import main
try:
    main(sys.argv[1:])
finally:
    heavy = {"telegram", "sqlalchemy", "alembic", "httpx", "numpy"} & set(sys.modules)
    assert not heavy, heavy
"""


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "var"))
    monkeypatch.chdir(tmp_path)
    return write_records(tmp_path / "records")


@pytest.fixture
def found_set(tmp_path: Path) -> Path:
    path = tmp_path / "found.jsonl"
    rows = [
        {"id": "1", "q": QUESTION, "style": "formal", "all_of": ["145"]},
        {"id": "2", "q": QUESTION, "style": "casual", "all_of": ["146"], "any_of": ["nhà", "căn"]},
    ]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def test_asked_question_is_answered_with_its_quote(records: Path) -> None:
    result = CliRunner().invoke(main, ["ask", QUESTION, "--knowledge", str(records)])

    assert result.exit_code == 0
    assert result.output.startswith("145 căn nhà")
    assert "“xây dựng 145 căn nhà" in result.output


@pytest.mark.parametrize("arguments", [["ask"], ["ask", "q", "--batch", "-"], ["evaluate"], ["evaluate", "none.jsonl"]])
def test_wrong_usage_ends_with_code_2(records: Path, arguments: list[str]) -> None:
    assert CliRunner().invoke(main, [*arguments, "--knowledge", str(records)]).exit_code == 2


def test_evaluation_prints_a_table_and_the_failures_apart(records: Path, found_set: Path) -> None:
    result = CliRunner().invoke(main, ["evaluate", str(found_set), "--fails", "5", "--knowledge", str(records)])

    assert result.exit_code == 0
    assert result.stdout.splitlines()[1].split()[:4] == ["found", "(all)", "2", "50.0"]
    assert "found 2 [casual]" in result.stderr
    assert "146 + nhà | căn" in result.stderr
    assert "found 1" not in result.stderr


def test_evaluation_for_machines_is_json(records: Path, found_set: Path) -> None:
    result = CliRunner().invoke(main, ["evaluate", str(found_set), "--json", "--knowledge", str(records)])

    whole = json.loads(result.stdout)[0]
    assert (whole["set"], whole["kind"], whole["style"], whole["questions"]) == ("found", "found", None, 2)
    assert whole["counts"]["right"] == whole["counts"]["wrong"] == 1


def test_evaluation_of_a_broken_set_names_the_line(records: Path, found_set: Path) -> None:
    found_set.write_text('{"q": "Ai?", "all_of": ["x"]}\n{"q": 1}\n', encoding="utf-8")

    result = CliRunner().invoke(main, ["evaluate", str(found_set), "--knowledge", str(records)])

    assert result.exit_code == 1
    assert f"{found_set}:2: " in result.stderr


def test_quick_commands_import_neither_telegram_nor_a_database(records: Path, found_set: Path) -> None:
    for arguments in (
        ["ask", QUESTION],  # compiles
        ["ask", QUESTION],  # reads what was compiled
        ["evaluate", str(found_set)],
        ["knowledge", "check"],
        ["knowledge", "build"],
    ):
        ended = subprocess.run(
            [sys.executable, "-c", _WITHOUT_TELEGRAM, "--knowledge", str(records), *arguments],
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr
