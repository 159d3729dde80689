"""Editions of one indicator: the same fact of another year, period or place; which of them a question means."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from knowledge.answering.classifying import logarithmic
from knowledge.answering.scopes import (
    drop_scope,
    find_parts,
    find_periods,
    find_scope,
    leave_out,
    meaning,
    subject_of,
    without_scope,
)
from knowledge.language.normalizing import fold
from knowledge.model import Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowledge.answering.evidence import Match
    from knowledge.answering.gaps import Gap
    from knowledge.answering.matching import Matcher
    from knowledge.answering.questions import Analysis, Analyst
    from knowledge.answering.retrieval import RecordIndex
    from knowledge.answering.scopes import Scope
    from knowledge.answering.units import Unit
    from knowledge.model import Record, Source

MOST_OTHERS = 4
_NEAR = 0.75  # Dice's coefficient of two subjects without years and places
_AKIN, _SHARED_PHRASINGS = 0.4, 2  # … or half as near, and asked for in the same words
_NEARBY = 0.4
_MOST_NAMED = 3
_SCOPE_WORDS = frozenset(["nam", "giai doan", "nhiem ki", "den", "tinh den", "tu", "period", "year", "trong", "cua",
                          "o", "tai", "in", "of", "from", "to", "quy", "thang"])  # fmt: skip
_WORDED_ALIKE = 88  # of 100, by letters
_SETTLED = frozenset(["year", "date", "place"])


def is_record_elsewhere(gap: Analysis, index: RecordIndex) -> bool:
    """Whether but for its place, and year, a gap is worded as a record is asked for.

    A veto tells places apart; as a gap it would speak against the very words of the record.
    """
    plain = without_scope(gap).folded
    return process.extractOne(plain, index.folded, scorer=fuzz.ratio, score_cutoff=_WORDED_ALIKE) is not None


def drop_superseded(gaps: list[Gap], index: RecordIndex) -> list[Gap]:
    """Known gaps without those that ask for a record's fact of another place or year, where several articles tell it.

    One article says nothing of other places and years; of several one may, and its scope tells better than a gap.
    """
    if index.articles < 2:  # noqa: PLR2004
        return gaps
    told = {subject_of(phrasing.units) for phrasing in index.phrasings}
    return [
        gap
        for gap in gaps
        if len(drop_scope(gap.units)) == len(gap.units) or not (about := subject_of(gap.units)) or about not in told
    ]


@dataclass(frozen=True, slots=True)
class _Described:
    """What a record is about, without years and places."""

    subject: frozenset[str]
    words: frozenset[str]
    asked: frozenset[str]


class Editions:
    """Knows which records of one version are editions of the same indicator.

    Where only one article is cited there are none, and nothing here changes any answer.
    """

    def __init__(self, index: RecordIndex, sources: Iterable[Source], analyst: Analyst) -> None:
        self._entries = index.entries
        self._sources = {source.id: source for source in sources}
        self._analyst = analyst
        self._families: dict[int, tuple[int, ...]] = {}
        self._scopes: dict[int, Scope] = {}
        self._described: dict[int, _Described] = {}
        self._are_several = index.articles > 1
        self._numbers = index.by_id

    @cached_property
    def _alike(self) -> dict[tuple[str, str], list[int]]:
        """Records by kind and the first word of their unit: only among these may there be editions."""
        alike: dict[tuple[str, str], list[int]] = {}
        for number, entry in enumerate(self._entries):
            alike.setdefault(_kind_of(entry.record), []).append(number)
        return alike

    def match(self, analysis: Analysis, matcher: Matcher) -> list[Match]:
        """The best candidates, one for each indicator: the newest edition of the year and place that are named.

        An indicator is found by what is counted, one of its editions by when and where: so the words that say when
        and where are left out of the comparison, and decide afterwards, strictly.
        """
        matches = matcher.match(analysis)
        if not self._are_several:
            return matches
        bare = without_scope(analysis)
        if bare is not analysis and (bare.content or bare.inherited):
            matches = [match for match in matches if len(self.family(match.record)) == 1]
            matches += [match for match in matcher.match(bare) if len(self.family(match.record)) > 1]
        settled: list[Match] = []
        done: set[int] = set()
        for match in sorted(matches, key=lambda match: -match.score):
            family = self.family(match.record)
            fitting = [] if match.record in done else self.fitting(analysis, match.record)
            done.update(family)
            if fitting:
                own = [each for each in matches if each.record in family]
                settled.append(self._stand_for(own, fitting[0], matcher, names_figure=bool(analysis.numbers)))
        return sorted(settled, key=lambda match: -match.score)

    @staticmethod
    def _stand_for(own: Sequence[Match], chosen: int, matcher: Matcher, *, names_figure: bool) -> Match:
        """The best match of an indicator for its chosen edition.

        Editions are asked for in the same words: alone each would share its chance with the others and look doubtful.
        """
        match = next((each for each in own if each.record == chosen), own[0])
        best = match if names_figure else own[0]
        vetoes = [veto for veto in match.vetoes if veto not in _SETTLED]
        if len(own) == 1:
            return replace(best, record=chosen, vetoes=vetoes)
        chance = min(sum(each.chance for each in own), 1.0)
        features = {**best.features, "chance": chance, "log_chance": logarithmic(chance)}
        return replace(best, record=chosen, features=features, score=matcher.score(features), vetoes=vetoes)

    def fitting(self, analysis: Analysis, number: int) -> list[int]:
        """The editions of a record's indicator of the years, places and figures that a question names, newest first."""
        family = self.family(number)
        entry = self._entries[number]
        if len(family) == 1 and entry.record.figure is None and analysis.places <= entry.places:
            fitting = [number]  # what a campaign did for the province may be told of the city
        else:
            fitting = [each for each in family if self.scope(each).lies_in(analysis)]
        # A year to be confirmed may be corrected, where a record is about its year and there is no other edition.
        if len(family) > 1 or not (analysis.asks_to_confirm and "time" in entry.gives):
            fitting = [each for each in fitting if self.scope(each).holds(analysis.years)]
        if len(family) > 1:
            parts = find_parts(analysis.text)
            fitting = [each for each in fitting if analysis.dates <= self._entries[each].dates]
            fitting = [each for each in fitting if parts <= self.scope(each).parts]
        if len(fitting) > 1 and analysis.numbers:  # a figure is given: it says which edition is spoken of
            given = [each for each in fitting if set(analysis.numbers) & self._entries[each].answer_numbers]
            fitting = given or fitting
        return sorted(fitting, key=self._newest_first)

    def others(self, analysis: Analysis, records: Sequence[Record]) -> tuple[Suggestion, ...]:
        """The editions that a question leaves open beside the records it is answered with, newest first."""
        if not self._are_several:
            return ()
        answered = {self._numbers[record.id] for record in records}
        found = [self.fitting(analysis, number) for number in answered]
        open_ones = dict.fromkeys(each for numbers in found for each in numbers if each not in answered)
        return tuple(self.suggest(self._entries[number].record) for number in open_ones)[:MOST_OTHERS]

    def elsewhere(self, analysis: Analysis, matcher: Matcher) -> list[Record]:
        """What there is of another year or place than a question names, newest first: nearby subjects, no answers."""
        if not (self._are_several and (analysis.years or analysis.places)):
            return []
        for match in matcher.match(without_scope(analysis)):
            if match.coverage > _NEARBY and not self.fitting(analysis, match.record):
                family = sorted(self.family(match.record), key=self._newest_first)
                return [self._entries[each].record for each in family]
        return []

    def narrow_each(self, analysis: Analysis) -> list[Analysis]:
        """A question for each place, or each period, where it names two or three; else none."""
        if not self._are_several:
            return []
        places = [unit for unit in analysis.units if unit.place]
        if 2 <= len({unit.place for unit in places}) == len(places) <= _MOST_NAMED:  # noqa: PLR2004
            return [leave_out(analysis, [other for other in places if other is not unit]) for unit in places]
        periods = find_periods(analysis.units)
        if 2 <= len(periods) <= _MOST_NAMED:  # noqa: PLR2004
            named = [unit for period in periods for unit in period]
            return [leave_out(analysis, [unit for unit in named if unit not in period]) for period in periods]
        return []

    def suggest(self, record: Record) -> Suggestion:
        """A record as a choice among editions: its period and place first, for its subject tells them not apart."""
        scope = self.label(record)
        english = f"{scope}: {record.subject_en}" if scope and record.subject_en else record.subject_en
        subject = f"{scope}: {record.subject}" if scope else record.subject
        return Suggestion(record.id, subject, record.answer, english, scope)

    def label(self, record: Record) -> str | None:
        """Of when and where a record speaks, where there are other editions of it; else None."""
        number = self._numbers[record.id]
        return self.scope(number).label if len(self.family(number)) > 1 else None

    def _newest_first(self, number: int) -> tuple[int, int, int]:
        scope = self.scope(number)
        return -scope.last, -int(scope.published.replace("-", "")), number

    def family(self, number: int) -> tuple[int, ...]:
        """A record with its other editions, by number; itself alone where it has none."""
        if number not in self._families:
            self._families[number] = self._find_family(number) if self._are_several else (number,)
        return self._families[number]

    def _find_family(self, number: int) -> tuple[int, ...]:
        """Follows nearness from record to record, so that all of a family have the same one."""
        family, waiting = {number}, [number]
        while waiting:
            one = waiting.pop()
            near = [each for each in self._alike[_kind_of(self._entries[one].record)] if each not in family]
            near = [each for each in near if self._are_editions(one, each)]
            family.update(near)
            waiting += near
        cited = {citation.source for each in family for citation in self._entries[each].record.citations}
        # What one article says of several years it tells apart itself; matching has learned these.
        return tuple(sorted(family)) if len(cited) > 1 else (number,)

    def _are_editions(self, one: int, other: int) -> bool:
        first, second = self._entries[one], self._entries[other]
        if self._key(one) == self._key(other) or first.answer_groups != second.answer_groups:
            return False
        if not _count_alike(first.record, second.record):
            return False
        mine, others = self._describe(one), self._describe(other)
        if self._are_opposed(mine.words, others.words):
            return False
        shared = len(mine.subject & others.subject)
        nearness = 2 * shared / max(len(mine.subject) + len(others.subject), 1)
        return nearness >= _NEAR or (nearness >= _AKIN and len(mine.asked & others.asked) >= _SHARED_PHRASINGS)

    def _are_opposed(self, one: frozenset[str], other: frozenset[str]) -> bool:
        lexicon = self._analyst.lexicon
        for word in one - other:
            place = lexicon.contrast.get(word)
            if place is not None and any(each in other for each in lexicon.opposites(place)):
                return True
        return False

    def _key(self, number: int) -> tuple[object, ...]:
        """Of when and where it speaks: two records of the same are two facts of one article, not two editions."""
        scope = self.scope(number)
        return scope.first, scope.last, scope.stated, scope.place, scope.published

    def _describe(self, number: int) -> _Described:
        if number not in self._described:
            record = self._entries[number].record
            phrasings = (" ".join(meaning(unit) for unit in self._units_of(text)) for text in record.phrasings)
            units = self._units_of(record.subject)
            self._described[number] = _Described(
                frozenset(map(meaning, units)),
                frozenset(unit.text for unit in units),
                frozenset(text for text in phrasings if text.count(" ") > 1),
            )
        return self._described[number]

    def _units_of(self, text: str) -> list[Unit]:
        units = drop_scope(self._analyst.analyse_clean(text).weighty)
        return [unit for unit in units if fold(unit.text) not in _SCOPE_WORDS]

    def scope(self, number: int) -> Scope:
        """Of when and where a record speaks."""
        if number not in self._scopes:
            self._scopes[number] = find_scope(self._entries[number].record, self._sources, self._analyst)
        return self._scopes[number]


def _kind_of(record: Record) -> tuple[str, str]:
    return record.kind, next(iter(_unit_of(record)), "")


def _unit_of(record: Record) -> list[str]:
    """What a record's figure counts; shares of a hundred are alike, whatever an editor calls their unit."""
    if record.figure is None:
        return []
    return ["%"] if "%" in record.figure.value + record.figure.unit else fold(record.figure.unit).split()


def _count_alike(one: Record, other: Record) -> bool:
    """Whether two records count the same: căn nhà and căn nhà tình thương, but not lượt hộ and lượt người."""
    first, second = set(_unit_of(one)), set(_unit_of(other))
    return (one.figure is None) == (other.figure is None) and (first <= second or second <= first)
