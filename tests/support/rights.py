"""The table of rights: for every command, button, reply and upload, the least role that may, and how to try it.

A new handler needs a row here, or ``tests/acceptance/test_rights.py`` fails. A handler that does several things may
have several rows: what follows the colon tells them apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from bot.access import Role
from bot.presentation import callback_data as data
from bot.presentation import callback_data_privacy as privacy
from bot.presentation import callback_data_publishing as publishing
from bot.presentation import callback_data_reports as reports
from bot.presentation import callback_data_review as review
from bot.presentation import callback_data_roles as roles
from bot.presentation.review import prompt_text
from bot.presentation.texts_review import review_texts
from bot.references import reference
from tests.support.attempts import (
    EDITED,
    KNOWN_MEMBER,
    NEVER,
    OTHER_ADMIN,
    PEOPLE,
    RECORD,
    SOURCE,
    TOPIC,
    Attempt,
    Row,
    Tries,
)
from tests.support.phone import HOUSES
from tests.support.racing import make_members

if TYPE_CHECKING:
    from collections.abc import Callable


def _writes(*texts: str) -> Callable[[Attempt], list[str]]:
    return lambda _: list(texts)


def _command(least: Role, *texts: str) -> Row:
    return Row(least, texts=_writes(*texts))


def _presses(least: Role, *buttons: data.CallbackData) -> Row:
    return Row(least, buttons=lambda _: list(buttons))


async def _ask_for_note(attempt: Attempt) -> None:
    """The bot asked for a note in this chat; whoever answers must have the right."""
    attempt.scene.show(attempt.chat, prompt_text("note", attempt.scene.group, review_texts("vi")))


def _reply_to_last(attempt: Attempt) -> Tries:
    last = [message for message in attempt.scene.bot.telegram.messages.values() if message["from"]["is_bot"]][-1]
    return [attempt.write("Bài báo có nói", reply_to_message=last)]


async def _ask_editor(attempt: Attempt) -> None:
    """The bot asked for a record's new answer in this chat when its editor had the right; they may have lost it."""
    held = attempt.scene.bot.application.bot_data
    who: int = attempt.sender["id"]
    role = await held.access.role_of(who)
    await make_members(held.access, {who: Role.STAFF})
    await held.publishing.editing.start(who, "nha-o", "private")
    message = attempt.scene.show(attempt.chat)
    await held.publishing.editing.await_text(who, "answer", message["message_id"], "private")
    await make_members(held.access, {who: role})


def _send_file(attempt: Attempt, **more: Any) -> Tries:
    update = attempt.scene.bot.telegram.send("an-sinh.json", EDITED, sender=attempt.sender, **more)
    return [{**update, "message": {**update["message"], "chat": attempt.chat}}]


def _ask_about_file(attempt: Attempt) -> Tries:
    return _send_file(attempt, caption=HOUSES)


def _send_sticker(attempt: Attempt) -> Tries:
    update = attempt.write("x")
    content = update["message"]
    del content["text"]
    sticker = {"file_id": "f", "file_unique_id": "u", "type": "regular", "width": 9, "height": 9}
    return [{**update, "message": {**content, "sticker": {**sticker, "is_animated": False, "is_video": False}}}]


def _type_inline(attempt: Attempt) -> Tries:
    query = {"id": "1", "from": attempt.sender, "query": "căn nhà", "offset": ""}
    return [attempt.scene.bot.telegram.update("inline_query", query)]


