"""Kills the bot with SIGKILL while people ask and moderators review, and checks that nothing is lost or doubled.

Run: python tests/benchmarks/killing.py [KILLS]
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.support.killed_reviewing import Trial
from tests.support.telegram_server import TelegramServer


async def main(kills: int) -> int:
    """Print the figures; 1 where something is wrong."""
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        async with TelegramServer() as server:
            figures = await Trial(Path(folder), server).run(kills)
    for name, value in asdict(figures).items():
        print(f"{name}: {value}")
    print(f"seconds: {time.perf_counter() - begun:.0f}")
    return 1 if figures.faults else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)))
