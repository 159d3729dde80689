"""Prints how honest an uncurated archive is: one article as the whole knowledge, its own questions and all others.

usage: honesty.py [SET_DIR [CONDITION,…]]

SET_DIR holds passages.jsonl ({id, title, text}) and questions.jsonl ({id, passage, q: {condition: text}}), as XQuAD in
the form of eval/archive.py. Its own questions should be answered in 95 % of cases, those of other articles in 1 %.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from knowledge.base import KnowledgeBase
from knowledge.loading import load_content, shipped_records
from knowledge.model import Content, Found, Lexicon, Passage, Question, Source

_OTHERS = 300
"""Questions of other articles asked of each; enough to tell 1 % from 2 %."""


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def open_article(title: str, passages: list[dict[str, Any]], lexicon: Lexicon) -> KnowledgeBase:
    """One article as the whole knowledge."""
    bodies = tuple(Passage(id=f"p{n}", kind="body", text=p["text"]) for n, p in enumerate(passages, 1))
    day = datetime(2019, 10, 1, tzinfo=UTC)
    source = Source(id="article", title=title, publisher="-", published=day, passages=bodies)
    return KnowledgeBase.from_content(Content((source,), (), lexicon))


def main() -> None:
    """Measures and prints a line for each condition."""
    if len(sys.argv) == 1:
        print("no SET_DIR given: nothing measured (see the usage in this file)")
        return
    folder = Path(sys.argv[1])
    questions = read_lines(folder / "questions.jsonl")
    conditions = sys.argv[2].split(",") if len(sys.argv) > 2 else ["clean"]
    articles: dict[str, list[dict[str, Any]]] = defaultdict(list)
    title_of = {}
    for passage in read_lines(folder / "passages.jsonl"):
        articles[passage["title"]].append(passage)
        title_of[passage["id"]] = passage["title"]
    lexicon = load_content(shipped_records()).lexicon
    counts: dict[tuple[str, bool], list[bool]] = defaultdict(list)
    for number, (title, passages) in enumerate(articles.items()):
        base = open_article(title, passages, lexicon)
        own = [q for q in questions if title_of[q["passage"]] == title]
        others = [q for q in questions if title_of[q["passage"]] != title]
        step = max(1, len(others) // _OTHERS)
        for condition in conditions:
            for question in (*own, *others[number % step :: step]):
                is_own = title_of[question["passage"]] == title
                answered = isinstance(base.ask(Question(question["q"][condition])), Found)
                counts[condition, is_own].append(answered)
    for condition in conditions:
        own, others = counts[condition, True], counts[condition, False]
        print(
            f"{condition:12} own answered {100 * sum(own) / len(own):5.1f} % of {len(own)},"
            f" others answered {100 * sum(others) / len(others):5.2f} % of {len(others)}"
        )


if __name__ == "__main__":
    main()
