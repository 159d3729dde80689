"""One's own data through real updates: /riengtu, /dulieucuatoi, /quentoi, /khongghi, and what is left on the disk."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from bot.presentation.callback_data_privacy import EraseOwnData
from bot.questionlog.privacy import Pseudonymizer
from bot.questionlog.store import QuestionLog
from tests.support.applications import make_entry
from tests.support.bot_under_test import AN, BINH, GROUP, KATE, BotUnderTest, labels, only, texts
from tests.support.scanning import files_with

MARK = "dấu-vết-riêng"
UNKNOWN = f"Câu không ai trả lời được {MARK}?"


def own_data(calls: list[Any]) -> dict[str, Any]:
    return json.loads(only(calls, "sendDocument").parameters["document"]["content"])


async def erase(bot: BotUnderTest, sender: dict[str, Any] = AN) -> str:
    asked = only(await bot.say("/quentoi", sender=sender), "sendMessage").result
    return only(await bot.press(asked, labels(asked)[0], sender=sender), "editMessageText").result["text"]


async def test_privacy_is_explained_with_the_laws_and_what_one_can_do(bot: BotUnderTest) -> None:
    for sender in (AN, KATE):
        (text,) = texts(await bot.say("/riengtu", sender=sender))
        for named in ("91/2025/QH15", "356/2025/NĐ-CP", "/dulieucuatoi", "/quentoi", "/khongghi"):
            assert named in text


async def test_own_data_comes_as_a_file_with_everything_and_nobody_elses(bot: BotUnderTest) -> None:
    await bot.say("Có bao nhiêu căn nhà?")
    answer = only(await bot.say("Có bao nhiêu căn nhà?"), "sendMessage").result
    await bot.press(answer, "👎")
    await bot.say("Câu của Bình", sender=BINH)
    calls = await bot.say("/dulieucuatoi")
    told = own_data(calls)
    assert [row["text"] for row in told["questions"]] == ["Có bao nhiêu căn nhà?"] * 2
    assert [row["vote"] for row in told["votes"]] == [-1]
    assert told["people"][0]["notice_given_at"]
    assert told["role"] == "citizen"
    assert "Bình" not in json.dumps(told, ensure_ascii=False)
    assert not re.search(rf"\b{AN['id']}\b", json.dumps(told["questions"]))  # scores have many digits
    assert only(calls, "sendDocument").result["document"]["file_name"] == "du-lieu-cua-toi.json"


async def test_own_data_of_an_earlier_key_and_quarter_is_found_and_erased(bot: BotUnderTest) -> None:
    log = bot.application.bot_data.access.audit.database
    people = bot.application.bot_data.assistant.people
    earlier = Pseudonymizer(b"an earlier key of this bot", clock=lambda: bot.clock.now.replace(month=2, day=1))
    people._pseudonymizer = Pseudonymizer(b"a key for tests only", b"an earlier key of this bot", clock=bot.clock)
    await QuestionLog(log).add(make_entry(7, pseudonym=earlier.pseudonym(AN["id"]), text="mùa xuân"))
    await QuestionLog(log).add(make_entry(8, pseudonym=earlier.person(AN["id"]), text="trước khi đổi mã theo quý"))
    await QuestionLog(log).add(make_entry(9, pseudonym=earlier.pseudonym(BINH["id"]), text="của Bình"))
    texts_kept = [row["text"] for row in own_data(await bot.say("/dulieucuatoi"))["questions"]]
    assert texts_kept == ["mùa xuân", "trước khi đổi mã theo quý"]
    assert "Câu hỏi đã xoá: 2" in await erase(bot)
    assert [row["text"] for row in bot.logged()] == ["của Bình"]


async def test_erasing_needs_a_press_and_leaves_others_alone(bot: BotUnderTest) -> None:
    await bot.say("Câu của An")
    await bot.say("Câu của Bình", sender=BINH)
    await bot.say("/quentoi")
    assert len(bot.logged()) == 2
    receipt = await erase(bot)
    assert "Biên nhận" in receipt
    assert "Câu hỏi đã xoá: 1" in receipt
    assert [row["text"] for row in bot.logged()] == ["Câu của Bình"]
    assert own_data(await bot.say("/dulieucuatoi"))["questions"] == []


async def test_keeping_ones_data_keeps_it(bot: BotUnderTest) -> None:
    await bot.say("Câu của An")
    asked = only(await bot.say("/quentoi"), "sendMessage").result
    kept = only(await bot.press(asked, "Giữ lại"), "editMessageText").result
    assert "giữ nguyên" in kept["text"]
    assert labels(kept) == []
    assert len(bot.logged()) == 1


async def test_erasing_takes_language_votes_and_waiting_places_too(bot: BotUnderTest) -> None:
    await bot.say("/ngonngu")
    answer = only(await bot.say("Có bao nhiêu căn nhà?"), "sendMessage").result
    await bot.press(answer, "👍")
    unknown = only(await bot.say(UNKNOWN), "sendMessage").result
    await bot.press(unknown, "Báo")
    assert len(own_data(await bot.say("/dulieucuatoi"))["waiting_people"]) == 1
    receipt = await erase(bot)
    assert "Góp ý đã xoá: 1" in receipt
    assert "Câu đang chờ báo đã xoá: 1" in receipt
    told = own_data(await bot.say("/dulieucuatoi"))
    assert [told[name] for name in ("questions", "votes", "people", "waiting_people")] == [[], [], [], []]


async def test_what_was_erased_is_in_no_file_any_more(bot: BotUnderTest) -> None:
    for number in range(30):
        await bot.say(f"{UNKNOWN} lần {number} " + MARK * number)
        await bot.say(f"Câu của Bình {number}", sender=BINH)
    assert files_with(bot.data_dir, MARK)
    await erase(bot)
    assert files_with(bot.data_dir, MARK) == []
    assert files_with(bot.data_dir, "Câu của Bình 7") == ["questions.sqlite3"]


async def test_an_update_that_is_delivered_again_does_not_bring_back_what_was_erased(bot: BotUnderTest) -> None:
    update = bot.telegram.write(UNKNOWN, sender=AN)
    await bot.deliver(update)
    await erase(bot)
    assert await bot.deliver(update) == []
    assert bot.logged() == []


async def test_what_was_asked_before_erasing_is_no_context_any_more(bot: BotUnderTest) -> None:
    await bot.say("Có bao nhiêu căn nhà?")
    await erase(bot)
    recent = bot.application.bot_data.assistant._recent
    assert recent.before((AN["id"], AN["id"]), 10**9, bot.clock.now) == ()


@pytest.mark.parametrize("command", ["/dulieucuatoi", "/quentoi"])
async def test_in_a_group_nothing_is_shown_or_erased(bot: BotUnderTest, command: str) -> None:
    calls = await bot.say(f"{command}@thidua_soctrang_bot", chat=GROUP)
    assert "riêng" in texts(calls)[0]
    assert labels(only(calls, "sendMessage").result) == []


async def test_a_confirmation_works_for_its_owner_only_for_some_minutes_and_in_private(bot: BotUnderTest) -> None:
    await bot.say("Câu của An")
    await bot.say("Câu của Bình", sender=BINH)
    asked = only(await bot.say("/quentoi"), "sendMessage").result
    data = asked["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    forged = EraseOwnData(user=AN["id"], until=10**8).pack()
    in_group = only(await bot.say("/help@thidua_soctrang_bot", chat=GROUP), "sendMessage").result
    for calls in (
        await bot.forge(asked, data, sender=BINH),
        await bot.forge(in_group, forged, sender=AN),
    ):
        assert only(calls, "answerCallbackQuery").parameters["show_alert"]
    bot.clock.pass_minutes(11)
    assert only(await bot.forge(asked, data), "answerCallbackQuery").parameters["show_alert"]
    assert len(bot.logged()) == 2


async def test_unlogged_questions_are_answered_and_counted_without_their_words(bot: BotUnderTest) -> None:
    assert "không ghi" in texts(await bot.say("/khongghi"))[0]
    assert texts(await bot.say("Có bao nhiêu căn nhà?"))[0].startswith("145 căn nhà")
    unknown = only(await bot.say(UNKNOWN), "sendMessage").result
    assert [label for label in labels(unknown) if "Báo" in label] == []
    assert [(row["text"], row["outcome"], row["records"]) for row in bot.logged()] == [
        ("", "answered", "[]"),
        ("", "not_found", "[]"),
    ]
    assert all(row["update_id"] for row in bot.logged())
    assert files_with(bot.data_dir, MARK) == []
    assert "lại được ghi" in texts(await bot.say("/khongghi"))[0]
    await bot.say(UNKNOWN)
    assert bot.logged()[-1]["text"] == UNKNOWN


async def test_the_wish_not_to_be_logged_turns_once_for_an_update_delivered_twice(bot: BotUnderTest) -> None:
    update = bot.telegram.write("/khongghi", sender=AN)
    await bot.deliver(update)
    assert await bot.deliver(update) == []
    await bot.say(UNKNOWN)
    assert bot.logged()[-1]["text"] == ""
