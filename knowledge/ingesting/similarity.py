"""Articles that were seen before: how many of the shorter one's runs of words the other has, whatever the layout."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knowledge.language.normalizing import cut_terms

if TYPE_CHECKING:
    from collections.abc import Mapping

RUN = 3
"""Words in a run: different reports of one campaign share few, a reworded copy keeps many."""
NEARLY = 0.46
"""Measured (tests/benchmarks/near_duplicates.py): copies with a tenth of their words changed keep more than half;
other articles of the topic, set phrases and all, have less than this."""
_SAME = 0.98
_FEWEST = 25
"""Runs of a text that can be a cropped copy of another; a sentence or two are found within many articles."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An article that is there already, and how much of the shorter of both it holds (0 to 1)."""

    source: str
    share: float

    @property
    def is_same(self) -> bool:
        """Whether next to nothing differs."""
        return self.share >= _SAME


class SeenArticles:
    """The articles known so far. Exact sets, not sketches: a thousand articles compare in a fraction of a second."""

    def __init__(self) -> None:
        self._runs: dict[str, frozenset[int]] = {}

    def add(self, source: Mapping[str, Any]) -> None:
        """Remember a source."""
        self._runs[str(source["id"])] = _runs_of(source)

    def find(self, source: Mapping[str, Any]) -> Seen | None:
        """The known article that is the same or nearly; None if there is none."""
        runs = _runs_of(source)
        shares = [Seen(name, _share(runs, known)) for name, known in self._runs.items()]
        nearest = max(shares, key=lambda seen: seen.share, default=None)
        return nearest if nearest and nearest.share >= NEARLY else None


def compare(one: Mapping[str, Any], other: Mapping[str, Any]) -> float:
    """The share of the shorter article's runs of words that the other has too."""
    return _share(_runs_of(one), _runs_of(other))


def _share(one: frozenset[int], other: frozenset[int]) -> float:
    """Of the shorter one, so that a cropped copy is found; where that says little, of both together."""
    shorter = min(len(one), len(other))
    whole = shorter if shorter >= _FEWEST else len(one | other)
    return len(one & other) / whole if whole else 0.0


def _runs_of(source: Mapping[str, Any]) -> frozenset[int]:
    """Runs of folded words within paragraphs: case, tones, marks, breaks and spaces make no difference."""
    runs: set[int] = set()
    for passage in source["passages"]:
        if passage["kind"] in {"dateline", "byline", "caption"}:
            continue
        words = [term.folded for term in cut_terms(passage["text"])]
        runs.update(hash(tuple(words[place : place + RUN])) for place in range(max(0, len(words) - RUN + 1)))
    return frozenset(runs)
