"""Flood limits: short ones are sat out, long ones go to the delivery; slow rates are possible."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from telegram.error import RetryAfter

from bot import rate_limiting
from bot.rate_limiting import build_rate_limiter

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine


def build_call(*floods: float) -> Callable[..., Coroutine[Any, Any, str]]:
    """A request that meets these flood waits, one a try, and then succeeds."""
    waits = list(floods)

    async def call() -> str:
        if waits:
            raise RetryAfter(timedelta(seconds=waits.pop(0)))
        return "sent"

    return call


async def send(rate: float, call: Callable[..., Coroutine[Any, Any, str]], chat_id: int = 1) -> Any:
    return await build_rate_limiter(rate).process_request(call, [], {}, "sendMessage", {"chat_id": chat_id}, None)


@pytest.mark.parametrize("rate", [0, 0.2, 1, 30])
@pytest.mark.parametrize("chat_id", [1, -1])
async def test_message_is_sent_at_any_rate(rate: float, chat_id: int) -> None:
    assert await send(rate, build_call(), chat_id) == "sent"


async def test_short_flood_wait_is_sat_out() -> None:
    assert await send(30, build_call(0.001, 0.001)) == "sent"


async def test_long_flood_wait_is_left_to_the_delivery_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_limiting, "LONGEST_WAIT", 0.5)
    with pytest.raises(RetryAfter):
        await send(30, build_call(600))
