"""The whole way of a question: small talk, what it inherits, its parts, candidates, and one of the four outcomes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from knowledge.answering.dialogue import (
    after_opener,
    asking_parts,
    cut_middle,
    narrow_each,
    resolve,
    split_joined,
    told_before,
)
from knowledge.answering.evidence.candidate import doubts_figure
from knowledge.answering.policy import Cutoffs, Ranked, chance_of_any, decide, rank
from knowledge.answering.scopes import asks_for_now
from knowledge.language.normalizing import fold
from knowledge.model import Ambiguous, Citation, Found, NotFound, Outcome, Part, Question, SmallTalk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.answering.answers import Writer
    from knowledge.answering.editions import Editions
    from knowledge.answering.evidence import Match
    from knowledge.answering.matching import Matcher
    from knowledge.answering.questions import Analysis, Analyst
    from knowledge.answering.smalltalk import SmallTalkRecogniser
    from knowledge.model import Record

_MOST_CHOICES = 4
_MOST_NEARBY = 3
_MOST_PREVIOUS = 4
_UNSURE, _RATHER_SURE, _SURE, _CERTAIN = 0.6, 0.8, 0.9, 0.97
_LIKELY_FACT, _LIKELY_GAP, _CERTAIN_TALK = 0.5, 0.3, 0.7
_TALKATIVE, _NEAR, _EXACTLY = 0.3, 0.7, 0.999


@dataclass(slots=True)
class Reading:
    """One way to understand a question, with its candidates, best first, and those without a veto ranked."""

    analysis: Analysis
    matches: list[Match]
    ranked: list[Ranked]

    @property
    def probability(self) -> float:
        """How likely its best candidate is what was asked for."""
        return self.ranked[0].probability if self.ranked else 0.0

    @property
    def chance(self) -> float:
        """How likely any candidate is."""
        return chance_of_any(self.ranked)


class Decider:
    """Decides questions with the parts of one version of the knowledge."""

    def __init__(  # noqa: PLR0913, PLR0917  the parts of one version
        self,
        analyst: Analyst,
        matcher: Matcher,
        editions: Editions,
        smalltalk: SmallTalkRecogniser,
        writer: Writer,
        cutoffs: Cutoffs,
    ) -> None:
        self._analyst = analyst
        self._matcher = matcher
        self._editions = editions
        self._smalltalk = smalltalk
        self._writer = writer
        self._cutoffs = cutoffs

    def decide(self, question: Question) -> Outcome:
        """One of Found, Ambiguous, NotFound, SmallTalk; never raises."""
        question = Question(cut_middle(question.text), tuple(map(cut_middle, question.previous[-_MOST_PREVIOUS:])))
        plain = self._analyst.analyse(question.text)
        talk = self._smalltalk.recognise(question.text, plain)
        reading = self.read(question)
        if talk and (talk[1] >= _EXACTLY or reading.probability < _CERTAIN):
            return SmallTalk(talk[0], talk[1], _language(plain), {"smalltalk": talk[0]})
        parts = self._read_parts(question, reading)
        if len(parts) > 1:
            return self._answer(parts)
        outcome = decide(reading.ranked, self._cutoffs)
        if outcome == "answered" and not (reading.analysis.content or reading.analysis.inherited):
            outcome = "not_found"  # it names nothing: whatever is near, it cannot be what was meant
        is_plain_fact = outcome == "answered" and reading.ranked[0].match.chance >= _LIKELY_FACT
        leaning = None if is_plain_fact else self._lean(plain)
        if leaning and (outcome != "answered" or _outweighs(leaning[1], reading)):
            return SmallTalk(leaning[0], leaning[1], _language(plain), {"smalltalk": leaning[0]})
        if outcome == "answered":
            return self._answer([reading])
        if outcome == "ambiguous":
            return self._offer(reading)
        return self._decline(reading)

    def _lean(self, plain: Analysis) -> tuple[str, float] | None:
        """The kind of small talk that a text leans to, where it is no question that is known to have no answer.

        With it how much that weighs against a fact: nothing, where only the classifier hears talk in it.
        """
        likelihoods = self._matcher.classify(plain)
        if likelihoods.best_gap >= _LIKELY_GAP:
            return None
        kind, chance = likelihoods.talk
        if not likelihoods.records:  # nothing but talk to choose from
            chance = 0.0
        return self._smalltalk.lean(plain) or ((kind, 0.0) if chance >= _CERTAIN_TALK else None)

    def read(self, question: Question) -> Reading:
        """Understands a question in the way that fits the knowledge best."""
        texts = self._ways_to_read(question.text)
        readings = [reading for text in texts for reading in self._resolve(text, question.previous)]
        if told := told_before(question.text, texts[0]):  # a story, then a question that leaves out what was told
            readings += self._resolve(texts[0], (*question.previous, told))[-1:]
        best = readings[0]
        for other in readings[1:]:
            if other.probability > best.probability + 0.05:
                best = other
        return best

    def _ways_to_read(self, text: str) -> list[str]:
        asking = asking_parts(text, self._analyst)
        focus = " ".join(asking)
        texts = [focus]
        opened = after_opener(focus)
        if opened:
            texts.append(opened)
        if len(asking) > 1:
            texts += asking
        return texts

    def _resolve(self, text: str, previous: Sequence[str]) -> list[Reading]:
        resolved = resolve(text, previous, self._analyst)
        completed = [self._rank(analysis) for analysis in resolved.completions]
        completed.sort(key=lambda reading: -reading.chance)
        is_bare = not resolved.alone.content and bool(resolved.alone.types)
        if completed and (is_bare or resolved.continues or completed[0].chance >= self._cutoffs.answer):
            return completed[:1]
        return [self._rank(resolved.alone), *completed]

    def _rank(self, analysis: Analysis) -> Reading:
        matches = self._editions.match(analysis, self._matcher)
        return Reading(analysis, matches, rank(matches))

    def _read_parts(self, question: Question, whole: Reading) -> list[Reading]:
        """Two facts in one question: the parting whose halves are both answered, by different records."""
        if several := self._read_each(whole):
            return several
        if sum(unit.role == "question" for unit in whole.analysis.units) < 2 and whole.probability > _CERTAIN:  # noqa: PLR2004
            return []
        best: list[Reading] = []
        asking = " ".join(asking_parts(question.text, self._analyst))
        for first, second in split_joined(asking):
            one = self.read(Question(first, question.previous))
            two = self.read(Question(second, (*question.previous, first)))
            if not all(decide(half.ranked, self._cutoffs) == "answered" for half in (one, two)):
                continue
            is_asked = bool(one.analysis.types and two.analysis.types)
            if min(one.probability, two.probability) < (_UNSURE if is_asked else _RATHER_SURE):
                continue
            if self._is_covered(whole, [one, two]):
                continue
            if not best or one.probability * two.probability > best[0].probability * best[1].probability:
                best = [one, two]
        return best

    def _read_each(self, whole: Reading) -> list[Reading]:
        """One thing asked of several groups or years (hộ nghèo và hộ cận nghèo …): a reading for each of them."""
        narrowed = narrow_each(whole.analysis) or self._editions.narrow_each(whole.analysis)
        readings = [self._rank(analysis) for analysis in narrowed]
        if not readings or not all(decide(reading.ranked, self._cutoffs) == "answered" for reading in readings):
            return []
        different = {self._record(reading).id for reading in readings}
        return readings if len(different) == len(readings) and not self._is_covered(whole, readings) else []

    def _record(self, reading: Reading) -> Record:
        return self._matcher.entry(reading.ranked[0].match).record

    def _is_covered(self, whole: Reading, parts: Sequence[Reading]) -> bool:
        """Whether the parts are one fact, or one record answers the whole that holds every part's answer."""
        records = [self._record(part) for part in parts]
        if len({record.id for record in records}) == 1:
            return True
        if decide(whole.ranked, self._cutoffs) != "answered":
            return False
        answer = fold(self._record(whole).answer)
        return all(fold(r.figure.value if r.figure else r.answer) in answer for r in records)

    def _answer(self, readings: Sequence[Reading]) -> Found:
        records = list(dict.fromkeys(self._record(reading).id for reading in readings))
        chosen = {self._record(reading).id: self._record(reading) for reading in readings}
        first = readings[0]
        return Found(
            parts=tuple(self.part(chosen[record]) for record in records),
            score=round(min(reading.probability for reading in readings), 4),
            note=self._note(first),
            suggestions=self._editions.others(first.analysis, list(chosen.values())) if len(readings) == 1 else (),
            language=_language(first.analysis),
            why=self._explain(first),
        )

    def part(self, record: Record) -> Part:
        """A record as an answer; where it has other editions, with what tells it from them."""
        return replace(self._writer.part(record), scope=self._editions.label(record))

    def _note(self, reading: Reading) -> str | None:
        analysis = reading.analysis
        entry = self._matcher.entry(reading.ranked[0].match)
        wrong_number = analysis.numbers and not set(analysis.numbers) & entry.numbers
        wrong_year = analysis.years and not set(analysis.years) <= entry.years
        is_doubt = doubts_figure(analysis, entry) or (
            "yes_no" in analysis.types and (wrong_year or bool(analysis.dates - entry.dates))
        )
        if is_doubt and (wrong_number or wrong_year or analysis.dates - entry.dates):
            return "corrected"
        return "dated" if entry.record.figure and asks_for_now(analysis.text) else None

    def _offer(self, reading: Reading) -> Ambiguous:
        likely = [item for item in reading.ranked[:_MOST_CHOICES] if item.probability > 0.05]  # noqa: PLR2004
        likely = likely if len(likely) > 1 else reading.ranked[:2]
        suggestions = tuple(self._editions.suggest(self._matcher.entry(item.match).record) for item in likely)
        return Ambiguous(
            suggestions,
            round(reading.probability, 4),
            _language(reading.analysis),
            self._explain(reading),
        )

    def _decline(self, reading: Reading) -> NotFound:
        nearby = [match for match in reading.matches if match.coverage > 0.4][:_MOST_NEARBY]  # noqa: PLR2004
        records = self._editions.elsewhere(reading.analysis, self._matcher)
        records += [self._matcher.entry(match).record for match in nearby]
        unlike = {record.id: record for record in records}.values()
        suggestions = tuple(self._editions.suggest(record) for record in unlike)[:_MOST_NEARBY]
        return NotFound(
            suggestions,
            round(reading.probability, 4),
            _language(reading.analysis),
            self._explain(reading),
        )

    def _explain(self, reading: Reading) -> dict[str, Any]:
        why: dict[str, Any] = {
            "read_as": " ".join(word.text for word in reading.analysis.words),
            "asks_for": sorted(reading.analysis.types),
        }
        if reading.analysis.inherited:
            why["inherited"] = [unit.text for unit in reading.analysis.inherited]
        if reading.matches:
            match = reading.ranked[0].match if reading.ranked else reading.matches[0]
            why["phrasing"] = match.phrasing.text if match.phrasing else None
            why["unexplained"] = match.unexplained
            if match.vetoes:
                why["vetoes"] = match.vetoes
        if reading.ranked:
            why["candidates"] = [
                {"record": self._matcher.entry(item.match).record.id, "probability": round(item.probability, 4)}
                for item in reading.ranked[:3]
            ]
        return why

    def top(self, question: Question, limit: int) -> list[tuple[Citation, float]]:
        """The best citations with scores, best first, whatever the policy would decide."""
        reading = self.read(question)
        found: list[tuple[Citation, float]] = []
        for item in reading.ranked[:limit]:
            part = self._writer.part(self._matcher.entry(item.match).record)
            found.append((replace(part.citations[0]), round(item.probability, 4)))
        return found[:limit]


def _outweighs(talk: float, reading: Reading) -> bool:
    """Whether small talk is likelier than a fact that is none too sure, or far from how anyone asks for it."""
    if reading.probability < _UNSURE or (talk > _UNSURE and reading.chance < _SURE):
        return True
    return talk > _TALKATIVE and reading.ranked[0].match.dice < _NEAR and reading.chance < _CERTAIN


def _language(analysis: Analysis) -> Literal["vi", "en"]:
    return "en" if analysis.language == "en" else "vi"
