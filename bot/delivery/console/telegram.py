"""An in-process Telegram: a small state of chats and messages that answers the Bot API's methods as Telegram does."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.delivery.console.contents import ApiError, mark_text, read_file, read_markup, read_text

if TYPE_CHECKING:
    from collections.abc import Callable

Json = dict[str, Any]

LONGEST_CALLBACK_ANSWER = 200
BOT: Json = {
    "id": 1000,
    "is_bot": True,
    "first_name": "Thi đua Sóc Trăng",
    "username": "thidua_soctrang_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": True,
}
_QUIETLY_TRUE = frozenset(
    {
        "answerInlineQuery",
        "deleteWebhook",
        "sendChatAction",
        "setChatMenuButton",
    }
)
_PROFILE: dict[str, Callable[[Json], Any]] = {
    "Commands": lambda parameters: parameters.get("commands", []),
    "Description": lambda parameters: {"description": parameters.get("description", "")},
    "ShortDescription": lambda parameters: {"short_description": parameters.get("short_description", "")},
}
"""What ``setMy…`` sets, as ``getMy…`` gives it back."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a method, its parameters with their JSON read."""

    method: str
    parameters: Json
    result: Any = None


class LocalTelegram:
    """Chats and messages as one bot sees them.

    Attributes:
        calls: Every call that was answered, in order.
        chats: The chats that have been written in, by id.
        listener: Told of each call right after it was answered.
        messages: The messages that exist, by chat and message id, as the Bot API shows them.
    """

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.chats: dict[int, Json] = {}
        self.listener: Callable[[Call], None] | None = None
        self.messages: dict[tuple[int, int], Json] = {}
        self._profile: dict[tuple[str, str, str], Any] = {}
        self._files: dict[str, bytes] = {}
        """What people sent, by file id."""
        self._last_message_id = 0
        # The question log knows updates by their ids for two days: those of an earlier talk must not come again.
        self._last_update_id = time.time_ns() // 1000
        self._methods: dict[str, Callable[[Json], Any]] = {
            "getMe": lambda _: BOT,
            "getUpdates": lambda _: [],
            "getChat": self._chat,
            "getFile": self._tell_file,
            "sendMessage": self._send_message,
            "sendDocument": self._send_file,
            "sendPhoto": self._send_file,
            "deleteMyCommands": self._forget_commands,
            "editMessageText": self._edit_text,
            "editMessageReplyMarkup": self._edit_markup,
            "deleteMessage": self._delete_message,
            "answerCallbackQuery": self._answer_press,
        }

    def call(self, method: str, parameters: Json) -> Any:
        """Answer one call of the Bot API.

        Raises:
            ApiError: Telegram would refuse it.
        """
        if method in self._methods:
            result = self._methods[method](parameters)
        elif method[:5] in {"setMy", "getMy"} and method[5:] in _PROFILE:
            result = self._keep_profile(method[:3], method[5:], parameters)
        elif method in _QUIETLY_TRUE:
            result = True
        else:
            raise ApiError(404, f"Not Found: method {method} is not known here")
        call = Call(method, parameters, result)
        self.calls.append(call)
        if self.listener is not None:
            self.listener(call)
        return result

    def write(self, text: str, *, sender: Json, chat: Json | None = None, **more: Any) -> Json:
        """Let a person write a message; return the update that tells the bot.

        Args:
            text: What they write; commands and mentions are marked as Telegram's clients do.
            sender: The person, a ``User`` of the Bot API.
            chat: Where; their private chat where it is left out.
            **more: Further fields of the message, ``reply_to_message`` for one.
        """
        chat = chat or {"id": sender["id"], "type": "private", "first_name": sender["first_name"]}
        self.chats[chat["id"]] = chat
        message = self._new_message(chat, sender, {"text": text, **more})
        if entities := mark_text(text):
            message["entities"] = entities
        return self.update("message", message)

    def send(self, name: str, raw: bytes, *, sender: Json, **more: Any) -> Json:
        """Let a person send a file in their private chat; return the update that tells the bot."""
        chat = {"id": sender["id"], "type": "private", "first_name": sender["first_name"]}
        self.chats[chat["id"]] = chat
        file_id = f"file-{len(self._files) + 1}"
        self._files[file_id] = raw
        document = {"file_id": file_id, "file_unique_id": file_id, "file_name": name, "file_size": len(raw)}
        return self.update("message", self._new_message(chat, sender, {"document": document, **more}))

    def read_file(self, path: str) -> bytes:
        """Return what stands under the path that ``getFile`` told.

        Raises:
            ApiError: There is no such file.
        """
        if path not in self._files:
            raise ApiError(404, "Not Found")
        return self._files[path]

    def press(self, message: Json, data: str, *, sender: Json) -> Json:
        """Let a person press a button; return the update that tells the bot."""
        query = {"id": str(self._last_update_id + 1), "from": sender, "message": message, "data": data}
        return self.update("callback_query", {**query, "chat_instance": str(message["chat"]["id"])})

    def update(self, kind: str, content: Json) -> Json:
        """Wrap what happened in an update with the next id."""
        self._last_update_id += 1
        return {"update_id": self._last_update_id, kind: json.loads(json.dumps(content))}

    def _new_message(self, chat: Json, sender: Json, content: Json) -> Json:
        self._last_message_id += 1
        head = {"message_id": self._last_message_id, "from": sender, "chat": chat, "date": int(time.time())}
        message: Json = {**head, **content}
        self.messages[chat["id"], self._last_message_id] = message
        return message

    def _send_message(self, parameters: Json) -> Json:
        return self._place(parameters, {**read_text(parameters), **read_markup(parameters)})

    def _place(self, parameters: Json, content: Json) -> Json:
        chat = self._chat(parameters)
        if thread := parameters.get("message_thread_id"):
            content |= {"message_thread_id": thread, "is_topic_message": True}
        if reply := parameters.get("reply_parameters"):
            original = self.messages.get((chat["id"], reply["message_id"]))
            if original is not None:
                content["reply_to_message"] = {k: v for k, v in original.items() if k != "reply_to_message"}
            elif not reply.get("allow_sending_without_reply"):
                raise ApiError(400, "Bad Request: message to be replied not found")
        return self._new_message(chat, BOT, content)

    def _send_file(self, parameters: Json) -> Json:
        return self._place(parameters, {**read_file(parameters), **read_markup(parameters)})

    def _edit_text(self, parameters: Json) -> Json | bool:
        content = {**read_text(parameters), **read_markup(parameters)}
        return self._edit(parameters, content, ("text", "entities", "reply_markup"))

    def _edit_markup(self, parameters: Json) -> Json | bool:
        return self._edit(parameters, read_markup(parameters), ("reply_markup",))

    def _edit(self, parameters: Json, content: Json, fields: tuple[str, ...]) -> Json | bool:
        if "inline_message_id" in parameters:
            return True
        message = self._find(parameters, "edit")
        if message["from"]["id"] != BOT["id"]:
            raise ApiError(400, "Bad Request: message can't be edited")
        if all(message.get(field) == content.get(field) for field in fields):
            raise ApiError(
                400,
                "Bad Request: message is not modified: specified new message content and reply markup "
                "are exactly the same as a current content and reply markup of the message",
            )
        for field in fields:
            message.pop(field, None)
        message.update(content, edit_date=int(time.time()))
        return message

    def _delete_message(self, parameters: Json) -> bool:
        message = self._find(parameters, "delete")
        del self.messages[message["chat"]["id"], message["message_id"]]
        return True

    @staticmethod
    def _answer_press(parameters: Json) -> bool:
        if len(parameters.get("text") or "") > LONGEST_CALLBACK_ANSWER:
            raise ApiError(400, "Bad Request: MESSAGE_TOO_LONG")
        return True

    def _keep_profile(self, verb: str, name: str, parameters: Json) -> Any:
        scope = json.dumps(parameters.get("scope", {"type": "default"}), sort_keys=True)
        place = (name, scope, parameters.get("language_code", ""))
        if verb == "get":
            return self._profile.get(place, _PROFILE[name]({}))
        self._profile[place] = _PROFILE[name](parameters)
        return True

    def _forget_commands(self, parameters: Json) -> bool:
        return bool(self._keep_profile("set", "Commands", parameters))

    def _chat(self, parameters: Json) -> Json:
        chat = self.chats.get(int(parameters["chat_id"]))
        if chat is None:
            raise ApiError(400, "Bad Request: chat not found")
        return chat

    def _tell_file(self, parameters: Json) -> Json:
        file_id = str(parameters["file_id"])
        if file_id not in self._files:
            raise ApiError(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        size = len(self._files[file_id])
        return {"file_id": file_id, "file_unique_id": file_id, "file_size": size, "file_path": file_id}

    def _find(self, parameters: Json, purpose: str) -> Json:
        message = self.messages.get((int(parameters["chat_id"]), int(parameters["message_id"])))
        if message is None:
            raise ApiError(400, f"Bad Request: message to {purpose} not found")
        return message
