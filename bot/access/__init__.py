"""Who may do what: roles and rights, the members who have them, and the invitations that give them."""

from bot.access.access import Access
from bot.access.invitations import Invitations
from bot.access.roles import LEAST_ROLES, AccessDeniedError, Right, Role, collect_seeds

__all__ = ["LEAST_ROLES", "Access", "AccessDeniedError", "Invitations", "Right", "Role", "collect_seeds"]
