"""The words of review: verdicts, where a group stands, why a question needs a look, and what a moderator sees of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from knowledge.model import Outcome, Suggestion

LOW_SCORE = 0.6
"""Below this score an answer is looked at. On the project's sets 8 % of the answers to what the records have score
less, and 39 % of the answers to what they have not."""
LEASE = timedelta(minutes=10)
"""How long a card is one moderator's alone after they last touched it."""
MOST_WORDINGS = 3
"""How many wordings of a group are shown, and proposed with its verdict: what is seen is what is proposed."""
MOST_CHOICES = 3
LONGEST_WORDING = 256
"""No phrasing needs more; the answering reads no more of a question either."""


class Verdict(StrEnum):
    """What a moderator says a group of questions is."""

    RECORD = "record"
    """This record answers it."""
    GAP = "gap"
    """The records do not have it."""
    OFF_TOPIC = "off_topic"
    RIGHT = "right"
    """It was answered rightly."""
    PERSONAL = "personal"
    """There is personal data in it: the text is erased."""


class ReviewStatus(StrEnum):
    """Where a group stands."""

    OPEN = "open"
    DECIDED = "decided"
    MENDED = "mended"
    """A publication answers it."""


class Reason(StrEnum):
    """Why a question needs a look."""

    NOT_FOUND = "not_found"
    AMBIGUOUS = "ambiguous"
    VOTED_DOWN = "voted_down"
    LOW_SCORE = "low_score"


class Step(StrEnum):
    """What a moderator did with a card."""

    OPENED = "opened"
    SHOWN = "shown"
    SKIPPED = "skipped"
    DECIDED = "decided"
    UNDONE = "undone"


class StaleCardError(Exception):
    """Somebody else holds or has decided this group, or it is gone: nothing was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Questions that are one, in different words."""

    id: int
    status: ReviewStatus
    people: int
    questions: int
    last_asked_at: datetime
    wordings: tuple[str, ...]
    """The best-worded first; empty where every text was erased."""
    reasons: dict[Reason, int]
    before: dict[str, int]
    """How often each outcome was given when people asked."""
    after: dict[str, int]
    """How often each is given since a publication; empty before that."""
    verdict: Verdict | None = None
    record: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One group as a moderator sees it."""

    group: Group
    outcome: Outcome | None = None
    """What the bot answers now; None where there is no text to ask."""
    choices: tuple[Suggestion, ...] = ()
    """The records that may answer it, best first."""
    previous: int | None = None
    """The group whose card the moderator saw before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a moderator has before them."""

    card: Card | None
    """None where nothing is left to decide."""
    left: int
    """How many groups wait for a verdict."""
    skipped: int = 0
    """How many of these the moderator skipped."""
    undoable: int | None = None
    """The group that was decided just now."""
