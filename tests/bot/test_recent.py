"""What is remembered for follow-ups: little, not for long, and apart for each person in each chat."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot import recent
from bot.recent import RecentQuestions

if TYPE_CHECKING:
    import pytest

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
HERE = (1, 1)


def test_last_three_questions_are_remembered_oldest_first() -> None:
    questions = RecentQuestions()
    for number in range(5):
        questions.remember(HERE, number, f"câu {number}", NOON)
    assert questions.before(HERE, 9, NOON) == ("câu 2", "câu 3", "câu 4")


def test_question_is_forgotten_after_a_quarter_of_an_hour() -> None:
    questions = RecentQuestions()
    questions.remember(HERE, 1, "câu", NOON)
    assert questions.before(HERE, 2, NOON + timedelta(minutes=15)) == ("câu",)
    assert questions.before(HERE, 2, NOON + timedelta(minutes=15, seconds=1)) == ()


def test_edited_question_replaces_its_earlier_wording_in_its_place() -> None:
    questions = RecentQuestions()
    questions.remember(HERE, 1, "một", NOON)
    questions.remember(HERE, 2, "hai", NOON)
    questions.remember(HERE, 1, "MỘT", NOON)
    assert questions.before(HERE, 3, NOON) == ("MỘT", "hai")
    assert questions.before(HERE, 2, NOON) == ("MỘT",)


def test_other_chat_and_other_person_know_nothing() -> None:
    questions = RecentQuestions()
    questions.remember(HERE, 1, "câu", NOON)
    assert questions.before((1, 2), 9, NOON) == questions.before((2, 1), 9, NOON) == ()


def test_conversations_longest_silent_are_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent, "MOST_CONVERSATIONS", 2)
    questions = RecentQuestions()
    for chat in (1, 2, 1, 3):
        questions.remember((chat, 1), 1, "câu", NOON)
    assert [bool(questions.before((chat, 1), 9, NOON)) for chat in (1, 2, 3)] == [True, False, True]
