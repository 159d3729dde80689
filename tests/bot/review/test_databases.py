"""Review over SQLite and over a real PostgreSQL, also with several workers at once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.review.model import StaleCardError, Verdict
from tests.support.queues import MODERATOR, OTHER, ReadingKnowledge, open_queue

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.answering.questions import Analyst

ASKED, BUS = "Mái ấm nghĩa tình có quy mô thế nào?", "Bến xe mở cửa lúc mấy giờ?"
PERSON = 501


async def test_question_goes_all_the_way_in_both_databases(url: str, tmp_path: Path, analyst: Analyst) -> None:
    async with open_queue(url, tmp_path, analyst) as queue:
        key = await queue.log_question(ASKED, PERSON)
        await queue.waiting.add(key, PERSON, "vi")
        voted = await queue.log_question(BUS, 502, outcome="answered", score=0.95)
        await queue.log.vote(voted, "ai đó", -1)
        await queue.ask("quy mô mái ấm nghĩa tình thế nào", "bến xe mở cửa lúc mấy giờ")
        assert queue.groups() == [(2, 2), (2, 2)]

        desk = await queue.review.open(MODERATOR, "private")
        assert desk.card is not None
        erased = desk.card.group.id
        desk = await queue.review.decide(MODERATOR, "private", erased, Verdict.PERSONAL)
        assert desk.card is not None
        group = desk.card.group.id
        await queue.review.decide(MODERATOR, "private", group, Verdict.GAP, note="cần bài báo")
        await queue.review.undo(MODERATOR, "private", group)
        await queue.review.decide(MODERATOR, "private", group, Verdict.RECORD, record="nha-cho-ho-kho-khan")
        queue.base = ReadingKnowledge(analyst, "two", phrasings=[ASKED, BUS])
        await queue.caretaker.catch_up()
        assert len(queue.told) == (0 if erased == 1 else 1)
        assert queue.reported == [(MODERATOR, group)]
        assert [row for (row,) in queue.rows("SELECT status FROM review_groups ORDER BY id")].count("mended") == 1
        queue.forget(queue.clock())
        await queue.caretaker.catch_up()
        assert queue.rows("SELECT * FROM review_members") == queue.rows("SELECT * FROM waiting_people") == []


async def test_two_workers_never_lease_one_card_twice_nor_group_one_question_twice(
    url: str, tmp_path: Path, analyst: Analyst
) -> None:
    async with open_queue(url, tmp_path, analyst) as one, open_queue(url, tmp_path, analyst) as two:
        for number in range(5):
            await one.log_question(f"Câu hỏi về việc {'abcdefgh'[number] * 5} thế nào?", number)
            await one.log_question(f"việc {'abcdefgh'[number] * 5} thế nào", number + 100)
        two.clock.now = one.clock.now
        await asyncio.gather(one.caretaker.catch_up(), two.caretaker.catch_up())
        assert one.rows("SELECT count(*), count(DISTINCT question_id) FROM review_members") == [(10, 10)]
        assert sum(count for _, count in one.groups()) == 10
        while True:
            mine, theirs = await asyncio.gather(
                one.review.open(MODERATOR, "private"), two.review.open(OTHER, "private")
            )
            if mine.card is None or theirs.card is None:
                break
            assert mine.card.group.id != theirs.card.group.id
            both = await asyncio.gather(
                one.review.decide(MODERATOR, "private", mine.card.group.id, Verdict.RIGHT),
                two.review.decide(OTHER, "private", mine.card.group.id, Verdict.OFF_TOPIC),
                return_exceptions=True,
            )
            assert isinstance(both[1], StaleCardError)
        given = one.rows("SELECT target, count(*) FROM audit WHERE action = 'review.decided' GROUP BY target")
        assert given
        assert all(count == 1 for _, count in given)
