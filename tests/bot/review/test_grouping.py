"""Grouping: each question once, whatever breaks off; what is erased leaves no trace in its group."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.review import grouping
from bot.review.grouping import Grouper

if TYPE_CHECKING:
    from tests.support.queues import Queue

GOLD = ("Giá vàng hôm nay bao nhiêu?", "gia vang hom nay bao nhieu", "hôm nay giá vàng bao nhiêu vậy")


async def test_like_questions_make_one_group_of_so_many_people(queue: Queue) -> None:
    await queue.ask(*GOLD, "Bến xe mở cửa lúc mấy giờ?")
    await queue.log_question(GOLD[0], person=1)
    await queue.caretaker.catch_up()
    assert queue.groups() == [(3, 4), (1, 1)]


async def test_only_what_needs_a_look_is_grouped(queue: Queue) -> None:
    await queue.log_question("a b c d", outcome="answered", score=0.95)
    await queue.log_question("e f g h", outcome="smalltalk", score=1.0)
    await queue.log_question("", outcome="not_found")
    await queue.log_question("i j k l", outcome="answered", score=0.4)
    await queue.log_question("m n o p", outcome="ambiguous")
    await queue.caretaker.catch_up()
    texts = queue.rows("SELECT text FROM questions JOIN review_members ON question_id = id ORDER BY id")
    assert texts == [("i j k l",), ("m n o p",)]


async def test_answer_voted_down_later_joins_the_queue(queue: Queue) -> None:
    key = await queue.log_question("Có bao nhiêu căn nhà?", outcome="answered", score=0.95)
    await queue.caretaker.catch_up()
    assert queue.groups() == []
    await queue.log.vote(key, "ai đó", -1)
    await queue.caretaker.catch_up()
    assert queue.groups() == [(1, 1)]


async def test_grouping_broken_off_goes_on_where_it_was(queue: Queue, monkeypatch: pytest.MonkeyPatch) -> None:
    for person, text in enumerate(GOLD):
        await queue.log_question(text, person)
    real, done = grouping.read, []

    def break_off(text: str, analyst: object) -> object:
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(text)
        return real(text, analyst)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(grouping, "read", break_off)
        with pytest.raises(KeyboardInterrupt):
            await Grouper(queue.log.database, lambda: queue.base).catch_up()
    assert queue.groups() == [(2, 2)]
    await queue.caretaker.catch_up()
    assert queue.groups() == [(3, 3)]


async def test_old_rows_are_not_looked_at_again_and_late_ones_are(
    queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grouping, "OVERLAP", 2)
    await queue.ask(*GOLD, "Bến xe ở đâu?")
    assert queue.rows("SELECT value FROM review_progress WHERE name = 'grouped'") == [("4",)]
    await queue.log_question("Chợ nổi họp lúc nào?")
    await queue.caretaker.catch_up()
    assert queue.groups() == [(3, 3), (1, 1), (1, 1)]


async def test_group_whose_representative_is_forgotten_finds_another(queue: Queue) -> None:
    await queue.ask(GOLD[0])
    forgotten = queue.clock()
    queue.clock.pass_minutes(5)
    await queue.ask(GOLD[1], GOLD[2])
    queue.forget(forgotten)
    assert len(queue.rows("SELECT * FROM review_representatives")) == 0
    await queue.ask(GOLD[1])
    assert queue.groups() == [(2, 3)]
    assert len(queue.rows("SELECT * FROM review_representatives")) == 1


async def test_group_of_which_everything_is_forgotten_goes(queue: Queue) -> None:
    await queue.ask(*GOLD)
    queue.clock.pass_minutes(5)
    queue.forget(queue.clock())
    await queue.caretaker.catch_up()
    assert queue.groups() == []
    assert queue.rows("SELECT * FROM review_keys") == []
