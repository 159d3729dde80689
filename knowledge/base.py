"""One immutable version of the knowledge with its index: the door that everyone outside uses."""

from __future__ import annotations

import json
from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

from knowledge.answering.answers import Writer
from knowledge.answering.archive.answering import Archive
from knowledge.answering.compiling import build_analyst, build_index
from knowledge.answering.deciding import Decider
from knowledge.answering.matching import Matcher
from knowledge.answering.policy import Cutoffs
from knowledge.answering.smalltalk import SmallTalkRecogniser
from knowledge.store import open_knowledge
from knowledge.model import Citation, Content, Found, NotFound, Outcome, Passage, Question, Record, Source, Suggestion

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from knowledge.errors import Problem


def load_weights() -> dict[str, Any]:
    """The weights and cut-offs that `thidua evaluate --tune` wrote."""
    raw = files("knowledge.answering").joinpath("weights.json").read_text(encoding="utf-8")
    weights: dict[str, Any] = json.loads(raw)
    return weights


class KnowledgeBase:
    """Answers questions from one version; safe to share between threads, for nothing in it changes."""

    def __init__(self, content: Content, version: str, weights: Mapping[str, Any] | None = None) -> None:
        tuned = weights if weights is not None else load_weights()
        self.version = version
        self.content = content
        self.analyst = build_analyst(content)
        self.index = build_index(content, self.analyst)
        self.matcher = Matcher(self.index, self.analyst.lexicon, tuned["weights"])
        self._archive = Archive(content)
        self._writer = Writer(content)
        self._decider = Decider(
            self.analyst,
            self.matcher,
            SmallTalkRecogniser(
                content.lexicon, self.analyst, [phrasing.text for phrasing in self.index.phrasings]
            ),
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
        if isinstance(outcome, NotFound) and self._archive:
            return self._archive.answer(question) or outcome
        return outcome

    def top(self, question: Question, limit: int) -> list[tuple[Citation, float]]:
        """The best citations with their scores, best first, whatever the policy would decide."""
        found = self._decider.top(question, limit) if self.index.entries else []
        if self._archive:
            found = sorted(found + self._archive.top(question, limit), key=lambda item: -item[1])
        return found[:limit]

    def search(self, text: str, limit: int) -> list[Suggestion]:
        """The records nearest to a text, best first, whatever the policy would decide."""
        found = []
        for match in self.matcher.match(self.analyst.analyse(text))[:limit]:
            found.append(self._writer.suggest(self.index.entries[match.record].record))
        return found

    def record(self, record_id: str) -> Record | None:
        """A record that may be shown, by its id."""
        return self._records.get(record_id)

    def answer(self, record_id: str, language: Literal["vi", "en"] = "vi") -> Found | None:
        """A record as an answer: for deep links, browsing and the choices under an ambiguous question."""
        record = self.record(record_id)
        return Found((self._writer.part(record),), 1.0, language=language) if record else None

    def passage(self, source_id: str, passage_id: str) -> tuple[Source, Passage] | None:
        """A passage and its source."""
        return self._passages.get((source_id, passage_id))


def open_base(records: Path, data_dir: Path) -> tuple[KnowledgeBase, list[Problem]]:
    """Opens the knowledge of a records folder: built when it changed, else the last good version with its problems.

    Raises:
        InvalidRecordsError: the records are broken and there is no earlier version.
    """
    version, content, problems = open_knowledge(records, data_dir)
    return KnowledgeBase.from_content(content, version), problems
