"""The polling loop against a fake Bot API server on loopback."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING, Any

import pytest
from telegram.error import Forbidden

from bot.delivery.errors import ConflictError, TokenRefusedError
from bot.delivery.patience import Patience
from bot.delivery.polling import ALLOWED_UPDATES, Polling
from bot.delivery.processing import Processor
from bot.questionlog.errors import LogUnavailableError
from bot.questionlog.store import QuestionLog
from tests.support.applications import build_small_application, make_entry, sqlite_url
from tests.support.telegram_server import DROP, HANG, TOKEN, Failure, TelegramServer
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from telegram import Update

HASTY = Patience(first_pause=0.01, longest_pause=0.05, failures=3, troubles=4, grace=1.0)


class Bench:
    """A server, a log, an answering handler that a test may replace, and the polling loop between them."""

    def __init__(self, server: TelegramServer, log: QuestionLog) -> None:
        self.server = server
        self.log = log
        self.handled: list[int] = []
        self.apologies: list[int] = []
        self.patience = HASTY
        self.window = 100
        self.token = TOKEN
        self.before: Callable[[Update], Awaitable[None]] | None = None
        self.stop = asyncio.Event()

    async def handle(self, update: Update, context: Any) -> None:
        self.handled.append(update.update_id)
        if self.before is not None:
            await self.before(update)
        if update.effective_chat is not None:
            await context.bot.send_message(update.effective_chat.id, f"answer to {update.update_id}")
        await self.log.add(make_entry(update.update_id))

    async def _apologise(self, _application: Any, update: Update) -> None:
        self.apologies.append(update.update_id)

    def build(self) -> Polling:
        application = build_small_application(self.handle, url=self.server.url, token=self.token)
        processor = Processor(application, self.log, apologise=self._apologise, patience=self.patience)
        return Polling(application, processor, patience=self.patience, window=self.window, poll_seconds=1)

    @contextlib.asynccontextmanager
    async def polling(self) -> AsyncIterator[asyncio.Task[None]]:
        """Poll for the length of a ``with`` block, then stop and raise what the loop raised."""
        self.stop.clear()
        task = asyncio.create_task(self.build().run(self.stop))
        try:
            yield task
        finally:
            self.stop.set()
            await asyncio.wait({task})
        task.result()

    async def logged(self, update_id: int) -> bool:
        return await self.log.is_logged(update_id)

    async def until_acknowledged(self) -> None:
        await wait_until(lambda: not self.server.queue)

    def question(self, update_id: int, chat: int = 7, text: str = "hỏi") -> dict[str, Any]:
        update = self.server.telegram.write(text, sender={"id": chat, "is_bot": False, "first_name": "A"})
        return {**update, "update_id": update_id}

    def answers(self) -> list[str]:
        return [call["text"] for call in self.server.calls("sendMessage")]


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    log = QuestionLog.open(sqlite_url(tmp_path))
    async with TelegramServer() as server:
        yield Bench(server, log)
    await log.close()


async def test_questions_in_the_queue_are_answered_logged_and_then_acknowledged(bench: Bench) -> None:
    await bench.server.send(*(bench.question(number, chat=number) for number in range(10, 260)))
    async with bench.polling():
        await bench.until_acknowledged()
    assert sorted(bench.handled) == list(range(10, 260))
    assert all([await bench.logged(number) for number in range(10, 260)])
    assert bench.server.polls[0]["allowed_updates"] == list(ALLOWED_UPDATES)


async def test_an_update_in_flight_is_not_acknowledged_before_it_is_done(bench: Bench) -> None:
    release = asyncio.Event()

    async def wait(update: Update) -> None:
        if update.update_id == 1:
            await release.wait()

    bench.before = wait
    await bench.server.send(*(bench.question(number, chat=number) for number in (1, 2, 3)))
    async with bench.polling():
        await wait_until(lambda: len(bench.answers()) == 2)
        await asyncio.sleep(0.3)
        assert [update["update_id"] for update in bench.server.queue] == [1, 2, 3]
        assert bench.handled.count(1) == 1
        await bench.server.send(bench.question(4, chat=4))  # somebody slow does not keep others waiting
        await wait_until(lambda: len(bench.answers()) == 3)
        release.set()
        await bench.until_acknowledged()
    assert sorted(bench.handled) == [1, 2, 3, 4]


async def test_while_one_is_in_flight_telegram_is_not_asked_without_pause(bench: Bench) -> None:
    bench.before = lambda _update: asyncio.sleep(1.5)
    await bench.server.send(bench.question(1))
    async with bench.polling():
        await bench.until_acknowledged()
    assert len(bench.server.polls) < 12


async def test_updates_of_one_chat_are_handled_in_order_and_chats_side_by_side(bench: Bench) -> None:
    busy: dict[int, int] = {}
    most_side_by_side = 0

    async def work(update: Update) -> None:
        nonlocal most_side_by_side
        assert update.effective_chat is not None
        chat = update.effective_chat.id
        assert chat not in busy, "two updates of one chat at once"
        busy[chat] = update.update_id
        most_side_by_side = max(most_side_by_side, len(busy))
        await asyncio.sleep(0.02 if update.update_id % 2 else 0.001)
        del busy[chat]

    bench.before = work
    await bench.server.send(*(bench.question(number, chat=number % 5 + 1) for number in range(1, 61)))
    async with bench.polling():
        await bench.until_acknowledged()
    by_chat: dict[int, list[int]] = {}
    for number in bench.handled:
        by_chat.setdefault(number % 5, []).append(number)
    assert all(numbers == sorted(numbers) for numbers in by_chat.values())
    assert most_side_by_side == 5


async def test_more_updates_than_the_window_are_never_in_flight_at_once(bench: Bench) -> None:
    in_flight = most = 0

    async def count(_update: Update) -> None:
        nonlocal in_flight, most
        in_flight += 1
        most = max(most, in_flight)
        await asyncio.sleep(0.01)
        in_flight -= 1

    bench.before = count
    bench.window = 6
    await bench.server.send(*(bench.question(number, chat=number) for number in range(1, 41)))
    async with bench.polling():
        await bench.until_acknowledged()
    assert most == 6
    assert sorted(bench.handled) == list(range(1, 41))


async def test_an_update_whose_handler_fails_is_tried_three_times_then_set_aside(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(update: Update) -> None:
        if update.update_id == 2:
            raise ValueError("bí mật của người hỏi")

    bench.before = fail
    await bench.server.send(*(bench.question(number) for number in (1, 2, 3)))
    async with bench.polling():
        await bench.until_acknowledged()
    assert bench.handled == [1, 2, 2, 2, 3]
    assert bench.apologies == [2]
    assert [await bench.logged(number) for number in (1, 2, 3)] == [True, False, True]
    assert "ValueError" in caplog.text
    assert "bí mật" not in caplog.text


async def test_a_handler_that_fails_once_answers_at_the_second_try(bench: Bench) -> None:
    async def fail_once(update: Update) -> None:
        if bench.handled.count(update.update_id) == 1:
            raise RuntimeError

    bench.before = fail_once
    await bench.server.send(bench.question(1))
    async with bench.polling():
        await bench.until_acknowledged()
    assert bench.answers() == ["answer to 1"]
    assert bench.apologies == []


async def test_an_update_that_cannot_be_parsed_is_set_aside_and_the_others_are_answered(bench: Bench) -> None:
    broken = {"update_id": 2, "message": {"message_id": "?", "chat": {"nothing": 1}, "date": "never"}}
    await bench.server.send(bench.question(1), broken, bench.question(3))
    async with bench.polling():
        await bench.until_acknowledged()
    assert bench.handled == [1, 3]


async def test_updates_of_other_kinds_are_passed_over(bench: Bench) -> None:
    await bench.server.send({"update_id": 1, "something_of_next_year": {"id": 5}}, {"update_id": 2}, bench.question(3))
    async with bench.polling():
        await bench.until_acknowledged()
    assert bench.answers() == ["answer to 3"]


async def test_a_question_logged_before_the_restart_is_not_answered_again(bench: Bench) -> None:
    await bench.log.add(make_entry(1))
    await bench.server.send(bench.question(1), bench.question(2))
    async with bench.polling():
        await bench.until_acknowledged()
    assert bench.answers() == ["answer to 2"]


async def test_ids_that_start_anew_below_the_last_one_are_answered(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.polling.QUIET_SECONDS", 0.5)
    async with bench.polling():
        await bench.server.send(bench.question(900))
        await bench.until_acknowledged()
        await asyncio.sleep(2.2)  # two empty polls: the first acknowledges, the second finds it long quiet
        await bench.server.send(bench.question(5))
        await bench.until_acknowledged()
    assert bench.handled == [900, 5]


async def test_a_person_who_blocked_the_bot_counts_as_done(bench: Bench) -> None:
    async def refuse(_update: Update) -> None:
        raise Forbidden("Forbidden: bot was blocked by the user")

    bench.before = refuse
    await bench.server.send(bench.question(1))
    async with bench.polling():
        await bench.until_acknowledged()
    assert bench.handled == [1]
    assert bench.apologies == []


async def test_a_second_poller_stops_the_loop_with_one_clear_line(bench: Bench) -> None:
    bench.server.failures["getUpdates"].append(Failure(409, "Conflict: terminated by other getUpdates request"))
    with pytest.raises(ConflictError, match="409") as raised:
        async with bench.polling() as task:
            await asyncio.wait({task}, timeout=5)
    assert "\n" not in str(raised.value)


async def test_a_refused_token_stops_the_loop_without_showing_it(bench: Bench) -> None:
    bench.token = "99:wrong"
    with pytest.raises(TokenRefusedError) as raised:
        async with bench.polling() as task:
            await asyncio.wait({task}, timeout=5)
    assert "99:wrong" not in str(raised.value)


async def test_a_webhook_left_from_earlier_is_removed_and_its_updates_are_kept(bench: Bench) -> None:
    bench.server.webhook = "https://example.org/hook"
    await bench.server.send(bench.question(1))
    async with bench.polling():
        await bench.until_acknowledged()
    assert bench.handled == [1]
    assert not bench.server.calls("deleteWebhook")[0].get("drop_pending_updates")


async def test_telegram_that_fails_floods_and_drops_connections_is_asked_again(bench: Bench) -> None:
    bench.server.failures["getUpdates"] += [
        Failure(500, "Internal Server Error"),
        Failure(502, "Bad Gateway"),
        DROP,
        Failure(429, "Too Many Requests", {"retry_after": 1}),
    ]
    await bench.server.send(bench.question(1))
    async with bench.polling():
        await bench.until_acknowledged()
    assert bench.answers() == ["answer to 1"]


async def test_a_long_poll_that_hangs_times_out_and_is_asked_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.polling.ANSWER_SECONDS", 0.2)
    bench.server.failures["getUpdates"].append(HANG)
    await bench.server.send(bench.question(1))
    async with bench.polling():
        await bench.until_acknowledged()
    assert bench.handled == [1]


async def test_telegram_that_is_away_at_the_start_and_later_is_waited_for(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    await bench.server.stop()
    async with bench.polling():
        await asyncio.sleep(0.3)
        await bench.server.start()
        await bench.server.send(bench.question(1))
        await bench.until_acknowledged()
        await bench.server.stop()
        await asyncio.sleep(0.3)
        await bench.server.start()
        await bench.server.send(bench.question(2))
        await bench.until_acknowledged()
    assert bench.handled == [1, 2]
    assert caplog.text.count("Telegram is away") == 2
    assert not [record for record in caplog.records if record.name.startswith("bot") and TOKEN in record.getMessage()]


async def test_an_outage_in_the_midst_of_answering_is_not_counted_as_poison(bench: Bench) -> None:
    async def outage(_update: Update) -> None:
        if len(bench.handled) == 1:
            await bench.server.stop()

    bench.before = outage
    await bench.server.send(bench.question(1))
    async with bench.polling():
        await wait_until(lambda: len(bench.handled) > 2 * HASTY.troubles)
        await bench.server.start()
        await wait_until(lambda: bench.answers() == ["answer to 1"])
        await bench.until_acknowledged()
    assert bench.apologies == []
    assert await bench.logged(1)


async def test_an_update_that_telegram_alone_stumbles_over_is_given_up_after_many_tries(bench: Bench) -> None:
    bench.server.failures["sendMessage"] += [Failure(500, "Internal Server Error")] * 50
    await bench.server.send(bench.question(1))
    async with bench.polling():
        await bench.until_acknowledged()
    assert bench.handled == [1] * HASTY.troubles
    assert bench.apologies == [1]


async def test_a_log_that_is_away_holds_questions_back_instead_of_losing_them(bench: Bench) -> None:
    async def away(_update: Update) -> None:
        if len(bench.handled) < 8:
            raise LogUnavailableError

    bench.before = away
    await bench.server.send(bench.question(1))
    async with bench.polling():
        await bench.until_acknowledged()
    assert len(bench.handled) == 8
    assert bench.apologies == []


async def test_stopping_finishes_and_acknowledges_what_is_in_flight(bench: Bench) -> None:
    bench.before = lambda _update: asyncio.sleep(0.3)
    await bench.server.send(bench.question(1))
    async with bench.polling():
        await wait_until(lambda: bench.handled == [1])
    assert bench.answers() == ["answer to 1"]
    assert bench.server.polls[-1]["offset"] == 2
    assert bench.server.queue == []


async def test_stopping_leaves_what_takes_too_long_to_the_next_start(bench: Bench) -> None:
    bench.patience = Patience(grace=0.1)
    bench.before = lambda _update: asyncio.sleep(60)
    await bench.server.send(bench.question(1), bench.question(2, chat=8))
    async with bench.polling():
        await wait_until(lambda: len(bench.handled) == 2)
    assert [update["update_id"] for update in bench.server.queue] == [1, 2]
    bench.before = None
    async with bench.polling():
        await bench.until_acknowledged()
    assert len(bench.answers()) == 2


async def test_stopping_while_telegram_is_away_ends_at_once(bench: Bench) -> None:
    await bench.server.stop()
    bench.patience = Patience()
    async with asyncio.timeout(3):
        async with bench.polling():
            await asyncio.sleep(0.1)
