"""Finds the candidate records of a question and ranks them by the weighted sum of their evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.answering.classifying import terms_of
from knowledge.answering.evidence import FEATURES, Match, weigh
from knowledge.answering.evidence.candidate import WeighedQuestion, WeighedUnit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from knowledge.answering.classifying import FactClassifier, Likelihoods
    from knowledge.answering.gaps import GapIndex
    from knowledge.answering.likening import GapModel
    from knowledge.answering.questions import Analysis
    from knowledge.answering.retrieval import RecordEntry, RecordIndex
    from knowledge.language.lexicon import LexiconIndex

_CLASSIFIED = 3  # records that the classifier thinks likeliest are candidates whatever else speaks for them
_COMPARED, _CANDIDATES = 2, 4  # of the others, those whose phrasings are compared; of all, those weighed in full
_INHERITED = 0.6  # weight of what a follow-up takes over from the question before
_YEAR_OR_DATE = 0.6
_DOUBTED = 0.2  # a strange figure or rank to be confirmed: it says little about which fact is meant


class Matcher:
    """Finds and weighs the candidates of a question."""

    def __init__(  # noqa: PLR0913, PLR0917  the parts of one version
        self,
        index: RecordIndex,
        gaps: GapIndex,
        classifier: FactClassifier,
        gap_model: GapModel,
        lexicon: LexiconIndex,
        weights: Mapping[str, float],
    ) -> None:
        self._index = index
        self._gaps = gaps
        self._classifier = classifier
        self._gap_model = gap_model
        self._lexicon = lexicon
        self._weights = {name: weights[name] for name in FEATURES if weights.get(name)}
        self.places = frozenset().union(*(entry.places for entry in index.entries))
        """The places that any record is about."""
        self.knows_any = bool(index.entries)
        """Whether there is any record at all: an archive may have none."""

    def entry(self, match: Match) -> RecordEntry:
        """The record entry a match speaks of."""
        return self._index.entries[match.record]

    def phrasing(self, match: Match) -> str | None:
        """The phrasing of its record that is nearest to the question, if any shares a word with it."""
        return None if match.phrasing is None else self._index.phrasings[match.phrasing].text

    def classify(self, analysis: Analysis) -> Likelihoods:
        """How likely a question asks for each fact, or is small talk."""
        return self._classifier.classify(terms_of(analysis))

    def match(self, analysis: Analysis) -> list[Match]:
        """The best candidates, best first."""
        units = self._weigh_units(analysis)
        terms = terms_of(analysis)
        likelihoods = self._classifier.classify(terms)
        gap = self._gaps.nearest([item.unit for item in units], analysis.folded, analysis.types)
        like_gap = self._gap_model.likeness(terms)
        question = WeighedQuestion(analysis, units, gap, self._find_opposites(analysis), likelihoods, like_gap)
        coverage: dict[int, float] = {}
        for item in units:
            for number, strength in item.records.items():
                coverage[number] = coverage.get(number, 0.0) + item.weight * strength
        likely = sorted(coverage, key=lambda number: (-coverage[number], number))[:_COMPARED]
        known = [number for number in likelihoods.best_records(_CLASSIFIED) if number in coverage]
        likely = list(dict.fromkeys((*known, *likely)))
        compared = {number: self._compare_phrasings(question, number) for number in likely}
        rough = {n: coverage.get(n, 0.0) / question.total + (compared[n][0][0] if compared[n] else 0.0) for n in likely}
        chosen = sorted(rough, key=lambda number: (number not in known, -rough[number], number))[:_CANDIDATES]
        matches = [weigh(question, number, self._index, compared[number]) for number in chosen]
        for match in matches:
            match.score = self.score(match.features)
        matches.sort(key=lambda match: (-match.score, match.record))
        return matches

    def score(self, features: Mapping[str, float]) -> float:
        """The weighted sum of the evidence."""
        return sum(weight * features[name] for name, weight in self._weights.items())

    def _weigh_units(self, analysis: Analysis) -> list[WeighedUnit]:
        targets = [unit for _, unit in analysis.targets]
        weighed = []
        for unit in analysis.weighty:
            weight, records = self._index.explain(unit)
            if unit.number and (unit.number.is_year or unit.number.is_date):
                weight *= _YEAR_OR_DATE
            if "yes_no" in analysis.types and (unit.text in self._lexicon.contrast or (unit.number and not records)):
                weight *= _DOUBTED
            weighed.append(WeighedUnit(unit, weight, records, any(unit is target for target in targets)))
        for unit in analysis.inherited:
            weight, records = self._index.explain(unit)
            weighed.append(WeighedUnit(unit, weight * _INHERITED, records))
        return weighed

    def _find_opposites(self, analysis: Analysis) -> list[tuple[str, list[str]]]:
        found = []
        for unit in analysis.units:
            place = self._lexicon.contrast.get(unit.text)
            if place is not None:
                found.append(("w:" + unit.text, ["w:" + other for other in self._lexicon.opposites(place)]))
        return found

    def _compare_phrasings(self, question: WeighedQuestion, record: int) -> list[tuple[float, int]]:
        """Dice's coefficient of the question with each phrasing of a record that shares a unit, nearest first."""
        shared: dict[int, float] = {}
        for item in question.units:
            if record not in item.records:
                continue
            weight, hits = item.weight, self._index.phrasing_hits(item.unit, record)
            if shared:
                for number, agreement in hits.items():
                    shared[number] = shared.get(number, 0.0) + weight * agreement
            else:
                shared = {number: weight * agreement for number, agreement in hits.items()}
        total, weights = question.total, self._index.weights
        compared = [(min(2 * value / (total + weights[number]), 1.0), number) for number, value in shared.items()]
        compared.sort(reverse=True)
        return compared
