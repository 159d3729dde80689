"""Publishing again and again while citizens ask: every question is answered, by a version that answered just then."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from knowledge.base import compile_version
from knowledge.loading import content_of
from knowledge.snapshots import as_records, files_in
from tests.support.bot_under_test import AN, texts
from tests.support.phone import HOUSES, LAN, TOPIC_FILE, Phone, a_topic, open_phone

if TYPE_CHECKING:
    from pathlib import Path

PUBLICATIONS = 16
MARKS = "bcdeghiklmno"


def build(phone: Phone, mark: str) -> str:
    """A version that answers in words of its own, compiled as after its preview."""
    files = {**files_in(phone.records), TOPIC_FILE: a_topic(f"145 căn nhà, bản {mark}")}
    version = phone.store.add(content_of(as_records(files, phone.records)), files)
    compile_version(version, phone.current.data_dir)
    return version


async def ask_on(phone: Phone, answers: list[tuple[float, float, str]], stop: asyncio.Event) -> None:
    person = 10_000
    while not stop.is_set():
        person += 1
        begun = time.monotonic()
        said = texts(await phone.bot.say(HOUSES, sender=AN | {"id": person}))
        answers.append((begun, time.monotonic(), said[0] if said else ""))


async def test_no_answer_is_wrong_dropped_or_of_a_version_that_was_never_published(tmp_path: Path) -> None:
    answers: list[tuple[float, float, str]] = []
    moves: list[tuple[float, float, str]] = [(0.0, 0.0, "145 căn nhà cho các hộ")]
    stop = asyncio.Event()
    async with open_phone(tmp_path) as phone:
        built = {mark: build(phone, mark) for mark in MARKS}
        desk = phone.bot.application.bot_data.publishing.desk
        watching = asyncio.create_task(phone.current.watch())
        asking = asyncio.create_task(ask_on(phone, answers, stop))
        for number in range(PUBLICATIONS):
            mark = MARKS[::2][number % (len(MARKS) // 2)]  # every other version is never published
            over, begun = phone.current().version, time.monotonic()
            if number % 4 == 3:
                await asyncio.to_thread(phone.store.publish, built[mark])
                async with asyncio.timeout(1):
                    while phone.current().version != built[mark]:  # noqa: ASYNC110  the watch sees it, not we
                        await asyncio.sleep(0.01)
            else:
                draft = await desk.drafts.begin(LAN["id"], LAN["id"], over, [])
                await desk.drafts.mark(draft.id, over=over, version=built[mark])
                await desk.publish(LAN["id"], draft.id, over)
            moves.append((begun, time.monotonic(), f"145 căn nhà, bản {mark}"))
            await asyncio.sleep(0.02)
        stop.set()
        await asking
        watching.cancel()
        history = phone.store.history()

    assert len(history) == PUBLICATIONS + 1
    assert len(answers) > PUBLICATIONS
    ends = [*(done for _, done, _ in moves[1:]), float("inf")]
    for begun, done, said in answers:
        possible = [text for (start, _, text), end in zip(moves, ends, strict=True) if start <= done and end >= begun]
        assert said.startswith(tuple(possible)), (said, possible)
