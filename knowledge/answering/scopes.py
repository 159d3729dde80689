"""When and where: the year, period and place that a record speaks of, and those that a question names."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from knowledge.language.normalizing import cut_terms, fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from knowledge.answering.questions import Analysis, Analyst
    from knowledge.answering.units import Unit
    from knowledge.model import Record, Source

_YEAR = re.compile(r"(?<![\d.,/])(?:19|20)\d\d(?![\d]|[.,]\d)|(?<=\d/)(?:19|20)\d\d(?!\d)")
_RANGE = re.compile(r"(?:19|20)\d\d\s*(?:-|–|đến|tới|to)\s*(?:năm\s+)?(?:19|20)\d\d")
_PART = re.compile(r"\b(?:quy (?:iv|i{1,3}|[1-4])|thang \d{1,2}|\d{1,2} thang (?:dau|cuoi) nam)\b")
_YEAR_WORDS = frozenset(["nam", "giai doan", "nhiem ki", "ki", "den nam", "tu nam", "trong nam", "tinh den nam",
                         "period", "year"])  # fmt: skip
_CONTENT_ROLES = frozenset(["content", "group", "number"])
# What asks for the figure of today; a record is never of today, so its age has to be said.
_NOW = re.compile(
    r"\b(?:hien nay|bay gio|nam nay|hien tai|luc nay|hom nay|hien gio|moi nhat|gan day nhat|gan nhat|cap nhat nhat"
    r"|currently|now|nowadays|today|this year|latest|newest|most recent)\b"
)


def asks_for_now(text: str) -> bool:
    """Whether a question asks for the figure of today: its answer says how old it is."""
    return bool(_NOW.search(" ".join(term.folded for term in cut_terms(text))))


def without_scope(analysis: Analysis) -> Analysis:
    """A question without the words that say when and where: years, places, `hiện nay`; itself if it has none."""
    units = drop_scope(analysis.units)
    inherited = drop_scope(analysis.inherited)
    if len(units) == len(analysis.units) and len(inherited) == len(analysis.inherited):
        return analysis
    if not any(unit.role in _CONTENT_ROLES for unit in units):  # còn năm 2015?: all but the year was asked before
        units, inherited = [*inherited, *units], []
    kept = (*inherited, *(unit for unit in units if unit.role not in {"filler", "stop"}))
    folded = " ".join(fold(unit.text) for unit in kept)
    return replace(analysis, units=units, inherited=inherited, years=(), places=frozenset(), folded=folded)


@dataclass(frozen=True, slots=True)
class Scope:
    """Of when and where a record speaks."""

    first: int
    last: int
    """Years; the same for a single one."""
    stated: frozenset[int]
    """Years that its answer and subject name by themselves."""
    published: str
    place: str | None
    places_said: str
    """What record and source give as their place, folded."""
    parts: frozenset[str]
    """Quarters and months it names."""
    label: str
    """Period and place as they are shown to tell editions apart."""

    def holds(self, years: Sequence[int]) -> bool:
        """Whether it speaks of the year or, where there are two, of the period that a question names.

        A year inside a period is not the period's: 145 houses in five years are not those of the third.
        """
        if not years or {self.first, self.last} == set(years) or self.stated.issuperset(years):
            return True
        return len(set(years)) == 1 and years[0] == int(self.published[:4]) == self.last

    def lies_in(self, analysis: Analysis) -> bool:
        """Whether it speaks of the places a question names; a wider place only where record or source give it too."""
        if not analysis.places:
            return True
        if analysis.places == {self.place}:
            return True
        names = [fold(unit.text) for unit in (*analysis.units, *analysis.inherited) if unit.place in analysis.places]
        return bool(names) and all(f" {name} " in f" {self.places_said} " for name in names)


def find_scope(record: Record, sources: Mapping[str, Source], analyst: Analyst) -> Scope:
    """Of when and where a record speaks: what it says itself, else its quote, else its source."""
    cited = [sources[citation.source] for citation in record.citations if citation.source in sources]
    published = max((source.published.date().isoformat() for source in cited), default="0001-01-01")
    source_period = next((source.period for source in cited if source.period), None)
    source_place = next((source.place for source in cited if source.place), None)
    answered = f"{record.subject} {record.answer}"
    quoted = " ".join(citation.quote for citation in record.citations)
    said = next((years for text in (record.period, answered, quoted, source_period) if (years := find_years(text))), ())
    first, last = (min(said), max(said)) if said else (int(published[:4]),) * 2
    place = record.place or source_place
    named = analyst.analyse_clean(place).units if place else []
    when = record.period or (source_period if said else None) or "/".join(reversed(published.split("-")))
    return Scope(
        first=first,
        last=last,
        stated=frozenset(find_years(cut_ranges(answered))),
        published=published,
        place=next((unit.place for unit in named if unit.place), None),
        places_said=" ".join(term.folded for text in (place, source_place) if text for term in cut_terms(text)),
        parts=find_parts(f"{record.period} {answered} {quoted}"),
        label=", ".join(filter(None, (when, place))),
    )


def find_ranges(text: str) -> list[tuple[int, int]]:
    """The periods that a text names by their first and last years."""
    return [(years[0], years[-1]) for found in _RANGE.findall(text) if (years := find_years(found))]


def cut_ranges(text: str) -> str:
    """A text without the periods it names by their first and last years."""
    return _RANGE.sub(" ", text)


def find_parts(text: str) -> frozenset[str]:
    """The quarters and months a text names: `quý I`, `tháng 9`, `6 tháng đầu năm`."""
    return frozenset(_PART.findall(" ".join(term.folded for term in cut_terms(text))))


def find_periods(units: Sequence[Unit]) -> list[list[Unit]]:
    """The years named, those of one period together: `từ 2016 đến 2020`, `giai đoạn 2016 2020`."""
    periods: list[list[Unit]] = []
    count = 0
    for unit in filter(is_year, units):
        years = len(find_years(unit.text))
        if periods and count == years == 1 and unit.start - periods[-1][-1].end <= 1:
            periods[-1].append(unit)
            count = 2
        else:
            periods.append([unit])
            count = years
    return periods


def leave_out(analysis: Analysis, left_out: list[Unit]) -> Analysis:
    """A question without some of its units, and without the years and places that these name."""
    units = [unit for unit in analysis.units if not any(unit is other for other in left_out)]
    return replace(
        analysis,
        units=units,
        places=frozenset(unit.place for unit in units if unit.place),
        years=tuple(year for unit in units if is_year(unit) for year in find_years(unit.text)),
        folded=" ".join(fold(unit.text) for unit in units if unit.role not in {"filler", "stop"}),
    )


def meaning(unit: Unit) -> str:
    """What a unit means: its concept, so that synonyms agree, else its words."""
    return min(unit.concepts, default=unit.text)


def find_years(text: str | None) -> tuple[int, ...]:
    """The years that stand in a text, in their order."""
    return tuple(int(year) for year in _YEAR.findall(text or ""))


def subject_of(units: Sequence[Unit]) -> frozenset[str]:
    """What units are about, whenever and wherever."""
    return frozenset(meaning(unit) for unit in drop_scope(units) if unit.role in _CONTENT_ROLES)


def drop_scope(units: Sequence[Unit]) -> list[Unit]:
    """Units without those that say when and where."""
    kept: list[Unit] = []
    for unit in units:
        folded = fold(unit.text)
        if is_year(unit):
            while kept and fold(kept[-1].text) in _YEAR_WORDS:
                kept.pop()
        elif kept and _NOW.fullmatch(f"{fold(kept[-1].text)} {folded}"):
            kept.pop()
        elif not (unit.place or _NOW.fullmatch(folded)):
            kept.append(unit)
    return kept


def is_year(unit: Unit) -> bool:
    """Whether a unit is a year, or a period that the lexicon knows whole: `giai đoạn 2016 2020`."""
    return bool(unit.number and unit.number.is_year) or any(_YEAR.fullmatch(word) for word in unit.words)
