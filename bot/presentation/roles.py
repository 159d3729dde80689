"""The screens of /vaitro: everyone with a role, one member, an invitation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.access import Role
from bot.presentation.browsing import Screen, cut_page, turning_rows
from bot.presentation.callback_data_roles import (
    AskRevoke,
    Invite,
    ListMembers,
    OfferInvitation,
    SetRole,
    ShowMember,
    WithdrawInvitation,
)
from bot.presentation.keyboards import button
from bot.presentation.rich_text import RichText
from bot.presentation.texts_roles import role_texts
from bot.questionlog.weeks import VIETNAM

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.access.invitation_rows import Invitation
    from bot.access.member_rows import Member
    from bot.presentation.keyboards import Rows
    from bot.presentation.texts import Texts
    from bot.presentation.texts_roles import RoleTexts

_GIVEN = (Role.MODERATOR, Role.STAFF, Role.ADMIN)


@dataclass(frozen=True, slots=True)
class Roster:
    """Everyone with a role and every open invitation, as one admin sees them."""

    members: Sequence[Member]
    invitations: Sequence[Invitation]
    viewer: int


def roster_screen(roster: Roster, page: int, texts: Texts, note: str | None = None) -> Screen:
    """Everyone with a role; ``note`` says what has just become of something."""
    words = role_texts(texts.language)
    text = _headed(note).line(words.members, "b")
    if not roster.members:
        text.line(words.no_members)
    for member in roster.members:
        marks = [role_name(member.role, words)]
        marks += [words.from_environment] if member.role is member.seed else []
        marks += [words.you] if member.user_id == roster.viewer else []
        text.line(f"• {_name(member)} – {', '.join(marks)}")
    shown, page = cut_page(roster.members, page)
    rows: Rows = [[button(_name(member), ShowMember(member.user_id))] for member in shown]
    rows += turning_rows(len(roster.members), page, ListMembers, texts)
    rows.append([button(words.invite, OfferInvitation())])
    for invitation in roster.invitations:
        label = words.withdraw.format(role=role_name(invitation.role, words), time=_time(invitation.expires_at, words))
        rows.append([button(label, WithdrawInvitation(invitation.id))])
    return Screen(text, InlineKeyboardMarkup(rows))


def member_screen(member: Member, texts: Texts, note: str | None = None) -> Screen:
    """One member, with the roles they could have; where the environment decides, it says so."""
    words = role_texts(texts.language)
    text = _headed(note).line(words.member.format(name=_name(member), role=role_name(member.role, words)), "b")
    if member.seed > Role.CITIZEN:
        text.line().line(words.seeded.format(role=role_name(member.seed, words)))
    rows: Rows = [
        [button(words.change_to.format(role=role_name(role, words)), SetRole(member.user_id, member.role, role))]
        for role in _GIVEN
        if role is not member.role and role >= member.seed
    ]
    if member.seed is Role.CITIZEN:
        rows.append([button(words.revoke, AskRevoke(member.user_id))])
    return Screen(text, InlineKeyboardMarkup([*rows, _back(words)]))


def ask_revoke_screen(member: Member, texts: Texts) -> Screen:
    """Whether a role shall really be taken away."""
    words = role_texts(texts.language)
    question = words.ask_revoke.format(role=role_name(member.role, words), name=_name(member))
    yes = button(words.revoke, SetRole(member.user_id, member.role, Role.CITIZEN))
    rows = [[yes], [button(words.keep, ShowMember(member.user_id))]]
    return Screen(RichText().line(question), InlineKeyboardMarkup(rows))


def choose_role_screen(invitation_id: int, texts: Texts) -> Screen:
    """For which role somebody shall be invited."""
    words = role_texts(texts.language)
    rows: Rows = [[button(_capitalized(role_name(role, words)), Invite(role, invitation_id))] for role in _GIVEN]
    return Screen(RichText().line(words.choose_role), InlineKeyboardMarkup([*rows, _back(words)]))


def invited_screen(invitation: Invitation, link: str, texts: Texts) -> Screen:
    """A new invitation with its link, which is shown here and nowhere else."""
    words = role_texts(texts.language)
    role, time = role_name(invitation.role, words), _time(invitation.expires_at, words)
    text = RichText().line(words.invited.format(role=role, time=time)).line().line(link)
    return Screen(text, InlineKeyboardMarkup([_back(words)]))


def role_name(role: Role, words: RoleTexts) -> str:
    """A role as it is called within a sentence."""
    return words.roles[role.name.lower()]


def _headed(note: str | None) -> RichText:
    return RichText() if note is None else RichText().line(note).line()


def _name(member: Member) -> str:
    return f"{member.name} ({member.user_id})" if member.name else str(member.user_id)


def _time(moment: datetime, words: RoleTexts) -> str:
    return words.time.format(moment=moment.astimezone(VIETNAM))


def _back(words: RoleTexts) -> list[InlineKeyboardButton]:
    return [button(words.back, ListMembers(0))]


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]
