"""Prints what one `thidua ask` costs from a cold start, against importing telegram.ext and rapidfuzz alone."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time

RIVAL = ["-c", "import telegram.ext, rapidfuzz"]
QUESTIONS = {
    "as printed": "Thành phố đã xây bao nhiêu căn nhà cho hộ nghèo?",
    "with slips": "xay dc bao nhieuu cann nhaf v",
    "declined": "Giá vàng hôm nay bao nhiêu?",
}
ALLOWED = 1.5


def measure(arguments: list[str], environment: dict[str, str]) -> float:
    """Seconds of one run of Python."""
    started = time.perf_counter()
    subprocess.run([sys.executable, *arguments], env=environment, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started


def main() -> None:
    """Run all in turn, so that a busy machine is unfair to none; the least of each counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    commands = {"rival": RIVAL} | {name: ["-m", "bot", "ask", text] for name, text in QUESTIONS.items()}
    with tempfile.TemporaryDirectory() as data_dir:
        environment = os.environ | {"DATA_DIR": data_dir}
        first = measure(commands["as printed"], environment)
        least = dict.fromkeys(commands, float("inf"))
        for _ in range(runs):
            for name, arguments in commands.items():
                least[name] = min(least[name], measure(arguments, environment))
    rival = least.pop("rival")
    print(f"import telegram.ext, rapidfuzz  {rival * 1000:6.0f} ms")
    for name, seconds in least.items():
        print(f"thidua ask, {name:<18}  {seconds * 1000:6.0f} ms  {seconds / rival:4.2f} times (allowed: {ALLOWED})")
    print(f"thidua ask, the very first      {first * 1000:6.0f} ms  (checks, builds and compiles the records)")


if __name__ == "__main__":
    main()
