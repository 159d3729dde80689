"""Callback data of /duyet and of those who wait for an answer: its letters start with ``g``."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from bot.presentation.callback_data import CallbackData, Key, Language, Reference

GroupId = Annotated[int, Field(gt=0, lt=2**53)]
Act = Literal["show", "skip", "search", "gap", "plain", "off", "right", "personal", "erase", "undo"]
"""``gap`` asks for a note first and ``personal`` whether to erase; ``plain`` and ``erase`` do it."""


@dataclass(frozen=True, slots=True)
class ReviewAct(CallbackData):
    """Do something with a group's card."""

    letter: ClassVar[str] = "gc"
    act: Act
    group: GroupId


@dataclass(frozen=True, slots=True)
class ReviewRecord(CallbackData):
    """Say that this record answers a group."""

    letter: ClassVar[str] = "gr"
    group: GroupId
    record: Reference


@dataclass(frozen=True, slots=True)
class TellMe(CallbackData):
    """Tell who asked the question of this key once there is an answer."""

    letter: ClassVar[str] = "gt"
    key: Key
    language: Language
