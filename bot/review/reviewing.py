"""The use case of /duyet: rights are checked and openings audited here, whoever presses or replies."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from bot.access import LEAST_ROLES, Right
from bot.questionlog.redaction import redact
from bot.questionlog.review_tables import review_groups
from bot.review.model import MOST_CHOICES, Card, Desk, ReviewStatus, StaleCardError, Step, Verdict
from bot.review.proposals import compose_proposal
from bot.review.queue import (
    count_left,
    count_skipped,
    find_previous,
    lease,
    lease_next,
    leave_trail,
    load_group,
)
from bot.review.verdicts import Decision, decide, find_undoable, undo
from knowledge.model import Question

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.access import Access
    from bot.audit import Note
    from bot.review.model import Group
    from bot.review.proposals import Proposals
    from knowledge.base import KnowledgeBase
    from knowledge.model import Outcome, Suggestion

LONGEST_NOTE = 1000


class AppliedError(Exception):
    """The proposal of a verdict is in the records already: taking the verdict back would not take that back."""


class Review:
    """What moderators do.

    Args:
        access: Who may review; its audit log notes it.
        proposals: Where what staff should do is written.
        knowledge: Gives the knowledge that answers now.
    """

    def __init__(self, access: Access, proposals: Proposals, knowledge: Callable[[], KnowledgeBase]) -> None:
        self._access = access
        self._audit = access.audit
        self._database = access.audit.database
        self._proposals = proposals
        self._knowledge = knowledge

    async def open(self, moderator: int, chat_kind: str) -> Desk:
        """Open the queue: the most helpful card that nobody else holds; what was skipped earlier comes again."""
        await self._access.require(moderator, Right.REVIEW, chat_kind=chat_kind)
        now = self._now()

        def work(connection: Connection, note: Note) -> None:
            leave_trail(connection, moderator, Step.OPENED, None, now)
            note(moderator, "review.opened")

        await self._audit.run(work)
        return await self._next(moderator)

    async def skip(self, moderator: int, chat_kind: str, group_id: int) -> Desk:
        """Leave a card to others and go on."""
        await self._access.require(moderator, Right.REVIEW, chat_kind=chat_kind)
        skip = partial(_skip, moderator=moderator, group_id=group_id, now=self._now())
        await self._database.run(skip)
        return await self._next(moderator)

    async def show(self, moderator: int, chat_kind: str, group_id: int) -> Card:
        """Show a card once more; an open one becomes the moderator's, where nobody else holds it.

        Raises:
            StaleCardError: The group is gone, or another's.
        """
        await self._access.require(moderator, Right.REVIEW, chat_kind=chat_kind)
        show = partial(_show, moderator=moderator, group_id=group_id, now=self._now())
        group = await self._database.run(show)
        return await self._fill(moderator, group)

    async def decide(  # noqa: PLR0913  a verdict and what belongs to it
        self,
        moderator: int,
        chat_kind: str,
        group_id: int,
        verdict: Verdict,
        *,
        record: str | None = None,
        note: str | None = None,
    ) -> Desk:
        """Give a verdict on a whole group, and go on to the next card.

        Raises:
            StaleCardError: Somebody else holds or has decided it; nothing was done.
        """
        await self._access.require(moderator, Right.REVIEW, chat_kind=chat_kind)
        if record is not None and self._knowledge().record(record) is None:
            raise StaleCardError
        kept = redact(" ".join(note.split())[:LONGEST_NOTE]) if note else None
        decision = Decision(group_id=group_id, verdict=verdict, record=record, note=kept)
        now = self._now()
        await self._audit.run(lambda connection, note: decide(connection, note, decision, moderator, now))
        if verdict is Verdict.PERSONAL:
            await self._database.call(self._database.forget_journal)
        await self.propose(group_id)
        return await self._next(moderator)

    async def undo(self, moderator: int, chat_kind: str, group_id: int) -> Card:
        """Take one's verdict back and show the card again; its proposal goes, unless an editor has changed it.

        Raises:
            StaleCardError: It cannot be taken back.
            AppliedError: Its proposal is in the records.
        """
        await self._access.require(moderator, Right.REVIEW, chat_kind=chat_kind)
        if self._proposals.is_applied(group_id):
            raise AppliedError
        now = self._now()
        await self._audit.run(lambda connection, note: undo(connection, note, group_id, moderator, now))
        await self._withdraw(group_id)
        return await self.show(moderator, chat_kind, group_id)

    async def search(self, moderator: int, chat_kind: str, group_id: int, text: str) -> Card:
        """Show a card with the records that a text names in place of those the bot found."""
        card = await self.show(moderator, chat_kind, group_id)
        choices = await asyncio.to_thread(self._knowledge().search, text, MOST_CHOICES + 2)
        return Card(group=card.group, outcome=card.outcome, choices=tuple(choices), previous=card.previous)

    async def report(self, moderator: int, group_id: int) -> Card:
        """A card to send to the moderator who decided it: what a publication made of their verdict.

        Raises:
            StaleCardError: The group is gone, or they review no more.
        """
        if await self._access.role_of(moderator) < LEAST_ROLES[Right.REVIEW]:
            raise StaleCardError
        group = await self._database.read(partial(load_group, group_id=group_id))
        if group is None:
            raise StaleCardError
        return await self._fill(moderator, group)

    async def propose(self, group_id: int) -> None:
        """Write the proposal of a decided group, where its verdict asks something of staff and there is none yet."""
        group = await self._database.read(partial(load_group, group_id=group_id))
        if group is None or group.status is not ReviewStatus.DECIDED:
            return
        raw = await asyncio.to_thread(compose_proposal, group, self._knowledge())
        await self._withdraw(group_id)
        if raw is not None:
            written = await asyncio.to_thread(self._proposals.write, group_id, raw)
            await self._note_proposal(group_id, written)

    async def mend_proposals(self) -> None:
        """Write the proposals that a crash prevented after their verdicts, and remove those of verdicts taken back."""
        needs = review_groups.c.verdict.in_((Verdict.RECORD, Verdict.GAP))
        is_decided = review_groups.c.status == ReviewStatus.DECIDED
        lacking = select(review_groups.c.id).where(is_decided, needs, review_groups.c.proposal.is_(None))
        for group_id in await self._database.read(lambda connection: list(connection.scalars(lacking))):
            await self.propose(group_id)
        is_open = review_groups.c.status == ReviewStatus.OPEN
        left = select(review_groups.c.id).where(is_open, review_groups.c.proposal.is_not(None))
        for group_id in await self._database.read(lambda connection: list(connection.scalars(left))):
            await self._withdraw(group_id)

    async def _withdraw(self, group_id: int) -> None:
        """Remove a group's proposal as it was written, if there is one; what an editor changed stays."""
        own = select(review_groups.c.proposal).where(review_groups.c.id == group_id)
        written = await self._database.read(lambda connection: connection.scalar(own))
        if written is not None:
            await asyncio.to_thread(self._proposals.withdraw, group_id, written)
            await self._note_proposal(group_id, None)

    async def _note_proposal(self, group_id: int, written: str | None) -> None:
        own = update(review_groups).where(review_groups.c.id == group_id).values(proposal=written)
        await self._database.run(lambda connection: connection.execute(own))

    async def _next(self, moderator: int) -> Desk:
        group_id = await self._database.run(partial(_take_next, moderator=moderator, now=self._now()))
        left = await self._database.read(count_left)
        skipped = await self._database.read(partial(count_skipped, moderator=moderator))
        undoable = await self._database.read(partial(find_undoable, moderator=moderator))
        group = await self._database.read(partial(load_group, group_id=group_id)) if group_id is not None else None
        card = await self._fill(moderator, group) if group is not None else None
        return Desk(card=card, left=left, skipped=skipped, undoable=undoable)

    async def _fill(self, moderator: int, group: Group) -> Card:
        outcome, choices = await asyncio.to_thread(_consult, self._knowledge(), group)
        previous = await self._database.read(partial(find_previous, moderator=moderator, group_id=group.id))
        return Card(group=group, outcome=outcome, choices=choices, previous=previous)

    def _now(self) -> datetime:
        return self._access.clock()


def _consult(knowledge: KnowledgeBase, group: Group) -> tuple[Outcome | None, tuple[Suggestion, ...]]:
    """What the bot says of a group's best wording now, and the records nearest to it."""
    if not group.wordings:
        return None, ()
    text = group.wordings[0]
    return knowledge.ask(Question(text)), tuple(knowledge.search(text, MOST_CHOICES))


def _take_next(connection: Connection, *, moderator: int, now: datetime) -> int | None:
    group_id = lease_next(connection, moderator, now)
    if group_id is not None:
        leave_trail(connection, moderator, Step.SHOWN, group_id, now)
    return group_id


def _skip(connection: Connection, *, moderator: int, group_id: int, now: datetime) -> None:
    if connection.scalar(select(review_groups.c.id).where(review_groups.c.id == group_id)) is not None:
        leave_trail(connection, moderator, Step.SKIPPED, group_id, now)


def _show(connection: Connection, *, moderator: int, group_id: int, now: datetime) -> Group:
    group = load_group(connection, group_id)
    if group is None or (group.status is ReviewStatus.OPEN and not lease(connection, group_id, moderator, now)):
        raise StaleCardError
    leave_trail(connection, moderator, Step.SHOWN, group_id, now)
    return group
