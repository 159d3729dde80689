"""What forbids a record whatever else speaks for it: constraints that veto rather than subtract."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.answering.evidence.candidate import doubts_figure, never_asked_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowledge.answering.evidence.candidate import Candidate

CLEARLY_MEANT = 0.5
"""Chance in the classifier at which the form of the answer no longer speaks against a record."""
_HARDLY_MEANT = 0.05
_FAR, _LITTLE = 0.53, 0.6  # what is that far from every phrasing and that little explained asks for something else
_PARTLY, _RATHER_MEANT = 0.8, 0.4  # explained less than this, it must be likely as well
_FARTHER, _SURELY_MEANT = 0.65, 0.7
_SHORT, _HALF, _MEANT_THOUGH_HARDLY_EXPLAINED = 15, 0.5, 0.75  # words of a question; share of it explained; chance
_HARDLY, _FARTHEST = 0.2, 0.35  # a short question explained so little, so far from every phrasing, is of other matters
_LARGELY_STRANGE = 0.25  # share explained of a question, shorter than a story, below which it must be surely meant
_FAR_IN_ENGLISH = 0.3  # few phrasings are English, so every question is farther from them
_SPOKEN_OF = 0.75  # strength of a key that more than one phrasing has
_STORY = 25  # words from which a message tells of people whom it does not ask about
_EACH = frozenset({"mỗi", "each", "per"})
_FIGURES = frozenset({"count", "money", "percent"})
_RANKED = re.compile(r"\b(?:loại|hạng|thứ|cấp|class) (?:[ivx]+|\d|nhất|nhì|hai|ba|tư|năm|sáu|bảy|đặc biệt)$")


def _is_meant(candidate: Candidate) -> bool:
    return candidate.chance >= CLEARLY_MEANT


def _is_confirming(candidate: Candidate) -> bool:
    return "yes_no" in candidate.analysis.types


def asks_for_figure(candidate: Candidate) -> bool:
    """Whether it is asked how many, how much or what share."""
    return bool(candidate.question.asked & _FIGURES)


def no_figure(candidate: Candidate) -> bool:
    """It is asked how many, and the answer has no figure."""
    return asks_for_figure(candidate) and "figure" not in candidate.entry.gives


def _unmeant_no_figure(candidate: Candidate) -> bool:
    """The same; `mấy mô hình` may ask which, where the record is clearly meant."""
    return no_figure(candidate) and not _is_meant(candidate)


def _no_percent(candidate: Candidate) -> bool:
    return "percent" in candidate.question.asked and "percent" not in candidate.entry.gives


def _no_money(candidate: Candidate) -> bool:
    return "money" in candidate.question.asked and "money" not in candidate.entry.gives


def _no_time(candidate: Candidate) -> bool:
    return "when" in candidate.question.asked and "time" not in candidate.entry.gives


def _no_duration(candidate: Candidate) -> bool:
    """How long is all that is asked, and the record is never asked that; `mấy năm đó` may say no more than when."""
    return candidate.question.asked == {"duration"} and never_asked_for(candidate, frozenset({"duration"})) >= 1.0


def _no_reason(candidate: Candidate) -> bool:
    return never_asked_for(candidate, frozenset({"why"})) >= 1.0


def _no_place(candidate: Candidate) -> bool:
    return never_asked_for(candidate, frozenset({"where"})) >= 1.0 and not _is_meant(candidate)


def _no_person(candidate: Candidate) -> bool:
    return never_asked_for(candidate, frozenset({"who"})) >= 1.0 and not _is_meant(candidate)


def turns_to_opposite(candidate: Candidate) -> bool:
    """The opposite of what the record tells is asked; a doubt is answered with what is so."""
    keys = candidate.entry.keys
    return not _is_confirming(candidate) and any(
        own not in keys and any(other in keys for other in others) for own, others in candidate.question.opposites
    )


def _unmeant_contrast(candidate: Candidate) -> bool:
    return turns_to_opposite(candidate) and (_names_other_rank(candidate) or not _is_meant(candidate))


def _names_other_rank(candidate: Candidate) -> bool:
    """`đô thị loại I` where the record tells of `đô thị loại II`: one of a series is another, however near."""
    keys = candidate.entry.keys
    return any(own not in keys and _RANKED.search(own) for own, _ in candidate.question.opposites)


def _stranger(candidate: Candidate) -> bool:
    """Far from every phrasing, and little of the question is explained; or farther still, and not surely meant."""
    if candidate.analysis.numbers and doubts_figure(candidate.analysis, candidate.entry):
        return False
    is_partly = candidate.coverage < _PARTLY and candidate.chance < _RATHER_MEANT
    is_little = candidate.coverage < _LITTLE or candidate.chance < _HARDLY_MEANT or is_partly
    far = _FAR_IN_ENGLISH if candidate.analysis.language == "en" else _FAR
    is_short = len(candidate.analysis.words) < _SHORT and candidate.analysis.language == "vi"
    meant = _MEANT_THOUGH_HARDLY_EXPLAINED if is_short and candidate.coverage < _HALF else CLEARLY_MEANT
    is_far = candidate.dice < far and is_little and candidate.chance < meant
    is_unexplained = len(candidate.analysis.words) < _SHORT and candidate.coverage < _HARDLY
    if is_unexplained and candidate.dice < _FARTHEST:
        return True
    is_plain = len(candidate.analysis.words) < _STORY and not candidate.analysis.exact_numbers
    if is_plain and candidate.coverage < _LARGELY_STRANGE and candidate.chance < _SURELY_MEANT:
        return True
    return is_far or (candidate.dice < _FARTHER * far and candidate.chance < _SURELY_MEANT)


def _place(candidate: Candidate) -> bool:
    """Another place."""
    return bool(candidate.analysis.places - candidate.entry.places)


def _numbers(candidate: Candidate) -> bool:
    """A figure that the record does not print, unless it is to be confirmed; or nothing but strange numbers."""
    analysis, entry = candidate.analysis, candidate.entry
    is_bare = bool(analysis.content) and all(unit.number for unit in analysis.content)
    if is_bare and not set(analysis.numbers) <= entry.answer_numbers:
        return True
    is_corrected = _is_confirming(candidate) and _is_meant(candidate)
    is_strange = bool(analysis.exact_numbers - entry.printed_numbers) and not doubts_figure(analysis, entry)
    return is_strange and not is_corrected


def _told(candidate: Candidate) -> bool:
    """The record's figure stands in the question, and another is wanted: `trong 145 căn có mấy căn mới`."""
    figures = {number for number in candidate.entry.answer_numbers if int(number) not in candidate.entry.answer_years}
    is_count = "count" in candidate.question.asked and not candidate.question.asked & {"money", "percent"}
    return is_count and not _is_confirming(candidate) and bool(figures) and figures <= candidate.analysis.exact_numbers


