"""`thidua knowledge check --watch`: checks at the start and at every save, and ends quietly."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli_watching import watch
from tests.support.records import make_record, make_source, make_topic, write_records

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

ROOT = Path(__file__).parents[2]


def test_each_change_is_checked_under_the_names_of_its_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rounds: list[int] = []
    changes = [{(1, "/x/topics/b.json"), (2, "/x/topics/a.json")}, {(1, "/x/sources/c.json")}]

    watch(tmp_path, lambda: rounds.append(1), changes)

    heads = [line.split("  ")[1:] for line in capsys.readouterr().out.splitlines()]
    assert len(rounds) == 3
    assert heads == [[], ["a.json, b.json"], ["c.json"]]


def test_file_that_vanishes_while_it_is_checked_does_not_end_the_watch(tmp_path: Path) -> None:
    rounds: list[int] = []

    def check() -> None:
        rounds.append(1)
        raise OSError("gone")

    watch(tmp_path, check, [{(1, "a.json")}])

    assert len(rounds) == 2


def test_saving_a_mistake_and_mending_it_is_told_as_it_happens(tmp_path: Path) -> None:
    records = write_records(tmp_path / "records")
    said = tmp_path / "said.txt"
    environment = {**os.environ, "DATA_DIR": str(tmp_path / "var"), "KNOWLEDGE_DIR": str(records)}
    with said.open("w", encoding="utf-8") as out, _in_the_foreground():
        program = subprocess.Popen(
            [sys.executable, "-u", "-m", "bot", "knowledge", "check", "--watch"],
            cwd=ROOT,
            env=environment,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_for(said, "watching")
        time.sleep(0.3)  # the watcher is set up just after it says so
        write_records(records, make_source(), make_topic(make_record(kind="figures")))
        _wait_for(said, "/records/0/kind")
        write_records(records, make_source(), make_topic())
        _wait_for(said, "Không có lỗi", times=2)
    finally:
        program.send_signal(signal.SIGINT)
        code = program.wait(timeout=20)

    assert code == 0
    assert "Traceback" not in said.read_text(encoding="utf-8")


def test_interrupt_in_the_middle_of_a_check_ends_the_watch_quietly(tmp_path: Path) -> None:
    rounds: list[int] = []

    def check() -> None:
        rounds.append(1)
        if len(rounds) == 2:
            raise KeyboardInterrupt

    watch(tmp_path, check, [{(1, "a.json")}, {(1, "b.json")}])

    assert len(rounds) == 2


@contextmanager
def _in_the_foreground() -> Iterator[None]:
    """A shell that runs the tests in its background has its programs ignore an interrupt, and theirs as well."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _wait_for(path: Path, text: str, times: int = 1) -> None:
    end = time.monotonic() + 20
    while path.read_text(encoding="utf-8").count(text) < times:
        assert time.monotonic() < end, path.read_text(encoding="utf-8")
        time.sleep(0.05)
