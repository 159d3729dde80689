"""A question log with review over it, and a small real knowledge base."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.access import Access, Role
from bot.audit import AuditLog
from bot.questionlog.privacy import Pseudonymizer
from bot.questionlog.store import QuestionLog
from bot.review.waiting import ChatCipher, WaitingList
from knowledge.base import KnowledgeBase
from tests.support.bot_under_test import Clock
from tests.support.queues import MODERATOR, OTHER, Queue, ReadingKnowledge
from tests.support.sample_knowledge import build_content

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from knowledge.answering.questions import Analyst


@pytest.fixture(scope="session")
def analyst() -> Analyst:
    return KnowledgeBase.from_content(build_content()).analyst


@pytest.fixture
async def queue(tmp_path: Path, analyst: Analyst) -> AsyncIterator[Queue]:
    clock = Clock()
    log = QuestionLog.open(f"sqlite:///{tmp_path / 'questions.sqlite3'}", clock=clock)
    pseudonymizer = Pseudonymizer(b"a key for tests only", clock=clock)
    seeds = {MODERATOR: Role.MODERATOR, OTHER: Role.MODERATOR}
    access = Access(AuditLog(log.database, tmp_path, clock=clock), seeds, pseudonymizer.pseudonym, clock=clock)
    made = Queue(log, access, pseudonymizer, ReadingKnowledge(analyst, "one"), clock, tmp_path)
    made.waiting = WaitingList(log.database, pseudonymizer, ChatCipher(b"secret"), lambda: made.base, clock=clock)
    made.assemble()
    yield made
    await log.close()
