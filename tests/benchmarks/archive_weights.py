"""Sets the weights of an archive's sentences, and of their being an answer at all, from question sets.

usage: archive_weights.py [--write] SET_DIR…

SET_DIR holds passages.jsonl ({id, title, text}) and questions.jsonl ({id, passage, spans, q: {condition: text}}), as
XQuAD in the form of eval/archive.py. Sentences: a multinomial logit over those of the passages that were found; the
likelihood of the sentences that hold the answer, times that of those in the right passage. Whether the best sentence is
an answer: a logistic regression, each article once as the whole knowledge, of its own questions against some of the
others' and, counting less, against its own with the passage that answers left out. A set named twice counts twice.

Cross-validated by article, it prints the share of best sentences from the right passage and of those that hold the
answer, and the share of each kind of question that would be answered.
"""

from __future__ import annotations

import json
import random
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from knowledge.answering.archive.answering import Archive, Hit
from knowledge.answering.archive.data import load_data
from knowledge.base import KnowledgeBase
from knowledge.loading import load_content, shipped_records
from knowledge.model import Content, Lexicon, Passage, Question, Source

if TYPE_CHECKING:
    from knowledge.answering.archive.reading import Reading

WEIGHTS = Path(__file__).parents[2] / "knowledge" / "answering" / "archive_weights.json"
CONDITIONS = ("clean", "nodia", "light", "typo10", "telex", "teen", "nodia_light")
JUDGED_CONDITIONS = ("clean", "nodia", "light")
FOLDS, SEED, PENALTY, JUDGING_PENALTY = 5, 3, 0.0002, 0.00001
MOST_FOREIGN = 0.9  # percent of other articles' questions that may be answered; DESIGN allows 1
FOREIGN_STEP = 12  # every so many of them is asked of each article
WORTH = {"own": 1.0, "foreign": 1.0, "left out": 0.1}  # of each kind of question, in the likelihood
# Of the words akin a good answer may be told in, and so may another matter: cam for bưởi.
JUDGED = ("alike", "before", "coverage", "fresh", "length", "local", "pairs", "passage", "passage_alike",
          "passage_names", "passage_pairs", "rare", "run")  # fmt: skip

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """The sentences found for a question: their features, which are of the right passage, which hold the answer."""

    article: str
    condition: str
    features: list[dict[str, float]]
    in_passage: Vector
    holds_answer: Vector


@dataclass(frozen=True)
class Verdict:
    """The best sentence of one article for a question, that nothing speaks against."""

    article: str
    condition: str
    kind: str
    """own, foreign, or left out: its own, without the passage that answers."""
    features: dict[str, float] | None
    """None where everything found was vetoed."""
    is_right: bool

    @property
    def set(self) -> str:
        """The question set it is from."""
        return self.article.split(":")[0]


class Leafed(Archive):
    """An archive from which a passage can be taken out for a question."""

    left_out: str | None = None

    def _hits(self, text: str, limit: int) -> tuple[Reading, list[Hit]]:
        reading, hits = super()._hits(text, limit + 1)
        return reading, [hit for hit in hits if hit.citation.source != self.left_out][:limit]


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def open_passages(passages: list[dict[str, Any]], lexicon: Lexicon) -> Content:
    """Every passage a source of its own, as eval/archive.py has it."""
    day = datetime(2019, 10, 1, tzinfo=UTC)
    return Content(
        tuple(
            Source(
                id=p["id"],
                title=p["title"],
                publisher="-",
                published=day,
                passages=(Passage(id="p1", kind="body", text=p["text"]),),
            )
            for p in passages
        ),
        (),
        lexicon,
    )


