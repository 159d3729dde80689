"""The use case of editors with a phone: send, look at what it does, publish or drop, look back, go back."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.access import Right
from bot.publishing.preparing import Job, Prepared, prepare
from bot.questionlog.recalling import latest_questions
from knowledge.base import compile_version
from knowledge.publications import Note, Publication, previous_version
from knowledge.publishing import publish_files

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from bot.access import Access
    from bot.publishing.current import CurrentKnowledge
    from bot.publishing.drafts import Draft, Drafts
    from bot.publishing.uploads import Upload
    from knowledge.model import Question
    from knowledge.publications import Action
    from knowledge.syncing import FolderState

PRIVATE = "private"
MOST_FILES = 10
"""Files of one draft, as many as an album has."""
MOST_BYTES = 20_000_000
ASKED_AGAIN = 2_000
"""Logged questions that a preview asks of both versions, the last ones."""


class StaleDraftError(Exception):
    """A draft is not there, is somebody else's, or was published or dropped already."""


class TooMuchError(Exception):
    """A draft would hold more files, or more bytes, than one may."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A draft, and what it would do."""

    draft: Draft
    prepared: Prepared


@dataclass(frozen=True, slots=True)
class Done:
    """What came of publishing or going back."""

    version: str
    folder: FolderState | None
    """What became of the records folder; None where it was done before."""


@dataclass(frozen=True, slots=True)
class History:
    """The publications, newest first, and where going back would lead."""

    entries: tuple[Publication, ...]
    current: str | None
    previous: str | None


