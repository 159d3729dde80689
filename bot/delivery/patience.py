"""How long the delivery waits and how often it tries again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from telegram.error import RetryAfter

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Patience:
    """Pauses in seconds and numbers of tries; tests make them short."""

    first_pause: float = 1.0
    longest_pause: float = 30.0
    failures: int = 3
    """Tries of an update whose handler fails, before it is set aside."""
    troubles: int = 10
    """Tries of an update that Telegram alone stumbles over, while it answers everything else."""
    longest_flood_wait: float = 300.0
    """A flood limit beyond this would stop everyone's updates behind one chat's."""
    grace: float = 8.0
    """What is in flight when the bot is stopped has this long to end; container runtimes kill after ten."""

    def pauses(self) -> Iterator[float]:
        """Yield growing pauses, without end."""
        pause = self.first_pause
        while True:
            yield pause
            pause = min(pause * 2, self.longest_pause)


def flood_wait(error: BaseException) -> float:
    """Return how many seconds Telegram asks to wait, 0 where it does not ask."""
    if not isinstance(error, RetryAfter):
        return 0.0
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
