"""The bot killed with SIGKILL in bursts of questions: none is lost, none is logged twice, no file is broken."""

from __future__ import annotations

import asyncio
import random
import signal
import sqlite3
from collections import Counter
from typing import TYPE_CHECKING

from tests.support.killed_bot import make_records, start_bot
from tests.support.telegram_server import TOKEN, TelegramServer
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from pathlib import Path

KILLS = 12  # tests/benchmarks/killing.py kills more often
BURST = 12
FIRST_UPDATE = 700_000_000
QUESTIONS = (
    "Thành phố xây bao nhiêu căn nhà?",
    "Bao nhiêu thẻ bảo hiểm y tế được mua?",
    "giá vàng hôm nay",
    "xin chào",
)


def _make_burst(server: TelegramServer, number: int) -> list[dict[str, object]]:
    updates = []
    for place in range(number * BURST, (number + 1) * BURST):
        person = {"id": FIRST_UPDATE + place, "is_bot": False, "first_name": "A", "language_code": "vi"}
        update = server.telegram.write(QUESTIONS[place % len(QUESTIONS)], sender=person)
        updates.append({**update, "update_id": FIRST_UPDATE + place})
    return updates


async def test_killed_in_bursts_the_bot_loses_no_question_and_logs_none_twice(tmp_path: Path) -> None:
    chance = random.Random(20200703)
    asked: set[int] = set()
    make_records(tmp_path / "records")
    async with TelegramServer() as server:
        for number in range(KILLS):
            bot = await start_bot(tmp_path, server.url)
            burst = _make_burst(server, number)
            asked |= {int(str(update["update_id"])) for update in burst}
            await server.send(*burst)
            enough = len(server.calls("sendMessage")) + chance.randint(1, BURST)
            await wait_until(lambda: len(server.calls("sendMessage")) >= enough, 60)  # noqa: B023  awaited at once
            await asyncio.sleep(chance.random() * 0.02)
            bot.send_signal(signal.SIGKILL)
            assert await bot.wait() == -signal.SIGKILL
        bot = await start_bot(tmp_path, server.url)
        await wait_until(lambda: not server.queue, 60)
        bot.send_signal(signal.SIGTERM)
        assert await bot.wait() == 0
        answered = {call["chat_id"] for call in server.calls("sendMessage")}

    assert answered == asked
    with sqlite3.connect(tmp_path / "var" / "questions.sqlite3") as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        logged = Counter(update_id for (update_id,) in database.execute("SELECT update_id FROM questions"))
        aside = database.execute("SELECT count(*) FROM set_aside_updates").fetchone()
    database.close()
    assert logged == Counter(asked)
    assert aside == (0,)
    output = (tmp_path / "log").read_text(encoding="utf-8")
    assert TOKEN not in output
    assert "Traceback" not in output
