"""The commands that explain, deep links, and inline mode."""

from __future__ import annotations

from typing import Any

import pytest

from bot.delivery.console.telegram import ApiError
from tests.support.bot_under_test import AN, GROUP, KATE, BotUnderTest, labels, only, texts
from tests.support.sample_knowledge import CARDS, DRAFT, HOUSES, RoteKnowledge


async def test_start_greets_and_says_what_is_kept(bot: BotUnderTest) -> None:
    (text,) = texts(await bot.say("/start"))
    assert text.startswith("Xin chào")
    assert "/riengtu" in text
    assert "/riengtu" not in texts(await bot.say("Có bao nhiêu căn nhà?"))[0]


async def test_deep_link_answers_with_its_record(bot: BotUnderTest) -> None:
    calls = await bot.say(f"/start {HOUSES.id}")
    assert texts(calls)[0].startswith("145 căn nhà")
    assert "/riengtu" in texts(calls)[0]
    assert "📄 Xem cả đoạn 4" in labels(only(calls, "sendMessage").result)


@pytest.mark.parametrize("payload", ["khong-co", DRAFT.id, "A_-9" * 16, "<b>"])
async def test_unknown_deep_link_greets(bot: BotUnderTest, payload: str) -> None:
    assert texts(await bot.say(f"/start {payload}"))[0].startswith("Xin chào")


async def test_deep_link_for_an_english_telegram_answers_in_english(bot: BotUnderTest) -> None:
    assert texts(await bot.say(f"/start {HOUSES.id}", sender=KATE))[0].startswith("145 houses")


async def test_help_names_the_bot(bot: BotUnderTest) -> None:
    assert "@thidua_soctrang_bot" in texts(await bot.say("/help"))[0]


async def test_privacy_is_explained_in_plain_words(bot: BotUnderTest) -> None:
    (text,) = texts(await bot.say("/riengtu"))
    assert "15 phút" in text
    assert "{" not in text
    for kept in (
        "nội dung",
        "ngôn ngữ",
        "loại cuộc trò chuyện",
        "mã số lượt tin của Telegram",
        "nội dung đã dùng",
        "mức độ chắc chắn",
        "mili giây",
        "phiên bản tri thức",
        "Góp ý",
    ):
        assert kept in text


@pytest.mark.parametrize(("sender", "words"), [(AN, "thời hạn 7 ngày"), (KATE, "the limit is 7 days")])
async def test_privacy_tells_how_long_the_installation_keeps_questions(
    bot: BotUnderTest, sender: dict[str, Any], words: str
) -> None:
    bot.application.bot_data.retention_days = 7
    assert words in texts(await bot.say("/riengtu", sender=sender))[0]


async def test_unknown_command_is_told_so_in_private_only(bot: BotUnderTest) -> None:
    assert "/help" in texts(await bot.say("/khonghieu"))[0]
    assert await bot.say("/khonghieu", chat=GROUP) == []
    assert await bot.say("/khonghieu@other_bot") == []


async def test_menu_command_in_a_group_answers_the_one_who_asked(bot: BotUnderTest) -> None:
    calls = await bot.say("/help@thidua_soctrang_bot", chat=GROUP)
    assert only(calls, "sendMessage").parameters["reply_parameters"]["message_id"] == bot.last_written()["message_id"]


async def query(bot: BotUnderTest, text: str, sender: dict[str, Any] = AN) -> list[dict[str, Any]]:
    calls = await bot.deliver(
        bot.telegram.update("inline_query", {"id": "1", "from": sender, "query": text, "offset": ""})
    )
    return only(calls, "answerInlineQuery").parameters["results"]


async def test_inline_query_offers_the_answer_first_each_with_its_citation(bot: BotUnderTest) -> None:
    results = await query(bot, "Có bao nhiêu căn nhà?")
    assert results[0]["title"] == HOUSES.subject
    results += await query(bot, "thẻ hộ")
    assert {result["title"] for result in results} >= {HOUSES.subject, CARDS.subject}
    for result in results:
        content = result["input_message_content"]
        assert "Nguồn: “TP. Sóc Trăng" in content["message_text"]
        assert content["parse_mode"] == "HTML"


async def test_inline_query_offers_no_record_twice_and_five_at_most(bot: BotUnderTest) -> None:
    results = await query(bot, "Có bao nhiêu căn nhà?")
    assert len({result["description"] for result in results}) == len(results) <= 5
    assert [result["id"] for result in results] == [str(number) for number in range(len(results))]


async def test_ambiguous_inline_query_offers_each_meaning(bot: BotUnderTest) -> None:
    assert [result["title"] for result in await query(bot, "Nhà và thẻ?")][:2] == [HOUSES.subject, CARDS.subject]


async def test_empty_inline_query_offers_subjects_in_the_persons_language(bot: BotUnderTest) -> None:
    assert (await query(bot, ""))[0]["title"] == HOUSES.subject
    assert (await query(bot, " ", KATE))[0]["title"] == HOUSES.subject_en


async def test_inline_query_of_nothing_known_offers_nothing(bot: BotUnderTest) -> None:
    assert await query(bot, "zzz") == []


async def test_inline_query_is_not_logged(bot: BotUnderTest) -> None:
    await query(bot, "Có bao nhiêu căn nhà?")
    assert bot.logged() == []


async def test_inline_answer_that_comes_too_late_is_no_failure(bot: BotUnderTest) -> None:
    bot.telegram.faults.append(("answerInlineQuery", ApiError(400, "Bad Request: query is too old")))
    update = bot.telegram.update("inline_query", {"id": "1", "from": AN, "query": "nhà", "offset": ""})
    assert await bot.deliver(update) == []
    assert bot.set_aside() == []


async def test_sentences_never_look_like_html(bot: BotUnderTest, knowledge: RoteKnowledge) -> None:
    knowledge.content = knowledge.content
    for command in ("/start", "/help", "/riengtu", "/ngonngu", "/phongtrao", "/solieu", "/nguon", "/x", "/hoi"):
        assert "&" not in texts(await bot.say(command))[0]
