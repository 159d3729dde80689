"""The store of the question log: adds questions exactly once, votes and updates set aside."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.questionlog.model import Tally
from bot.questionlog.tables import finished_updates, questions, set_aside_updates, votes
from bot.questionlog.working import Database

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from sqlalchemy import Connection

    from bot.questionlog.model import LoggedQuestion

REDELIVERY = timedelta(hours=48)
"""Telegram redelivers for 24 hours; after a quiet week update ids start anew, so an older row is another update's."""
LONGEST_ERROR = 200


def _now() -> datetime:
    return datetime.now(UTC)


class QuestionLog:
    """The log of one installation. Its methods run one after the other in one thread, off the event loop."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = _now) -> None:
        self.database = database
        """Shared with everything else that is kept beside the questions."""
        self._clock = clock

    @classmethod
    def open(cls, url: str, *, clock: Callable[[], datetime] = _now) -> QuestionLog:
        """Open the log at ``url`` (see ``database.open_engine``), created and migrated where needed."""
        return cls(Database.open(url), clock=clock)

    async def add(self, entry: LoggedQuestion) -> int | None:
        """Log a question; the same ``update_id`` again within two days changes nothing.

        Args:
            entry: The question, its text redacted.

        Returns:
            The id of its row, be it new or already there.

        Raises:
            LogUnavailableError: The database cannot be used at the moment.
        """
        try:
            return await self.database.run(partial(_add, entry=entry, now=self._clock()))
        except IntegrityError:  # another worker logged the same update between our look and our insert
            return await self.database.run(partial(_add, entry=entry, now=self._clock()))

    async def is_logged(self, update_id: int) -> bool:
        """Tell whether the update was logged, or done without a question to log, within the last two days."""
        return await self.database.run(partial(_is_logged, update_id=update_id, now=self._clock()))

    async def vote(self, key: int, pseudonym: str, vote: int, *, formerly: Collection[str] = ()) -> Tally | None:
        """Give, change or (with 0) take back one person's vote on an answer.

        Args:
            key: Names the question.
            pseudonym: Who votes.
            vote: 1, -1 or 0.
            formerly: Other pseudonyms of theirs; a vote under one of them gives way.

        Returns:
            How the votes stand now; None where the log has no question of this key (any more).
        """
        if vote not in {-1, 0, 1}:
            raise ValueError(f"a vote is -1, 0 or 1, not {vote}")
        write = partial(_vote, key=key, pseudonym=pseudonym, vote=vote, formerly=formerly, now=self._clock())
        try:
            return await self.database.run(write)
        except IntegrityError:  # pressed twice at once in two workers: now there is a row to change
            return await self.database.run(write)

    async def set_aside(self, update_id: int, error: str) -> None:
        """Note an update that could not be handled, with the kind of error and never with its text."""
        values = {"update_id": update_id, "error": error[:LONGEST_ERROR], "set_aside_at": self._clock()}
        await self.database.run(lambda connection: connection.execute(insert(set_aside_updates).values(values)))

    async def close(self) -> None:
        """Finish what is being written and let go of the database."""
        await self.database.close()


def _add(connection: Connection, *, entry: LoggedQuestion, now: datetime) -> int | None:
    if entry.update_id is not None:
        found = connection.execute(
            select(questions.c.id, questions.c.logged_at).where(questions.c.update_id == entry.update_id)
        ).one_or_none()
        if found is not None:
            if now - found.logged_at < REDELIVERY:
                return int(found.id)
            connection.execute(update(questions).where(questions.c.id == found.id).values(update_id=None))
    result = connection.execute(
        insert(questions).values(
            update_id=entry.update_id,
            key=entry.key,
            logged_at=now,
            asked_at=entry.asked_at,
            pseudonym=entry.pseudonym,
            chat_kind=entry.chat_kind,
            language=entry.language,
            text=_storable(entry.text),
            outcome=entry.outcome,
            records=list(entry.records),
            score=entry.score,
            knowledge_version=entry.knowledge_version,
            milliseconds=entry.milliseconds,
        )
    )
    row_id = result.inserted_primary_key
    return None if row_id is None else int(row_id[0])


def finish_update(connection: Connection, update_id: int, now: datetime) -> bool:
    """Note that an update is done though the log gets no question of it; False where that was noted before."""
    connection.execute(delete(finished_updates).where(finished_updates.c.finished_at <= now - REDELIVERY))
    own = finished_updates.c.update_id == update_id
    if connection.scalar(select(finished_updates.c.update_id).where(own)) is not None:
        return False
    connection.execute(insert(finished_updates).values(update_id=update_id, finished_at=now))
    return True


def _storable(text: str) -> str:
    """Replace what no database takes: NUL (PostgreSQL) and lone surrogates (no UTF-8 for them)."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def _is_logged(connection: Connection, *, update_id: int, now: datetime) -> bool:
    logged = select(questions.c.logged_at).where(questions.c.update_id == update_id)
    finished = select(finished_updates.c.finished_at).where(finished_updates.c.update_id == update_id)
    moments = (connection.scalar(logged), connection.scalar(finished))
    return any(moment is not None and now - moment < REDELIVERY for moment in moments)


def _vote(  # noqa: PLR0913  all of one vote
    connection: Connection, *, key: int, pseudonym: str, vote: int, formerly: Collection[str], now: datetime
) -> Tally | None:
    question_id = connection.scalar(select(questions.c.id).where(questions.c.key == key))
    if question_id is None:
        return None
    own = (votes.c.question_id == question_id) & (votes.c.pseudonym == pseudonym)
    others = [name for name in formerly if name != pseudonym]
    if others:
        connection.execute(delete(votes).where(votes.c.question_id == question_id, votes.c.pseudonym.in_(others)))
    if vote == 0:
        connection.execute(delete(votes).where(own))
    elif connection.execute(update(votes).where(own).values(vote=vote, voted_at=now)).rowcount == 0:
        connection.execute(insert(votes).values(question_id=question_id, pseudonym=pseudonym, vote=vote, voted_at=now))
    counted = select(votes.c.vote, func.count()).where(votes.c.question_id == question_id).group_by(votes.c.vote)
    counts: dict[int, int] = {row[0]: row[1] for row in connection.execute(counted)}
    return Tally(up=counts.get(1, 0), down=counts.get(-1, 0))
