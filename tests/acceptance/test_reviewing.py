"""The whole story of review: not found, reviewed on one card, applied, published, answered, and told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.publishing.current import CurrentKnowledge
from bot.publishing.workshop import Workshop
from knowledge.base import open_base
from knowledge.store import VersionStore
from tests.support.bot_under_test import AN, BINH, MAI, BotUnderTest, only, open_bot, texts
from tests.support.records import FOREIGN, make_source, make_topic, write_records

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.delivery.console.telegram import Call

ASKED = "Mái ấm nghĩa tình có quy mô thế nào?"
ASKED_OTHERWISE = "quy mô mái ấm nghĩa tình thế nào vậy ta"


@pytest.fixture
def records(tmp_path: Path) -> Path:
    return write_records(tmp_path / "records", make_source(), make_topic(), lexicon=FOREIGN)


@pytest.fixture
def current(tmp_path: Path, records: Path) -> CurrentKnowledge:
    data_dir = tmp_path / "var"
    base, _ = open_base(records, data_dir)
    return CurrentKnowledge(base, VersionStore(data_dir, records), data_dir, Workshop())


@pytest.fixture
async def bot(tmp_path: Path, current: CurrentKnowledge) -> AsyncIterator[BotUnderTest]:
    async with open_bot(tmp_path / "var", current, moderator_ids=frozenset({MAI["id"]})) as under_test:
        yield under_test


async def settle(bot: BotUnderTest) -> list[Call]:
    """Let the bot do what it does in the background; return the calls it made."""
    before = len(bot.telegram.calls)
    await bot.application.bot_data.caretaker.catch_up()
    return bot.telegram.calls[before:]


def apply(bot: BotUnderTest, records: Path) -> None:
    environment = {"DATA_DIR": str(bot.data_dir), "KNOWLEDGE_DIR": str(records)}
    result = CliRunner().invoke(main, ["questions", "apply"], env=environment, catch_exceptions=False)
    assert result.exit_code == 0, result.output


async def publish(bot: BotUnderTest, records: Path, current: CurrentKnowledge) -> None:
    VersionStore(bot.data_dir, records).publish_records()
    await current.refresh()


async def test_question_not_found_is_reviewed_published_and_answered_and_who_waited_is_told_once(
    bot: BotUnderTest, records: Path, current: CurrentKnowledge
) -> None:
    declined = only(await bot.say(ASKED), "sendMessage").result
    assert "chưa nói đến điều này" in declined["text"]
    noted = only(await bot.press(declined, "Báo cho tôi"), "answerCallbackQuery")
    assert "sẽ báo" in noted.parameters["text"]
    assert "chưa nói đến điều này" in texts(await bot.say(ASKED_OTHERWISE, sender=BINH))[0]
    await settle(bot)

    card = only(await bot.say("/duyet", sender=MAI), "sendMessage").result
    assert ASKED in card["text"]
    assert ASKED_OTHERWISE in card["text"]
    assert "2 người hỏi, 2 lượt" in card["text"]
    prompt = only(await bot.press(card, "Tìm bản ghi khác", sender=MAI), "sendMessage").result
    found = only(await bot.say("căn nhà", sender=MAI, reply_to_message=prompt), "sendMessage").result
    assert "145 căn nhà" in found["text"]
    done = only(await bot.press(found, "1. Căn nhà", sender=MAI), "editMessageText").result
    assert "Không còn nhóm câu hỏi nào" in done["text"]

    apply(bot, records)
    (topic,) = (records / "topics").iterdir()
    assert json.loads(topic.read_bytes())["records"][0]["phrasings"][-2:] == [ASKED, ASKED_OTHERWISE]
    await publish(bot, records, current)

    told, report = (call for call in await settle(bot) if call.method == "sendMessage")
    assert told.parameters["chat_id"] == AN["id"]
    assert ASKED in told.result["text"]
    assert "145 căn nhà" in told.result["text"]
    assert "Nguồn:" in told.result["text"]
    assert report.parameters["chat_id"] == MAI["id"]
    assert "Trước: không tìm thấy 2 lượt." in report.result["text"]
    assert "Sau khi xuất bản: trả lời được 2 lượt." in report.result["text"]
    assert "145 căn nhà" in texts(await bot.say(ASKED_OTHERWISE, sender=BINH))[0]
    assert await settle(bot) == []


async def test_gap_carries_its_note_to_staff_and_an_editor_s_record_reaches_who_waits(
    bot: BotUnderTest, records: Path, current: CurrentKnowledge
) -> None:
    declined = only(await bot.say("Đời sống bà con khá lên tới đâu?"), "sendMessage").result
    await bot.press(declined, "Báo cho tôi")
    await settle(bot)
    card = only(await bot.say("/duyet", sender=MAI), "sendMessage").result
    prompt = only(await bot.press(card, "Chưa có trong tư liệu", sender=MAI), "sendMessage").result
    await bot.say("Bài báo có nói tỷ lệ hộ nghèo; số tôi là 0912345678", sender=MAI, reply_to_message=prompt)

    (proposal,) = (bot.data_dir / "proposals").glob("*.json")
    held = json.loads(proposal.read_bytes())
    assert held["note"] == "Bài báo có nói tỷ lệ hộ nghèo; số tôi là [số điện thoại]"
    apply(bot, records)
    assert proposal.exists(), "there is nothing to merge before an editor has filled it"
    record = {
        "id": "ty-le-giam-ngheo",
        "kind": "figure",
        "subject": "Tỷ lệ hộ nghèo giảm bình quân",
        "answer": "Tỷ lệ hộ nghèo giảm bình quân 1,96%/năm",
        "phrasings": held["questions"],
        "citations": [
            {"source": "bao-thu-2024-01-02", "passage": "p1", "quote": "tỷ lệ hộ nghèo giảm bình quân 1,96%/năm"}
        ],
    }
    held |= {"topic": "an-sinh", "title": "An sinh", "records": [record]}
    proposal.write_text(json.dumps(held, ensure_ascii=False), encoding="utf-8")
    apply(bot, records)
    assert not proposal.exists()
    await publish(bot, records, current)
    told = next(call for call in await settle(bot) if call.method == "sendMessage")
    assert told.parameters["chat_id"] == AN["id"]
    assert "1,96%/năm" in told.result["text"]


async def test_what_was_published_while_the_bot_was_stopped_is_told_at_its_start(tmp_path: Path, records: Path) -> None:
    data_dir = tmp_path / "var"
    async with open_bot(data_dir, open_base(records, data_dir)[0]) as stopped:
        await stopped.press(only(await stopped.say(ASKED), "sendMessage").result, "Báo cho tôi")
        await settle(stopped)
    topic = json.loads((records / "topics" / "1-an-sinh.json").read_bytes())
    topic["records"][0]["phrasings"].append(ASKED)
    (records / "topics" / "1-an-sinh.json").write_text(json.dumps(topic), encoding="utf-8")
    async with open_bot(data_dir, open_base(records, data_dir)[0]) as started:
        started.telegram.chats[AN["id"]] = {"id": AN["id"], "type": "private", "first_name": "An"}
        assert "145 căn nhà" in only(await settle(started), "sendMessage").result["text"]
        assert await settle(started) == []


async def test_who_asks_to_be_told_what_is_known_by_now_is_answered_at_once(
    bot: BotUnderTest, records: Path, current: CurrentKnowledge
) -> None:
    declined = only(await bot.say(ASKED), "sendMessage").result
    topic = json.loads((records / "topics" / "1-an-sinh.json").read_bytes())
    topic["records"][0]["phrasings"].append(ASKED)
    (records / "topics" / "1-an-sinh.json").write_text(json.dumps(topic), encoding="utf-8")
    await publish(bot, records, current)
    assert "145 căn nhà" in only(await bot.press(declined, "Báo cho tôi"), "sendMessage").result["text"]
    assert [call for call in await settle(bot) if call.method == "sendMessage"] == []
