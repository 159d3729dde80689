"""`thidua knowledge diff` with its impact, and `check`, `export`, `import` as an editor runs them."""

from __future__ import annotations

import asyncio
import json
import subprocess
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from bot.cli_knowledge import knowledge
from bot.questionlog.store import QuestionLog
from tests.support.applications import make_entry, sqlite_url
from tests.support.records import make_record, make_source, make_topic, write_records

if TYPE_CHECKING:
    from pathlib import Path

HOUSES = "Đã xây bao nhiêu căn nhà?"


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("KNOWLEDGE_DIR", str(tmp_path / "records"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return write_records(tmp_path / "records", lexicon={})


@pytest.fixture
def _logged(records: Path) -> None:
    async def fill() -> None:
        (records.parent / "var").mkdir(exist_ok=True)
        log = QuestionLog.open(sqlite_url(records.parent / "var"))
        for number, text in enumerate([HOUSES, HOUSES.lower(), f"{HOUSES}?"], 1):
            await log.add(make_entry(number, asked_at=datetime.now(UTC), text=text, pseudonym=f"p{number}"))
        await log.close()

    asyncio.run(fill())


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(knowledge, [str(argument) for argument in arguments])


def write_newer(folder: Path) -> Path:
    return write_records(folder, make_source(), make_topic(make_record(answer="145 căn nhà")), lexicon={})


@pytest.mark.usefixtures("_logged")
def test_diff_tells_which_logged_questions_are_answered_otherwise(records: Path, tmp_path: Path) -> None:
    newer, page = write_newer(tmp_path / "newer"), tmp_path / "page.html"

    result = run("diff", records, newer, "--html", page)

    assert result.exit_code == 0, result.output
    assert f"  {HOUSES}  (×3)\n    - 145 căn nhà cho các hộ khó khăn về nhà ở\n    + 145 căn nhà\n" in result.stdout
    assert "1 câu đổi câu trả lời" in result.stderr
    assert "3 lượt hỏi" in result.stderr
    assert HOUSES in page.read_text(encoding="utf-8")


@pytest.mark.usefixtures("_logged")
def test_diff_as_json_and_without_the_log(records: Path, tmp_path: Path) -> None:
    newer = write_newer(tmp_path / "newer")

    told = json.loads(run("diff", records, newer, "--format", "json").stdout)
    silent = json.loads(run("diff", records, newer, "--format", "json", "--last", "0").stdout)

    assert [(each["effect"], each["times"]) for each in told["answers"]] == [("other", 3)]
    assert (told["asked"], silent["asked"], silent["answers"]) == (3, 0, [])
    assert told["changes"] == silent["changes"]


def test_diff_asks_the_question_sets_of_the_newer_folder(records: Path, tmp_path: Path) -> None:
    newer = write_records(tmp_path / "newer", make_source(), make_topic(make_record(id="khac")), lexicon={})
    (newer / "questions").mkdir()
    (newer / "questions" / "a.jsonl").write_text(f'{{"q": "{HOUSES}", "record": "nha-o"}}', encoding="utf-8")

    result = run("diff", records, newer)

    assert result.exit_code == 0
    assert not (tmp_path / "var" / "questions.sqlite3").exists()
    assert "1 lượt hỏi" in result.stderr


def test_diff_takes_a_git_revision(records: Path) -> None:
    def git(*arguments: str) -> None:
        identity = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        subprocess.run(["git", "-C", str(records.parent), *identity, *arguments], check=True, capture_output=True)

    git("init")
    git("add", "records")
    git("commit", "-m", "first")
    write_newer(records)

    result = run("diff", "HEAD", records)

    assert "answer:" in result.stdout
    assert result.exit_code == 0
    assert run("diff", "--", "--output=x", records).exit_code == 1
    assert run("diff", "HEAD~5", records).exit_code == 1


def test_check_prints_warnings_and_fails_by_them_only_when_strict(records: Path) -> None:
    bold = make_record(answer="145 căn nhà đẹp nhất vùng cùng nhiều lời khen ngợi", figure=None)
    write_records(records, make_source(), make_topic(bold), lexicon={})

    lenient, strict, plain = run("check"), run("check", "--strict"), run("check", "--quick", "--format", "json")

    assert (lenient.exit_code, strict.exit_code, plain.exit_code) == (0, 1, 0)
    assert "1-an-sinh.json:9: /records/0/answer: nhắc / warning: câu trả lời nói nhiều hơn" in lenient.stdout
    assert "Không có lỗi / no problems" in lenient.stdout
    assert "1 lời nhắc" in lenient.stderr
    assert [each["is_warning"] for each in json.loads(plain.stdout)] == [True]


def test_deep_check_asks_every_phrasing(records: Path) -> None:
    result = run("check", "--deep")

    assert result.exit_code == 0
    assert "--deep" not in result.stderr
    assert "0/1 cách hỏi; --deep" in run("check").stderr


def test_workbook_goes_out_and_comes_back_with_an_edit(records: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    before = {each: each.read_bytes() for each in records.rglob("*.json")}
    assert run("export", "--xlsx", path).exit_code == 0
    assert run("export", "--xlsx", path).exit_code == 1
    book = load_workbook(path)
    book["Bản ghi"]["D2"].value = "Nhà ở"
    book["Cách hỏi"].append(["nha-o", "Mấy căn nhà?"])
    book.save(path)

    dry = run("import", path, "--dry-run")
    assert {each: each.read_bytes() for each in records.rglob("*.json")} == before
    done = run("import", path)

    assert dry.stdout == done.stdout
    assert 'subject: "Căn nhà cho hộ khó khăn" → "Nhà ở"' in done.stdout
    assert 'phrasings + "Mấy căn nhà?"' in done.stdout
    assert "Mấy căn nhà?" in (records / "topics" / "1-an-sinh.json").read_text(encoding="utf-8")
    assert "Không có gì khác" in run("import", path, "--force").stdout


def test_workbook_with_faults_writes_nothing(records: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    run("export", "--xlsx", path)
    book = load_workbook(path)
    book["Bản ghi"]["D2"].value = "Nhà ở"
    book["Trích dẫn"]["D2"].value = "không có"
    book.save(path)
    before = {each: each.read_bytes() for each in records.rglob("*.json")}

    result = run("import", path)

    assert result.exit_code == 1
    assert "a.xlsx: Trích dẫn!D2: " in result.stdout
    assert {each: each.read_bytes() for each in records.rglob("*.json")} == before
