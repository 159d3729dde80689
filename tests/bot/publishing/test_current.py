"""The knowledge that answers now: swapped whole, within a second, whoever publishes; nothing else is felt of it."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import pickle
import subprocess
import sys
import time
import weakref
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.publishing import current as module
from bot.publishing.current import CurrentKnowledge
from bot.publishing.workshop import WorkFailedError, Workshop
from knowledge.base import KnowledgeBase, compile_version, open_base
from knowledge.errors import InvalidRecordsError, OutdatedError, Problem, VersionNotFoundError
from knowledge.model import Found, Question
from knowledge.publications import Note
from knowledge.store import VersionStore
from tests.support.phone import HOUSES, LEXICON, NearWorkshop
from tests.support.records import make_record, make_source, make_topic, write_records
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

ROOT = Path(__file__).parents[3]


def edit(store: VersionStore, answer: str) -> str:
    """Publish another answer, as `thidua knowledge publish` does."""
    write_records(store.records, make_source(), make_topic(make_record(answer=answer)), lexicon=LEXICON)
    version = store.build(store.records)
    compile_version(version, store.folder.parent)
    return store.publish_records()


def answer_of(base: KnowledgeBase) -> str:
    outcome = base.ask(Question(HOUSES))
    assert isinstance(outcome, Found)
    return outcome.parts[0].answer


@pytest.fixture
async def current(tmp_path: Path) -> AsyncIterator[CurrentKnowledge]:
    records = write_records(tmp_path / "records", make_source(), make_topic(), lexicon=LEXICON)
    store = VersionStore(tmp_path / "var", records)
    knowledge = CurrentKnowledge(open_base(records, tmp_path / "var")[0], store, tmp_path / "var", NearWorkshop())
    watching = asyncio.create_task(knowledge.watch())
    yield knowledge
    watching.cancel()


async def test_published_version_answers_within_a_second_and_subscribers_are_told(current: CurrentKnowledge) -> None:
    told: list[str] = []

    async def fail(_: KnowledgeBase) -> None:
        raise ValueError("a question nobody may read")

    async def tell(base: KnowledgeBase) -> None:
        told.append(base.version)

    current.subscribe(fail)
    current.subscribe(tell)
    held = current()
    version = await asyncio.to_thread(edit, current.store, "145 căn nhà ở")
    begun = time.monotonic()
    await wait_until(lambda: bool(told))

    assert time.monotonic() - begun < 1
    assert told == [version]
    assert answer_of(current()) == "145 căn nhà ở"
    assert answer_of(held) == "145 căn nhà cho các hộ khó khăn về nhà ở"


async def test_version_published_by_another_process_is_taken_up(current: CurrentKnowledge) -> None:
    path = next((current.store.records / "topics").glob("*.json"))
    value = json.loads(path.read_text(encoding="utf-8"))
    value["records"][0]["answer"] = "145 căn nhà ở"
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    done = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "knowledge", "publish", "--knowledge", str(current.store.records)),
        env={**os.environ, "DATA_DIR": str(current.data_dir), "PYTHONPATH": str(ROOT)},
        cwd=current.data_dir,
        stdout=subprocess.DEVNULL,
    )
    assert await done.wait() == 0
    begun = time.monotonic()
    await wait_until(lambda: answer_of(current()) == "145 căn nhà ở")

    assert time.monotonic() - begun < 1


async def test_version_that_nobody_compiled_is_compiled_in_another_process(tmp_path: Path) -> None:
    records = write_records(tmp_path / "records", make_source(), make_topic(), lexicon=LEXICON)
    base, _ = open_base(records, tmp_path / "var")
    store = VersionStore(tmp_path / "var", records)
    current = CurrentKnowledge(base, store, tmp_path / "var", Workshop())
    write_records(records, make_source(), make_topic(make_record(answer="145 căn nhà ở")), lexicon=LEXICON)
    store.publish_records()

    await current.refresh()

    assert answer_of(current()) == "145 căn nhà ở"


async def test_version_that_cannot_be_opened_leaves_the_earlier_one_answering(current: CurrentKnowledge) -> None:
    held = current()
    version = await asyncio.to_thread(edit, current.store, "145 căn nhà ở")
    await wait_until(lambda: current().version == version)
    current.store.pointer.move("0123456789abcdef", "publish", Note(), fingerprint="x")
    await asyncio.sleep(3 * module.WATCH_SECONDS)

    assert current().version == version
    assert held.version != version
    await asyncio.to_thread(current.store.publish, held.version)
    await wait_until(lambda: current().version == held.version)


async def test_version_gives_back_its_memory_when_nobody_answers_from_it_any_more(current: CurrentKnowledge) -> None:
    held = current()
    version = held.version
    analyst = weakref.ref(current().analyst)
    await asyncio.to_thread(edit, current.store, "145 căn nhà ở")
    await wait_until(lambda: current().version != version)
    assert answer_of(held) == "145 căn nhà cho các hộ khó khăn về nhà ở"
    gc.disable()  # a search for garbage stops everyone
    try:
        del held
        await wait_until(lambda: analyst() is None)
    finally:
        gc.enable()


async def test_error_of_work_in_the_workshop_is_raised_here() -> None:
    with pytest.raises(ZeroDivisionError):
        await Workshop().run(divmod, 1, 0)


async def test_error_of_the_knowledge_crosses_from_the_workshop_whole() -> None:
    with pytest.raises(VersionNotFoundError) as caught:
        await Workshop().run(compile_version, "0123456789abcdef", Path("/nowhere"))

    assert caught.value.version == "0123456789abcdef"


@pytest.mark.parametrize(
    "error",
    [
        InvalidRecordsError([Problem(Path("a.json"), "/x", "sai / wrong", 3)]),
        VersionNotFoundError("v", Path("x")),
        OutdatedError("v"),
    ],
)
def test_errors_keep_what_they_carry_between_processes(error: Exception) -> None:
    assert vars(pickle.loads(pickle.dumps(error))) == vars(error)


async def test_work_that_takes_too_long_or_is_ended_by_the_system_fails_and_the_next_is_done() -> None:
    workshop = Workshop(longest=1)

    with pytest.raises(WorkFailedError):
        await workshop.run(pow, 7, 10**9)
    with pytest.raises(WorkFailedError):
        await workshop.run(os._exit, 1)
    assert await workshop.run(divmod, 7, 2) == (3, 1)
