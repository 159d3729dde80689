"""The bot as a process of its own that is killed with SIGKILL, over a small knowledge so that it starts fast."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sys
from typing import TYPE_CHECKING

from knowledge.loading import shipped_records
from tests.support.telegram_server import TOKEN

if TYPE_CHECKING:
    from pathlib import Path

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


def make_records(folder: Path) -> None:
    """Make a knowledge of one record: the bot is started so often that a large one would only cost time."""
    shutil.copytree(shipped_records() / "sources", folder / "sources")
    for name, content in (
        ("topics/nha.json", {"topic": "nha", "title": "Nhà ở", "records": [RECORD]}),
        ("lexicon/words.json", {"words": ["nhà"]}),
    ):
        (folder / name).parent.mkdir()
        (folder / name).write_text(json.dumps(content), encoding="utf-8")


async def start_bot(folder: Path, url: str, **environment: str) -> asyncio.subprocess.Process:
    """Start the bot on the records and the data in a folder; what it says goes to the file ``log`` there."""
    everything = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": url,
        "KNOWLEDGE_DIR": str(folder / "records"),
        "DATA_DIR": str(folder / "var"),
        "SEND_RATE": "0",
        **environment,
    }
    with (folder / "log").open("ab") as log:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            env=everything,
            cwd=folder,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
