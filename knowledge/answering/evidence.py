"""Evidence for and against one candidate record: the features of a question and a record, their sum, and vetoes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from knowledge.answering.classifying import logarithmic
from knowledge.answering.retrieval import Phrasing, RecordEntry, RecordIndex, asked_pairs
from knowledge.language.normalizing import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from knowledge.answering.classifying import Likelihoods
    from knowledge.answering.questions import Analysis
    from knowledge.answering.units import Unit

_BEST_PHRASINGS = 3
_HARDLY_MEANT = 0.05
_CLEARLY_MEANT = 0.5  # chance in the classifier at which the form of the answer no longer speaks against a record
_EXPLAINED = 0.55
_LOOSE_TYPES = frozenset({"what", "how", "yes_no", "definition", "meaning", "list", "name"})
_BY_PHRASINGS = (
    (frozenset({"who", "organisation"}), "no_person"),
    (frozenset({"where"}), "no_place"),
    (frozenset({"why"}), "no_reason"),
)
_VETOES = ("no_figure", "no_percent", "no_money", "no_time", "no_reason", "no_place", "contrast")
_FAR, _LITTLE = 0.5, 0.7  # what is that far from every phrasing and that little explained asks for something else
_FORGIVEN = ("no_figure", "contrast")  # `mấy mô hình` may ask how many or which
# Words that narrow a figure to a part, a share or an extreme; a record that never narrows so gives another figure.
_SCOPES = (
    frozenset({"mỗi", "từng", "mỗi một", "each", "every", "per", "one", "một căn", "một thẻ", "một hộ", "một người"}),
    frozenset({"riêng", "trong đó", "trong số", "trong số đó", "riêng lẻ", "only", "alone", "of them"}),
    frozenset({"tối đa", "cao nhất", "nhiều nhất", "lớn nhất", "nhất", "maximum", "most", "highest", "largest"}),
    frozenset({"tối thiểu", "thấp nhất", "ít nhất", "nhỏ nhất", "minimum", "least", "lowest"}),
    frozenset({"đầu tiên", "lần đầu", "first"}),
    frozenset({"khác", "other", "another", "else"}),
    frozenset({"bị", "mất", "sập", "cháy", "hư", "hỏng", "lost", "collapsed", "damaged"}),
)
_EACH = _SCOPES[0]
_SCOPE_OF = {word: scope for scope in _SCOPES for word in scope}
_ASKS_FOR_NAME = frozenset({"name", "definition", "meaning"})
_MOSTLY = 0.8
_MISREAD = 0.03  # share of a record's phrasings that may seem to ask for a kind of answer by mistake
_BODIES = ("bộ", "sở", "hội", "đoàn", "ban", "ngân hàng", "công ty", "tập đoàn", "liên đoàn", "viện", "trường")
_CONTENT_ROLES = frozenset({"content", "group", "number", "place"})
_MOST_CONTENT = 8
_FEW_ITEMS = 2  # marks of enumeration below which an answer is no list

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
    "unexplained": -1,  # share of its words of weight that the record does not explain
    "mostly_foreign": -1,  # the record explains less than half of it
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
    "name_given": -1,  # the one name that it answers with stands in the question already, and something else is asked
    "foreign_name": -1,  # a body or person is named that the record does not know
    "scope_miss": -1,  # narrowed to each, only, most … and the record is not
    "contrast": -1,  # the opposite is asked
    "negation": -1,
    "dice_foreign": -1,  # near, but for something foreign
    "foreign_target": -1,  # the subject is named, but something foreign is asked of it
    "group_cover": 1,
    "group_extra": -1,  # share of the answer's groups that were not asked for
    "year_cover": 1,
    "association": 1,  # pointwise mutual information of its words with the record, mean
    "association_least": 1,  # … and the least
    "gap_dice": -1,  # nearness to a question known to have no answer
    "gap_fuzzy": -1,
    "gap_lead": -1,  # how much nearer that one is than the record's own phrasings
    "class_log": 1,  # naive Bayes: logarithm of the record's chance among records and gaps
    "class": 1,  # … and the chance itself
    "doubted": 1,  # one word is strange in a question to be confirmed about a fact that is clearly meant
    "class_other_log": -1,  # logarithm of the chance of the likeliest gap or kind of small talk
    "class_other": -1,  # the chance of all of these
}


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
    total: float = 0.0
    keys: frozenset[str] = frozenset()
    syllables: frozenset[str] = frozenset()
    pairs: frozenset[tuple[str, str]] = frozenset()
    scopes: tuple[frozenset[str], ...] = ()

    def __post_init__(self) -> None:
        analysis = self.analysis
        self.total = sum(item.weight for item in self.units) or 1.0
        self.keys = frozenset(key for item in self.units for key, _ in item.unit.keys)
        self.syllables = frozenset(fold(word) for unit in analysis.units for word in unit.words)
        self.pairs = frozenset(asked_pairs(analysis.targets))
        words = {word for unit in analysis.units for word in (unit.text, unit.words[0])}
        scopes = {_SCOPE_OF[word] for word in words if word in _SCOPE_OF}
        if "list" in analysis.types:  # kể tên từng tổ: each of a list is all of it
            scopes.discard(_EACH)
        self.scopes = tuple(scopes)


@dataclass(slots=True)
class Match:
    """One candidate with its evidence."""

    record: int
    features: dict[str, float]
    score: float = 0.0
    phrasing: Phrasing | None = None
    unexplained: list[str] = field(default_factory=list)
    vetoes: list[str] = field(default_factory=list)


def weigh(question: WeighedQuestion, number: int, index: RecordIndex, phrasings: list[tuple[float, int]]) -> Match:
    """Gathers the evidence on one candidate.

    Args:
        question: what was asked.
        number: the record's number in the index.
        index: the records.
        phrasings: Dice's coefficient with each of the record's phrasings that shares a word, and their numbers.
    """
    entry = index.entries[number]
    match = Match(number, dict.fromkeys(FEATURES, 0.0))
    match.features["bias"] = 1.0
    if phrasings:
        _compare_phrasings(question, index, phrasings, match)
    _classify(question.likelihoods, match)
    _weigh_foreign(question, entry, index.largest_weight, match)
    is_confirming = "yes_no" in question.analysis.types and match.features["class"] >= _CLEARLY_MEANT
    match.features["doubted"] = float(is_confirming and len(match.unexplained) == 1)
    _associate(question, number, index, match.features)
    _compare_kind(question, entry, match.features)
    _compare_scope(question, entry, match.features)
    if question.analysis.numbers:
        _compare_numbers(question.analysis, entry, match.features)
    match.vetoes = find_vetoes(question.analysis, entry, match.features)
    return match


def _compare_phrasings(
    question: WeighedQuestion,
    index: RecordIndex,
    phrasings: list[tuple[float, int]],
    match: Match,
) -> None:
    features, asked = match.features, question.analysis.folded
    best = sorted(phrasings, reverse=True)[:_BEST_PHRASINGS]
    features["dice"], chosen = best[0]
    match.phrasing = index.phrasings[chosen]
    features["recall"] = features["dice"] * (question.total + match.phrasing.weight) / (2 * question.total)
    features["top_dice_mean"] = sum(value for value, _ in best) / _BEST_PHRASINGS
    texts = [index.phrasings[number].folded for _, number in best]
    features["fuzzy"] = max(fuzz.token_sort_ratio(asked, text) for text in texts) / 100
    features["ratio"] = max(fuzz.ratio(asked, text) for text in texts) / 100
    features["exact"] = float(asked in texts)
    strict = question.analysis.types - _LOOSE_TYPES
    typed = (value for value, at in phrasings if not strict or index.phrasings[at].types & strict)
    features["typed_dice"] = max(typed, default=0.0)
    gap_dice, gap_fuzzy = question.gap
    features["gap_dice"], features["gap_fuzzy"] = gap_dice, gap_fuzzy
    features["gap_lead"] = max(gap_dice - features["dice"], 0.0) + max(gap_fuzzy - features["fuzzy"], 0.0)


def _classify(likelihoods: Likelihoods, match: Match) -> None:
    chance = likelihoods.of(match.record)
    match.features["class"], match.features["class_log"] = chance, logarithmic(chance)
    match.features["class_other"] = likelihoods.any_other
    match.features["class_other_log"] = logarithmic(likelihoods.best_other)


def _weigh_foreign(question: WeighedQuestion, entry: RecordEntry, largest_weight: float, match: Match) -> None:
    """What of the question the record explains, and what it does not."""
    features = match.features
    largest, explained = 0.0, 0.0
    for item in question.units:
        unit, strength = item.unit, item.records.get(match.record, 0.0)
        is_year = unit.number is not None and unit.number.is_year
        if unit.place in entry.places or (is_year and unit.number and int(unit.number.value) in entry.years):
            strength = 1.0
        explained += item.weight * strength
        if item.is_target:
            features["target_hit"] = max(features["target_hit"], strength)
            features["target_miss"] = max(features["target_miss"], 1 - strength)
            if not any(key in entry.answer_keys for key, _ in unit.keys):
                features["target_elsewhere"] = 1.0
        if unit.role in _CONTENT_ROLES and strength < _EXPLAINED:
            missing = item.weight * (1 - strength)
            largest = max(largest, missing)
            features["foreign_known" if item.records else "foreign_general"] += missing / largest_weight
            match.unexplained.append(unit.text)
            if is_name(unit, question.analysis):
                features["foreign_name"] = 1.0
    features["coverage"] = explained / question.total
    features["unexplained"] = len(match.unexplained) / max(
        sum(u.unit.role in _CONTENT_ROLES for u in question.units), 1
    )
    features["mostly_foreign"] = max(0.0, 1 - 2 * features["coverage"])
    features["dice_foreign"] = features["dice"] * largest / largest_weight


def is_name(unit: Unit, analysis: Analysis) -> bool:
    """Whether a unit names a body or a person: it begins as bodies do, or has a capital inside a sentence."""
    if len(unit.words) > 1 and unit.text.startswith(_BODIES):
        return True
    return any(position in analysis.capitals for position in range(unit.start, unit.end))


def _associate(question: WeighedQuestion, number: int, index: RecordIndex, features: dict[str, float]) -> None:
    entry = index.entries[number]
    features["subject"] = sum(weight for key, weight in entry.subject_weights.items() if key in question.keys) / max(
        sum(entry.subject_weights.values()), 0.01
    )
    features["foreign_target"] = features["target_miss"] * features["subject"]
    linked = [(index.association(item.unit, number), item.unit.role) for item in question.units]
    if linked:
        features["association"] = sum(value for value, _ in linked) / len(linked) / 4
        of_content = (value for value, role in linked if role in _CONTENT_ROLES)
        features["association_least"] = min(of_content, default=0.0) / 4
    size = len(question.analysis.content)
    features["single_unit"] = float(size <= 1)
    features["content_units"] = min(size, _MOST_CONTENT) / _MOST_CONTENT


def _compare_kind(question: WeighedQuestion, entry: RecordEntry, features: dict[str, float]) -> None:
    """Whether the record can give the kind of answer that is wanted."""
    asked = question.analysis.types - {"yes_no", "what"}
    if not asked:
        return
    features["type_share"] = min(4 * max(entry.types.get(kind, 0.0) for kind in asked), 1.0)
    if "list" in asked:
        answer = entry.record.answer
        features["no_list"] = float(answer.count(",") + answer.count("”") < _FEW_ITEMS)
    if len(entry.named_syllables) == 1 and asked - _ASKS_FOR_NAME:
        (syllables,) = entry.named_syllables
        given = len(syllables & question.syllables) / max(len(syllables), 1)
        features["name_given"] = float(given >= _MOSTLY)
    if question.pairs:
        features["pair_hit"] = float(bool(question.pairs & entry.asked_pairs))
        features["pair_miss"] = 1.0 - features["pair_hit"]
    if asked & {"count", "money", "percent"}:
        _compare_figure(question.analysis, asked, entry, features)
    if "when" in asked:
        features["no_time"] = float("time" not in entry.gives)
    for kinds, name in _BY_PHRASINGS:
        if asked & kinds:
            share = max(entry.types.get(kind, 0.0) for kind in kinds) - _MISREAD
            features[name] = 1.0 - min(max(5 * share, 0.0), 1.0)


def _compare_figure(
    question: Analysis,
    asked: frozenset[str],
    entry: RecordEntry,
    features: dict[str, float],
) -> None:
    if "yes_no" not in question.types:
        given = set(question.numbers) & entry.answer_numbers
        features["figure_given"] = len(given) / max(len(entry.answer_numbers), 1)
    for types, unit in question.targets:
        if "count" in types and not any(key in entry.unit_keys for key, _ in unit.keys):
            features["unit_miss"] = 1.0
    features["no_figure"] = float("figure" not in entry.gives)
    features["no_percent"] = float("percent" in asked and "percent" not in entry.gives)
    features["no_money"] = float("money" in asked and "money" not in entry.gives)


def _compare_scope(question: WeighedQuestion, entry: RecordEntry, features: dict[str, float]) -> None:
    """Groups, years, narrowing words and opposites."""
    analysis = question.analysis
    if analysis.groups:
        features["group_cover"] = len(analysis.groups & entry.answer_groups) / len(analysis.groups)
        extra = entry.answer_groups - analysis.groups
        features["group_extra"] = len(extra) / max(len(entry.answer_groups), 1)
    if analysis.years:
        features["year_cover"] = len(set(analysis.years) & entry.answer_years) / len(set(analysis.years))
    features["negation"] = float(analysis.is_negated)
    features["scope_miss"] = float(any(not any("w:" + w in entry.keys for w in scope) for scope in question.scopes))
    is_doubt = "yes_no" in analysis.types  # a doubt is answered with what is so
    features["contrast"] = float(
        not is_doubt
        and any(own not in entry.keys and any(o in entry.keys for o in others) for own, others in question.opposites)
    )


def _compare_numbers(question: Analysis, entry: RecordEntry, features: dict[str, float]) -> None:
    in_answer = sum(number in entry.answer_numbers for number in question.numbers)
    features["answer_share"] = in_answer / max(len(entry.answer_numbers), 1)
    is_doubt = doubts_figure(question, entry)
    has_stranger = any(number not in entry.numbers for number in question.numbers)
    features["number_miss_yes_no" if is_doubt else "number_miss"] = float(has_stranger)


def doubts_figure(question: Analysis, entry: RecordEntry) -> bool:
    """Whether a figure is to be confirmed that counts the same as one of the record's."""
    if "yes_no" not in question.types or not entry.answer_numbers:
        return False
    counted = question.counted
    return not counted or any(key in entry.unit_keys for unit in counted for key, _ in unit.keys)


