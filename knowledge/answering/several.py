"""Several facts asked in one message: the parting of it whose parts are all answered, by different records."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import prod
from typing import TYPE_CHECKING

from knowledge.answering.interpreting import tells
from knowledge.answering.locating import (
    asking_parts,
    is_endless,
    is_request,
    split_clauses,
    told_before,
    without_purpose,
)
from knowledge.answering.parting import narrow_each, split_joined
from knowledge.model import Question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.answering.editions import Editions
    from knowledge.answering.interpreting import Interpreter, Reading
    from knowledge.answering.questions import Analyst

_LIKELY, _UNSURE, _RATHER_SURE, _SURE, _CERTAIN = 0.42, 0.5, 0.8, 0.9, 0.97
_AS_WELL = 0.25  # share of another fact in what a part may mean, from which it is meant where the likeliest is taken


class Parter:
    """Finds the questions that were asked together, with the parts of one version of the knowledge."""

    def __init__(self, analyst: Analyst, interpreter: Interpreter, editions: Editions) -> None:
        self._analyst = analyst
        self._interpreter = interpreter
        self._editions = editions

    def part(self, question: Question, whole: Reading) -> list[Reading]:
        """A reading for each fact that a message asks for; empty where it asks for one.

        Args:
            question: the message.
            whole: its best reading as one question.
        """
        if several := self._read_each(whole):
            return several
        asking = asking_parts(question.text, self._analyst)
        text = " ".join(asking)
        asks = self._count_asks(text)
        is_certain = whole.probability > _CERTAIN
        is_one = is_certain and asks == 1 and len(asking) == 1
        left_open = _find_unexplained([whole]) if is_one else set()
        is_claim = whole.claim is not None and asks < 2  # noqa: PLR2004
        if is_endless(question.text) or is_claim:
            return []
        partings: list[tuple[str, ...]] = [tuple(asking), *pairwise(asking)] if len(asking) > 1 else []
        partings += split_joined(without_purpose(text) or text)
        is_story = len(asking) == 1 and bool(told_before(question.text, text))
        least = _LIKELY if asks > 1 else _UNSURE
        least = _RATHER_SURE if is_certain and (asks < 2 or is_story) else least  # noqa: PLR2004
        if is_one and not left_open:  # an `and` joins what is asked about, but where both halves ask, and surely
            least = _SURE
            partings = [texts for texts in partings if all(map(self._asks, texts))]
        best: list[Reading] = []
        for texts in dict.fromkeys(partings):
            readings = self._read_together(texts, question.previous, least)
            if not readings or self._is_covered(whole, readings):
                continue
            if left_open and left_open <= _find_unexplained(readings):
                continue
            if not best or _likelihood(readings) > _likelihood(best):
                best = readings
        return best

    def _count_asks(self, text: str) -> int:
        """How many things a text asks, by its question words or its clauses; what it begs for beside a question too."""
        words = sum(unit.role == "question" for unit in self._analyst.analyse(text).units)
        asking = [clause for clause in split_clauses(text) if self._analyst.analyse(clause).types]
        begging = [clause for clause in split_clauses(text) if clause not in asking and is_request(clause)]
        return max(words, len(asking)) + (len(begging) if asking else 0)

    def _asks(self, text: str) -> bool:
        return bool(self._analyst.analyse(text).types) or is_request(text)

    def _read_together(self, texts: tuple[str, ...], previous: tuple[str, ...], least: float) -> list[Reading]:
        """A reading of each part, the later ones as going on from the earlier; none where one has no likely answer."""
        readings: list[Reading] = []
        for at, text in enumerate(texts):
            reading = self._interpreter.read(Question(text, texts[:at] or previous), is_part=True)
            if at and previous and not self._interpreter.is_answered(reading):
                reading = self._interpreter.read(Question(text, (*previous, *texts[:at])), is_part=True)
            if at and self._is_same(reading, readings[-1]):  # it may ask for something else, if it says all itself
                alone = self._interpreter.read(Question(text, tuple(previous)), is_part=True)
                reading = alone if alone.probability > _SURE else reading
            says_nothing = not (reading.analysis.content or reading.analysis.types)  # thành phố | còn bao nhiêu hộ
            if says_nothing or not self._interpreter.is_answered(reading):
                return []
            readings.append(reading)
        is_asked = any(reading.analysis.types for reading in readings)
        least = least if is_asked else _RATHER_SURE
        is_likely = all(reading.probability >= least or reading.chance >= _SURE for reading in readings)
        return _tell_apart(readings) if is_likely else []

    def _is_same(self, reading: Reading, other: Reading) -> bool:
        record = self._interpreter.record
        return bool(reading.ranked) and record(reading).id == record(other).id

    def _read_each(self, whole: Reading) -> list[Reading]:
        """One thing asked of several groups or years (hộ nghèo và hộ cận nghèo …): a reading for each of them."""
        narrowed = narrow_each(whole.analysis) or self._editions.narrow_each(whole.analysis)
        readings = [self._interpreter.rank(analysis) for analysis in narrowed]
        if not readings or not all(map(self._interpreter.is_answered, readings)):
            return []
        different = {self._interpreter.record(reading).id for reading in readings}
        return readings if len(different) == len(readings) and not self._is_covered(whole, readings) else []

    def _is_covered(self, whole: Reading, parts: Sequence[Reading]) -> bool:
        """Whether the parts are one fact, or one record answers the whole that tells every part's answer."""
        records = [self._interpreter.record(part) for part in parts]
        if len({record.id for record in records}) == 1:
            return True
        if not self._interpreter.is_answered(whole):
            return False
        return all(tells(self._interpreter.record(whole), record) for record in records)


def _tell_apart(readings: list[Reading]) -> list[Reading]:
    """Two parts that seem to ask for one fact: who asks twice means two, where one of them may as well mean another."""
    if len(readings) != 2 or len({reading.ranked[0].match.record for reading in readings}) > 1:  # noqa: PLR2004
        return readings
    unsure, sure = sorted(readings, key=lambda reading: reading.probability)
    if sure.probability < _SURE or (sure.analysis.types and not unsure.analysis.types):
        return readings
    others = unsure.ranked[1:]
    if not others or others[0].probability < _AS_WELL * unsure.chance:
        return readings
    return [replace(each, ranked=others) if each is unsure else each for each in readings]


def _find_unexplained(readings: Sequence[Reading]) -> set[str]:
    return {unit for reading in readings for unit in reading.ranked[0].match.unexplained}


def _likelihood(readings: Sequence[Reading]) -> tuple[int, float]:
    """More facts first, then the likelier ones."""
    return len(readings), prod(reading.probability for reading in readings)
