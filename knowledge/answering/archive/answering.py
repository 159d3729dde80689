"""Answers by sentences: those that are not left to records, opened once, asked often."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import TYPE_CHECKING, Any

from knowledge.answering.answers import build_citation
from knowledge.answering.archive.curating import Curation, find_open
from knowledge.answering.archive.data import load_data
from knowledge.answering.archive.editions import is_of_other_year, newest_first, tells_same
from knowledge.answering.archive.index import ArchiveIndex
from knowledge.answering.archive.judging import Judge, is_about_other
from knowledge.answering.archive.ranking import Ranked, rank_sentences
from knowledge.answering.archive.reading import QuestionReader, Reading
from knowledge.answering.archive.synonyms import Synonyms
from knowledge.answering.archive.thesaurus import Thesaurus, load_thesaurus
from knowledge.answering.archive.vocabulary import Vocabulary
from knowledge.answering.questions import MOST_TERMS, cut_long
from knowledge.answering.scopes import asks_for_now
from knowledge.answering.sentences import Span, trim_to_clause
from knowledge.model import Found, Lexicon, Part, Suggestion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.answering.questions import Analysis
    from knowledge.model import Citation, Content, Question, Source

_LONGEST_QUOTE, _LONGEST_ANSWER = 600, 260
_JUDGED = 4  # passages; another source may be about the place and year that were asked


@dataclass(slots=True)
class Hit:
    """A sentence as an answer: where it stands and how likely it is right."""

    citation: Citation
    probability: float
    ranked: Ranked


class Archive:
    """Answers from sources that nobody curated; safe to share between threads."""

    def __init__(self, content: Content, weights: dict[str, Any] | None = None) -> None:
        self._weights = weights or load_data("archive_weights.json")
        sources = find_open(content)
        curation = Curation(content)
        lexicon = content.lexicon if sources else Lexicon()  # nothing to answer from needs no words
        thesaurus = load_thesaurus() if sources else Thesaurus()
        self.index = ArchiveIndex(sources, lexicon, thesaurus)
        vocabulary = Vocabulary(
            self.index.by_word, self.index.background.words, {**lexicon.abbreviations, **lexicon.spellings}
        )
        synonyms = Synonyms(thesaurus, self.index)
        self._reader = QuestionReader(self.index, vocabulary, synonyms)
        self._judge = Judge(lexicon)
        self._curated = curation.sources
        self._closed = frozenset(
            (number, at)
            for number, entry in enumerate(self.index.entries)
            for at, sentence in enumerate(entry.sentences)
            if curation.is_closed(entry.source, entry.passage, sentence.span)
        )

    def __bool__(self) -> bool:
        return len(self.index) > 0

    def read(self, text: str) -> Reading:
        """A question as this archive understands it."""
        return self._reader.read(cut_long(text), MOST_TERMS)

    def rank(self, text: str) -> tuple[Reading, list[Ranked]]:
        """A question with the sentences that may answer it, best first."""
        reading = self.read(text)
        return reading, rank_sentences(reading, self.index, self._weights["sentence"])

    def top(self, question: Question, limit: int) -> list[tuple[Citation, float]]:
        """The best sentences of the best passages, one for each passage, none with a score above those before it.

        Which of two sentences is the better one is weighed by more than how likely either is right.
        """
        hits = self._hits(question.text, limit)[1]
        scores = accumulate((round(hit.probability, 4) for hit in hits), min)
        return [(hit.citation, score) for hit, score in zip(hits, scores, strict=True)]

    def answer(self, question: Question, analysis: Analysis) -> Found | None:
        """The best sentence that nothing speaks against, where it is sure enough to be right.

        Args:
            question: what was asked.
            analysis: the same as the base's analyst understands it: the places and years it names.
        """
        reading, hits = self._hits(question.text, _JUDGED)
        allowed = [hit for hit in hits if not self._is_vetoed(reading, analysis, hit)]
        if not (allowed and self._is_sure(reading, analysis, allowed[0])):
            return None
        if self._is_left_to_records(analysis, allowed[0]):
            return None
        editions = self._find_editions(reading, analysis, allowed)
        hit, others = editions[0], editions[1:]
        scope = self._scope(hit) if others else None
        part = Part(self._sentence(hit), (hit.citation,), scope=scope)
        why = {"sentence": {name: round(value, 3) for name, value in hit.ranked.features.items()}}
        note = "dated" if asks_for_now(question.text) else None
        return Found((part,), round(hit.probability, 4), note, tuple(map(self._suggest, others)), why=why)

    def _is_left_to_records(self, analysis: Analysis, hit: Hit) -> bool:
        """Whether records that declined have the last word: on their own sentences, and on years and places."""
        if (hit.ranked.entry, hit.ranked.sentence) in self._closed:
            return True
        is_scoped = bool(analysis.years or analysis.dates or analysis.places)
        return is_scoped and hit.citation.source in self._curated

    def _is_vetoed(self, reading: Reading, analysis: Analysis, hit: Hit) -> bool:
        entry = self.index.entries[hit.ranked.entry]
        return self._judge.is_vetoed(reading, analysis, entry) or is_of_other_year(
            reading, analysis.years, entry, hit.ranked.sentence
        )

    def _is_sure(self, reading: Reading, analysis: Analysis, hit: Hit) -> bool:
        entry = self.index.entries[hit.ranked.entry]
        is_likely = hit.probability >= self._weights["answer"]
        return is_likely and not is_about_other(reading, analysis, entry, hit.ranked.sentence)

    def _find_editions(self, reading: Reading, analysis: Analysis, allowed: Sequence[Hit]) -> list[Hit]:
        """The best sentence with those of other sources that tell the same of another year or place, newest first."""
        best = allowed[0]
        editions = {self._source(best).id: best}
        for hit in allowed[1:]:
            source = self._source(hit)
            places = filter(None, (source.place, self._source(best).place))
            is_same = tells_same(self._sentence(best), self._sentence(hit), places)
            if source.id not in editions and is_same and self._is_sure(reading, analysis, hit):
                editions[source.id] = hit
        return sorted(
            editions.values(),
            key=lambda hit: newest_first(analysis.years, self._sentence(hit), self.index.entries[hit.ranked.entry]),
            reverse=True,
        )

    def _source(self, hit: Hit) -> Source:
        return self.index.entries[hit.ranked.entry].source

    def _sentence(self, hit: Hit) -> str:
        entry = self.index.entries[hit.ranked.entry]
        span = trim_to_clause(entry.passage.text, entry.sentences[hit.ranked.sentence].span, _LONGEST_ANSWER)
        return entry.passage.text[span.start : span.end]

    def _scope(self, hit: Hit) -> str:
        source = self._source(hit)
        return ", ".join(filter(None, (source.period or f"{source.published:%d/%m/%Y}", source.place)))

    def _suggest(self, hit: Hit) -> Suggestion:
        scope, sentence = self._scope(hit), self._sentence(hit)
        passage = (hit.citation.source, hit.citation.passage)
        return Suggestion("", f"{scope}: {sentence}", sentence, scope=scope, passage=passage)

    def _hits(self, text: str, limit: int) -> tuple[Reading, list[Hit]]:
        reading, ranked = self.rank(text)
        by_entry: dict[int, list[Ranked]] = {}
        for item in ranked:
            by_entry.setdefault(item.entry, []).append(item)
        best = islice(by_entry.values(), limit)
        return reading, [Hit(self._cite(items), self.confidence(items[0]), items[0]) for items in best]

    def confidence(self, item: Ranked) -> float:
        """How likely a sentence answers the question it was found for."""
        weights = self._weights["confidence"]
        total = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in item.features.items())
        return 1 / (1 + math.exp(-max(min(total, 30.0), -30.0)))

    def _cite(self, items: list[Ranked]) -> Citation:
        """Cites the best sentence of a passage, and with it a neighbour that is nearly as likely.

        Where an answer and the words that name its subject stand in two sentences, neither proves it alone.
        """
        best = items[0]
        entry = self.index.entries[best.entry]
        span = entry.sentences[best.sentence].span
        for item in items[1:]:
            if best.score - item.score > self._weights["neighbour_margin"]:
                break
            other = entry.sentences[item.sentence].span
            both = Span(min(span.start, other.start), max(span.end, other.end))
            if abs(item.sentence - best.sentence) == 1 and both.end - both.start <= _LONGEST_QUOTE:
                span = both
                break
        span = trim_to_clause(entry.passage.text, span, _LONGEST_QUOTE)
        return build_citation(entry.source, entry.passage, span.start, span.end)
