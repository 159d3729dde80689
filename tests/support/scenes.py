"""A bot with something to do for everyone: a group to review, drafts, versions, a proposal, an invitation."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.access import Invitations, Role
from bot.publishing.uploads import Upload
from bot.questionlog.store import QuestionLog
from tests.support.applications import make_entry
from tests.support.attempts import EDITED, KNOWN_MEMBER, OTHER_ADMIN, PEOPLE, Scene
from tests.support.phone import Phone, a_topic, open_phone
from tests.support.racing import make_members

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


EDITOR: int = PEOPLE[Role.STAFF]["id"]


async def draft(phone: Phone, answer: str) -> int:
    """Another answer, sent and previewed by the editor."""
    desk = phone.bot.application.bot_data.publishing.desk
    upload = Upload("an-sinh.json", a_topic(f"{answer}: 145 căn nhà cho các hộ khó khăn về nhà ở"))
    sent = await desk.receive(EDITOR, EDITOR, [upload])
    await desk.preview(EDITOR, sent.id)
    return sent.id


@asynccontextmanager
async def open_scene(folder: Path) -> AsyncIterator[Scene]:
    async with open_phone(folder) as phone:
        bot = phone.bot
        held = bot.application.bot_data
        await make_members(held.access, {who["id"]: role for role, who in PEOPLE.items()})
        await make_members(held.access, {OTHER_ADMIN: Role.ADMIN, KNOWN_MEMBER: Role.MODERATOR})
        asked = make_entry(outcome="not_found", text="Xyzzy plugh quux garply?", records=())
        await QuestionLog(held.access.audit.database, clock=bot.clock).add(asked)
        await held.caretaker.catch_up()
        assert (await held.review.report(PEOPLE[Role.MODERATOR]["id"], 1)).group.people == 1
        invitation, payload = await Invitations(held.access).invite(PEOPLE[Role.ADMIN]["id"], Role.MODERATOR)
        proposal = held.publishing.inbox.folder / "nhom-99.json"
        proposal.parent.mkdir(exist_ok=True)
        proposal.write_bytes(EDITED)
        earlier = phone.store.current()
        first, second = await draft(phone, "Lần đầu"), await draft(phone, "Lần sau")
        await held.publishing.desk.publish(EDITOR, first, earlier)
        await held.publishing.desk.preview(EDITOR, second)
        yield Scene(
            bot,
            group=1,
            key=asked.key,
            invitation=invitation.id,
            payload=payload,
            draft=second,
            version=phone.store.current(),
            earlier=earlier,
            proposal=proposal.name,
        )
        assert bot.set_aside() == []
