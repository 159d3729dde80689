"""What a message holds: text, entities and keyboard, accepted or refused as Telegram would."""

from __future__ import annotations

import re
from typing import Any

from bot.delivery.console.entities import BadMarkupError, length_in_utf16, read_html

Json = dict[str, Any]

LONGEST_MESSAGE = 4096
LONGEST_CAPTION = 1024
LONGEST_CALLBACK_DATA = 64


class ApiError(Exception):
    """The Bot API says no."""

    def __init__(self, code: int, description: str) -> None:
        self.code = code
        self.description = description
        super().__init__(description)


def read_text(parameters: Json) -> Json:
    """Return the text and entities of what is to be sent, as a message holds them."""
    text, entities = str(parameters.get("text") or ""), parameters.get("entities") or []
    if parameters.get("parse_mode") == "HTML":
        try:
            text, entities = read_html(text)
        except BadMarkupError as error:
            raise ApiError(400, f"Bad Request: can't parse entities: {error}") from None
    elif "parse_mode" in parameters:
        raise ApiError(400, "Bad Request: this Telegram reads HTML only")
    if not text.strip():
        raise ApiError(400, "Bad Request: message text is empty")
    if length_in_utf16(text) > LONGEST_MESSAGE:
        raise ApiError(400, "Bad Request: message is too long")
    return {"text": text, "entities": entities} if entities else {"text": text}


def read_file(parameters: Json) -> Json:
    """Return the file and caption of what is to be sent, as a message holds them."""
    caption = parameters.get("caption") or ""
    content: Json = {}
    if caption:
        said = read_text({**parameters, "text": caption})
        if length_in_utf16(said["text"]) > LONGEST_CAPTION:
            raise ApiError(400, "Bad Request: message caption is too long")
        content = {"caption": said["text"], "caption_entities": said.get("entities", [])}
    for kind in ("document", "photo"):
        file = parameters.get(kind)
        if isinstance(file, dict):
            told = {
                "file_id": file["file_name"],
                "file_unique_id": file["file_name"],
                "file_size": len(file["content"]),
            }
            if kind == "document":
                return content | {kind: told | {"file_name": file["file_name"]}}
            return content | {kind: [told | {"width": 1, "height": 1}]}
    raise ApiError(400, "Bad Request: there is no file in the request")


def read_markup(parameters: Json) -> Json:
    """Return the keyboard of what is to be sent, as a message holds it."""
    markup = parameters.get("reply_markup")
    if not markup or "inline_keyboard" not in markup:
        return {}
    for row in markup["inline_keyboard"]:
        for button in row:
            data = button.get("callback_data")
            if data is not None and not 1 <= len(data.encode()) <= LONGEST_CALLBACK_DATA:
                raise ApiError(400, "Bad Request: BUTTON_DATA_INVALID")
    return {"reply_markup": markup} if any(markup["inline_keyboard"]) else {}


def mark_text(text: str) -> list[Json]:
    """Mark commands and mentions as Telegram's clients do."""
    marks: list[Json] = []
    for word in re.finditer(r"[/@]\w[\w@]*", text, re.ASCII):
        if word.start() and not text[word.start() - 1].isspace():
            continue
        kind = "bot_command" if word[0].startswith("/") else "mention"
        offset = length_in_utf16(text[: word.start()])
        marks.append({"type": kind, "offset": offset, "length": len(word[0])})
    return marks
