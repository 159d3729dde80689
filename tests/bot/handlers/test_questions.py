"""Questions in private chats and groups, edited ones, and what is no question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.support.bot_under_test import AN, BINH, FORUM, GROUP, KATE, BotUnderTest, labels, only, texts
from tests.support.sample_knowledge import CARDS, HOUSES, RoteKnowledge

if TYPE_CHECKING:
    from bot.delivery.console.telegram import Call

ASKED = "Có bao nhiêu căn nhà?"
BOT = "thidua_soctrang_bot"


def is_answer(calls: list[Call]) -> bool:
    return any(text.startswith("145 căn nhà") for text in texts(calls))


async def test_private_question_is_answered_without_quoting_it(bot: BotUnderTest) -> None:
    calls = await bot.say(ASKED)
    sent = only(calls, "sendMessage")
    assert is_answer(calls)
    assert sent.parameters["parse_mode"] == "HTML"
    assert sent.parameters["link_preview_options"] == {"is_disabled": True}
    assert "reply_parameters" not in sent.parameters
    assert labels(sent.result)[-2:] == ["👍 Đúng ý", "👎 Chưa đúng"]


async def test_answered_question_is_logged_once_without_the_person(bot: BotUnderTest) -> None:
    await bot.say(ASKED)
    (row,) = bot.logged()
    assert row["text"] == ASKED
    assert row["outcome"] == "answered"
    assert row["chat_kind"] == "private"
    assert row["knowledge_version"] == "rote"
    assert str(AN["id"]) not in row["pseudonym"]


async def test_phone_number_in_a_question_is_not_logged(bot: BotUnderTest) -> None:
    await bot.say("Gọi tôi số 0912345678 nhé")
    assert "0912345678" not in bot.logged()[0]["text"]


async def test_first_answer_alone_says_what_is_kept(bot: BotUnderTest) -> None:
    first, second = texts(await bot.say(ASKED)), texts(await bot.say(ASKED))
    assert "/riengtu" in first[0]
    assert "/riengtu" not in second[0]
    assert "/riengtu" in texts(await bot.say(ASKED, sender=BINH))[0]


async def test_english_question_is_answered_in_english(bot: BotUnderTest) -> None:
    calls = await bot.say("How many houses?", sender=KATE)
    assert texts(calls)[0].startswith("145 houses")
    assert "👍 Helpful" in labels(only(calls, "sendMessage").result)


@pytest.mark.parametrize(
    "text",
    [
        f"@{BOT} {ASKED}",
        f"{ASKED} @{BOT.upper()}",
        f"@{BOT}, {ASKED}",
        f"/hoi {ASKED}",
        f"/hoi@{BOT} {ASKED}",
        f"/hoi\n{ASKED}",
    ],
)
async def test_group_question_to_the_bot_is_answered_quoting_it(bot: BotUnderTest, text: str) -> None:
    calls = await bot.say(text, chat=GROUP)
    assert is_answer(calls)
    quoted = only(calls, "sendMessage").parameters["reply_parameters"]
    assert quoted["message_id"] == bot.last_written()["message_id"]
    assert quoted["allow_sending_without_reply"]
    assert bot.logged()[0]["text"] == ASKED


async def test_group_reply_to_the_bot_is_a_question(bot: BotUnderTest) -> None:
    answer = only(await bot.say(f"/hoi {ASKED}", chat=GROUP), "sendMessage").result
    assert is_answer(await bot.say(ASKED, chat=GROUP, sender=BINH, reply_to_message=answer))


@pytest.mark.parametrize(
    "text",
    [ASKED, f"@{BOT}_khac {ASKED}", f"an@{BOT} {ASKED}", f"/hoi@other_bot {ASKED}", f"/help@other_bot {ASKED}"],
)
async def test_group_talk_among_people_is_left_alone(bot: BotUnderTest, text: str) -> None:
    assert await bot.say(text, chat=GROUP) == []
    assert bot.logged() == []


async def test_question_in_a_topic_is_answered_in_that_topic(bot: BotUnderTest) -> None:
    calls = await bot.say(f"/hoi {ASKED}", chat=FORUM, message_thread_id=77, is_topic_message=True)
    assert only(calls, "sendMessage").parameters["message_thread_id"] == 77


async def test_message_in_a_topic_that_the_bot_opened_is_no_reply_to_it(bot: BotUnderTest) -> None:
    opening = {
        "message_id": 77,
        "from": {"id": 1000, "is_bot": True, "first_name": "Bot"},
        "chat": FORUM,
        "date": 1,
        "forum_topic_created": {"name": "Hỏi đáp", "icon_color": 1},
    }
    more = {"message_thread_id": 77, "is_topic_message": True, "reply_to_message": opening}
    assert await bot.say(ASKED, chat=FORUM, **more) == []


@pytest.mark.parametrize("text", ["/hoi", f"@{BOT}", f"/hoi@{BOT} "])
async def test_call_without_a_question_is_told_how_to_ask(bot: BotUnderTest, text: str) -> None:
    (usage,) = texts(await bot.say(text, chat=GROUP))
    assert "/hoi" in usage
    assert "tên tôi" in usage
    assert bot.logged() == []


async def test_caption_of_a_photo_is_the_question(bot: BotUnderTest) -> None:
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    message = bot.telegram.write("", sender=AN)["message"]
    del message["text"]
    assert is_answer(await bot.deliver(bot.telegram.update("message", message | {"photo": photo, "caption": ASKED})))


FILE = {"file_id": "a", "file_unique_id": "b"}


@pytest.mark.parametrize(
    "content",
    [
        {"voice": {**FILE, "duration": 1}},
        {"document": FILE},
        {"photo": [{**FILE, "width": 1, "height": 1}]},
        {
            "sticker": {
                **FILE,
                "type": "regular",
                "width": 1,
                "height": 1,
                "is_animated": False,
                "is_video": False,
            }
        },
    ],
)
async def test_what_cannot_be_read_is_said_so_in_private_only(bot: BotUnderTest, content: dict[str, Any]) -> None:
    for chat, expected in ((None, 1), (GROUP, 0)):
        message = bot.telegram.write("", sender=AN, chat=chat)["message"]
        del message["text"]
        calls = await bot.deliver(bot.telegram.update("message", message | content))
        assert len([text for text in texts(calls) if "chỉ đọc được chữ" in text]) == expected
    assert bot.logged() == []


@pytest.mark.parametrize(
    "content",
    [
        {"new_chat_members": [BINH]},
        {"pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 501, "type": "private"}}},
        {
            "poll": {
                "id": "1",
                "question": "?",
                "options": [],
                "total_voter_count": 0,
                "is_closed": False,
                "is_anonymous": True,
                "type": "regular",
                "allows_multiple_answers": False,
            }
        },
        {"text": ASKED, "via_bot": {"id": 1000, "is_bot": True, "first_name": "Bot"}},
        {"text": ASKED, "from": {"id": 9, "is_bot": True, "first_name": "Another bot"}},
        {"text": ASKED, "is_automatic_forward": True},
    ],
)
async def test_what_is_no_question_is_left_alone(bot: BotUnderTest, content: dict[str, Any]) -> None:
    message = bot.telegram.write("", sender=AN)["message"]
    del message["text"]
    assert await bot.deliver(bot.telegram.update("message", message | content)) == []


async def test_channel_post_is_left_alone(bot: BotUnderTest) -> None:
    post = {"message_id": 1, "date": 0, "chat": {"id": -1, "type": "channel", "title": "Kênh"}, "text": ASKED}
    assert await bot.deliver(bot.telegram.update("channel_post", post)) == []


async def test_edited_question_edits_its_answer(bot: BotUnderTest, knowledge: RoteKnowledge) -> None:
    knowledge.teach("Có bao nhiêu thẻ?", knowledge.find(CARDS))
    answer = only(await bot.say(ASKED), "sendMessage").result
    calls = await bot.edit(bot.last_written(), "Có bao nhiêu thẻ?")
    edited = only(calls, "editMessageText")
    assert edited.parameters["message_id"] == answer["message_id"]
    assert edited.result["text"].startswith("48.845 thẻ")
    assert [row["text"] for row in bot.logged()] == [ASKED, "Có bao nhiêu thẻ?"]


async def test_edited_question_that_was_found_and_now_is_not_loses_its_passages_and_votes(bot: BotUnderTest) -> None:
    await bot.say(ASKED)
    edited = only(await bot.edit(bot.last_written(), "giá vàng"), "editMessageText").result
    assert labels(edited) == ["🔔 Báo cho tôi khi có"]


async def test_edit_that_changes_no_word_is_left_alone(bot: BotUnderTest) -> None:
    await bot.say(ASKED)
    assert await bot.edit(bot.last_written(), f" {ASKED} ") == []


async def test_edit_to_a_shorter_answer_removes_what_is_left_over(bot: BotUnderTest, knowledge: RoteKnowledge) -> None:
    knowledge.teach("Dài", knowledge.find(*[HOUSES] * 120))
    sent = [call.result["message_id"] for call in await bot.say("Dài") if call.method == "sendMessage"]
    assert len(sent) > 1
    calls = await bot.edit(bot.last_written(), ASKED)
    assert only(calls, "editMessageText").parameters["message_id"] == sent[0]
    assert [call.parameters["message_id"] for call in calls if call.method == "deleteMessage"] == sent[1:]
    calls = await bot.edit(bot.last_written(), "Dài")
    assert [call.method for call in calls] == ["editMessageText"] + ["sendMessage"] * (len(sent) - 1)


async def test_edited_question_whose_answer_was_deleted_is_answered_anew(bot: BotUnderTest) -> None:
    answer = only(await bot.say("giá vàng"), "sendMessage").result
    del bot.telegram.messages[answer["chat"]["id"], answer["message_id"]]
    assert is_answer(await bot.edit(bot.last_written(), ASKED))


async def test_edit_of_what_was_no_question_is_answered_in_private_only(bot: BotUnderTest) -> None:
    private = bot.telegram.write("…", sender=AN)["message"]
    assert is_answer(await bot.edit(private, ASKED))
    group = bot.telegram.write("…", sender=AN, chat=GROUP)["message"]
    assert await bot.edit(group, f"@{BOT} {ASKED}") == []


async def test_edited_menu_command_is_left_alone(bot: BotUnderTest) -> None:
    await bot.say("/help")
    assert await bot.edit(bot.last_written(), "/start") == []


async def test_follow_up_knows_the_questions_before_it(bot: BotUnderTest, knowledge: RoteKnowledge) -> None:
    await bot.say(ASKED)
    await bot.say("cảm ơn")
    await bot.say("còn thẻ?")
    assert knowledge.asked[-1].previous == (ASKED,)


async def test_follow_up_after_a_quarter_of_an_hour_knows_nothing(bot: BotUnderTest, knowledge: RoteKnowledge) -> None:
    await bot.say(ASKED)
    bot.clock.pass_minutes(15.1)
    await bot.say("còn thẻ?")
    assert knowledge.asked[-1].previous == ()


async def test_follow_up_knows_nothing_of_other_people(bot: BotUnderTest, knowledge: RoteKnowledge) -> None:
    await bot.say(f"/hoi {ASKED}", chat=GROUP)
    await bot.say("/hoi còn thẻ?", chat=GROUP, sender=BINH)
    assert knowledge.asked[-1].previous == ()


async def test_characters_that_nothing_can_store_are_dropped(bot: BotUnderTest) -> None:
    update = bot.telegram.write(ASKED, sender=AN)
    update["message"]["text"] = "Có bao \0nhiêu \ud800căn nhà?"
    assert is_answer(await bot.deliver(update))


async def test_anonymous_administrator_is_answered(bot: BotUnderTest) -> None:
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    calls = await bot.say(f"/hoi {ASKED}", sender=anonymous, chat=GROUP, sender_chat=GROUP)
    assert is_answer(calls)
