"""Features: what of the question the record explains, what nothing explains, and what the classifier makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.answering.classifying import logarithmic
from knowledge.answering.evidence.candidate import CONTENT_ROLES
from knowledge.answering.evidence.registry import Sign, feature

if TYPE_CHECKING:
    from knowledge.answering.evidence.candidate import Candidate

_MOST_CONTENT = 8
_SAME = 0.99
_WELL_KNOWN = 24  # phrasings
_MOST_ASSOCIATION = 4.0


@feature(Sign.FOR)
def coverage(candidate: Candidate) -> float:
    """Share of the question that the record explains, by weight."""
    return candidate.coverage


@feature(Sign.AGAINST)
def dice_foreign(candidate: Candidate) -> float:
    """Near to a phrasing, but for one heavy thing: the nearer, the likelier that thing is the point."""
    return candidate.dice * candidate.foreign


@feature(Sign.FOR)
def target_hit(candidate: Candidate) -> float:
    """The thing asked for is explained: X in `bao nhiêu X`."""
    return candidate.target_hit


@feature(Sign.EITHER)
def single_unit(candidate: Candidate) -> float:
    """A question of one word: there is little to be unlike in, so the other evidence means less."""
    return float(len(candidate.analysis.content) <= 1)


@feature(Sign.EITHER)
def content_units(candidate: Candidate) -> float:
    """How many words of weight it has: a long question is never wholly like a phrasing."""
    return min(len(candidate.analysis.content), _MOST_CONTENT) / _MOST_CONTENT


@feature(Sign.FOR)
def association_least(candidate: Candidate) -> float:
    """Pointwise mutual information of its least fitting word of weight with the record's phrasings (-0.75…1)."""
    index, record = candidate.index, candidate.record
    units = (item.unit for item in candidate.question.units if item.unit.role in CONTENT_ROLES)
    return min((index.association(unit, record) for unit in units), default=0.0) / _MOST_ASSOCIATION


@feature(Sign.FOR)
def chance(candidate: Candidate) -> float:
    """Naive Bayes: how likely it asks for this record, among records, gaps and small talk."""
    return candidate.chance


@feature(Sign.FOR)
def log_chance(candidate: Candidate) -> float:
    """The same on a logarithmic scale: unlikely is not the same as out of the question."""
    return logarithmic(candidate.chance)


@feature(Sign.AGAINST)
def log_chance_of_other(candidate: Candidate) -> float:
    """How likely it asks for the likeliest known gap or kind of small talk, on that scale."""
    return logarithmic(candidate.question.likelihoods.best_other)


@feature(Sign.AGAINST)
def like_gap(candidate: Candidate) -> float:
    """How far its words come together as in known gaps, not as in what the records are asked.

    Nobody has learned yet how a record is asked for that has few phrasings, so it counts less against those.
    """
    known = min(candidate.index.sizes[candidate.record] / _WELL_KNOWN, 1.0)
    return candidate.question.like_gap * known


@feature(Sign.FOR)
def known_key_words(candidate: Candidate) -> float:
    """The same, where an editor has written just these key words: `vay vốn hộ nghèo` is what some phrasing says."""
    is_known = not candidate.analysis.types and candidate.typed_dice >= _SAME
    return like_gap(candidate) if is_known else 0.0
