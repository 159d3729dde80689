"""The questions asked last, as they would be asked again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.questionlog.database import open_engine
from bot.questionlog.recalling import latest_questions
from bot.questionlog.store import QuestionLog
from tests.support.applications import make_entry, sqlite_url

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.model import Question

START = datetime(2026, 1, 2, tzinfo=UTC)


async def recall(folder: Path, limit: int, *rows: dict[str, Any]) -> list[Question]:
    log = QuestionLog.open(sqlite_url(folder))
    for number, row in enumerate(rows, 1):
        minutes = row.pop("minutes", number)
        await log.add(make_entry(number, asked_at=START + timedelta(minutes=minutes), **row))
    await log.close()
    engine = open_engine(sqlite_url(folder))
    try:
        return latest_questions(engine, limit)
    finally:
        engine.dispose()


async def test_last_questions_come_oldest_first(tmp_path: Path) -> None:
    rows = [{"text": text, "pseudonym": text} for text in ("một", "hai", "ba")]

    assert [each.text for each in await recall(tmp_path, 2, *rows)] == ["hai", "ba"]


async def test_follow_up_comes_with_what_the_same_person_asked_before(tmp_path: Path) -> None:
    found = await recall(
        tmp_path,
        10,
        {"text": "Bao nhiêu lượt hộ nghèo được vay vốn?", "pseudonym": "an"},
        {"text": "chào", "pseudonym": "an", "outcome": "smalltalk"},
        {"text": "còn hộ cận nghèo?", "pseudonym": "an"},
        {"text": "còn hộ cận nghèo?", "pseudonym": "binh"},
        {"text": "còn thẻ bảo hiểm?", "pseudonym": "an", "minutes": 40},
        {"text": "Thành phố đã xây được bao nhiêu căn nhà cho các hộ khó khăn?", "pseudonym": "an", "minutes": 41},
    )

    assert [each.previous for each in found] == [
        (),
        ("Bao nhiêu lượt hộ nghèo được vay vốn?",),
        ("Bao nhiêu lượt hộ nghèo được vay vốn?",),
        (),
        (),
        (),
    ]


async def test_questions_without_their_words_are_not_asked_again(tmp_path: Path) -> None:
    rows = [{"text": text, "pseudonym": "an"} for text in ("một", "", "hai", "")]

    assert [each.text for each in await recall(tmp_path, 2, *rows)] == ["một", "hai"]
