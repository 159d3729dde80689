"""The knowledge that answers now: swapped in one step whenever a version is published, in whichever process that is."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import weakref
from typing import TYPE_CHECKING

from knowledge.base import compile_version, read_compiled
from knowledge.errors import VersionNotFoundError
from knowledge.retiring import take_apart

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from bot.publishing.workshop import Workshop
    from knowledge.base import KnowledgeBase
    from knowledge.store import VersionStore

    Subscriber = Callable[[KnowledgeBase], Awaitable[None]]

logger = logging.getLogger(__name__)

WATCH_SECONDS = 0.2
"""Between two looks at the pointer; a look costs microseconds."""


class CurrentKnowledge:
    """Gives the knowledge base that answers now; whoever took one finishes with it, whatever is published meanwhile.

    Args:
        base: What answers at first.
        store: The versions and the pointer to the published one.
        data_dir: Where the store and what was compiled are kept.
        workshop: Compiles what nobody compiled before publishing it.
    """

    def __init__(self, base: KnowledgeBase, store: VersionStore, data_dir: Path, workshop: Workshop) -> None:
        self._base = base
        self.store = store
        self.data_dir = data_dir
        self.workshop = workshop
        self._subscribers: list[Subscriber] = []
        self._turn = asyncio.Lock()
        self._refused: str | None = None
        self._retiring: set[asyncio.Task[None]] = set()

    def __call__(self) -> KnowledgeBase:
        """The knowledge base that answers now."""
        return self._base

    def subscribe(self, callback: Subscriber) -> None:
        """Have a function called, with the new knowledge base, after each swap."""
        self._subscribers.append(callback)

    async def refresh(self) -> None:
        """Answer with what is published now; compiled and read aside, and then swapped in one step."""
        async with self._turn:
            version = await asyncio.to_thread(self.store.current)
            if version is None or version in {self._base.version, self._refused}:
                return
            base = await self._open(version)
            if base is None:
                self._refused = version
                logger.error(
                    "Không mở được phiên bản vừa xuất bản, bản cũ vẫn trả lời"
                    " / what was published cannot be opened, the earlier version answers: %s",
                    version,
                )
                return
            self._swap(base)
        for subscriber in self._subscribers:
            try:
                await subscriber(base)
            except Exception as error:  # noqa: BLE001  the others are told all the same
                logger.error("after publishing: %s", type(error).__name__)  # noqa: TRY400  it may quote a question

    async def watch(self) -> None:
        """Follow the pointer until cancelled."""
        seen: tuple[int, ...] | None = None
        while True:
            stamp = self.store.pointer.stamp()
            if stamp != seen:
                seen = stamp
                try:
                    await self.refresh()
                except Exception as error:
                    logger.exception("the published version could not be taken up: %s", type(error).__name__)
            await asyncio.sleep(WATCH_SECONDS)

    async def _open(self, version: str) -> KnowledgeBase | None:
        base = await asyncio.to_thread(read_compiled, version, self.data_dir)
        if base is None:
            try:
                await self.workshop.run(compile_version, version, self.data_dir)
            except VersionNotFoundError:
                return None
            base = await asyncio.to_thread(read_compiled, version, self.data_dir)
        return base

    def _swap(self, base: KnowledgeBase) -> None:
        old, self._base, self._refused = self._base, base, None
        logger.info("Phiên bản tri thức đang trả lời / knowledge that answers now: %s", base.version)
        # Whoever is still answering from it holds it; its parts hold each other in a circle and would stay for ever.
        weakref.finalize(old, self._retire, asyncio.get_running_loop(), old.parts()).atexit = False

    def _retire(self, loop: asyncio.AbstractEventLoop, parts: tuple[object, ...]) -> None:
        """Give back the memory of a version that nobody answers from any more; called in any thread."""

        def begin() -> None:
            task = asyncio.create_task(_take_apart(parts))
            self._retiring.add(task)
            task.add_done_callback(self._retiring.discard)

        with contextlib.suppress(RuntimeError):  # the bot has ended, and all memory with it
            loop.call_soon_threadsafe(begin)


async def _take_apart(parts: tuple[object, ...]) -> None:
    for part in parts:
        for _ in take_apart(part):
            await asyncio.sleep(0)
