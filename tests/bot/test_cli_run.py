"""Bare `thidua`: what ends it before and after it has begun."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.support.records import write_records
from tests.support.telegram_server import TOKEN, Failure, TelegramServer

if TYPE_CHECKING:
    from pathlib import Path


def run_bot(folder: Path, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "bot"],
        input=stdin,
        capture_output=True,
        check=False,
        cwd=folder,
        timeout=60,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), **environment},
    )


def test_an_unknown_delivery_ends_with_code_2_and_one_line(tmp_path: Path) -> None:
    ended = run_bot(tmp_path, DELIVERY="pigeon")
    assert ended.returncode == 2
    assert ended.stderr.decode().count("\n") == 1
    assert "DELIVERY" in ended.stderr.decode()


def test_the_webhook_is_plainly_said_to_be_not_there_yet(tmp_path: Path) -> None:
    ended = run_bot(tmp_path, DELIVERY="webhook", TELEGRAM_BOT_TOKEN=TOKEN)
    assert ended.returncode == 2
    assert "this version has no webhook yet" in ended.stderr.decode()


def test_broken_records_end_the_bot_with_code_1_and_a_line_for_each_problem(tmp_path: Path) -> None:
    records = write_records(tmp_path / "records", b"{", b"[]")
    ended = run_bot(tmp_path, KNOWLEDGE_DIR=str(records))
    lines = ended.stderr.decode().splitlines()
    assert ended.returncode == 1
    assert len(lines) == 2
    assert all(f" ERROR bot.running: {records}/topics/raw-{number}.json:1: /: " in lines[number] for number in (0, 1))


def test_a_talk_through_pipes_survives_bytes_that_are_no_text_and_any_locale(
    tmp_path: Path, shipped_data: Path
) -> None:
    shutil.copytree(shipped_data, tmp_path / "var")
    question = "Thành phố xây bao nhiêu căn nhà?\n".encode() + b"\xff\xfe\xc3\n"
    ended = run_bot(tmp_path, question, LC_ALL="C", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0")
    assert ended.returncode == 0, ended.stderr.decode()
    assert "145" in ended.stdout.decode()
    assert ended.stderr == b""


async def test_a_second_poller_ends_with_code_1_and_one_line_without_the_token(
    tmp_path: Path, shipped_data: Path
) -> None:
    shutil.copytree(shipped_data, tmp_path / "var")
    async with TelegramServer() as server:
        server.failures["getUpdates"] += [Failure(409, "Conflict: terminated by other getUpdates request")] * 9
        ended = await asyncio.to_thread(
            run_bot, tmp_path, TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=server.url, DATA_DIR=str(tmp_path / "var")
        )
    assert ended.returncode == 1
    errors = [line for line in ended.stderr.decode().splitlines() if " ERROR " in line]
    assert len(errors) == 1
    assert "409" in errors[0]
    assert TOKEN not in ended.stderr.decode()
    assert "Traceback" not in ended.stderr.decode()
