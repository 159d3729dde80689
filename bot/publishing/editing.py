"""One record edited step by step, each step checked; the state is in the database, so that it outlives the bot."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import delete, insert, select

from bot.publishing.preparing import Job, check_upload
from bot.publishing.uploads import Upload
from bot.questionlog.publishing_tables import edited_records
from bot.references import reference

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from bot.publishing.desk import PublishingDesk
    from bot.publishing.drafts import Draft
    from knowledge.errors import Problem

Awaited = Literal["answer", "answer_en", "phrasing"]
KEPT = timedelta(hours=24)
"""How long an editor may take; after that a record may have become another one."""


class NotEditingError(Exception):
    """No record is being edited, or not the one that a button speaks of."""


@dataclass(frozen=True, slots=True)
class Edited:
    """A record under an editor's hands."""

    record_id: str
    base: str
    """The version it was taken from."""
    before: dict[str, Any]
    value: dict[str, Any]
    awaited: Awaited | None = None
    prompt: int = 0
    """The message that asked for it."""

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to publish."""
        return self.value != self.before

    @property
    def is_draft(self) -> bool:
        """Whether it answers nobody yet."""
        return bool(self.value.get("draft"))

    @property
    def phrasings(self) -> list[str]:
        """How people ask for it, as it is by now."""
        return list(self.value.get("phrasings", ()))


def _now() -> datetime:
    return datetime.now(UTC)


class RecordEditing:
    """The dialogue of /sua, one record an editor at a time."""

    def __init__(self, desk: PublishingDesk, *, clock: Callable[[], datetime] = _now) -> None:
        self._desk = desk
        self._database = desk.access.audit.database
        self._clock = clock

    async def start(self, user_id: int, name: str, chat_kind: str) -> Edited | None:
        """Take up a record by its id or the reference to it, drafts too; None where there is no such record.

        What was edited of another before is forgotten.

        Raises:
            AccessDeniedError: They may not.
        """
        await self._desk.require(user_id, chat_kind)
        knowledge = self._desk.current()
        records = (record for topic in knowledge.content.topics for record in topic.records)
        record = next((each for each in records if name in {each.id, reference(each.id)}), None)
        if record is None:
            return None
        value = json.loads(record.model_dump_json(exclude_defaults=True))
        edited = Edited(record.id, knowledge.version, value, value)
        await self._save(user_id, edited)
        return edited

    async def await_text(self, user_id: int, what: Awaited, prompt: int, chat_kind: str) -> None:
        """Take the reply to a message for a field from now on.

        Raises:
            AccessDeniedError: They may not.
            NotEditingError: No record is under way.
        """
        edited = await self.find(user_id, None, chat_kind)
        await self._save(user_id, replace(edited, awaited=what, prompt=prompt))

    async def is_awaited(self, user_id: int, prompt: int) -> bool:
        """Whether a reply to this message belongs to a record under somebody's hands."""
        edited = await self._load(user_id)
        return edited is not None and edited.awaited is not None and edited.prompt == prompt

    async def take_text(self, user_id: int, text: str, chat_kind: str) -> tuple[Edited, tuple[Problem, ...]]:
        """Put a text into the field that was asked for, unless it would break a rule; then it is asked for still.

        Raises:
            AccessDeniedError: They may not.
            NotEditingError: Nothing is awaited.
        """
        edited = await self.find(user_id, None, chat_kind)
        text = " ".join(text.split())
        if edited.awaited is None:
            raise NotEditingError
        if edited.awaited == "phrasing":
            value = {**edited.value, "phrasings": [*edited.phrasings, text]}
        else:
            value = {**edited.value, edited.awaited: text}
        return await self._try(user_id, edited, value)

    async def remove_phrasing(
        self, user_id: int, record: str, phrasing: str, chat_kind: str
    ) -> tuple[Edited, tuple[Problem, ...]]:
        """Take a phrasing away, known by its reference."""
        edited = await self.find(user_id, record, chat_kind)
        kept = [each for each in edited.phrasings if reference(each) != phrasing]
        return await self._try(user_id, edited, {**edited.value, "phrasings": kept})

    async def unmark(self, user_id: int, record: str, chat_kind: str) -> tuple[Edited, tuple[Problem, ...]]:
        """Take the mark of a draft away, so that the record answers once it is published."""
        edited = await self.find(user_id, record, chat_kind)
        value = {name: item for name, item in edited.value.items() if name != "draft"}
        return await self._try(user_id, edited, value)

    async def finish(self, user_id: int, chat_id: int, record: str, chat_kind: str) -> Draft:
        """Make a draft of what was changed, against the version that was taken up.

        Raises:
            AccessDeniedError: They may not.
            NotEditingError: Nothing was changed.
        """
        edited = await self.find(user_id, record, chat_kind)
        if not edited.is_changed:
            raise NotEditingError
        draft = await self._desk.receive(
            user_id, chat_id, [_as_upload(edited)], why=f"/sua {edited.record_id}", base=edited.base
        )
        await self._forget(user_id)
        return draft

    async def cancel(self, user_id: int, record: str, chat_kind: str) -> None:
        """Leave the record as it is."""
        await self.find(user_id, record, chat_kind)
        await self._forget(user_id)

    async def find(self, user_id: int, record: str | None, chat_kind: str) -> Edited:
        """What somebody is editing.

        Args:
            user_id: Who.
            record: The reference that a button bore, which must be of the record under way.
            chat_kind: Where.

        Raises:
            AccessDeniedError: They may not.
            NotEditingError: Nothing, or another record.
        """
        await self._desk.require(user_id, chat_kind)
        edited = await self._load(user_id)
        if edited is None or (record is not None and reference(edited.record_id) != record):
            raise NotEditingError
        return edited

    async def _try(self, user_id: int, edited: Edited, value: dict[str, Any]) -> tuple[Edited, tuple[Problem, ...]]:
        changed = replace(edited, value=value)
        job = Job(
            data_dir=self._desk.data_dir,
            records=self._desk.store.records,
            base=edited.base,
            over=edited.base,
            uploads=(_as_upload(changed),),
        )
        problems = await self._desk.workshop.run(check_upload, job)
        if problems:
            return edited, problems
        changed = replace(changed, awaited=None, prompt=0)
        await self._save(user_id, changed)
        return changed, ()

    async def _load(self, user_id: int) -> Edited | None:
        statement = select(edited_records).where(edited_records.c.editor == user_id)
        row = await self._database.read(lambda connection: connection.execute(statement).one_or_none())
        if row is None or self._clock() - row.changed_at > KEPT:
            return None
        kept = row.value
        return Edited(row.record_id, row.base, kept["before"], kept["value"], row.awaited, kept["prompt"])

    async def _save(self, user_id: int, edited: Edited) -> None:
        values = {
            "editor": user_id,
            "record_id": edited.record_id,
            "base": edited.base,
            "value": {"before": edited.before, "value": edited.value, "prompt": edited.prompt},
            "awaited": edited.awaited,
            "changed_at": self._clock(),
        }

        def work(connection: Connection) -> None:
            connection.execute(delete(edited_records).where(edited_records.c.editor == user_id))
            connection.execute(insert(edited_records).values(values))

        await self._database.run(work)

    async def _forget(self, user_id: int) -> None:
        own = edited_records.c.editor == user_id
        await self._database.run(lambda connection: connection.execute(delete(edited_records).where(own)))


def _as_upload(edited: Edited) -> Upload:
    return Upload(f"{edited.record_id}.json", json.dumps(edited.value, ensure_ascii=False, indent=2).encode())
