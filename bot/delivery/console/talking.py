"""The talk in the terminal: lines become updates, what the bot sends is printed."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from bot.delivery.console.contents import LONGEST_MESSAGE
from bot.delivery.console.rendering import list_buttons, render_buttons, render_message
from bot.delivery.console.request import ConsoleRequest

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.delivery.console.telegram import Call, LocalTelegram
    from bot.delivery.processing import AnyApplication, Processor

PERSON: dict[str, Any] = {"id": 1, "is_bot": False, "first_name": "Bạn", "language_code": "vi"}
LEAVING = frozenset({"/thoat", "/exit"})
PROMPT = "Bạn: "
ANSWER = "Bot: "
INTRODUCTION = """\
Trò chuyện với trợ lý thi đua yêu nước Sóc Trăng ngay tại đây, như trong Telegram.
Gõ câu hỏi rồi nhấn Enter; gõ số để bấm nút mang số ấy; /help xem hướng dẫn; /thoat để thôi.
(The bot in this terminal: type a question, or a number to press that button; /help helps, /thoat leaves.)"""
DIGITS = frozenset("0123456789")
"""A single digit is meant for a button; larger numbers may be asked about, as in "47"."""
NO_SUCH_BUTTON = "Không có nút mang số ấy. / There is no button of that number."
FAREWELL = "Tạm biệt! / Goodbye!"
ONLY_IN_TELEGRAM = "Nút này chỉ dùng được trong Telegram. / This button works in Telegram only."


async def run_console(  # noqa: PLR0913  each is a part of the talk
    application: AnyApplication,
    processor: Processor,
    *,
    stdin: TextIO,
    stdout: TextIO,
    stop: asyncio.Event,
    prepare: Callable[[AnyApplication], Awaitable[None]] | None = None,
) -> None:
    """Hold one person's talk with the bot until they leave, the input ends or ``stop`` is set.

    Args:
        application: Built over a ``ConsoleRequest``, not initialized.
        processor: Brings each update to its end.
        stdin: Where the person types; need not be a terminal.
        stdout: Where the talk is printed.
        stop: Set from outside to end the talk.
        prepare: Called once at the start (commands, descriptions).
    """
    request = application.bot.request
    if not isinstance(request, ConsoleRequest):
        raise TypeError("the application of the terminal chat is built over a ConsoleRequest")
    talk = _Talk(processor, request.telegram, stdin=stdin, stdout=stdout)
    async with application:
        await application.start()
        try:
            if prepare is not None:
                await prepare(application)
            await talk.hold(stop)
        finally:
            await application.stop()


class _Talk:
    """One person's private chat with the bot, through the very same handlers as in Telegram."""

    def __init__(self, processor: Processor, telegram: LocalTelegram, *, stdin: TextIO, stdout: TextIO) -> None:
        self._processor = processor
        self._telegram = telegram
        self._stdin = stdin
        self._stdout = stdout
        self._with_buttons: dict[str, Any] | None = None
        """The last message that shows buttons: a number presses one of them."""
        self._asking: dict[str, Any] | None = None
        """The message that asks for a reply: the next line is one, as in Telegram's clients."""

    async def hold(self, stop: asyncio.Event) -> None:
        self._telegram.listener = self._show
        self._print(INTRODUCTION + "\n")
        lines = _read_lines(self._stdin)
        stopping = asyncio.create_task(_wait(stop))
        try:
            while (line := await self._next_line(lines, stopping)) is not None and line not in LEAVING:
                for at in range(0, len(line), LONGEST_MESSAGE):
                    await self._say(line[at : at + LONGEST_MESSAGE])
        finally:
            stopping.cancel()
        self._print(FAREWELL)

    async def _next_line(self, lines: asyncio.Queue[str | None], stopping: asyncio.Task[None]) -> str | None:
        if self._stdin.isatty():
            self._print(PROMPT, end="")
        reading = asyncio.create_task(lines.get())
        waiting: set[asyncio.Task[Any]] = {reading, stopping}
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        line = reading.result() if reading.done() else None
        reading.cancel()
        if line is None:
            if self._stdin.isatty():
                self._print("")  # the prompt stands there with nothing after it
            return None
        if not self._stdin.isatty() and line.strip():
            self._print(PROMPT + line.strip())  # in a terminal the person sees what they typed
        return line.strip()

    async def _say(self, text: str) -> None:
        button = self._find_button(text)
        if button is None and self._with_buttons and text in DIGITS:
            self._print(NO_SUCH_BUTTON)
        elif button is None:
            reply = {"reply_to_message": self._asking} if self._asking else {}
            self._asking = None
            await self._processor.process(self._telegram.write(text, sender=PERSON, **reply))
        elif data := button.get("callback_data"):
            await self._processor.process(self._telegram.press(self._with_buttons or {}, data, sender=PERSON))
        else:
            self._print(button.get("url") or ONLY_IN_TELEGRAM)
        self._print("")

    def _find_button(self, text: str) -> dict[str, Any] | None:
        buttons = list_buttons(self._with_buttons) if self._with_buttons else []
        is_number = text.isascii() and text.isdecimal() and len(text) <= len(str(len(buttons)))
        return buttons[int(text) - 1] if is_number and 1 <= int(text) <= len(buttons) else None

    def _show(self, call: Call) -> None:
        match call.method:
            case "sendMessage" | "editMessageText":
                self._show_message(call.result)
            case "editMessageReplyMarkup":
                self._print("\n".join(render_buttons(call.result)))
            case "sendDocument" | "sendPhoto":
                self._show_file(call)
            case "answerCallbackQuery" if call.parameters.get("text"):
                self._print(f"» {call.parameters['text']}")
            case _:
                return
        if isinstance(call.result, dict) and list_buttons(call.result):
            self._with_buttons = call.result
        if (call.parameters.get("reply_markup") or {}).get("force_reply"):
            self._asking = call.result

    def _show_file(self, call: Call) -> None:
        """Put a file where the person can open it, and show its caption with the place."""
        file = call.parameters.get("document") or call.parameters["photo"]
        path = Path(tempfile.mkdtemp(prefix="thidua-")) / Path(file["file_name"]).name
        path.write_bytes(file["content"])
        self._show_message({"text": f"{call.result.get('caption', '')}\n📎 {path}".strip()})

    def _show_message(self, message: dict[str, Any]) -> None:
        is_terminal = self._stdout.isatty()
        width = shutil.get_terminal_size().columns - len(ANSWER) if is_terminal else None
        body = render_message(message, is_styled=is_terminal, width=width)
        self._print(ANSWER + body.replace("\n", "\n" + " " * len(ANSWER)))

    def _print(self, text: str, end: str = "\n") -> None:
        self._stdout.write(text + end)
        self._stdout.flush()


async def _wait(stop: asyncio.Event) -> None:
    await stop.wait()


def _read_lines(stream: TextIO) -> asyncio.Queue[str | None]:
    """Read in a thread of its own that nobody waits for: a person may leave without finishing a line."""
    lines: asyncio.Queue[str | None] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def read() -> None:
        try:
            for line in stream:
                loop.call_soon_threadsafe(lines.put_nowait, line)
            loop.call_soon_threadsafe(lines.put_nowait, None)
        except RuntimeError:
            return  # the loop is closed: the talk is over

    threading.Thread(target=read, name="stdin", daemon=True).start()
    return lines
