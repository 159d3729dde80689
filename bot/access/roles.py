"""Roles, rights, and the least role that each right asks for."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.settings import Settings


class Role(IntEnum):
    """What somebody is to the installation; each role has the rights of those before it."""

    CITIZEN = 0
    MODERATOR = 1
    STAFF = 2
    ADMIN = 3


class Right(StrEnum):
    """Something that not everyone may do."""

    REVIEW = "review"
    EXPORT = "export"
    STATISTICS = "statistics"
    PUBLISH = "publish"
    MANAGE_ROLES = "manage_roles"


LEAST_ROLES = {
    Right.REVIEW: Role.MODERATOR,
    Right.EXPORT: Role.MODERATOR,
    Right.STATISTICS: Role.MODERATOR,
    Right.PUBLISH: Role.STAFF,
    Right.MANAGE_ROLES: Role.ADMIN,
}


class AccessDeniedError(Exception):
    """Somebody asked for what they may not do, or not in this chat; handlers turn it into one calm sentence."""

    def __init__(self, right: Right, role: Role, *, is_first: bool = True) -> None:
        """Say what was asked for.

        Args:
            right: The right that is missing.
            role: The role of who asked; one that has the right was refused because the chat is not private.
            is_first: Whether this person was not refused the same a short while ago.
        """
        self.right = right
        self.role = role
        self.is_first = is_first
        super().__init__(f"{right} is not for {role.name}")

    @property
    def is_about_chat(self) -> bool:
        """Whether the right is there, and only the chat is not private."""
        return self.role >= LEAST_ROLES[self.right]


def collect_seeds(settings: Settings) -> dict[int, Role]:
    """The roles that the environment gives, the highest where it gives several."""
    return {
        **dict.fromkeys(settings.moderator_ids, Role.MODERATOR),
        **dict.fromkeys(settings.staff_ids, Role.STAFF),
        **dict.fromkeys(settings.admin_ids, Role.ADMIN),
    }
