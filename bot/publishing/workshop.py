"""Heavy work apart from the bot: in a process of its own, so that nobody who asks meanwhile feels it."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import pickle
import resource
import signal
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

LONGEST_SECONDS = 120
"""Of a processor's time; after this a file that keeps the program busy is nobody's honest work."""
_WAITING = 10
"""How many times as long that may take where there is more to do than processors."""
_POLITENESS = 10
"""How far the work stands back where there are fewer processors than work."""

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


class WorkFailedError(Exception):
    """The process ended without a result: it took too long, or the system ended it."""


class Workshop:
    """Runs functions that keep a processor busy for seconds, one at a time, each in a fresh process.

    A fresh one gives back the memory it took, can be stopped when it takes too long, and breaks no other work.
    """

    def __init__(self, *, longest: int = LONGEST_SECONDS) -> None:
        self._longest = longest
        self._turn = asyncio.Lock()

    async def run(
        self, work: Callable[Parameters, Result], /, *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> Result:
        """Call a function of a module's top level in another process; its error is raised here.

        Raises:
            WorkFailedError: There is no result.
        """
        async with self._turn:
            # Not forked: a process that runs threads is copied in the midst of what they do.
            context = multiprocessing.get_context("spawn")
            ours, theirs = context.Pipe(duplex=False)
            process = context.Process(target=_work, args=(theirs, self._longest, work, args, kwargs))
            try:
                await asyncio.to_thread(process.start)
                theirs.close()
                raw = await asyncio.to_thread(_receive, ours, self._longest * _WAITING)
            finally:
                process.kill()  # it has told what it had to tell, or never will
                await asyncio.to_thread(process.join)
                process.close()
                ours.close()
        is_well, told = pickle.loads(raw)  # noqa: S301  from a process of ours
        if not is_well:
            raise told
        result: Result = told
        return result


def _receive(ours: Connection, longest: float) -> bytes:
    try:
        if ours.poll(longest):
            return ours.recv_bytes()
    except EOFError:
        pass
    raise WorkFailedError


def _work(
    theirs: Connection, longest: int, work: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (longest, longest))
    os.nice(_POLITENESS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the bot, which ends its work itself
    try:
        told = (True, work(*args, **kwargs))
    except Exception as error:  # noqa: BLE001  whatever it is, it is raised where the work was asked for
        told = (False, error)
    theirs.send_bytes(pickle.dumps(told))
