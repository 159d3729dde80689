"""Moderators at /duyet, through real updates: cards, buttons, replies, languages, and those who may not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from telegram.error import Forbidden, TimedOut

from bot.presentation.callback_data_review import ReviewAct, ReviewRecord, TellMe
from knowledge.base import KnowledgeBase
from tests.support.bot_under_test import AN, BINH, GROUP, KATE, MAI, BotUnderTest, labels, only, open_bot, texts
from tests.support.queues import ReadingKnowledge
from tests.support.sample_knowledge import build_content

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.delivery.console.telegram import Call
    from knowledge.answering.questions import Analyst
    from tests.support.bot_under_test import Json

ASKED, OTHER = "Mái ấm nghĩa tình có quy mô thế nào?", "Bến xe mở cửa lúc mấy giờ?"
NAM: Json = {"id": 602, "is_bot": False, "first_name": "Nam", "language_code": "vi"}


@pytest.fixture(scope="module")
def analyst() -> Analyst:
    return KnowledgeBase.from_content(build_content()).analyst


@pytest.fixture
async def desk(tmp_path: Path, analyst: Analyst) -> AsyncIterator[BotUnderTest]:
    """Two questions wait for review, one of them asked by two people; Mai, Nam and Kate are moderators."""
    moderators = frozenset(person["id"] for person in (MAI, NAM, KATE))
    knowledge = ReadingKnowledge(analyst, "one")
    async with open_bot(tmp_path, knowledge, moderator_ids=moderators) as bot:
        await bot.say(OTHER)
        await bot.say(ASKED)
        await bot.say("quy mô mái ấm nghĩa tình thế nào", sender=BINH)
        await bot.application.bot_data.caretaker.catch_up()
        yield bot
        assert bot.set_aside() == []


async def open_queue(bot: BotUnderTest, sender: Json = MAI) -> Json:
    card: Json = only(await bot.say("/duyet", sender=sender), "sendMessage").result
    return card


def word(calls: list[Call]) -> str:
    """What a press was answered with."""
    answer: str = only(calls, "answerCallbackQuery").parameters.get("text", "")
    return answer


async def test_card_tells_all_that_a_verdict_needs(desk: BotUnderTest) -> None:
    card = await open_queue(desk)
    for told in (
        "Nhóm 2 · còn 2 nhóm chờ duyệt",
        f"“{ASKED}”",
        "Cách hỏi khác: “quy mô mái ấm nghĩa tình thế nào”",
        "2 người hỏi, 2 lượt; gần nhất lúc 16:00 ngày 22/11/2026.",
        "Cần xem vì: 2 lượt không tìm thấy.",
        "Hiện nay bot trả lời: chưa có trong tư liệu",
    ):
        assert told in card["text"]


async def test_verdicts_go_on_card_by_card_in_one_message(desk: BotUnderTest) -> None:
    card = await open_queue(desk)
    calls = await desk.press(card, "Ngoài chủ đề", sender=MAI)
    assert word(calls) == "Đã ghi kết luận."
    following = only(calls, "editMessageText").result
    assert following["message_id"] == card["message_id"]
    assert OTHER in following["text"]
    done = only(await desk.press(following, "đã trả lời đúng", sender=MAI), "editMessageText").result
    assert done["text"] == "Không còn nhóm câu hỏi nào chờ duyệt. Cảm ơn anh/chị!"
    assert labels(done) == ["↶ Hoàn tác nhóm 1"]


async def test_undo_brings_the_card_back(desk: BotUnderTest) -> None:
    following = only(await desk.press(await open_queue(desk), "Ngoài chủ đề", sender=MAI), "editMessageText").result
    back = only(await desk.press(following, "Hoàn tác nhóm 2", sender=MAI), "editMessageText").result
    assert ASKED in back["text"]
    assert "Ngoài chủ đề" in labels(back)


async def test_skipped_card_is_reached_by_going_back(desk: BotUnderTest) -> None:
    following = only(await desk.press(await open_queue(desk), "Bỏ qua", sender=MAI), "editMessageText").result
    assert OTHER in following["text"]
    back = only(await desk.press(following, "Thẻ trước", sender=MAI), "editMessageText").result
    assert ASKED in back["text"]
    await desk.forge(back, ReviewAct("skip", 1).pack(), sender=MAI)
    last = only(await desk.say("/duyet", sender=MAI), "sendMessage").result
    assert ASKED in last["text"], "opening the queue anew brings back what was skipped"
    await desk.press(last, "Bỏ qua", sender=MAI)
    last = only(await desk.press(last, "Bỏ qua", sender=MAI), "editMessageText").result
    assert "Chỉ còn 2 nhóm anh/chị đã bỏ qua" in last["text"]


async def test_two_moderators_are_shown_different_cards(desk: BotUnderTest) -> None:
    mine, theirs = await open_queue(desk), await open_queue(desk, NAM)
    assert ASKED in mine["text"]
    assert OTHER in theirs["text"]
    assert "người khác đang duyệt" in word(await desk.forge(theirs, ReviewAct("off", 2).pack(), sender=NAM))


async def test_record_is_found_by_typing_and_chosen(desk: BotUnderTest) -> None:
    card = await open_queue(desk)
    prompt = only(await desk.press(card, "Tìm bản ghi khác", sender=MAI), "sendMessage").result
    found = only(await desk.say("bảo hiểm", sender=MAI, reply_to_message=prompt), "sendMessage").result
    assert "Các bản ghi gần với “bảo hiểm”:" in found["text"]
    assert "48.845 thẻ bảo hiểm y tế" in found["text"]
    await desk.press(found, "1. Thẻ bảo hiểm y tế", sender=MAI)
    (proposal,) = (desk.data_dir / "proposals").iterdir()
    assert "the-bao-hiem-y-te" in proposal.read_text(encoding="utf-8")


async def test_gap_may_go_without_a_note_or_back_to_the_card(desk: BotUnderTest) -> None:
    card = await open_queue(desk)
    asked = only(await desk.press(card, "Chưa có trong tư liệu", sender=MAI), "editMessageText").result
    assert labels(asked) == ["Không cần ghi chú", "« Quay lại thẻ"]
    back = only(await desk.press(asked, "Quay lại thẻ", sender=MAI), "editMessageText").result
    assert "🔒 Có thông tin cá nhân" in labels(back)
    assert word(await desk.forge(back, ReviewAct("plain", 2).pack(), sender=MAI)) == "Đã ghi kết luận."


async def test_personal_data_is_erased_after_asking_once(desk: BotUnderTest) -> None:
    card = await open_queue(desk)
    asked = only(await desk.press(card, "Có thông tin cá nhân", sender=MAI), "editMessageText").result
    assert "không khôi phục được" in asked["text"]
    assert [row["text"] for row in desk.logged()] == [OTHER, ASKED, "quy mô mái ấm nghĩa tình thế nào"]
    await desk.press(asked, "Xoá hẳn", sender=MAI)
    assert [row["text"] for row in desk.logged()] == [OTHER, "", ""]


async def test_reply_to_a_prompt_that_is_out_of_date_is_no_question(desk: BotUnderTest) -> None:
    card = await open_queue(desk)
    prompt = only(await desk.press(card, "Chưa có trong tư liệu", sender=MAI), "sendMessage").result
    await desk.forge(card, ReviewAct("off", 2).pack(), sender=MAI)
    (told,) = texts(await desk.say("cần bài báo", sender=MAI, reply_to_message=prompt))
    assert "đã có kết luận" in told
    assert len(desk.logged()) == 3


async def test_reply_to_an_answer_is_a_question(desk: BotUnderTest) -> None:
    answer = only(await desk.say(ASKED), "sendMessage").result
    await desk.say("còn bến xe?", reply_to_message=answer)
    assert desk.logged()[-1]["text"] == "còn bến xe?"


async def test_prompt_that_somebody_else_wrote_asks_nothing(desk: BotUnderTest) -> None:
    words = "Nhóm 2: anh/chị viết ghi chú cho biên tập viên, trả lời ngay tin nhắn này."
    await desk.say(words, sender=MAI)
    await desk.say("một câu hỏi", sender=MAI, reply_to_message=desk.last_written())
    assert desk.logged()[-1]["text"] == "một câu hỏi"


async def test_moderator_reads_english_where_they_chose_it(desk: BotUnderTest) -> None:
    card = await open_queue(desk, KATE)
    assert "2 people, 2 questions" in card["text"]
    prompt = only(await desk.press(card, "Not in the records", sender=KATE), "sendMessage").result
    following = only(await desk.say("an article", sender=KATE, reply_to_message=prompt), "sendMessage").result
    assert OTHER in following["text"]


async def test_citizen_is_denied_the_command_its_buttons_and_its_replies(desk: BotUnderTest) -> None:
    card = await open_queue(desk)
    prompt = only(await desk.press(card, "Tìm bản ghi khác", sender=MAI), "sendMessage").result
    for calls in (
        await desk.say("/duyet", sender=AN),
        await desk.forge(card, ReviewAct("off", 2).pack(), sender=AN),
        await desk.forge(card, ReviewRecord(2, "aaaaaaaaaa").pack(), sender=AN),
        await desk.say("nhà", sender=AN, reply_to_message=prompt),
    ):
        assert not any(ASKED in str(call.result) for call in calls if call.method == "sendMessage")
        assert not any(call.method == "editMessageText" for call in calls)
    assert "riêng" in texts(await desk.say("/duyet", sender=MAI, chat=GROUP))[0]


async def test_button_of_a_group_that_is_gone_is_told_so(desk: BotUnderTest) -> None:
    card = await open_queue(desk)
    for act in ("show", "off", "undo", "gap", "personal"):
        calls = await desk.forge(card, ReviewAct(act, 999).pack(), sender=MAI)
        assert "/duyet" in word(calls)


async def test_who_waits_in_a_group_or_for_another_s_question_is_refused(desk: BotUnderTest) -> None:
    key = desk.logged()[0]["key"]
    answer = only(await desk.say(f"@thidua_soctrang_bot {OTHER}", chat=GROUP), "sendMessage").result
    assert not any("Báo cho tôi" in label for label in labels(answer))
    for message, sender in ((answer, AN), (await open_queue(desk), MAI)):
        assert "Nút này đã cũ" in word(await desk.forge(message, TellMe(key, "vi").pack(), sender=sender))


@pytest.mark.parametrize(("fault", "left"), [(Forbidden("bot was blocked by the user"), 0), (TimedOut(), 1)])
async def test_who_cannot_be_told_is_forgotten_and_who_cannot_be_told_yet_is_not(
    desk: BotUnderTest, analyst: Analyst, fault: Exception, left: int
) -> None:
    declined = only(await desk.say(ASKED), "sendMessage").result
    await desk.press(declined, "Báo cho tôi")
    held = desk.application.bot_data
    held.assistant._knowledge = lambda: ReadingKnowledge(analyst, "two", phrasings=[ASKED])  # type: ignore[assignment,return-value]
    desk.telegram.faults.append(("sendMessage", fault))
    await held.caretaker.catch_up()
    waiting = await held.waiting.find_answered(held.assistant.knowledge)
    assert len(waiting) == left
