"""The bot killed with SIGKILL while people ask and moderators review; tests/benchmarks/killing.py does it 200 times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.killed_reviewing import Trial
from tests.support.telegram_server import TelegramServer

if TYPE_CHECKING:
    from pathlib import Path

KILLS = 6


async def test_killed_while_reviewing_the_bot_loses_and_doubles_nothing_and_its_audit_chain_holds(
    tmp_path: Path,
) -> None:
    async with TelegramServer() as server:
        figures = await Trial(tmp_path, server).run(KILLS)
    assert figures.faults == []
    assert figures.decided
    assert figures.kills == KILLS
