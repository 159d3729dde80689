"""`thidua audit`: what operators see of the log, and exit code 1 with the first bad row where it was changed."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from bot.audit import AuditLog
from bot.cli import main
from bot.questionlog.working import Database
from tests.support.applications import sqlite_url

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    database = Database.open(sqlite_url(tmp_path))
    audit = AuditLog(database, tmp_path)
    audit.transact(lambda _, note: note(7, "role.changed", target="50", details={"from": "CITIZEN", "to": "STAFF"}))
    audit.transact(lambda _, note: note("operator", "questions.exported"))
    database.engine.dispose()
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["audit", *arguments])


def tamper(data_dir: Path, statement: str) -> None:
    with sqlite3.connect(data_dir / "questions.sqlite3") as hand:
        hand.execute("DROP TRIGGER audit_refuses_update")
        hand.execute("DROP TRIGGER audit_refuses_delete")
        hand.execute(statement)
    hand.close()


def test_untouched_log_verifies_and_prints_a_head_to_note_down(data_dir: Path) -> None:
    result = run("verify")
    assert result.exit_code == 0
    assert "2 rows" in result.stdout
    head = result.stdout.splitlines()[-1].removeprefix("--head ")
    assert run("verify", "--head", head).exit_code == 0


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE audit SET actor = '8' WHERE number = 1", "row 1: edited"),
        ("DELETE FROM audit WHERE number = 1", "rows 1–1: missing"),
        ("DELETE FROM audit WHERE number = 2", "rows 2–2: the newest rows were removed"),
        ("DELETE FROM audit", "rows 1–2: the newest rows were removed"),
    ],
)
def test_changed_log_is_named_by_its_first_bad_row(data_dir: Path, statement: str, named: str) -> None:
    tamper(data_dir, statement)
    result = run("verify")
    assert result.exit_code == 1
    assert named in result.stderr.splitlines()[0]


def test_head_of_another_log_is_a_problem(data_dir: Path) -> None:
    result = run("verify", "--head", f"1:{'0' * 64}")
    assert result.exit_code == 1
    assert "row 1: not as --head says" in result.stderr


def test_head_that_is_none_is_wrong_usage(data_dir: Path) -> None:
    assert run("verify", "--head", "1:x").exit_code == 2


def test_rows_of_which_the_file_knows_nothing_are_told(data_dir: Path) -> None:
    (data_dir / "audit.heads").unlink()
    result = run("verify")
    assert result.exit_code == 0
    assert "2 rows are not in" in result.stderr


def test_many_problems_are_counted(data_dir: Path) -> None:
    (data_dir / "audit.heads").write_text("?\n" * 30)
    assert "10 lỗi nữa" in run("verify").stderr


def test_log_is_shown_as_a_table(data_dir: Path) -> None:
    lines = run("show").stdout.splitlines()
    assert [line.split()[2:] for line in lines] == [
        ["7", "role.changed", "50", "from=CITIZEN", "to=STAFF"],
        ["operator", "questions.exported"],
    ]
    assert len(run("show", "--last", "1").stdout.splitlines()) == 1
    assert run("show", "--since", "2999-01-01").stdout == ""
    assert len(run("show", "--since", "2020-01-01T00:00:00+0700").stdout.splitlines()) == 2


def test_log_is_shown_as_json_lines_even_where_somebody_spoiled_it(data_dir: Path) -> None:
    tamper(data_dir, "UPDATE audit SET details = 'x' WHERE number = 2")
    first, second = map(json.loads, run("show", "--json").stdout.splitlines())
    assert first["details"] == {"from": "CITIZEN", "to": "STAFF"}
    assert second["details"] == {"?": "x"}


def test_database_that_cannot_be_opened_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}")
    result = run("verify")
    assert result.exit_code == 1
    assert "cannot be opened" in result.stderr