TABLE: dict[str, Row] = {
    # Everyone's
    "/start": _command(Role.CITIZEN, "/start", "/start nha-o"),
    "/start: an invitation": Row(
        Role.CITIZEN, texts=lambda attempt: [f"/start {attempt.scene.payload}", "/start moi_x"]
    ),
    "/help": _command(Role.CITIZEN, "/help"),
    "/riengtu": _command(Role.CITIZEN, "/riengtu"),
    "/ngonngu": _command(Role.CITIZEN, "/ngonngu"),
    "/phongtrao": _command(Role.CITIZEN, "/phongtrao"),
    "/solieu": _command(Role.CITIZEN, "/solieu"),
    "/nguon": _command(Role.CITIZEN, "/nguon"),
    "/hoi": _command(Role.CITIZEN, f"/hoi {HOUSES}"),
    "refuse_command": _command(Role.CITIZEN, "/khongcolenhnay"),
    "answer_question": _command(Role.CITIZEN, HOUSES),
    "explain_only_text": Row(Role.CITIZEN, updates=_send_sticker),
    "answer_inline": Row(Role.CITIZEN, updates=_type_inline),
    "refuse": Row(Role.CITIZEN, updates=lambda attempt: [attempt.press("0v:1:up"), attempt.press("x")]),
    "ShowRecord": _presses(Role.CITIZEN, data.ShowRecord(RECORD, "vi")),
    "Choose": _presses(Role.CITIZEN, data.Choose(RECORD, 1, "vi")),
    "ShowPassage": _presses(Role.CITIZEN, data.ShowPassage(SOURCE, "p1", "vi")),
    "Vote": Row(Role.CITIZEN, buttons=lambda attempt: [data.Vote(attempt.scene.key, "down", "vi")]),
    "BrowseTopics": _presses(Role.CITIZEN, data.BrowseTopics("figures", 0)),
    "BrowseTopic": _presses(Role.CITIZEN, data.BrowseTopic("figures", TOPIC, 0)),
    "BrowseSources": _presses(Role.CITIZEN, data.BrowseSources(0)),
    "BrowseSource": _presses(Role.CITIZEN, data.BrowseSource(SOURCE, 0)),
    "SetLanguage": _presses(Role.CITIZEN, data.SetLanguage("vi")),
    "TellMe": Row(Role.CITIZEN, buttons=lambda attempt: [review.TellMe(attempt.scene.key, "vi")]),
    "/dulieucuatoi": _command(Role.CITIZEN, "/dulieucuatoi"),
    "/khongghi": _command(Role.CITIZEN, "/khongghi", "/khongghi"),
    "/quentoi": _command(Role.CITIZEN, "/quentoi"),
    "KeepOwnData": Row(Role.CITIZEN, buttons=lambda attempt: [privacy.KeepOwnData(attempt.sender["id"])]),
    "EraseOwnData": Row(Role.CITIZEN, buttons=lambda attempt: [privacy.EraseOwnData(attempt.sender["id"], NEVER)]),
    "take_any_reply": Row(Role.CITIZEN, updates=_reply_to_last),
    "receive_file: with a question": Row(Role.CITIZEN, updates=_ask_about_file),
    # Moderators'
    "/duyet": _command(Role.MODERATOR, "/duyet"),
    "take_any_reply: to what a card asked": Row(
        Role.MODERATOR, prepare=_ask_for_note, updates=_reply_to_last, in_groups="talk"
    ),
    "ReviewAct": Row(
        Role.MODERATOR,
        buttons=lambda attempt: [review.ReviewAct(act, attempt.scene.group) for act in get_args(review.Act)],
    ),
    "ReviewRecord": Row(Role.MODERATOR, buttons=lambda attempt: [review.ReviewRecord(attempt.scene.group, RECORD)]),
    "/thongke": _command(Role.MODERATOR, "/thongke"),
    "SetDigest": _presses(Role.MODERATOR, reports.SetDigest("yes"), reports.SetDigest("no")),
    "/xuat": _command(Role.MODERATOR, "/xuat", "/xuat csv 2026-01-01", "/xuat gì đó"),
    # Staff's
    "/lichsu": _command(Role.STAFF, "/lichsu"),
    "/hoantac": _command(Role.STAFF, "/hoantac"),
    "/sua": _command(Role.STAFF, "/sua", "/sua nha-o", "/sua căn nhà"),
    "/dexuat": _command(Role.STAFF, "/dexuat"),
    "receive_file": Row(Role.STAFF, updates=_send_file, otherwise="talk", in_groups="talk"),
    "take_any_reply: to what an editor was asked": Row(
        Role.STAFF, prepare=_ask_editor, updates=_reply_to_last, in_groups="talk"
    ),
    "EditRecord": _presses(Role.STAFF, publishing.EditRecord(RECORD)),
    "EditField": _presses(
        Role.STAFF,
        *(publishing.EditField(RECORD, what, 0) for what in ("list", "answer", "answer_en", "phrasing")),
    ),
    "RemovePhrasing": _presses(Role.STAFF, publishing.RemovePhrasing(RECORD, reference("Đã xây bao nhiêu căn nhà?"))),
    "FinishEdit": _presses(
        Role.STAFF, *(publishing.FinishEdit(RECORD, what) for what in ("back", "preview", "cancel"))
    ),
    "ListProposals": _presses(Role.STAFF, publishing.ListProposals(0)),
    "ActOnProposal": Row(
        Role.STAFF,
        buttons=lambda attempt: [
            publishing.ActOnProposal(reference(attempt.scene.proposal), what)
            for what in ("show", "fetch", "take", "ask", "refuse")
        ],
        grows=frozenset({"drafts", "draft_files", "sqlite_sequence"}),  # another draft of the same
    ),
    "TurnHistory": _presses(Role.STAFF, publishing.TurnHistory(0)),
    "KeepVersion": _presses(Role.STAFF, publishing.KeepVersion()),
    "AskGoBack": Row(
        Role.STAFF, buttons=lambda attempt: [publishing.AskGoBack(attempt.scene.earlier, attempt.scene.version)]
    ),
    "LookAgain": Row(Role.STAFF, buttons=lambda attempt: [publishing.LookAgain(attempt.scene.draft)]),
    "PublishDraft": Row(
        Role.STAFF, buttons=lambda attempt: [publishing.PublishDraft(attempt.scene.draft, attempt.scene.version)]
    ),
    "DropDraft": Row(Role.STAFF, buttons=lambda attempt: [publishing.DropDraft(attempt.scene.draft)]),
    "GoBack": Row(
        Role.STAFF, buttons=lambda attempt: [publishing.GoBack(attempt.scene.earlier, attempt.scene.version)]
    ),
    # Admins'
    "/vaitro": _command(Role.ADMIN, "/vaitro"),
    "ListMembers": _presses(Role.ADMIN, roles.ListMembers(0)),
    "ShowMember": _presses(Role.ADMIN, roles.ShowMember(KNOWN_MEMBER), roles.ShowMember(1)),
    "AskRevoke": _presses(Role.ADMIN, roles.AskRevoke(KNOWN_MEMBER)),
    "SetRole": _presses(
        Role.ADMIN,
        *(roles.SetRole(KNOWN_MEMBER, int(Role.MODERATOR), int(role)) for role in Role),
        *(roles.SetRole(int(who["id"]), int(role), int(Role.ADMIN)) for role, who in PEOPLE.items() if role),
        *(roles.SetRole(OTHER_ADMIN, int(Role.ADMIN), int(role)) for role in (Role.CITIZEN, Role.STAFF)),
    ),
    "OfferInvitation": _presses(Role.ADMIN, roles.OfferInvitation()),
    "Invite": _presses(Role.ADMIN, *(roles.Invite(int(role), 40 + role) for role in Role if role)),
    "WithdrawInvitation": Row(Role.ADMIN, buttons=lambda attempt: [roles.WithdrawInvitation(attempt.scene.invitation)]),
}
