"""Publishes hundreds of times while citizens ask: is any answer wrong, dropped or of a version never published?

``python tests/benchmarks/publishing.py [--publishes 500] [--versions 12] [--rate 20]``: the shipped records in as many
versions, each with other answers, compiled beforehand as previews do; every other version is built and never published.
Half of the publications come from the phone, half from another process. Prints how long people waited, and the pauses:
for how long at most nobody at all was served around each publication.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import multiprocessing
import random
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from bot.publishing.current import CurrentKnowledge
from bot.publishing.uploads import Upload
from bot.publishing.workshop import Workshop
from knowledge.base import KnowledgeBase, compile_version, open_base, read_compiled
from knowledge.caching import CompiledCache
from knowledge.loading import content_of, shipped_records
from knowledge.model import Found, Question
from knowledge.publications import Note
from knowledge.publishing import publish_files
from knowledge.snapshots import as_records, files_in
from knowledge.store import VersionStore
from tests.support.bot_under_test import AN, BotUnderTest, open_bot

QUESTIONS = (
    "Thành phố đã xây bao nhiêu căn nhà cho hộ khó khăn về nhà ở?",
    "Bao nhiêu thẻ bảo hiểm y tế được mua?",
    "Tỷ lệ hộ nghèo giảm bao nhiêu mỗi năm?",
    "giá vàng hôm nay",
    "xin chào",
)
MARKS = "a b c d e g h i k l m n o p q r s t u v x y".split()
TICK = 0.002


@dataclass
class Seen:
    """What was measured."""

    answers: list[tuple[float, float, str, str]] = field(default_factory=list)
    """Each question asked: begun, done, its text and the answer."""
    ticks: list[tuple[float, float, float]] = field(default_factory=list)
    """When the event loop came late, by how much, and for how much of that a thread of ours had no processor."""
    publications: list[tuple[float, float, str]] = field(default_factory=list)
    """Begun, done, version."""


def make_versions(store: VersionStore, number: int) -> list[str]:
    """Build versions in which every figure's answer ends in another mark."""
    base, versions = files_in(store.records), []
    for mark in MARKS[:number]:
        files = dict(base)
        for name, raw in base.items():
            if name.startswith("topics/"):
                topic = json.loads(raw)
                for record in topic["records"]:
                    record["answer"] += f" (bản {mark})"
                files[name] = json.dumps(topic, ensure_ascii=False, indent=2).encode()
        versions.append(store.add(content_of(as_records(files, store.records)), files))
    return versions


def answers_of(base: KnowledgeBase) -> dict[str, str]:
    """The beginning of what each question is answered."""
    told = {}
    for text in QUESTIONS:
        outcome = base.ask(Question(text))
        told[text] = outcome.parts[0].answer if isinstance(outcome, Found) else type(outcome).__name__
    return told


def publish_elsewhere(records: Path, data_dir: Path, orders: Any, results: Any) -> None:
    """Publish what is ordered, in a process of its own."""
    store = VersionStore(data_dir, records)
    while version := orders.get():
        begun = time.monotonic()
        publish_files(store, version, store.files_of(version), base=store.current(), note=Note("8"))
        results.put((begun, time.monotonic()))


async def ask_on(bot: BotUnderTest, seen: Seen, rate: float, stop: asyncio.Event) -> None:
    """Let citizens ask, each as if alone, so many a second."""
    chance, tasks, person = random.Random(1), set(), 1_000
    while not stop.is_set():
        person += 1
        text = chance.choice(QUESTIONS)
        sender = AN | {"id": person}
        update = bot.telegram.write(text, sender=sender)

        async def ask(update: Any = update, text: str = text, person: int = person) -> None:
            begun = time.monotonic()
            await bot.processor.process(update)
            done = time.monotonic()
            sent = [m for (chat, _), m in bot.telegram.messages.items() if chat == person and m["from"]["is_bot"]]
            seen.answers.append((begun, done, text, "\n".join(m["text"] for m in sent)))
            for key in [key for key in bot.telegram.messages if key[0] == person]:
                del bot.telegram.messages[key]

        task = asyncio.create_task(ask())
        tasks.add(task)
        task.add_done_callback(tasks.discard)
        await asyncio.sleep(chance.expovariate(rate))
    await asyncio.gather(*tasks)


async def watch_pauses(seen: Seen) -> None:
    """Note whenever the loop comes late."""
    waited = wait_for_processors()
    while True:
        begun = time.monotonic()
        await asyncio.sleep(TICK)
        late = time.monotonic() - begun - TICK
        now = wait_for_processors()
        longest = max((now[thread] - waited.get(thread, now[thread]) for thread in now), default=0.0)
        seen.ticks.append((begun, late, min(late, longest)))
        waited = now


def wait_for_processors() -> dict[str, float]:
    """How long each of our threads has been ready and had no processor so far (Linux), for others use them too."""
    found = {}
    for path in Path("/proc/self/task").glob("*/schedstat"):
        with contextlib.suppress(OSError):  # a thread that has just ended
            found[path.parent.name] = int(path.read_text(encoding="ascii").split()[1]) / 1e9
    return found


