"""Drafts in the database: what an editor sent, against which version, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from sqlalchemy import delete, insert, select, update

from bot.publishing.uploads import Upload
from bot.questionlog.publishing_tables import draft_files, drafts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import ColumnElement, Connection

    from bot.questionlog.working import Database

State = Literal["gathering", "open", "published", "dropped"]
KEPT = timedelta(days=7)
"""How long the files of a draft that nobody published or dropped are kept."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One draft.

    Attributes:
        base: The version that the editor knew when beginning.
        over: The version that the last preview was compared with; None before the first.
        version: What that preview built; None where something is wrong.
        changed: Answers that would change.
        album: Telegram's media group, while more of its files may come.
        proposal: The moderators' proposal it came from, by its file's name.
    """

    id: int
    editor: int
    chat_id: int
    state: State
    base: str
    over: str | None
    version: str | None
    changed: int | None
    why: str
    album: str | None
    proposal: str | None


def _now() -> datetime:
    return datetime.now(UTC)


class Drafts:
    """The drafts of one installation."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = _now) -> None:
        self._database = database
        self._clock = clock

    async def begin(  # noqa: PLR0913  each is a column
        self,
        editor: int,
        chat_id: int,
        base: str,
        uploads: Sequence[Upload],
        *,
        why: str = "",
        album: str | None = None,
        proposal: str | None = None,
    ) -> Draft:
        """Keep what an editor sent as a new draft."""
        now = self._clock()
        state: State = "gathering" if album else "open"
        values = {
            "editor": editor, "chat_id": chat_id, "state": state, "base": base, "why": why, "album": album,
            "proposal": proposal, "made_at": now, "changed_at": now,
        }  # fmt: skip

        def work(connection: Connection) -> int:
            key = connection.execute(insert(drafts).values(values)).inserted_primary_key
            draft_id = int(key[0]) if key is not None else 0
            _add_files(connection, draft_id, uploads)
            return draft_id

        draft_id = await self._database.run(work)
        return Draft(draft_id, editor, chat_id, state, base, None, None, None, why, album, proposal)

    async def add(self, draft_id: int, uploads: Sequence[Upload], *, why: str = "") -> None:
        """Put more files into a draft; one of the same name takes the place of the earlier."""

        def work(connection: Connection) -> None:
            _add_files(connection, draft_id, uploads)
            values = {"changed_at": self._clock(), **({"why": why} if why else {})}
            connection.execute(update(drafts).where(drafts.c.id == draft_id).values(values))

        await self._database.run(work)

    async def find(self, draft_id: int) -> Draft | None:
        """A draft by its number."""
        return _only(await self._list(drafts.c.id == draft_id))

    async def find_album(self, editor: int, album: str) -> Draft | None:
        """The draft that the files of a media group gather in."""
        return _only(await self._list((drafts.c.editor == editor) & (drafts.c.album == album)))

    async def list_gathering(self) -> list[Draft]:
        """The drafts whose files were still coming when the bot ended."""
        return await self._list(drafts.c.state == "gathering")

    async def uploads_of(self, draft_id: int) -> list[Upload]:
        """The files of a draft, as they were sent."""
        columns = draft_files.c
        statement = select(columns.name, columns.raw).where(columns.draft_id == draft_id).order_by(columns.name)
        rows = await self._database.read(lambda connection: connection.execute(statement).all())
        return [Upload(name, raw) for name, raw in rows]

    async def mark(self, draft_id: int, **values: str | int | None) -> None:
        """Change columns of a draft."""
        statement = update(drafts).where(drafts.c.id == draft_id).values(changed_at=self._clock(), **values)
        await self._database.run(lambda connection: connection.execute(statement))

    async def close(self, draft_id: int, state: Literal["published", "dropped"]) -> None:
        """Note what became of a draft, and let go of its files and of those that nobody came back to."""

        def work(connection: Connection) -> None:
            now = self._clock()
            connection.execute(update(drafts).where(drafts.c.id == draft_id).values(state=state, changed_at=now))
            old = select(drafts.c.id).where(drafts.c.changed_at < now - KEPT)
            is_forgotten = drafts.c.id.in_(old) & drafts.c.state.in_(("gathering", "open"))
            connection.execute(update(drafts).where(is_forgotten).values(state="dropped"))
            is_needless = (draft_files.c.draft_id == draft_id) | draft_files.c.draft_id.in_(old)
            connection.execute(delete(draft_files).where(is_needless))

        await self._database.run(work)

    async def _list(self, condition: ColumnElement[bool]) -> list[Draft]:
        columns = [drafts.c[field.name] for field in fields(Draft)]
        statement = select(*columns).where(condition).order_by(drafts.c.id)
        rows = await self._database.read(lambda connection: connection.execute(statement).all())
        return [Draft(*row) for row in rows]


def _only(found: list[Draft]) -> Draft | None:
    return found[-1] if found else None


def _add_files(connection: Connection, draft_id: int, uploads: Sequence[Upload]) -> None:
    for upload in uploads:
        same = (draft_files.c.draft_id == draft_id) & (draft_files.c.name == upload.name)
        connection.execute(delete(draft_files).where(same))
        connection.execute(insert(draft_files).values(draft_id=draft_id, name=upload.name, raw=upload.raw))
