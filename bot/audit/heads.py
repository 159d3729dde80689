"""The second place that knows the chain: a file beside the database with the number and hash of each row."""

from __future__ import annotations

import logging
import os
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.audit.chain import Head

FILE = "audit.heads"

_LINE = re.compile(r"([1-9][0-9]{0,17}):([0-9a-f]{64})")
_TORN = re.compile(r"([1-9][0-9]{0,17}(:[0-9a-f]{0,63})?)?")
"""The beginning of a line: it confirms nothing, as if it were not there."""

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Heads:
    """What the file says."""

    hashes: dict[int, str] = field(default_factory=dict)
    conflicts: set[int] = field(default_factory=set)
    """Rows of which it says two different things."""
    damaged: list[int] = field(default_factory=list)
    """Lines that say nothing."""


def write_heads(path: Path, heads: Sequence[Head]) -> None:
    """Add rows to the file, which comes after their transaction: a crash in between leaves a row without a line.

    One small write to a file opened for appending is never mixed up with another process's.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            is_torn = False
            if os.fstat(descriptor).st_size:
                os.lseek(descriptor, -1, os.SEEK_END)
                is_torn = os.read(descriptor, 1) != b"\n"  # the power failed in an earlier line
            os.write(descriptor, ("\n" * is_torn + "".join(f"{head}\n" for head in heads)).encode("ascii"))
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:  # the row itself is safe, and so is what it tells of
        logger.warning("Không ghi được / cannot write %s: %s", path, error.strerror)


def read_heads(path: Path) -> Heads:
    """Read the file; there is none where nothing was ever appended."""
    heads = Heads()
    if not path.exists():
        return heads
    with path.open(encoding="ascii", errors="replace") as file:
        for number, line in enumerate(file, start=1):
            found = _LINE.fullmatch(line.rstrip("\n"))
            if found is None and not _TORN.fullmatch(line.rstrip("\n")):
                heads.damaged.append(number)
            elif found is not None and heads.hashes.setdefault(int(found[1]), found[2]) != found[2]:
                heads.conflicts.add(int(found[1]))
    return heads
