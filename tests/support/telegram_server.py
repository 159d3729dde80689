"""A fake Bot API server on loopback: real HTTP, Telegram's queue of updates, and misbehaviour on demand."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from aiohttp import web

from bot.delivery.console.contents import ApiError
from bot.delivery.console.telegram import LocalTelegram

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

TOKEN = "123456789:AAfake-token_of-the-tests-0123456789x"
TEXTS = frozenset({"text", "caption", "parse_mode", "callback_query_id", "inline_query_id", "action", "description"})
DROP = "drop the connection"
HANG = "never answer"


@dataclass(frozen=True)
class Failure:
    """One answer that is none: an HTTP status with Telegram's own words for it."""

    code: int
    description: str = "scripted failure"
    parameters: dict[str, Any] = field(default_factory=dict)


class TelegramServer:
    """Use as an async context manager; ``url`` is then what belongs in TELEGRAM_API_URL."""

    def __init__(self) -> None:
        self.telegram = LocalTelegram()
        self.queue: list[dict[str, Any]] = []
        """Updates that are not acknowledged yet."""
        self.polls: list[dict[str, Any]] = []
        """The parameters of every getUpdates."""
        self.failures: defaultdict[str, deque[Failure | str]] = defaultdict(deque)
        """By method: what to answer instead, one after the other (DROP and HANG for the connection itself)."""
        self.gate: Callable[[str, dict[str, Any]], Any] | None = None
        """Awaited before each call but getUpdates is answered, with method and parameters."""
        self.url = ""
        self.webhook = ""
        self._arrival = asyncio.Condition()
        self._runner: web.AppRunner | None = None
        self._port = 0

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        """Listen; after ``stop`` on the same port as before."""
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self._answer)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1, handle_signals=False)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port, reuse_address=True)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{self._port}"

    async def stop(self) -> None:
        """Refuse connections from now on."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def send(self, *updates: dict[str, Any]) -> None:
        """Put updates into the queue."""
        async with self._arrival:
            self.queue += updates
            self._arrival.notify_all()

    def calls(self, method: str) -> list[dict[str, Any]]:
        """The parameters of every call of a method that was answered well."""
        return [call.parameters for call in self.telegram.calls if call.method == method]

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        parameters = {name: _read(name, value) for name, value in (await request.post()).items()}
        if request.match_info["token"] != TOKEN:
            return _refuse(Failure(401, "Unauthorized"))
        if self.failures[method]:
            failure = self.failures[method].popleft()
            if isinstance(failure, Failure):
                return _refuse(failure)
            if failure == HANG:
                await asyncio.sleep(3600)
            assert request.transport is not None
            request.transport.close()
            return web.Response()
        if method == "getUpdates":
            return await self._give_updates(parameters)
        if self.gate is not None:
            await self.gate(method, parameters)
        if method == "deleteWebhook":
            self.webhook = ""
        try:
            result = self.telegram.call(method, parameters)
        except ApiError as error:
            return _refuse(Failure(error.code, error.description))
        return web.json_response({"ok": True, "result": result})

    async def _give_updates(self, parameters: dict[str, Any]) -> web.Response:
        self.polls.append(parameters)
        if self.webhook:
            return _refuse(Failure(409, "Conflict: can't use getUpdates method while webhook is active"))
        offset = parameters.get("offset", 0)
        self.queue = [update for update in self.queue if update["update_id"] >= offset]
        try:
            async with asyncio.timeout(parameters.get("timeout", 0) or 0.001), self._arrival:
                await self._arrival.wait_for(lambda: self.queue)
        except TimeoutError:
            pass
        return web.json_response({"ok": True, "result": self.queue[: parameters.get("limit", 100)]})


def _refuse(failure: Failure) -> web.Response:
    body: dict[str, Any] = {"ok": False, "error_code": failure.code, "description": failure.description}
    if failure.parameters:
        body["parameters"] = failure.parameters
    return web.json_response(body, status=failure.code)


def _read(name: str, value: Any) -> Any:
    if isinstance(value, web.FileField):
        return {"file_name": value.filename, "content": value.file.read()}
    value = str(value)
    if name in TEXTS:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
