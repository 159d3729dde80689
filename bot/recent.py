"""The questions just asked, remembered for a short while so that a follow-up is understood."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

REMEMBERED_FOR = timedelta(minutes=15)
MOST_QUESTIONS = 3
MOST_CONVERSATIONS = 10_000

Conversation = tuple[int, int]
"""A chat and a person in it."""


@dataclass(frozen=True, slots=True)
class _Entry:
    message_id: int
    text: str
    asked_at: datetime


class RecentQuestions:
    """The last few questions of each conversation; the conversations longest silent are forgotten first."""

    def __init__(self) -> None:
        self._conversations: OrderedDict[Conversation, list[_Entry]] = OrderedDict()

    def before(self, conversation: Conversation, message_id: int, now: datetime) -> tuple[str, ...]:
        """The questions asked before this message in the last minutes, oldest first."""
        entries = self._conversations.get(conversation, [])
        return tuple(
            each.text for each in entries if each.message_id < message_id and now - each.asked_at <= REMEMBERED_FOR
        )

    def forget(self, user_id: int) -> None:
        """Forget what a person asked, in whatever chat."""
        for conversation in [each for each in self._conversations if each[1] == user_id]:
            del self._conversations[conversation]

    def remember(self, conversation: Conversation, message_id: int, text: str, now: datetime) -> None:
        """Add a question, in place of an earlier wording of the same message."""
        entries = [
            each
            for each in self._conversations.pop(conversation, [])
            if each.message_id != message_id and now - each.asked_at <= REMEMBERED_FOR
        ]
        entries.append(_Entry(message_id, text, now))
        entries.sort(key=lambda entry: entry.message_id)
        self._conversations[conversation] = entries[-MOST_QUESTIONS:]
        while len(self._conversations) > MOST_CONVERSATIONS:
            self._conversations.popitem(last=False)
