"""The bot as citizens meet it: real knowledge, real log, an in-process Telegram."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge.base import KnowledgeBase
from knowledge.loading import load_content, shipped_records
from tests.support.bot_under_test import BotUnderTest, open_bot

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


@pytest.fixture(scope="session")
def real_knowledge() -> KnowledgeBase:
    return KnowledgeBase.from_content(load_content(shipped_records()))


@pytest.fixture
async def bot(tmp_path: Path, real_knowledge: KnowledgeBase) -> AsyncIterator[BotUnderTest]:
    async with open_bot(tmp_path, real_knowledge) as under_test:
        yield under_test
