"""One immutable version of the knowledge with its index: the door that everyone outside uses."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

from knowledge.answering.answers import Writer
from knowledge.answering.classifying import FactClassifier
from knowledge.answering.deciding import Decider
from knowledge.answering.dialogue import complete_text
from knowledge.answering.editions import Editions
from knowledge.answering.gaps import GapIndex
from knowledge.answering.likening import GapModel
from knowledge.answering.matching import Matcher
from knowledge.answering.policy import Cutoffs
from knowledge.answering.retrieval import RecordIndex
from knowledge.answering.smalltalk import SmallTalkRecogniser
from knowledge.caching import CompiledCache, uninterrupted
from knowledge.language.lexicon import LexiconIndex
from knowledge.model import (
    Citation,
    Content,
    Found,
    NotFound,
    Outcome,
    Passage,
    Question,
    Record,
    SmallTalk,
    Source,
    Suggestion,
)
from knowledge.opening import open_knowledge, published_version
from knowledge.store import VersionStore

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from knowledge.answering.archive.answering import Archive
    from knowledge.answering.questions import Analyst
    from knowledge.errors import Problem


def load_weights() -> dict[str, Any]:
    """The weights and cut-offs that `thidua evaluate --tune` wrote."""
    raw = files("knowledge.answering").joinpath("weights.json").read_text(encoding="utf-8")
    weights: dict[str, Any] = json.loads(raw)
    return weights


@dataclass(frozen=True, slots=True)
class Compiled:
    """Content with all that takes long to derive from it; what is kept beside a version, so nothing in it is tuned."""

    content: Content
    analyst: Analyst
    index: RecordIndex
    gaps: GapIndex
    classifier: FactClassifier
    gap_model: GapModel
    smalltalk: SmallTalkRecogniser
    archive: Archive | None
    """None where every sentence is left to records."""


@uninterrupted()
def compile_content(content: Content) -> Compiled:
    """Derives what answering needs; takes seconds."""
    from knowledge.answering.archive.answering import Archive
    from knowledge.answering.archive.curating import find_open
    from knowledge.answering.compiling import build_analyst, build_classifier, build_index, find_gaps

    analyst = build_analyst(content)
    index = build_index(content, analyst)
    known = find_gaps(content, analyst, index)
    named = [gap for gap in known if not gap.is_aspect]
    gaps = GapIndex(named, index)
    smalltalk = SmallTalkRecogniser(content.lexicon, analyst, [phrasing.text for phrasing in index.phrasings])
    classifier = build_classifier(content, analyst, index, named, gaps.groups)
    gap_model = GapModel([phrasing.terms for phrasing in index.phrasings], [gap.terms for gap in known])
    for phrasing in index.phrasings:  # the indexes hold them the other way round; kept here, they cost time to read
        phrasing.units, phrasing.keys, phrasing.terms = (), {}, ()
    archive = Archive(content) if find_open(content) else None
    return Compiled(content, analyst, index, gaps, classifier, gap_model, smalltalk, archive)


class KnowledgeBase:
    """Answers questions from one version; safe to share between threads, for nothing in it changes."""

    def __init__(self, content: Content | Compiled, version: str, weights: Mapping[str, Any] | None = None) -> None:
        compiled = content if isinstance(content, Compiled) else compile_content(content)
        tuned = weights if weights is not None else load_weights()
        self.version = version
        self.content = compiled.content
        self.analyst = compiled.analyst
        self.index = compiled.index
        self.matcher = Matcher(
            self.index,
            compiled.gaps,
            compiled.classifier,
            compiled.gap_model,
            self.analyst.lexicon,
            tuned["weights"],
        )
        self.editions = Editions(self.index, self.content.sources, self.analyst)
        self._archive = compiled.archive
        self._writer = Writer(self.content)
        self._decider = Decider(
            self.analyst,
            self.matcher,
            self.editions,
            compiled.smalltalk,
            self._writer,
            Cutoffs(**tuned["cutoffs"]),
        )

    @classmethod
    def from_content(cls, content: Content, version: str = "unpublished") -> KnowledgeBase:
        """Opens content that was checked, under the name of its version."""
        return cls(content, version)

    @cached_property
    def _records(self) -> dict[str, Record]:
        return {record.id: record for topic in self.content.topics for record in topic.records if not record.draft}

    @cached_property
    def _passages(self) -> dict[tuple[str, str], tuple[Source, Passage]]:
        return {(s.id, passage.id): (s, passage) for s in self.content.sources for passage in s.passages}

    def ask(self, question: Question) -> Outcome:
        """Answers a question, or says honestly that it cannot; never raises, whatever the text."""
        outcome = self._decider.decide(question)
        # Talk that only the classifier hears may be a question that only the archive can answer.
        is_open = isinstance(outcome, NotFound) or (isinstance(outcome, SmallTalk) and not outcome.score)
        if is_open and self._archive:
            completed, analysis = complete_text(question, self.analyst)
            return self._archive.answer(completed, analysis) or outcome
        return outcome

    def top(self, question: Question, limit: int) -> list[tuple[Citation, float]]:
        """The best citations with their scores, best first, whatever the policy would decide."""
        found = self._decider.top(question, limit) if self.index.entries else []
        if self._archive:
            found = sorted(found + self._archive.top(question, limit), key=lambda item: -item[1])
        return found[:limit]

    def search(self, text: str, limit: int) -> list[Suggestion]:
        """The records nearest to a text, best first, whatever the policy would decide."""
        matches = self.matcher.match(self.analyst.analyse(text))[:limit]
        return [self._writer.suggest(self.index.entries[match.record].record) for match in matches]

    def record(self, record_id: str) -> Record | None:
        """A record that may be shown, by its id."""
        return self._records.get(record_id)

    def answer(self, record_id: str, language: Literal["vi", "en"] = "vi") -> Found | None:
        """A record as an answer: for deep links, browsing and the choices under an ambiguous question."""
        record = self.record(record_id)
        return Found((self._decider.part(record),), 1.0, language=language) if record else None

    def passage(self, source_id: str, passage_id: str) -> tuple[Source, Passage] | None:
        """A passage and its source."""
        return self._passages.get((source_id, passage_id))

    def parts(self) -> tuple[object, ...]:
        """What it is made of, to be taken apart when it is gone: see `knowledge.retiring`."""
        return self.analyst, self.index, self.matcher, self._decider


def open_base(records: Path, data_dir: Path, *, is_trial: bool = False) -> tuple[KnowledgeBase, list[Problem]]:
    """Opens the knowledge of a records folder: built when it changed, else the last good version with its problems.

    What was compiled before is read from ``data_dir``; what is compiled now is kept there. A trial publishes nothing
    (see `knowledge.opening`).

    Raises:
        InvalidRecordsError: the records are broken and there is no earlier version.
    """
    cache = CompiledCache(data_dir, Compiled)
    published = published_version(records, data_dir)
    kept = cache.read(published) if published else None
    if published and kept:
        return KnowledgeBase(kept, published), []
    version, content, problems = open_knowledge(records, data_dir, is_trial=is_trial)
    compiled = cache.read(version)
    if compiled is None:
        compiled = _compile(version, content, cache)
    return KnowledgeBase(compiled, version), problems


def compile_version(version: str, data_dir: Path) -> None:
    """Compiles a version that was built, unless that is kept already, so that it can be read in a moment.

    Raises:
        VersionNotFoundError: there is no such version.
    """
    cache = CompiledCache(data_dir, Compiled)
    if cache.read(version) is None:
        _compile(version, VersionStore(data_dir).load(version), cache)


def read_compiled(version: str, data_dir: Path) -> KnowledgeBase | None:
    """A version that was compiled before; None where it was not, or cannot be read."""
    kept = CompiledCache(data_dir, Compiled).read(version)
    return KnowledgeBase(kept, version) if kept else None


def _compile(version: str, content: Content, cache: CompiledCache[Compiled]) -> Compiled:
    compiled = compile_content(content)
    cache.write(version, compiled, packed=(LexiconIndex, RecordIndex, GapIndex, FactClassifier, GapModel))
    return compiled
