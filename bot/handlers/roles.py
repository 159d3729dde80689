"""Roles: /vaitro with its buttons, and the links that invite."""

from __future__ import annotations

import contextlib
import secrets
from typing import TYPE_CHECKING

from telegram.error import BadRequest, Forbidden
from telegram.helpers import create_deep_linked_url

from bot.access import Right, Role
from bot.access.errors import InvitationError, LastAdminError, OutdatedError, SeedError
from bot.handlers.incoming import sender_id, sender_language
from bot.handlers.replying import edit_screen, send_pages
from bot.offering import offer_commands
from bot.presentation.rich_text import RichText
from bot.presentation.roles import (
    Roster,
    ask_revoke_screen,
    choose_role_screen,
    invited_screen,
    member_screen,
    role_name,
    roster_screen,
)
from bot.presentation.texts import texts_for
from bot.presentation.texts_roles import role_texts

if TYPE_CHECKING:
    from telegram import CallbackQuery, Message, Update

    from bot.access.member_rows import Member
    from bot.context import Context
    from bot.presentation.browsing import Screen
    from bot.presentation.callback_data_roles import (
        AskRevoke,
        Invite,
        ListMembers,
        OfferInvitation,
        SetRole,
        ShowMember,
        WithdrawInvitation,
    )
    from bot.presentation.texts import Texts


async def list_members(update: Update, context: Context) -> None:
    """/vaitro: everyone with a role."""
    message = update.effective_message
    if message is None:
        return
    roster = await _roster(sender_id(message), message.chat.type, context)
    texts = texts_for(await context.assistant.menu_language(roster.viewer, sender_language(message)))
    screen = roster_screen(roster, 0, texts)
    await send_pages(context.bot, message, screen.text.pages(), screen.keyboard)


async def turn_members(query: CallbackQuery, data: ListMembers, context: Context) -> None:
    """Show another page of the members."""
    await _show_roster(query, context, page=data.page)


async def show_member(query: CallbackQuery, data: ShowMember, context: Context) -> str | None:
    """Show one member."""
    member = await _find(query, data.user_id, context)
    if member is None:
        return await _show_change(query, context)
    await _show(query, member_screen(member, await _texts(query, context)))
    return None


async def ask_revoke(query: CallbackQuery, data: AskRevoke, context: Context) -> str | None:
    """Ask whether a role shall really be taken away."""
    member = await _find(query, data.user_id, context)
    if member is None:
        return await _show_change(query, context)
    await _show(query, ask_revoke_screen(member, await _texts(query, context)))
    return None


async def set_role(query: CallbackQuery, data: SetRole, context: Context) -> str | None:
    """Give a member another role or take it away, tell them, and show everyone anew."""
    texts = await _texts(query, context)
    words = role_texts(texts.language)
    was, role, chat_kind = Role(data.was), Role(data.role), _chat_kind(query)
    try:
        member = await context.access.grant(query.from_user.id, data.user_id, role, was=was, chat_kind=chat_kind)
    except OutdatedError:
        return await _show_change(query, context)
    except SeedError as error:
        await _show(query, member_screen(error.member, texts))
        return None
    except LastAdminError:
        await _show_roster(query, context, note=words.last_admin)
        return None
    note = words.revoked if member.role is Role.CITIZEN else words.changed
    note = note.format(name=member.name or member.user_id, role=role_name(member.role, words))
    await offer_commands(context.bot, member.user_id, member.role, context.assistant.default_language)
    if member.user_id == query.from_user.id and member.role is not Role.ADMIN:
        await edit_screen(query, RichText().line(note).html(), None)  # the list is no longer theirs to see
    else:
        await _tell_member(member, context)
        await _show_roster(query, context, note=note)
    return None


async def offer_invitation(query: CallbackQuery, data: OfferInvitation, context: Context) -> None:
    """Ask for which role somebody shall be invited."""
    del data  # it only says which button this is
    await context.access.require(query.from_user.id, Right.MANAGE_ROLES, chat_kind=_chat_kind(query))
    await _show(query, choose_role_screen(secrets.randbits(63), await _texts(query, context)))


