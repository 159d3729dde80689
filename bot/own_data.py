"""The use case of one's own data: see it, erase it, and keep the words of one's questions out of the log."""

from __future__ import annotations

import asyncio
import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import update

from bot.access.recalling import recall
from bot.questionlog.own_rows import Person, collect_rows, erase_rows
from bot.questionlog.review_tables import review_groups

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from bot.access import Access
    from bot.questionlog.own_rows import Erased
    from bot.questionlog.people import People
    from bot.review.proposals import Proposals

PRIVATE = "private"


class NotPrivateError(Exception):
    """One's own data is shown and erased in one's private chat only."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was erased of a person, and when; the number names it and leads nowhere."""

    number: str
    erased_at: datetime
    questions: int
    votes: int
    waiting: int
    choices: int


def _now() -> datetime:
    return datetime.now(UTC)


class OwnData:
    """What people may do with what is kept of them.

    Args:
        access: Its audit log, and with it the database; and one's own role.
        people: Their choices, and the pseudonyms under which their rows stand.
        proposals: The files of moderators, which may quote a question.
        clock: The time, with a time zone.
    """

    def __init__(
        self,
        access: Access,
        people: People,
        proposals: Proposals,
        *,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self._access = access
        self._database = access.audit.database
        self._people = people
        self._proposals = proposals
        self._clock = clock

    async def collect(self, user_id: int, *, chat_kind: str) -> bytes:
        """All that is kept of a person, as a JSON file.

        Raises:
            NotPrivateError: It was asked for where others would see it.
        """
        _require_private(chat_kind)
        person = self._person(user_id)
        rows = await self._database.read(partial(collect_rows, person=person))
        rows |= await self._database.read(partial(recall, user_id=user_id, pseudonyms=person.pseudonyms))
        role = await self._access.role_of(user_id)
        told = {"generated_at": self._clock().isoformat(timespec="seconds"), "role": role.name.lower(), **rows}
        return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()

    async def erase(self, user_id: int, *, chat_kind: str) -> Receipt:
        """Erase all that is kept of a person: questions, votes, choices, places on waiting lists.

        A role stays, which only an admin takes away, and so does the audit log, which holds no question.

        Raises:
            NotPrivateError: It was asked for in front of others.
        """
        _require_private(chat_kind)
        now = self._clock()
        erased = await self._database.run(partial(erase_rows, person=self._person(user_id), now=now))
        await self._database.call(self._database.forget_journal)
        await self._rewrite_proposals(erased)
        rows = erased.rows
        return Receipt(
            number=secrets.token_hex(4).upper(),
            erased_at=now,
            questions=rows["questions"],
            votes=rows["votes"],
            waiting=rows["waiting_people"],
            choices=rows["people"] + rows["digests"],
        )

    async def toggle_unlogged(self, user_id: int, update_id: int) -> bool:
        """Turn round whether the words of one's questions are kept; return whether they are left out now."""
        return await self._people.toggle_unlogged(user_id, update_id)

    async def _rewrite_proposals(self, erased: Erased) -> None:
        """Take back proposals that may quote what was erased; review writes them anew from what is left."""
        for group_id, written in erased.proposals:
            if await asyncio.to_thread(self._proposals.withdraw, group_id, written):
                await self._database.run(partial(_forget_proposal, group_id=group_id))

    def _person(self, user_id: int) -> Person:
        return Person(user_id, self._people.pseudonyms(user_id))


def _forget_proposal(connection: Connection, group_id: int) -> None:
    connection.execute(update(review_groups).where(review_groups.c.id == group_id).values(proposal=None))


def _require_private(chat_kind: str) -> None:
    if chat_kind != PRIVATE:
        raise NotPrivateError
