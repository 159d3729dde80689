"""Moderators' proposals as editors find them: read, taken into a draft, put away, refused; none is ever lost."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.publishing.uploads import Upload
from bot.references import reference
from bot.review.proposals import APPLIED
from knowledge.parsing import MAX_BYTES, parse

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from bot.publishing.desk import PublishingDesk
    from bot.publishing.drafts import Draft

REFUSED = "refused"
"""The folder under the proposals' where refused ones are kept."""
WATCH_SECONDS = 60.0
"""Between two looks for new proposals: moderators decide one after the other, and editors need hear of them once."""
_MOST_QUESTIONS = 10


class ProposalGoneError(Exception):
    """A proposal is not there any more: taken, refused or withdrawn by somebody else."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposal: what people asked, and what moderators want done about it."""

    name: str
    raw: bytes
    questions: tuple[str, ...]
    people: int
    note: str
    records: tuple[str, ...]
    """The records it adds phrasings or other fields to."""
    gaps: int

    @property
    def is_to_fill(self) -> bool:
        """Whether it holds nothing to publish until an editor writes it."""
        return not self.records and not self.gaps


class Inbox:
    """The proposals of one installation, for those who may publish."""

    def __init__(self, desk: PublishingDesk, folder: Path) -> None:
        self._desk = desk
        self.folder = folder
        desk.before_closing = self._put_away_of

    async def list_all(self, user_id: int, chat_kind: str) -> list[Proposal]:
        """All proposals, those that most people asked about first.

        Raises:
            AccessDeniedError: They may not.
        """
        await self._desk.require(user_id, chat_kind)
        return await asyncio.to_thread(self._read_all)

    async def find(self, user_id: int, name: str, chat_kind: str) -> Proposal:
        """One proposal by the reference of its name.

        Raises:
            AccessDeniedError: They may not.
            ProposalGoneError: It is not there.
        """
        for proposal in await self.list_all(user_id, chat_kind):
            if reference(proposal.name) == name:
                return proposal
        raise ProposalGoneError

    async def take(self, user_id: int, chat_id: int, name: str, chat_kind: str) -> Draft:
        """Make a draft of a proposal; see ``find``."""
        proposal = await self.find(user_id, name, chat_kind)
        uploads = [Upload(proposal.name, proposal.raw)]
        return await self._desk.receive(user_id, chat_id, uploads, proposal=proposal.name, chat_kind=chat_kind)

    async def refuse(self, user_id: int, name: str, chat_kind: str) -> Proposal:
        """Put a proposal among those that were refused; see ``find``."""
        proposal = await self.find(user_id, name, chat_kind)
        await asyncio.to_thread(self._put_away, proposal.name, REFUSED)
        await self._desk.access.audit.append(user_id, "proposal.refused", target=reference(proposal.name))
        return proposal

    async def watch(self, tell: Callable[[int], Awaitable[None]], *, seconds: float = WATCH_SECONDS) -> None:
        """Say how many proposals have come, whenever some have, until cancelled."""
        known = self._names()
        while True:
            await asyncio.sleep(seconds)
            found = await asyncio.to_thread(self._names)
            new, known = found - known, found
            if new:
                await tell(len(new))

    async def _put_away_of(self, draft: Draft) -> None:
        """Put the proposal away that a published draft came from."""
        if draft.proposal:
            await asyncio.to_thread(self._put_away, draft.proposal, APPLIED)

    def holds(self, name: str) -> bool:
        """Whether there is a proposal in a file of this name."""
        return name in self._names()

    def _names(self) -> set[str]:
        return {path.name for path in self.folder.glob("*.json")}

    def _put_away(self, name: str, where: str) -> None:
        if self.holds(name):
            (self.folder / where).mkdir(exist_ok=True)
            (self.folder / name).replace(self.folder / where / name)

    def _read_all(self) -> list[Proposal]:
        found = [_read(path) for path in sorted(self.folder.glob("*.json"))]
        return sorted((each for each in found if each), key=lambda each: -each.people)


def _read(path: Path) -> Proposal | None:
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError:
        return None
    value = parse(raw).value
    if not isinstance(value, dict):
        return Proposal(path.name, raw, (), 0, "", (path.stem,), 0)  # for the check to tell what is wrong with it
    records = [str(each.get("id")) for each in _list(value, "records") if isinstance(each, dict)]
    people = value.get("people")
    return Proposal(
        path.name,
        raw,
        tuple(map(str, _list(value, "questions")[:_MOST_QUESTIONS])),
        int(people) if isinstance(people, str) and people.isdecimal() else 0,
        str(value.get("note") or ""),
        tuple(records),
        len(_list(value, "gaps")),
    )


def _list(value: dict[str, object], key: str) -> list[object]:
    found = value.get(key)
    return found if isinstance(found, list) else []
