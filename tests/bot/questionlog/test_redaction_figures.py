"""Redaction measured: it finds nearly all that names somebody, and next to nothing else."""

from __future__ import annotations

import pytest

from bot.questionlog.redaction import redact
from tests.support.redaction_sets import HALVES, measure, read_set

LEAST_RECALL = 0.99
LEAST_RECALL_UNTUNED = 0.98
MOST_FALSE_POSITIVES = 0.01


def test_redaction_reaches_its_figures_on_the_whole_set() -> None:
    lines = [line for name in HALVES for line in read_set(name)]
    figures = measure(lines, redact)
    assert figures.lines >= 500
    assert figures.recall >= LEAST_RECALL, figures.missed
    assert figures.false_positives <= MOST_FALSE_POSITIVES, figures.spoilt
    assert len(figures.cut) <= MOST_FALSE_POSITIVES * figures.lines, figures.cut


def test_redaction_does_nearly_as_well_where_it_was_not_tuned() -> None:
    figures = measure(read_set("redaction-held-out"), redact)  # no line is shown: nobody is to tune on this half
    assert figures.recall >= LEAST_RECALL_UNTUNED
    assert figures.false_positives <= MOST_FALSE_POSITIVES


@pytest.mark.parametrize("name", HALVES)
def test_halves_hold_secrets_and_plain_questions_in_like_measure(name: str) -> None:
    figures = measure(read_set(name), lambda text: text)
    assert figures.secrets == len(figures.missed) > 150
    assert figures.plain_lines > 100
