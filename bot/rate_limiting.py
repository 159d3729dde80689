"""How fast messages are sent, and how long a flood limit is sat out before the delivery takes over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from telegram.error import RetryAfter
from telegram.ext import AIORateLimiter

from bot.delivery.patience import flood_wait

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

RETRIES = 2
LONGEST_WAIT = 30.0
"""While one request waits, python-telegram-bot's limiter stops all others: beyond this many seconds the delivery tries
that one update again later, and everyone else goes on."""


class _LongFloodError(Exception):
    def __init__(self, flood: RetryAfter) -> None:
        self.flood = flood


class RateLimiter(AIORateLimiter):
    """Sits out short flood waits, so that an answer of several pages is not begun anew; lets long ones through."""

    async def process_request(  # noqa: PLR0913, PLR0917  python-telegram-bot's signature
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:
        """Send one request within the limits."""

        async def call(*args: Any, **kwargs: Any) -> Any:
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as flood:
                if flood_wait(flood) > LONGEST_WAIT:
                    raise _LongFloodError(flood) from None
                raise

        try:
            return await super().process_request(call, args, kwargs, endpoint, data, rate_limit_args)
        except _LongFloodError as error:
            raise error.flood from None


def build_rate_limiter(rate: float) -> RateLimiter:
    """Build the limiter for so many messages a second over all chats; 0 is no limit, in groups neither."""
    if not rate:
        return RateLimiter(overall_max_rate=0, group_max_rate=0, max_retries=RETRIES)
    period = max(1.0, 1 / rate)  # a bucket must hold one message at least
    return RateLimiter(overall_max_rate=rate * period, overall_time_period=period, max_retries=RETRIES)
