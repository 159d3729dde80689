"""Retention: what is too old goes from every table and from the disk, and only counts of enough people stay."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import insert, select

from bot.questionlog.people import People
from bot.questionlog.privacy import Pseudonymizer
from bot.questionlog.retention import Purged, keep_until, purge
from bot.questionlog.review_tables import review_groups, review_members
from bot.questionlog.store import QuestionLog
from bot.questionlog.tables import people, questions, set_aside_updates, votes, weekly_counts
from tests.support.applications import make_entry, sqlite_url
from tests.support.scanning import files_with

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from sqlalchemy import Table

NOW = datetime(2026, 6, 3, 12, tzinfo=UTC)  # a Wednesday
WEEK = date(2026, 5, 18)  # a Monday


@pytest.fixture
async def log(url: str) -> AsyncIterator[QuestionLog]:
    log = QuestionLog.open(url, clock=lambda: NOW)
    yield log
    await log.close()


@pytest.fixture
async def sqlite_log(tmp_path: Path) -> AsyncIterator[QuestionLog]:
    log = QuestionLog.open(sqlite_url(tmp_path), clock=lambda: NOW)
    yield log
    await log.close()


def rows(log: QuestionLog, table: Table) -> list[Any]:
    return log.database.transact(lambda connection: connection.execute(select(table)).all())


async def ask(log: QuestionLog, number: int, days_ago: float, **changes: Any) -> None:
    await log.add(make_entry(number, asked_at=NOW - timedelta(days=days_ago), **changes))


async def test_what_is_older_goes_with_its_votes_and_what_is_younger_stays(log: QuestionLog) -> None:
    await ask(log, 1, 91)
    await ask(log, 2, 89)
    for number in (1, 2):
        await log.vote(1_000_000 + number, "ann", -1)
    await log.set_aside(9, "ValueError")
    assert purge(log.database, keep_until(NOW, 90), NOW).questions == 1
    assert [row.update_id for row in rows(log, questions)] == [2]
    assert len(rows(log, votes)) == len(rows(log, set_aside_updates)) == 1
    assert purge(log.database, NOW + timedelta(days=1), NOW).questions == 1
    assert rows(log, votes) == rows(log, set_aside_updates) == []


async def test_counts_of_a_week_stay_when_its_questions_go(log: QuestionLog) -> None:
    for number in range(6):
        await ask(log, number, 14, pseudonym=f"p{number}", outcome="answered")
        await ask(log, 100 + number, 14, pseudonym=f"p{number % 3}", outcome="not_found")
    await log.vote(1_000_001, "p1", 1)
    purge(log.database, NOW, NOW)
    assert rows(log, questions) == []
    assert rows(log, weekly_counts) == [(WEEK, "answered", 6, 6, 1, 0)]
    purge(log.database, NOW, NOW)
    assert rows(log, weekly_counts) == [(WEEK, "answered", 6, 6, 1, 0)]


async def test_kinds_of_too_few_people_are_counted_together_or_not_at_all(log: QuestionLog) -> None:
    for number in range(4):
        await ask(log, number, 14, pseudonym=f"p{number}", outcome="answered")
    await ask(log, 50, 14, pseudonym="p9", outcome="ambiguous")
    await ask(log, 60, 21, pseudonym="p9", outcome="ambiguous")
    purge(log.database, NOW, NOW)
    assert rows(log, weekly_counts) == [(WEEK, "other", 5, 5, 0, 0)]


async def test_a_week_under_way_is_not_counted_and_one_that_is_half_gone_keeps_its_count(log: QuestionLog) -> None:
    for number in range(10):
        await ask(log, number, 10 + number % 2 * 4, pseudonym=f"p{number}")  # Sunday, or Wednesday before that
        await ask(log, 20 + number, 0, pseudonym=f"p{number}")
    counted = [(WEEK, "answered", 10, 10, 0, 0)]
    purge(log.database, keep_until(NOW, 90), NOW)
    assert rows(log, weekly_counts) == counted
    assert purge(log.database, keep_until(NOW, 12), NOW).questions == 5
    assert rows(log, weekly_counts) == counted
    purge(log.database, NOW + timedelta(days=1), NOW)
    assert rows(log, weekly_counts) == counted


async def test_people_go_when_nothing_is_left_of_them_and_a_wish_not_to_be_logged_stays(log: QuestionLog) -> None:
    pseudonymizer = Pseudonymizer(b"key")
    for user, days_ago in ((1, 200), (2, 200), (3, 5)):
        then = People(log.database, pseudonymizer, clock=lambda days=days_ago: NOW - timedelta(days=days))
        await then.notice_given(user)
        await then.set_language(user, "en")
    await People(log.database, pseudonymizer, clock=lambda: NOW).toggle_unlogged(2, 77)
    assert purge(log.database, keep_until(NOW, 90), NOW) == Purged(0, 1)
    left = {row.pseudonym for row in rows(log, people)}
    assert left == {pseudonymizer.person(2), pseudonymizer.person(3)}


async def test_people_of_whom_no_month_was_noted_get_their_time_from_now_on(log: QuestionLog) -> None:
    log.database.transact(lambda connection: connection.execute(insert(people).values(pseudonym="x", language="en")))
    assert purge(log.database, keep_until(NOW, 90), NOW).people == 0
    later = NOW + timedelta(days=150)
    assert purge(log.database, keep_until(later, 90), later).people == 1


async def test_small_groups_of_review_go_with_their_questions(log: QuestionLog) -> None:
    await ask(log, 1, 100)
    await ask(log, 2, 1)

    def group(connection: Any) -> None:
        ids = [row.id for row in connection.execute(select(questions.c.id))]
        for number, question in enumerate([*ids, None], start=1):
            count = 7 if question is None else 1
            old = NOW - timedelta(days=100)
            values = {"id": number, "status": "open", "people": count, "questions": count, "last_asked_at": old}
            connection.execute(insert(review_groups).values(values))
            if question is not None:
                connection.execute(insert(review_members).values(question_id=question, group_id=number))

    log.database.transact(group)
    purge(log.database, keep_until(NOW, 90), NOW)
    assert [row.id for row in rows(log, review_groups)] == [2, 3]


async def test_what_was_purged_is_in_no_file_any_more(sqlite_log: QuestionLog, tmp_path: Path) -> None:
    for number in range(200):
        is_old = number % 3 == 0
        text = ("vết-cũ " if is_old else "mới ") * (1 + number % 40 * 10)
        await ask(sqlite_log, number, 100 if is_old else 1, text=text)
    assert files_with(tmp_path, "vết-cũ")
    assert purge(sqlite_log.database, keep_until(NOW, 90), NOW).questions == 67
    assert files_with(tmp_path, "vết-cũ") == []


async def test_a_reader_delays_the_emptying_of_the_journal_and_that_is_known(
    sqlite_log: QuestionLog, tmp_path: Path
) -> None:
    await ask(sqlite_log, 1, 100, text="vết cũ")
    reader = sqlite3.connect(tmp_path / "questions.sqlite3")
    reader.execute("BEGIN")
    assert reader.execute("SELECT count(*) FROM questions").fetchone() == (1,)
    purge(sqlite_log.database, NOW, NOW)
    assert sqlite_log.database.is_journal_due
    reader.close()
    sqlite_log.database.forget_journal()
    assert not sqlite_log.database.is_journal_due
    assert files_with(tmp_path, "vết cũ") == []
