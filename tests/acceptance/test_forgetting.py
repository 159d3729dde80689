"""What was erased is nowhere: not in the log, in review, in proposals, nor in any byte of the data folder."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.bot_under_test import BINH, MAI, BotUnderTest, labels, only, open_bot
from tests.support.sample_knowledge import RoteKnowledge
from tests.support.scanning import files_with

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from knowledge.base import KnowledgeBase

HERS = "Bao giờ nạo vét xong con kênh thuỷ lợi vậy ad ơiii?"
HIS = "Bao giờ thì nạo vét xong con kênh thuỷ lợi"
TRACES = ("ơiii", "vậy ad", "Bao giờ nạo")


class NothingKnown(RoteKnowledge):
    """Finds nothing, and reads questions as the shipped knowledge does."""

    def __init__(self, analyst: Any) -> None:
        super().__init__()
        self.analyst = analyst


@pytest.fixture
async def bot(tmp_path: Path, shipped: KnowledgeBase) -> AsyncIterator[BotUnderTest]:
    async with open_bot(tmp_path, NothingKnown(shipped.analyst), moderator_ids=frozenset({MAI["id"]})) as under_test:
        yield under_test


async def settle(bot: BotUnderTest) -> None:
    await bot.application.bot_data.caretaker.catch_up()


async def forget_me(bot: BotUnderTest) -> None:
    asked = only(await bot.say("/quentoi"), "sendMessage").result
    await bot.press(asked, labels(asked)[0])
    await settle(bot)


def traces(bot: BotUnderTest) -> list[str]:
    return [name for trace in TRACES for name in files_with(bot.data_dir, trace)]


async def test_erasing_reaches_review_and_its_proposals_and_leaves_others_words(bot: BotUnderTest) -> None:
    await bot.say(HERS)
    await bot.say(HIS, sender=BINH)
    await settle(bot)
    shown = only(await bot.say("/duyet", sender=MAI), "sendMessage").result
    asked = only(await bot.press(shown, "Chưa có trong tư liệu", sender=MAI), "editMessageText").result
    await bot.press(asked, "Không cần ghi chú", sender=MAI)
    (proposal,) = (bot.data_dir / "proposals").glob("*.json")
    assert HERS in json.loads(proposal.read_bytes())["questions"]
    assert traces(bot)

    await forget_me(bot)

    assert traces(bot) == []
    assert json.loads(proposal.read_bytes())["questions"] == [HIS]


async def test_erasing_what_is_in_the_queue_leaves_no_card_with_it(bot: BotUnderTest) -> None:
    await bot.say(HERS)
    await settle(bot)
    await forget_me(bot)
    assert traces(bot) == []
    assert "ơiii" not in only(await bot.say("/duyet", sender=MAI), "sendMessage").result["text"]


async def test_what_a_moderator_finds_personal_is_in_no_file_any_more(bot: BotUnderTest) -> None:
    await bot.say(HERS)
    await settle(bot)
    assert traces(bot)
    shown = only(await bot.say("/duyet", sender=MAI), "sendMessage").result
    asked = only(await bot.press(shown, "thông tin cá nhân", sender=MAI), "editMessageText").result
    await bot.press(asked, "Xoá", sender=MAI)
    await settle(bot)
    assert traces(bot) == []
    assert [row["text"] for row in bot.logged()] == [""]


async def test_numbers_that_name_somebody_reach_no_file_at_all(bot: BotUnderTest) -> None:
    await bot.say("Gọi 0912345678, cccd 094183007215, xe 83P1-123.45: bao giờ nạo vét xong con kênh?")
    await settle(bot)
    for number in ("0912345678", "094183007215", "123.45", "12345"):
        assert files_with(bot.data_dir, number) == []
