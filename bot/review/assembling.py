"""Puts review together for the composition root."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.review.caretaking import Caretaker
from bot.review.grouping import Grouper
from bot.review.proposals import FOLDER, Proposals
from bot.review.reasking import Reasking
from bot.review.reviewing import Review

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.access import Access
    from bot.review.caretaking import Messenger
    from bot.review.waiting import WaitingList
    from knowledge.base import KnowledgeBase


def build_review(
    access: Access, waiting: WaitingList, data_dir: Path, knowledge: Callable[[], KnowledgeBase], messenger: Messenger
) -> tuple[Review, Caretaker]:
    """Build the use case and what looks after the queue.

    Args:
        access: Who may review; its database is the one of the questions.
        waiting: Who waits for an answer.
        data_dir: Where the proposals go.
        knowledge: Gives the knowledge that answers now.
        messenger: Tells people what became of their questions and verdicts.
    """
    database = access.audit.database
    review = Review(access, Proposals(data_dir / FOLDER), knowledge)
    caretaker = Caretaker(
        grouper=Grouper(database, knowledge),
        review=review,
        reasking=Reasking(database, clock=access.clock),
        waiting=waiting,
        messenger=messenger,
        knowledge=knowledge,
    )
    return review, caretaker
