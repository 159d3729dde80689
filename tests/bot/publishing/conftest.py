"""Editors with phones, over a small real records folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.phone import Phone, open_phone

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


@pytest.fixture
async def phone(tmp_path: Path) -> AsyncIterator[Phone]:
    async with open_phone(tmp_path) as opened:
        yield opened
