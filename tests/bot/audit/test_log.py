"""Appending to the audit log: one chain whoever appends, together with what it tells of, and never a text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from bot.audit.chain import START, audit_rows
from bot.audit.checking import iterate_rows
from bot.audit.heads import FILE
from bot.questionlog.tables import people
from tests.support.racing import open_access

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.audit import AuditLog, Note


@pytest.fixture
async def audit(tmp_path: Path, url: str) -> AsyncIterator[AuditLog]:
    async with open_access(tmp_path, url=url) as access:
        yield access.audit


async def rows(audit: AuditLog) -> list[dict[str, Any]]:
    return await audit.database.read(lambda connection: list(iterate_rows(connection)))


async def test_each_row_holds_the_hash_of_the_one_before_it(audit: AuditLog) -> None:
    for number in range(3):
        await audit.append(7, "test.done", target=f"so-{number}", details={"vi": "có-dấu", "count": number})

    first, second, third = await rows(audit)

    assert [first["number"], second["number"], third["number"]] == [1, 2, 3]
    assert [first["previous"], second["previous"], third["previous"]] == [START, first["hash"], second["hash"]]
    assert json.loads(third["details"]) == {"vi": "có-dấu", "count": 2}
    assert first["at"].endswith("+00:00")


@pytest.mark.parametrize(
    "row",
    [
        {"target": "Có bao nhiêu căn nhà?"},
        {"details": {"text": "Tôi hỏi"}},
        {"details": {"a name": 1}},
        {"details": {"text": "x" * 201}},
        {"actor": "Nguyễn Văn An"},
        {"action": "Ask!"},
    ],
)
async def test_whatever_might_be_a_text_is_refused(audit: AuditLog, row: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"blank|letters"):
        await audit.append(**{"actor": 7, "action": "test.done", **row})
    assert await rows(audit) == []


async def test_row_and_what_it_tells_of_come_about_together_or_not_at_all(audit: AuditLog, tmp_path: Path) -> None:
    def fail(connection: Any, note: Note) -> None:
        connection.execute(insert(people).values(pseudonym="x"))
        note(7, "test.done")
        raise KeyError

    with pytest.raises(KeyError):
        await audit.run(fail)

    assert await rows(audit) == []
    assert not (tmp_path / FILE).exists()
    assert await audit.database.read(lambda connection: connection.execute(select(people)).all()) == []


async def test_database_itself_refuses_changes(audit: AuditLog) -> None:
    await audit.append(7, "test.done")
    statements: list[Any] = [update(audit_rows).values(actor="8"), delete(audit_rows)]
    if audit.database.engine.dialect.name == "postgresql":
        statements.append(text("TRUNCATE audit"))
    for statement in statements:
        with pytest.raises(DBAPIError, match="append-only"):
            await audit.database.run(lambda connection, change=statement: connection.execute(change))
    assert len(await rows(audit)) == 1


async def test_file_of_heads_that_cannot_be_written_loses_no_row(
    audit: AuditLog, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / FILE).mkdir()
    await audit.append(7, "test.done")
    assert len(await rows(audit)) == 1
    assert FILE in caplog.text
