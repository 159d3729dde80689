"""Citizens ask a bot that knows several articles: the newest with its date, the others by button, no wrong year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.bot_under_test import KATE, BotUnderTest, labels, only, open_bot, texts
from tests.support.several_articles import several_articles, uncurated_articles

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

HOUSES = "Đã xây bao nhiêu căn nhà tình thương cho hộ nghèo?"


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[BotUnderTest]:
    async with open_bot(tmp_path, several_articles()) as under_test:
        yield under_test


@pytest.mark.parametrize("text", [HOUSES, "da xay bao nhieu can nha tinh thuong cho ho ngheo"])
async def test_newest_answers_with_its_date_and_the_others_as_buttons(bot: BotUnderTest, text: str) -> None:
    answer = only(await bot.say(text), "sendMessage").result
    lines = answer["text"].splitlines()
    assert lines[:2] == ["210 căn nhà tình thương cho hộ nghèo", "(2021-2025, TP. Sóc Trăng)"]
    assert "Số liệu tính đến 15/10/2025." in lines
    said = "tôi còn có thông tin của: 2021-2025, thị xã Vĩnh Châu; 2016-2020, TP. Sóc Trăng."
    assert said in answer["text"]
    choices = [label for label in labels(answer) if label.startswith("20")]
    assert [label.split(":")[0] for label in choices] == ["2021-2025, thị xã Vĩnh Châu", "2016-2020, TP. Sóc Trăng"]
    assert bot.logged()[0]["outcome"] == "answered"


async def test_pressed_edition_answers_and_is_followed_up(bot: BotUnderTest) -> None:
    answer = only(await bot.say(HOUSES), "sendMessage").result
    pressed = texts(await bot.press(answer, "2016-2020"))[0]
    assert pressed.splitlines()[:2] == ["120 căn nhà tình thương cho hộ nghèo", "(2016-2020, TP. Sóc Trăng)"]
    assert "Số liệu tính đến 10/11/2020." in pressed
    assert "(2021-2025, TP. Sóc Trăng)" in texts(await bot.say("còn giai đoạn 2021-2025?"))[0]


@pytest.mark.parametrize(
    ("follow_up", "start"),
    [
        ("còn giai đoạn 2016-2020?", "120 căn nhà"),
        ("thế ở Vĩnh Châu?", "87 căn nhà"),
        ("the o vinh chau", "87 căn nhà"),
        ("còn năm 2015?", "Xin lỗi anh/chị"),
        ("con nam 2015", "Xin lỗi anh/chị"),
        ("thế ở Cần Thơ?", "Xin lỗi anh/chị"),
    ],
)
async def test_follow_up_gets_its_year_or_place_or_an_honest_no(bot: BotUnderTest, follow_up: str, start: str) -> None:
    await bot.say(HOUSES)
    assert texts(await bot.say(follow_up))[0].startswith(start)


async def test_no_offers_what_there_is_by_period_and_place(bot: BotUnderTest) -> None:
    declined = only(await bot.say("Năm 2018 xây bao nhiêu căn nhà tình thương?"), "sendMessage").result
    assert declined["text"].startswith("Xin lỗi anh/chị")
    assert "căn nhà" not in declined["text"]
    assert labels(declined)[0].startswith("2021-2025, TP. Sóc Trăng")


@pytest.mark.parametrize("now", ["Hiện nay", "bay gio", "Năm nay"])
async def test_question_of_today_says_how_old_its_figure_is(bot: BotUnderTest, now: str) -> None:
    (text,) = texts(await bot.say(f"{now} tỷ lệ hộ nghèo còn bao nhiêu phần trăm?"))
    first, second, *_ = text.splitlines()
    assert first == "Thông tin này được đăng ngày 15/10/2025, cách đây hơn một năm; đến nay có thể đã thay đổi."
    assert second == "Tỷ lệ hộ nghèo còn 0,38%"


async def test_english_reader_is_told_the_other_editions_and_the_age(bot: BotUnderTest) -> None:
    asked = "How many charity houses were built for poor households"
    (text,) = texts(await bot.say(f"{asked}?", sender=KATE))
    assert text.startswith("210 charity houses for poor households\n(2021-2025, TP. Sóc Trăng)")
    assert "The same is also on record for: 2021-2025, thị xã Vĩnh Châu; 2016-2020, TP. Sóc Trăng." in text
    (dated,) = texts(await bot.say(f"{asked} this year?", sender=KATE))
    assert dated.startswith("This was published on 15 October 2025, more than a year ago; it may have changed since.")


async def test_sentences_nobody_curated_are_chosen_by_passage(tmp_path: Path) -> None:
    async with open_bot(tmp_path, uncurated_articles()) as bot:
        answer = only(await bot.say("Hiện nay có bao nhiêu hộ trồng bưởi năm roi?"), "sendMessage").result
        assert answer["text"].startswith("Thông tin này được đăng ngày 20/12/2024, cách đây hơn một năm")
        assert "1.480 hộ" in answer["text"]
        assert "37 hộ" in texts(await bot.press(answer, "2023, Vĩnh Châu"))[0]
        assert "1.250 hộ" in texts(await bot.say("còn năm 2021?"))[0]
        assert texts(await bot.say("còn năm 2015?"))[0].startswith("Xin lỗi anh/chị")
