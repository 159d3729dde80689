"""/sua and /dexuat: one record edited in steps that are checked, and moderators' proposals taken, edited, refused."""

from __future__ import annotations

import asyncio
import json
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.handlers.editing import tell_of_proposals
from bot.questionlog.publishing_tables import edited_records
from tests.support.bot_under_test import labels, only, texts
from tests.support.phone import LAN, MINH, TOPIC_FILE, Phone, a_topic, dump, open_phone
from tests.support.records import make_record
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from pathlib import Path

NEW = "145 căn nhà ở"


def propose(phone: Phone, name: str = "nhom-1.json", **changes: Any) -> Path:
    """Put a proposal where moderators' verdicts put it."""
    value = {
        "topic": "an-sinh",
        "title": "An sinh",
        "records": [{"id": "nha-o", "phrasings": ["Xây mấy căn nhà vậy?"]}],
        "people": "3",
        "questions": ["Xây mấy căn nhà vậy?"],
        **changes,
    }
    path = phone.bot.data_dir / "proposals" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(dump(value))
    return path


def record_of(phone: Phone) -> dict[str, Any]:
    record: dict[str, Any] = json.loads((phone.records / TOPIC_FILE).read_bytes())["records"][0]
    return record


async def test_answer_and_phrasings_are_edited_step_by_step_and_published(phone: Phone) -> None:
    (shown,) = texts(await phone.bot.say("/sua nha-o", sender=LAN))
    assert "145 căn nhà cho các hộ khó khăn về nhà ở" in shown
    await phone.press_last("Sửa câu trả lời")
    (taken,) = texts(await phone.reply(NEW))
    assert "chưa xuất bản" in taken
    assert "(trước: 145 căn nhà cho các hộ" in taken
    await phone.press_last("Thêm cách hỏi")
    assert "+ Xây mấy căn?" in texts(await phone.reply("  Xây  mấy căn? "))[0]
    await phone.press_last("Bớt cách hỏi")
    await phone.press_last("Đã xây bao nhiêu căn nhà?")
    await phone.press_last("Trở lại")
    assert record_of(phone)["answer"] != NEW

    calls = await phone.press_last("Xem trước")
    assert "~ bản ghi nha-o: answer, phrasings" in texts(calls)[-1]
    await phone.press_last("Xuất bản")

    assert (record_of(phone)["answer"], record_of(phone)["phrasings"]) == (NEW, ["Xây mấy căn?"])
    assert phone.store.history()[-1].why == "/sua nha-o"


async def test_answer_that_no_quote_proves_is_refused_and_asked_for_again(phone: Phone) -> None:
    await phone.bot.say("/sua nha-o", sender=LAN)
    await phone.press_last("Sửa câu trả lời")

    said = texts(await phone.reply("999 căn nhà"))

    assert "con số “999” không có trong trích dẫn nào" in said[0]
    assert "trả lời tin nhắn này" in said[1]
    assert NEW in texts(await phone.reply(NEW))[0]


async def test_dialogue_outlives_the_bot(tmp_path: Path) -> None:
    async with open_phone(tmp_path) as phone:
        await phone.bot.say("/sua nha-o", sender=LAN)
        await phone.press_last("Sửa câu trả lời")
        asked = list(phone.bot.telegram.messages.values())[-1]
    async with open_phone(tmp_path) as phone:
        assert NEW in texts(await phone.bot.say(NEW, sender=LAN, reply_to_message=asked))[0]


async def test_question_between_the_steps_is_answered_as_ever(phone: Phone) -> None:
    await phone.bot.say("/sua nha-o", sender=LAN)
    await phone.press_last("Sửa câu trả lời")

    assert texts(await phone.bot.say("Đã xây bao nhiêu căn nhà?", sender=LAN))[0].startswith("145 căn nhà cho")
    assert NEW in texts(await phone.reply(NEW))[0]


async def test_editing_over_what_another_published_meanwhile_asks_again(phone: Phone) -> None:
    await phone.bot.say("/sua nha-o", sender=LAN)
    await phone.send("a.json", a_topic("145 căn nhà cho các hộ"), sender=MINH)
    await phone.press_last("Xuất bản", sender=MINH)
    await phone.press_last("Sửa câu trả lời")
    await phone.reply(NEW)

    (said,) = texts(await phone.press_last("Xem trước"))

    assert "người khác đã xuất bản" in said
    assert "145 căn nhà cho các hộ" in said
    assert "Vẫn xuất bản" in labels(phone.last_with("Vẫn xuất bản"))[0]


