"""Prints what each part of the method gives: the decision fitted anew without it, cross-validated by fact.

The report ends with the reliability diagram: how often an answer of each probability is right.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from knowledge.answering.evidence import FEATURES
from knowledge.answering.questions import Analyst
from knowledge.base import KnowledgeBase, open_base
from knowledge.loading import shipped_records
from knowledge.tuning import Asked, Example, calibration, cross_validate, gather, summarise

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

SETS = Path(__file__).parents[1] / "questions"
TUNED_ON = (
    *("found2", "found3", "found4", "found6", "found7", "found8", "found9", "found10", "found11", "found12"),
    *("negative2", "negative3", "negative4", "negative5", "negative6", "negative7", "negative8", "negative9"),
    *("negative10", "negative11"),
    "offdomain",
)
MOST_FALSE = 3.5
CUTOFFS = np.arange(0.2, 0.96, 0.02)
PARTS: dict[str, tuple[str, ...]] = {
    "naive Bayes over records, gaps and small talk": ("chance", "log_chance"),
    "nearness to known gaps": ("gap_",),
    "words that come together in questions without an answer": ("like_gap", "known_key"),
    "nearness to phrasings": ("fuzzy", "ratio", "exact", "same_words", "typed_dice"),
    "what is explained, and what nothing explains": ("coverage", "dice_foreign", "target_hit"),
    "the kind of answer": ("type_share", "pair_", "no_", "without_figure", "name_given"),
    "figures, years, groups and narrowing words": (
        "figure_meant", "scope_miss", "contrast", "negation", "group_", "year_cover",
    ),
    "association of words with records": ("association",),
}  # fmt: skip


def best(examples: Sequence[Example], asked: Asked) -> dict[str, float]:
    """The figures at the cut-off with most right answers among those with few false ones."""
    judged = cross_validate(examples)
    found = [summarise(judged, {"answer": float(answer), "share": 0.45}, asked) for answer in CUTOFFS]
    allowed = [figures for figures in found if figures["false"] <= MOST_FALSE]
    return max(allowed or found, key=lambda figures: figures["right"] - figures["wrong"])


def without(examples: Sequence[Example], prefixes: Collection[str]) -> list[Example]:
    """The examples with a part of the evidence set to nothing."""
    columns = [n for n, name in enumerate(FEATURES) if any(name.startswith(prefix) for prefix in prefixes)]
    changed = []
    for example in examples:
        features = example.features.copy()
        features[:, columns] = 0
        changed.append(Example(example.fact, features, example.is_right))
    return changed


def report(name: str, figures: dict[str, float]) -> None:
    """One line."""
    print(f"| {name} | {figures['right']:.1f} | {figures['wrong']:.1f} | {figures['false']:.1f} |")


def main() -> None:
    """Takes the parts away one by one."""
    rows: list[dict[str, Any]] = [
        json.loads(line)
        for name in TUNED_ON
        for line in (SETS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    with tempfile.TemporaryDirectory() as data_dir:
        base, _ = open_base(shipped_records(), Path(data_dir))
    examples = gather(base, rows)
    print("| without | right | wrong | false |\n|---|--:|--:|--:|")
    asked = Asked.count(rows)
    report("nothing (the whole method)", best(examples, asked))
    for name, prefixes in PARTS.items():
        report(name, best(without(examples, prefixes), asked))
    report("repair of slips, Telex, teencode and missing tones", best(gather(_unrepaired(base), rows), asked))
    print("\nreliability (probability of the best candidate, how often it is right, questions):")
    for mean, right, number in calibration(cross_validate(examples)):
        print(f"  {mean:5.2f}  {right:5.2f}  {number:5}  {'#' * round(40 * right)}")


def _unrepaired(base: KnowledgeBase) -> KnowledgeBase:
    """The same knowledge, with questions read to the letter."""

    class LetterByLetter(Analyst):
        def analyse(self, text: str) -> Any:
            return base.analyst.analyse_clean(text)

    other = object.__new__(KnowledgeBase)
    other.__dict__.update(base.__dict__)
    other.analyst = LetterByLetter(base.analyst.lexicon, base.analyst._reader, base.analyst._english)
    return other


if __name__ == "__main__":
    main()
