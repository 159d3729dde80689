"""`thidua knowledge check --watch`: does the check again as the editor saves, until Ctrl-C."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

_WATCHED = (".json", ".jsonl")
_SETTLE = 150
"""Milliseconds without another change: editors write a file in several steps."""


def watch(records: Path, check: Callable[[], None], changes: Iterable[set[tuple[Any, str]]] | None = None) -> None:
    """Check once, then after every change of a file of records; Ctrl-C ends it quietly.

    Args:
        records: the folder to watch, with those below it.
        check: does the check and prints what it finds.
        changes: what changes; without it, what the file system tells.
    """
    with suppress(KeyboardInterrupt):  # whether it waits or is in the middle of a check
        _check(check, "")
        click.echo(
            "Đang theo dõi; lưu tệp là kiểm tra lại, Ctrl-C để dừng / watching: save to check again, Ctrl-C to stop",
            err=True,
        )
        for changed in changes if changes is not None else _changes(records):
            names = sorted({path.rpartition("/")[2] for _, path in changed})
            _check(check, ", ".join(names))


def _changes(records: Path) -> Iterable[set[tuple[Any, str]]]:
    from watchfiles import watch as watch_files

    def is_watched(_: object, path: str) -> bool:
        name = path.rpartition("/")[2]
        return name.endswith(_WATCHED) and not name.startswith(".")

    yield from watch_files(records, watch_filter=is_watched, debounce=1000, step=_SETTLE, raise_interrupt=False)


def _check(check: Callable[[], None], why: str) -> None:
    """One round under its time; a file that is gone in the middle of it is no reason to stop watching."""
    click.echo(f"── {datetime.now().astimezone():%H:%M:%S}{f'  {why}' if why else ''}")
    try:
        check()
    except OSError as error:
        click.echo(f"không đọc được, sẽ thử lại khi lưu / unreadable, tried again at the next save: {error}", err=True)
