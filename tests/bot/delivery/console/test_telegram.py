"""The in-process Telegram: python-telegram-bot's own objects parse what it answers, and its refusals are Telegram's."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, Message, ReplyParameters, Update
from telegram.error import BadRequest, InvalidToken

from bot.delivery.console import ConsoleRequest, LocalTelegram
from bot.delivery.console.request import TOKEN

PERSON = {"id": 7, "is_bot": False, "first_name": "An", "language_code": "vi"}
GROUP = {"id": -100, "type": "supergroup", "title": "Nhóm", "is_forum": True}


@pytest.fixture
def telegram() -> LocalTelegram:
    return LocalTelegram()


@pytest.fixture
def bot(telegram: LocalTelegram) -> Bot:
    request = ConsoleRequest(telegram)
    return Bot(TOKEN, request=request, get_updates_request=request)


def read(raw: dict[str, Any]) -> Message:
    message = Update.de_json(raw).message
    assert message is not None
    return message


async def test_the_bot_introduces_itself_and_sets_its_commands(bot: Bot, telegram: LocalTelegram) -> None:
    async with bot:
        assert bot.username == "thidua_soctrang_bot"
        assert await bot.set_my_commands([BotCommand("start", "Bắt đầu")], language_code="vi")
        assert await bot.get_my_commands(language_code="vi") == (BotCommand("start", "Bắt đầu"),)
        assert await bot.get_my_commands() == ()
        assert await bot.set_my_description("Hỏi đáp")
        assert (await bot.get_my_description()).description == "Hỏi đáp"
    assert telegram.calls[1].parameters["commands"] == [{"command": "start", "description": "Bắt đầu"}]


async def test_a_message_in_html_is_sent_with_entities_and_keyboard(bot: Bot, telegram: LocalTelegram) -> None:
    asked = read(telegram.write("/hoi nhà", sender=PERSON, chat=GROUP, message_thread_id=3, is_topic_message=True))
    assert asked.parse_entities() != {}
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("👍", callback_data="v:1")]])
    sent = await bot.send_message(
        -100,
        "<b>145</b> căn",
        parse_mode="HTML",
        reply_markup=keyboard,
        message_thread_id=3,
        reply_parameters=ReplyParameters(asked.message_id),
    )
    assert sent.text == "145 căn"
    assert sent.parse_entities() == {sent.entities[0]: "145"}
    assert sent.reply_markup == keyboard
    assert sent.reply_to_message == asked
    assert (sent.message_thread_id, sent.from_user.is_bot if sent.from_user else None) == (3, True)


async def test_messages_are_edited_and_deleted(bot: Bot, telegram: LocalTelegram) -> None:
    telegram.write("hỏi", sender=PERSON)
    sent = await bot.send_message(7, "một")
    edited = await bot.edit_message_text("hai", 7, sent.message_id)
    assert isinstance(edited, Message)
    assert edited.text == "hai"
    with pytest.raises(BadRequest, match="not modified"):
        await bot.edit_message_text("hai", 7, sent.message_id)
    assert await bot.delete_message(7, sent.message_id)
    with pytest.raises(BadRequest, match="not found"):
        await bot.edit_message_text("ba", 7, sent.message_id)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [("<x>a</x>", "parse entities"), ("", "empty"), ("<b> </b>", "empty"), ("a" * 4097, "too long")],
)
async def test_texts_that_telegram_refuses_are_refused(
    bot: Bot, telegram: LocalTelegram, text: str, complaint: str
) -> None:
    telegram.write("hỏi", sender=PERSON)
    with pytest.raises(BadRequest, match=complaint):
        await bot.send_message(7, text, parse_mode="HTML")


async def test_buttons_and_answers_that_are_too_long_are_refused(bot: Bot, telegram: LocalTelegram) -> None:
    telegram.write("hỏi", sender=PERSON)
    with pytest.raises(BadRequest, match=r"(?i)button_data_invalid"):
        await bot.send_message(
            7, "a", reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data="ế" * 22)]])
        )
    with pytest.raises(BadRequest, match=r"(?i)too_long"):
        await bot.answer_callback_query("1", "a" * 201)


async def test_files_and_pictures_arrive_with_name_caption_and_content(bot: Bot, telegram: LocalTelegram) -> None:
    telegram.write("tệp?", sender=PERSON)
    sent = await bot.send_document(7, b"raw", filename="a.csv", caption="<b>Một</b> tệp", parse_mode="HTML")
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.file_size, sent.caption) == ("a.csv", 3, "Một tệp")
    assert telegram.calls[-1].parameters["document"]["content"] == b"raw"
    picture = await bot.send_photo(7, b"png", filename="a.png")
    assert picture.photo[0].file_size == 3
    with pytest.raises(BadRequest, match="caption is too long"):
        await bot.send_document(7, b"raw", filename="a.csv", caption="a" * 1025)
    with pytest.raises(BadRequest, match="no file"):
        await bot.send_document(7, "an id of a file that is elsewhere")


async def test_strangers_and_unknown_methods_are_refused(bot: Bot) -> None:
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await bot.send_message(99, "a")
    with pytest.raises(InvalidToken):
        await bot.do_api_request("brew_coffee")


async def test_presses_carry_the_message_and_ids_never_come_twice(telegram: LocalTelegram) -> None:
    asked = telegram.write("xin chào @thidua_soctrang_bot", sender=PERSON)
    press = Update.de_json(telegram.press(asked["message"], "v:1", sender=PERSON))
    assert press.callback_query is not None
    assert press.callback_query.data == "v:1"
    assert press.callback_query.message == read(asked)
    assert press.update_id == asked["update_id"] + 1
    assert LocalTelegram().write("a", sender=PERSON)["update_id"] > press.update_id
    assert list(read(asked).parse_entities().values()) == ["@thidua_soctrang_bot"]