async def invite(query: CallbackQuery, data: Invite, context: Context) -> str | None:
    """Make an invitation and show its link, this once."""
    try:
        invitation, payload = await context.bot_data.invitations.invite(
            query.from_user.id, Role(data.role), invitation_id=data.invitation, chat_kind=_chat_kind(query)
        )
    except OutdatedError:
        return await _show_change(query, context)
    link = create_deep_linked_url(context.bot.username, payload)
    await _show(query, invited_screen(invitation, link, await _texts(query, context)))
    return None


async def withdraw_invitation(query: CallbackQuery, data: WithdrawInvitation, context: Context) -> str | None:
    """Make an invitation worthless."""
    try:
        await context.bot_data.invitations.withdraw(query.from_user.id, data.invitation, chat_kind=_chat_kind(query))
    except OutdatedError:
        return await _show_change(query, context)
    words = role_texts((await _texts(query, context)).language)
    await _show_roster(query, context, note=words.withdrawn)
    return words.withdrawn


async def accept_invitation(message: Message, payload: str, context: Context) -> None:
    """Open a link that invites: give the role, show its commands, tell who invited."""
    user_id = sender_id(message)
    language = await context.assistant.menu_language(user_id, sender_language(message))
    words = role_texts(language)
    name = message.from_user.full_name if message.from_user is not None else ""
    try:
        accepted = await context.bot_data.invitations.accept(user_id, payload, name=name, chat_kind=message.chat.type)
    except InvitationError as error:
        refusals = {"invalid": words.invalid, "needless": words.needless, "private": words.private}
        await send_pages(context.bot, message, [refusals[error.reason]])
        return
    welcome = words.welcome.format(name=name, role=role_name(accepted.role, words))
    await send_pages(context.bot, message, RichText().line(welcome).pages())
    await offer_commands(context.bot, user_id, accepted.role, context.assistant.default_language)
    if accepted.is_repeated:
        return
    theirs = role_texts(await context.assistant.menu_language(accepted.invited_by, None))
    joined = theirs.joined.format(name=f"{name} ({user_id})", role=role_name(accepted.role, theirs))
    await _tell(accepted.invited_by, joined, context)


async def _find(query: CallbackQuery, user_id: int, context: Context) -> Member | None:
    members = await context.access.list_members(query.from_user.id, chat_kind=_chat_kind(query))
    return next((member for member in members if member.user_id == user_id), None)


async def _roster(viewer: int, chat_kind: str, context: Context) -> Roster:
    members = await context.access.list_members(viewer, chat_kind=chat_kind)
    return Roster(members, await context.bot_data.invitations.list_open(viewer, chat_kind=chat_kind), viewer)


async def _show_roster(query: CallbackQuery, context: Context, *, page: int = 0, note: str | None = None) -> None:
    roster = await _roster(query.from_user.id, _chat_kind(query), context)
    await _show(query, roster_screen(roster, page, await _texts(query, context), note))


async def _show_change(query: CallbackQuery, context: Context) -> str:
    """Show how things stand by now, since somebody else was faster or the button was pressed before."""
    words = role_texts((await _texts(query, context)).language)
    await _show_roster(query, context, note=words.outdated)
    return words.outdated


async def _show(query: CallbackQuery, screen: Screen) -> None:
    await edit_screen(query, screen.text.html(), screen.keyboard)


async def _tell_member(member: Member, context: Context) -> None:
    words = role_texts(await context.assistant.menu_language(member.user_id, None))
    is_gone = member.role is Role.CITIZEN
    told = words.no_role if is_gone else words.your_role.format(role=role_name(member.role, words))
    await _tell(member.user_id, told, context)


async def _tell(user_id: int, text: str, context: Context) -> None:
    """Write to somebody who may have blocked the bot, or never written to it."""
    with contextlib.suppress(Forbidden, BadRequest):
        await context.bot.send_message(user_id, RichText().line(text).html())


async def _texts(query: CallbackQuery, context: Context) -> Texts:
    return texts_for(await context.assistant.menu_language(query.from_user.id, query.from_user.language_code))


def _chat_kind(query: CallbackQuery) -> str:
    """Where a button was pressed; under an inline answer it could be anywhere."""
    return query.message.chat.type if query.message is not None else "inline"
