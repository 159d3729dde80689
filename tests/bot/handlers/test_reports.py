"""Figures and files through real updates: /thongke, the weekly digest, /xuat."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from bot.audit.chain import audit_rows
from bot.delivery.console.telegram import ApiError
from bot.questionlog.store import QuestionLog
from tests.support.applications import make_entry
from tests.support.bot_under_test import AN, BINH, GROUP, BotUnderTest, labels, only, open_bot, texts
from tests.support.sample_knowledge import HOUSES

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.support.sample_knowledge import RoteKnowledge

BOSS: dict[str, Any] = {"id": 601, "is_bot": False, "first_name": "Chi", "language_code": "vi"}
PNG = b"\x89PNG"


@pytest.fixture
async def bot(tmp_path: Path, knowledge: RoteKnowledge) -> AsyncIterator[BotUnderTest]:
    async with open_bot(tmp_path, knowledge, moderator_ids="601") as under_test:
        yield under_test


async def audited(bot: BotUnderTest) -> list[tuple[str, str]]:
    database = bot.application.bot_data.access.audit.database
    return await database.read(
        lambda connection: [(row.actor, row.action) for row in connection.execute(audit_rows.select())]
    )


async def test_figures_show_this_week_against_last_as_picture_and_text(bot: BotUnderTest) -> None:
    log = QuestionLog(bot.application.bot_data.access.audit.database)
    await log.add(make_entry(1, asked_at=bot.clock.now - timedelta(days=7), outcome="not_found"))
    for sender in (AN, BINH):
        await bot.say("Có bao nhiêu căn nhà?", sender=sender)
        await bot.say("Bao giờ đào kênh?", sender=sender)
    calls = await bot.say("/thongke", sender=BOSS)
    assert only(calls, "sendPhoto").parameters["photo"]["content"].startswith(PNG)
    (text,) = texts(calls)
    assert "Câu hỏi: 4 (trước: 1, +3)" in text
    assert "Người hỏi: 2" in text
    assert "Trả lời được: 2" in text
    assert f"1. {HOUSES.subject} (2)" in text
    assert "1. “Bao giờ đào kênh?” (2 người)" in text
    assert ("601", "statistics.viewed") in await audited(bot)


async def test_figures_of_an_empty_log_are_no_error(bot: BotUnderTest) -> None:
    (text,) = texts(await bot.say("/thongke", sender=BOSS))
    assert "Câu hỏi: 0 (trước: 0, không đổi)" in text
    assert "(chưa có)" in text


@pytest.mark.parametrize("command", ["/thongke", "/xuat"])
async def test_figures_and_files_are_for_moderators_in_private_only(bot: BotUnderTest, command: str) -> None:
    for calls in (
        await bot.say(command, sender=AN),
        await bot.say(f"{command}@thidua_soctrang_bot", sender=BOSS, chat=GROUP),
    ):
        assert [call.method for call in calls if call.method in {"sendPhoto", "sendDocument"}] == []
        assert len(texts(calls)) == 1


async def test_export_sends_a_sheet_without_formulas_and_is_audited(bot: BotUnderTest) -> None:
    await bot.say("=HYPERLINK(1) gọi 0912345678")
    sent = only(await bot.say("/xuat", sender=BOSS), "sendDocument")
    assert sent.result["document"]["file_name"] == "cau-hoi-2026-11-22.xlsx"
    assert "1 câu hỏi" in sent.result["caption"]
    sheet = load_workbook(io.BytesIO(sent.parameters["document"]["content"])).active
    (cell,) = [cell for cell in sheet[2] if isinstance(cell.value, str) and "HYPERLINK" in cell.value]
    assert cell.data_type == "s"
    assert "0912345678" not in cell.value
    assert ("601", "questions.exported") in await audited(bot)


async def test_export_takes_a_form_and_a_first_day(bot: BotUnderTest) -> None:
    await bot.say("Câu hôm nay")
    raw = only(await bot.say("/xuat csv 2026-11-22", sender=BOSS), "sendDocument").parameters["document"]["content"]
    assert [row["text"] for row in csv.DictReader(io.StringIO(raw.decode("utf-8-sig")))] == ["Câu hôm nay"]
    raw = only(await bot.say("/xuat 2026-11-23 jsonl", sender=BOSS), "sendDocument").parameters["document"]["content"]
    assert raw == b""
    raw = only(await bot.say("/xuat jsonl", sender=BOSS), "sendDocument").parameters["document"]["content"]
    assert json.loads(raw)["text"] == "Câu hôm nay"


@pytest.mark.parametrize("words", ["pdf", "hôm-qua", "2026-13-40"])
async def test_export_that_is_asked_for_wrongly_is_explained(bot: BotUnderTest, words: str) -> None:
    assert "/xuat csv 2026-01-31" in texts(await bot.say(f"/xuat {words}", sender=BOSS))[0]


async def test_export_too_large_for_telegram_is_said_so(bot: BotUnderTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.reports.MOST_BYTES", 10)
    await bot.say("Câu hôm nay")
    assert "quá lớn" in texts(await bot.say("/xuat", sender=BOSS))[0]


async def subscribe(bot: BotUnderTest) -> dict[str, Any]:
    shown = only(await bot.say("/thongke", sender=BOSS), "sendMessage").result
    calls = await bot.press(shown, "thứ Hai", sender=BOSS)
    assert "thứ Hai tới" in only(calls, "answerCallbackQuery").parameters["text"]
    return shown


async def wake_on(bot: BotUnderTest, days: float) -> list[Any]:
    bot.clock.pass_minutes(days * 24 * 60)
    before = len(bot.telegram.calls)
    await bot.application.bot_data.housekeeper.catch_up()
    return [call for call in bot.telegram.calls[before:] if call.method.startswith("send")]


async def test_a_digest_comes_on_monday_mornings_once_to_those_who_want_it(bot: BotUnderTest) -> None:
    await bot.say("Có bao nhiêu căn nhà?")
    await subscribe(bot)
    assert await wake_on(bot, 0) == []  # Sunday, 16:00 in Vietnam
    assert await wake_on(bot, 0.5) == []  # Monday, 4:00
    sent = await wake_on(bot, 0.2)
    assert [(call.method, call.parameters["chat_id"]) for call in sent] == [("sendPhoto", 601), ("sendMessage", 601)]
    assert "Tuần qua (16/11 – 22/11)" in sent[1].result["text"]
    assert "Câu hỏi: 1" in sent[1].result["text"]
    assert ("601", "statistics.digest") in await audited(bot)
    assert await wake_on(bot, 3) == []
    assert len(await wake_on(bot, 4)) == 2
    await bot.press(sent[1].result, "Thôi gửi", sender=BOSS)
    assert await wake_on(bot, 7) == []


async def test_a_digest_that_could_not_be_sent_is_sent_later(bot: BotUnderTest) -> None:
    await subscribe(bot)
    bot.telegram.faults.append(("sendPhoto", ApiError(500, "Internal Server Error")))
    await wake_on(bot, 1)
    assert len(await wake_on(bot, 0.01)) == 2


async def test_who_blocked_the_bot_or_lost_the_role_gets_no_digest(bot: BotUnderTest) -> None:
    await subscribe(bot)
    bot.telegram.faults.append(("sendPhoto", ApiError(403, "Forbidden: bot was blocked by the user")))
    assert await wake_on(bot, 1) == []
    assert not await bot.application.bot_data.reports.wants_digest(601)
    await subscribe(bot)
    bot.application.bot_data.access._seeds.clear()
    assert await wake_on(bot, 7) == []
    assert not await bot.application.bot_data.reports.wants_digest(601)


async def test_the_digest_is_not_to_be_had_by_a_forged_button(bot: BotUnderTest) -> None:
    shown = only(await bot.say("/thongke", sender=BOSS), "sendMessage").result
    await bot.press(shown, labels(shown)[0], sender=AN)
    assert not await bot.application.bot_data.reports.wants_digest(AN["id"])


async def test_the_running_bot_forgets_every_day(bot: BotUnderTest) -> None:
    await bot.say("Câu cũ")
    await wake_on(bot, 0)
    assert len(bot.logged()) == 1
    await wake_on(bot, 91)
    assert bot.logged() == []
