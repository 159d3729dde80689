"""One doubt: what it is about, in what words, and whether it must be mended."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Something that follows every rule and is wrong all the same, or may be."""

    record: str = ""
    """The id of the record it is about."""
    field: str = ""
    """JSON pointer inside the record: ``/phrasings/3``."""
    entry: tuple[str, int] | None = None
    """In place of a record, an entry of the lexicon: the list and the number in it."""
    message: str
    """In Vietnamese, then in English, parted by `` / ``."""
    value: str | None = None
    is_error: bool = False
    """Whether ``check`` fails by it; what may be right after all is only told."""
