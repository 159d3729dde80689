"""What every handler is given: the typed context and the bot's shared state."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from telegram.ext import Application, CallbackContext, ExtBot

from bot.references import References

if TYPE_CHECKING:
    from bot.access import Access, Invitations
    from bot.assistant import Assistant
    from bot.housekeeping import Housekeeper
    from bot.own_data import OwnData
    from bot.publishing.assembling import Publishing
    from bot.publishing.gathering import Gathering
    from bot.reports import Reports
    from bot.review.caretaking import Caretaker
    from bot.review.reviewing import Review
    from bot.review.waiting import WaitingList
    from knowledge.base import KnowledgeBase

MOST_ANSWERS = 500


@dataclass(frozen=True, slots=True)
class SentAnswer:
    """The answer to one message: the text that was answered, the messages that answered it, and upon which update."""

    text: str
    message_ids: tuple[int, ...]
    update_id: int


class SentAnswers:
    """Which messages answered which, for questions that are edited; the oldest are forgotten first."""

    def __init__(self, most: int = MOST_ANSWERS) -> None:
        self._most = most
        self._answers: OrderedDict[tuple[int, int], SentAnswer] = OrderedDict()

    def find(self, chat_id: int, message_id: int) -> SentAnswer | None:
        """The answer to a message, None when it was not answered or that is long ago."""
        return self._answers.get((chat_id, message_id))

    def remember(self, chat_id: int, message_id: int, answer: SentAnswer) -> None:
        """Note the answer to a message."""
        self._answers[chat_id, message_id] = answer
        self._answers.move_to_end((chat_id, message_id))
        while len(self._answers) > self._most:
            self._answers.popitem(last=False)

    def forget_chat(self, chat_id: int) -> None:
        """Forget what was answered in a chat."""
        for place in [place for place in self._answers if place[0] == chat_id]:
            del self._answers[place]


@dataclass(slots=True)
class BotData:
    """The bot's shared state; the composition root fills in what has no default."""

    assistant: Assistant = field(init=False)
    access: Access = field(init=False)
    invitations: Invitations = field(init=False)
    review: Review = field(init=False)
    waiting: WaitingList = field(init=False)
    caretaker: Caretaker = field(init=False)
    publishing: Publishing = field(init=False)
    gathering: Gathering = field(init=False)
    own_data: OwnData = field(init=False)
    reports: Reports = field(init=False)
    housekeeper: Housekeeper = field(init=False)
    retention_days: int = field(init=False)
    """How long logged questions are kept, as people are told."""
    answers: SentAnswers = field(default_factory=SentAnswers)
    failures: dict[int, BaseException] = field(default_factory=dict)
    """Updates whose handling failed and may be tried again, by update id; the delivery takes them out."""
    _references: tuple[KnowledgeBase, References] | None = None

    @property
    def references(self) -> References:
        """What the references in callback data name in the current version of the knowledge."""
        knowledge = self.assistant.knowledge
        if self._references is None or self._references[0] is not knowledge:
            self._references = (knowledge, References(knowledge.content))
        return self._references[1]


class Context(CallbackContext[ExtBot[int], dict[Any, Any], dict[Any, Any], BotData]):
    """The context of all handlers."""

    @property
    def assistant(self) -> Assistant:
        """The use case everything serves."""
        return self.bot_data.assistant

    @property
    def access(self) -> Access:
        """Who may do what; its audit log is ``access.audit``."""
        return self.bot_data.access


BotApplication = Application[ExtBot[int], Context, dict[Any, Any], dict[Any, Any], BotData, Any]
