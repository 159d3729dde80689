"""Waiting for an answer: one's own questions only, told at least once, and nobody's chat is kept in the clear."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.review import waiting
from bot.review.waiting import ChatCipher, TooManyError
from tests.support.queues import ReadingKnowledge

if TYPE_CHECKING:
    from knowledge.answering.questions import Analyst
    from tests.support.queues import Queue

ASKED = "Mái ấm nghĩa tình có quy mô thế nào?"
PERSON = 501


@pytest.fixture
def better(analyst: Analyst) -> ReadingKnowledge:
    """The next version, which answers what was not found."""
    return ReadingKnowledge(analyst, "two", phrasings=[ASKED])


async def test_who_waits_is_told_once_when_the_knowledge_answers(queue: Queue, better: ReadingKnowledge) -> None:
    key = await queue.log_question(ASKED, PERSON)
    assert await queue.waiting.add(key, PERSON, "vi") is None
    await queue.caretaker.catch_up()
    assert queue.told == []
    queue.base = better
    await queue.caretaker.catch_up()
    await queue.caretaker.catch_up()
    (told,) = queue.told
    assert (told.chat_id, told.text, told.found.parts[0].record) == (PERSON, ASKED, "nha-cho-ho-kho-khan")
    assert queue.rows("SELECT * FROM waiting_people") == []


async def test_who_could_not_be_told_is_told_at_the_next_look(queue: Queue, better: ReadingKnowledge) -> None:
    await queue.waiting.add(await queue.log_question(ASKED, PERSON), PERSON, "vi")
    queue.base, queue.is_reachable = better, False
    await queue.caretaker.catch_up()
    assert queue.told == []
    queue.is_reachable = True
    await queue.caretaker.catch_up()
    assert len(queue.told) == 1


async def test_chat_is_kept_encrypted(queue: Queue) -> None:
    await queue.waiting.add(await queue.log_question(ASKED, 123456789), 123456789, "vi")
    ((chat,),) = queue.rows("SELECT chat FROM waiting_people")
    assert "123456789" not in chat
    assert not any(b"123456789" in path.read_bytes() for path in queue.data_dir.rglob("*") if path.is_file())


async def test_chat_whose_key_is_gone_is_forgotten(queue: Queue, better: ReadingKnowledge) -> None:
    await queue.waiting.add(await queue.log_question(ASKED, PERSON), PERSON, "vi")
    queue.waiting._cipher = ChatCipher(b"another key")
    queue.base = better
    await queue.caretaker.catch_up()
    assert (queue.told, queue.rows("SELECT * FROM waiting_people")) == ([], [])


def test_earlier_key_still_opens_what_it_hid() -> None:
    assert ChatCipher(b"new", b"old").decrypt(ChatCipher(b"old").encrypt(42)) == 42
    assert ChatCipher(b"new").decrypt(ChatCipher(b"old").encrypt(42)) is None


async def test_only_one_s_own_unanswered_questions_are_waited_for(queue: Queue) -> None:
    own = await queue.log_question(ASKED, PERSON)
    answered = await queue.log_question(ASKED, PERSON, outcome="answered", score=0.9)
    in_group = await queue.log_question(ASKED, PERSON, chat_kind="supergroup")
    unlogged = await queue.log_question("", PERSON)
    for key, person in ((own, 502), (answered, PERSON), (in_group, PERSON), (unlogged, PERSON), (999_999, PERSON)):
        with pytest.raises(LookupError):
            await queue.waiting.add(key, person, "vi")
    assert await queue.waiting.add(own, PERSON, "vi") is None
    assert await queue.waiting.add(own, PERSON, "vi") is None
    assert queue.rows("SELECT count(*) FROM waiting_people") == [(1,)]


async def test_nobody_waits_for_too_many(queue: Queue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "MOST_WAITING", 1)
    await queue.waiting.add(await queue.log_question(ASKED, PERSON), PERSON, "vi")
    with pytest.raises(TooManyError):
        await queue.waiting.add(await queue.log_question(ASKED, PERSON), PERSON, "vi")


async def test_forgetting_the_question_forgets_who_waits(queue: Queue) -> None:
    await queue.waiting.add(await queue.log_question(ASKED, PERSON), PERSON, "vi")
    queue.forget(queue.clock())
    assert queue.rows("SELECT * FROM waiting_people") == []
