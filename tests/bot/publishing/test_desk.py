"""From the phone: a file is checked and previewed, published or dropped, and taken back; two editors at once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.publishing import uploads
from bot.publishing.workshop import WorkFailedError
from knowledge import publishing
from knowledge.snapshots import files_in
from tests.support.bot_under_test import GROUP, labels, only, texts
from tests.support.phone import DAN, HOUSES, LAN, MINH, TOPIC_FILE, Phone, a_topic, dump, open_phone
from tests.support.records import make_record, make_source, make_topic
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from pathlib import Path

NEW = "145 căn nhà ở"


async def test_records_file_is_previewed_published_and_answers_at_once(phone: Phone) -> None:
    await phone.ask()  # the first answer also tells what is kept
    before = await phone.ask()
    calls = await phone.send("an-sinh.json", a_topic(NEW), caption="gọn hơn")

    (preview,) = texts(calls)
    assert "~ bản ghi nha-o: answer" in preview
    assert "Bản nháp số 1" in preview
    assert labels(only(calls, "sendMessage").result) == ["✅ Xuất bản", "✖ Bỏ"]
    assert await phone.ask() == before
    done = only(await phone.press_last("Xuất bản"), "editMessageText")
    assert "Đã xuất bản" in done.result["text"]
    assert "Thư mục hồ sơ cũng đã được ghi theo" in done.result["text"]
    assert (await phone.ask()).startswith(NEW)
    assert json.loads((phone.records / TOPIC_FILE).read_bytes())["records"][0]["answer"] == NEW
    entry = phone.store.history()[-1]
    assert (entry.by, entry.why, entry.action) == (str(LAN["id"]), "gọn hơn", "publish")
    assert phone.audited() == ["draft.received", "knowledge.published"]


async def test_preview_tells_which_answers_change_and_attaches_the_page(phone: Phone) -> None:
    await phone.ask()
    calls = await phone.send("an-sinh.json", a_topic(NEW))

    assert "Đã hỏi thử 1 câu: 1 câu trả lời sẽ khác đi." in texts(calls)[-1]
    document = only(calls, "sendDocument")
    assert document.result["document"]["file_name"] == "thay-doi-1.html"
    assert HOUSES.encode() in document.parameters["document"]["content"]
    await phone.press_last("Xuất bản")
    assert phone.store.history()[-1].changed == 1


async def test_broken_file_is_answered_with_located_errors_and_nothing_to_press(phone: Phone) -> None:
    raw = a_topic("999 căn nhà")
    line = 1 + raw.decode().split('"answer"')[0].count("\n")

    calls = await phone.send("an-sinh.json", raw)

    (said,) = texts(calls)
    assert "Chưa thể xuất bản: có" in said
    assert f"an-sinh.json:{line}: /records/0/answer: con số “999”" in said
    assert labels(only(calls, "sendMessage").result) == []
    assert len(phone.store.history()) == 1


@pytest.mark.parametrize(
    ("name", "raw", "told"),
    [
        ("a.json", b"{", "a.json:1"),
        ("a.json", b"[" * 100_000, "lồng nhau"),
        ("a.json", b'{"records": [], "records": []}', "a.json"),
        ("a.json", b'{"topic": "../../x", "title": "x", "records": []}', "a.json:1"),
        ("../../a.json", b'{"unknown": 1}', "a.json:1"),
        ("a.json", b"\xff", "UTF-8"),
        ("a.json", b"[]", "không nhận ra loại tệp"),
        ("a.json", b'{"id": "khong-co", "citations": []}', "chưa có bản ghi nào"),
        ("a.json", b'{"words": "x"}', "a.json:1"),
    ],
)
async def test_hostile_file_is_refused_where_it_is_wrong(phone: Phone, name: str, raw: bytes, told: str) -> None:
    before = files_in(phone.records)

    calls = await phone.send(name, raw)

    assert told in texts(calls)[0]
    assert files_in(phone.records) == before
    assert (await phone.ask()).startswith("145 căn nhà cho")


async def test_file_that_is_too_large_is_not_even_fetched(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(uploads.LARGEST, ".json", 10)

    calls = await phone.send("a.json", b" " * 11)

    assert "lớn hơn" in texts(calls)[0]
    assert [call.method for call in calls] == ["sendMessage"]


async def test_other_kinds_of_files_are_refused_politely(phone: Phone) -> None:
    assert "Tôi nhận tệp hồ sơ .json" in texts(await phone.send("a.exe", b"MZ"))[0]


async def test_several_records_files_of_one_album_are_one_draft(phone: Phone) -> None:
    gathering = phone.bot.application.bot_data.gathering
    gathering._quiet = 0.05
    source = make_source(id="bao-hai-2024-02-03", published="2024-02-03T08:30:00+07:00")
    record = make_record(id="hai", phrasings=["Báo hai nói gì?"])
    record["citations"][0]["source"] = source["id"]

    assert texts(await phone.send("b.json", dump(make_topic(record, topic="hai")), media_group_id="9")) == []
    assert texts(await phone.send("a.json", dump(source), media_group_id="9", caption="báo hai")) == []
    await wait_until(lambda: any("Bản nháp" in m.get("text", "") for m in phone.bot.telegram.messages.values()))
    await phone.press_last("Xuất bản")

    assert set(files_in(phone.records)) >= {"sources/bao-hai-2024-02-03.json", "topics/hai.json"}
    assert phone.store.history()[-1].why == "báo hai"


async def test_album_that_was_coming_when_the_bot_was_killed_is_taken_up(tmp_path: Path) -> None:
    async with open_phone(tmp_path) as phone:
        await phone.send("a.json", a_topic(NEW), media_group_id="9")
        await phone.bot.application.bot_data.gathering.close()
    async with open_phone(tmp_path) as phone:
        phone.bot.telegram.chats[LAN["id"]] = {"id": LAN["id"], "type": "private", "first_name": "Lan"}
        gathering = phone.bot.application.bot_data.gathering
        gathering._quiet = 0.0
        await gathering.resume()
        await wait_until(lambda: any("Bản nháp" in m.get("text", "") for m in phone.bot.telegram.messages.values()))


async def test_dropped_draft_changes_nothing_and_cannot_be_published(phone: Phone) -> None:
    await phone.send("a.json", a_topic(NEW))
    message = phone.last_with("Xuất bản")

    assert "Đã bỏ bản nháp" in only(await phone.press_last("Bỏ"), "editMessageText").result["text"]
    calls = await phone.bot.forge(message, f"1ep:1:{phone.store.current()}", sender=LAN)

    assert "đã được xuất bản, đã bỏ" in only(calls, "answerCallbackQuery").parameters["text"]
    assert len(phone.store.history()) == 1


async def test_nothing_new_is_nothing_to_publish(phone: Phone) -> None:
    calls = await phone.send("a.json", a_topic())

    assert "Không có gì thay đổi" in texts(calls)[0]
    assert labels(only(calls, "sendMessage").result) == []


async def test_second_editor_sees_what_the_first_changed_and_keeps_it(phone: Phone) -> None:
    await phone.send("a.json", a_topic(NEW))
    other = make_topic(make_record(), make_record(id="khac", phrasings=["Còn gì khác?"]))
    await phone.send("b.json", dump(other), sender=MINH)
    await phone.press_last("Xuất bản")

    calls = await phone.press_last("Xuất bản", sender=MINH)

    assert "người khác đã xuất bản" in texts(calls)[-1]
    assert "~ bản ghi nha-o: answer" in texts(calls)[-1]
    assert "+ bản ghi khac" in texts(calls)[-1]
    assert len(phone.store.history()) == 2
    await phone.press_last("Xuất bản", sender=MINH)
    records = json.loads((phone.records / TOPIC_FILE).read_bytes())["records"]
    assert [(each["id"], each["answer"]) for each in records] == [("nha-o", NEW), ("khac", make_record()["answer"])]
    assert [entry.by for entry in phone.store.history()] == ["", str(LAN["id"]), str(MINH["id"])]


async def test_same_record_changed_by_both_is_shown_and_asked_again(phone: Phone) -> None:
    await phone.send("a.json", a_topic(NEW))
    await phone.send("b.json", a_topic("145 căn nhà cho các hộ"), sender=MINH)
    await phone.press_last("Xuất bản")

    calls = await phone.press_last("Xuất bản", sender=MINH)

    assert f'của họ: {{"answer": "{NEW}"}}' in texts(calls)[-1]
    assert 'của anh/chị: {"answer": "145 căn nhà cho các hộ"}' in texts(calls)[-1]
    assert (await phone.ask()).startswith(NEW)
    await phone.press_last("Vẫn xuất bản bản của tôi", sender=MINH)
    assert (await phone.ask()).startswith("145 căn nhà cho các hộ")


async def test_folder_that_cannot_be_written_is_said_plainly(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "may_write", lambda _: False)
    before = files_in(phone.records)
    await phone.send("a.json", a_topic(NEW))

    done = only(await phone.press_last("Xuất bản"), "editMessageText").result["text"]

    assert "thidua knowledge pull" in done
    assert files_in(phone.records) == before
    assert (await phone.ask()).startswith(NEW)


async def test_disk_that_fails_leaves_the_earlier_version_and_says_so(
    phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    await phone.send("a.json", a_topic(NEW))
    with monkeypatch.context() as patch:
        patch.setattr("knowledge.publications.write_whole", fail)
        calls = await phone.press_last("Xuất bản")
    assert "không ghi được dữ liệu" in only(calls, "answerCallbackQuery").parameters["text"]
    assert (await phone.ask()).startswith("145 căn nhà cho")
    await phone.press_last("Xuất bản")
    assert (await phone.ask()).startswith(NEW)


async def test_history_tells_who_when_why_and_how_much_and_undoing_goes_back(phone: Phone) -> None:
    await phone.ask()
    before = files_in(phone.records)
    await phone.send("a.json", a_topic(NEW), caption="gọn hơn")
    await phone.press_last("Xuất bản")

    (said,) = texts(await phone.bot.say("/lichsu", sender=LAN))
    assert f"{LAN['id']} · xuất bản" in said
    assert "đang trả lời · “gọn hơn” · 1 câu trả lời thay đổi" in said
    (asked,) = texts(await phone.bot.say("/hoantac", sender=LAN))
    assert asked.startswith("Quay lại phiên bản")
    assert "Đã quay lại" in only(await phone.press_last("Quay lại"), "editMessageText").result["text"]
    assert (await phone.ask()).startswith("145 căn nhà cho")
    assert files_in(phone.records) == before
    assert phone.audited()[-1] == "knowledge.rolled_back"
    assert "Không có phiên bản nào trước đó" in texts(await phone.bot.say("/hoantac", sender=LAN))[0]


async def test_undoing_from_the_list_may_be_called_off(phone: Phone) -> None:
    await phone.send("a.json", a_topic(NEW))
    await phone.press_last("Xuất bản")
    await phone.bot.say("/lichsu", sender=LAN)
    await phone.press_last("Quay lại bản trước")

    assert "Vẫn giữ nguyên" in only(await phone.press_last("Giữ nguyên"), "editMessageText").result["text"]
    assert (await phone.ask()).startswith(NEW)


async def test_undoing_what_somebody_replaced_meanwhile_is_stale(phone: Phone) -> None:
    await phone.send("a.json", a_topic(NEW))
    await phone.press_last("Xuất bản")
    await phone.bot.say("/hoantac", sender=LAN)
    await phone.send("b.json", a_topic("145 căn nhà cho các hộ"), sender=MINH)
    await phone.press_last("Xuất bản", sender=MINH)

    calls = await phone.press_last("Quay lại")

    assert only(calls, "answerCallbackQuery").parameters["show_alert"]
    assert (await phone.ask()).startswith("145 căn nhà cho các hộ")


async def test_press_delivered_again_after_a_kill_says_done_and_publishes_once(phone: Phone) -> None:
    desk = phone.bot.application.bot_data.publishing.desk
    await phone.send("a.json", a_topic(NEW))
    over = phone.store.current() or ""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(desk, "_finish", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            await desk.publish(LAN["id"], 1, over)

    done = only(await phone.press_last("Xuất bản"), "editMessageText")

    assert "Đã xuất bản" in done.result["text"]
    assert len(phone.store.history()) == 2


async def test_citizens_files_and_commands_go_nowhere(phone: Phone) -> None:
    assert "tôi chỉ đọc được chữ" in texts(await phone.send("a.json", a_topic(NEW), sender=DAN))[0]
    for command in ("/lichsu", "/hoantac", "/sua nha-o", "/dexuat"):
        calls = await phone.bot.say(command, sender=DAN)
        assert len(texts(calls)) == 1
        assert labels(only(calls, "sendMessage").result) == []
    await phone.send("a.json", a_topic(NEW))
    message = phone.last_with("Xuất bản")
    calls = await phone.bot.press(message, "Xuất bản", sender=DAN)
    assert only(calls, "answerCallbackQuery").parameters["show_alert"]
    assert len(phone.store.history()) == 1


async def test_staff_in_a_group_are_sent_to_the_private_chat(phone: Phone) -> None:
    calls = await phone.bot.say("/lichsu", sender=LAN, chat=GROUP)

    assert "riêng" in texts(calls)[0]


async def test_another_editors_draft_cannot_be_pressed(phone: Phone) -> None:
    await phone.send("a.json", a_topic(NEW))

    calls = await phone.bot.press(phone.last_with("Xuất bản"), "Xuất bản", sender=MINH)

    assert "không còn nữa" in only(calls, "answerCallbackQuery").parameters["text"]
    assert len(phone.store.history()) == 1


ARTICLE = """Trường Bến Đò có thêm 12 phòng học

