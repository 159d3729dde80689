"""Proposals: one file for each group that needs something of staff, in the form of a file of records.

The verdict in the database comes first and the file after it, so a crash between them leaves a file to be written. A
file that an editor changed is theirs: it is never written over and never removed.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.review.model import Verdict
from knowledge.model import NotFound, Question
from knowledge.writing import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from bot.review.model import Group
    from knowledge.base import KnowledgeBase

FOLDER = "proposals"
APPLIED = "applied"
"""The folder under it where proposals go once they are in the records."""


@dataclass(frozen=True, slots=True)
class Proposals:
    """The proposals of one installation.

    Attributes:
        folder: Where they are.
    """

    folder: Path

    def path(self, group_id: int) -> Path:
        """The file of a group."""
        return self.folder / f"nhom-{group_id}.json"

    def is_applied(self, group_id: int) -> bool:
        """Whether a group's proposal is in the records already."""
        return (self.folder / APPLIED / self.path(group_id).name).exists()

    def write(self, group_id: int, raw: bytes) -> str:
        """Write a group's proposal, unless there is one that a crash left unnoted; return the digest of the file."""
        path = self.path(group_id)
        if self.is_applied(group_id):
            return digest(raw)
        if path.exists():
            return digest(path.read_bytes())
        write_whole(path, raw)
        return digest(raw)

    def withdraw(self, group_id: int, written: str) -> bool:
        """Remove a group's proposal as it was written; False where an editor has changed it, so that it stays."""
        path = self.path(group_id)
        try:
            raw = path.read_bytes()
        except FileNotFoundError:
            return True
        if digest(raw) != written:
            return False
        path.unlink()
        return True


def digest(raw: bytes) -> str:
    """What tells whether a file is still as it was written."""
    return hashlib.sha256(raw).hexdigest()


def compose_proposal(group: Group, knowledge: KnowledgeBase) -> bytes | None:
    """A group's proposal as a file; None where its verdict asks nothing of staff.

    A record gets the wordings as phrasings. A gap is for an editor to fill: its file holds what people asked and the
    moderator's note, and where the bot does not decline by itself it becomes a question known to have no answer.
    """
    asked = {"people": str(group.people), "questions": list(group.wordings)}
    if group.verdict is Verdict.RECORD:
        topic = next((t for t in knowledge.content.topics if any(r.id == group.record for r in t.records)), None)
        named = {"topic": topic.topic, "title": topic.title} if topic is not None else {}
        return _dump(named | {"records": [{"id": group.record, "phrasings": list(group.wordings)}]} | asked)
    if group.verdict is not Verdict.GAP or not group.wordings:
        return None
    note = {"note": group.note} if group.note else {}
    is_declined = all(isinstance(knowledge.ask(Question(text)), NotFound) for text in group.wordings)
    gap = {"subject": group.wordings[0], "phrasings": list(group.wordings)}
    return _dump(note | asked | {"records": [], "gaps": [] if is_declined else [gap]})


def _dump(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
