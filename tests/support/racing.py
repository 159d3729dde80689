"""Two processes that do the same thing to one database at the same moment, again and again."""

from __future__ import annotations

import asyncio
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from bot.access import Access, AccessDeniedError, Invitations, Right, Role
from bot.access.errors import InvitationError, LastAdminError, OutdatedError
from bot.access.member_rows import write_member
from bot.audit import AuditLog
from bot.questionlog.working import Database
from tests.support.applications import sqlite_url

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from datetime import datetime
    from pathlib import Path

ADMINS = (11, 12)
REFUSALS = (AccessDeniedError, InvitationError, LastAdminError, OutdatedError)
_barrier: Any = None


@asynccontextmanager
async def open_access(
    data_dir: Path,
    seeds: dict[int, Role] | None = None,
    *,
    url: str | None = None,
    clock: Callable[[], datetime] | None = None,
) -> AsyncIterator[Access]:
    """The roles kept in a folder, or in the database at ``url``, as one process sees them."""
    database = await asyncio.to_thread(Database.open, url or sqlite_url(data_dir))
    ticking = {} if clock is None else {"clock": clock}
    audit = AuditLog(database, data_dir, **ticking)
    yield Access(audit, seeds or {}, lambda user_id: f"somebody-{user_id % 7}", **ticking)
    await database.close()


async def make_members(access: Access, members: dict[int, Role]) -> None:
    """Write members as if they had been invited."""
    now = access.clock()

    def work(connection: Any) -> None:
        for user_id, role in members.items():
            write_member(connection, user_id, role, granted_by=1, granted_at=now, name=f"Người {user_id}")

    await access.audit.database.run(work)


class Racers:
    """Two processes at the same line."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(2, mp_context=context, initializer=_prepare, initargs=(context.Barrier(2),))

    def race(self, job: str, url: str, data_dir: Path, rounds: int) -> list[list[str]]:
        """Let both do a job at once, so many times; what became of it, for each round."""
        runs = [self._pool.submit(_run, job, number, url, data_dir, rounds) for number in (0, 1)]
        return [list(each) for each in zip(*(run.result(timeout=60) for run in runs), strict=True)]

    def close(self) -> None:
        """Let them go."""
        self._pool.shutdown()


def _prepare(barrier: Any) -> None:
    global _barrier  # noqa: PLW0603  how a pool hands something to its processes
    _barrier = barrier


def _run(job: str, number: int, url: str, data_dir: Path, rounds: int) -> list[str]:
    return asyncio.run(_race(job, number, url, data_dir, rounds))


async def _race(job: str, number: int, url: str, data_dir: Path, rounds: int) -> list[str]:
    outcomes = []
    async with open_access(data_dir, url=url) as access:
        for each in range(rounds):
            if number == 0:
                await make_members(access, dict.fromkeys(ADMINS, Role.ADMIN))
            payloads = (data_dir / "payloads").read_text().split() if job == "accept" else []
            _barrier.wait(30)
            try:
                if job == "revoke":
                    await access.revoke(ADMINS[number], ADMINS[1 - number], was=Role.ADMIN)
                elif job == "resign":
                    await access.revoke(ADMINS[number], ADMINS[number], was=Role.ADMIN)
                elif job == "accept":
                    await Invitations(access).accept(100 + 2 * each + number, payloads[each])
                else:
                    await access.audit.append(ADMINS[number], "test.raced", target=str(each))
                outcomes.append("done")
            except REFUSALS as refusal:
                outcomes.append(type(refusal).__name__)
            _barrier.wait(30)
            if number == 0 and job in {"revoke", "resign"}:
                outcomes[-1] += f" {len(await access.ids_with(Right.MANAGE_ROLES))}"
            _barrier.wait(30)
    return outcomes
