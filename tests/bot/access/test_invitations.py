"""Invitations: random, hashed, for a day, in private, for one person, from somebody who may still invite."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from bot.access import Access, AccessDeniedError, Invitations, Role
from bot.access.errors import InvitationError, OutdatedError
from bot.access.invitation_rows import invitation_rows
from tests.support.bot_under_test import Clock
from tests.support.racing import make_members, open_access

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

ADMIN, AN, BINH = 1, 501, 502


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def access(tmp_path: Path, clock: Clock) -> AsyncIterator[Access]:
    async with open_access(tmp_path, {ADMIN: Role.ADMIN, 2: Role.STAFF}, clock=clock) as opened:
        yield opened


@pytest.fixture
def invitations(access: Access) -> Invitations:
    return Invitations(access)


async def refusal(invitations: Invitations, user_id: int, payload: str, **more: str) -> str:
    with pytest.raises(InvitationError) as refused:
        await invitations.accept(user_id, payload, **more)
    return refused.value.reason


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.STAFF, Role.ADMIN])
async def test_invitation_gives_its_role_to_whoever_opens_it(
    access: Access, invitations: Invitations, role: Role
) -> None:
    _, payload = await invitations.invite(ADMIN, role)

    accepted = await invitations.accept(AN, payload, name="An")

    assert (accepted.role, accepted.invited_by) == (role, ADMIN)
    assert await access.role_of(AN) is role
    assert "An" in [member.name for member in await access.members()]
    assert await invitations.list_open(ADMIN) == []


async def test_link_fits_telegram_and_is_kept_as_a_hash_only(
    access: Access, invitations: Invitations, tmp_path: Path
) -> None:
    _, payload = await invitations.invite(ADMIN, Role.STAFF)
    _, other = await invitations.invite(ADMIN, Role.STAFF)

    assert re.fullmatch(r"moi_[A-Za-z0-9_-]{43}", payload)
    assert payload != other
    row = await access.audit.database.read(lambda connection: connection.execute(select(invitation_rows)).first())
    assert row is not None
    assert re.fullmatch(r"[0-9a-f]{64}", row.token_hash)
    kept = await asyncio.to_thread(lambda: b"".join(path.read_bytes() for path in tmp_path.iterdir()))
    assert row.token_hash.encode() in kept
    assert payload.removeprefix("moi_").encode() not in kept


async def test_link_works_once(invitations: Invitations) -> None:
    _, payload = await invitations.invite(ADMIN, Role.STAFF)
    await invitations.accept(AN, payload)
    assert await refusal(invitations, BINH, payload) == "invalid"


async def test_same_person_opening_the_same_link_again_is_told_the_same(invitations: Invitations) -> None:
    _, payload = await invitations.invite(ADMIN, Role.STAFF)
    first = await invitations.accept(AN, payload)
    again = await invitations.accept(AN, payload)
    assert (first.is_repeated, again.is_repeated) == (False, True)
    assert again.role is Role.STAFF


async def test_used_link_gives_nothing_back_after_the_role_was_taken_away(
    access: Access, invitations: Invitations
) -> None:
    _, payload = await invitations.invite(ADMIN, Role.STAFF)
    await invitations.accept(AN, payload)
    await access.revoke(ADMIN, AN, was=Role.STAFF)
    assert await refusal(invitations, AN, payload) == "invalid"
    assert await access.role_of(AN) is Role.CITIZEN


@pytest.mark.parametrize(("hours", "is_good"), [(23.9, True), (24.1, False)])
async def test_link_ends_after_a_day(invitations: Invitations, clock: Clock, hours: float, *, is_good: bool) -> None:
    _, payload = await invitations.invite(ADMIN, Role.MODERATOR)
    clock.pass_minutes(hours * 60)
    assert len(await invitations.list_open(ADMIN)) == is_good
    if is_good:
        await invitations.accept(AN, payload)
    else:
        assert await refusal(invitations, AN, payload) == "invalid"


@pytest.mark.parametrize("payload", ["moi_", "moi_x", "moi_" + "A" * 43, "moi_' OR 1=1 --", "moi_\udcff"])
async def test_made_up_link_gives_nothing(invitations: Invitations, payload: str) -> None:
    await invitations.invite(ADMIN, Role.ADMIN)
    assert await refusal(invitations, AN, payload) == "invalid"


async def test_link_is_not_taken_in_a_group_and_stays_good(invitations: Invitations) -> None:
    _, payload = await invitations.invite(ADMIN, Role.STAFF)
    assert await refusal(invitations, AN, payload, chat_kind="group") == "private"
    assert await refusal(invitations, -1001, payload) == "private"
    await invitations.accept(AN, payload)


async def test_who_has_as_much_leaves_the_link_for_somebody_else(invitations: Invitations) -> None:
    _, payload = await invitations.invite(ADMIN, Role.MODERATOR)
    assert await refusal(invitations, ADMIN, payload) == "needless"
    await invitations.accept(AN, payload)


async def test_withdrawn_link_is_worthless(invitations: Invitations) -> None:
    invitation, payload = await invitations.invite(ADMIN, Role.MODERATOR)
    await invitations.withdraw(ADMIN, invitation.id)
    assert await refusal(invitations, AN, payload) == "invalid"
    with pytest.raises(OutdatedError):
        await invitations.withdraw(ADMIN, invitation.id)


async def test_link_of_somebody_who_is_no_admin_any_more_is_worthless(access: Access, invitations: Invitations) -> None:
    await make_members(access, {50: Role.ADMIN})
    _, payload = await invitations.invite(50, Role.ADMIN)
    await access.grant(ADMIN, 50, Role.STAFF, was=Role.ADMIN)
    assert await refusal(invitations, AN, payload) == "invalid"


async def test_same_id_makes_one_invitation(invitations: Invitations) -> None:
    await invitations.invite(ADMIN, Role.STAFF, invitation_id=7)
    with pytest.raises(OutdatedError):
        await invitations.invite(ADMIN, Role.STAFF, invitation_id=7)
    assert [each.id for each in await invitations.list_open(ADMIN)] == [7]


@pytest.mark.parametrize("actor", [2, AN])
async def test_others_than_admins_do_not_invite(invitations: Invitations, actor: int) -> None:
    invitation, _ = await invitations.invite(ADMIN, Role.STAFF)
    with pytest.raises(AccessDeniedError):
        await invitations.invite(actor, Role.MODERATOR)
    with pytest.raises(AccessDeniedError):
        await invitations.withdraw(actor, invitation.id)
    with pytest.raises(AccessDeniedError):
        await invitations.list_open(actor)


async def test_nobody_is_invited_to_be_a_citizen(invitations: Invitations) -> None:
    with pytest.raises(ValueError, match="invited"):
        await invitations.invite(ADMIN, Role.CITIZEN)
