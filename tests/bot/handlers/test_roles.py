"""Roles on the phone: /vaitro and its buttons, invitations from link to welcome, commands by role, calm refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from telegram.error import Forbidden, NetworkError

from bot.access import Right, Role
from bot.introduction import prepare_bot
from bot.presentation.texts_roles import role_texts
from tests.support.bot_under_test import AN, BINH, GROUP, KATE, BotUnderTest, labels, only, open_bot, texts
from tests.support.racing import make_members
from tests.support.sample_knowledge import RoteKnowledge

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

ADMIN: dict[str, Any] = {"id": 601, "is_bot": False, "first_name": "Chị Hoa", "language_code": "vi"}
VI, EN = role_texts("vi"), role_texts("en")


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[BotUnderTest]:
    async with open_bot(tmp_path, RoteKnowledge(), admin_ids="601") as under_test:
        yield under_test


def link_in(message: dict[str, Any]) -> str:
    line = message["text"].splitlines()[-1]
    assert line.startswith("https://t.me/thidua_soctrang_bot?start=moi_")
    return f"/start {line.partition('=')[2]}"


async def invite(bot: BotUnderTest, role: str) -> str:
    (listing,) = await bot.say("/vaitro", sender=ADMIN)
    asked = only(await bot.press(listing.result, "Mời người mới", sender=ADMIN), "editMessageText")
    shown = only(await bot.press(asked.result, role, sender=ADMIN), "editMessageText")
    return link_in(shown.result)


async def role_of(bot: BotUnderTest, person: dict[str, Any]) -> Role:
    return await bot.application.bot_data.access.role_of(person["id"])


async def commands_of(bot: BotUnderTest, person: dict[str, Any], code: str | None = None) -> list[str]:
    scope = {"type": "chat", "chat_id": person["id"]}
    commands = await bot.application.bot.get_my_commands(scope=scope, language_code=code)
    return [command.command for command in commands]


async def test_invitation_goes_from_link_to_welcome(bot: BotUnderTest) -> None:
    link = await invite(bot, "Biên tập viên")
    await bot.say("/start", sender=AN)

    calls = await bot.say(link, sender=AN)

    welcome, told = texts(calls)
    assert welcome.startswith("Chào mừng An! Anh/chị nay là biên tập viên.")
    assert told == "An (501) đã nhận lời mời làm biên tập viên."
    assert [call.parameters["chat_id"] for call in calls if call.method == "sendMessage"] == [501, 601]
    assert await role_of(bot, AN) is Role.STAFF
    listed = texts(await bot.say("/vaitro", sender=ADMIN))[0]
    assert "• An (501) – biên tập viên" in listed
    assert "• 601 – quản trị viên, đặt trong cấu hình, anh/chị" in listed


async def test_link_is_refused_to_the_second_in_plain_words(bot: BotUnderTest) -> None:
    link = await invite(bot, "Người duyệt câu hỏi")
    await bot.say(link, sender=AN)
    assert texts(await bot.say(link, sender=BINH)) == [VI.invalid]
    assert texts(await bot.say(link, sender=KATE)) == [EN.invalid]
    assert await role_of(bot, BINH) is Role.CITIZEN


async def test_link_in_a_group_gives_nothing(bot: BotUnderTest) -> None:
    link = await invite(bot, "Quản trị viên")
    in_group = link.replace("/start", "/start@thidua_soctrang_bot")
    assert texts(await bot.say(in_group, sender=AN, chat=GROUP)) == [VI.private]
    assert await role_of(bot, AN) is Role.CITIZEN


async def test_admin_opening_the_own_link_leaves_it_good(bot: BotUnderTest) -> None:
    link = await invite(bot, "Người duyệt câu hỏi")
    assert texts(await bot.say(link, sender=ADMIN)) == [VI.needless]
    await bot.say(link, sender=AN)
    assert await role_of(bot, AN) is Role.MODERATOR


async def test_link_that_telegram_delivers_again_is_welcomed_again(bot: BotUnderTest) -> None:
    link = await invite(bot, "Người duyệt câu hỏi")
    bot.telegram.faults.append(("sendMessage", NetworkError("gone")))
    welcomed = texts(await bot.say(link, sender=AN))
    assert welcomed[0].startswith("Chào mừng An!")


async def test_inviter_who_blocked_the_bot_hinders_nothing(bot: BotUnderTest) -> None:
    link = await invite(bot, "Người duyệt câu hỏi")
    del bot.telegram.chats[601]
    assert len(texts(await bot.say(link, sender=AN))) == 1
    assert bot.set_aside() == []


async def test_invitation_is_withdrawn_with_its_button(bot: BotUnderTest) -> None:
    link = await invite(bot, "Quản trị viên")
    (listing,) = await bot.say("/vaitro", sender=ADMIN)

    shown = only(await bot.press(listing.result, "Huỷ lời mời", sender=ADMIN), "editMessageText")

    assert shown.result["text"].startswith(VI.withdrawn)
    assert not any("Huỷ" in label for label in labels(shown.result))
    assert texts(await bot.say(link, sender=AN)) == [VI.invalid]


async def test_same_press_twice_makes_one_invitation(bot: BotUnderTest) -> None:
    (listing,) = await bot.say("/vaitro", sender=ADMIN)
    asked = only(await bot.press(listing.result, "Mời người mới", sender=ADMIN), "editMessageText")
    before = dict(asked.result)
    await bot.press(before, "Biên tập viên", sender=ADMIN)

    again = only(await bot.press(before, "Biên tập viên", sender=ADMIN), "editMessageText")

    assert again.result["text"].startswith(VI.outdated)
    assert len(await bot.application.bot_data.invitations.list_open(601)) == 1


async def test_role_is_changed_and_taken_away_with_buttons(bot: BotUnderTest) -> None:
    await bot.say("/start", sender=AN)
    await make_members(bot.application.bot_data.access, {501: Role.MODERATOR})
    (listing,) = await bot.say("/vaitro", sender=ADMIN)
    card = only(await bot.press(listing.result, "501", sender=ADMIN), "editMessageText")
    assert labels(card.result) == [
        "Đổi thành biên tập viên",
        "Đổi thành quản trị viên",
        "Thu hồi vai trò",
        "« Danh sách",
    ]

    changed = await bot.press(card.result, "biên tập viên", sender=ADMIN)

    assert texts(changed) == [VI.your_role.format(role="biên tập viên")]
    assert await role_of(bot, AN) is Role.STAFF
    listing = only(changed, "editMessageText")
    card = only(await bot.press(listing.result, "501", sender=ADMIN), "editMessageText")
    asked = only(await bot.press(card.result, "Thu hồi", sender=ADMIN), "editMessageText")
    revoked = await bot.press(asked.result, "Thu hồi", sender=ADMIN)
    assert texts(revoked) == [VI.no_role]
    assert await role_of(bot, AN) is Role.CITIZEN
    assert "501" not in labels(only(revoked, "editMessageText").result)


async def test_role_that_changed_meanwhile_stays_and_is_shown_anew(bot: BotUnderTest) -> None:
    await make_members(bot.application.bot_data.access, {501: Role.MODERATOR})
    (listing,) = await bot.say("/vaitro", sender=ADMIN)
    card = only(await bot.press(listing.result, "501", sender=ADMIN), "editMessageText")
    await make_members(bot.application.bot_data.access, {501: Role.STAFF})

    shown = only(await bot.press(dict(card.result), "quản trị viên", sender=ADMIN), "editMessageText")

    assert shown.result["text"].startswith(VI.outdated)
    assert await role_of(bot, AN) is Role.STAFF


async def test_member_who_is_none_any_more_is_not_shown(bot: BotUnderTest) -> None:
    await make_members(bot.application.bot_data.access, {501: Role.MODERATOR})
    (listing,) = await bot.say("/vaitro", sender=ADMIN)
    await make_members(bot.application.bot_data.access, {501: Role.CITIZEN})
    for data in ("1am:501", "1aq:501"):
        await bot.forge(listing.result, data, sender=ADMIN)
        assert listing.result["text"].startswith(VI.outdated)
        assert "501" not in labels(listing.result)


async def test_role_of_the_environment_says_why_it_stays(bot: BotUnderTest) -> None:
    (listing,) = await bot.say("/vaitro", sender=ADMIN)
    card = only(await bot.press(listing.result, "601", sender=ADMIN), "editMessageText")
    assert "ADMIN_IDS" in card.result["text"]
    assert labels(card.result) == ["« Danh sách"]

    (listing,) = await bot.say("/vaitro", sender=ADMIN)
    forged = only(await bot.forge(listing.result, "1as:601:3:0", sender=ADMIN), "editMessageText")

    assert "ADMIN_IDS" in forged.result["text"]
    assert await role_of(bot, ADMIN) is Role.ADMIN


async def test_last_admin_is_told_why_they_stay(tmp_path: Path) -> None:
    async with open_bot(tmp_path, RoteKnowledge()) as bot:
        await make_members(bot.application.bot_data.access, {601: Role.ADMIN})
        (listing,) = await bot.say("/vaitro", sender=ADMIN)
        card = only(await bot.press(listing.result, "601", sender=ADMIN), "editMessageText")
        asked = only(await bot.press(card.result, "Thu hồi", sender=ADMIN), "editMessageText")
        shown = only(await bot.press(asked.result, "Thu hồi", sender=ADMIN), "editMessageText")
        assert shown.result["text"].startswith(VI.last_admin)
        assert await role_of(bot, ADMIN) is Role.ADMIN


async def test_admin_may_resign_and_then_sees_no_list(bot: BotUnderTest) -> None:
    await make_members(bot.application.bot_data.access, {501: Role.ADMIN})
    (listing,) = await bot.say("/vaitro", sender=AN)
    card = only(await bot.press(listing.result, "501", sender=AN), "editMessageText")
    asked = only(await bot.press(card.result, "Thu hồi", sender=AN), "editMessageText")

    calls = await bot.press(asked.result, "Thu hồi", sender=AN)

    assert labels(only(calls, "editMessageText").result) == []
    assert texts(await bot.say("/vaitro", sender=AN)) == [VI.denied]


async def test_long_list_of_members_has_pages(bot: BotUnderTest) -> None:
    await make_members(bot.application.bot_data.access, dict.fromkeys(range(700, 712), Role.MODERATOR))
    (listing,) = await bot.say("/vaitro", sender=ADMIN)
    turned = only(await bot.press(listing.result, "Sau", sender=ADMIN), "editMessageText")
    assert any("711" in label for label in labels(turned.result))


async def test_commands_follow_the_role_in_both_languages(bot: BotUnderTest) -> None:
    await bot.say(await invite(bot, "Quản trị viên"), sender=AN)
    for code in (None, "en"):
        assert {"duyet", "vaitro"} <= set(await commands_of(bot, AN, code))
    described = await bot.application.bot.get_my_commands(scope={"type": "chat", "chat_id": 501}, language_code="en")
    assert any("Roles" in command.description for command in described)

    await bot.application.bot_data.access.revoke(601, 501, was=Role.ADMIN)
    await bot.say("/vaitro", sender=AN)

    for code in (None, "en"):
        assert await commands_of(bot, AN, code) == []


async def test_commands_are_offered_when_the_bot_starts(bot: BotUnderTest) -> None:
    await prepare_bot(bot.application)
    assert "vaitro" in await commands_of(bot, ADMIN)
    before = len([call for call in bot.telegram.calls if call.method == "setMyCommands"])

    await prepare_bot(bot.application)

    assert len([call for call in bot.telegram.calls if call.method == "setMyCommands"]) == before


async def test_commands_that_telegram_refuses_hinder_nothing(bot: BotUnderTest) -> None:
    link = await invite(bot, "Quản trị viên")
    bot.telegram.faults.append(("getMyCommands", Forbidden("bot was blocked by the user")))
    assert len(texts(await bot.say(link, sender=AN))) == 2


async def test_refusal_in_private_is_said_each_time_and_in_groups_once_in_a_while(bot: BotUnderTest) -> None:
    for _ in range(2):
        assert texts(await bot.say("/vaitro", sender=AN)) == [VI.denied]
        assert texts(await bot.say("/vaitro", sender=KATE)) == [EN.denied]
    assert texts(await bot.say("/vaitro", sender=BINH, chat=GROUP)) == [VI.denied]
    assert texts(await bot.say("/vaitro", sender=BINH, chat=GROUP)) == []
    assert texts(await bot.say("/vaitro", sender=ADMIN, chat=GROUP)) == [VI.private_only]


async def test_refusal_that_cannot_be_sent_is_tried_again(bot: BotUnderTest) -> None:
    bot.telegram.faults.append(("sendMessage", NetworkError("gone")))
    assert texts(await bot.say("/vaitro", sender=AN)) == [VI.denied]
    assert bot.set_aside() == []


async def test_those_with_a_right_are_the_ones_to_be_told(bot: BotUnderTest) -> None:
    await bot.say(await invite(bot, "Người duyệt câu hỏi"), sender=AN)
    access = bot.application.bot_data.access
    assert set(await access.ids_with(Right.REVIEW)) == {501, 601}
    assert await access.ids_with(Right.MANAGE_ROLES) == [601]
