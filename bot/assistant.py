"""The use case everything serves: a question in, an answer out, logged."""

from __future__ import annotations

import asyncio
import secrets
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Literal, assert_never

from bot.questionlog.model import LoggedQuestion
from bot.questionlog.people import People
from bot.questionlog.redaction import redact
from bot.questionlog.weeks import VIETNAM
from bot.recent import RecentQuestions
from knowledge.model import Ambiguous, Found, NotFound, Question, SmallTalk

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.questionlog.model import OutcomeName, Tally
    from bot.questionlog.privacy import Pseudonymizer
    from bot.questionlog.store import QuestionLog
    from knowledge.base import KnowledgeBase
    from knowledge.model import Outcome

Language = Literal["vi", "en"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question as it came: its text, who asked it and where."""

    text: str
    user_id: int
    chat_id: int
    chat_kind: str
    message_id: int
    update_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What to answer, with everything that rendering and the log need."""

    asked: Asked
    asked_at: datetime
    outcome: Outcome
    language: Language
    key: int
    """Names the question in the log; drawn at random before the answer is sent, because its buttons carry it."""
    knowledge: KnowledgeBase
    """The version that answered: the answer is rendered from the very same."""
    milliseconds: float
    is_unlogged: bool
    """Whether who asked wants the words left out of the log; the question counts all the same."""


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What inline mode offers for what has been typed so far."""

    answers: tuple[Found, ...]
    language: Language | None
    """The language of the text; None when nothing has been typed."""
    knowledge: KnowledgeBase


def _now() -> datetime:
    return datetime.now(UTC)


class Assistant:
    """Answers questions from the current knowledge and logs them.

    Args:
        knowledge: Gives the version of the knowledge that answers now.
        log: Where questions, votes and choices of language are kept.
        pseudonymizer: Turns people into pseudonyms.
        default_language: For those who chose none and whose Telegram speaks neither.
        clock: The time, with a time zone.
    """

    def __init__(
        self,
        knowledge: Callable[[], KnowledgeBase],
        log: QuestionLog,
        pseudonymizer: Pseudonymizer,
        *,
        default_language: Language = "vi",
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self._knowledge = knowledge
        self._log = log
        self._pseudonymizer = pseudonymizer
        self.people = People(log.database, pseudonymizer, clock=clock)
        """What people chose."""
        self.default_language = default_language
        self._clock = clock
        self._recent = RecentQuestions()
        self._untold: set[int] = set()
        """People whose first answer, with the notice in it, is on its way and may have to be sent again."""

    @property
    def knowledge(self) -> KnowledgeBase:
        """The version of the knowledge that answers now."""
        return self._knowledge()

    def today(self) -> date:
        """The day in Vietnam."""
        return self._clock().astimezone(VIETNAM).date()

    def minute(self) -> int:
        """The minute it is, counted since 1970."""
        return int(self._clock().timestamp()) // 60

    def forget(self, user_id: int) -> None:
        """Forget what a person asked; what the log holds is for ``OwnData``."""
        self._recent.forget(user_id)

    async def ask(self, asked: Asked) -> Reply:
        """Find what to answer; nothing is remembered or logged before ``record``."""
        asked_at = self._clock()
        knowledge = self._knowledge()
        previous = self._recent.before((asked.chat_id, asked.user_id), asked.message_id, asked_at)
        begun = time.perf_counter()
        # In a thread: a very long question takes its time, and everyone else's updates go on meanwhile.
        outcome = await asyncio.to_thread(knowledge.ask, Question(asked.text, previous))
        milliseconds = (time.perf_counter() - begun) * 1000
        return Reply(
            asked=asked,
            asked_at=asked_at,
            outcome=outcome,
            language=await self.chosen_language(asked.user_id) or outcome.language,
            key=secrets.randbits(63),
            knowledge=knowledge,
            milliseconds=milliseconds,
            is_unlogged=await self.people.is_unlogged(asked.user_id),
        )

    async def record(self, reply: Reply) -> None:
        """Log a question that has been answered, and remember it for follow-ups.

        Small talk and what was not found is nothing to follow up, so the question before it stays the last one.
        """
        asked, outcome = reply.asked, reply.outcome
        await self._log.add(
            LoggedQuestion(
                update_id=asked.update_id,
                key=reply.key,
                asked_at=reply.asked_at,
                pseudonym=self._pseudonymizer.pseudonym(asked.user_id),
                chat_kind=asked.chat_kind,
                language=outcome.language,
                text="" if reply.is_unlogged else redact(asked.text),
                outcome=_outcome_name(outcome),
                records=() if reply.is_unlogged else _outcome_records(outcome),
                score=outcome.score,
                knowledge_version=reply.knowledge.version,
                milliseconds=reply.milliseconds,
            )
        )
        if isinstance(outcome, Found | Ambiguous):
            conversation = (asked.chat_id, asked.user_id)
            self._recent.remember(conversation, asked.message_id, asked.text, reply.asked_at)

    async def look_up(self, text: str, limit: int) -> LookedUp:
        """What to offer while somebody types: the answer first, then the nearest records. Nothing is logged."""
        return await asyncio.to_thread(_look_up, self._knowledge(), text, limit)

    def remember_choice(self, *, user_id: int, chat_id: int, message_id: int, subject: str) -> None:
        """Remember what a person chose, so that a follow-up is about that."""
        self._recent.remember((chat_id, user_id), message_id, subject, self._clock())

    async def vote(self, key: int, user_id: int, vote: int) -> Tally | None:
        """Take a person's vote (1 or -1), in place of an earlier one; None when the log has no such question."""
        name, names = self._pseudonymizer.pseudonym(user_id), self._pseudonymizer.pseudonyms(user_id)
        return await self._log.vote(key, name, vote, formerly=names)

    async def is_first_contact(self, user_id: int) -> bool:
        """Whether this person has yet to be told what is kept; so it stays until ``mark_told``, should sending fail."""
        if not await self.people.notice_given(user_id):
            self._untold.add(user_id)
        return user_id in self._untold

    def mark_told(self, user_id: int) -> None:
        """Note that a person has been told what is kept."""
        self._untold.discard(user_id)

    async def chosen_language(self, user_id: int) -> Language | None:
        """The language a person chose, None when they never did."""
        return _known_language(await self.people.language_of(user_id))

    async def menu_language(self, user_id: int, language_code: str | None) -> Language:
        """The language of everything but answers: the chosen one, else Telegram's, else the installation's."""
        telegram = _known_language((language_code or "").partition("-")[0])
        return await self.chosen_language(user_id) or telegram or self.default_language

    async def set_language(self, user_id: int, language: Language) -> None:
        """Remember the language a person chose."""
        await self.people.set_language(user_id, language)


def _look_up(knowledge: KnowledgeBase, text: str, limit: int) -> LookedUp:
    if not text.strip():
        first = [next((each for each in topic.records if not each.draft), None) for topic in knowledge.content.topics]
        offered = [knowledge.answer(record.id) for record in first[:limit] if record is not None]
        return LookedUp(tuple(found for found in offered if found is not None), None, knowledge)
    outcome = knowledge.ask(Question(text))
    answers = [outcome] if isinstance(outcome, Found) else []
    nearest = list(outcome.suggestions) if isinstance(outcome, Ambiguous) else []
    nearest += knowledge.search(text, limit)
    offered = [knowledge.answer(name, outcome.language) for name in dict.fromkeys(each.record for each in nearest)]
    told = {part.record for found in answers for part in found.parts}
    answers += [found for found in offered if found is not None and found.parts[0].record not in told]
    return LookedUp(tuple(answers[:limit]), outcome.language, knowledge)


def _known_language(name: str | None) -> Language | None:
    if name == "vi":
        return "vi"
    return "en" if name == "en" else None


def _outcome_name(outcome: Outcome) -> OutcomeName:
    match outcome:
        case Found():
            return "answered"
        case Ambiguous():
            return "ambiguous"
        case NotFound():
            return "not_found"
        case SmallTalk():
            return "smalltalk"
        case _:
            assert_never(outcome)


def _outcome_records(outcome: Outcome) -> tuple[str, ...]:
    """The records that were answered with, or offered to choose from."""
    match outcome:
        case Found():
            return tuple(part.record for part in outcome.parts if part.record is not None)
        case Ambiguous():
            return tuple(each.record for each in outcome.suggestions)
        case NotFound() | SmallTalk():
            return ()
        case _:
            assert_never(outcome)
