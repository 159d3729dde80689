"""Buttons: records, choices, passages, votes, pages, language; and those that are stale, foreign or forged."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.presentation.callback_data import BrowseTopic, Choose, ShowPassage, ShowRecord, Vote
from bot.references import reference
from knowledge.model import Lexicon, Topic
from tests.support.bot_under_test import AN, BINH, FORUM, GROUP, KATE, BotUnderTest, labels, only, texts
from tests.support.sample_knowledge import (
    CARDS,
    DRAFT,
    HOUSES,
    SOURCE_ID,
    RoteKnowledge,
    build_content,
    build_record,
    load_source,
)

if TYPE_CHECKING:
    from bot.delivery.console.telegram import Call
    from knowledge.model import Content

ASKED = "Có bao nhiêu căn nhà?"


def alert(calls: list[Call]) -> str:
    """The polite word over a button that no longer works, when that is all that happened."""
    (call,) = calls
    assert call.method == "answerCallbackQuery"
    assert call.parameters["show_alert"]
    return call.parameters["text"]


async def ask(bot: BotUnderTest, text: str = ASKED, **more: object) -> dict:
    return only(await bot.say(text, **more), "sendMessage").result


async def test_whole_passage_is_shown_with_where_it_stands(bot: BotUnderTest) -> None:
    calls = await bot.press(await ask(bot), "Xem cả đoạn 4")
    (text,) = texts(calls)
    assert text.startswith(load_source().passages[5].text)
    assert "Báo Sóc Trăng, ngày 03/07/2020, đoạn 4." in text
    assert only(calls, "answerCallbackQuery")


async def test_related_subject_is_answered_without_votes(bot: BotUnderTest) -> None:
    calls = await bot.press(await ask(bot), CARDS.subject)
    assert texts(calls)[0].startswith("48.845 thẻ")
    assert not any("👍" in label for label in labels(only(calls, "sendMessage").result))
    assert len(bot.logged()) == 1


async def test_choice_answers_and_may_be_voted_on_and_followed_up(bot: BotUnderTest, knowledge: RoteKnowledge) -> None:
    calls = await bot.press(await ask(bot, "Nhà và thẻ?"), CARDS.subject)
    answer = only(calls, "sendMessage").result
    assert answer["text"].startswith("48.845 thẻ")
    assert "Cảm ơn" in only(await bot.press(answer, "👎"), "answerCallbackQuery").parameters["text"]
    await bot.say("còn tiền?")
    assert knowledge.asked[-1].previous[-1] == CARDS.subject


async def test_buttons_of_an_english_answer_answer_in_english(bot: BotUnderTest) -> None:
    calls = await bot.press(await ask(bot, "How many houses?"), "insurance cards")
    assert texts(calls)[0].startswith("48,845 health-insurance cards")


async def test_press_in_a_topic_answers_there(bot: BotUnderTest) -> None:
    answer = await ask(bot, f"/hoi {ASKED}", chat=FORUM, message_thread_id=77, is_topic_message=True)
    sent = only(await bot.press(answer, "Xem cả đoạn"), "sendMessage")
    assert sent.parameters["message_thread_id"] == 77
    assert sent.parameters["reply_parameters"]["message_id"] == answer["message_id"]


def votes(bot: BotUnderTest) -> list[int]:
    with sqlite3.connect(bot.data_dir / "questions.sqlite3") as connection:
        found = [vote for (vote,) in connection.execute("SELECT vote FROM votes ORDER BY voted_at")]
    connection.close()
    return found


async def test_vote_is_kept_shown_and_changeable(bot: BotUnderTest) -> None:
    answer = await ask(bot)
    voted = only(await bot.press(answer, "👍"), "editMessageReplyMarkup").result
    assert labels(voted)[-2:] == ["👍 Đúng ý ✓", "👎 Chưa đúng"]
    voted = only(await bot.press(voted, "👎"), "editMessageReplyMarkup").result
    assert labels(voted)[-2:] == ["👍 Đúng ý", "👎 Chưa đúng ✓"]
    assert votes(bot) == [-1]


async def test_same_vote_again_changes_nothing(bot: BotUnderTest) -> None:
    voted = only(await bot.press(await ask(bot), "👍"), "editMessageReplyMarkup").result
    assert [call.method for call in await bot.press(voted, "👍")] == ["answerCallbackQuery"]
    assert votes(bot) == [1]


async def test_group_votes_once_a_person_and_shows_how_many(bot: BotUnderTest) -> None:
    message = await ask(bot, f"/hoi {ASKED}", chat=GROUP)
    for sender in (AN, BINH, BINH, KATE):
        calls = await bot.press(message, "👎" if sender is KATE else "👍", sender=sender)
        message = next((call.result for call in calls if call.method == "editMessageReplyMarkup"), message)
    assert labels(message)[-2:] == ["👍 Đúng ý 2", "👎 Chưa đúng 1"]


async def test_vote_on_a_question_that_was_never_logged_is_refused(bot: BotUnderTest) -> None:
    forged = Vote(key=12345, vote="up", language="vi").pack()
    assert "Nút này đã cũ" in alert(await bot.forge(await ask(bot), forged))
    assert votes(bot) == []


GONE = reference("a-record-that-is-gone")


@pytest.mark.parametrize(
    "data",
    [
        "",
        "nonsense",
        "2r:aaaaaaaaaa:vi",
        ShowRecord(record=GONE, language="vi").pack(),
        ShowRecord(record=reference(DRAFT.id), language="vi").pack(),
        Choose(record=GONE, key=1, language="vi").pack(),
        ShowPassage(source=GONE, passage="p1", language="vi").pack(),
        ShowPassage(source=reference(SOURCE_ID), passage="p99", language="vi").pack(),
        BrowseTopic(view="figures", topic=GONE, page=0).pack(),
        "1o:aaaaaaaaaa:0",
    ],
)
async def test_stale_or_forged_button_gets_a_polite_word(bot: BotUnderTest, data: str) -> None:
    assert "Nút này đã cũ" in alert(await bot.forge(await ask(bot), data))


async def test_stale_button_is_refused_in_the_readers_language(bot: BotUnderTest) -> None:
    assert "too old" in alert(await bot.forge(await ask(bot), "nonsense", sender=KATE))


async def test_button_under_a_message_out_of_reach_is_refused(bot: BotUnderTest) -> None:
    data = ShowRecord(record=reference(HOUSES.id), language="vi").pack()
    query = {"id": "1", "from": AN, "chat_instance": "1", "inline_message_id": "abc", "data": data}
    assert "Nút này đã cũ" in alert(await bot.deliver(bot.telegram.update("callback_query", query)))


async def test_button_under_a_message_too_old_to_read_still_answers(bot: BotUnderTest) -> None:
    answer = await ask(bot)
    old = {"message_id": answer["message_id"], "chat": answer["chat"], "date": 0}
    data = ShowRecord(record=reference(CARDS.id), language="vi").pack()
    assert texts(await bot.forge(old, data))[0].startswith("48.845 thẻ")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None)
@given(data=st.text(st.sampled_from("12rcpvbtsol:viendownup0a7-é"), max_size=40))
async def test_any_callback_data_is_answered_and_fails_nothing(bot: BotUnderTest, data: str) -> None:
    message = bot.telegram.write("…", sender=AN)["message"]
    calls = await bot.forge(message, data)
    assert [call.method for call in calls].count("answerCallbackQuery") == 1
    assert bot.set_aside() == []


def many_records() -> Content:
    records = tuple(build_record(id=f"so-lieu-{number}", subject=f"Số liệu {number}") for number in range(20))
    topics = tuple(
        Topic(topic=f"chu-de-{number}", title=f"Chủ đề {number}", records=records if number == 0 else records[:1])
        for number in range(10)
    )
    return replace(build_content(topics=topics), lexicon=Lexicon())


async def test_browsing_turns_pages_back_and_forth_in_one_message(bot: BotUnderTest, knowledge: RoteKnowledge) -> None:
    knowledge.content = many_records()
    message = only(await bot.say("/solieu"), "sendMessage").result
    assert labels(message) == [*(f"Chủ đề {number}" for number in range(8)), "Sau »"]
    message = only(await bot.press(message, "Sau »"), "editMessageText").result
    assert labels(message) == ["Chủ đề 8", "Chủ đề 9", "« Trước"]
    message = only(await bot.press(message, "« Trước"), "editMessageText").result
    message = only(await bot.press(message, "Chủ đề 0"), "editMessageText").result
    message = only(await bot.press(message, "Sau »"), "editMessageText").result
    assert labels(message)[-3:] == ["« Trước", "Sau »", "« Tất cả chủ đề"]
    calls = await bot.press(message, "Số liệu 9")
    assert texts(calls)[0].startswith("145 căn nhà")
    message = only(await bot.press(message, "Tất cả chủ đề"), "editMessageText").result
    assert labels(message)[0] == "Chủ đề 0"


async def test_page_that_is_gone_by_now_shows_the_last_one(bot: BotUnderTest, knowledge: RoteKnowledge) -> None:
    knowledge.content = many_records()
    message = only(await bot.say("/solieu"), "sendMessage").result
    calls = await bot.forge(message, "1b:figures:99")
    assert labels(only(calls, "editMessageText").result) == ["Chủ đề 8", "Chủ đề 9", "« Trước"]


async def test_campaigns_and_figures_are_browsed_apart(bot: BotUnderTest) -> None:
    assert labels(only(await bot.say("/phongtrao"), "sendMessage").result) == ["Cải cách hành chính"]
    figures = only(await bot.say("/solieu"), "sendMessage").result
    assert labels(figures) == ["Giảm nghèo"]
    listed = labels(only(await bot.press(figures, "Giảm nghèo"), "editMessageText").result)
    assert listed == [HOUSES.subject, CARDS.subject, "« Tất cả chủ đề"]


async def test_nothing_to_browse_is_said_so(bot: BotUnderTest, knowledge: RoteKnowledge) -> None:
    knowledge.content = build_content(topics=())
    assert "chưa có nội dung" in texts(await bot.say("/phongtrao"))[0]


async def test_sources_lead_to_their_passages(bot: BotUnderTest) -> None:
    message = only(await bot.say("/nguon"), "sendMessage").result
    assert labels(message)[0].startswith("03/07/2020 · TP. Sóc Trăng")
    message = only(await bot.press(message, "03/07/2020"), "editMessageText").result
    assert "H.LAN, Báo Sóc Trăng, ngày 03/07/2020" in message["text"]
    message = only(await bot.press(message, "Sau »"), "editMessageText").result
    assert texts(await bot.press(message, "Đoạn 7"))[0].startswith("Từ những phong trào thi đua")


async def test_chosen_language_holds_for_answers_and_menus(bot: BotUnderTest) -> None:
    message = only(await bot.say("/ngonngu"), "sendMessage").result
    assert labels(message) == ["Tiếng Việt", "English"]
    assert "in English" in only(await bot.press(message, "English"), "editMessageText").result["text"]
    assert texts(await bot.say(ASKED))[0].startswith("145 houses")
    assert "How to ask" in texts(await bot.say("/help"))[0]
    await bot.press(message, "Tiếng Việt")
    assert texts(await bot.say("How many houses?"))[0].startswith("145 căn nhà")


async def test_same_language_again_changes_nothing_and_fails_nothing(bot: BotUnderTest) -> None:
    message = only(await bot.say("/ngonngu"), "sendMessage").result
    await bot.press(message, "English")
    assert only(await bot.press(message, "English"), "answerCallbackQuery")
    assert bot.set_aside() == []
