"""Puts questions that need a look into groups of like ones: each once, after it was answered, and compared with few.

What is grouped is read from the log itself, so a crash between an answer and its grouping only delays the latter.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import exists, func, insert, or_, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.questionlog.review_tables import (
    review_groups,
    review_keys,
    review_members,
    review_progress,
    review_representatives,
)
from bot.questionlog.tables import questions, votes
from bot.review.likeness import Reading, read
from bot.review.model import LOW_SCORE, ReviewStatus
from bot.review.representing import Asked, find_headless, find_heir, represent, succeed

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from bot.questionlog.working import Database
    from knowledge.base import KnowledgeBase

BATCH = 100
OVERLAP = 500
"""Rows looked at once more: in PostgreSQL a row may come to light after one with a higher id."""
COMMON = 200
"""A key of more representatives than this tells too little to look at them all."""
MOST_COMPARED = 40
GROUPING_LOCK = 7_402_030
"""PostgreSQL's advisory lock that lets one worker at a time group; any number that nobody else uses."""
_MARK = "grouped"

needs_look = or_(
    questions.c.outcome.in_(("not_found", "ambiguous")),
    (questions.c.outcome == "answered") & (questions.c.score < LOW_SCORE),
)
"""What of the log goes into groups by its outcome; what was voted down does whatever its outcome."""
_is_grouped = exists().where(review_members.c.question_id == questions.c.id)


class Grouper:
    """Groups what the log has and no group holds.

    Args:
        database: The question log's.
        knowledge: Gives the knowledge whose analyst reads the questions.
    """

    def __init__(self, database: Database, knowledge: Callable[[], KnowledgeBase]) -> None:
        self._database = database
        self._knowledge = knowledge

    async def catch_up(self) -> int:
        """Group all that is pending, each in a short transaction of its own so that logging never waits long.

        Returns:
            How many questions were grouped.
        """
        await self._elect()
        done = 0
        while pending := await self._database.read(_find_pending):
            analyst = self._knowledge().analyst
            for question in pending:
                # In a thread: reading a long question takes its time.
                reading = await asyncio.to_thread(read, question.text, analyst)
                await self._database.run(partial(_join, question=question, reading=reading))
            done += len(pending)
        await self._advance()
        return done

    async def _advance(self) -> None:
        mark, newest = await self._database.read(_progress)
        if newest - mark > OVERLAP:  # not each time: a write costs more than looking at some rows again
            await self._database.run(partial(_set_mark, value=newest))

    async def _elect(self) -> None:
        """Give groups whose representative was erased another one, and let go of groups with nothing left in them."""
        for group_id in await self._database.read(find_headless):
            heir = await self._database.read(partial(find_heir, group_id=group_id))
            reading = await asyncio.to_thread(read, heir.text, self._knowledge().analyst) if heir else None
            await self._database.run(partial(succeed, group_id=group_id, heir=heir, reading=reading))


def _find_pending(connection: Connection) -> list[Asked]:
    mark, _ = _progress(connection)
    columns = (questions.c.id, questions.c.text, questions.c.pseudonym, questions.c.asked_at)
    fresh = (
        select(*columns)
        .where(questions.c.id > mark - OVERLAP, needs_look, questions.c.text != "", ~_is_grouped)
        .order_by(questions.c.id)
        .limit(BATCH)
    )
    found = [Asked(*row) for row in connection.execute(fresh)]
    if found:
        return found
    down = select(votes.c.question_id).where(votes.c.vote == -1)
    voted = (
        select(*columns)
        .where(questions.c.id.in_(down), questions.c.outcome != "smalltalk", questions.c.text != "", ~_is_grouped)
        .order_by(questions.c.id)
        .limit(BATCH)
    )
    return [Asked(*row) for row in connection.execute(voted)]


def _progress(connection: Connection) -> tuple[int, int]:
    """Up to which row the log was grouped, and its newest row."""
    mark = connection.scalar(select(review_progress.c.value).where(review_progress.c.name == _MARK))
    return int(mark or 0), connection.scalar(select(func.max(questions.c.id))) or 0


def _set_mark(connection: Connection, *, value: int) -> None:
    write_progress(connection, _MARK, str(value))


def write_progress(connection: Connection, name: str, value: str) -> None:
    """Note how far something has come."""
    insert_into = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    row = insert_into(review_progress).values(name=name, value=value)
    connection.execute(row.on_conflict_do_update(index_elements=["name"], set_={"value": value}))


def _join(connection: Connection, *, question: Asked, reading: Reading) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": GROUPING_LOCK})
    still_there = select(questions.c.id).where(questions.c.id == question.id, questions.c.text != "", ~_is_grouped)
    if connection.scalar(still_there) is None:
        return  # another worker grouped it, or it was erased meanwhile
    group_id = _find_like(connection, reading)
    if group_id is None:
        row = insert(review_groups).values(
            status=ReviewStatus.OPEN, people=1, questions=1, last_asked_at=question.asked_at
        )
        key = connection.execute(row).inserted_primary_key
        group_id = int(key[0]) if key is not None else 0
        represent(connection, group_id, question.id, reading)
    else:
        _count_in(connection, group_id, question)
    connection.execute(insert(review_members).values(question_id=question.id, group_id=group_id))


def _count_in(connection: Connection, group_id: int, question: Asked) -> None:
    asked_before = (
        select(questions.c.id)
        .join(review_members, review_members.c.question_id == questions.c.id)
        .where(questions.c.pseudonym == question.pseudonym, review_members.c.group_id == group_id)
        .limit(1)
    )
    is_new = connection.scalar(asked_before) is None
    group = connection.execute(select(review_groups).where(review_groups.c.id == group_id)).one()
    values = {
        "questions": group.questions + 1,
        "people": group.people + is_new,
        "last_asked_at": max(group.last_asked_at, question.asked_at),
    }
    if group.status == ReviewStatus.MENDED and group.reported_at is not None and question.asked_at > group.reported_at:
        values |= {"status": ReviewStatus.OPEN, "verdict": None, "record": None, "note": None, "proposal": None}
    connection.execute(update(review_groups).where(review_groups.c.id == group_id).values(values))


def _find_like(connection: Connection, reading: Reading) -> int | None:
    """The group of a like question: the nearest among those that share the most of the rarer keys."""
    shared: Counter[int] = Counter()
    common: list[list[int]] = []
    for key in reading.lookup_keys:
        statement = select(review_keys.c.question_id).where(review_keys.c.key == key).limit(COMMON + 1)
        holders = list(connection.scalars(statement))
        if len(holders) > COMMON:
            common.append(holders)
        else:
            shared.update(holders)
    if not shared:
        for holders in common:
            shared.update(holders)
    near = [question_id for question_id, _ in shared.most_common(MOST_COMPARED)]
    rows = connection.execute(select(review_representatives).where(review_representatives.c.question_id.in_(near)))
    ratios = [(reading.likeness(Reading.of(row.words, row.marks)), -row.group_id) for row in rows]
    best, group_id = max(ratios, default=(0.0, 0))
    return -group_id if best else None
