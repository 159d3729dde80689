"""Callback data of the weekly digest: its letters start with ``w``."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic.dataclasses import dataclass

from bot.presentation.callback_data import CallbackData


@dataclass(frozen=True, slots=True)
class SetDigest(CallbackData):
    """Get the weekly digest, or no longer."""

    letter: ClassVar[str] = "wd"
    wanted: Literal["yes", "no"]
