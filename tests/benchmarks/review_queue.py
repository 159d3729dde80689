"""The review queue over 100,000 logged questions: opening it, grouping what comes in, and logging meanwhile.

Run: python tests/benchmarks/review_queue.py [ROWS]
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select

from bot.access import Access, Role
from bot.audit import AuditLog
from bot.questionlog.model import LoggedQuestion
from bot.questionlog.review_tables import review_groups, review_members
from bot.questionlog.store import QuestionLog
from bot.questionlog.tables import questions, votes
from bot.review.grouping import Grouper
from bot.review.proposals import Proposals
from bot.review.reviewing import Review
from knowledge.base import open_base
from knowledge.loading import shipped_records

if TYPE_CHECKING:
    from collections.abc import Iterator

SETS = Path(__file__).parents[1] / "questions"
CHANCE = random.Random(20200703)
START = datetime(2026, 9, 1, tzinfo=UTC)
MODERATOR = 7
PEOPLE = 20_000
OPENINGS = 100
LIVE = 500
"""Questions logged one by one at the end, while they are grouped."""


def load_texts() -> list[str]:
    """The project's questions, and as many with words of others put in: people ask about much and differ in wording."""
    rows = [
        json.loads(line)["q"]
        for name in ("negative", "negative2", "found", "found2")
        for line in (SETS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    words = sorted({word for text in rows for word in text.split() if word.isalpha()})
    varied = []
    for text in rows * 4:
        own = text.split()
        for _ in range(CHANCE.randint(1, 3)):
            own.insert(CHANCE.randrange(len(own) + 1), CHANCE.choice(words))
        varied.append(" ".join(own))
    return rows + varied


def make_rows(texts: list[str], count: int, first: int = 0) -> Iterator[LoggedQuestion]:
    """Questions as people ask them: a few very often, most rarely; four in ten need a look."""
    for number in range(first, first + count):
        place = int(CHANCE.paretovariate(0.6)) - 1 if number % 2 else CHANCE.randrange(len(texts))
        text = texts[min(place, len(texts) - 1)]
        outcome = CHANCE.choices(["answered", "not_found", "ambiguous", "smalltalk"], [60, 28, 7, 5])[0]
        yield LoggedQuestion(
            update_id=number,
            key=number,
            asked_at=START + timedelta(seconds=60 * number),
            pseudonym=f"p{CHANCE.randrange(PEOPLE)}",
            chat_kind="private",
            language="vi",
            text=text,
            outcome=outcome,
            records=("nha-cho-ho-kho-khan",) if outcome == "answered" else (),
            score=CHANCE.random() ** 0.2,
            knowledge_version="v",
            milliseconds=5.0,
        )


def fill(log: QuestionLog, texts: list[str], count: int) -> None:
    """Log many questions in a few transactions."""
    names = [column.name for column in questions.columns if column.name not in {"id", "logged_at"}]
    for first in range(0, count, 5000):
        rows = list(make_rows(texts, min(5000, count - first), first))
        values = [{name: getattr(row, name) for name in names} | {"logged_at": row.asked_at} for row in rows]
        with log.database.engine.begin() as connection:
            connection.execute(insert(questions), values)
            down = [
                {"question_id": first + number + 1, "pseudonym": row.pseudonym, "vote": -1, "voted_at": row.asked_at}
                for number, row in enumerate(rows)
                if row.outcome == "answered" and CHANCE.random() < 0.05
            ]
            connection.execute(insert(votes), down)


def show(name: str, seconds: list[float]) -> None:
    """Print a distribution in milliseconds."""
    cuts = quantiles(seconds, n=100)
    figures = (
        f"median {median(seconds) * 1000:.1f} ms, 99 % {cuts[98] * 1000:.1f} ms, worst {max(seconds) * 1000:.1f} ms"
    )
    print(f"{name}: {figures} ({len(seconds)} times)", flush=True)


async def measure(folder: Path, count: int) -> None:
    """Fill a log, group it, and measure."""
    base, _ = open_base(shipped_records(), folder)
    log = QuestionLog.open(f"sqlite:///{folder / 'questions.sqlite3'}")
    texts = load_texts()
    fill(log, texts, count)
    grouper = Grouper(log.database, lambda: base)
    begun = time.perf_counter()
    grouped = await grouper.catch_up()
    took = time.perf_counter() - begun
    print(f"{count} questions logged; {grouped} grouped from nothing in {took:.0f} s", flush=True)
    with log.database.engine.connect() as connection:
        groups = connection.scalar(select(func.count()).select_from(review_groups))
        largest = connection.scalar(select(func.max(review_groups.c.questions)))
        members = connection.scalar(select(func.count()).select_from(review_members))
    print(f"{groups} groups, the largest of {largest} questions, {members} questions in groups", flush=True)

    access = Access(AuditLog(log.database, folder), {MODERATOR: Role.MODERATOR}, str)
    review = Review(access, Proposals(folder / "proposals"), lambda: base)
    openings, skips = [], []
    for _ in range(OPENINGS):
        begun = time.perf_counter()
        desk = await review.open(MODERATOR, "private")
        openings.append(time.perf_counter() - begun)
        for _ in range(3):
            begun = time.perf_counter()
            if desk.card is not None:
                desk = await review.skip(MODERATOR, "private", desk.card.group.id)
            skips.append(time.perf_counter() - begun)
    show("opening the queue", openings)
    show("skipping to the next card", skips)

    inserts, groupings = [], []
    for row in make_rows(texts, LIVE, count):
        begun = time.perf_counter()
        await log.add(replace(row, update_id=row.update_id))
        inserts.append(time.perf_counter() - begun)
    show("logging a question (synchronous FULL), alone", inserts)
    inserts = []
    for number, row in enumerate(make_rows(texts, LIVE, count + LIVE)):
        grouping = asyncio.create_task(grouper.catch_up()) if number % 5 == 0 else None
        begun = time.perf_counter()
        await log.add(row)
        inserts.append(time.perf_counter() - begun)
        if grouping is not None:
            await grouping
    show("logging a question while others are grouped", inserts)
    for row in make_rows(texts, LIVE, count + 2 * LIVE):
        await log.add(replace(row, outcome="not_found"))
        begun = time.perf_counter()
        await grouper.catch_up()
        groupings.append(time.perf_counter() - begun)
    show("grouping one question", groupings)
    await log.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as temporary:
        asyncio.run(measure(Path(temporary), int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
