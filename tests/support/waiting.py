"""Waiting for something to become true, and not for longer than it should."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


async def wait_until(is_so: Callable[[], bool], seconds: float = 8.0) -> None:
    """Wait until something is so.

    Raises:
        TimeoutError: It was not within so many seconds.
    """
    async with asyncio.timeout(seconds):
        while not is_so():  # noqa: ASYNC110  what is waited for happens in many places, some in another process
            await asyncio.sleep(0.005)
