"""The whole way of a question: small talk, what it inherits, its parts, candidates, and one of the four outcomes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from knowledge.answering.asides import without_asides
from knowledge.answering.claiming import find_claim, is_so
from knowledge.answering.dialogue import points_back
from knowledge.answering.evidence.candidate import doubts_figure
from knowledge.answering.interpreting import Interpreter
from knowledge.answering.locating import cut_middle
from knowledge.answering.policy import Cutoffs, decide
from knowledge.answering.scopes import asks_for_now
from knowledge.answering.several import Parter
from knowledge.model import Ambiguous, Citation, Found, NotFound, Outcome, Part, Question, SmallTalk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.answering.answers import Writer
    from knowledge.answering.editions import Editions
    from knowledge.answering.interpreting import Reading
    from knowledge.answering.matching import Matcher
    from knowledge.answering.questions import Analysis, Analyst
    from knowledge.answering.smalltalk import SmallTalkRecogniser
    from knowledge.model import Record

_POINTERS = frozenset(
    {"one", "ones", "cái", "cái đó", "cái này", "cái kia", "cái ấy", "điều đó", "việc đó", "chuyện đó"}
)
_ARTICLE = frozenset("bài báo tin article newspaper news story information".split())
_MOST_CHOICES = 4
_MOST_NEARBY = 3
_MOST_PREVIOUS = 4
_UNSURE, _SURE, _CERTAIN = 0.6, 0.9, 0.97
_LIKELY_FACT, _LIKELY_GAP = 0.5, 0.3
_QUESTIONS = frozenset({"help", "identity"})  # kinds of talk that look like questions for anything else
_RATHER_TALK = 0.5  # chance of any talk; less says no more than that a question is about other matters
_TALKATIVE, _NEAR, _EXACTLY = 0.3, 0.7, 0.999
_MOST_SUBJECTS = 3
_SUBJECT = 0.2  # chance of any record at which a bare subject is one of theirs


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
        self._interpreter = Interpreter(analyst, matcher, editions, cutoffs)
        self._parter = Parter(analyst, self._interpreter, editions)
        self._editions = editions
        self._smalltalk = smalltalk
        self._writer = writer
        self._cutoffs = cutoffs

    def decide(self, question: Question) -> Outcome:
        """One of Found, Ambiguous, NotFound, SmallTalk; never raises."""
        texts = [cut_middle(text) for text in (*question.previous[-_MOST_PREVIOUS:], question.text)]
        *previous, text = (without_asides(each, self._analyst) for each in texts)
        whole, question = texts[-1], Question(text, tuple(previous))
        plain = self._analyst.analyse(question.text)
        likelihoods = self._matcher.classify(plain)
        hears_talk = likelihoods.hears_talk or not likelihoods.records
        talk = self._hear_talk(whole, question.text, plain, hears_talk=hears_talk)
        reading = self._interpreter.read(question)
        if talk and (talk[1] >= _EXACTLY or reading.probability < _CERTAIN):
            return SmallTalk(talk[0], talk[1], _language(plain), {"smalltalk": talk[0]})
        parts = self._parter.part(question, reading) if self._matcher.knows_any else []
        if len(parts) > 1:
            return self._answer(parts)
        outcome = decide(reading.ranked, self._cutoffs)
        if outcome == "answered" and _names_nothing(question, reading):
            outcome = "not_found"  # whatever is near, it cannot be what was meant
        if outcome == "not_found" and _names_a_subject(reading):
            outcome = "ambiguous"
        is_plain_fact = outcome == "answered" and reading.ranked[0].match.chance >= _LIKELY_FACT
        goes_on = bool(question.previous) and bool(plain.places or plain.years)  # thế ở Cần Thơ?
        leaning = None if is_plain_fact else self._lean(plain, names_fact=goes_on or bool(plain.numbers))
        if leaning and (outcome != "answered" or _outweighs(leaning[1], reading)):
            return SmallTalk(leaning[0], leaning[1], _language(plain), {"smalltalk": leaning[0]})
        if outcome == "answered":
            return self._answer([reading])
        if outcome == "ambiguous":
            return self._offer(reading)
        return self._decline(reading)

    def _hear_talk(self, whole: str, text: str, plain: Analysis, *, hears_talk: bool) -> tuple[str, float] | None:
        """The kind of small talk of a text, and how surely; where it asks nothing, also of what was said around it.

        `good evening, first time here` is a greeting; but what is near a record may be meant behind any greeting.
        """
        talk = self._smalltalk.recognise(text, plain, hears_talk=hears_talk)
        if talk or whole == text or plain.types:
            return talk
        talk = self._smalltalk.recognise(whole, self._analyst.analyse(whole), hears_talk=hears_talk)
        return (talk[0], min(talk[1], _CERTAIN)) if talk else None

    def _lean(self, plain: Analysis, *, names_fact: bool) -> tuple[str, float] | None:
        """The kind of small talk that a text leans to, where it is no question that is known to have no answer.

        With it how much that weighs against a fact: nothing, where only the classifier hears talk in it.

        Args:
            plain: the text by itself.
            names_fact: whether it has a figure, or asks the question before it of another place or year; then no talk
                that is not known by its phrases is heard in it.
        """
        likelihoods = self._matcher.classify(plain)
        leaning = self._smalltalk.lean(plain) if likelihoods.best_gap < _LIKELY_GAP else None
        if leaning or names_fact or not likelihoods.records:  # without records there is nothing but talk to choose from
            return leaning
        is_talk = likelihoods.any_talk > max(likelihoods.best_gap, likelihoods.any_record)
        if likelihoods.talk[0] in _QUESTIONS and likelihoods.any_talk < _RATHER_TALK:
            return None
        return (likelihoods.talk[0], 0.0) if is_talk else None

    def _answer(self, readings: Sequence[Reading]) -> Found:
        records = list(dict.fromkeys(self._interpreter.record(reading).id for reading in readings))
        chosen = {self._interpreter.record(reading).id: self._interpreter.record(reading) for reading in readings}
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
        if claim := reading.claim or (None if analysis.numbers or analysis.years else find_claim(analysis)):
            part = self._writer.part(entry.record)
            return None if is_so(claim, part.answer, [c.quote for c in part.citations]) else "corrected"
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
            why["phrasing"] = self._matcher.phrasing(match)
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
        reading = self._interpreter.read(question)
        found: list[tuple[Citation, float]] = []
        for item in reading.ranked[:limit]:
            part = self._writer.part(self._matcher.entry(item.match).record)
            found.append((replace(part.citations[0]), round(item.probability, 4)))
        return found[:limit]


def _points_at_nothing(question: Question, analysis: Analysis) -> bool:
    """Whether a message points back, and nothing was told before: `and that one?`."""
    named = {unit.text for unit in (*analysis.content, *analysis.inherited)} - _POINTERS
    return not (named or question.previous) and (bool(analysis.content) or points_back(question.text))


def _names_a_subject(reading: Reading) -> bool:
    """Whether a message is nothing but subjects that several records speak of: whoever types it wants a choice."""
    analysis = reading.analysis
    is_bare = 0 < len(analysis.content) == len(analysis.weighty) <= _MOST_SUBJECTS
    speaking = [item.match for item in reading.ranked if item.match.coverage >= _EXACTLY]
    if not is_bare or analysis.types or analysis.inherited or len(speaking) < 2:  # noqa: PLR2004
        return False
    return reading.chance >= _SUBJECT or max(match.dice for match in speaking) >= _EXACTLY


def _names_nothing(question: Question, reading: Reading) -> bool:
    """Whether a message names nothing, or points back and nothing was told: `cái đó là gì`.

    `bài này của báo nào` names only what is being read, and a record may be asked for just so.
    """
    analysis, match = reading.analysis, reading.ranked[0].match
    is_known = match.chance >= _SURE or (match.chance >= _LIKELY_FACT and match.dice >= _NEAR)
    speaks_of_article = not _ARTICLE.isdisjoint(word.text for word in analysis.words)
    is_known = is_known or (speaks_of_article and reading.probability >= _SURE and match.chance >= _UNSURE)
    if _points_at_nothing(question, analysis):
        return not (speaks_of_article and is_known)
    return not (analysis.content or analysis.inherited or is_known)


def _outweighs(talk: float, reading: Reading) -> bool:
    """Whether small talk is likelier than a fact that is none too sure, or far from how anyone asks for it."""
    if reading.probability < _UNSURE or (talk > _UNSURE and reading.chance < _SURE):
        return True
    return talk > _TALKATIVE and reading.ranked[0].match.dice < _NEAR and reading.chance < _CERTAIN


def _language(analysis: Analysis) -> Literal["vi", "en"]:
    return "en" if analysis.language == "en" else "vi"
