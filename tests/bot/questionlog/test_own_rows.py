"""One person's rows: found in every table that holds any, and erased there, with what hangs on their questions."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import insert, select

import bot.app  # noqa: F401  every module with tables
from bot.questionlog.own_rows import Person, collect_rows, erase_rows, personal_columns
from bot.questionlog.review_tables import review_groups, review_members, waiting_people
from bot.questionlog.store import QuestionLog
from bot.questionlog.tables import digests, metadata, people
from tests.support.applications import make_entry

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
ANN = Person(7, ("ann now", "ann before"))
NO_CITIZENS_DATA = {
    # What members do with their roles: it is the installation's, and only the audit of it may outlive them.
    ("audit", "actor"),
    ("drafts", "chat_id"),
    ("drafts", "editor"),
    ("edited_records", "editor"),
    ("invitations", "created_by"),
    ("invitations", "used_by"),
    ("members", "granted_by"),
    ("members", "user_id"),
    ("review_groups", "decided_by"),
    ("review_groups", "leased_by"),
    ("review_trail", "moderator"),
    ("waiting_people", "chat"),  # goes with their question
}
_PERSONAL = re.compile(r"pseudonym|user|chat$|chat_id|actor|editor|moderator|person|_by$")


@pytest.fixture
async def log(url: str) -> AsyncIterator[QuestionLog]:
    log = QuestionLog.open(url, clock=lambda: NOW)
    yield log
    await log.close()


async def fill(log: QuestionLog) -> None:
    for number, name in enumerate(("ann now", "ann before", "bob"), start=1):
        row_id = await log.add(make_entry(number, pseudonym=name, text=f"câu của {name}"))
        for voter in ("ann now", "bob"):
            await log.vote(1_000_000 + number, voter, -1)

        def write(connection: Any, number: int = number, name: str = name, row_id: int | None = row_id) -> None:
            group = {"id": number, "status": "decided", "people": 1, "questions": 1, "last_asked_at": NOW}
            connection.execute(insert(review_groups).values(group | {"proposal": f"digest {number}"}))
            connection.execute(insert(review_members).values(question_id=row_id, group_id=number))
            waiting = {"question_id": row_id, "chat": "hidden", "language": "vi", "since": NOW}
            connection.execute(insert(waiting_people).values(waiting))
            connection.execute(insert(people).values(pseudonym=name, language="vi"))
            connection.execute(insert(digests).values(user_id=number + 5, last_week=NOW.date()))

        await log.database.run(write)


async def test_all_of_a_person_is_shown_and_nothing_of_others(log: QuestionLog) -> None:
    await fill(log)
    shown = await log.database.read(partial(collect_rows, person=ANN))
    assert [row["text"] for row in shown["questions"]] == ["câu của ann now", "câu của ann before"]
    assert shown["questions"][0]["asked_at"] == "2026-01-02T03:04:05+00:00"
    assert {name: len(rows) for name, rows in shown.items()} == {
        "questions": 2,
        "votes": 3,
        "people": 2,
        "digests": 1,
        "waiting_people": 2,
    }
    assert "pseudonym" not in str(shown)


async def test_all_of_a_person_is_erased_and_nothing_of_others(log: QuestionLog) -> None:
    await fill(log)
    erased = await log.database.run(partial(erase_rows, person=ANN, now=NOW))
    assert erased.rows["questions"] == 2
    assert set(erased.proposals) == {(1, "digest 1"), (2, "digest 2")}
    left = await log.database.read(partial(collect_rows, person=ANN))
    assert not any(left.values())
    bob = await log.database.read(partial(collect_rows, person=Person(8, ("bob",))))
    assert {name: len(rows) for name, rows in bob.items()} == {
        "questions": 1,
        "votes": 1,
        "people": 1,
        "digests": 1,
        "waiting_people": 1,
    }
    members = await log.database.read(lambda connection: list(connection.scalars(select(review_members.c.group_id))))
    assert members == [3]
    assert await log.is_logged(1)  # delivered again, it must not come back


def test_every_column_that_tells_who_is_marked_or_known_to_be_none_of_a_citizen() -> None:
    marked = {(table.name, column.name) for table, column in personal_columns()}
    telling = {
        (table.name, column.name)
        for table in metadata.sorted_tables
        for column in table.columns
        if _PERSONAL.search(column.name)
    }
    assert telling - marked == NO_CITIZENS_DATA
