"""The talk in the terminal, with a small application behind it."""

from __future__ import annotations

import asyncio
import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from telegram import ForceReply, InlineKeyboardButton, InlineKeyboardMarkup, Update

from bot.delivery.console import ConsoleRequest, run_console
from bot.delivery.console.request import TOKEN
from bot.delivery.patience import Patience
from bot.delivery.processing import Processor
from bot.questionlog.store import QuestionLog
from tests.support.applications import build_small_application, make_entry, sqlite_url

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


class Terminal(io.StringIO):
    """A text stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
async def log(tmp_path: Path) -> AsyncIterator[QuestionLog]:
    log = QuestionLog.open(sqlite_url(tmp_path))
    yield log
    await log.close()


async def talk(log: QuestionLog, stdin: Any, stdout: io.StringIO, stop: asyncio.Event | None = None) -> None:
    async def handle(update: Update, context: Any) -> None:
        if (query := update.callback_query) is not None:
            await query.answer("Cảm ơn!")
            await query.edit_message_reply_markup(None)
        elif update.message is not None and update.message.text == "hỏng":
            raise ValueError
        elif update.message is not None and update.message.text == "ghi chú":
            await context.bot.send_message(update.message.chat_id, "Mời trả lời tin này", reply_markup=ForceReply())
        elif update.message is not None and update.message.text == "tệp":
            await context.bot.send_document(update.message.chat_id, b"raw", filename="../a.csv", caption="Tệp đây")
        elif update.message is not None and update.message.reply_to_message is not None:
            asked = update.message.reply_to_message.text
            await context.bot.send_message(update.message.chat_id, f"{asked}: {update.message.text}")
        elif update.message is not None:
            buttons = [
                [InlineKeyboardButton("👍", callback_data="up"), InlineKeyboardButton("Web", url="https://x.vn/")],
                [InlineKeyboardButton("Chia sẻ", switch_inline_query="a")],
            ]
            await context.bot.send_message(
                update.message.chat_id,
                f"<b>Bạn nói</b>\n{update.message.text}",
                parse_mode="HTML",
                reply_markup=InlineKeyboardMarkup(buttons),
            )
            await log.add(make_entry(update.update_id))

    async def apologise(application: Any, update: Update) -> None:
        assert update.effective_chat is not None
        await application.bot.send_message(update.effective_chat.id, "Xin lỗi!")

    application = build_small_application(handle, token=TOKEN, request=ConsoleRequest())
    processor = Processor(application, log, apologise=apologise, patience=Patience(first_pause=0.001))
    await run_console(application, processor, stdin=stdin, stdout=stdout, stop=stop or asyncio.Event())


def take_file(path: Path) -> tuple[str, bytes]:
    content = path.read_bytes()
    path.unlink()
    path.parent.rmdir()
    return path.name, content


async def test_a_file_is_put_where_the_person_can_open_it(log: QuestionLog) -> None:
    stdout = io.StringIO()
    await talk(log, io.StringIO("tệp"), stdout)
    caption, place = stdout.getvalue().partition("Bot: ")[2].splitlines()[:2]
    assert caption == "Tệp đây"
    assert take_file(Path(place.removeprefix("     📎 "))) == ("a.csv", b"raw")


async def test_lines_that_are_piped_in_are_echoed_and_answered_until_they_end(log: QuestionLog) -> None:
    stdout = io.StringIO()
    await talk(log, io.StringIO("một\n\nhai"), stdout)
    body = stdout.getvalue()
    buttons = "       [1] 👍   [2] Web\n       [3] Chia sẻ\n\n"
    assert f"Bạn: một\nBot: Bạn nói\n     một\n{buttons}Bạn: hai\nBot: Bạn nói\n     hai\n{buttons}Tạm biệt!" in body


async def test_a_number_presses_that_button_and_other_numbers_are_questions(log: QuestionLog) -> None:
    stdout = io.StringIO()
    await talk(log, io.StringIO("một\n1\n2\n4\n145\n3\n/thoat\nnie\n"), stdout)
    body = stdout.getvalue()
    assert "Bạn: 1\n» Cảm ơn!" in body
    assert "Bạn: 4\nKhông có nút mang số ấy." in body
    assert "Bạn: 145\nBot: Bạn nói\n     145" in body
    assert "Bạn: 3\nNút này chỉ dùng được trong Telegram." in body
    assert "nie" not in body


async def test_a_link_button_shows_its_address(log: QuestionLog) -> None:
    stdout = io.StringIO()
    await talk(log, io.StringIO("một\n2\n"), stdout)
    assert "Bạn: 2\nhttps://x.vn/\n" in stdout.getvalue()


async def test_line_after_a_message_that_asks_for_a_reply_is_one(log: QuestionLog) -> None:
    stdout = io.StringIO()
    await talk(log, io.StringIO("ghi chú\ncần bài báo\nchào\n"), stdout)
    assert "Bot: Mời trả lời tin này: cần bài báo" in stdout.getvalue()
    assert "Bạn nói" in stdout.getvalue()


async def test_in_a_terminal_there_is_a_prompt_and_bold(log: QuestionLog) -> None:
    stdout = Terminal()
    await talk(log, Terminal("một\n"), stdout)
    body = stdout.getvalue()
    assert "Bạn: Bot: \x1b[1mBạn nói\x1b[0m" in body
    assert "Gõ câu hỏi" in body


async def test_what_fails_is_apologised_for_and_the_talk_goes_on(log: QuestionLog) -> None:
    stdout = io.StringIO()
    await talk(log, io.StringIO("hỏng\nmột\n"), stdout)
    assert "Bạn: hỏng\nBot: Xin lỗi!\n" in stdout.getvalue()
    assert "Bot: Bạn nói" in stdout.getvalue()


async def test_a_line_longer_than_a_message_is_several_messages(log: QuestionLog) -> None:
    stdout = io.StringIO()
    await talk(log, io.StringIO("a" * 4000 + "b" * 200), stdout)
    assert stdout.getvalue().count("Bot: ") == 2


async def test_stopping_from_outside_ends_a_talk_that_waits_for_a_line(log: QuestionLog) -> None:
    stop = asyncio.Event()
    reading, writing = os.pipe()
    with os.fdopen(reading) as stdin:
        asyncio.get_running_loop().call_later(0.1, stop.set)
        async with asyncio.timeout(5):
            await talk(log, stdin, io.StringIO(), stop)
        os.close(writing)
