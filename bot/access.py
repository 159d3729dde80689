"""Who may do what: roles by numeric Telegram id."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.settings import Settings


class Role(IntEnum):
    """What a person may do; each role may do what those before it may."""

    CITIZEN = 0
    MODERATOR = 1
    STAFF = 2
    ADMIN = 3


class Access:
    """Knows everyone's role. Use cases ask it; handlers and filters do not decide."""

    def __init__(self, settings: Settings) -> None:
        self._members = (
            (Role.ADMIN, settings.admin_ids),
            (Role.STAFF, settings.staff_ids),
            (Role.MODERATOR, settings.moderator_ids),
        )

    def role_of(self, user_id: int) -> Role:
        """The highest role that names this person; a citizen where none does."""
        return next((role for role, members in self._members if user_id in members), Role.CITIZEN)
