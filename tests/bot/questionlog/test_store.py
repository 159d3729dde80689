"""The question log: each question once, votes, people, migrations, and a database that is away."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

import bot.app
import bot.questionlog.publishing_tables
import bot.questionlog.review_tables  # noqa: F401  these bring every table with them
from bot.questionlog.database import open_engine
from bot.questionlog.errors import LogUnavailableError
from bot.questionlog.model import Tally
from bot.questionlog.reporting import iterate_questions, summarize
from bot.questionlog.store import QuestionLog
from bot.questionlog.tables import metadata
from tests.support.applications import make_entry, sqlite_url

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


class Clock:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 2, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def log(url: str, clock: Clock) -> AsyncIterator[QuestionLog]:
    log = QuestionLog.open(url, clock=clock)
    yield log
    await log.close()


async def test_a_question_comes_back_as_it_was_logged(log: QuestionLog) -> None:
    asked_at = datetime(2026, 1, 2, 10, 30, tzinfo=timezone(timedelta(hours=7)))
    entry = make_entry(5, asked_at=asked_at, records=("a", "b"))
    row_id = await log.add(entry)
    (logged,) = iterate_questions(log.database.engine)
    assert logged.id == row_id
    assert logged.asked_at == asked_at
    assert logged.records == ("a", "b")
    assert logged.text == entry.text


async def test_the_same_update_twice_is_one_row(log: QuestionLog) -> None:
    first = await log.add(make_entry(5, text="một"))
    assert await log.add(make_entry(5, text="hai", key=99)) == first
    assert await log.is_logged(5)
    assert not await log.is_logged(6)


async def test_an_update_id_that_comes_round_again_is_another_question(log: QuestionLog, clock: Clock) -> None:
    first = await log.add(make_entry(5))
    clock.now += timedelta(hours=47)
    assert await log.is_logged(5)
    clock.now += timedelta(hours=2)
    assert not await log.is_logged(5)
    second = await log.add(make_entry(5, key=99))
    assert second != first
    assert await log.is_logged(5)


async def test_questions_without_an_update_are_all_logged(log: QuestionLog) -> None:
    assert await log.add(make_entry(None, key=1)) != await log.add(make_entry(None, key=2))


@pytest.mark.parametrize("text", ["một\0hai", "lone \udc80 surrogate", "'; DROP TABLE questions; --", "ế" * 4096])
async def test_strange_texts_are_logged(log: QuestionLog, text: str) -> None:
    assert await log.add(make_entry(5, text=text)) is not None


async def test_a_person_has_one_vote_and_may_change_it(log: QuestionLog) -> None:
    await log.add(make_entry(5, key=50))
    assert await log.vote(50, "ann", 1) == Tally(up=1, down=0)
    assert await log.vote(50, "ann", 1) == Tally(up=1, down=0)
    assert await log.vote(50, "bob", 1) == Tally(up=2, down=0)
    assert await log.vote(50, "ann", -1) == Tally(up=1, down=1)
    assert await log.vote(50, "ann", 0) == Tally(up=1, down=0)


async def test_a_vote_on_what_is_not_in_the_log_counts_for_nothing(log: QuestionLog) -> None:
    assert await log.vote(50, "ann", 1) is None
    with pytest.raises(ValueError, match="vote"):
        await log.vote(50, "ann", 2)


async def test_a_vote_under_an_earlier_pseudonym_gives_way(log: QuestionLog) -> None:
    await log.add(make_entry(5, key=50))
    await log.vote(50, "ann of autumn", 1)
    assert await log.vote(50, "ann of winter", -1, formerly=("ann of autumn", "ann of winter")) == Tally(up=0, down=1)


async def test_two_processes_that_log_the_same_update_at_once_log_it_once(url: str) -> None:
    logs = [QuestionLog.open(url) for _ in range(4)]
    for number in range(20):
        ids = await asyncio.gather(*(log.add(make_entry(number, key=number * 10 + at)) for at, log in enumerate(logs)))
        assert len(set(ids)) == 1
    for log in logs:
        await log.close()


async def test_an_error_of_the_database_says_nothing_of_the_question(tmp_path: Path) -> None:
    log = QuestionLog.open(sqlite_url(tmp_path))
    with sqlite3.connect(tmp_path / "questions.sqlite3") as database:
        database.execute("DROP TABLE votes")
        database.execute("DROP TABLE questions")
    database.close()
    with pytest.raises(LogUnavailableError) as raised:
        await log.add(make_entry(5, text="bí mật"))
    assert "bí mật" not in str(raised.value)
    assert raised.value.__suppress_context__
    await log.close()


async def test_committed_rows_are_durable_by_wal_and_full_synchronous(tmp_path: Path) -> None:
    engine = open_engine(sqlite_url(tmp_path))
    with engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "secure_delete")
        }
    engine.dispose()
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 30_000,
        "secure_delete": 1,
    }


def test_migrations_lead_to_the_tables_of_the_code(url: str) -> None:
    engine = open_engine(url)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_many_first_starts_at_once_migrate_once(url: str) -> None:
    with ThreadPoolExecutor(6) as pool:
        for engine in pool.map(open_engine, [url] * 6):
            engine.dispose()


def test_a_migration_that_is_broken_off_leaves_nothing_half_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("alembic.op.create_index", break_off)
        with pytest.raises(KeyboardInterrupt):
            open_engine(sqlite_url(tmp_path))
    with sqlite3.connect(tmp_path / "questions.sqlite3") as database:
        assert database.execute("SELECT name FROM sqlite_master").fetchall() == []
    database.close()
    open_engine(sqlite_url(tmp_path)).dispose()


def test_a_log_that_cannot_be_opened_is_one_clear_sentence_without_password(tmp_path: Path) -> None:
    (tmp_path / "questions.sqlite3").write_bytes(b"this is no database, whatever its name says" * 100)
    with pytest.raises(LogUnavailableError, match=r"questions\.sqlite3"):
        open_engine(sqlite_url(tmp_path))
    with pytest.raises(LogUnavailableError) as raised:
        open_engine("postgresql+psycopg://me:secret-word@127.0.0.1:9/none?connect_timeout=2")
    assert "secret-word" not in str(raised.value)


def test_a_log_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    open_engine(sqlite_url(tmp_path)).dispose()
    with sqlite3.connect(tmp_path / "questions.sqlite3") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    with pytest.raises(LogUnavailableError, match="9999"):
        open_engine(sqlite_url(tmp_path))


async def test_figures_look_at_the_stretch_that_was_asked_for(log: QuestionLog) -> None:
    for number, day in enumerate((1, 1, 20, 21)):
        asked_at = datetime(2026, 1, day, tzinfo=UTC)
        outcome = "answered" if number else "not_found"
        await log.add(make_entry(number, asked_at=asked_at, outcome=outcome, pseudonym=f"p{day}"))
    await log.vote(1_000_003, "ann", -1)
    await log.set_aside(8, "ValueError")
    engine = log.database.engine
    whole, late = summarize(engine), summarize(engine, datetime(2026, 1, 10, tzinfo=UTC))
    assert (whole.questions, whole.people, whole.outcomes) == (4, 3, {"answered": 3, "not_found": 1})
    assert (whole.up, whole.down, whole.set_aside, whole.median_milliseconds) == (0, 1, 1, 2.5)
    assert (late.questions, late.set_aside) == (2, 0)


def test_a_new_log_can_be_read_by_its_owner_only(tmp_path: Path) -> None:
    open_engine(sqlite_url(tmp_path)).dispose()
    assert (tmp_path / "questions.sqlite3").stat().st_mode & 0o777 == 0o600


def test_asking_from_the_command_line_imports_neither_the_log_nor_telegram(tmp_path: Path, shipped_data: Path) -> None:
    shutil.copytree(shipped_data, tmp_path / "var")
    code = (
        "import sys; from click.testing import CliRunner; from bot.cli import main\n"
        "result = CliRunner().invoke(main, ['ask', 'xin chào'])\n"
        "assert result.exit_code == 0, result.output\n"
        "print([m for m in ('telegram', 'sqlalchemy', 'alembic', 'bot.questionlog') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert run.stdout.strip() == "[]"
