"""Asks the questions of decided groups again when the knowledge has changed: what became of each verdict."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Literal

from sqlalchemy import select, update

from bot.questionlog.review_tables import review_groups, review_members, review_progress
from bot.questionlog.tables import questions
from bot.review.grouping import write_progress
from bot.review.model import ReviewStatus, Verdict
from bot.review.queue import load_texts
from bot.review.verdicts import UNDECIDED
from knowledge.model import Ambiguous, Found, NotFound, Question
from knowledge.rules import plain_phrasing

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection, Row

    from bot.questionlog.working import Database
    from knowledge.base import KnowledgeBase
    from knowledge.model import Outcome

MOST_ASKED = 10_000
"""Questions of one group that are asked again, each wording once; the newest of very many."""
FollowUp = Literal["asked_again", "told"]
"""What follows a publication: decided groups are asked again, and who waits is told."""


def _now() -> datetime:
    return datetime.now(UTC)


class Reasking:
    """Follows up verdicts that ask something of staff.

    Args:
        database: The question log's.
        clock: The time, with a time zone.
    """

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = _now) -> None:
        self._database = database
        self._clock = clock

    async def is_due(self, follow_up: FollowUp, knowledge: KnowledgeBase) -> bool:
        """Whether this version was not followed up so yet: published just now, or while the bot was stopped."""
        own = select(review_progress.c.value).where(review_progress.c.name == follow_up)
        return await self._database.read(lambda connection: connection.scalar(own)) != knowledge.version[:64]

    async def mark_done(self, follow_up: FollowUp, knowledge: KnowledgeBase) -> None:
        """Note that this version was followed up so."""
        version = knowledge.version[:64]
        await self._database.run(lambda connection: write_progress(connection, follow_up, version))

    async def ask_again(self, knowledge: KnowledgeBase) -> None:
        """Ask every decided group again; those that a publication took up are mended, or open again where it failed."""
        for group in await self._database.read(_load_decided):
            texts = await self._database.read(partial(load_texts, group_id=group.id, most=MOST_ASKED))
            outcomes = await asyncio.to_thread(_ask_all, knowledge, list(texts))
            status = _judge(group, knowledge, outcomes)
            if status is not ReviewStatus.DECIDED:
                await self._database.run(partial(_write, group_id=group.id, outcomes=outcomes, status=status))

    async def find_unreported(self) -> list[tuple[int, int]]:
        """Groups that a publication took up, each with the moderator who is to be told."""
        statement = select(review_groups.c.id, review_groups.c.decided_by).where(
            review_groups.c.status == ReviewStatus.MENDED,
            review_groups.c.reported_at.is_(None),
            review_groups.c.decided_by.is_not(None),
        )
        return await self._database.read(lambda connection: [(r[0], r[1]) for r in connection.execute(statement)])

    async def mark_reported(self, group_id: int) -> None:
        """Note that the moderator was told."""
        statement = update(review_groups).where(review_groups.c.id == group_id).values(reported_at=self._clock())
        await self._database.run(lambda connection: connection.execute(statement))


def _load_decided(connection: Connection) -> list[Row[tuple[int, str, str | None]]]:
    statement = select(review_groups.c.id, review_groups.c.verdict, review_groups.c.record).where(
        review_groups.c.status == ReviewStatus.DECIDED, review_groups.c.verdict.in_((Verdict.RECORD, Verdict.GAP))
    )
    return list(connection.execute(statement))


def _ask_all(knowledge: KnowledgeBase, texts: list[str]) -> dict[str, Outcome]:
    return {text: knowledge.ask(Question(text)) for text in texts}


def _judge(
    group: Row[tuple[int, str, str | None]], knowledge: KnowledgeBase, outcomes: dict[str, Outcome]
) -> ReviewStatus:
    """What this version makes of a group; it stays decided as long as no publication has taken it up."""
    if group.verdict == Verdict.RECORD:
        answered = sum(group.record in names_of(outcome) for outcome in outcomes.values())
        if answered:
            return ReviewStatus.MENDED
        record = knowledge.record(group.record or "")
        phrasings = {plain_phrasing(phrasing) for phrasing in record.phrasings} if record is not None else set()
        is_published = any(plain_phrasing(text) in phrasings for text in outcomes)
        return ReviewStatus.OPEN if is_published else ReviewStatus.DECIDED
    is_answered = any(isinstance(outcome, Found) for outcome in outcomes.values())
    return ReviewStatus.MENDED if is_answered else ReviewStatus.DECIDED


def names_of(outcome: Outcome) -> tuple[str, ...]:
    """The records that an outcome answers with."""
    return tuple(part.record for part in outcome.parts if part.record) if isinstance(outcome, Found) else ()


def _write(connection: Connection, *, group_id: int, outcomes: dict[str, Outcome], status: ReviewStatus) -> None:
    held = review_groups.c.status == ReviewStatus.DECIDED  # the verdict was not taken back meanwhile
    changes = {"status": status} if status is ReviewStatus.MENDED else UNDECIDED | {"proposal": None}
    changed = update(review_groups).where(review_groups.c.id == group_id, held).values(changes)
    if connection.execute(changed).rowcount != 1:
        return
    for text, outcome in outcomes.items():
        of_text = (
            select(questions.c.id)
            .join(review_members, review_members.c.question_id == questions.c.id)
            .where(review_members.c.group_id == group_id, questions.c.text == text)
        )
        after = {"after_outcome": name_of(outcome), "after_records": list(names_of(outcome))}
        connection.execute(update(review_members).where(review_members.c.question_id.in_(of_text)).values(after))


def name_of(outcome: Outcome) -> str:
    """The log's word for an outcome."""
    match outcome:
        case Found():
            return "answered"
        case Ambiguous():
            return "ambiguous"
        case NotFound():
            return "not_found"
        case _:
            return "smalltalk"
