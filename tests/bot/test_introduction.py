"""Commands and descriptions are set once, and again only where they differ; a refusal stops nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.delivery.console.contents import ApiError
from bot.introduction import prepare_bot
from tests.support.bot_under_test import BotUnderTest, open_bot
from tests.support.sample_knowledge import RoteKnowledge

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[BotUnderTest]:
    async with open_bot(tmp_path, RoteKnowledge()) as under_test:
        yield under_test


def methods(bot: BotUnderTest, verb: str) -> list[str]:
    return [call.method for call in bot.telegram.calls if call.method.startswith(verb)]


async def test_new_bot_sets_commands_and_descriptions_by_scope_and_language(bot: BotUnderTest) -> None:
    await prepare_bot(bot.application)

    menus = {
        (call.parameters["scope"]["type"], call.parameters.get("language_code")): call.parameters["commands"]
        for call in bot.telegram.calls
        if call.method == "setMyCommands"
    }
    scopes = ("default", "all_private_chats", "all_group_chats")
    assert menus.keys() == {(scope, language) for scope in scopes for language in (None, "en")}
    assert "ngonngu" in [command["command"] for command in menus["all_private_chats", None]]
    assert "ngonngu" not in [command["command"] for command in menus["all_group_chats", None]]
    assert methods(bot, "setMy").count("setMyDescription") == 2
    assert methods(bot, "setMy").count("setMyShortDescription") == 2


async def test_bot_that_is_started_again_sets_nothing(bot: BotUnderTest) -> None:
    await prepare_bot(bot.application)
    bot.telegram.calls.clear()

    await prepare_bot(bot.application)

    assert len(methods(bot, "getMy")) == 10
    assert methods(bot, "setMy") == []


async def test_only_what_differs_is_set(bot: BotUnderTest) -> None:
    await prepare_bot(bot.application)
    await bot.application.bot.set_my_description("Một mô tả cũ")
    await bot.application.bot.set_my_commands([], language_code="en")
    bot.telegram.calls.clear()

    await prepare_bot(bot.application)

    assert methods(bot, "setMy") == ["setMyDescription", "setMyCommands"]


async def test_another_default_language_is_set_anew(bot: BotUnderTest) -> None:
    await prepare_bot(bot.application)

    await prepare_bot(bot.application, default_language="en")

    commands = await bot.application.bot.get_my_commands()
    assert "Ask" in {command.command: command.description for command in commands}["hoi"]


async def test_refused_commands_stop_nothing(bot: BotUnderTest, caplog: pytest.LogCaptureFixture) -> None:
    bot.telegram.faults.append(("setMyCommands", ApiError(400, "Bad Request: no")))

    await prepare_bot(bot.application)

    assert "BadRequest" in caplog.text
    assert "setMyCommands" in methods(bot, "setMy")


async def test_unreadable_profile_stops_nothing(bot: BotUnderTest, caplog: pytest.LogCaptureFixture) -> None:
    bot.telegram.faults.append(("getMyCommands", ApiError(429, "Too Many Requests: retry after 3000")))

    await prepare_bot(bot.application)

    assert "not set" in caplog.text
    assert methods(bot, "setMy")
