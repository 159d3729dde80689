"""Every role tries every command, button, reply and upload: what the table of rights allows works, nothing else."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from typing import TYPE_CHECKING

import pytest

from bot.access import Role
from bot.presentation.texts import texts_for
from bot.presentation.texts_roles import role_texts
from bot.review.model import StaleCardError
from tests.support.attempts import PEOPLE, Attempt, Json, Row, Scene, Tries
from tests.support.bot_under_test import GROUP
from tests.support.racing import make_members
from tests.support.registry import handler_names, press_kinds
from tests.support.rights import TABLE
from tests.support.scenes import open_scene

if TYPE_CHECKING:
    from pathlib import Path

    from bot.delivery.console.telegram import Call

WORDS = role_texts("vi")
CALM, STALE = texts_for("vi").calm, texts_for("vi").stale
RESTRICTED = {name: row for name, row in TABLE.items() if row.least > Role.CITIZEN}
BUTTONS = {name: row for name, row in TABLE.items() if row.buttons is not None}
NOISE = {"audit", "review_trail"}
"""Tables that tell of what was done, and so grow with every attempt that is allowed."""
_WHERE_ASKED = re.compile(r'"prompt": [0-9]+')
"""The number of a message that asks for a reply: asking again is no change."""
TALK = {"questions", "sqlite_sequence", "people"}
"""Tables that anyone's talk fills."""


def private(who: Json) -> Json:
    return {"id": who["id"], "type": "private", "first_name": who["first_name"]}


async def tries(row: Row, attempt: Attempt) -> Tries:
    """What a row says to try."""
    if row.prepare is not None:
        await row.prepare(attempt)
    made = [attempt.write(text) for text in row.texts(attempt)] if row.texts is not None else []
    made += [attempt.press(button.pack()) for button in row.buttons(attempt)] if row.buttons is not None else []
    made += row.updates(attempt) if row.updates is not None else []
    assert made, "a row tries something"
    return made


def outcome(calls: list[Call]) -> str:
    """How an attempt ended: denied, silent, or allowed; failures have their own word."""
    said = [call.parameters.get("text") for call in calls if call.method in {"sendMessage", "answerCallbackQuery"}]
    answers = [text for text in said if text in {WORDS.denied, WORDS.private_only}]
    if answers:
        assert said == answers, "who is denied hears nothing else"
        return "denied"
    if CALM in said:
        return "failed"
    return "allowed" if calls else "silent"


def snapshot(scene: Scene, *, without: frozenset[str] | set[str] = frozenset()) -> Json:
    """Everything that is kept: all tables and files, but for what a refusal itself leaves on record."""
    data_dir = scene.bot.data_dir
    kept: Json = {}
    with sqlite3.connect(data_dir / "questions.sqlite3") as connection:
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            if table not in without:
                rows = map(repr, connection.execute(f'SELECT * FROM "{table}"').fetchall())
                kept[table] = sorted(_WHERE_ASKED.sub("", row) for row in rows)
    connection.close()
    if "audit" in kept:
        kept["audit"] = [row for row in kept["audit"] if "'access.denied'" not in row]
    for path in sorted(data_dir.parent.rglob("*")):
        if path.is_file() and not path.name.startswith(("questions.sqlite3", "audit.heads")):
            kept[str(path.relative_to(data_dir.parent))] = hashlib.sha256(path.read_bytes()).hexdigest()
    return kept


def test_every_handler_has_its_row_and_every_row_its_handler() -> None:
    assert {name.partition(":")[0] for name in TABLE} == set(handler_names())


def test_every_row_of_a_button_tries_that_button() -> None:
    names = {"payload": "", "version": "0" * 16, "earlier": "0" * 16, "proposal": ""}
    scene = Scene(None, group=1, key=1, invitation=1, draft=1, **names)  # type: ignore[arg-type]  no bot is asked
    kinds = {kind.__name__: kind for kind in press_kinds()}
    attempt = Attempt(scene, PEOPLE[Role.ADMIN], GROUP)
    tried = {name: {type(button) for button in row.buttons(attempt)} for name, row in BUTTONS.items() if row.buttons}
    assert {name.partition(":")[0] for name in tried} == kinds.keys()
    assert all(seen == {kinds[name.partition(":")[0]]} for name, seen in tried.items())


@pytest.mark.parametrize("role", Role)
async def test_what_the_table_allows_works(tmp_path: Path, role: Role) -> None:
    who = PEOPLE[role]
    async with open_scene(tmp_path) as scene:
        seen = {}
        for name, row in TABLE.items():
            if row.least <= role:
                for update in await tries(row, Attempt(scene, who, private(who))):
                    await make_members(scene.bot.application.bot_data.access, {who["id"]: role})
                    seen[f"{name}: {_describe(update)}"] = outcome(await scene.bot.deliver(update))
    assert {name: result for name, result in seen.items() if result != "allowed"} == {}


