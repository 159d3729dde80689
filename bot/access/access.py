"""The use case of roles: who has which, whether that is enough, and how roles are given and taken away."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.access.errors import LastAdminError, OutdatedError, SeedError
from bot.access.member_rows import Member, load_members, load_role, lock_members, write_member
from bot.access.roles import LEAST_ROLES, AccessDeniedError, Right, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Connection

    from bot.audit import AuditLog, Note

PRIVATE = "private"
DENIAL_EVERY = timedelta(hours=1)
"""How often the same refusal of the same person is audited, so that nobody can flood the log by trying."""
MOST_DENIALS = 1000


def _now() -> datetime:
    return datetime.now(UTC)


class Access:
    """Roles of one installation; every answer is read from the database, so that no worker lags behind another.

    Args:
        audit: The audit log, and with it the database.
        seeds: Roles that the environment gives; only the environment takes them away.
        pseudonym: Names citizens in the audit log.
        clock: The time, with a time zone.
    """

    def __init__(
        self,
        audit: AuditLog,
        seeds: Mapping[int, Role],
        pseudonym: Callable[[int], str],
        *,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self.audit = audit
        self._seeds = dict(seeds)
        self._pseudonym = pseudonym
        self.clock = clock
        self._denials: OrderedDict[tuple[int, Right], datetime] = OrderedDict()

    async def role_of(self, user_id: int) -> Role:
        """Somebody's role now; chats in whose name people speak have none."""
        return await self.audit.database.read(lambda connection: self.role_in(connection, user_id))

    async def require(self, user_id: int, right: Right, *, chat_kind: str = PRIVATE) -> Role:
        """Insist that somebody has a right and uses it in a private chat; to be called by every use case that needs it.

        Returns:
            The role.

        Raises:
            AccessDeniedError: The right is missing, or the chat is not private.
        """
        role = await self.role_of(user_id)
        if role >= LEAST_ROLES[right] and chat_kind == PRIVATE:
            return role
        is_first = self._is_first_denial(user_id, right)
        if is_first:
            actor = user_id if role > Role.CITIZEN else self._pseudonym(user_id)
            await self.audit.append(actor, "access.denied", target=right, details={"chat": chat_kind})
            self._remember_denial(user_id, right)
        raise AccessDeniedError(right, role, is_first=is_first)

    async def list_members(self, actor: int, *, chat_kind: str = PRIVATE) -> list[Member]:
        """Everyone with a role, the highest first, for somebody who manages them.

        Raises:
            AccessDeniedError: The actor may not.
        """
        await self.require(actor, Right.MANAGE_ROLES, chat_kind=chat_kind)
        return await self.members()

    async def members(self) -> list[Member]:
        """Everyone with a role, for the bot itself."""
        return await self.audit.database.read(self._members)

    async def ids_with(self, right: Right) -> list[int]:
        """The ids of everyone who has a right, to tell them something."""
        return [member.user_id for member in await self.members() if member.role >= LEAST_ROLES[right]]

    async def grant(self, actor: int, user_id: int, role: Role, *, was: Role, chat_kind: str = PRIVATE) -> Member:
        """Change a known member's role, or with CITIZEN take it away.

        Args:
            actor: Who does it.
            user_id: Whose role.
            role: The new role.
            was: The role that the actor saw; when it is another one by now, nothing is changed.
            chat_kind: Where it is done.

        Returns:
            The member with the role that is now theirs.

        Raises:
            AccessDeniedError: The actor may not.
            OutdatedError: The role is not what the actor saw.
            SeedError: The environment gives this role, so nothing would change.
            LastAdminError: Nobody would be left to manage roles.
        """
        await self.require(actor, Right.MANAGE_ROLES, chat_kind=chat_kind)

        def work(connection: Connection, note: Note) -> Member:
            self.begin_change(connection, actor)
            known = {member.user_id: member for member in self._members(connection)}
            member = known.get(user_id)
            if member is None or member.role is not was or role is was:
                raise OutdatedError
            after = max(role, member.seed)
            if after is was:
                raise SeedError(member)
            admins = [each for each in known.values() if each.role is Role.ADMIN]
            if admins == [member] and after is not Role.ADMIN:
                raise LastAdminError
            given = Role.CITIZEN if after is member.seed else after
            write_member(connection, user_id, given, granted_by=actor, granted_at=self.clock())
            action = "role.revoked" if after is Role.CITIZEN else "role.changed"
            note(actor, action, target=str(user_id), details={"from": was.name, "to": after.name})
            return replace(member, role=after)

        return await self.audit.run(work)

    async def revoke(self, actor: int, user_id: int, *, was: Role, chat_kind: str = PRIVATE) -> Member:
        """Take a role away; see ``grant``."""
        return await self.grant(actor, user_id, Role.CITIZEN, was=was, chat_kind=chat_kind)

    def role_in(self, connection: Connection, user_id: int) -> Role:
        """Somebody's role, read in a transaction that is under way."""
        if user_id <= 0:
            return Role.CITIZEN
        return max(load_role(connection, user_id), self._seeds.get(user_id, Role.CITIZEN))

    def begin_change(self, connection: Connection, actor: int) -> None:
        """Hold off other changes, then look at the actor's role once more: it may be gone since ``require``."""
        lock_members(connection)
        role = self.role_in(connection, actor)
        if role < LEAST_ROLES[Right.MANAGE_ROLES]:
            raise AccessDeniedError(Right.MANAGE_ROLES, role)

    def _members(self, connection: Connection) -> list[Member]:
        members = {user_id: Member(user_id, role, seed=role) for user_id, role in self._seeds.items()}
        for given in load_members(connection):
            seed = self._seeds.get(given.user_id, Role.CITIZEN)
            members[given.user_id] = replace(given, role=max(given.role, seed), seed=seed)
        return sorted(members.values(), key=lambda member: (-member.role, member.name, member.user_id))

    def _is_first_denial(self, user_id: int, right: Right) -> bool:
        last = self._denials.get((user_id, right))
        return last is None or self.clock() - last >= DENIAL_EVERY

    def _remember_denial(self, user_id: int, right: Right) -> None:
        self._denials[user_id, right] = self.clock()
        self._denials.move_to_end((user_id, right))
        while len(self._denials) > MOST_DENIALS:
            self._denials.popitem(last=False)
