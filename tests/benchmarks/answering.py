"""Prints what one answer costs to compute at the size of the shipped knowledge, strange and very long questions too."""

from __future__ import annotations

import gc
import random
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.base import open_base
from knowledge.evaluating import load_set
from knowledge.loading import shipped_records
from knowledge.model import Question

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.base import KnowledgeBase

SETS = Path(__file__).parents[1] / "questions"
LONGEST = 4096
ALLOWED_MEDIAN, ALLOWED_LONGEST = 3, 50


def measure(base: KnowledgeBase, questions: Iterable[Question]) -> list[float]:
    """Milliseconds of each answer, as a running bot gives it: asked for the first time."""
    taken = []
    for question in questions:
        started = time.perf_counter()
        base.ask(question)
        taken.append((time.perf_counter() - started) * 1000)
    return taken


def long_questions(texts: list[str]) -> list[Question]:
    """Questions of the greatest length: sets strung together, one word for ever, no spaces, every plane of Unicode."""
    chance = random.Random(0)  # the same questions each time
    strung = [" ".join(chance.sample(texts, len(texts)))[:LONGEST] for _ in range(20)]
    joined = [text.replace(" ", "") for text in strung[:5]]
    planes = ["".join(chr(chance.randrange(32, 0xD800)) for _ in range(LONGEST)) for _ in range(5)]
    odd = ["a" * LONGEST, "và " * (LONGEST // 3), "1.062 " * (LONGEST // 6), "?" * LONGEST, "\u0301" * LONGEST]
    odd += [
        "còn, và " * (LONGEST // 8),
        "bao nhiêu? " * (LONGEST // 11),
        "12k5" * (LONGEST // 4),
        "nhaf" * (LONGEST // 4),
    ]
    return [Question(text) for text in (*strung, *joined, *planes, *odd)]


def report(name: str, taken: list[float]) -> None:
    """One line of figures."""
    ordered = sorted(taken)
    p99 = ordered[min(len(ordered) - 1, round(len(ordered) * 0.99))]
    median = statistics.median(ordered)
    print(f"{name:<24} {len(ordered):5}  {median:8.2f}  {p99:8.2f}  {ordered[-1]:8.2f}")


def main() -> None:
    """Ask everything there is."""
    sets = [load_set(path) for path in sorted(SETS.glob("*.jsonl"))]
    with tempfile.TemporaryDirectory() as data_dir:
        for state in ("compiled", "read from a file"):
            base, _ = open_base(shipped_records(), Path(data_dir))
            gc.collect()
            gc.freeze()
            print(f"\n{state:<24} asked    median       p99   longest   (ms)")
            for questions in sets:
                report(questions.name, measure(base, [_question(row) for row in questions.rows]))
            texts = [row["q"] for questions in sets for row in questions.rows]
            report(f"{LONGEST} characters", measure(base, long_questions(texts)))
    print(f"\nallowed: median {ALLOWED_MEDIAN} ms; {LONGEST} characters never over {ALLOWED_LONGEST} ms")


def _question(row: dict[str, object]) -> Question:
    previous = row.get("prev") or ()
    return Question(str(row["q"]), (previous,) if isinstance(previous, str) else tuple(map(str, previous)))  # type: ignore[call-overload]


if __name__ == "__main__":
    main()
