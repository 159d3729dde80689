"""The bot with knowledge by rote: handlers are tested apart from how questions are understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge.model import Ambiguous, SmallTalk
from tests.support.bot_under_test import BotUnderTest, open_bot
from tests.support.sample_knowledge import CARDS, HOUSES, RoteKnowledge, suggest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

ASKED = "Có bao nhiêu căn nhà?"


@pytest.fixture
def knowledge() -> RoteKnowledge:
    taught = RoteKnowledge()
    taught.teach(ASKED, taught.find(HOUSES))
    taught.teach("How many houses?", taught.find(HOUSES, language="en"))
    taught.teach("Nhà và thẻ?", Ambiguous((suggest(HOUSES), suggest(CARDS)), score=0.5))
    taught.teach("cảm ơn", SmallTalk("thanks"))
    return taught


@pytest.fixture
async def bot(tmp_path: Path, knowledge: RoteKnowledge) -> AsyncIterator[BotUnderTest]:
    async with open_bot(tmp_path, knowledge) as under_test:
        yield under_test
