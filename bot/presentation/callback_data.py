"""Callback data: what a button means, as a typed value and as at most 64 bytes that anyone may forge."""

from __future__ import annotations

from dataclasses import fields
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, StringConstraints, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

VERSION = "1"

Language = Literal["vi", "en"]
View = Literal["campaigns", "figures"]
Reference = Annotated[str, StringConstraints(pattern=r"^[a-z2-7]{10}$")]
PassageName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,32}$")]
Key = Annotated[int, Field(ge=0, lt=2**63)]
Page = Annotated[int, Field(ge=0, lt=10**6)]


class CallbackData:
    """Base of all buttons: ``1`` (the version), a letter for the kind, then the fields, parted by colons."""

    letter: ClassVar[str]

    def pack(self) -> str:
        """The value as callback data."""
        values = (str(getattr(self, name)) for name in self._names())
        return ":".join((VERSION + self.letter, *values))

    @classmethod
    def unpack(cls, data: str) -> Self | None:
        """The value of this kind in callback data; None for anything else, whoever made it up."""
        head, *values = data.split(":")
        names = cls._names()
        if head != VERSION + cls.letter or len(values) != len(names):
            return None
        try:
            value = TypeAdapter(cls).validate_python(dict(zip(names, values, strict=True)))
        except ValidationError:
            return None
        return value if value.pack() == data else None

    @classmethod
    def matches(cls, data: object) -> bool:
        """Whether callback data is of this kind; the form that a CallbackQueryHandler's pattern takes."""
        return isinstance(data, str) and cls.unpack(data) is not None

    @classmethod
    def _names(cls) -> tuple[str, ...]:
        return tuple(field.name for field in fields(cls))  # type: ignore[arg-type]  # every child is a dataclass


@dataclass(frozen=True, slots=True)
class ShowRecord(CallbackData):
    """Answer with a record: a related question, a nearby subject, an entry of a browsed list."""

    letter: ClassVar[str] = "r"
    record: Reference
    language: Language


@dataclass(frozen=True, slots=True)
class Choose(CallbackData):
    """Answer an ambiguous question, known by its key in the log, with this record."""

    letter: ClassVar[str] = "c"
    record: Reference
    key: Key
    language: Language


@dataclass(frozen=True, slots=True)
class ShowPassage(CallbackData):
    """Show a whole passage."""

    letter: ClassVar[str] = "p"
    source: Reference
    passage: PassageName
    language: Language


@dataclass(frozen=True, slots=True)
class Vote(CallbackData):
    """Vote on the answer to the question with this key in the log."""

    letter: ClassVar[str] = "v"
    key: Key
    vote: Literal["up", "down"]
    language: Language


@dataclass(frozen=True, slots=True)
class BrowseTopics(CallbackData):
    """A page of the topics."""

    letter: ClassVar[str] = "b"
    view: View
    page: Page


@dataclass(frozen=True, slots=True)
class BrowseTopic(CallbackData):
    """A page of one topic's records."""

    letter: ClassVar[str] = "t"
    view: View
    topic: Reference
    page: Page


@dataclass(frozen=True, slots=True)
class BrowseSources(CallbackData):
    """A page of the sources."""

    letter: ClassVar[str] = "s"
    page: Page


@dataclass(frozen=True, slots=True)
class BrowseSource(CallbackData):
    """A page of one source's passages."""

    letter: ClassVar[str] = "o"
    source: Reference
    page: Page


@dataclass(frozen=True, slots=True)
class SetLanguage(CallbackData):
    """Choose the bot's language."""

    letter: ClassVar[str] = "l"
    language: Language
