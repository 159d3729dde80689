"""Words of like meaning at large: what an article may say where a question says it otherwise."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.language.normalizing import cut_terms, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Words = tuple[str, ...]
_LONGEST = 4  # words


@dataclass(frozen=True, slots=True)
class Alternative:
    """A run of a question's places, `[start:end]`, and what may stand for it elsewhere, padded with spaces."""

    start: int
    end: int
    phrases: tuple[str, ...]


class Synonyms:
    """Finds the alternatives of a question's words."""

    def __init__(self, groups: Iterable[Sequence[str]]) -> None:
        self._groups: list[tuple[Words, ...]] = []
        self._by_fold: dict[Words, list[tuple[Words, int]]] = defaultdict(list)
        for group in groups:
            phrases = tuple(tuple(term.text for term in cut_terms(phrase)) for phrase in group)
            for words in phrases:
                if len(words) <= _LONGEST:
                    self._by_fold[tuple(map(fold, words))].append((words, len(self._groups)))
            self._groups.append(phrases)
        self._by_fold.default_factory = None

    def alternatives(self, words: Sequence[str], folded: Sequence[str]) -> list[Alternative]:
        """What may be said instead of runs of words.

        Args:
            words: the words of a question as read.
            folded: the same without diacritics; runs of several words agree by these.
        """
        found = []
        for start in range(len(words)):
            for end in range(start + 1, min(start + _LONGEST, len(words)) + 1):
                run = tuple(words[start:end])
                phrases = {
                    f" {' '.join(other)} "
                    for known, number in self._by_fold.get(tuple(folded[start:end]), ())
                    if len(run) > 1 or known == run
                    for other in self._groups[number]
                    if other != known
                }
                if phrases:
                    found.append(Alternative(start, end, tuple(sorted(phrases))))
        return found
