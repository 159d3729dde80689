"""The index of an archive: every passage and sentence by its words and by its pairs of folded syllables."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from knowledge.answering.archive.background import Background
from knowledge.answering.sentences import split_sentences
from knowledge.language.normalizing import cut_terms, strip_invisible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowledge.answering.archive.thesaurus import Thesaurus
    from knowledge.answering.sentences import Span
    from knowledge.language.normalizing import Term
    from knowledge.model import Lexicon, Passage, Source

Pair = tuple[str, str]
_REMEMBERED = 16_384  # words
_WRITTEN = 0.8  # share of pairs as they are written in how likely one word follows another


@dataclass(slots=True)
class Sentence:
    """One sentence, ready for comparing."""

    span: Span
    words: list[str]
    folded: list[str]
    places: dict[str, list[int]]
    """Where each word stands in the sentence."""
    pairs: set[Pair]
    capitals: frozenset[str]
    """Folded words that are written with a capital and do not start the sentence: names."""
    capital_places: frozenset[int]
    flat: str
    """The words joined and padded by spaces, for finding phrases."""


@dataclass(slots=True)
class Entry:
    """One passage, ready for comparing."""

    source: Source
    passage: Passage
    sentences: list[Sentence]
    counts: dict[str, int]
    pairs: set[Pair]
    title: frozenset[str]
    length: int
    flat: str
    """Its sentences' words joined and padded by spaces."""


class ArchiveIndex:
    """Passages by word and by folded pair; immutable once built."""

    def __init__(self, sources: Iterable[Source], lexicon: Lexicon, thesaurus: Thesaurus) -> None:
        self.entries: list[Entry] = []
        self.by_word: dict[str, list[int]] = defaultdict(list)
        self.by_pair: dict[Pair, list[int]] = defaultdict(list)
        self.background = Background(lexicon, thesaurus)
        self._written_pairs: Counter[Pair] = Counter()
        self._sentence_counts: Counter[str] = Counter()
        self._fold_counts: Counter[str] = Counter()
        self._capital_counts: Counter[str] = Counter()
        self._sentences = 0
        for source in sources:
            title = frozenset(term.text for term in cut_terms(source.title))
            for passage in source.passages:
                self._add(source, passage, title)
        self._mean_length = sum(entry.length for entry in self.entries) / max(len(self.entries), 1)
        self.by_word.default_factory = None
        self.by_pair.default_factory = None
        self.rarity = lru_cache(_REMEMBERED)(self._find_rarity)
        """How much a word tells a sentence from others: its inverse document frequency, by archive and language."""
        self.fold_rarity = lru_cache(_REMEMBERED)(self._find_fold_rarity)
        """The same for all words that fold to one."""

    def _add(self, source: Source, passage: Passage, title: frozenset[str]) -> None:
        sentences = [_build_sentence(passage.text, span) for span in split_sentences(passage.text)]
        counts = Counter(word for sentence in sentences for word in sentence.words)
        pairs = {pair for sentence in sentences for pair in sentence.pairs}
        number = len(self.entries)
        flat = "".join(sentence.flat for sentence in sentences)
        self.entries.append(Entry(source, passage, sentences, dict(counts), pairs, title, sum(counts.values()), flat))
        for word in counts:
            self.by_word[word].append(number)
        for pair in pairs:
            self.by_pair[pair].append(number)
        self._sentences += len(sentences)
        for sentence in sentences:
            self._written_pairs.update(set(pairwise(sentence.words)))
            self._sentence_counts.update(sentence.places.keys())
            self._fold_counts.update(set(sentence.folded))
            self._capital_counts.update(sentence.capitals)

    def __len__(self) -> int:
        return len(self.entries)

    def length_norm(self, entry: Entry) -> float:
        """How long a passage is, as a share of the mean."""
        return entry.length / self._mean_length

    def follows(self, firsts: Sequence[Pair], seconds: Sequence[Pair]) -> list[list[float]]:
        """How likely each of some words is followed by each of others, by archive and language.

        Pairs as they are written count most, for of words that fold to one only these tell which is meant; pairs as
        they fold count for the rest, for what was written once may be written otherwise.

        Args:
            firsts: words, each with its fold.
            seconds: what may follow them.

        Returns:
            A row for each of the first, a value for each of the second.
        """
        written, listed, by_pair = self._written_pairs, self.background.written_pairs, self.by_pair
        folded_pairs, held, total = self.background.pairs, self._fold_counts, self._sentences + 300
        counts = self._sentence_counts
        alone = [
            0.5 * (_WRITTEN * counts.get(word, 0) + (1 - _WRITTEN) * held.get(folded, 0) + 0.3) / total
            for word, folded in seconds
        ]
        table = []
        for first, folded in firsts:
            scale = 1 / (held.get(folded, 0) + 3)
            row = []
            for (second, other), by_itself in zip(seconds, alone, strict=True):
                likely = by_itself
                if (folded, other) in by_pair or (folded, other) in folded_pairs:
                    exact = written.get((first, second), 0) + min(2, listed.get((first, second), 0))
                    alike = len(by_pair.get((folded, other), ())) + min(2, folded_pairs.get((folded, other), 0))
                    likely += _WRITTEN * exact + (1 - _WRITTEN) * alike
                row.append(likely * scale)
            table.append(row)
        return table

    def are_together(self, first: str, second: str) -> bool:
        """Whether archive or lexicon have two folded words side by side."""
        return (first, second) in self.by_pair or (first, second) in self.background.pairs

    def _find_rarity(self, word: str) -> float:
        return self._rarity(self._sentence_counts.get(word, 0), self.background.share(word))

    def _find_fold_rarity(self, folded: str) -> float:
        return self._rarity(self._fold_counts.get(folded, 0), self.background.fold_share(folded))

    def pair_rarity(self, pair: Pair) -> float:
        """The same for two neighbouring folded words, by the passages that hold them."""
        return math.log(1 + (len(self.entries) + 4) / (len(self.by_pair.get(pair, ())) + 0.5))

    def name_share(self, folded: str) -> float:
        """The share of the sentences with a folded word that write it with a capital: how far it is a name."""
        return self._capital_counts.get(folded, 0) / (self._fold_counts.get(folded, 0) + 1)

    def _rarity(self, found: int, share: float) -> float:
        weight = self.background.WEIGHT
        return math.log(1 + (self._sentences + weight) / (found + share * weight + 0.5))


def _build_sentence(text: str, span: Span) -> Sentence:
    text = strip_invisible(text[span.start : span.end])
    terms = cut_terms(text)
    places: dict[str, list[int]] = {}
    for at, term in enumerate(terms):
        places.setdefault(term.text, []).append(at)
    folded = [term.folded for term in terms]
    return Sentence(
        span=span,
        words=[term.text for term in terms],
        folded=folded,
        places=places,
        pairs=set(pairwise(folded)),
        capitals=_capitals(text, terms),
        capital_places=frozenset(at for at, term in enumerate(terms) if text[term.start].isupper()),
        flat=f" {' '.join(term.text for term in terms)} ",
    )


def _capitals(text: str, terms: Sequence[Term]) -> frozenset[str]:
    return frozenset(term.folded for term in terms[1:] if text[term.start].isupper())
