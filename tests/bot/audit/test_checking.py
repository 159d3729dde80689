"""Verifying the audit log: every edit, deletion and reordering is found, and its first row named."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.audit import AuditLog
from bot.audit.chain import Head, hash_of
from bot.audit.checking import Verdict, verify
from bot.audit.heads import FILE, Heads, read_heads, write_heads
from bot.questionlog.working import Database
from tests.support.applications import sqlite_url

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROWS = 6
Row = dict[str, Any]


class Tampering:
    """A log of six rows, and a hand that may write anything into its database."""

    def __init__(self, folder: Path) -> None:
        self.database = Database.open(sqlite_url(folder))
        self.audit = AuditLog(self.database, folder)
        self.heads_file = folder / FILE
        self.append(ROWS)
        self.hand = sqlite3.connect(folder / "questions.sqlite3", isolation_level=None)
        self.hand.row_factory = sqlite3.Row
        for trigger in ("audit_refuses_update", "audit_refuses_delete"):
            self.hand.execute(f"DROP TRIGGER {trigger}")
        self.written = self.rows()

    def append(self, count: int) -> None:
        for number in range(count):
            self.audit.transact(lambda _, note, each=number: note(7, "test.done", target=f"so-{each}"))

    def rows(self) -> list[Row]:
        return [dict(row) for row in self.hand.execute("SELECT * FROM audit ORDER BY number")]

    def replace(self, rows: list[Row]) -> None:
        """Put these rows in place of all that are there."""
        self.hand.execute("DELETE FROM audit")
        for row in rows:
            marks = ", ".join("?" * len(row))
            self.hand.execute(f"INSERT INTO audit ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))

    def verify(self, noted: Head | None = None, *, heads: Heads | None = None) -> Verdict:
        known = read_heads(self.heads_file) if heads is None else heads
        return self.database.transact(lambda connection: verify(connection, known, noted))

    def first_problem(self, *, heads: Heads | None = None) -> tuple[int, str]:
        problem = self.verify(heads=heads).problems[0]
        return problem.number, problem.fault


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Tampering]:
    tampering = Tampering(tmp_path)
    yield tampering
    tampering.hand.close()
    tampering.database.engine.dispose()


def rechain(rows: list[Row]) -> list[Row]:
    """Hash rows anew, as somebody would who knows how the chain is made."""
    previous = "0" * 64
    for number, row in enumerate(rows, start=1):
        row.update(number=number, previous=previous)
        previous = row["hash"] = hash_of(row)
    return rows


def test_untouched_log_is_well(log: Tampering) -> None:
    verdict = log.verify()
    assert (verdict.rows, verdict.unconfirmed, verdict.problems) == (ROWS, 0, [])
    assert verdict.newest == Head(ROWS, log.rows()[-1]["hash"])


@pytest.mark.parametrize("column", ["at", "actor", "action", "target", "details", "previous", "hash"])
@pytest.mark.parametrize("number", [1, 3, ROWS])
def test_edited_row_is_named(log: Tampering, column: str, number: int) -> None:
    log.hand.execute(f"UPDATE audit SET {column} = ? WHERE number = ?", ("x" * 8, number))
    for heads in (None, Heads()):
        assert log.first_problem(heads=heads) == (number, "edited")


def test_edited_row_of_another_type_is_named(log: Tampering) -> None:
    log.hand.execute("UPDATE audit SET details = x'00ff' WHERE number = 2")
    assert log.first_problem() == (2, "edited")


@pytest.mark.parametrize("gone", [{1}, {3}, {2, 3}, {1, 2, 3}])
def test_deleted_rows_are_named(log: Tampering, gone: set[int]) -> None:
    log.replace([row for row in log.rows() if row["number"] not in gone])
    for heads in (None, Heads()):
        problem = log.verify(heads=heads).problems[0]
        assert (problem.number, problem.fault, problem.until) == (min(gone), "missing", max(gone))


@pytest.mark.parametrize("count", [1, 3, ROWS])
def test_deleted_newest_rows_are_named_by_the_file_of_heads(log: Tampering, count: int) -> None:
    log.replace(log.rows()[:-count])
    problem = log.verify().problems[0]
    assert (problem.number, problem.fault, problem.until) == (ROWS - count + 1, "removed", ROWS)


def test_newest_row_deleted_before_others_came_is_named(log: Tampering) -> None:
    log.replace(log.rows()[:-1])
    log.append(3)
    assert log.first_problem() == (ROWS, "replaced")


def test_swapped_rows_are_named(log: Tampering) -> None:
    rows = log.rows()
    rows[2]["number"], rows[3]["number"] = 4, 3
    log.replace(sorted(rows, key=lambda row: row["number"]))
    for heads in (None, Heads()):
        assert log.first_problem(heads=heads) == (3, "edited")


@pytest.mark.parametrize("number", [1, 4, ROWS])
def test_row_rewritten_with_the_whole_chain_behind_it_is_named_by_the_file_of_heads(
    log: Tampering, number: int
) -> None:
    rows = log.rows()
    rows[number - 1]["actor"] = "8"
    log.replace(rechain(rows))
    assert log.first_problem() == (number, "replaced")


def test_row_deleted_and_the_chain_mended_is_named_by_the_file_of_heads(log: Tampering) -> None:
    rows = log.rows()
    del rows[2]
    log.replace(rechain(rows))
    assert log.first_problem() == (3, "replaced")


def test_row_linked_to_another_than_the_one_before_it_is_named(log: Tampering) -> None:
    rows = log.rows()
    rows[3]["previous"] = rows[1]["hash"]
    rows[3]["hash"] = hash_of(rows[3])
    log.replace(rows)
    assert log.first_problem(heads=Heads()) == (4, "unlinked")


def test_rewriting_both_places_is_found_by_who_noted_a_head(log: Tampering) -> None:
    noted = Head(4, log.rows()[3]["hash"])
    rows = log.rows()
    rows[1]["actor"] = "8"
    log.replace(rechain(rows))
    log.heads_file.unlink()
    write_heads(log.heads_file, [Head(row["number"], row["hash"]) for row in rows])

    assert log.verify().problems == []
    assert [(each.number, each.fault) for each in log.verify(noted).problems] == [(4, "not_as_noted")]


def test_emptied_log_without_its_file_is_found_by_who_noted_a_head(log: Tampering) -> None:
    noted = Head(4, log.rows()[3]["hash"])
    log.replace([])
    log.heads_file.unlink()
    assert [(each.number, each.fault) for each in log.verify(noted).problems] == [(1, "removed")]


def test_row_that_a_crash_left_without_a_line_is_told_and_no_problem(log: Tampering) -> None:
    lines = log.heads_file.read_text().splitlines(keepends=True)
    log.heads_file.write_text("".join(lines[:-1]))
    verdict = log.verify()
    assert (verdict.unconfirmed, verdict.problems) == (1, [])


@pytest.mark.parametrize("left", [1, 2, 40])
def test_line_that_a_power_failure_tore_confirms_nothing_and_spoils_nothing(log: Tampering, left: int) -> None:
    whole = log.heads_file.read_bytes()
    newest = whole.splitlines(keepends=True)[-1]
    log.heads_file.write_bytes(whole.removesuffix(newest) + newest[:left])
    log.append(2)
    verdict = log.verify()
    assert (verdict.rows, verdict.unconfirmed, verdict.problems) == (ROWS + 2, 1, [])


@pytest.mark.parametrize("damage", [b"3:xyz\n", b"\xff\n", b"?", b"1:" + b"0" * 64 + b"\n"])
def test_damaged_file_of_heads_is_a_problem(log: Tampering, damage: bytes) -> None:
    with log.heads_file.open("ab") as file:
        file.write(damage)
    assert log.verify().problems


@pytest.fixture(scope="module")
def shared_log(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tampering]:
    tampering = Tampering(tmp_path_factory.mktemp("audit"))
    yield tampering
    tampering.hand.close()
    tampering.database.engine.dispose()


@given(kept=st.sets(st.integers(1, ROWS)), order=st.permutations(range(ROWS)), renumbers=st.booleans())
def test_any_other_choice_or_order_of_rows_is_found(
    shared_log: Tampering, kept: set[int], order: list[int], *, renumbers: bool
) -> None:
    rows = shared_log.written
    chosen = [rows[place] for place in order if place + 1 in kept]
    if renumbers:
        chosen = [{**row, "number": number} for number, row in enumerate(chosen, start=1)]
    shared_log.replace(chosen)

    assert bool(shared_log.verify().problems) == (shared_log.rows() != rows)
