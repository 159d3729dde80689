"""Those who asked to be told once there is an answer: whom to tell is kept encrypted, and only until they are told."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from bot.questionlog.review_tables import waiting_people
from bot.questionlog.tables import questions
from knowledge.model import Found, Question

if TYPE_CHECKING:
    from collections.abc import Callable

    from cryptography.fernet import MultiFernet
    from sqlalchemy import Connection

    from bot.questionlog.privacy import Pseudonymizer
    from bot.questionlog.working import Database
    from knowledge.base import KnowledgeBase

MOST_WAITING = 20
"""Questions that one person may wait for at a time: each is asked again whenever the knowledge changes."""


class TooManyError(Exception):
    """This person waits for as many questions as anyone may."""


@dataclass(frozen=True, slots=True)
class Waiter:
    """Somebody to tell of an answer."""

    question_id: int
    chat_id: int
    language: str
    found: Found
    text: str
    """What they had asked, as it was logged."""


class ChatCipher:
    """Encrypts chat ids with keys derived from the installation's, which is kept outside of the database.

    Args:
        *keys: The installation's key, then those it had before.
    """

    def __init__(self, *keys: bytes) -> None:
        self._keys = keys

    def encrypt(self, chat_id: int) -> str:
        """Hide a chat id; differently each time."""
        return self._fernet.encrypt(str(chat_id).encode()).decode("ascii")

    def decrypt(self, hidden: str) -> int | None:
        """The chat id; None where its key is gone."""
        from cryptography.fernet import InvalidToken

        try:
            return int(self._fernet.decrypt(hidden))
        except InvalidToken:
            return None

    @cached_property
    def _fernet(self) -> MultiFernet:
        from cryptography.fernet import Fernet, MultiFernet

        derived = (hmac.new(key, b"waiting people", hashlib.sha256).digest() for key in self._keys)
        return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in derived])


def _now() -> datetime:
    return datetime.now(UTC)


class WaitingList:
    """Who waits for which question of theirs.

    Args:
        database: The question log's.
        pseudonymizer: Tells whether a question is a person's own.
        cipher: Hides their chats.
        knowledge: Gives the knowledge that answers now.
        clock: The time, with a time zone.
    """

    def __init__(
        self,
        database: Database,
        pseudonymizer: Pseudonymizer,
        cipher: ChatCipher,
        knowledge: Callable[[], KnowledgeBase],
        *,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self._database = database
        self._pseudonymizer = pseudonymizer
        self._cipher = cipher
        self._knowledge = knowledge
        self._clock = clock

    async def add(self, key: int, user_id: int, language: str) -> Waiter | None:
        """Let a person wait for an answer to a question of theirs; in their private chat, whose id is their own.

        Returns:
            The answer, where the knowledge has it by now, so that nobody need wait; None where they wait from now on.

        Raises:
            LookupError: The log has no such question of theirs that was not found.
            TooManyError: They wait for too many already.
        """
        names = self._pseudonymizer.pseudonyms(user_id)
        found = await self._database.read(partial(_find_own, key=key, names=names))
        if found is None:
            raise LookupError(key)
        question_id, text = found
        outcome = await asyncio.to_thread(self._knowledge().ask, Question(text))
        if isinstance(outcome, Found):
            return Waiter(question_id, user_id, language, outcome, text)
        row = {
            "question_id": question_id,
            "chat": self._cipher.encrypt(user_id),
            "language": language,
            "since": self._clock(),
        }
        with contextlib.suppress(IntegrityError):  # pressed twice at once in two workers
            await self._database.run(partial(_add, row=row, names=names))
        return None

    async def find_answered(self, knowledge: KnowledgeBase) -> list[Waiter]:
        """Those whose questions this knowledge answers."""
        rows = await self._database.read(_load_all)
        outcomes = {text: await asyncio.to_thread(knowledge.ask, Question(text)) for *_, text in rows}
        answered = []
        for question_id, hidden, language, text in rows:
            outcome, chat_id = outcomes[text], self._cipher.decrypt(hidden)
            if chat_id is None:
                await self.forget(question_id)
            elif isinstance(outcome, Found):
                answered.append(Waiter(question_id, chat_id, language, outcome, text))
        return answered

    async def forget(self, question_id: int) -> None:
        """Let nobody wait for a question any more."""
        statement = delete(waiting_people).where(waiting_people.c.question_id == question_id)
        await self._database.run(lambda connection: connection.execute(statement))


def _find_own(connection: Connection, *, key: int, names: tuple[str, ...]) -> tuple[int, str] | None:
    statement = select(questions.c.id, questions.c.text).where(
        questions.c.key == key,
        questions.c.outcome == "not_found",
        questions.c.pseudonym.in_(names),
        questions.c.chat_kind == "private",
        questions.c.text != "",
    )
    row = connection.execute(statement).one_or_none()
    return None if row is None else (row.id, row.text)


def _add(connection: Connection, *, row: dict[str, object], names: tuple[str, ...]) -> None:
    own = waiting_people.c.question_id == row["question_id"]
    if connection.scalar(select(waiting_people.c.question_id).where(own)) is not None:
        return
    theirs = (
        select(func.count())
        .select_from(waiting_people)
        .join(questions, questions.c.id == waiting_people.c.question_id)
        .where(questions.c.pseudonym.in_(names))
    )
    if (connection.scalar(theirs) or 0) >= MOST_WAITING:
        raise TooManyError
    connection.execute(insert(waiting_people).values(row))


def _load_all(connection: Connection) -> list[tuple[int, str, str, str]]:
    statement = (
        select(waiting_people.c.question_id, waiting_people.c.chat, waiting_people.c.language, questions.c.text)
        .join(questions, questions.c.id == waiting_people.c.question_id)
        .order_by(waiting_people.c.since)
    )
    return [(row[0], row[1], row[2], row[3]) for row in connection.execute(statement)]
