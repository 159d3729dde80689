"""Prints, style by style, what the assistant answers rightly beside naive rapidfuzz and BM25 on the same questions.

Usage: quality.py [FILE…] (question sets as `thidua evaluate` reads them; without any the project's own). The rivals
know the very same: once the sentences of the articles, once the phrasings of the records; each answers with its best
hit where its score reaches the cut-off at which it answers at most 5 of 100 questions of the negative sets.
"""

from __future__ import annotations

import math
import re
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz, process

from knowledge.base import open_base
from knowledge.evaluating import QuestionSet, count_marks, evaluate, holds, load_set
from knowledge.language.normalizing import fold_text
from knowledge.loading import shipped_records

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from knowledge.evaluating import Figures
    from knowledge.model import Content

SETS = Path(__file__).parents[1] / "questions"
MOST_FALSE = 5.0
K1, B = 1.2, 0.75  # Robertson & Zaragoza (2009), "The Probabilistic Relevance Framework: BM25 and Beyond"
SENTENCE_END = re.compile(r"(?<=[.;…])\s+")


@dataclass(frozen=True)
class Shelf:
    """Texts to search, and what is answered where one is found."""

    texts: tuple[str, ...]
    answers: tuple[tuple[str, ...], ...]


def sentences(content: Content) -> Shelf:
    """The sentences of all articles; each is its own answer."""
    found = [part for s in content.sources for p in s.passages for part in SENTENCE_END.split(p.text)]
    return Shelf(tuple(found), tuple((text,) for text in found))


def phrasings(content: Content) -> Shelf:
    """The phrasings of all records; each is answered with its record's answer and quotes."""
    pairs = [
        (text, (record.answer, *(citation.quote for citation in record.citations)))
        for topic in content.topics
        for record in topic.records
        for text in (*record.phrasings, record.subject)
    ]
    return Shelf(tuple(text for text, _ in pairs), tuple(answer for _, answer in pairs))


def rapidfuzz_ratio(shelf: Shelf, scorer: Callable[..., float]) -> Callable[[str], tuple[float, int]]:
    """One of rapidfuzz's ratios over the folded texts."""
    texts = [fold_text(text) for text in shelf.texts]

    def search(question: str) -> tuple[float, int]:
        hit = process.extractOne(fold_text(question), texts, scorer=scorer)
        return (hit[1], hit[2]) if hit else (0.0, 0)

    return search


def bm25(shelf: Shelf) -> Callable[[str], tuple[float, int]]:
    """Okapi BM25 over folded syllables."""
    counts = [Counter(fold_text(text).split()) for text in shelf.texts]
    mean = sum(count.total() for count in counts) / len(counts)
    seen = Counter(word for count in counts for word in count)
    rarity = {word: math.log(1 + (len(counts) - n + 0.5) / (n + 0.5)) for word, n in seen.items()}

    def search(question: str) -> tuple[float, int]:
        words = [word for word in fold_text(question).split() if word in rarity]
        scores = [
            sum(
                rarity[word] * count[word] * (K1 + 1) / (count[word] + K1 * (1 - B + B * count.total() / mean))
                for word in words
                if word in count
            )
            for count in counts
        ]
        best = max(range(len(scores)), key=scores.__getitem__)
        return scores[best], best

    return search


@dataclass(frozen=True)
class Tried:
    """A rival's best hit for a question."""

    row: dict[str, Any]
    score: float
    is_right: bool


def try_rival(shelf: Shelf, search: Callable[[str], tuple[float, int]], rows: Sequence[dict[str, Any]]) -> list[Tried]:
    """Searches for every question; a rival knows no talk, so the question before is put in front of a follow-up."""
    tried = []
    for row in rows:
        previous = row.get("prev") or []
        text = " ".join([*([previous] if isinstance(previous, str) else previous), row["q"]])
        score, at = search(text)
        tried.append(Tried(row, score, "kind" not in row and holds(shelf.answers[at], row)))
    return tried


def cutoff(negative: Sequence[Tried]) -> float:
    """The least score that at most 5 of 100 questions without an answer exceed."""
    scores = sorted((item.score for item in negative), reverse=True)
    return scores[int(len(scores) * MOST_FALSE / 100)] if scores else 0.0


def shares(tried: Sequence[Tried], least: float) -> dict[str, float]:
    """Percent of right answers by style, and over all."""
    groups: dict[str, list[Tried]] = {"(all)": list(tried)}
    for item in tried:
        groups.setdefault(item.row.get("style", "–"), []).append(item)
    return {
        name: 100 * sum(item.is_right and item.score > least for item in items) / len(items)
        for name, items in groups.items()
    }


def print_table(figures: Sequence[Figures], rivals: dict[str, dict[str, float]]) -> None:
    """One line a style, in Markdown."""
    marks = ("right", "focused", "cited", "wrong", "ambiguous")
    print("| style | questions | " + " | ".join((*marks, *rivals)) + " |")
    print("|---|" + "--:|" * (1 + len(marks) + len(rivals)))
    for row in figures:
        style = row.style or "(all)"
        own = [f"{100 * row.counts[mark] / row.questions:.1f}" for mark in marks]
        theirs = [f"{rival[style]:.1f}" if style in rival else "–" for rival in rivals.values()]
        print(f"| {style} | {row.questions} | " + " | ".join((*own, *theirs)) + " |")


def main(paths: Sequence[Path]) -> None:
    """Asks everything of everyone."""
    sets = [load_set(path) for path in paths]
    by_kind = {
        kind: [row for s in sets if s.kind == kind for row in s.rows] for kind in ("found", "negative", "smalltalk")
    }
    with tempfile.TemporaryDirectory() as data_dir:
        base, _ = open_base(shipped_records(), Path(data_dir))
    rivals = {}
    for name, shelf in (("text", sentences(base.content)), ("phrasings", phrasings(base.content))):
        for method, search in (
            ("token_set_ratio", rapidfuzz_ratio(shelf, fuzz.token_set_ratio)),
            ("token_sort_ratio", rapidfuzz_ratio(shelf, fuzz.token_sort_ratio)),
            ("BM25", bm25(shelf)),
        ):
            least = cutoff(try_rival(shelf, search, by_kind["negative"]))
            rivals[f"{method}, {name}"] = shares(try_rival(shelf, search, by_kind["found"]), least)
    for kind, rows in by_kind.items():
        if rows:
            asked = QuestionSet(kind, kind, tuple(rows))  # type: ignore[arg-type]
            figures = count_marks(asked, list(evaluate(base, asked)))
            if kind == "found":
                print_table(figures, rivals)
                continue
            print()
            for row in figures:
                counts = ", ".join(f"{mark} {100 * n / row.questions:.1f} %" for mark, n in row.counts.items())
                print(f"{kind} {row.style or '(all)'}, {row.questions} questions: {counts}")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or sorted(p for p in SETS.glob("*.jsonl") if "known" not in p.name))
