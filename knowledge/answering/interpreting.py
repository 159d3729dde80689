"""Reads a message in the way that fits the knowledge best: which stretch asks, what it inherits, how many facts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from knowledge.answering.claiming import Claim, find_claim
from knowledge.answering.dialogue import asks_itself, points_back, resolve, without_opening
from knowledge.answering.locating import (
    after_opener,
    asked_figure,
    asking_parts,
    is_endless,
    is_general,
    loses_place,
    marked_parts,
    points_at_place,
    split_clauses,
    stretches,
    told_before,
    told_figure,
    without_choices,
    without_purpose,
    without_year,
)
from knowledge.answering.policy import Cutoffs, Ranked, chance_of_any, decide, rank
from knowledge.language.normalizing import fold_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from knowledge.answering.editions import Editions
    from knowledge.answering.evidence import Match
    from knowledge.answering.matching import Matcher
    from knowledge.answering.questions import Analysis, Analyst
    from knowledge.model import Question, Record

_REMEMBERED = 64  # texts; the same half of a message is read in several ways to part it
_UNSURE, _RATHER_SURE, _SURE, _CERTAIN = 0.5, 0.8, 0.9, 0.97
_CLEARLY_BETTER = 0.2  # how much likelier what says everything itself must be than what is completed
_BETTER = 0.05  # how much likelier another way to read must be than the plainer one


def tells(record: Record, other: Record) -> bool:
    """Whether what one record answers holds what another does: the number of cards, and what they cost."""
    told = other.figure.value if other.figure else other.answer
    return f" {fold_text(told)} " in f" {fold_text(record.answer)} "


@dataclass(slots=True)
class Reading:
    """One way to understand a question, with its candidates, best first, and those without a veto ranked."""

    analysis: Analysis
    matches: list[Match]
    ranked: list[Ranked]
    claim: Claim | None = None
    """What was stated, where it was read as the question whose answer that is."""

    @property
    def probability(self) -> float:
        """How likely its best candidate is what was asked for."""
        return self.ranked[0].probability if self.ranked else 0.0

    @property
    def chance(self) -> float:
        """How likely any candidate is."""
        return chance_of_any(self.ranked)


class Interpreter:
    """Reads messages with the parts of one version of the knowledge."""

    def __init__(self, analyst: Analyst, matcher: Matcher, editions: Editions, cutoffs: Cutoffs) -> None:
        self._analyst = analyst
        self._matcher = matcher
        self._editions = editions
        self._cutoffs = cutoffs
        self._rank_text = lru_cache(_REMEMBERED)(self._rank_anew)

    def record(self, reading: Reading) -> Record:
        """The record that a reading is answered with."""
        return self._matcher.entry(reading.ranked[0].match).record

    def read(self, question: Question, *, is_part: bool = False) -> Reading:
        """Understands a question in the way that fits the knowledge best.

        Args:
            question: what was asked.
            is_part: whether it was cut out of a longer message already, so that no stretch of it need be looked for.
        """
        figure = asked_figure(question.text, self._analyst)
        if figure or not self._matcher.knows_any:
            return self._rank_text(figure or question.text)
        texts = self._ways_to_read(question.text)
        told = [] if is_endless(question.text) else told_before(question.text, texts[0])
        if told and (points_back(texts[0]) or is_general(texts[0], self._analyst)):
            # `con số đó là bao nhiêu?`, `tên mô hình là gì?`: only what was told can say which
            figure = told_figure(told[0], texts[0], self._analyst)
            if figure and self.is_answered(self._rank_text(figure)):
                return self._rank_text(figure)
            befores = dict.fromkeys(without_year(each) for each in told)
            readings = [r for each in befores for r in self._resolve(texts[0], (*question.previous, each))[-1:]]
            readings = [reading for reading in readings if not self._misses_target(reading)] or readings[:1]
            return self._best([*readings, *self._read_on(told, texts[0])])
        best = self._best(self._read_ways(texts, told, question.previous))
        if best.probability < _RATHER_SURE:
            best = self._best((best, *self._read_claim(texts[0], question.previous)))
        if is_part or is_endless(question.text) or best.probability >= _RATHER_SURE:
            return best
        found = stretches(question.text, self._analyst, self._matcher.places)
        if len(found) > 1 and self.is_answered(best):
            return best
        return self._best(chain((best,), self._read_stretches(found, question.previous)))

    def _read_claim(self, text: str, previous: Sequence[str]) -> list[Reading]:
        """A claim read as the question whose answer it states, where a record is likely meant by that."""
        found = (find_claim(self._analyst.analyse(part)) for part in dict.fromkeys((text, *split_clauses(text))))
        readings = (replace(r, claim=c) for c in found if c for r in self._resolve(c.question, previous))
        return [reading for reading in readings if reading.probability >= _UNSURE]

    def _read_stretches(self, found: Sequence[Sequence[str]], previous: Sequence[str]) -> Iterator[Reading]:
        """The readings of a long message's stretches; those surely meant, where it asks in several places."""
        for stretch in chain.from_iterable(found):
            reading = self._resolve(stretch, previous)[0]
            if not self._misses_target(reading) and (len(found) == 1 or reading.probability >= _RATHER_SURE):
                yield reading

    def _read_on(self, told: Sequence[str], asking: str) -> list[Reading]:
        """What was told, read on into the question that points back to it, where that explains what is asked for."""
        named = {unit.text for _, unit in self._analyst.analyse(asking).targets}
        readings = [self._rank_text(f"{each}, {asking}") for each in told]
        return [r for r in readings if r.ranked and not named.intersection(r.ranked[0].match.unexplained)]

    @staticmethod
    def _misses_target(reading: Reading) -> bool:
        """Whether what a reading asks for is nothing that its best candidate explains."""
        named = {unit.text for _, unit in reading.analysis.targets}
        return not reading.ranked or (bool(named) and named <= set(reading.ranked[0].match.unexplained))

    def _read_ways(self, texts: Sequence[str], told: Sequence[str], previous: Sequence[str]) -> Iterator[Reading]:
        for text in texts:
            yield from self._resolve(text, previous)
        if told:  # a story, then a question that leaves out what was told
            yield from self._resolve(texts[0], (*previous, told[0]))[-1:]

    @staticmethod
    def _best(readings: Iterable[Reading]) -> Reading:
        """The likeliest, the first of those about as likely; none is made after one that cannot be bettered."""
        rest = iter(readings)
        best = next(rest)
        while best.probability + _BETTER < 1 and (other := next(rest, None)):
            if other.probability > best.probability + _BETTER:
                best = other
        return best

    def _ways_to_read(self, text: str) -> list[str]:
        asking = marked_parts(asking_parts(text, self._analyst))
        focus = " ".join(asking)
        known = self._matcher.places
        if points_at_place(focus) and loses_place(focus, text, self._analyst, known):
            return [text]
        texts = [focus]
        opened = after_opener(focus)
        if opened and not loses_place(opened, focus, self._analyst, known):
            texts.append(opened)
        if len(asking) > 1:
            texts += asking
        texts += filter(None, (without_purpose(focus), without_choices(focus, self._analyst)))
        return texts

    def _resolve(self, text: str, previous: Sequence[str]) -> list[Reading]:
        resolved = resolve(text, previous, self._analyst)
        completed = [self.rank(analysis) for analysis in resolved.completions]
        likeliest = max(completed, key=lambda reading: reading.chance, default=None)
        if likeliest and likeliest.chance > completed[0].chance + _BETTER:
            completed.insert(0, likeliest)  # to take over less than all, or in other words, is by far the likelier
        is_bare = not resolved.alone.content and bool(resolved.alone.types)
        if completed and is_bare:
            return completed[:1]
        alone = self._rank_text(without_opening(resolved.alone) if resolved.continues else text)
        if completed and resolved.continues:
            # còn thẻ bảo hiểm y tế thì mua bao nhiêu: says all itself, whatever it goes on from
            is_whole = asks_itself(resolved.alone) and alone.probability >= _UNSURE
            is_only_where = all(unit.place for unit in resolved.alone.content)  # thế ở Vĩnh Châu?
            is_clear = not is_only_where and alone.probability > max(_SURE, completed[0].probability + _BETTER)
            is_whole = is_clear or (is_whole and completed[0].chance < self._cutoffs.answer)
            return [alone] if is_whole else completed[:1]
        is_completed = completed and completed[0].chance >= self._cutoffs.answer
        if is_completed and completed[0].probability + _CLEARLY_BETTER > alone.probability:
            return completed[:1]
        return [alone, *completed]

    def _rank_anew(self, text: str) -> Reading:
        return self.rank(self._analyst.analyse(text))

    def rank(self, analysis: Analysis) -> Reading:
        """A question that was analysed already, with its candidates."""
        matches = self._editions.match(analysis, self._matcher)
        return Reading(analysis, matches, self._join_alike(rank(matches)))

    def _join_alike(self, ranked: list[Ranked]) -> list[Ranked]:
        """Where the best is none too sure against one that tells the same and more, the latter speaks for both."""
        if len(ranked) < 2 or ranked[0].probability >= self._cutoffs.share * chance_of_any(ranked):  # noqa: PLR2004
            return ranked
        best, other, *rest = ranked
        first, second = (self._matcher.entry(item.match).record for item in (best, other))
        if not (tells(first, second) or tells(second, first)):
            return ranked
        fuller = best if tells(first, second) else other
        return [Ranked(fuller.match, best.probability + other.probability), *rest]

    def is_answered(self, reading: Reading) -> bool:
        """Whether a reading is sure enough to be answered."""
        return decide(reading.ranked, self._cutoffs) == "answered"
