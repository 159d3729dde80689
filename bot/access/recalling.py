"""What roles and the audit log hold of a person, for that person to see."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot.access.member_rows import member_rows
from bot.access.roles import Role
from bot.audit.chain import audit_rows

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection


def recall(connection: Connection, user_id: int, pseudonyms: Collection[str]) -> dict[str, list[dict[str, Any]]]:
    """The person's row among the members, and all that they did or that was done to them as a member.

    Args:
        connection: The database.
        user_id: The person's Telegram id.
        pseudonyms: Under which the person was refused something while they had no role.
    """
    own = select(member_rows).where(member_rows.c.user_id == user_id)
    members = [
        {"role": Role(row.role).name.lower(), "name": row.name, "granted_at": row.granted_at.isoformat()}
        for row in connection.execute(own)
    ]
    names = [str(user_id), *pseudonyms]
    theirs = select(audit_rows).where(audit_rows.c.actor.in_(names) | (audit_rows.c.target == str(user_id)))
    noted = [
        {"at": row.at, "action": row.action, "target": row.target, "details": json.loads(row.details)}
        for row in connection.execute(theirs.order_by(audit_rows.c.number))
    ]
    return {"members": members, "audit": noted}
