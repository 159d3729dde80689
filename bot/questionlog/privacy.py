"""Pseudonyms in place of people: new ones each quarter, under keys that are kept outside the database."""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FIRST_QUARTER = (2026, 1)
"""Nothing was logged before."""
LENGTH = 32


def _now() -> datetime:
    return datetime.now(UTC)


class Pseudonymizer:
    """Turns Telegram's user ids into pseudonyms that nobody can turn back without the key.

    Questions and votes get a pseudonym that changes with the quarter, so nobody is followed for long: each quarter has
    a key of its own, derived from the installation's, and the pseudonym says under which. What a person has chosen
    (their language) must outlast the quarter, and is kept under a lasting pseudonym that leads to no question.

    Args:
        *keys: The installation's key, then those it had before, under which older rows are found.
        clock: The time, with a time zone.
    """

    def __init__(self, *keys: bytes, clock: Callable[[], datetime] = _now) -> None:
        if not keys:
            raise ValueError("a pseudonymizer needs a key")
        self._keys = keys
        self._clock = clock

    def pseudonym(self, user_id: int) -> str:
        """Return the pseudonym of a person in this quarter, as ``2026Q4-1f2e3d4c:…``: the key's id, then the person."""
        now = self._clock()
        return _quarterly(self._keys[0], now.year, _quarter(now), user_id)

    def person(self, user_id: int) -> str:
        """Return the lasting pseudonym of a person, for what they have chosen."""
        return _digest(self._keys[0], user_id)

    def persons(self, user_id: int) -> tuple[str, ...]:
        """Return the lasting pseudonyms of a person under every key, the newest first."""
        return tuple(_digest(key, user_id) for key in self._keys)

    def pseudonyms(self, user_id: int) -> tuple[str, ...]:
        """Return every pseudonym a person has or had: all quarters, all keys, and the lasting ones.

        The lasting ones stand in questions too that were logged before pseudonyms changed with the quarter.
        """
        quarterly = (
            _quarterly(key, *quarter, user_id) for quarter in _quarters_until(self._clock()) for key in self._keys
        )
        return tuple(dict.fromkeys((self.pseudonym(user_id), *quarterly, *self.persons(user_id))))


def _quarter(moment: datetime) -> int:
    return (moment.month + 2) // 3


def _quarters_until(now: datetime) -> Iterator[tuple[int, int]]:
    for year in range(FIRST_QUARTER[0], now.year + 1):
        for quarter in range(1, 5):
            if FIRST_QUARTER <= (year, quarter) <= (now.year, _quarter(now)):
                yield year, quarter


def _quarterly(key: bytes, year: int, quarter: int, user_id: int) -> str:
    name = f"{year}Q{quarter}"
    fingerprint = hmac.new(key, b"key id", hashlib.sha256).hexdigest()[:8]
    derived = hmac.new(key, f"quarter:{name}".encode(), hashlib.sha256).digest()
    return f"{name}-{fingerprint}:{_digest(derived, user_id)}"


def _digest(key: bytes, user_id: int) -> str:
    return hmac.new(key, f"telegram-user:{user_id}".encode(), hashlib.sha256).hexdigest()[:LENGTH]
