"""Citizens talk with the bot: an update in, the recorded calls of the Bot API out, on the real knowledge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.delivery.console.entities import length_in_utf16
from bot.presentation.callback_data import ShowPassage, ShowRecord
from bot.references import reference
from tests.support.bot_under_test import AN, BINH, GROUP, BotUnderTest, labels, only, texts

if TYPE_CHECKING:
    from bot.delivery.console.telegram import Call
    from knowledge.base import KnowledgeBase
    from tests.support.bot_under_test import Json

LOANS = "Hộ nghèo vay vốn bao nhiêu lượt?"


def quotes(call: Call) -> list[str]:
    """The quotes in a message, as they are shown."""
    message = call.result
    units = message["text"].encode("utf-16-le")
    kinds = {"blockquote", "expandable_blockquote"}
    return [
        units[2 * each["offset"] : 2 * (each["offset"] + each["length"])].decode("utf-16-le").strip()
        for each in message.get("entities", [])
        if each["type"] in kinds
    ]


def is_verbatim(quote: str, knowledge: KnowledgeBase) -> bool:
    return any(quote in passage.text for source in knowledge.content.sources for passage in source.passages)


async def test_fact_is_answered_with_its_words_and_proof(bot: BotUnderTest, shipped: KnowledgeBase) -> None:
    sent = only(await bot.say(LOANS), "sendMessage")
    text = sent.result["text"]
    assert "1.062" in text.splitlines()[0]
    assert all(is_verbatim(quote, shipped) for quote in quotes(sent))
    assert quotes(sent)
    assert "“TP. Sóc Trăng: Hiệu quả từ các phong trào thi đua yêu nước”, H.LAN, Báo Sóc Trăng" in text
    assert "ngày 03/07/2020, đoạn 4." in text
    assert "Số liệu tính đến 03/07/2020." in text
    assert {entity["type"] for entity in sent.result["entities"]} >= {"bold", "expandable_blockquote"}


async def test_answer_leads_to_the_passage_related_facts_and_a_vote(bot: BotUnderTest) -> None:
    answer = only(await bot.say(LOANS), "sendMessage").result
    assert texts(await bot.press(answer, "Xem cả đoạn 4"))[0].startswith("Qua đó, trong 5 năm")
    related = texts(await bot.press(answer, labels(answer)[1]))[0]
    assert "Nguồn:" in related
    await bot.press(answer, "👍")
    (row,) = bot.logged()
    assert (row["text"], row["outcome"]) == (LOANS, "answered")


async def test_follow_up_is_understood_from_the_question_before(bot: BotUnderTest) -> None:
    await bot.say(LOANS)
    assert "1.840" in texts(await bot.say("còn hộ cận nghèo?"))[0]


async def test_what_no_article_says_is_declined_with_a_way_on(bot: BotUnderTest) -> None:
    (text,) = texts(await bot.say("Giá vàng hôm nay bao nhiêu?"))
    assert "chưa nói đến điều này" in text
    assert "/phongtrao" in text
    assert bot.logged()[0]["outcome"] == "not_found"


async def test_small_talk_is_answered_politely(bot: BotUnderTest) -> None:
    assert texts(await bot.say("xin chào"))[0].startswith("Xin chào anh/chị!")
    assert bot.logged()[0]["outcome"] == "smalltalk"


async def test_english_question_is_answered_in_english_with_the_quote_as_printed(
    bot: BotUnderTest, shipped: KnowledgeBase
) -> None:
    sent = only(await bot.say("How many houses were built?"), "sendMessage")
    assert "145" in sent.result["text"]
    assert "Source:" in sent.result["text"]
    assert all(is_verbatim(quote, shipped) for quote in quotes(sent))


async def test_group_hears_the_bot_only_when_it_is_asked(bot: BotUnderTest) -> None:
    assert await bot.say(LOANS, chat=GROUP) == []
    answer = only(await bot.say(f"@thidua_soctrang_bot {LOANS}", chat=GROUP), "sendMessage")
    assert "1.062" in answer.result["text"]
    assert answer.result["reply_to_message"]["message_id"] == bot.last_written()["message_id"]
    await bot.press(answer.result, "👍", sender=AN)
    voted = only(await bot.press(answer.result, "👍", sender=BINH), "editMessageReplyMarkup").result
    assert "👍 Đúng ý 2" in labels(voted)


async def test_edited_question_has_its_answer_edited(bot: BotUnderTest) -> None:
    await bot.say("Giá vàng hôm nay bao nhiêu?")
    assert "1.062" in only(await bot.edit(bot.last_written(), LOANS), "editMessageText").result["text"]


async def test_inline_results_carry_their_citations(bot: BotUnderTest) -> None:
    query = {"id": "1", "from": AN, "query": LOANS, "offset": ""}
    calls = await bot.deliver(bot.telegram.update("inline_query", query))
    results = only(calls, "answerInlineQuery").parameters["results"]
    assert len(results) > 1
    assert "1.062" in results[0]["input_message_content"]["message_text"]
    assert all("Báo Sóc Trăng" in result["input_message_content"]["message_text"] for result in results)


@pytest.mark.parametrize("language", ["vi", "en"])
async def test_every_record_answers_its_deep_link_with_verbatim_quotes(
    bot: BotUnderTest, shipped: KnowledgeBase, language: str
) -> None:
    person = AN | {"language_code": language}
    records = [record for topic in shipped.content.topics for record in topic.records]
    assert records
    for record in records:
        calls = [call for call in await bot.say(f"/start {record.id}", sender=person) if call.method == "sendMessage"]
        shown = "".join(call.result["text"] for call in calls)
        assert (record.answer_en if language == "en" and record.answer_en else record.answer) in shown
        assert all(is_verbatim(quote, shipped) for call in calls for quote in quotes(call))
        assert all(length_in_utf16(call.parameters["text"]) <= 4096 for call in calls)


async def test_everything_can_be_reached_by_browsing(bot: BotUnderTest, shipped: KnowledgeBase) -> None:
    seen: set[str] = set()
    for command in ("/phongtrao", "/solieu", "/nguon"):
        message = only(await bot.say(command), "sendMessage").result
        waiting = buttons(message)
        while waiting:
            data = waiting.pop()
            seen.add(data)
            if ShowRecord.matches(data) or ShowPassage.matches(data):
                continue
            shown = [call.result for call in await bot.forge(message, data) if call.method == "editMessageText"]
            waiting |= {each for screen in shown for each in buttons(screen)} - seen
    names = {record.id for topic in shipped.content.topics for record in topic.records}
    passages = {(reference(each.id), passage.id) for each in shipped.content.sources for passage in each.passages}
    shown_records = [found for data in seen if (found := ShowRecord.unpack(data))]
    shown_passages = [found for data in seen if (found := ShowPassage.unpack(data))]
    assert {found.record for found in shown_records} == set(map(reference, names))
    assert {(found.source, found.passage) for found in shown_passages} == passages
    assert bot.set_aside() == []


def buttons(message: Json) -> set[str]:
    return {button["callback_data"] for row in message["reply_markup"]["inline_keyboard"] for button in row}
