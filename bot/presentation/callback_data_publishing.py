"""Callback data of publishing: its letters start with ``e``."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import StringConstraints
from pydantic.dataclasses import dataclass

from bot.presentation.callback_data import CallbackData, Key, Page, Reference

VersionName = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]


@dataclass(frozen=True, slots=True)
class PublishDraft(CallbackData):
    """Publish a draft over the version that its preview was compared with."""

    letter: ClassVar[str] = "ep"
    draft: Key
    over: VersionName


@dataclass(frozen=True, slots=True)
class LookAgain(CallbackData):
    """Show again what a draft would do."""

    letter: ClassVar[str] = "ea"
    draft: Key


@dataclass(frozen=True, slots=True)
class DropDraft(CallbackData):
    """Let go of a draft."""

    letter: ClassVar[str] = "ed"
    draft: Key


@dataclass(frozen=True, slots=True)
class TurnHistory(CallbackData):
    """A page of the publications."""

    letter: ClassVar[str] = "eh"
    page: Page


@dataclass(frozen=True, slots=True)
class AskGoBack(CallbackData):
    """Ask whether an earlier version shall really answer again."""

    letter: ClassVar[str] = "eb"
    target: VersionName
    over: VersionName


@dataclass(frozen=True, slots=True)
class GoBack(CallbackData):
    """Let an earlier version answer again."""

    letter: ClassVar[str] = "eg"
    target: VersionName
    over: VersionName


@dataclass(frozen=True, slots=True)
class KeepVersion(CallbackData):
    """Leave answering what answers."""

    letter: ClassVar[str] = "ek"


@dataclass(frozen=True, slots=True)
class EditRecord(CallbackData):
    """Take up a record."""

    letter: ClassVar[str] = "er"
    record: Reference


@dataclass(frozen=True, slots=True)
class EditField(CallbackData):
    """Ask for a field's new text, or show the phrasings."""

    letter: ClassVar[str] = "ef"
    record: Reference
    what: Literal["answer", "answer_en", "phrasing", "list"]
    page: Page


@dataclass(frozen=True, slots=True)
class RemovePhrasing(CallbackData):
    """Take a phrasing away."""

    letter: ClassVar[str] = "ex"
    record: Reference
    phrasing: Reference


@dataclass(frozen=True, slots=True)
class FinishEdit(CallbackData):
    """Look at what the edited record would do, leave it as it is, go back to it, or take the mark of a draft away."""

    letter: ClassVar[str] = "ez"
    record: Reference
    what: Literal["preview", "cancel", "back", "unmark"]


@dataclass(frozen=True, slots=True)
class ListProposals(CallbackData):
    """A page of the moderators' proposals."""

    letter: ClassVar[str] = "el"
    page: Page


@dataclass(frozen=True, slots=True)
class ActOnProposal(CallbackData):
    """Show a proposal, make a draft of it, send its file to be edited, ask whether to refuse it, refuse it."""

    letter: ClassVar[str] = "et"
    proposal: Reference
    what: Literal["show", "take", "fetch", "ask", "refuse"]
