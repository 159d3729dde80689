"""Reads the questions people asked last, as they would be asked again: with what was asked just before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.questionlog.tables import questions
from bot.recent import MOST_QUESTIONS, REMEMBERED_FOR
from knowledge.asking import AskedBefore

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine

    from knowledge.model import Question

_ANSWERED = frozenset({"answered", "ambiguous"})
_SHORT = 8
"""Words up to which a question can be a follow-up; longer ones say themselves what they are about."""


def latest_questions(engine: Engine, limit: int) -> list[Question]:
    """The last logged questions, oldest first; their texts are redacted already.

    A follow-up comes with the questions before it, as far as the log tells who went on talking with whom.
    """
    columns = questions.c
    statement = (
        select(
            columns.pseudonym,
            columns.chat_kind,
            columns.asked_at,
            columns.text,
            columns.knowledge_version,
            columns.outcome,
            columns.records,
        )
        .where(columns.text != "")
        .order_by(columns.id.desc())
        .limit(limit)
    )
    with engine.connect().execution_options(is_reading=True) as connection:
        rows = connection.execute(statement).all()[::-1]
    talks: dict[tuple[str, str], list[tuple[datetime, str]]] = {}
    found: list[Question] = []
    for pseudonym, chat_kind, asked_at, text, version, outcome, records in rows:
        talk = talks.setdefault((pseudonym, chat_kind), [])
        before = tuple(earlier for at, earlier in talk if asked_at - at <= REMEMBERED_FOR)
        is_short = len(text.split()) <= _SHORT
        found.append(AskedBefore(text, before if is_short else (), version, outcome, tuple(records)))
        if outcome in _ANSWERED:
            talk.append((asked_at, text))
            del talk[:-MOST_QUESTIONS]
    return found