class PublishingDesk:
    """Everything that staff do to the knowledge while the bot runs.

    Args:
        access: Who may, and the audit log.
        current: The knowledge that answers now, with the versions and the pointer of the records folder.
        drafts: What is waiting to be published.
    """

    def __init__(self, access: Access, current: CurrentKnowledge, drafts: Drafts) -> None:
        self.access = access
        self.current = current
        self.drafts = drafts
        self.store = current.store
        self.workshop = current.workshop
        self.data_dir = current.data_dir
        self.before_closing: Callable[[Draft], Awaitable[None]] | None = None
        """What else belongs to a publication; done again where the bot is killed before the draft is closed."""
        self._turn = asyncio.Lock()

    async def require(self, user_id: int, chat_kind: str) -> None:
        """Insist that somebody may publish, and is in a private chat."""
        await self.access.require(user_id, Right.PUBLISH, chat_kind=chat_kind)

    async def receive(  # noqa: PLR0913  what was sent, by whom, where
        self,
        user_id: int,
        chat_id: int,
        uploads: Sequence[Upload],
        *,
        why: str = "",
        album: str | None = None,
        proposal: str | None = None,
        base: str | None = None,
        chat_kind: str = PRIVATE,
    ) -> Draft:
        """Take files into a draft: a new one, or the one that their album gathers in.

        Args:
            user_id: Who sends them.
            chat_id: Where what they do is shown.
            uploads: The files.
            why: What was written with them.
            album: Telegram's media group, if they come as one.
            proposal: The moderators' proposal they come from.
            base: The version they were made against; without it, the one that answers now.
            chat_kind: Where they were sent.

        Raises:
            AccessDeniedError: They may not.
            TooMuchError: There are too many of them.
        """
        await self.require(user_id, chat_kind)
        draft = await self.drafts.find_album(user_id, album) if album else None
        held = await self.drafts.uploads_of(draft.id) if draft else []
        names = {upload.name for upload in (*held, *uploads)}
        if len(names) > MOST_FILES or sum(len(upload.raw) for upload in (*held, *uploads)) > MOST_BYTES:
            raise TooMuchError
        if draft is None:
            known = base or self.current().version
            draft = await self.drafts.begin(user_id, chat_id, known, uploads, why=why, album=album, proposal=proposal)
        else:
            await self.drafts.add(draft.id, uploads, why=why)
        await self.access.audit.append(
            user_id, "draft.received", target=str(draft.id), details={"files": len(uploads), "base": draft.base}
        )
        return draft

    async def preview(self, user_id: int, draft_id: int, *, chat_kind: str = PRIVATE) -> Preview:
        """Check a draft and tell what publishing it would do now.

        Raises:
            AccessDeniedError: They may not.
            StaleDraftError: There is no such open draft of theirs.
        """
        await self.require(user_id, chat_kind)
        draft = await self._find(user_id, draft_id)
        over = self.current().version
        job = Job(
            data_dir=self.data_dir,
            records=self.store.records,
            base=draft.base,
            over=over,
            uploads=tuple(await self.drafts.uploads_of(draft_id)),
            about=draft.why,
            questions=tuple(await self._asked()),
        )
        prepared = await self.workshop.run(prepare, job)
        changed = len(prepared.impact.answers) if prepared.impact else None
        await self.drafts.mark(draft_id, state="open", over=over, version=prepared.version, changed=changed)
        draft = await self._find(user_id, draft_id)
        return Preview(draft, prepared)

    async def publish(self, user_id: int, draft_id: int, over: str, *, chat_kind: str = PRIVATE) -> Done:
        """Publish a draft as its preview showed it.

        Args:
            user_id: Who does it.
            draft_id: Which draft.
            over: The version that the preview was compared with.
            chat_kind: Where the button was pressed.

        Raises:
            AccessDeniedError: They may not.
            StaleDraftError: There is no such open draft of theirs, or another preview of it was shown since.
            OutdatedError: Somebody published meanwhile: show a preview again.
            OSError: It could not be written; the earlier version answers.
        """
        await self.require(user_id, chat_kind)
        draft = await self._find(user_id, draft_id)
        if draft.version is None or draft.over != over:
            raise StaleDraftError
        if await asyncio.to_thread(self.store.current) == draft.version:  # done before the bot was killed
            done = Done(draft.version, None)
        else:
            note = Note(str(user_id), draft.why, draft.changed)
            done = await self._move(draft.version, over, note, "publish")
        await self._finish(user_id, "knowledge.published", done, draft_id)
        if self.before_closing is not None:
            await self.before_closing(draft)
        await self.drafts.close(draft_id, "published")
        return done

    async def drop(self, user_id: int, draft_id: int, *, chat_kind: str = PRIVATE) -> None:
        """Let go of a draft.

        Raises:
            AccessDeniedError: They may not.
            StaleDraftError: There is no such open draft of theirs.
        """
        await self.require(user_id, chat_kind)
        await self._find(user_id, draft_id)
        await self.access.audit.append(user_id, "draft.dropped", target=str(draft_id))
        await self.drafts.close(draft_id, "dropped")

    async def history(self, user_id: int, *, chat_kind: str = PRIVATE) -> History:
        """Every publication, newest first.

        Raises:
            AccessDeniedError: They may not.
        """
        await self.require(user_id, chat_kind)
        entries = await asyncio.to_thread(self.store.history)
        current = await asyncio.to_thread(self.store.current)
        return History(tuple(reversed(entries)), current, previous_version(entries))

    async def go_back(self, user_id: int, target: str, over: str, *, chat_kind: str = PRIVATE) -> Done:
        """Let an earlier version answer again.

        Args:
            user_id: Who does it.
            target: The version to go back to.
            over: The version they saw answering.
            chat_kind: Where the button was pressed.

        Raises:
            AccessDeniedError: They may not.
            OutdatedError: Another version answers by now.
            VersionNotFoundError: That version is gone.
        """
        await self.require(user_id, chat_kind)
        if await asyncio.to_thread(self.store.current) == target:  # done before the bot was killed, or pressed twice
            done = Done(target, None)
        else:
            await self.workshop.run(compile_version, target, self.data_dir)
            undone = [entry.changed for entry in await asyncio.to_thread(self.store.history) if entry.version == over]
            changed = undone[-1] if undone else None
            done = await self._move(target, over, Note(str(user_id), "", changed), "rollback")
        await self._finish(user_id, "knowledge.rolled_back", done, None)
        return done

    async def _move(self, version: str, over: str, note: Note, action: Action) -> Done:
        async with self._turn:
            files = await asyncio.to_thread(self.store.files_of, version)
            folder = await asyncio.to_thread(
                publish_files, self.store, version, files, base=over, note=note, action=action
            )
        return Done(version, folder)

    async def _finish(self, user_id: int, action: str, done: Done, draft_id: int | None) -> None:
        await self.current.refresh()
        details: dict[str, str | int] = {"folder": done.folder or "before"}
        if draft_id is not None:
            details["draft"] = draft_id
        await self.access.audit.append(user_id, action, target=done.version, details=details)

    async def _find(self, user_id: int, draft_id: int) -> Draft:
        draft = await self.drafts.find(draft_id)
        if draft is None or draft.editor != user_id or draft.state not in {"gathering", "open"}:
            raise StaleDraftError
        return draft

    async def _asked(self) -> list[Question]:
        database = self.access.audit.database
        return await database.call(lambda: latest_questions(database.engine, ASKED_AGAIN))