def _left_out(candidate: Candidate) -> bool:
    """It is asked how many were not reached, and the record counts those that were."""
    return candidate.analysis.asks_for_rest


def _role(candidate: Candidate) -> bool:
    """It is asked who gave, and the record tells who received, or the other way round."""
    wanted, roles = candidate.analysis.wanted_role, candidate.entry.roles
    return bool(wanted and roles and not roles.get(wanted))


def _corrects_time(candidate: Candidate) -> bool:
    """A wrong year or date that somebody asks to be confirmed is answered with the right one."""
    return candidate.analysis.asks_to_confirm and "time" in candidate.entry.gives


def _year(candidate: Candidate) -> bool:
    """Another year; one year by itself is not the period that it ends."""
    entry, years = candidate.entry, set(candidate.analysis.years)
    known = entry.single_years if len(years) == 1 and "time" not in entry.gives else entry.years
    return not _corrects_time(candidate) and not years <= known


def _date(candidate: Candidate) -> bool:
    """Another date."""
    return not _corrects_time(candidate) and bool(candidate.analysis.dates - candidate.entry.dates)


def _group(candidate: Candidate) -> bool:
    """Another group of people; another word for the same one, where the record is surely meant.

    What the question before called them (`xây nhà cho người nghèo`, then `tốn bao nhiêu tiền?`) weighs less.
    """
    asked, known = candidate.analysis.groups, candidate.entry.groups
    is_corrected = _is_confirming(candidate) and _is_meant(candidate)
    is_same = is_corrected or candidate.chance >= (_SURELY_MEANT if candidate.analysis.own_groups else CLEARLY_MEANT)
    return bool(asked and known) and not asked & known and not is_same


def _strange_group(candidate: Candidate) -> bool:
    """A short question names a group of people that the record hardly ever speaks of: it asks about those alone."""
    keys = candidate.entry.keys
    is_strange = any(keys.get(f"c:g:{group}", 0.0) < _SPOKEN_OF for group in candidate.analysis.own_groups)
    is_about_it = _is_confirming(candidate) or candidate.chance >= _SURELY_MEANT
    return is_strange and len(candidate.analysis.words) < _STORY and not is_about_it


def _idea(candidate: Candidate) -> bool:
    """It is asked what something is in general, and the record is neither that by name nor ever asked just for it."""
    if not candidate.analysis.asks_for_idea:
        return False
    is_named = any(name <= candidate.question.syllables for name in candidate.entry.named_syllables)
    known = candidate.entry.ideas
    return not is_named and not all(
        known.intersection(key for key, _ in unit.keys) for unit in candidate.analysis.content
    )


def _turn(candidate: Candidate) -> bool:
    """It turns to what the record is never asked: how it goes on, what went wrong, what people think of it."""
    return not candidate.question.turns <= candidate.entry.turns


def _each(candidate: Candidate) -> bool:
    """The figure for each is asked, and the record hardly ever tells one: it tells the sum."""
    is_each = candidate.analysis.asks_for_one
    is_told = any(candidate.entry.keys.get("w:" + word, 0.0) >= _SPOKEN_OF for word in _EACH)
    return asks_for_figure(candidate) and is_each and not is_told and candidate.chance < _SURELY_MEANT


VETOES: dict[str, Callable[[Candidate], bool]] = {
    "no_figure": _unmeant_no_figure,
    "no_percent": _no_percent,
    "no_money": _no_money,
    "no_time": _no_time,
    "no_duration": _no_duration,
    "no_reason": _no_reason,
    "no_place": _no_place,
    "no_person": _no_person,
    "contrast": _unmeant_contrast,
    "stranger": _stranger,
    "place": _place,
    "numbers": _numbers,
    "told": _told,
    "left_out": _left_out,
    "role": _role,
    "year": _year,
    "date": _date,
    "group": _group,
    "strange_group": _strange_group,
    "each": _each,
    "idea": _idea,
    "turn": _turn,
}
"""By the name that a decision is explained with."""


def find_vetoes(candidate: Candidate) -> list[str]:
    """The names of what forbids a record."""
    return [name for name, forbids in VETOES.items() if forbids(candidate)]
