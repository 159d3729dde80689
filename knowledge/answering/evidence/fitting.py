"""Features: whether a record can give what is asked for: kind of answer, figures, groups and narrowing words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.answering.evidence.candidate import never_asked_for
from knowledge.answering.evidence.registry import Sign, feature
from knowledge.answering.evidence.vetoes import no_figure, turns_to_opposite
from knowledge.answering.kinds import ASKS_WHAT_IT_IS

if TYPE_CHECKING:
    from knowledge.answering.evidence.candidate import Candidate

_ASKS_FOR_NAME = frozenset({"name", "definition", "meaning"})
_MOSTLY = 0.8


@feature(Sign.FOR)
def type_share(candidate: Candidate) -> float:
    """How many of the record's phrasings ask for that kind of answer."""
    asked = candidate.question.asked
    return min(4 * max((candidate.entry.types.get(kind, 0.0) for kind in asked), default=0.0), 1.0)


@feature(Sign.AGAINST)
def pair_miss(candidate: Candidate) -> float:
    """None does."""
    question = candidate.question
    return float(bool(question.asked and question.pairs) and not question.pairs & candidate.entry.asked_pairs)


@feature(Sign.AGAINST)
def no_place(candidate: Candidate) -> float:
    """It is asked where, and the record is never asked that."""
    return never_asked_for(candidate, frozenset({"where"}))


@feature(Sign.AGAINST)
def without_figure(candidate: Candidate) -> float:
    """It is asked how many, and the answer has no figure; a veto, but where the record is clearly meant."""
    return float(no_figure(candidate))


@feature(Sign.AGAINST)
def name_given(candidate: Candidate) -> float:
    """The one name that the record answers with stands in the question already, and something else is asked."""
    if len(candidate.entry.named_syllables) != 1 or not candidate.question.asked - _ASKS_FOR_NAME:
        return 0.0
    (syllables,) = candidate.entry.named_syllables
    return float(len(syllables & candidate.question.syllables) / max(len(syllables), 1) >= _MOSTLY)


@feature(Sign.FOR)
def figure_meant(candidate: Candidate) -> float:
    """A figure of the answer is named and nothing but what it is gets asked: `17.500 là số gì`."""
    analysis, entry = candidate.analysis, candidate.entry
    is_own = bool(analysis.exact_numbers) and analysis.exact_numbers <= entry.answer_numbers
    return float(is_own and bool(analysis.types) and analysis.types <= ASKS_WHAT_IT_IS)


@feature(Sign.AGAINST)
def group_extra(candidate: Candidate) -> float:
    """Share of the answer's groups that were not asked for: the poor and near-poor, where the poor are meant."""
    asked, told = candidate.analysis.groups, candidate.entry.answer_groups
    return len(told - asked) / max(len(told), 1) if asked else 0.0


@feature(Sign.FOR)
def year_cover(candidate: Candidate) -> float:
    """Share of the years asked about that the answer speaks of."""
    asked = set(candidate.analysis.years)
    return len(asked & candidate.entry.answer_years) / len(asked) if asked else 0.0


@feature(Sign.AGAINST)
def year_extra(candidate: Candidate) -> float:
    """Share of the answer's years that were not asked for: 2015 and 2020, where 2020 is meant."""
    asked, told = set(candidate.analysis.years), candidate.entry.answer_years
    return len(told - asked) / max(len(told), 1) if asked else 0.0


@feature(Sign.AGAINST)
def scope_miss(candidate: Candidate) -> float:
    """Narrowed to each, only, most …, and the record is not."""
    keys = candidate.entry.keys
    return float(any(not any("w:" + word in keys for word in scope) for scope in candidate.question.scopes))


@feature(Sign.AGAINST)
def contrast(candidate: Candidate) -> float:
    """The opposite of what the record tells is asked; a veto, but where the record is clearly meant."""
    return float(turns_to_opposite(candidate))
