"""Why a role is not given or taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from bot.access.member_rows import Member

Refusal = Literal["invalid", "needless", "private"]


class OutdatedError(Exception):
    """Somebody else was faster: what was seen is no longer so."""


class LastAdminError(Exception):
    """The last admin stays: nobody would be left to manage roles."""


class SeedError(Exception):
    """The environment gives this role, and only the environment takes it away."""

    def __init__(self, member: Member) -> None:
        self.member = member
        super().__init__(f"the environment makes {member.user_id} {member.seed.name}")


class InvitationError(Exception):
    """A link gives no role."""

    def __init__(self, reason: Refusal) -> None:
        """Say why.

        Args:
            reason: ``invalid`` (used, ended, withdrawn or never made), ``needless`` (who opened it has as much already;
                it stays good for somebody else), ``private`` (it was opened outside a private chat).
        """
        self.reason: Refusal = reason
        super().__init__(reason)
