"""`thidua questions`: export, stats and purge."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import sqlite3
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from bot.cli import main
from bot.questionlog.store import QuestionLog
from tests.support.applications import make_entry, sqlite_url

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return tmp_path


@pytest.fixture
def _filled(folder: Path) -> None:
    async def fill() -> None:
        log = QuestionLog.open(sqlite_url(folder))
        await log.add(make_entry(1, asked_at=datetime(2020, 1, 1, 23, tzinfo=UTC), text="cũ"))
        await log.add(make_entry(2, asked_at=datetime(2020, 1, 2, tzinfo=UTC), text="=1+1", records=("a", "b")))
        await log.add(make_entry(3, asked_at=datetime.now(UTC), text="mới, rất mới", outcome="not_found"))
        await log.vote(1_000_002, "ann", 1)
        await log.close()

    asyncio.run(fill())


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, ["questions", *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result


@pytest.mark.usefixtures("_filled")
def test_export_prints_each_question_as_a_json_line() -> None:
    rows = [json.loads(line) for line in run("export", "--format", "jsonl").stdout.splitlines()]
    assert [row["text"] for row in rows] == ["cũ", "=1+1", "mới, rất mới"]
    assert rows[1]["records"] == ["a", "b"]
    assert rows[1]["vote"] == 1
    assert rows[0]["asked_at"] == "2020-01-01T23:00:00+00:00"


@pytest.mark.usefixtures("_filled")
def test_export_since_a_day_leaves_out_what_is_older() -> None:
    assert len(run("export", "--since", "2020-01-02").stdout.splitlines()) == 2
    assert len(run("export", "--since", "2020-01-02T06:00:00+0700").stdout.splitlines()) == 3


@pytest.mark.usefixtures("_filled")
def test_csv_opens_in_a_spreadsheet_and_runs_no_formula() -> None:
    output = run("export", "--format", "csv").stdout
    assert output.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(output.removeprefix("\ufeff"))))
    assert [row["text"] for row in rows] == ["cũ", "'=1+1", "mới, rất mới"]
    assert rows[1]["records"] == "a b"


@pytest.mark.usefixtures("_filled")
def test_an_excel_sheet_goes_into_a_file_with_texts_as_texts(folder: Path) -> None:
    run("export", "--format", "xlsx", "--output", str(folder / "cau-hoi.xlsx"))
    sheet = load_workbook(folder / "cau-hoi.xlsx").active
    column = next(cell.column for cell in sheet[1] if cell.value == "text")
    assert [sheet.cell(row, column).value for row in (2, 3, 4)] == ["cũ", "=1+1", "mới, rất mới"]
    assert sheet.cell(3, column).data_type == "s"


@pytest.mark.usefixtures("_filled")
def test_export_is_audited_and_says_how_many(folder: Path) -> None:
    assert "3 câu hỏi" in run("export").stderr
    with sqlite3.connect(folder / "questions.sqlite3") as database:
        rows = database.execute("SELECT actor, action, details FROM audit").fetchall()
    database.close()
    assert rows == [("operator", "questions.exported", '{"format": "jsonl"}')]


@pytest.mark.usefixtures("_filled")
def test_export_to_a_place_that_is_none_is_one_clear_sentence(folder: Path) -> None:
    result = CliRunner().invoke(main, ["questions", "export", "--output", str(folder / "nowhere" / "x.csv")])
    assert result.exit_code == 1
    assert "cannot be written" in result.output


@pytest.mark.usefixtures("_filled")
def test_stats_count_questions_people_and_votes() -> None:
    lines = run("stats").stdout.splitlines()
    assert "câu hỏi / questions: 3" in lines
    assert "người hỏi / people: 1" in lines
    assert "  not_found: 1" in lines
    assert "👍: 1" in lines


@pytest.mark.usefixtures("_filled")
def test_purge_forgets_what_is_older_than_the_retention(monkeypatch: pytest.MonkeyPatch) -> None:
    days = (datetime.now(UTC) - datetime(2020, 1, 1, 23, tzinfo=UTC)).days
    run("purge", "--days", str(days + 2))
    assert len(run("export").stdout.splitlines()) == 3
    monkeypatch.setenv("RETENTION_DAYS", "3")
    assert "2 questions forgotten" in run("purge").stdout
    assert len(run("export").stdout.splitlines()) == 1


@pytest.mark.usefixtures("folder")
def test_an_empty_log_is_no_error() -> None:
    assert run("export").stdout == ""
    assert "questions: 0" in run("stats").stdout


def test_a_broken_database_is_one_clear_sentence(folder: Path) -> None:
    (folder / "questions.sqlite3").write_bytes(b"not a database at all" * 200)
    result = CliRunner().invoke(main, ["questions", "stats"])
    assert result.exit_code == 1
    assert "questions.sqlite3" in result.output
