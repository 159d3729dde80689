"""What is kept of one question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

OutcomeName = Literal["answered", "ambiguous", "not_found", "smalltalk", "error"]


@dataclass(frozen=True, slots=True)
class Tally:
    """How the votes on one answer stand."""

    up: int
    down: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedQuestion:
    """One question as the log keeps it: who asked is a pseudonym, and the text is redacted."""

    update_id: int | None
    """Telegram's id of the update; None where there is none, and for rows so old that the id came round again."""
    key: int
    """Names the question in buttons: 63 bits drawn at random, because the answer is sent before it is logged."""
    asked_at: datetime
    """With a time zone."""
    pseudonym: str
    chat_kind: str
    language: str
    text: str
    """Redacted already: the log never sees more than this."""
    outcome: OutcomeName
    records: tuple[str, ...] = ()
    score: float = 0.0
    knowledge_version: str = ""
    milliseconds: float = 0.0
    vote: int = 0
    """1, -1 or 0: which way the votes of all who voted lean. Read only; votes are given by ``QuestionLog.vote``."""
    id: int | None = None
    """The row's id; None before it is logged."""
