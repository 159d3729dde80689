"""Two processes at once: one admin stays, a link works once, the audit log is one chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.access import Invitations, Role
from bot.audit.checking import verify
from bot.audit.heads import FILE, read_heads
from tests.support.racing import ADMINS, Racers, make_members, open_access

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def racers() -> Iterator[Racers]:
    both = Racers()
    yield both
    both.close()


@pytest.mark.parametrize(
    ("job", "refusal"),
    [("revoke", "AccessDeniedError"), ("resign", "LastAdminError")],
    ids=["each other", "themselves"],
)
async def test_two_admins_removing_at_once_leave_one(
    racers: Racers, url: str, tmp_path: Path, job: str, refusal: str
) -> None:
    async with open_access(tmp_path, url=url):
        outcomes = racers.race(job, url, tmp_path, rounds=25)

    for first, second in outcomes:
        outcome, _, admins_left = first.rpartition(" ")
        assert sorted([outcome, second]) == [refusal, "done"]
        assert admins_left == "1"


async def test_two_people_opening_a_link_get_one_role(racers: Racers, url: str, tmp_path: Path) -> None:
    async with open_access(tmp_path, url=url) as access:
        await make_members(access, dict.fromkeys(ADMINS, Role.ADMIN))
        made = [await Invitations(access).invite(ADMINS[0], Role.STAFF) for _ in range(20)]
        (tmp_path / "payloads").write_text("\n".join(payload for _, payload in made))

        outcomes = racers.race("accept", url, tmp_path, rounds=len(made))

        assert [sorted(each) for each in outcomes] == [["InvitationError", "done"]] * len(made)
        staff = [member for member in await access.members() if member.role is Role.STAFF]
        assert len(staff) == len(made)


async def test_two_processes_append_one_chain(racers: Racers, url: str, tmp_path: Path) -> None:
    async with open_access(tmp_path, url=url) as access:
        racers.race("append", url, tmp_path, rounds=50)

        verdict = await access.audit.database.read(lambda connection: verify(connection, read_heads(tmp_path / FILE)))

    assert (verdict.rows, verdict.unconfirmed, verdict.problems) == (100, 0, [])
