"""Who may do what, and how roles are changed: seeds of the environment, the last admin, refusals on record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from bot.access import LEAST_ROLES, Access, AccessDeniedError, Right, Role, collect_seeds
from bot.access.errors import LastAdminError, OutdatedError, SeedError
from bot.access.recalling import recall
from bot.audit.chain import audit_rows
from bot.settings import Settings
from tests.support.bot_under_test import Clock
from tests.support.racing import ADMINS, make_members, open_access

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

SEED_ADMIN, SEED_STAFF, SEED_MODERATOR, CITIZEN = 1, 2, 3, 99
SEEDS = {SEED_ADMIN: Role.ADMIN, SEED_STAFF: Role.STAFF, SEED_MODERATOR: Role.MODERATOR}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def access(tmp_path: Path, clock: Clock) -> AsyncIterator[Access]:
    async with open_access(tmp_path, SEEDS, clock=clock) as opened:
        yield opened


@pytest.fixture
async def seedless(tmp_path: Path) -> AsyncIterator[Access]:
    async with open_access(tmp_path) as opened:
        await make_members(opened, dict.fromkeys(ADMINS, Role.ADMIN))
        yield opened


async def audited(access: Access) -> list[tuple[str, str, str]]:
    statement = select(audit_rows.c.actor, audit_rows.c.action, audit_rows.c.target).order_by(audit_rows.c.number)
    rows = await access.audit.database.read(lambda connection: connection.execute(statement).all())
    return [(row.actor, row.action, row.target) for row in rows]


def test_environment_gives_the_highest_of_several_roles() -> None:
    settings = Settings(_env_file=None, admin_ids="1", staff_ids="1,2", moderator_ids="1,2,3")
    assert collect_seeds(settings) == SEEDS


@pytest.mark.parametrize("right", Right)
@pytest.mark.parametrize(("user_id", "role"), [*SEEDS.items(), (CITIZEN, Role.CITIZEN)])
async def test_right_is_had_from_its_least_role_on(access: Access, right: Right, user_id: int, role: Role) -> None:
    if role >= LEAST_ROLES[right]:
        assert await access.require(user_id, right) is role
    else:
        with pytest.raises(AccessDeniedError) as denied:
            await access.require(user_id, right)
        assert not denied.value.is_about_chat


@pytest.mark.parametrize("chat_kind", ["group", "supergroup", "channel", "inline"])
async def test_right_is_refused_outside_private_chats(access: Access, chat_kind: str) -> None:
    with pytest.raises(AccessDeniedError) as denied:
        await access.require(SEED_ADMIN, Right.REVIEW, chat_kind=chat_kind)
    assert denied.value.is_about_chat


async def test_chat_in_whose_name_people_speak_has_no_role(access: Access) -> None:
    await make_members(access, {-1001: Role.ADMIN})
    assert await access.role_of(-1001) is Role.CITIZEN


async def test_those_with_a_right_are_known_by_id(access: Access) -> None:
    await make_members(access, {50: Role.STAFF})
    assert set(await access.ids_with(Right.PUBLISH)) == {SEED_ADMIN, SEED_STAFF, 50}


async def test_refusal_is_audited_once_an_hour_and_names_a_citizen_by_pseudonym(access: Access, clock: Clock) -> None:
    firsts = []
    for _ in range(3):
        with pytest.raises(AccessDeniedError) as denied:
            await access.require(CITIZEN, Right.REVIEW)
        firsts.append(denied.value.is_first)
    assert firsts == [True, False, False]
    assert await audited(access) == [("somebody-1", "access.denied", "review")]

    clock.pass_minutes(61)
    with pytest.raises(AccessDeniedError):
        await access.require(CITIZEN, Right.REVIEW)
    assert len(await audited(access)) == 2


async def test_refusal_of_a_member_is_audited_by_id(access: Access) -> None:
    with pytest.raises(AccessDeniedError):
        await access.require(SEED_MODERATOR, Right.PUBLISH)
    assert await audited(access) == [(str(SEED_MODERATOR), "access.denied", "publish")]


async def test_role_is_changed_and_taken_away_on_record(access: Access) -> None:
    await make_members(access, {50: Role.MODERATOR})

    changed = await access.grant(SEED_ADMIN, 50, Role.STAFF, was=Role.MODERATOR)
    assert (changed.role, changed.name) == (Role.STAFF, "Người 50")
    assert await access.role_of(50) is Role.STAFF

    await access.revoke(SEED_ADMIN, 50, was=Role.STAFF)
    assert await access.role_of(50) is Role.CITIZEN
    assert 50 not in [member.user_id for member in await access.members()]
    assert await audited(access) == [("1", "role.changed", "50"), ("1", "role.revoked", "50")]


@pytest.mark.parametrize("actor", [SEED_STAFF, SEED_MODERATOR, CITIZEN])
async def test_others_than_admins_change_nothing(access: Access, actor: int) -> None:
    await make_members(access, {50: Role.MODERATOR})
    with pytest.raises(AccessDeniedError):
        await access.grant(actor, 50, Role.ADMIN, was=Role.MODERATOR)
    with pytest.raises(AccessDeniedError):
        await access.list_members(actor)
    assert await access.role_of(50) is Role.MODERATOR


async def test_strangers_are_granted_nothing(access: Access) -> None:
    with pytest.raises(OutdatedError):
        await access.grant(SEED_ADMIN, CITIZEN, Role.STAFF, was=Role.CITIZEN)


async def test_change_of_a_role_that_is_another_by_now_does_nothing(access: Access) -> None:
    await make_members(access, {50: Role.STAFF})
    with pytest.raises(OutdatedError):
        await access.grant(SEED_ADMIN, 50, Role.ADMIN, was=Role.MODERATOR)
    assert await access.role_of(50) is Role.STAFF


@pytest.mark.parametrize(
    ("user_id", "role"), [(SEED_ADMIN, Role.CITIZEN), (SEED_ADMIN, Role.STAFF), (SEED_STAFF, Role.MODERATOR)]
)
async def test_role_of_the_environment_is_not_lowered(access: Access, user_id: int, role: Role) -> None:
    await make_members(access, {50: Role.ADMIN})
    with pytest.raises(SeedError) as refused:
        await access.grant(50, user_id, role, was=SEEDS[user_id])
    assert refused.value.member.seed is SEEDS[user_id]
    assert await access.role_of(user_id) is SEEDS[user_id]


async def test_what_was_given_beyond_the_environment_is_taken_back_to_it(access: Access) -> None:
    await access.grant(SEED_ADMIN, SEED_STAFF, Role.ADMIN, was=Role.STAFF)
    assert await access.role_of(SEED_STAFF) is Role.ADMIN

    after = await access.revoke(SEED_ADMIN, SEED_STAFF, was=Role.ADMIN)

    assert after.role is Role.STAFF
    assert await access.role_of(SEED_STAFF) is Role.STAFF


async def test_last_admin_stays(seedless: Access) -> None:
    first, second = ADMINS
    await seedless.revoke(first, second, was=Role.ADMIN)
    for role in (Role.CITIZEN, Role.MODERATOR, Role.STAFF):
        with pytest.raises(LastAdminError):
            await seedless.grant(first, first, role, was=Role.ADMIN)
    assert await seedless.role_of(first) is Role.ADMIN


async def test_last_given_admin_may_go_while_the_environment_names_one(access: Access) -> None:
    await make_members(access, {50: Role.ADMIN})
    await access.revoke(50, 50, was=Role.ADMIN)
    assert await access.role_of(50) is Role.CITIZEN


async def test_people_see_their_role_and_what_is_on_record_of_them(access: Access) -> None:
    await make_members(access, {50: Role.MODERATOR})
    await access.grant(SEED_ADMIN, 50, Role.STAFF, was=Role.MODERATOR)
    with pytest.raises(AccessDeniedError):
        await access.require(CITIZEN, Right.REVIEW)

    async def told(user_id: int, *pseudonyms: str) -> dict[str, Any]:
        return await access.audit.database.read(lambda connection: recall(connection, user_id, pseudonyms))

    member, citizen, stranger = await told(50), await told(CITIZEN, "somebody-1"), await told(98, "somebody-0")
    assert [(each["role"], each["name"]) for each in member["members"]] == [("staff", "Người 50")]
    assert [each["action"] for each in member["audit"]] == ["role.changed"]
    assert member["audit"][0]["details"] == {"from": "MODERATOR", "to": "STAFF"}
    assert (citizen["members"], [each["target"] for each in citizen["audit"]]) == ([], ["review"])
    assert stranger == {"members": [], "audit": []}
