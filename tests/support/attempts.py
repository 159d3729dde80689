"""Who tries what, and where: the scene, the people in it, and the rows that a table of rights is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from bot.access import Role
from bot.references import reference
from tests.support.phone import dump
from tests.support.records import make_record, make_topic

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.presentation import callback_data as data
    from tests.support.bot_under_test import BotUnderTest

Json = dict[str, Any]


def person(user_id: int, name: str) -> Json:
    """A Telegram user who reads Vietnamese."""
    return {"id": user_id, "is_bot": False, "first_name": name, "language_code": "vi"}


PEOPLE = {
    Role.CITIZEN: person(700, "Dân"),
    Role.MODERATOR: person(701, "Duyệt"),
    Role.STAFF: person(702, "Biên"),
    Role.ADMIN: person(703, "Quản"),
}
OTHER_ADMIN, KNOWN_MEMBER = 704, 705
NEVER = 10**9 - 1
RECORD, SOURCE, TOPIC = (reference(name) for name in ("nha-o", "bao-thu-2024-01-02", "an-sinh"))
EDITED = dump(make_topic(make_record(answer="Đã xây 145 căn nhà cho các hộ khó khăn về nhà ở")))


@dataclass(frozen=True)
class Scene:
    """A bot with something to do for everyone."""

    bot: BotUnderTest
    group: int
    """A group of questions that waits for review."""
    key: int
    """A question in the log."""
    invitation: int
    payload: str
    draft: int
    """What the editor among ``PEOPLE`` has sent and not published."""
    version: str
    """The version that answers."""
    earlier: str
    """The version before it."""
    proposal: str
    """The name of a moderator's proposal."""

    def show(self, chat: Json, text: str = "…") -> Json:
        """A message of the bot in a chat."""
        self.bot.telegram.chats.setdefault(chat["id"], chat)
        sent: Json = self.bot.telegram.call("sendMessage", {"chat_id": chat["id"], "text": text})
        return sent


Tries = list[Json]
"""Updates that try to use something."""


class Attempt(NamedTuple):
    """Who tries something, and where."""

    scene: Scene
    sender: Json
    chat: Json

    def write(self, text: str, **more: Any) -> Json:
        """A message."""
        return self.scene.bot.telegram.write(text, sender=self.sender, chat=self.chat, **more)

    def press(self, packed: str, *, under: Json | None = None) -> Json:
        """A press of a button with this callback data, under a message of the bot in the chat, or another message."""
        message = under or self.scene.show(self.chat)
        return self.scene.bot.telegram.press(message, packed, sender=self.sender)


@dataclass(frozen=True)
class Row:
    """The least role, and what to try: texts to write, buttons to press, or updates of another kind."""

    least: Role
    texts: Callable[[Attempt], list[str]] | None = None
    buttons: Callable[[Attempt], list[data.CallbackData]] | None = None
    updates: Callable[[Attempt], Tries] | None = None
    prepare: Callable[[Attempt], Any] | None = None
    """Awaited before the updates are made, where something must be there first."""
    otherwise: Literal["denied", "talk"] = "denied"
    """What becomes of it without the right: it is refused, or taken for what anyone might write."""
    in_groups: Literal["denied", "talk"] = "denied"
    """The same outside of private chats."""
    grows: frozenset[str] = frozenset()
    """Tables that hold more after each use, which is harmless."""