def gather_examples(folder: Path, lexicon: Lexicon) -> list[Example]:
    """Asks all questions of a set in every condition."""
    passages = read_lines(folder / "passages.jsonl")
    titles = {passage["id"]: passage["title"] for passage in passages}
    archive = Archive(open_passages(passages, lexicon))
    examples = []
    for question in read_lines(folder / "questions.jsonl"):
        for condition in CONDITIONS:
            _, ranked = archive.rank(question["q"][condition])
            entries = [archive.index.entries[item.entry] for item in ranked]
            spans = [entry.sentences[item.sentence].span for entry, item in zip(entries, ranked, strict=True)]
            is_right = np.array([entry.source.id == question["passage"] for entry in entries], dtype=float)
            holds = np.array(
                [any(span.start <= a and b <= span.end for a, b in question["spans"]) for span in spans], dtype=float
            )
            features = [item.features for item in ranked]
            article = f"{folder.name}: {titles[question['passage']]}"
            examples.append(Example(article, condition, features, is_right, is_right * holds))
    return examples


def gather_verdicts(folder: Path, lexicon: Lexicon, sentence_weights: dict[str, float]) -> list[Verdict]:
    """Asks each article, as the whole knowledge, its own questions and some of the others."""
    passages, questions = read_lines(folder / "passages.jsonl"), read_lines(folder / "questions.jsonl")
    title_of = {passage["id"]: passage["title"] for passage in passages}
    analyst = KnowledgeBase.from_content(Content((), (), lexicon)).analyst
    weights = {**load_data("archive_weights.json"), "sentence": sentence_weights, "answer": 0.0}
    verdicts = []
    for number, title in enumerate(dict.fromkeys(title_of.values())):
        own_passages = [passage for passage in passages if passage["title"] == title]
        archive = Leafed(open_passages(own_passages, lexicon), weights)
        others = [q for q in questions if title_of[q["passage"]] != title][number % FOREIGN_STEP :: FOREIGN_STEP]
        own = [q for q in questions if title_of[q["passage"]] == title]
        for kind, asked in (("own", own), ("left out", own), ("foreign", others)):
            for question, condition in product(asked, JUDGED_CONDITIONS):
                archive.left_out = question["passage"] if kind == "left out" else None
                text = question["q"][condition]
                found = archive.answer(Question(text), analyst.analyse(text))
                features = found.why["sentence"] if found else None
                is_right = bool(found) and found.parts[0].citations[0].source == question["passage"]
                verdicts.append(Verdict(f"{folder.name}: {title}", condition, kind, features, is_right))
    return verdicts


def as_matrix(features: list[dict[str, float]], names: list[str]) -> Vector:
    """(sentences, features)."""
    return np.array([[each.get(name, 0.0) for name in names] for each in features], dtype=float).reshape(-1, len(names))


def fit_sentences(examples: list[Example]) -> dict[str, float]:
    """The weights under which the sentences that answer are likeliest."""
    usable = [example for example in examples if example.holds_answer.any()]
    names = sorted({name for example in usable for each in example.features for name in each})
    rows = np.vstack([as_matrix(example.features, names) for example in usable])
    starts = np.cumsum([0, *(len(example.features) for example in usable)])[:-1]
    group = np.repeat(np.arange(len(usable)), [len(example.features) for example in usable])
    wanted = [np.concatenate([getattr(e, kind) for e in usable]) for kind in ("holds_answer", "in_passage")]

    def loss(weights: Vector) -> tuple[float, Vector]:
        scores = rows @ weights
        odds = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        total = np.add.reduceat(odds, starts)
        value, slope = PENALTY * float(weights @ weights), 2 * PENALTY * weights
        for mask in wanted:
            meant = np.add.reduceat(odds * mask, starts)
            value -= float(np.log(meant / total).sum()) / len(usable)
            slope = slope + rows.T @ (odds / total[group] - odds * mask / meant[group]) / len(usable)
        return value, slope

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x
    return {name: round(float(weight), 3) for name, weight in zip(names, found, strict=True)}


