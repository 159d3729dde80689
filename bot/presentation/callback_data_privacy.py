"""Callback data of /quentoi: its letters start with ``d``."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field
from pydantic.dataclasses import dataclass

from bot.presentation.callback_data import CallbackData

UserId = Annotated[int, Field(gt=0, lt=2**53)]
Minute = Annotated[int, Field(ge=0, lt=10**9)]


@dataclass(frozen=True, slots=True)
class EraseOwnData(CallbackData):
    """Erase all that is kept of this person, who alone may press it, until this minute (counted since 1970)."""

    letter: ClassVar[str] = "de"
    user: UserId
    until: Minute


@dataclass(frozen=True, slots=True)
class KeepOwnData(CallbackData):
    """Leave it as it is."""

    letter: ClassVar[str] = "dk"
    user: UserId
