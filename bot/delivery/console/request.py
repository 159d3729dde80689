"""The in-process Telegram behind python-telegram-bot's request interface."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from telegram.request import BaseRequest

from bot.delivery.console.contents import ApiError
from bot.delivery.console.telegram import LocalTelegram

if TYPE_CHECKING:
    from telegram._utils.types import ODVInput
    from telegram.request import RequestData

TOKEN = "1000:in-this-terminal"  # noqa: S105  no secret: it never leaves the process
"""What the application is built with where there is no Telegram."""


class ConsoleRequest(BaseRequest):
    """Hands every request to a ``LocalTelegram`` instead of the network."""

    def __init__(self, telegram: LocalTelegram | None = None) -> None:
        self.telegram = telegram or LocalTelegram()

    @property
    def read_timeout(self) -> float | None:
        """No timeout: nothing is waited for."""
        return None

    async def initialize(self) -> None:
        """Nothing is to be opened."""

    async def shutdown(self) -> None:
        """Nothing is to be closed."""

    async def do_request(  # noqa: PLR0913, PLR0917  python-telegram-bot's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Answer one request as Telegram would."""
        del method, read_timeout, write_timeout, connect_timeout, pool_timeout
        parameters: dict[str, Any] = dict(request_data.parameters) if request_data else {}
        if request_data is not None and request_data.contains_files:
            files = request_data.multipart_data.items()
            parameters |= {name: {"file_name": file[0], "content": file[1]} for name, file in files}
        try:
            if "/file/bot" in url:
                return 200, self.telegram.read_file(url.rpartition("/")[2])
            result = self.telegram.call(url.rpartition("/")[2], parameters)
        except ApiError as error:
            answer: dict[str, Any] = {"ok": False, "error_code": error.code, "description": error.description}
            return error.code, json.dumps(answer).encode()
        return 200, json.dumps({"ok": True, "result": result}).encode()
