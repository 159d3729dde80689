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


@pytest.mark.parametrize("command", ["ask", "evaluate"])
def test_broken_records_without_an_earlier_version_end_with_every_problem(
    records: Path, found_set: Path, command: str
) -> None:
    write_records(records, b"{", b"[]")

    result = CliRunner().invoke(main, [command, str(found_set), "--knowledge", str(records)])

    assert (result.exit_code, result.stdout) == (1, "")
    assert isinstance(result.exception, SystemExit)
    assert f"{records}/topics/raw-0.json:1: /: " in result.stderr
    assert f"{records}/topics/raw-1.json:1: /: " in result.stderr
    assert "2 lỗi / problems" in result.stderr


def test_batch_names_each_bad_line_and_answers_all_others_in_order(records: Path, tmp_path: Path) -> None:
    batch = tmp_path / "batch.jsonl"
    good = {"id": "a", "q": QUESTION, "prev": [QUESTION]}
    bad = [
        b"{",
        b'{"q": 1}',
        b'{"q": "Ai?", "prev": 3}',
        b'{"q": "Ai?", "prev": [3]}',
        b'{"q": "\xff"}',
        b"[" * 100_000,
    ]
    bad += [b'{"id": "\\ud800", "q": "Ai?"}', b'{"q": "Ai?", "prev": ' + b"9" * 5000 + b"}"]
    lines = [json.dumps(good).encode(), *bad, b"", json.dumps({**good, "id": "b", "prev": QUESTION}).encode()]
    batch.write_bytes(b"\xef\xbb\xbf" + b"\r\n".join(lines))

    result = CliRunner().invoke(main, ["ask", "--batch", str(batch), "--knowledge", str(records)])

    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["a", "b"]
    named = [line.removeprefix(f"{batch}:").split(":")[0] for line in result.stderr.splitlines()]
    assert named == [str(number) for number in range(2, 2 + len(bad))]
    assert "a text or a list of texts" in result.stderr
    assert "not UTF-8" in result.stderr


def test_batch_from_stdin_is_answered(records: Path) -> None:
    row = json.dumps({"id": "1", "q": QUESTION}, ensure_ascii=False)

    result = CliRunner().invoke(main, ["ask", "--batch", "-", "--knowledge", str(records)], input=f"{row}\n{{\n")

    assert result.exit_code == 1
    assert json.loads(result.stdout)["status"] == "answered"
    assert "stdin>:2: " in result.stderr


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
