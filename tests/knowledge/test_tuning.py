"""Tuning learns from examples which evidence counts, honestly cross-validated, and writes what answering reads."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from knowledge.answering.evidence import FEATURES
from knowledge.base import KnowledgeBase, load_weights
from knowledge.loading import load_content
from knowledge.tuning import (
    Asked,
    Example,
    calibration,
    choose_cutoffs,
    cross_validate,
    fit,
    gather,
    probabilities,
    summarise,
    tune,
)
from tests.support.records import write_records

if TYPE_CHECKING:
    from pathlib import Path

NAMES = list(FEATURES)
SUPPORTING = NAMES.index("typed_dice")
OPPOSING = NAMES.index("scope_miss")


def build_examples(count: int, *, is_misleading: bool = False) -> list[Example]:
    """Two candidates each: `recall` speaks for the right one, `scope_miss` against the wrong; every third has none."""
    chance = random.Random(7)
    examples = []
    for number in range(count):
        features = np.zeros((2, len(NAMES)))
        features[:, 0] = 1.0
        is_negative = number % 3 == 0
        good, bad = (0.2, 0.1) if is_negative else (0.9, 0.3)
        features[:, SUPPORTING] = [good + chance.uniform(-0.1, 0.1), bad + chance.uniform(-0.1, 0.1)]
        features[:, OPPOSING] = [float(is_negative), 1.0]
        if is_misleading:
            features[:, SUPPORTING] *= -1
        right = np.array([0.0 if is_negative else 1.0, 0.0])
        examples.append(Example(f"fact-{number % 20}", features, right))
    return examples


def test_learned_weights_tell_right_from_wrong_and_from_none() -> None:
    examples = build_examples(60)
    weights = fit(examples)
    chances = [probabilities(example, weights) for example in examples]

    assert all((p.sum() < 0.5) == example.is_negative for example, p in zip(examples, chances, strict=True))
    assert all(p.argmax() == 0 for example, p in zip(examples, chances, strict=True) if not example.is_negative)


@pytest.mark.parametrize("is_misleading", [False, True])
def test_weight_never_has_the_wrong_sign(*, is_misleading: bool) -> None:
    weights = dict(zip(NAMES, fit(build_examples(60, is_misleading=is_misleading)), strict=True))

    assert all(weights[name] * feature.sign >= 0 for name, feature in FEATURES.items())


def test_probabilities_leave_room_for_none() -> None:
    weights = np.zeros(len(NAMES))
    example = build_examples(1)[0]

    assert probabilities(example, weights) == pytest.approx([1 / 3, 1 / 3])
    weights[0] = 500.0
    assert probabilities(example, weights) == pytest.approx([0.5, 0.5])


def test_every_example_is_judged_once_by_weights_that_never_saw_its_fact(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[set[str]] = []

    def watch(examples: list[Example]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        seen.append({example.fact for example in examples})
        return np.full(len(NAMES), float(len(seen)))

    monkeypatch.setattr("knowledge.tuning.fit", watch)
    monkeypatch.setattr("knowledge.tuning.probabilities", lambda _, weights: weights)
    examples = build_examples(60)
    judged = cross_validate(examples)

    assert sorted(map(id, (example for example, _ in judged))) == sorted(map(id, examples))
    assert all(example.fact not in seen[int(weights[0]) - 1] for example, weights in judged)


def test_cutoffs_let_right_answers_through_and_hold_false_ones_back() -> None:
    features = np.zeros((1, len(NAMES)))
    right = [(Example("a", features, np.ones(1)), np.array([0.8]))] * 10
    false = [(Example("b", features, np.zeros(1)), np.array([0.6]))] * 10
    asked = Asked(found=10, near=10, foreign=0)
    cutoffs = choose_cutoffs(right + false, asked)

    assert 0.6 < cutoffs["answer"] <= 0.8
    assert cutoffs["offer"] < cutoffs["answer"]
    assert summarise(right + false, cutoffs, asked) == {"right": 100.0, "wrong": 0.0, "false": 0.0, "foreign": 0.0}


def test_shares_are_of_all_that_was_asked_of_each_kind() -> None:
    rows = [{"all_of": ["1"]}, {"all_of": ["1", "2"], "style": "multi"}, {"kind": "neardomain"}, {"kind": "offdomain"}]
    features = np.zeros((1, len(NAMES)))
    judged = [
        (Example("a", features, np.ones(1)), np.array([0.9])),
        (Example("b", features, np.zeros(1)), np.array([0.9])),
        (Example("c", features, np.zeros(1), is_foreign=True), np.array([0.9])),
    ]

    assert Asked.count(rows) == Asked(found=1, near=1, foreign=1)
    figures = summarise(judged, {"answer": 0.5, "share": 0.5}, Asked(found=2, near=4, foreign=5))
    assert figures == {"right": 50.0, "wrong": 0.0, "false": 25.0, "foreign": 20.0}


def test_reliability_is_counted_in_bins() -> None:
    features = np.zeros((1, len(NAMES)))
    sure = [(Example("a", features, np.array([right])), np.array([0.95])) for right in (1.0, 1.0, 1.0, 0.0)]
    none = [(Example("b", features, np.zeros(1)), np.array([0.05]))]

    assert calibration(sure + none) == [(0.05, 0.0, 1), (0.95, 0.75, 4)]


def test_same_questions_tune_to_the_same_file_that_answering_reads(tmp_path: Path) -> None:
    base = KnowledgeBase.from_content(load_content(write_records(tmp_path / "records")))
    rows: list[dict[str, Any]] = [
        {"q": "Đã xây bao nhiêu căn nhà?", "fact": "nha", "all_of": ["145"]},
        {"q": "xây mấy căn nhà cho hộ khó khăn", "fact": "nha2", "all_of": ["145"]},
        {"q": "Căn nhà ở đâu?", "kind": "neardomain"},
        {"q": "Ai khó khăn về nhà ở?", "kind": "neardomain"},
        {"q": "Nhà và thẻ?", "style": "multi", "fact": "x", "all_of": ["145"]},
        {"q": "Nhà bao nhiêu tiền?", "fact": "y", "all_of": ["không có trong hồ sơ"]},
    ]

    examples = gather(base, rows)
    assert [example.fact for example in examples if not example.is_negative] == ["nha", "nha2"]

    first, second = tmp_path / "1.json", tmp_path / "2.json"
    report = tune(base, rows, first)
    tune(base, rows, second)
    written = json.loads(first.read_text(encoding="utf-8"))
    assert first.read_bytes() == second.read_bytes()
    assert report["questions"] == len(examples)
    assert written.keys() == load_weights().keys()
    assert written["weights"].keys() == FEATURES.keys()


def test_shipped_weights_are_of_todays_features() -> None:
    tuned = load_weights()

    assert tuned["weights"].keys() == FEATURES.keys()
    assert all(tuned["weights"][name] * feature.sign >= 0 for name, feature in FEATURES.items())
    assert 0 < tuned["cutoffs"]["offer"] < tuned["cutoffs"]["answer"] < 1
