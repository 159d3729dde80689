"""Words of like meaning at large, cut once for all archives that a program opens."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from knowledge.answering.archive.data import load_data
from knowledge.language.normalizing import cut_terms, fold

if TYPE_CHECKING:
    from collections.abc import Sequence

Words = tuple[str, ...]
LONGEST = 4
"""Words of a phrase that is looked up."""


class Thesaurus:
    """Groups of words and phrases; immutable once built.

    Args:
        groups: words and phrases that stand for one another.
        akin: those of which a question may use one where the answer uses another.
    """

    def __init__(self, groups: Sequence[Sequence[str]] = (), akin: Sequence[Sequence[str]] = ()) -> None:
        cut = [[cut_terms(phrase) for phrase in group] for group in (*groups, *akin)]
        self.groups = [tuple(tuple(term.text for term in terms) for terms in group) for group in cut]
        self.first_akin = len(groups)
        self.by_fold: dict[Words, list[tuple[Words, int]]] = defaultdict(list)
        """Phrases that are not too long with the numbers of their groups."""
        for number, group in enumerate(self.groups):
            for words in group:
                if len(words) <= LONGEST:
                    self.by_fold[tuple(map(fold, words))].append((words, number))
        self.by_fold.default_factory = None
        every = [terms for group in cut for terms in group]
        self.words = frozenset(term.text for terms in every for term in terms)
        self.pairs = Counter(pair for terms in every for pair in pairwise([term.folded for term in terms]))
        """Folded pairs of its phrases."""
        self.written_pairs = Counter(pair for terms in every for pair in pairwise([term.text for term in terms]))
        """The same with their diacritics."""


@lru_cache(maxsize=1)
def load_thesaurus() -> Thesaurus:
    """The one beside the program."""
    data = load_data("archive_synonyms.json")
    return Thesaurus(data["synonyms"], data["akin"])
