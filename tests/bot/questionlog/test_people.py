"""What people chose: kept under lasting pseudonyms, through a change of quarter and of key."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.questionlog.people import People
from bot.questionlog.privacy import Pseudonymizer
from bot.questionlog.working import Database

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

ANN, BOB = 1, 2


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    database = Database.open(url)
    yield database
    await database.close()


def people_at(database: Database, year: int, *keys: bytes) -> People:
    return People(database, Pseudonymizer(*keys, clock=lambda: datetime(year, 1, 1, tzinfo=UTC)))


async def test_language_notice_and_wish_are_kept_for_each_person(database: Database) -> None:
    people = people_at(database, 2026, b"key")
    assert await people.language_of(ANN) is None
    assert not await people.notice_given(ANN)
    assert await people.notice_given(ANN)
    await people.set_language(ANN, "en")
    await people.set_language(BOB, "vi")
    assert await people.toggle_unlogged(BOB, 7)
    assert await people.toggle_unlogged(BOB, 7)  # delivered twice
    assert await people.language_of(ANN) == "en"
    assert not await people.notice_given(BOB)
    assert (await people.is_unlogged(ANN), await people.is_unlogged(BOB)) == (False, True)


async def test_what_was_chosen_outlasts_the_quarter_and_the_key(database: Database) -> None:
    await people_at(database, 2026, b"old").set_language(ANN, "en")
    assert await people_at(database, 2028, b"old").language_of(ANN) == "en"
    changed = people_at(database, 2028, b"new", b"old")
    assert await changed.language_of(ANN) == "en"
    await changed.toggle_unlogged(ANN, 8)
    alone = people_at(database, 2028, b"new")
    assert await alone.language_of(ANN) == "en"
    assert await alone.is_unlogged(ANN)
    assert await people_at(database, 2028, b"old").language_of(ANN) is None
