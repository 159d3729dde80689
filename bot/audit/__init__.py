"""The audit log: who did what and when, append-only, each row holding the hash of the one before it."""

from bot.audit.log import AuditLog, Note

__all__ = ["AuditLog", "Note"]
