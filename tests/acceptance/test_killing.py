"""The bot killed with SIGKILL in bursts of questions: none is lost, none is logged twice, no file is broken."""

from __future__ import annotations

import asyncio
import json
import os
import random
import shutil
import signal
import sqlite3
import sys
from collections import Counter
from typing import TYPE_CHECKING

from knowledge.loading import shipped_records
from tests.support.telegram_server import TOKEN, TelegramServer
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from pathlib import Path

KILLS = 22
BURST = 12
FIRST_UPDATE = 700_000_000
QUESTIONS = (
    "Thành phố xây bao nhiêu căn nhà?",
    "Bao nhiêu thẻ bảo hiểm y tế được mua?",
    "giá vàng hôm nay",
    "xin chào",
)
RECORD = {
    "id": "nha-cho-ho-kho-khan",
    "kind": "figure",
    "subject": "Căn nhà xây cho hộ khó khăn về nhà ở",
    "answer": "145 căn nhà cho các hộ khó khăn về nhà ở",
    "figure": {"value": "145", "unit": "căn nhà"},
    "phrasings": ["Thành phố xây bao nhiêu căn nhà?"],
    "citations": [
        {
            "source": "bao-soc-trang-2020-07-03",
            "passage": "p4",
            "quote": "xây dựng 145 căn nhà cho các hộ khó khăn về nhà ở",
        }
    ],
}


def _make_records(folder: Path) -> None:
    """Make a knowledge of one record: the bot is started so often that a large one would only cost time."""
    shutil.copytree(shipped_records() / "sources", folder / "sources")
    for name, content in (
        ("topics/nha.json", {"topic": "nha", "title": "Nhà ở", "records": [RECORD]}),
        ("lexicon/words.json", {"words": ["nhà"]}),
    ):
        (folder / name).parent.mkdir()
        (folder / name).write_text(json.dumps(content), encoding="utf-8")


async def _start_bot(folder: Path, url: str) -> asyncio.subprocess.Process:
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": url,
        "KNOWLEDGE_DIR": str(folder / "records"),
        "DATA_DIR": str(folder / "var"),
        "SEND_RATE": "0",
    }
    with (folder / "log").open("ab") as log:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            env=environment,
            cwd=folder,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=log,
            stderr=log,
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
    _make_records(tmp_path / "records")
    async with TelegramServer() as server:
        for number in range(KILLS):
            bot = await _start_bot(tmp_path, server.url)
            burst = _make_burst(server, number)
            asked |= {int(str(update["update_id"])) for update in burst}
            await server.send(*burst)
            enough = len(server.calls("sendMessage")) + chance.randint(1, BURST)
            await wait_until(lambda: len(server.calls("sendMessage")) >= enough, 60)  # noqa: B023  awaited at once
            await asyncio.sleep(chance.random() * 0.02)
            bot.send_signal(signal.SIGKILL)
            assert await bot.wait() == -signal.SIGKILL
        bot = await _start_bot(tmp_path, server.url)
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
