"""Evidence for and against each candidate record: features between a question and a record, and their weighted sum."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from knowledge.answering.retrieval import GapIndex, Phrasing, RecordEntry, RecordIndex, asked_pairs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from knowledge.answering.questions import Analysis
    from knowledge.answering.units import Unit
    from knowledge.language.lexicon import LexiconIndex

_COMPARED, _CANDIDATES = 24, 12
_BEST_PHRASINGS = 3
_EXPLAINED = 0.55
_LOOSE_TYPES = frozenset({"what", "how", "yes_no", "definition", "meaning", "list", "name"})
_BY_PHRASINGS = (
    (frozenset({"who", "organisation"}), "no_person"),
    (frozenset({"where"}), "no_place"),
    (frozenset({"why"}), "no_reason"),
)
_VETOES = ("no_figure", "no_percent", "no_money", "no_time", "no_reason", "contrast")
# Words that narrow a figure to a part, a share or an extreme; a record that never narrows so gives another figure.
_SCOPES = (
    frozenset({"mỗi", "từng", "mỗi một", "each", "every", "per", "one", "một căn", "một thẻ", "một hộ", "một người"}),
    frozenset({"riêng", "trong đó", "trong số", "trong số đó", "riêng lẻ", "only", "alone", "of them"}),
    frozenset({"tối đa", "cao nhất", "nhiều nhất", "lớn nhất", "maximum", "most", "highest", "largest"}),
    frozenset({"tối thiểu", "thấp nhất", "ít nhất", "nhỏ nhất", "minimum", "least", "lowest"}),
    frozenset({"đầu tiên", "lần đầu", "first"}),
    frozenset({"khác", "other", "another", "else"}),
)
SCOPE_WORDS = frozenset().union(*_SCOPES)
_CONTENT_ROLES = frozenset({"content", "group", "number", "place"})
_DOUBTED_NUMBER = 0.2  # a figure that no record has, to be confirmed: it says little about which fact is meant
INHERITED_WEIGHT = 0.6

# The evidence between a question and a record, and its sign: 1 speaks for the record, -1 against it, 0 depends.
FEATURES: dict[str, int] = {
    "bias": 0,
    "dice": 1,  # Dice's coefficient with the nearest phrasing, units weighed by rarity
    "recall": 1,  # share of the question that the nearest phrasing holds
    "coverage": 1,  # share of the question that the record explains
    "fuzzy": 1,  # rapidfuzz token_sort_ratio with the nearest phrasings
    "ratio": 1,  # rapidfuzz ratio with the nearest phrasings
    "exact": 1,  # the same folded words as a phrasing
    "typed_dice": 1,  # dice, with phrasings that ask for the same kind of answer
    "top_dice_mean": 1,  # mean dice of the three nearest phrasings
    "type_share": 1,  # how many of its phrasings ask for that kind of answer
    "number_miss": -1,  # a number the record does not have
    "number_miss_yes_no": 0,  # the same, but asked to be confirmed
    "subject": 1,  # share of the record's subject that the question names
    "single_unit": 0,  # a question of one word
    "content_units": 0,  # how many words of weight it has
    "answer_share": 0,  # share of the answer's numbers that the question names
    "foreign_known": -1,  # what other records explain and this one does not
    "foreign_general": -1,  # what no record explains
    "target_hit": 1,  # the thing asked for is explained
    "target_miss": -1,
    "target_elsewhere": -1,  # … but stands neither in the answer nor in the subject
    "pair_hit": 1,  # a phrasing asks for this kind of answer about this thing
    "pair_miss": -1,
    "no_figure": -1,
    "no_percent": -1,
    "no_money": -1,
    "no_time": -1,
    "no_person": -1,
    "no_place": -1,
    "no_reason": -1,
    "no_list": -1,
    "unit_miss": -1,  # it is asked how many of something that no figure of the record counts
    "figure_given": -1,  # the figure asked for stands in the question already
    "scope_miss": -1,  # narrowed to each, only, most … and the record is not
    "contrast": -1,  # the opposite is asked
    "negation": -1,
    "dice_foreign": -1,  # near, but for something foreign
    "foreign_target": -1,  # the subject is named, but something foreign is asked of it
    "group_cover": 1,
    "year_cover": 1,
    "association": 1,  # pointwise mutual information of its words with the record, mean
    "association_least": 1,  # … and the least
    "gap_dice": -1,  # nearness to a question known to have no answer
    "gap_fuzzy": -1,
    "gap_lead": -1,  # how much nearer that one is than the record's own phrasings
}


@dataclass(slots=True)
class Match:
    """One candidate with its evidence."""

    record: int
    features: dict[str, float]
    score: float = 0.0
    phrasing: Phrasing | None = None
    unexplained: list[str] = field(default_factory=list)
    vetoes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class WeighedUnit:
    """A unit of the question, its weight and what explains it."""

    unit: Unit
    weight: float
    records: dict[int, float]
    is_target: bool = False
    """Whether it is the thing asked for: X in `bao nhiêu X`, `X nào`, `which X`."""


class Matcher:
    """Finds and weighs the candidates of a question."""

    def __init__(
        self,
        index: RecordIndex,
        gaps: GapIndex,
        lexicon: LexiconIndex,
        weights: Mapping[str, float],
    ) -> None:
        self._index = index
        self._gaps = gaps
        self._lexicon = lexicon
        self._weights = [weights.get(name, 0.0) for name in FEATURES]

    def entry(self, match: Match) -> RecordEntry:
        """The record entry a match speaks of."""
        return self._index.entries[match.record]

    def match(self, question: Analysis, *, without: int | None = None) -> list[Match]:
        """The best candidates, best first.

        Args:
            question: what was asked.
            without: number of a phrasing to leave out, to measure how well the others stand in for it.
        """
        weighed = self._weigh(question)
        coverage: dict[int, float] = {}
        for item in weighed:
            for number, strength in item.records.items():
                coverage[number] = coverage.get(number, 0.0) + item.weight * strength
        likely = sorted(coverage, key=lambda number: (-coverage[number], number))[:_COMPARED]
        total = sum(item.weight for item in weighed) or 1.0
        compared = {number: self._compare_phrasings(weighed, total, number, without) for number in likely}
        rough = {number: coverage[number] / total + max(compared[number], default=(0.0, 0))[0] for number in likely}
        chosen = sorted(rough, key=lambda number: (-rough[number], number))[:_CANDIDATES]
        gap = self._gaps.nearest([item.unit for item in weighed], question.folded)
        matches = [self._weigh_candidate(question, weighed, number, compared[number], gap) for number in chosen]
        matches.sort(key=lambda match: (-match.score, match.record))
        return matches

    def _weigh(self, question: Analysis) -> list[WeighedUnit]:
        weighed = []
        targets = question.targets
        for unit in [*question.units, *question.inherited]:
            if unit.role in {"stop", "filler"}:
                continue
            weight, records = self._index.explain(unit)
            if unit.number and (unit.number.is_year or unit.number.is_date):
                weight *= 0.6
            if unit.number and not records and "yes_no" in question.types:
                weight *= _DOUBTED_NUMBER
            weighed.append(WeighedUnit(unit, weight, records, any(unit is target for _, target in targets)))
        own = len(question.units) - sum(unit.role in {"stop", "filler"} for unit in question.units)
        for item in weighed[own:]:
            item.weight *= INHERITED_WEIGHT
        return weighed

    def _compare_phrasings(
        self,
        weighed: list[WeighedUnit],
        total: float,
        record: int,
        without: int | None,
    ) -> list[tuple[float, int]]:
        """Dice's coefficient of the question with each phrasing of a record that shares a unit with it."""
        shared: dict[int, float] = {}
        for item in weighed:
            for number, agreement in self._index.phrasing_hits(item.unit, record).items():
                shared[number] = shared.get(number, 0.0) + item.weight * agreement
        if without is not None:
            shared.pop(without, None)
        phrasings = self._index.phrasings
        return [(2 * value / (total + phrasings[number].weight), number) for number, value in shared.items()]

    def _weigh_candidate(
        self,
        question: Analysis,
        weighed: list[WeighedUnit],
        number: int,
        phrasings: list[tuple[float, int]],
        gap: tuple[float, float],
    ) -> Match:
        entry = self._index.entries[number]
        best = sorted(phrasings, reverse=True)[:_BEST_PHRASINGS]
        strict = question.types - _LOOSE_TYPES
        match = Match(number, dict.fromkeys(FEATURES, 0.0))
        features = match.features
        features["bias"] = 1.0
        if best:
            self._compare_best(question, weighed, best, match)
            typed = (value for value, at in phrasings if not strict or self._index.phrasings[at].types & strict)
            features["typed_dice"] = max(typed, default=0.0)
        self._weigh_foreign(weighed, number, match)
        self._compare_types(question, entry, features)
        self._compare_numbers(question, entry, features)
        asked = {key for item in weighed for key, _ in item.unit.keys}
        subject_weight = sum(self._index.key_weight(key) for key in entry.subject_keys) or 1.0
        features["subject"] = (
            sum(self._index.key_weight(key) for key in entry.subject_keys if key in asked) / subject_weight
        )
        features["gap_dice"], features["gap_fuzzy"] = gap
        features["gap_lead"] = max(gap[0] - features["dice"], 0.0) + max(gap[1] - features["fuzzy"], 0.0)
        linked = [(self._index.association(item.unit, number), item.unit) for item in weighed]
        if linked:
            features["association"] = sum(value for value, _ in linked) / len(linked) / 4
            features["association_least"] = (
                min((value for value, unit in linked if unit.role in _CONTENT_ROLES), default=0.0) / 4
            )
        if question.groups:
            features["group_cover"] = len(question.groups & entry.answer_groups) / len(question.groups)
        if question.years:
            features["year_cover"] = len(set(question.years) & entry.answer_years) / len(set(question.years))
        features["single_unit"] = float(len(question.content) <= 1)
        features["content_units"] = min(len(question.content), 8) / 8
        features["negation"] = float(question.is_negated)
        features["foreign_target"] = features["target_miss"] * features["subject"]
        scopes = {word for unit in question.units for word in (unit.text, unit.words[0]) if word in SCOPE_WORDS}
        features["scope_miss"] = float(any(not {"w:" + w for w in _same_scope(s)} & entry.keys.keys() for s in scopes))
        features["contrast"] = float(self._contradicts(question, entry))
        match.vetoes = vetoes(question, entry, features)
        match.score = sum(w * features[name] for w, name in zip(self._weights, FEATURES, strict=True))
        return match

    def _compare_best(
        self,
        question: Analysis,
        weighed: list[WeighedUnit],
        best: list[tuple[float, int]],
        match: Match,
    ) -> None:
        features = match.features
        features["dice"], chosen = best[0]
        phrasing = match.phrasing = self._index.phrasings[chosen]
        total = sum(item.weight for item in weighed) or 1.0
        features["recall"] = features["dice"] * (total + phrasing.weight) / (2 * total)
        features["top_dice_mean"] = sum(value for value, _ in best) / _BEST_PHRASINGS
        texts = [self._index.phrasings[number].folded for _, number in best]
        features["fuzzy"] = max(fuzz.token_sort_ratio(question.folded, text) for text in texts) / 100
        features["ratio"] = max(fuzz.ratio(question.folded, text) for text in texts) / 100
        features["exact"] = float(question.folded in texts)

    def _weigh_foreign(self, weighed: list[WeighedUnit], number: int, match: Match) -> None:
        entry = self._index.entries[number]
        largest, total, explained = 0.0, 0.0, 0.0
        for item in weighed:
            strength = item.records.get(number, 0.0)
            year = item.unit.number and item.unit.number.is_year
            if item.unit.place in entry.places or (year and int(item.unit.number.value) in entry.years):
                strength = 1.0
            total += item.weight
            explained += item.weight * strength
            if item.is_target:
                match.features["target_hit"] = max(match.features["target_hit"], strength)
                match.features["target_miss"] = max(match.features["target_miss"], 1 - strength)
                if not any(key in entry.answer_keys for key, _ in item.unit.keys):
                    match.features["target_elsewhere"] = 1.0
            if item.unit.role in {"content", "group", "number", "place"} and strength < _EXPLAINED:
                missing = item.weight * (1 - strength)
                largest = max(largest, missing)
                kind = "foreign_known" if item.records else "foreign_general"
                match.features[kind] += missing / self._index.largest_weight
                match.unexplained.append(item.unit.text)
        match.features["coverage"] = explained / total if total else 0.0
        match.features["dice_foreign"] = match.features["dice"] * largest / self._index.largest_weight

    def _compare_types(self, question: Analysis, entry: RecordEntry, features: dict[str, float]) -> None:
        asked = question.types - {"yes_no", "what"}
        if not asked:
            return
        share = max(entry.types.get(kind, 0.0) for kind in asked)
        features["type_share"] = min(share * 4, 1.0)
        if "list" in asked:
            features["no_list"] = float(entry.record.answer.count(",") + entry.record.answer.count("”") < 2)  # noqa: PLR2004
        pairs = asked_pairs(question.targets)
        if pairs:
            features["pair_hit"] = float(bool(pairs & entry.asked_pairs))
            features["pair_miss"] = 1.0 - features["pair_hit"]
        if asked & {"count", "money", "percent"}:
            given = set(question.numbers) & entry.answer_numbers
            features["figure_given"] = len(given) / max(len(entry.answer_numbers), 1) if "yes_no" not in asked else 0.0
            for types, unit in question.targets:
                keys = [key for key, _ in unit.keys]
                if "count" in types and not any(key in entry.unit_keys for key in keys):
                    features["unit_miss"] = 1.0
            features["no_figure"] = float("figure" not in entry.gives)
            features["no_percent"] = float("percent" in asked and "percent" not in entry.gives)
            features["no_money"] = float("money" in asked and "money" not in entry.gives)
        if "when" in asked:
            features["no_time"] = float("time" not in entry.gives)
        for kinds, name in _BY_PHRASINGS:
            if asked & kinds:
                features[name] = 1.0 - min(5 * max(entry.types.get(kind, 0.0) for kind in kinds), 1.0)

    def _contradicts(self, question: Analysis, entry: RecordEntry) -> bool:
        """Whether the question says the opposite of the record: it falls, where the record only says it rises."""
        for unit in question.units:
            place = self._lexicon.contrast.get(unit.text)
            if place is None or "w:" + unit.text in entry.keys:
                continue
            if any("w:" + other in entry.keys for other in self._lexicon.opposites(place)):
                return True
        return False

    def _compare_numbers(self, question: Analysis, entry: RecordEntry, features: dict[str, float]) -> None:
        if not question.numbers:
            return
        misses = sum(number not in entry.numbers for number in question.numbers)
        in_answer = sum(number in entry.answer_numbers for number in question.numbers)
        features["answer_share"] = in_answer / max(len(entry.answer_numbers), 1)
        is_doubt = "yes_no" in question.types and bool(entry.answer_numbers)
        features["number_miss_yes_no" if is_doubt else "number_miss"] = float(misses > 0)


def _same_scope(word: str) -> frozenset[str]:
    return next(group for group in _SCOPES if word in group)


def vetoes(question: Analysis, entry: RecordEntry, features: Mapping[str, float]) -> list[str]:
    """Why a record cannot be what was asked for, however many words agree.

    Another place, year or group; a figure, a date or a reason is asked for and the record has none.
    """
    found = [name for name in _VETOES if features[name] >= 1.0]
    if question.places - entry.places:
        found.append("place")
    if question.content and all(unit.number for unit in question.content):
        if not set(question.numbers) <= entry.answer_numbers:
            found.append("numbers")
    # A wrong year or date that somebody asks to be confirmed is answered with the right one.
    if not ("yes_no" in question.types and "time" in entry.gives):
        years = set(question.years)
        if not years <= (entry.single_years if len(years) == 1 and "time" not in entry.gives else entry.years):
            found.append("year")
        if question.dates - entry.dates:
            found.append("date")
    if question.groups and entry.groups and not question.groups & entry.groups:
        found.append("group")
    return found
