"""Albums: their files come one by one, and nothing says which is the last; so a moment's quiet does."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.publishing.drafts import Draft, Drafts

logger = logging.getLogger(__name__)

QUIET_SECONDS = 1.5


class Gathering:
    """Shows the preview of a draft once no more of its files come; a restart of the bot forgets none.

    Args:
        drafts: Where the files are.
        show: Shows the preview of a draft.
        quiet: Seconds without another file after which they are taken to be all.
    """

    def __init__(
        self, drafts: Drafts, show: Callable[[Draft], Awaitable[None]], *, quiet: float = QUIET_SECONDS
    ) -> None:
        self._drafts = drafts
        self._show = show
        self._quiet = quiet
        self._tasks: dict[int, asyncio.Task[None]] = {}

    def expect(self, draft: Draft) -> None:
        """Wait for more files of a draft, from now on."""
        earlier = self._tasks.pop(draft.id, None)
        if earlier is not None:
            earlier.cancel()
        self._tasks[draft.id] = asyncio.create_task(self._show_after_quiet(draft))

    async def resume(self) -> None:
        """Take up what was gathering when the bot ended."""
        for draft in await self._drafts.list_gathering():
            self.expect(draft)

    async def close(self) -> None:
        """Stop; what is gathering is taken up at the next start."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _show_after_quiet(self, draft: Draft) -> None:
        await asyncio.sleep(self._quiet)
        try:
            await self._show(draft)
        except Exception as error:  # noqa: BLE001  nobody waits for this task; it is tried again at the next start
            logger.error("draft %d could not be shown: %s", draft.id, type(error).__name__)  # noqa: TRY400
        finally:
            if self._tasks.get(draft.id) is asyncio.current_task():
                del self._tasks[draft.id]
