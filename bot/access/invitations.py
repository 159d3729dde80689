"""The use case of invitations: making a link that gives a role, withdrawing it, opening it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError

from bot.access.access import PRIVATE
from bot.access.errors import InvitationError, OutdatedError
from bot.access.invitation_rows import (
    LIFETIME,
    Invitation,
    find_invitation,
    find_used_invitation,
    load_invitations,
    new_payload,
    use_invitation,
    withdraw_invitation,
    write_invitation,
)
from bot.access.member_rows import lock_members, write_member
from bot.access.roles import LEAST_ROLES, Right, Role

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.access.access import Access
    from bot.audit import Note


@dataclass(frozen=True, slots=True)
class Accepted:
    """What an invitation gave, and who is to be told."""

    role: Role
    invited_by: int
    is_repeated: bool = False
    """Whether the same person opened the same link before."""


class Invitations:
    """The invitations of one installation."""

    def __init__(self, access: Access) -> None:
        self._access = access

    async def list_open(self, actor: int, *, chat_kind: str = PRIVATE) -> list[Invitation]:
        """The open invitations."""
        await self._access.require(actor, Right.MANAGE_ROLES, chat_kind=chat_kind)
        return await self._access.audit.database.run(
            lambda connection: load_invitations(connection, self._access.clock())
        )

    async def invite(
        self, actor: int, role: Role, *, invitation_id: int | None = None, chat_kind: str = PRIVATE
    ) -> tuple[Invitation, str]:
        """Make a link that gives a role to the first who opens it within a day.

        Args:
            actor: Who invites.
            role: The role it gives.
            invitation_id: The id it shall have, so that the same press twice makes one invitation.
            chat_kind: Where it is done.

        Returns:
            The invitation, and the payload of its link, which is kept nowhere.

        Raises:
            AccessDeniedError: The actor may not.
            OutdatedError: There is an invitation of this id already.
        """
        await self._access.require(actor, Right.MANAGE_ROLES, chat_kind=chat_kind)
        if role is Role.CITIZEN:
            raise ValueError("nobody needs to be invited to ask questions")
        payload, now = new_payload(), self._access.clock()
        number = secrets.randbits(63) if invitation_id is None else invitation_id
        invitation = Invitation(number, role, actor, now + LIFETIME)

        def work(connection: Connection, note: Note) -> None:
            self._access.begin_change(connection, actor)
            write_invitation(connection, invitation, payload, now)
            note(actor, "invitation.made", target=str(number), details={"role": role.name})

        try:
            await self._access.audit.run(work)
        except IntegrityError:
            raise OutdatedError from None
        return invitation, payload

    async def withdraw(self, actor: int, invitation_id: int, *, chat_kind: str = PRIVATE) -> None:
        """Make an invitation worthless.

        Raises:
            AccessDeniedError: The actor may not.
            OutdatedError: It was used or withdrawn before.
        """
        await self._access.require(actor, Right.MANAGE_ROLES, chat_kind=chat_kind)

        def work(connection: Connection, note: Note) -> None:
            self._access.begin_change(connection, actor)
            if not withdraw_invitation(connection, invitation_id, self._access.clock()):
                raise OutdatedError
            note(actor, "invitation.withdrawn", target=str(invitation_id))

        await self._access.audit.run(work)

    async def accept(self, user_id: int, payload: str, *, name: str = "", chat_kind: str = PRIVATE) -> Accepted:
        """Give somebody the role their invitation is for, and use the invitation up.

        Raises:
            InvitationError: The link was used, has ended, was withdrawn, its maker may no longer invite, it was opened
                outside a private chat, or by somebody who has as much already.
        """
        if chat_kind != PRIVATE or user_id <= 0:
            raise InvitationError("private")

        def work(connection: Connection, note: Note) -> Accepted:
            lock_members(connection)
            now, role = self._access.clock(), self._access.role_in(connection, user_id)
            invitation = find_invitation(connection, payload, now)
            used = find_used_invitation(connection, payload, user_id)
            if used is not None and role >= used.role:  # Telegram has sent the same update again
                return Accepted(used.role, used.created_by, is_repeated=True)
            if invitation is None or not self._may_invite(connection, invitation.created_by):
                raise InvitationError("invalid")
            if role >= invitation.role:
                raise InvitationError("needless")
            if not use_invitation(connection, payload, user_id, now):
                raise InvitationError("invalid")
            write_member(
                connection, user_id, invitation.role, granted_by=invitation.created_by, granted_at=now, name=name
            )
            note(user_id, "invitation.accepted", target=str(invitation.id), details={"role": invitation.role.name})
            return Accepted(invitation.role, invitation.created_by)

        return await self._access.audit.run(work)

    def _may_invite(self, connection: Connection, user_id: int) -> bool:
        return self._access.role_in(connection, user_id) >= LEAST_ROLES[Right.MANAGE_ROLES]
