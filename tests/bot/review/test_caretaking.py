"""After a publication: what became of verdicts, told to who gave them, also when the bot was stopped meanwhile."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from bot.questionlog.errors import LogUnavailableError
from bot.review.model import ReviewStatus, Verdict
from tests.support.queues import MODERATOR, ReadingKnowledge
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from tests.support.queues import Queue

ASKED = "Mái ấm nghĩa tình có quy mô thế nào?"
RECORD = "nha-cho-ho-kho-khan"


def publish(queue: Queue, *, taught: bool = True, **changes: Any) -> None:
    """Let a knowledge answer whose first record has these parts changed."""
    queue.base = ReadingKnowledge(queue.base.analyst, str(changes), taught=taught, **changes)


async def decide(queue: Queue, verdict: Verdict, record: str | None = None) -> int:
    desk = await queue.review.open(MODERATOR, "private")
    assert desk.card is not None
    await queue.review.decide(MODERATOR, "private", desk.card.group.id, verdict, record=record)
    return desk.card.group.id


@pytest.mark.parametrize(("verdict", "record"), [(Verdict.RECORD, RECORD), (Verdict.GAP, None)])
async def test_publication_that_answers_a_group_mends_it_and_is_reported_once(
    queue: Queue, verdict: Verdict, record: str | None
) -> None:
    await queue.ask(ASKED, "quy mô mái ấm nghĩa tình thế nào")
    group = await decide(queue, verdict, record)
    await queue.caretaker.catch_up()
    assert queue.reported == []
    publish(queue, phrasings=[ASKED, "quy mô mái ấm nghĩa tình thế nào"])
    await queue.caretaker.catch_up()
    await queue.caretaker.catch_up()
    assert queue.reported == [(MODERATOR, group)]
    card = await queue.review.report(MODERATOR, group)
    assert card.group.status is ReviewStatus.MENDED
    assert (card.group.before, card.group.after) == ({"not_found": 2}, {"answered": 2})


async def test_report_that_could_not_be_sent_is_sent_at_the_next_look(queue: Queue) -> None:
    await queue.ask(ASKED)
    group = await decide(queue, Verdict.RECORD, RECORD)
    publish(queue, phrasings=[ASKED])
    queue.is_reachable = False
    await queue.caretaker.catch_up()
    queue.is_reachable = True
    await queue.caretaker.catch_up()
    assert queue.reported == [(MODERATOR, group)]


async def test_publication_without_the_proposal_leaves_the_group_decided(queue: Queue) -> None:
    await queue.ask(ASKED)
    group = await decide(queue, Verdict.RECORD, RECORD)
    publish(queue, answer="145 căn nhà")
    await queue.caretaker.catch_up()
    assert queue.reported == []
    assert (await queue.review.report(MODERATOR, group)).group.status is ReviewStatus.DECIDED


async def test_publication_that_does_not_help_opens_the_group_again(queue: Queue) -> None:
    await queue.ask(ASKED)
    group = await decide(queue, Verdict.RECORD, RECORD)
    publish(queue, taught=False, phrasings=[ASKED])
    await queue.caretaker.catch_up()
    card = await queue.review.show(MODERATOR, "private", group)
    assert (card.group.status, card.group.after) == (ReviewStatus.OPEN, {"not_found": 1})


async def test_question_not_answered_after_its_group_was_mended_opens_it_again(queue: Queue) -> None:
    await queue.ask(ASKED)
    group = await decide(queue, Verdict.RECORD, RECORD)
    publish(queue, phrasings=[ASKED])
    await queue.caretaker.catch_up()
    await queue.log_question(ASKED, person=7)
    await queue.caretaker.catch_up()
    card = await queue.review.show(MODERATOR, "private", group)
    assert (card.group.status, card.group.people) == (ReviewStatus.OPEN, 2)


async def test_background_goes_on_after_the_database_was_away(queue: Queue, monkeypatch: pytest.MonkeyPatch) -> None:

    looks: list[str] = []

    async def catch_up() -> None:
        queue.caretaker._woken.clear()
        looks.append("look")
        if len(looks) == 1:
            raise LogUnavailableError("OperationalError")
        if len(looks) == 2:
            raise ValueError("đừng ghi câu hỏi này")

    monkeypatch.setattr(queue.caretaker, "catch_up", catch_up)
    monkeypatch.setattr("bot.review.caretaking.PAUSE", 0.001)
    watching = asyncio.create_task(queue.caretaker.watch())
    for number in range(1, 4):
        await wait_until(lambda: len(looks) == number)  # noqa: B023  awaited at once
        queue.caretaker.wake()
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)
