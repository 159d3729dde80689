"""A question log with review over it, and an analyst who reads its questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge.base import KnowledgeBase
from tests.support.applications import sqlite_url
from tests.support.queues import Queue, open_queue
from tests.support.sample_knowledge import build_content

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from knowledge.answering.questions import Analyst


@pytest.fixture(scope="session")
def analyst() -> Analyst:
    return KnowledgeBase.from_content(build_content()).analyst


@pytest.fixture
async def queue(tmp_path: Path, analyst: Analyst) -> AsyncIterator[Queue]:
    async with open_queue(sqlite_url(tmp_path), tmp_path, analyst) as opened:
        yield opened
