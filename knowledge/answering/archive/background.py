"""How common a word is in Vietnamese at large, so that a small archive knows what is rare."""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from knowledge.language.normalizing import cut_terms, fold
from knowledge.language.syllables import is_syllable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.answering.archive.thesaurus import Thesaurus
    from knowledge.model import Lexicon

_STOP, _LARGEST, _SYLLABLE, _STRANGER = 0.4, 0.12, 0.006, 0.001


class Background:
    """Estimates the share of sentences that hold a word, from the lexicon: stop words, and words in many words.

    Args:
        lexicon: of the knowledge.
        thesaurus: what the language has beside the lexicon.
    """

    WEIGHT = 60.0
    """How many sentences the estimate counts for beside the archive's own."""

    def __init__(self, lexicon: Lexicon, thesaurus: Thesaurus) -> None:
        listed = [cut_terms(phrase) for phrase in _phrases(lexicon)]
        counts = Counter(word for terms in listed for word in {term.text for term in terms})
        self.words = thesaurus.words.union(counts)
        self.pairs = thesaurus.pairs.copy()
        """Folded pairs of the phrases of lexicon and thesaurus."""
        self.written_pairs = thesaurus.written_pairs.copy()
        """The same with their diacritics."""
        for terms in listed:
            self.pairs.update(pairwise([term.folded for term in terms]))
            self.written_pairs.update(pairwise([term.text for term in terms]))
        self._shares = {word: min(_LARGEST, 0.01 * math.sqrt(count)) for word, count in counts.items()}
        for phrase in (*lexicon.stop, *lexicon.neutral):
            terms = cut_terms(phrase)
            if len(terms) == 1:
                self._shares[terms[0].text] = _STOP
        for phrases in lexicon.question_words.values():
            for phrase in phrases:
                for term in cut_terms(phrase):
                    self._shares[term.text] = max(self._shares.get(term.text, 0.0), 0.1)
        self._fold_shares: dict[str, float] = {}
        for word, share in self._shares.items():
            folded = fold(word)
            self._fold_shares[folded] = min(_STOP, self._fold_shares.get(folded, 0.0) + share)

    def share(self, word: str) -> float:
        """The share of sentences that hold a word."""
        return self._shares.get(word) or (_SYLLABLE if is_syllable(word) else _STRANGER)

    def fold_share(self, folded: str) -> float:
        """The share of sentences that hold any word of one fold."""
        return self._fold_shares.get(folded) or (_SYLLABLE if is_syllable(folded) else _STRANGER)


def _phrases(lexicon: Lexicon) -> Iterable[str]:
    yield from (*lexicon.words, *lexicon.stop, *lexicon.fillers, *lexicon.neutral)
    for phrases in (*lexicon.synonyms, *lexicon.question_words.values(), *lexicon.contrast):
        yield from phrases
