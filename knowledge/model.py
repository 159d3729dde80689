"""The words of the house: sources and records as staff write them, and the outcomes a question can have."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime  # noqa: TC003  pydantic reads it at run time
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

PassageKind = Literal["title", "dateline", "lead", "body", "caption", "byline"]
RecordKind = Literal["campaign", "model", "figure", "organisation", "person", "honour", "document", "event", "article"]
PASSAGE_KINDS: tuple[str, ...] = get_args(PassageKind)
RECORD_KINDS: tuple[str, ...] = get_args(RecordKind)

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=64)]
PassageIdentifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=32)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=20_000, pattern=r"\S")]
ShortText = Annotated[str, StringConstraints(min_length=1, max_length=700, pattern=r"\S")]


def _require_timezone(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a time zone is needed, as in 2020-07-03T10:10:00+07:00")
    return moment


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Passage(_Frozen):
    """One numbered paragraph of a source, verbatim."""

    id: PassageIdentifier
    kind: PassageKind
    text: Text


class Source(_Frozen):
    """One newspaper article: its metadata and its passages."""

    id: Identifier
    title: ShortText
    publisher: ShortText
    author: ShortText | None = None
    published: Annotated[datetime, AfterValidator(_require_timezone)]
    url: ShortText | None = None
    place: ShortText | None = None
    period: ShortText | None = None
    passages: Annotated[tuple[Passage, ...], Field(min_length=1)]


class Figure(_Frozen):
    """The one figure of a record, as printed (``1.062``, ``0,15%``), with what it counts."""

    value: ShortText
    unit: ShortText


class Evidence(_Frozen):
    """Where a record's answer stands: a verbatim substring of a passage."""

    source: Identifier
    passage: PassageIdentifier
    quote: ShortText


class Record(_Frozen):
    """One fact that staff curated: the direct reply, how people ask for it and where it is printed."""

    id: Identifier
    kind: RecordKind
    subject: ShortText
    subject_en: ShortText | None = None
    answer: ShortText
    answer_en: ShortText | None = None
    figure: Figure | None = None
    phrasings: tuple[ShortText, ...] = ()
    citations: Annotated[tuple[Evidence, ...], Field(min_length=1)]
    period: ShortText | None = None
    place: ShortText | None = None
    related: tuple[Identifier, ...] = ()
    draft: bool = False


class Topic(_Frozen):
    """One file of records."""

    topic: Identifier
    title: ShortText
    records: tuple[Record, ...]


class SmallTalkPhrases(_Frozen):
    """Phrases of one kind of small talk: greeting, thanks, goodbye, identity, help, compliment, abuse, filler."""

    kind: ShortText
    phrases: tuple[ShortText, ...]


class KnowledgeGap(_Frozen):
    """Questions that the records are known not to answer, however near they come; a moderator's finding."""

    subject: ShortText
    phrasings: tuple[ShortText, ...]
    aspect: bool = False
    """Whether the subject is what can be asked of anything (who audited it, is a form needed), no matter of its own."""


class PopulationGroup(_Frozen):
    """A population group that a fact can be about; groups exclude one another."""

    name: ShortText
    aliases: tuple[ShortText, ...] = ()


class Place(PopulationGroup):
    """A place a fact can be about."""

    level: Literal["country", "region", "province", "city", "district", "ward"]


class Lexicon(_Frozen):
    """What the files of ``lexicon/`` hold together; each file has one or more of these keys."""

    synonyms: tuple[tuple[ShortText, ...], ...] = ()
    groups: tuple[PopulationGroup, ...] = ()
    places: tuple[Place, ...] = ()
    abbreviations: dict[str, str | tuple[str, ...]] = {}
    spellings: dict[str, str | tuple[str, ...]] = {}
    words: tuple[ShortText, ...] = ()
    stop: tuple[ShortText, ...] = ()
    fillers: tuple[ShortText, ...] = ()
    neutral: tuple[ShortText, ...] = ()
    question_words: dict[str, tuple[ShortText, ...]] = {}
    smalltalk: tuple[SmallTalkPhrases, ...] = ()
    contrast: tuple[tuple[ShortText, ...], ...] = ()
    gaps: tuple[KnowledgeGap, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that one version of the knowledge is made of."""

    sources: tuple[Source, ...]
    topics: tuple[Topic, ...]
    lexicon: Lexicon


@dataclass(frozen=True, slots=True)
class Question:
    """A citizen's text, with the earlier questions of the same chat, oldest first."""

    text: str
    previous: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quote: ``passage.text[start:end] == quote``, offsets in code points."""

    source: str
    title: str
    publisher: str
    published: str
    """ISO date of publication in the source's own time zone."""
    passage: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A subject offered to the citizen: a choice when ambiguous, a nearby subject when not found."""

    record: str
    subject: str
    answer: str
    subject_en: str | None = None
    scope: str | None = None
    """Of which period and place it is, where there is the same of others; its subject begins with it."""
    passage: tuple[str, str] | None = None
    """Source and passage, where it is an uncurated sentence and no record (``record`` is empty then)."""


@dataclass(frozen=True, slots=True)
class Part:
    """One answered fact: the direct reply and what proves it; ``record`` is None for an uncurated sentence."""

    answer: str
    citations: tuple[Citation, ...]
    record: str | None = None
    answer_en: str | None = None
    is_figure: bool = False
    marked: tuple[tuple[int, int], ...] = ()
    """Spans inside the first citation's quote that carry what was asked."""
    scope: str | None = None
    """Of which period and place it is, where there is the same of others."""


@dataclass(frozen=True, slots=True)
class Found:
    """Answered: one part for each fact that was asked, at least one."""

    parts: tuple[Part, ...]
    score: float
    note: str | None = None
    """A word to add before the answer: ``corrected`` (another figure was asked about), ``dated`` (asked for today)."""
    suggestions: tuple[Suggestion, ...] = ()
    """The same of other years, periods or places, where the question left open of which; newest first."""
    language: Literal["vi", "en"] = "vi"
    why: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Two to four records fit alike: the citizen chooses."""

    suggestions: tuple[Suggestion, ...]
    score: float
    language: Literal["vi", "en"] = "vi"
    why: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NotFound:
    """Not in the records; ``suggestions`` are the nearest subjects and claim nothing."""

    suggestions: tuple[Suggestion, ...] = ()
    score: float = 0.0
    language: Literal["vi", "en"] = "vi"
    why: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """A greeting, thanks, abuse …: ``kind`` says which."""

    kind: str
    score: float = 1.0
    language: Literal["vi", "en"] = "vi"
    why: dict[str, Any] = field(default_factory=dict)


Outcome = Found | Ambiguous | NotFound | SmallTalk
