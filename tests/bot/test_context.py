"""The bot's shared state: which answer belongs to which question, and what references name by now."""

from __future__ import annotations

from types import SimpleNamespace

from bot.context import BotData, SentAnswer, SentAnswers
from bot.references import reference
from tests.support.sample_knowledge import HOUSES, RoteKnowledge, build_content


def test_oldest_answers_are_forgotten_first() -> None:
    answers = SentAnswers(most=2)
    for number in (1, 2, 1, 3):
        answers.remember(7, number, SentAnswer("câu", (number,), 1))
    assert [answers.find(7, number) is not None for number in (1, 2, 3)] == [True, False, True]


def test_references_are_those_of_the_knowledge_that_answers_now() -> None:
    bot_data = BotData()
    bot_data.assistant = SimpleNamespace(knowledge=RoteKnowledge())
    assert bot_data.references is bot_data.references
    assert bot_data.references.record(reference(HOUSES.id)) is HOUSES
    bot_data.assistant.knowledge = RoteKnowledge(build_content(topics=()))
    assert bot_data.references.record(reference(HOUSES.id)) is None
