"""Reading messages: who sent them, and whether and what they ask the bot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from telegram import MessageEntity
from telegram.constants import ChatType

if TYPE_CHECKING:
    from telegram import Bot, Message

_ASK_COMMAND = re.compile(r"^/hoi(?:@(\w+))?(?=\s|$)", re.IGNORECASE)
_AROUND_MENTION = " \t\n,:;.!-–—"


def sender_id(message: Message) -> int:
    """Who sent a message: the person, or the chat in whose name an anonymous administrator or a channel speaks."""
    if message.sender_chat is not None:
        return message.sender_chat.id
    return message.from_user.id if message.from_user is not None else message.chat.id


def sender_language(message: Message) -> str | None:
    """The language of the sender's Telegram, where it is known."""
    return message.from_user.language_code if message.from_user is not None else None


def is_private(message: Message) -> bool:
    """Whether the message was sent in a private chat."""
    return message.chat.type == ChatType.PRIVATE


def read_question(message: Message, bot: Bot) -> str | None:
    """What a message asks the bot.

    Returns:
        The question without mention and command; empty when the bot was called and asked nothing; None when the message
        is not for the bot: talk among people in a group, another bot's command, an answer of this bot sent inline.
    """
    if not _may_ask(message, bot):
        return None
    text = _clean(message.text or message.caption or "")
    command = _ASK_COMMAND.match(text)
    if command is not None:
        is_ours = command[1] is None or command[1].lower() == bot.username.lower()
        return _strip_mentions(text[command.end() :], bot) if is_ours else None
    is_addressed = is_private(message) or _replies_to(message, bot) or _mentions(message, text, bot)
    return _strip_mentions(text, bot) if is_addressed else None


def _may_ask(message: Message, bot: Bot) -> bool:
    if message.via_bot is not None and message.via_bot.id == bot.id:
        return False
    if message.is_automatic_forward:
        return False
    # Bots do not talk to bots; an anonymous administrator looks like one, but speaks in the name of a chat.
    return message.sender_chat is not None or (message.from_user is not None and not message.from_user.is_bot)


def _clean(text: str) -> str:
    """Drop what no database and no encoder takes: NUL and lone surrogates."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()


def _replies_to(message: Message, bot: Bot) -> bool:
    replied = message.reply_to_message
    if replied is None or replied.forum_topic_created is not None:  # every message of a topic "replies" to its start
        return False
    return replied.from_user is not None and replied.from_user.id == bot.id


def _mentions(message: Message, text: str, bot: Bot) -> bool:
    if _mention(bot).search(text):
        return True
    entities = message.entities or message.caption_entities
    return any(each.type == MessageEntity.TEXT_MENTION and each.user and each.user.id == bot.id for each in entities)


def _strip_mentions(text: str, bot: Bot) -> str:
    stripped, count = _mention(bot).subn(" ", text)
    return stripped.strip(_AROUND_MENTION) if count else stripped.strip()


def _mention(bot: Bot) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)@{re.escape(bot.username)}(?!\w)", re.IGNORECASE)
