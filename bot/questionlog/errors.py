"""The errors of the question log."""

from __future__ import annotations


class LogUnavailableError(Exception):
    """The database cannot be used at the moment (disk full, connection lost, locked): worth trying again later."""