async def test_record_is_found_by_its_words_and_unknown_ones_are_said_to_be(phone: Phone) -> None:
    calls = await phone.bot.say("/sua căn nhà", sender=LAN)
    assert labels(only(calls, "sendMessage").result) == ["Căn nhà cho hộ khó khăn (nha-o)"]
    shown = only(await phone.press_last("nha-o"), "editMessageText").result["text"]
    assert "Bản ghi nha-o" in shown
    assert "ví dụ: /sua" in texts(await phone.bot.say("/sua", sender=LAN))[0]


async def test_left_record_is_as_it_was_and_its_buttons_are_dead(phone: Phone) -> None:
    await phone.bot.say("/sua nha-o", sender=LAN)
    message = json.loads(json.dumps(phone.last_with("Sửa câu trả lời")))
    await phone.press_last("Thôi, không sửa")

    calls = await phone.bot.press(message, "Sửa câu trả lời", sender=LAN)

    assert "không còn được sửa" in only(calls, "answerCallbackQuery").parameters["text"]
    engine = phone.bot.application.bot_data.access.audit.database.engine
    with engine.connect() as connection:
        assert connection.execute(edited_records.select()).all() == []


async def test_proposal_is_previewed_published_and_put_away(phone: Phone) -> None:
    path = propose(phone)
    assert "Đề xuất của người duyệt" in texts(await phone.bot.say("/dexuat", sender=LAN))[0]
    await phone.press_last("3 · Xây mấy căn nhà vậy?")
    await phone.press_last("Xem trước để xuất bản")
    await phone.press_last("✅ Xuất bản")

    assert record_of(phone)["phrasings"] == ["Đã xây bao nhiêu căn nhà?", "Xây mấy căn nhà vậy?"]
    assert not path.exists()
    assert (path.parent / "applied" / path.name).exists()
    assert "không có đề xuất nào" in texts(await phone.bot.say("/dexuat", sender=LAN))[0]


async def test_proposal_is_taken_to_edit_and_sent_back(phone: Phone) -> None:
    path = propose(phone, records=[], gaps=[], note="cần bài mới")
    await phone.bot.say("/dexuat", sender=LAN)
    shown = only(await phone.press_last("3 · "), "editMessageText").result
    assert "cần bài mới" in shown["text"]
    assert "✅" not in "".join(labels(shown))
    sent = only(await phone.press_last("Tải về"), "sendDocument")
    value = json.loads(sent.parameters["document"]["content"])
    value["records"] = [make_record(id="moi", phrasings=["Xây mấy căn nhà vậy?"])]

    await phone.send(path.name, dump(value))
    await phone.press_last("✅ Xuất bản")

    assert [each["id"] for each in json.loads((phone.records / TOPIC_FILE).read_bytes())["records"]] == ["nha-o", "moi"]
    assert not path.exists()


async def test_refused_proposal_is_kept_aside_and_audited(phone: Phone) -> None:
    path = propose(phone)
    await phone.bot.say("/dexuat", sender=LAN)
    await phone.press_last("3 · ")
    await phone.press_last("Từ chối")
    await phone.press_last("Từ chối")

    assert not path.exists()
    assert (path.parent / "refused" / path.name).exists()
    assert phone.audited()[-1] == "proposal.refused"
    assert len(phone.store.history()) == 1


async def test_proposal_that_another_took_is_gone(phone: Phone) -> None:
    path = propose(phone)
    await phone.bot.say("/dexuat", sender=LAN)
    path.unlink()

    calls = await phone.press_last("3 · ")

    assert "không còn nữa" in only(calls, "answerCallbackQuery").parameters["text"]


async def test_broken_proposal_is_told_with_its_place(phone: Phone) -> None:
    propose(phone, records=[{"id": "nha-o", "answer": "999 căn nhà"}])
    await phone.bot.say("/dexuat", sender=LAN)
    await phone.press_last("3 · ")

    assert "con số “999”" in texts(await phone.press_last("Xem trước"))[-1]


async def test_staff_are_told_of_new_proposals_once(phone: Phone) -> None:
    propose(phone)
    telegram = phone.bot.telegram
    for person in (LAN, MINH):
        telegram.chats[person["id"]] = {"id": person["id"], "type": "private", "first_name": person["first_name"]}
    inbox = phone.bot.application.bot_data.publishing.inbox
    watching = asyncio.create_task(inbox.watch(partial(tell_of_proposals, phone.bot.application), seconds=0.01))
    await asyncio.sleep(0)
    propose(phone, "nhom-2.json")
    await wait_until(lambda: len(telegram.messages) == 2)
    await asyncio.sleep(0.05)
    watching.cancel()

    assert {message["text"] for message in telegram.messages.values()} == {"Người duyệt vừa gửi 1 đề xuất mới: /dexuat"}
    assert len(telegram.messages) == 2