@pytest.mark.parametrize("role", [role for role in Role if role < max(row.least for row in TABLE.values())])
async def test_what_the_table_denies_does_nothing_wherever_it_is_tried(tmp_path: Path, role: Role) -> None:
    """Forged buttons too: in one's own chat, under a message in an admin's chat, and in a group."""
    who = PEOPLE[role]
    async with open_scene(tmp_path) as scene:
        seen = {}
        for name, row in RESTRICTED.items():
            if row.least <= role:
                continue
            own = await tries(row, Attempt(scene, who, private(who)))
            others = await tries(row, Attempt(scene, who, private(PEOPLE[Role.ADMIN]))) if row.buttons else []
            passed_over = TALK if row.otherwise == "talk" else frozenset[str]()
            wanted = "allowed" if row.otherwise == "talk" else "denied"
            before = snapshot(scene, without=passed_over)
            for update in [*own, *others]:
                seen[f"{name}: {_describe(update)}"] = (outcome(await scene.bot.deliver(update)), wanted)
            assert snapshot(scene, without=passed_over) == before, name
    assert {name: result for name, (result, wanted) in seen.items() if result != wanted} == {}


@pytest.mark.parametrize("role", Role)
async def test_nothing_that_asks_for_a_role_works_in_a_group(tmp_path: Path, role: Role) -> None:
    """Forwarded buttons too: whose message stands in a group by now."""
    who = PEOPLE[role]
    async with open_scene(tmp_path) as scene:
        seen = {}
        for name, row in RESTRICTED.items():
            updates = await tries(row, Attempt(scene, who, GROUP))
            is_talk = row.in_groups == "talk"
            passed_over = TALK if is_talk else frozenset[str]()
            before = snapshot(scene, without=passed_over)
            for update in updates:
                seen[f"{name}: {_describe(update)}", is_talk] = outcome(await scene.bot.deliver(update))
            assert snapshot(scene, without=passed_over) == before, name
    wrong = {key: result for key, result in seen.items() if result not in {"denied", "silent"} and not key[1]}
    assert (wrong, "failed" in seen.values()) == ({}, False)


async def test_button_under_an_inline_message_is_denied(tmp_path: Path) -> None:
    who = PEOPLE[Role.ADMIN]
    async with open_scene(tmp_path) as scene:
        seen = {}
        for name, row in RESTRICTED.items():
            for update in await tries(row, Attempt(scene, who, private(who))) if row.buttons else []:
                del update["callback_query"]["message"]
                update["callback_query"]["inline_message_id"] = "i"
                before = snapshot(scene)
                seen[f"{name}: {_describe(update)}"] = outcome(await scene.bot.deliver(update))
                assert snapshot(scene) == before, name
    assert {name: result for name, result in seen.items() if result != "denied"} == {}


async def test_button_pressed_again_after_use_changes_nothing_more(tmp_path: Path) -> None:
    who = PEOPLE[Role.ADMIN]
    async with open_scene(tmp_path) as scene:
        for name, row in BUTTONS.items():
            for update in await tries(row, Attempt(scene, who, private(who))):
                await scene.bot.deliver(update)
                passed_over = NOISE | row.grows
                once = snapshot(scene, without=passed_over)
                again = scene.bot.telegram.update("callback_query", update["callback_query"])
                assert outcome(await scene.bot.deliver(again)) != "failed", name
                assert snapshot(scene, without=passed_over) == once, f"{name}: {_describe(update)}"


async def test_role_that_was_taken_away_no_longer_works(tmp_path: Path) -> None:
    who = PEOPLE[Role.ADMIN]
    async with open_scene(tmp_path) as scene:
        attempt = Attempt(scene, who, private(who))
        prepared = {name: await tries(row, attempt) for name, row in RESTRICTED.items() if row.otherwise == "denied"}
        assert outcome(await scene.bot.say("/vaitro", sender=who)) == "allowed"
        await make_members(scene.bot.application.bot_data.access, {who["id"]: Role.CITIZEN})
        before, seen = snapshot(scene), {}
        for name, updates in prepared.items():
            for update in updates:
                seen[f"{name}: {_describe(update)}"] = outcome(await scene.bot.deliver(update))
        assert snapshot(scene) == before
    assert {name: result for name, result in seen.items() if result != "denied"} == {}


async def test_report_goes_to_those_only_who_still_review(tmp_path: Path) -> None:
    who = PEOPLE[Role.MODERATOR]["id"]
    async with open_scene(tmp_path) as scene:
        held = scene.bot.application.bot_data
        assert (await held.review.report(who, scene.group)).group.id == scene.group
        await make_members(held.access, {who: Role.CITIZEN})
        with pytest.raises(StaleCardError):
            await held.review.report(who, scene.group)


@pytest.mark.parametrize("role", Role)
async def test_button_of_another_version_or_form_does_nothing(tmp_path: Path, role: Role) -> None:
    who = PEOPLE[role]
    async with open_scene(tmp_path) as scene:
        attempt, before = Attempt(scene, who, private(who)), snapshot(scene)
        for name, row in BUTTONS.items():
            for button in row.buttons(attempt) if row.buttons is not None else []:
                packed = button.pack()
                for forged in (f"0{packed[1:]}", f"{packed}:1", f"{packed[:2]}?{packed[2:]}"):
                    said = [call.parameters.get("text") for call in await scene.bot.deliver(attempt.press(forged))]
                    assert said == [STALE], f"{name}: {forged}"
        assert snapshot(scene) == before


def _describe(update: Json) -> str:
    if "callback_query" in update:
        return str(update["callback_query"]["data"])
    return json.dumps(update.get("message", {}).get("text"), ensure_ascii=False)
