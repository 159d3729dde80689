"""Callback data of /vaitro: its letters start with ``a``."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field
from pydantic.dataclasses import dataclass

from bot.presentation.callback_data import CallbackData, Key, Page

UserId = Annotated[int, Field(gt=0, lt=2**53)]
RoleNumber = Annotated[int, Field(ge=0, le=3)]
GivenRole = Annotated[int, Field(ge=1, le=3)]


@dataclass(frozen=True, slots=True)
class ListMembers(CallbackData):
    """A page of the members."""

    letter: ClassVar[str] = "al"
    page: Page


@dataclass(frozen=True, slots=True)
class ShowMember(CallbackData):
    """One member, and what may be done about their role."""

    letter: ClassVar[str] = "am"
    user_id: UserId


@dataclass(frozen=True, slots=True)
class AskRevoke(CallbackData):
    """Ask whether a role shall really be taken away."""

    letter: ClassVar[str] = "aq"
    user_id: UserId


@dataclass(frozen=True, slots=True)
class SetRole(CallbackData):
    """Give a member another role, or with 0 none, if theirs is still the one that was shown."""

    letter: ClassVar[str] = "as"
    user_id: UserId
    was: GivenRole
    role: RoleNumber


@dataclass(frozen=True, slots=True)
class OfferInvitation(CallbackData):
    """Ask for which role somebody shall be invited."""

    letter: ClassVar[str] = "ao"


@dataclass(frozen=True, slots=True)
class Invite(CallbackData):
    """Make an invitation of this id, so that pressing twice makes one."""

    letter: ClassVar[str] = "ai"
    role: GivenRole
    invitation: Key


@dataclass(frozen=True, slots=True)
class WithdrawInvitation(CallbackData):
    """Make an invitation worthless."""

    letter: ClassVar[str] = "aw"
    invitation: Key
