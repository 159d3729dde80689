"""Puts everything together that publishing is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.publishing.desk import PublishingDesk
from bot.publishing.drafts import Drafts
from bot.publishing.editing import RecordEditing
from bot.publishing.inbox import Inbox
from bot.review.proposals import FOLDER

if TYPE_CHECKING:
    from bot.access import Access
    from bot.publishing.current import CurrentKnowledge


@dataclass(frozen=True, slots=True)
class Publishing:
    """The use cases of staff."""

    desk: PublishingDesk
    editing: RecordEditing
    inbox: Inbox


def build_publishing(access: Access, current: CurrentKnowledge) -> Publishing:
    """Put the use cases together; nothing is opened and nothing begins."""
    drafts = Drafts(access.audit.database, clock=access.clock)
    desk = PublishingDesk(access, current, drafts)
    return Publishing(desk, RecordEditing(desk, clock=access.clock), Inbox(desk, current.data_dir / FOLDER))