15/03/2024 09:30

Ngày 14/03/2024, phường Bến Đò khánh thành 12 phòng học mới với kinh phí 3,5 tỉ đồng.

Công trình giúp 420 học sinh không phải học ca ba."""


async def test_article_becomes_a_source_with_drafts_that_answer_once_unmarked(phone: Phone) -> None:
    calls = await phone.send("bai.txt", ARTICLE.encode(), caption="Báo: Báo Thử Hai")
    assert "+ nguồn bao-thu-hai-2024-03-15" in texts(calls)[-1]
    await phone.press_last("Xuất bản")
    drafts = [record for topic in phone.current().content.topics for record in topic.records if record.draft]
    assert drafts
    shown = only(await phone.bot.say("/sua", sender=LAN), "sendMessage").result
    assert f"{len(drafts)} bản ghi còn là bản nháp" in shown["text"]
    await phone.bot.press(shown, labels(shown)[0].rstrip("…"), sender=LAN)
    await phone.press_last("Bỏ dấu nháp")
    await phone.press_last("Xem trước")
    await phone.press_last("Xuất bản")
    left = [record for topic in phone.current().content.topics for record in topic.records if record.draft]
    assert len(left) == len(drafts) - 1


async def test_article_without_its_newspaper_is_asked_for_it_and_a_known_one_is_named(phone: Phone) -> None:
    assert "Báo: Báo Sóc Trăng" in texts(await phone.send("bai.txt", ARTICLE.encode()))[-1]
    await phone.send("bai.txt", ARTICLE.encode(), caption="Báo: Báo Thử Hai")
    await phone.press_last("Xuất bản")

    assert "đã có trong hồ sơ" in texts(await phone.send("bai.txt", ARTICLE.encode(), caption="Báo: Khác"))[-1]


async def test_draft_over_a_version_that_is_no_longer_kept_is_to_be_sent_again(phone: Phone) -> None:
    first = phone.store.current() or ""
    await phone.send("a.json", a_topic(NEW))
    await phone.press_last("Xuất bản")
    phone.store.remove(first)
    desk = phone.bot.application.bot_data.publishing.desk
    draft = await desk.drafts.begin(LAN["id"], LAN["id"], first, [uploads.Upload("a.json", a_topic())], album="7")
    gathering = phone.bot.application.bot_data.gathering
    gathering._quiet = 0.0
    gathering.expect(draft)

    await wait_until(lambda: any("quá cũ" in m.get("text", "") for m in phone.bot.telegram.messages.values()))


async def test_draft_that_took_too_long_is_kept_and_can_be_looked_at_again(
    phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object, **__: object) -> None:
        raise WorkFailedError

    with monkeypatch.context() as patch:
        patch.setattr(phone.current.workshop, "run", fail)
        assert "quá lâu" in texts(await phone.send("a.json", a_topic(NEW)))[0]
    other = await phone.bot.press(phone.last_with("Thử xem lại"), "Thử xem lại", sender=MINH)
    assert "không còn nữa" in only(other, "answerCallbackQuery").parameters["text"]
    await phone.press_last("Thử xem lại")
    await phone.press_last("Xuất bản")

    assert (await phone.ask()).startswith(NEW)