async def publish_on(phone: Any, published: list[str], number: int, seen: Seen, elsewhere: tuple[Any, Any]) -> None:
    """Publish versions in turn, from the phone and from elsewhere."""
    desk, chance = phone, random.Random(2)
    current: str = published[0]
    for place in range(number):
        version = chance.choice([each for each in published if each != current])
        if place % 2:
            elsewhere[0].put(version)
            begun, done = await asyncio.to_thread(elsewhere[1].get)
            deadline = time.monotonic() + 5
            while desk.current().version != version and time.monotonic() < deadline:  # noqa: ASYNC110
                await asyncio.sleep(0.005)
        else:
            draft = await desk.drafts.begin(AN["id"], AN["id"], current, [Upload("a.json", b"{}")])
            await desk.drafts.mark(draft.id, over=current, version=version)
            begun = time.monotonic()
            await desk.publish(AN["id"], draft.id, current)
            done = time.monotonic()
        if desk.current().version != version:
            sys.exit(f"{version} was published and does not answer")
        seen.publications.append((begun, time.monotonic(), version))
        del done
        current = version
        await asyncio.sleep(chance.uniform(0.05, 0.3))


def judge(seen: Seen, expected: dict[str, dict[str, str]], first: str) -> list[str]:
    """Every answer that is dropped, wrong, or of a version that did not answer then."""
    spans = [(0.0, first), *((begun, version) for begun, _, version in seen.publications)]
    ends = [*(done for _, done, _ in seen.publications), float("inf")]
    faults = []
    for begun, done, text, answer in seen.answers:
        possible = {
            version for (start, version), end in zip(spans, ends, strict=True) if start <= done and end >= begun
        }
        told = [expected[version][text] for version in possible]
        if not answer:
            faults.append(f"dropped: {text}")
        elif not any(answer.startswith(each) or each in {"NotFound", "SmallTalk", "Ambiguous"} for each in told):
            faults.append(f"wrong: {text}: {answer[:80]}")
    return faults


def report(seen: Seen, faults: list[str]) -> None:
    """Print the figures."""
    waits = sorted(done - begun for begun, done, _, _ in seen.answers)
    swaps = sorted(done - begun for begun, done, _ in seen.publications)
    around = [[tick for tick in seen.ticks if begun <= tick[0] <= done + 0.1] for begun, done, _ in seen.publications]
    pauses = sorted(max((late for _, late, _ in ticks), default=0.0) for ticks in around)
    own = sorted(max((late - waited for _, late, waited in ticks), default=0.0) for ticks in around)
    quiet = sorted(late for _, late, _ in seen.ticks)
    for name, values in (
        ("wait for an answer", waits),
        ("publication until it answers", swaps),
        ("pause", pauses),
        ("pause, but for what other programs took", own),
    ):
        shares = [values[min(len(values) - 1, int(len(values) * share))] * 1000 for share in (0.5, 0.95, 0.99)]
        print(f"{name}: p50 {shares[0]:.1f}, p95 {shares[1]:.1f}, p99 {shares[2]:.1f}, max {values[-1] * 1000:.1f} ms")
    late = quiet[int(len(quiet) * 0.99)] * 1000
    print(f"the loop is late, all the time: p50 {median(quiet) * 1000:.2f}, p99 {late:.1f} ms")
    print(f"{len(seen.publications)} publications, {len(seen.answers)} answers, {len(faults)} faults")
    for fault in faults[:10]:
        print(fault)


async def main(publishes: int, versions: int, rate: float) -> int:
    """Run it; the exit code says whether any answer was at fault."""
    folder = Path(tempfile.mkdtemp())
    records, data_dir = folder / "records", folder / "var"
    for name in ("sources", "topics", "lexicon"):
        shutil.copytree(shipped_records() / name, records / name)
    base, _ = open_base(records, data_dir)
    store = VersionStore(data_dir, records)
    made = make_versions(store, 2 * versions)
    published = [base.version, *made[::2]]
    CompiledCache.write.__globals__["MOST_KEPT"] = 100  # all of them shall be ready, as after their previews
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        pool.starmap(_compile, [(version, data_dir) for version in published])
    expected = {}
    for version in published:
        opened = read_compiled(version, data_dir)
        if opened is None:
            sys.exit("not compiled")
        expected[version] = answers_of(opened)
    context = multiprocessing.get_context("spawn")
    elsewhere = (context.Queue(), context.Queue())
    other = context.Process(target=publish_elsewhere, args=(records, data_dir, *elsewhere))
    other.start()
    seen, stop = Seen(), asyncio.Event()
    current = CurrentKnowledge(base, store, data_dir, Workshop())
    del base, opened
    async with open_bot(data_dir, current, knowledge_dir=records, staff_ids=frozenset({AN["id"]})) as bot:
        watching = [asyncio.create_task(current.watch()), asyncio.create_task(watch_pauses(seen))]
        asking = asyncio.create_task(ask_on(bot, seen, rate, stop))
        await asyncio.sleep(1)
        seen.ticks.clear()
        desk = bot.application.bot_data.publishing.desk
        await publish_on(desk, published, publishes, seen, elsewhere)
        await asyncio.sleep(1)
        stop.set()
        await asking
        for task in watching:
            task.cancel()
    elsewhere[0].put("")
    other.join()
    faults = judge(seen, expected, published[0])
    report(seen, faults)
    shutil.rmtree(folder)
    return 1 if faults else 0


def _compile(version: str, data_dir: Path) -> None:
    CompiledCache.write.__globals__["MOST_KEPT"] = 100
    compile_version(version, data_dir)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--publishes", type=int, default=500)
    parser.add_argument("--versions", type=int, default=8)
    parser.add_argument("--rate", type=float, default=20.0)
    given = parser.parse_args()
    sys.exit(asyncio.run(main(given.publishes, given.versions, given.rate)))
