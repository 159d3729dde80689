"""The review queue without Telegram: questions go in, what moderators and those who wait are told comes out."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, text

from bot.access import Access, Role
from bot.audit import AuditLog
from bot.questionlog.model import LoggedQuestion
from bot.questionlog.privacy import Pseudonymizer
from bot.questionlog.store import QuestionLog
from bot.questionlog.tables import questions
from bot.review.assembling import build_review
from bot.review.waiting import ChatCipher, WaitingList
from tests.support.bot_under_test import Clock
from tests.support.sample_knowledge import CARDS, RoteKnowledge, build_content, build_record

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime
    from pathlib import Path

    from bot.review.caretaking import Caretaker
    from bot.review.reviewing import Review
    from bot.review.waiting import Waiter
    from knowledge.answering.questions import Analyst
    from knowledge.base import KnowledgeBase

MODERATOR = 601
OTHER = 602


class ReadingKnowledge(RoteKnowledge):
    """Answers by rote what its records' phrasings say, and reads questions as a real one does."""

    def __init__(self, analyst: Analyst, version: str, *, taught: bool = True, **changes: Any) -> None:
        """Make a version whose first record has some parts changed.

        Args:
            analyst: Reads the questions.
            version: Its name.
            taught: Whether it understands its phrasings.
            **changes: Parts of the first record.
        """
        content = build_content()
        first = content.topics[0].model_copy(update={"records": (build_record(**changes), CARDS)})
        super().__init__(build_content(topics=(first, *content.topics[1:])), version)
        self._analyst = analyst
        record = first.records[0]
        for phrasing in record.phrasings if taught else ():
            self.teach(phrasing, self.find(record))

    @property
    def analyst(self) -> Analyst:
        return self._analyst


class Queue:
    """Review over a real log, with a messenger that only remembers."""

    review: Review
    caretaker: Caretaker
    waiting: WaitingList

    def __init__(  # noqa: PLR0913, PLR0917  what it is made of
        self,
        log: QuestionLog,
        access: Access,
        pseudonymizer: Pseudonymizer,
        base: Any,
        clock: Clock,
        data_dir: Path,
    ) -> None:
        self.log = log
        self.access = access
        self.pseudonymizer = pseudonymizer
        self.base = base
        self.clock = clock
        self.data_dir = data_dir
        self.told: list[Waiter] = []
        self.reported: list[tuple[int, int]] = []
        self.is_reachable = True
        self._asked = 0

    def assemble(self) -> None:
        """Put review together as the bot does at its start."""
        self.review, self.caretaker = build_review(
            self.access, self.waiting, self.data_dir, lambda: self.base, messenger=self
        )

    async def tell_answer(self, waiter: Waiter, knowledge: KnowledgeBase) -> bool:
        if self.is_reachable:
            self.told.append(waiter)
        return self.is_reachable

    async def tell_report(self, moderator: int, group_id: int) -> bool:
        if self.is_reachable:
            self.reported.append((moderator, group_id))
        return self.is_reachable

    async def log_question(self, text: str, person: int = 1, **changes: Any) -> int:
        """Log a question that was not found, with the given parts changed; return its key."""
        self._asked += 1
        self.clock.pass_minutes(1)
        values: dict[str, Any] = {
            "update_id": self._asked,
            "key": 1000 + self._asked,
            "asked_at": self.clock(),
            "pseudonym": self.pseudonymizer.pseudonym(person),
            "chat_kind": "private",
            "language": "vi",
            "text": text,
            "outcome": "not_found",
        }
        await self.log.add(LoggedQuestion(**values | changes))
        return 1000 + self._asked

    async def ask(self, *texts: str) -> None:
        """Log questions of different people, and let them be grouped."""
        for person, asked in enumerate(texts, start=1):
            await self.log_question(asked, person)
        await self.caretaker.catch_up()

    def forget(self, until: datetime) -> None:
        """Forget the questions asked up to a moment."""
        with self.log.database.engine.begin() as connection:
            connection.execute(delete(questions).where(questions.c.asked_at <= until))

    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the database holds; ``?`` stands for a value."""
        named = {f"v{number}": value for number, value in enumerate(values)}
        for name in named:
            statement = statement.replace("?", f":{name}", 1)
        with self.log.database.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(statement), named)]

    def groups(self) -> list[tuple[int, int]]:
        """People and questions of each group, oldest first."""
        return [(row[0], row[1]) for row in self.rows("SELECT people, questions FROM review_groups ORDER BY id")]


@asynccontextmanager
async def open_queue(url: str, data_dir: Path, analyst: Analyst) -> AsyncIterator[Queue]:
    """Open review over the log at ``url``, with two moderators."""
    clock = Clock()
    log = QuestionLog.open(url, clock=clock)
    pseudonymizer = Pseudonymizer(b"a key for tests only", clock=clock)
    seeds = {MODERATOR: Role.MODERATOR, OTHER: Role.MODERATOR}
    access = Access(AuditLog(log.database, data_dir, clock=clock), seeds, pseudonymizer.pseudonym, clock=clock)
    queue = Queue(log, access, pseudonymizer, ReadingKnowledge(analyst, "one"), clock, data_dir)
    queue.waiting = WaitingList(log.database, pseudonymizer, ChatCipher(b"secret"), lambda: queue.base, clock=clock)
    queue.assemble()
    yield queue
    await log.close()
