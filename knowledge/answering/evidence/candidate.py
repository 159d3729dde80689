"""A candidate record held against a question: what the features and the vetoes look at, each thing worked out once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from knowledge.answering.retrieval import asked_pairs
from knowledge.language.normalizing import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.answering.classifying import Likelihoods
    from knowledge.answering.questions import Analysis
    from knowledge.answering.retrieval import RecordEntry, RecordIndex
    from knowledge.answering.units import Unit

BEST_PHRASINGS = 3
_MANY, _AS_NEAR = 12, 0.02  # of phrasings that are as near by their words, those that ask alike come first
_EXPLAINED = 0.55
_LOOSE_TYPES = frozenset({"what", "how", "yes_no", "definition", "meaning", "list", "name"})
CONTENT_ROLES = frozenset({"content", "group", "number", "place"})
_MISREAD = 0.03  # share of a record's phrasings that may seem to ask for a kind of answer by mistake
_OFTEN = 0.2  # share, beyond that, from which the record is sure to be asked for it
# Words that narrow a figure to a part, a share or an extreme; a record that never narrows so gives another figure.
_SCOPES = (
    frozenset({"mỗi", "từng", "mỗi một", "each", "every", "per", "một căn", "một thẻ", "một hộ", "một người"}),
    frozenset({"riêng", "trong đó", "trong số", "trong số đó", "riêng lẻ", "only", "alone", "of them"}),
    frozenset({"tối đa", "cao nhất", "nhiều nhất", "lớn nhất", "nhất", "maximum", "most", "highest", "largest"}),
    frozenset({"tối thiểu", "thấp nhất", "ít nhất", "nhỏ nhất", "minimum", "least", "lowest"}),
    frozenset({"đầu tiên", "lần đầu", "first"}),
    frozenset({"bình quân", "trung bình", "tính trung bình", "bình quân mỗi", "average", "averag"}),
    frozenset({"khác", "other", "another", "else"}),
    frozenset({"bị", "mất", "sập", "cháy", "hư", "hỏng", "lost", "collapsed", "damaged"}),
)
_EACH = _SCOPES[0]
_SCOPE_OF = {word: scope for scope in _SCOPES for word in scope}


@dataclass(slots=True)
class WeighedUnit:
    """A unit of the question, its weight and what explains it (record number -> 0…1)."""

    unit: Unit
    weight: float
    records: dict[int, float]
    is_target: bool = False
    """Whether it is the thing asked for: X in `bao nhiêu X`, `X nào`, `which X`."""


@dataclass(slots=True)
class WeighedQuestion:
    """A question with all that every candidate is held against."""

    analysis: Analysis
    units: list[WeighedUnit]
    gap: tuple[float, float]
    """Nearness to a question known to have no answer: Dice's coefficient, fuzzy ratio (0…1)."""
    opposites: list[tuple[str, list[str]]]
    """Keys of its words that have opposites, with the keys of those."""
    likelihoods: Likelihoods
    like_gap: float = 0.0
    """How far its words come together as in known gaps, not as in what the records are asked (0…1)."""
    total: float = 0.0
    syllables: frozenset[str] = frozenset()
    pairs: frozenset[tuple[str, str]] = frozenset()
    scopes: tuple[frozenset[str], ...] = ()
    turns: frozenset[str] = frozenset()
    """What it turns to beside a fact itself."""
    asked: frozenset[str] = frozenset()
    """The kinds of answer that are wanted, without those that any answer is."""

    def __post_init__(self) -> None:
        analysis = self.analysis
        self.total = sum(item.weight for item in self.units) or 1.0
        self.syllables = frozenset(fold(word) for unit in analysis.units for word in unit.words)
        self.pairs = frozenset(asked_pairs(analysis.targets))
        self.turns = analysis.turns
        self.asked = analysis.types - {"yes_no", "what"}
        words = {word for unit in analysis.units for word in (unit.text, unit.words[0])}
        scopes = {_SCOPE_OF[word] for word in words if word in _SCOPE_OF}
        if "list" in analysis.types:  # kể tên từng tổ: each of a list is all of it
            scopes.discard(_EACH)
        self.scopes = tuple(scopes)


