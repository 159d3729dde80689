"""Heavy work apart from the bot: in a process of its own, so that nobody who asks meanwhile feels it."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

_POLITENESS = 10
"""How far the work stands back where there are fewer processors than work."""

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


class Workshop:
    """Runs functions that keep a processor busy for seconds, one at a time, each in a fresh process.

    A fresh one gives back the memory it took, and whatever breaks it (the system takes it for its memory) breaks no
    other work.
    """

    def __init__(self) -> None:
        self._turn = asyncio.Lock()

    async def run(
        self, work: Callable[Parameters, Result], /, *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> Result:
        """Call a function of a module's top level in another process; its error is raised here."""
        async with self._turn:
            # Not forked: a process that runs threads is copied in the midst of what they do.
            context = multiprocessing.get_context("spawn")
            pool = ProcessPoolExecutor(1, mp_context=context, initializer=_stand_back)
            try:
                return await asyncio.wrap_future(pool.submit(work, *args, **kwargs))
            finally:
                pool.shutdown(wait=False, cancel_futures=True)


def _stand_back() -> None:
    os.nice(_POLITENESS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the bot, which ends its work itself