def find_vetoes(question: Analysis, entry: RecordEntry, features: Mapping[str, float]) -> list[str]:
    """Why a record cannot be what was asked for, however many words agree.

    Another place, year or group; a figure, a date or a reason is asked for and the record has none.
    """
    is_meant = features["class"] >= _CLEARLY_MEANT
    found = [name for name in _VETOES if features[name] >= 1.0 and not (is_meant and name in _FORGIVEN)]
    is_little = features["coverage"] < _LITTLE or features["class"] < _HARDLY_MEANT
    if not is_meant and features["dice"] < _FAR and is_little:
        found.append("stranger")
    is_corrected = "yes_no" in question.types and is_meant
    if question.places - entry.places:
        found.append("place")
    is_bare = bool(question.content) and all(unit.number for unit in question.content)
    is_stranger = bool(question.exact_numbers - entry.printed_numbers) and not doubts_figure(question, entry)
    if (is_stranger and not is_corrected) or (is_bare and not set(question.numbers) <= entry.answer_numbers):
        found.append("numbers")
    if question.wanted_role and entry.roles and not entry.roles.get(question.wanted_role):
        found.append("role")
    # A wrong year or date that somebody asks to be confirmed is answered with the right one.
    if not ("yes_no" in question.types and "time" in entry.gives):
        years = set(question.years)
        if not years <= (entry.single_years if len(years) == 1 and "time" not in entry.gives else entry.years):
            found.append("year")
        if question.dates - entry.dates:
            found.append("date")
    if question.groups and entry.groups and not question.groups & entry.groups and not is_corrected:
        found.append("group")
    return found