@dataclass(slots=True)
class Candidate:
    """One record held against the question."""

    question: WeighedQuestion
    record: int
    entry: RecordEntry
    index: RecordIndex
    chance: float
    """How likely the classifier thinks this record among all facts, gaps and kinds of talk (0…1)."""
    dice: float = 0.0
    """Dice's coefficient with the nearest phrasing, units weighed by rarity (0…1)."""
    typed_dice: float = 0.0
    """The same with the phrasings that ask for the same kind of answer."""
    nearest: list[int] = field(default_factory=list)
    """The numbers of the nearest phrasings, nearest first."""
    by_letters: float = 0.0
    """Rapidfuzz's token_sort_ratio with them (0…1)."""
    coverage: float = 0.0
    """Share of the question that the record explains (0…1)."""
    target_hit: float = 0.0
    """How far the record explains the thing asked for (0…1)."""
    foreign: float = 0.0
    """The heaviest thing of the question that the record does not explain (1: as heavy as things can be)."""
    unexplained: list[str] = field(default_factory=list)
    """What of the question it does not explain."""

    @property
    def analysis(self) -> Analysis:
        """The question as it was read."""
        return self.question.analysis


def hold_against(
    question: WeighedQuestion, record: int, index: RecordIndex, phrasings: Sequence[tuple[float, int]]
) -> Candidate:
    """Holds a record against a question.

    Args:
        question: what was asked.
        record: the record's number in the index.
        index: the records.
        phrasings: Dice's coefficient with each of the record's phrasings that shares a word, and their numbers; nearest
            first.
    """
    candidate = Candidate(question, record, index.entries[record], index, question.likelihoods.of(record))
    if phrasings:
        candidate.dice = phrasings[0][0]
        as_near = [number for dice, number in phrasings[:_MANY] if dice > candidate.dice - _AS_NEAR]
        others = [number for _, number in phrasings[len(as_near) : len(as_near) + BEST_PHRASINGS]]
        as_near.sort(key=lambda number: index.types[number] != question.analysis.types)
        candidate.nearest = [*as_near, *others][:BEST_PHRASINGS]
        asked = question.analysis.folded
        ratios = (fuzz.token_sort_ratio(asked, index.folded[number]) for number in candidate.nearest)
        candidate.by_letters = max(ratios) / 100
        strict = question.analysis.types - _LOOSE_TYPES
        typed = (value for value, at in phrasings if not strict or index.types[at] & strict)
        candidate.typed_dice = next(typed, 0.0)
    _explain(candidate)
    return candidate


def _explain(candidate: Candidate) -> None:
    """What of the question the record explains, and what it does not."""
    question, entry = candidate.question, candidate.entry
    largest, explained = 0.0, 0.0
    for item in question.units:
        unit, strength = item.unit, item.records.get(candidate.record, 0.0)
        is_year = unit.number is not None and unit.number.is_year
        if unit.place in entry.places or (is_year and unit.number and int(unit.number.value) in entry.years):
            strength = 1.0
        explained += item.weight * strength
        if item.is_target:
            candidate.target_hit = max(candidate.target_hit, strength)
        if unit.role in CONTENT_ROLES and strength < _EXPLAINED:
            largest = max(largest, item.weight * (1 - strength))
            candidate.unexplained.append(unit.text)
    candidate.coverage = explained / question.total
    candidate.foreign = largest / candidate.index.largest_weight


def doubts_figure(question: Analysis, entry: RecordEntry) -> bool:
    """Whether a figure is to be confirmed that counts the same as one of the record's."""
    if "yes_no" not in question.types or not entry.answer_numbers:
        return False
    counted = question.counted
    return not counted or any(key in entry.unit_keys for unit in counted for key, _ in unit.keys)


def never_asked_for(candidate: Candidate, kinds: frozenset[str]) -> float:
    """How surely one of some kinds of answer is wanted that the record's own phrasings never ask for (0…1)."""
    if not candidate.question.asked & kinds:
        return 0.0
    share = max(candidate.entry.types.get(kind, 0.0) for kind in kinds) - _MISREAD
    return 1.0 - min(max(share / _OFTEN, 0.0), 1.0)