def fit_verdicts(verdicts: list[Verdict]) -> dict[str, float]:
    """The weights of a logistic regression on whether it is the article's own question, rightly answered."""
    known = [v for v in verdicts if v.features is not None and (v.is_right or v.kind != "own")]
    rows = np.hstack([as_matrix([v.features or {} for v in known], list(JUDGED)), np.ones((len(known), 1))])
    sides = np.array([1.0 if v.kind == "own" else -1.0 for v in known])
    worth = np.array([WORTH[v.kind] for v in known])
    worth /= worth.sum()

    def loss(weights: Vector) -> tuple[float, Vector]:
        margins = sides * (rows @ weights)
        slope = rows.T @ (-sides * worth / (1 + np.exp(np.clip(margins, -30, 30))))
        penalised = np.append(weights[:-1], 0.0)
        value = worth @ np.logaddexp(0, -margins) + JUDGING_PENALTY * (penalised @ penalised)
        return float(value), slope + 2 * JUDGING_PENALTY * penalised

    found = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x
    return {name: round(float(weight), 3) for name, weight in zip([*JUDGED, "bias"], found, strict=True)}


def confidence(verdict: Verdict, weights: dict[str, float]) -> float:
    """How likely the best sentence answers (0…1); 0 where there is none."""
    if verdict.features is None:
        return 0.0
    total = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in verdict.features.items())
    return float(1 / (1 + np.exp(-np.clip(total, -30, 30))))


def split(articles: set[str]) -> dict[str, int]:
    """The fold of each article."""
    ordered = sorted(articles)
    random.Random(SEED).shuffle(ordered)
    return {article: number % FOLDS for number, article in enumerate(ordered)}


def print_found(examples: list[Example], weights_of: dict[int, dict[str, float]], folds: dict[str, int]) -> None:
    """Right passage and right sentence, in percent, for each set and condition."""
    counts: dict[tuple[str, str], list[float]] = {}
    for example in examples:
        weights = weights_of[folds[example.article]]
        names = list(weights)
        count = counts.setdefault((example.article.split(":")[0], example.condition), [0, 0, 0])
        count[0] += 1
        if example.features:
            best = int(np.argmax(as_matrix(example.features, names) @ np.array(list(weights.values()))))
            count[1] += example.in_passage[best]
            count[2] += example.holds_answer[best]
    for (name, condition), (asked, passage, sentence) in sorted(counts.items()):
        print(f"{name:14} {condition:12} passage {100 * passage / asked:5.1f} sentence {100 * sentence / asked:5.1f}")


def main() -> None:
    """Fits, prints what that gives on articles left out, and writes the file where that is asked for."""
    folders = [Path(argument) for argument in sys.argv[1:] if not argument.startswith("--")]
    if not folders:
        print("no SET_DIR given: nothing fitted (see the usage in this file)")
        return
    lexicon = load_content(shipped_records()).lexicon
    examples = [example for folder in folders for example in gather_examples(folder, lexicon)]
    folds = split({example.article for example in examples})
    held_out = {fold: fit_sentences([e for e in examples if folds[e.article] != fold]) for fold in range(FOLDS)}
    print_found(examples, held_out, folds)
    sentence = fit_sentences(examples)
    verdicts = [verdict for folder in folders for verdict in gather_verdicts(folder, lexicon, sentence)]
    judged = {fold: fit_verdicts([v for v in verdicts if folds[v.article] != fold]) for fold in range(FOLDS)}
    sure = [(confidence(v, judged[folds[v.article]]), v) for v in verdicts]
    cuts = []
    for name, condition in dict.fromkeys((v.set, v.condition) for v in verdicts):
        asked = [(value, v.kind) for value, v in sure if (v.set, v.condition) == (name, condition)]
        foreign = [value for value, kind in asked if kind == "foreign"]
        cuts.append(float(np.percentile(foreign, 100 - MOST_FOREIGN)))
        shares = (f"{kind} {100 * np.mean([v >= cuts[-1] for v, k in asked if k == kind]):.1f}" for kind in WORTH)
        print(f"{name:14} {condition:12} answered from {cuts[-1]:.3f}: {', '.join(shares)}")
    weights = {
        **load_data("archive_weights.json"),
        "answer": round(max(cuts), 3),
        "confidence": fit_verdicts(verdicts),
        "sentence": sentence,
    }
    if "--write" in sys.argv:
        WEIGHTS.write_text(json.dumps(weights, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    print(json.dumps(weights, indent=2, sort_keys=True))


if __name__ == "__main__":
    main()
