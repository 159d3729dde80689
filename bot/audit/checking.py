"""Verifying the audit log: every row against itself, the row before it, and the second place that knows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import select

from bot.audit.chain import START, Head, audit_rows, hash_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.audit.heads import Heads

Fault = Literal["edited", "missing", "unlinked", "replaced", "removed", "not_as_noted", "heads_damaged"]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and from which row on."""

    number: int
    """The row; of a damaged file of heads, the line."""
    fault: Fault
    until: int
    """The last row of a gap; elsewhere ``number`` once more."""


@dataclass(slots=True)
class Verdict:
    """What became of verifying."""

    rows: int = 0
    newest: Head | None = None
    unconfirmed: int = 0
    """Rows that the file of heads does not know: of another machine, of a crash, or put in by another hand."""
    problems: list[Problem] = field(default_factory=list)


def verify(connection: Connection, heads: Heads, noted: Head | None = None) -> Verdict:
    """Verify all rows, the first to the newest.

    Args:
        connection: The database.
        heads: What the second place says.
        noted: A row's number and hash that somebody wrote down earlier, outside the installation.

    Returns:
        The verdict, its problems in the order of rows: edited (a row is not what its hash says), missing (numbers are
        left out), unlinked (it does not follow the row before it), replaced (it is another row than was written),
        removed (the newest rows are gone), not as noted.
    """
    verdict = Verdict()
    expected, previous = 1, START
    for row in iterate_rows(connection):
        number: int = row["number"]
        if number != expected:
            verdict.problems.append(Problem(expected, "missing", number - 1))
        fault = _fault(row, previous if number == expected else None, heads)
        if fault is not None:
            verdict.problems.append(Problem(number, fault, number))
        if noted is not None and number == noted.number and row["hash"] != noted.hash:
            verdict.problems.append(Problem(number, "not_as_noted", number))
        verdict.unconfirmed += number not in heads.hashes
        verdict.rows += 1
        verdict.newest = Head(number, row["hash"])
        expected, previous = number + 1, row["hash"]
    latest = max([0, *heads.hashes, *([noted.number] if noted is not None else [])])
    if latest >= expected:
        verdict.problems.append(Problem(expected, "removed", latest))
    verdict.problems += [Problem(line, "heads_damaged", line) for line in heads.damaged]
    return verdict


def iterate_rows(
    connection: Connection, *, since: datetime | None = None, last: int | None = None
) -> Iterator[dict[str, Any]]:
    """The rows in order, from a moment on or so many of the newest."""
    statement = select(audit_rows).order_by(audit_rows.c.number)
    if since is not None:
        statement = statement.where(audit_rows.c.at >= since.isoformat(timespec="microseconds"))
    if last is not None:
        newest = select(audit_rows.c.number).order_by(audit_rows.c.number.desc()).limit(last)
        statement = statement.where(audit_rows.c.number.in_(newest))
    for row in connection.execution_options(yield_per=1000).execute(statement).mappings():
        yield dict(row)


def _fault(row: Mapping[str, Any], previous: str | None, heads: Heads) -> Fault | None:
    """What is wrong with a row; behind a gap nothing is known of the row before it."""
    if hash_of(row) != row["hash"]:
        return "edited"
    if previous is not None and row["previous"] != previous:
        return "unlinked"
    number = row["number"]
    if number in heads.conflicts or heads.hashes.get(number, row["hash"]) != row["hash"]:
        return "replaced"
    return None
