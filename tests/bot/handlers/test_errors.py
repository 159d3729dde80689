"""What goes wrong: quiet, tried again, or one calm sentence; and what the log is told."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from telegram import Update
from telegram.error import TimedOut

from bot.delivery.console.telegram import ApiError
from bot.handlers import replying
from bot.handlers.errors import apologise
from bot.questionlog.errors import LogUnavailableError
from bot.questionlog.store import QuestionLog
from tests.support.bot_under_test import AN, KATE, BotUnderTest, only, texts

if TYPE_CHECKING:
    from bot.questionlog.model import LoggedQuestion
    from knowledge.model import Outcome, Question
    from tests.support.sample_knowledge import RoteKnowledge

ASKED = "Có bao nhiêu căn nhà?"


async def test_fault_in_the_knowledge_ends_in_one_calm_sentence(
    bot: BotUnderTest, knowledge: RoteKnowledge, caplog: pytest.LogCaptureFixture
) -> None:
    knowledge.teach("Câu bí mật", RuntimeError("Câu bí mật"))
    (text,) = texts(await bot.say("Câu bí mật"))
    assert text.startswith("Xin lỗi anh/chị, hiện tôi đang gặp trục trặc")
    assert len(knowledge.asked) == 3
    assert [row["error"] for row in bot.set_aside()] == ["RuntimeError"]
    assert "RuntimeError" in caplog.text
    assert "bí mật" not in caplog.text


async def test_calm_sentence_is_in_the_readers_language(bot: BotUnderTest, knowledge: RoteKnowledge) -> None:
    knowledge.teach("x", RuntimeError())
    assert texts(await bot.say("x", sender=KATE))[0].startswith("Sorry")


async def test_fault_that_passes_is_answered_and_logged_once(bot: BotUnderTest) -> None:
    bot.telegram.faults += [("sendMessage", TimedOut()), ("sendMessage", TimedOut())]
    assert texts(await bot.say(ASKED))[0].startswith("145")
    assert len(bot.logged()) == 1


async def test_redelivered_update_is_not_answered_again(bot: BotUnderTest) -> None:
    update = bot.telegram.write(ASKED, sender=AN)
    assert texts(await bot.deliver(update))
    assert await bot.deliver(update) == []
    assert len(bot.logged()) == 1


async def test_person_who_blocked_the_bot_is_no_failure(bot: BotUnderTest) -> None:
    bot.telegram.faults.append(("sendMessage", ApiError(403, "Forbidden: bot was blocked by the user")))
    assert await bot.say(ASKED) == []
    assert bot.set_aside() == []
    assert [row["text"] for row in bot.logged()] == [ASKED]


async def test_first_answer_sent_again_still_says_what_is_kept(bot: BotUnderTest) -> None:
    bot.telegram.faults.append(("sendMessage", TimedOut()))
    assert "/riengtu" in texts(await bot.say(ASKED))[0]
    assert "/riengtu" not in texts(await bot.say(ASKED))[0]


@pytest.fixture
def log_fails_once(monkeypatch: pytest.MonkeyPatch) -> None:
    add, faults = QuestionLog.add, [LogUnavailableError()]

    async def add_the_second_time(log: QuestionLog, entry: LoggedQuestion) -> int | None:
        if faults:
            raise faults.pop()
        return await add(log, entry)

    monkeypatch.setattr(QuestionLog, "add", add_the_second_time)


@pytest.mark.usefixtures("log_fails_once")
async def test_question_that_could_not_be_logged_is_answered_once_and_logged(bot: BotUnderTest) -> None:
    calls = await bot.say(ASKED)
    answer = only(calls, "sendMessage").result
    assert len(bot.logged()) == 1
    assert only(await bot.press(answer, "👍"), "editMessageReplyMarkup")


async def test_edit_that_could_not_be_logged_is_logged_when_it_can(
    bot: BotUnderTest, request: pytest.FixtureRequest
) -> None:
    await bot.say("giá vàng")
    request.getfixturevalue("log_fails_once")
    await bot.edit(bot.last_written(), ASKED)
    assert [row["text"] for row in bot.logged()] == ["giá vàng", ASKED]


async def test_press_too_old_to_answer_still_shows_what_it_asks_for(bot: BotUnderTest) -> None:
    answer = only(await bot.say(ASKED), "sendMessage").result
    too_old = ApiError(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
    bot.telegram.faults.append(("answerCallbackQuery", too_old))
    assert texts(await bot.press(answer, "Xem cả đoạn"))
    assert bot.set_aside() == []


async def test_apology_that_cannot_be_sent_raises_nothing(bot: BotUnderTest) -> None:
    raw = bot.telegram.write(ASKED, sender=AN)
    bot.telegram.faults.append(("sendMessage", TimedOut()))
    await apologise(bot.application, Update.de_json(raw, bot.application.bot))


async def test_failed_press_is_apologised_for_over_the_button(bot: BotUnderTest) -> None:
    message = only(await bot.say(ASKED), "sendMessage").result
    raw = bot.telegram.press(message, "1l:en", sender=AN)
    await apologise(bot.application, Update.de_json(raw, bot.application.bot))
    assert "trục trặc" in bot.telegram.calls[-1].parameters["text"]
    assert bot.telegram.calls[-1].method == "answerCallbackQuery"


async def test_answer_that_takes_long_shows_typing(
    bot: BotUnderTest, knowledge: RoteKnowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replying, "TYPING_AFTER", 0.01)
    answer_at_once = knowledge.ask
    loop = asyncio.get_running_loop()
    has_typed = asyncio.Event()

    def ask_slowly(question: Question) -> Outcome:
        asyncio.run_coroutine_threadsafe(asyncio.wait_for(has_typed.wait(), 5), loop).result()
        return answer_at_once(question)

    bot.telegram.listener = lambda call: has_typed.set() if call.method == "sendChatAction" else None
    monkeypatch.setattr(knowledge, "ask", ask_slowly)
    calls = await bot.say(ASKED)
    assert [call.method for call in calls] == ["sendChatAction", "sendMessage"]
    assert calls[0].parameters["action"] == "typing"


async def test_answer_at_once_shows_no_typing(bot: BotUnderTest) -> None:
    assert [call.method for call in await bot.say(ASKED)] == ["sendMessage"]
