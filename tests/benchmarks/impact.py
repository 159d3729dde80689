"""How long the impact of an edit on 10,000 logged questions takes, and what a limit of time misses.

Three logs are asked: one like real life, where people ask much the same (each question of the sets drawn with Zipf's
frequencies), one where half of the questions differ, and one where no two are alike (the sets, every phrasing, and
misspelled copies of both). In each the log knows what the version before answered, as it does for the questions asked
since that version was published; in the last also without. Name one of them as argument to have it alone.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import time
from dataclasses import replace
from pathlib import Path

import click

from knowledge.asking import Answered, AskedBefore, ask_each
from knowledge.base import KnowledgeBase
from knowledge.comparing import Impact, compare
from knowledge.loading import load_content, shipped_records
from knowledge.model import Content, Question, Record

QUESTIONS = 10_000
LIMIT = 15.0
SETS = Path(__file__).parents[1] / "questions"


def edit(content: Content) -> Content:
    """What an editor does in an hour: a reworded answer, a dropped record, five new phrasings."""

    def mend(record: Record) -> Record:
        if record.id == "vay-von-ho-ngheo":
            return record.model_copy(update={"answer": "1.062 lượt hộ nghèo được vay vốn sản xuất, kinh doanh"})
        if record.id == "nha-cho-ho-kho-khan":
            more = tuple(f"Mấy căn nhà tặng bà con nghèo {word}?" for word in ("đó", "rồi", "vậy", "hả", "ta"))
            return record.model_copy(update={"phrasings": (*record.phrasings, *more)})
        return record

    topics = tuple(
        topic.model_copy(update={"records": tuple(mend(r) for r in topic.records if r.id != "ngay-dang-bai")})
        for topic in content.topics
    )
    return replace(content, topics=topics)


def misspell(text: str, chance: random.Random) -> str:
    """The text with two neighbouring letters swapped."""
    at = chance.randrange(max(len(text) - 1, 1))
    return text[:at] + text[at : at + 2][::-1] + text[at + 2 :]


def build_logs(content: Content) -> dict[str, list[str]]:
    chance = random.Random(5)
    rows = [json.loads(line) for path in sorted(SETS.glob("*.jsonl")) for line in path.read_text().splitlines() if line]
    texts = list(dict.fromkeys(row["q"] for row in rows))
    phrasings = [text for topic in content.topics for record in topic.records for text in record.phrasings]
    chance.shuffle(texts)
    weights = [1 / rank for rank in range(1, len(texts) + 1)]
    distinct = list(dict.fromkeys([*texts, *phrasings, *(misspell(text, chance) for text in texts + phrasings)]))
    chance.shuffle(distinct)
    return {
        "as people ask": chance.choices(texts, weights, k=QUESTIONS),
        "half differ": chance.choices(distinct[: QUESTIONS * 7 // 10], k=QUESTIONS),
        "no two alike": distinct[:QUESTIONS],
    }


def log(base: KnowledgeBase, texts: list[str]) -> list[Question]:
    """The questions as the log has them after this version answered."""
    answers: dict[str, Answered] = {}
    different = list(dict.fromkeys(texts))
    for number, (answered,) in ask_each((base,), [Question(text) for text in different]):
        answers[different[number]] = answered
    return [AskedBefore(text, (), base.version, answers[text].status, answers[text].records) for text in texts]


def run(before: KnowledgeBase, after: KnowledgeBase, questions: list[Question], seconds: float | None) -> Impact:
    with click.progressbar(length=0, file=sys.stderr) as bar:

        def show(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        return compare(before, after, questions, seconds=seconds, progress=show)


def main() -> None:
    content = load_content(shipped_records())
    before = KnowledgeBase.from_content(content, "before")
    begun = time.perf_counter()
    after = KnowledgeBase.from_content(edit(content), "after")
    print(f"compiling the new version: {time.perf_counter() - begun:.1f} s")
    for name, texts in build_logs(content).items():
        if len(sys.argv) > 1 and sys.argv[1] != name:
            continue
        logged = log(before, texts)
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        _spent[0] = children.ru_utime + children.ru_stime
        tell(name, run(before, after, logged, LIMIT))
        if name == "no two alike":
            tell("    without a limit", run(before, after, logged, None))
            tell(
                "    answered by an older version, without a limit", run(before, after, list(map(forget, logged)), None)
            )


_spent = [0.0]


def forget(question: Question) -> Question:
    return Question(question.text)


def tell(name: str, impact: Impact) -> None:
    """Processor time stands beside, for on a machine with other work the clock says little: half of it on two cores."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    total = used.ru_utime + used.ru_stime
    spent, _spent[0] = total - _spent[0], total
    print(
        f"{name}: {impact.asked} logged, {impact.seconds:.1f} s ({spent:.1f} s of processors), {impact.distinct} asked,"
        f" {impact.unasked} left out, {len(impact.answers)} answers change"
    )


if __name__ == "__main__":
    main()
