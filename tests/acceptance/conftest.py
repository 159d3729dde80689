"""The bot as citizens meet it: real knowledge, real log, an in-process Telegram."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.bot_under_test import BotUnderTest, open_bot

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from knowledge.base import KnowledgeBase


@pytest.fixture
async def bot(tmp_path: Path, shipped: KnowledgeBase) -> AsyncIterator[BotUnderTest]:
    async with open_bot(tmp_path, shipped) as under_test:
        yield under_test
