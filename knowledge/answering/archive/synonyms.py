"""Words of like meaning at large: what an article may say where a question says it otherwise."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from knowledge.language.normalizing import cut_terms, fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.answering.archive.index import ArchiveIndex

Words = tuple[str, ...]
_LONGEST = 4  # words


class Wording(NamedTuple):
    """One way to say something, in words that an archive has."""

    text: str
    """Padded with spaces."""
    rarest: str
    """Its rarest word there."""
    rarity: float
    passages: Sequence[int]
    """Those that may hold it: that hold its rarest pair of folded words, or its only word."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """A run of a question's places, `[start:end]`, and what may stand for it elsewhere."""

    start: int
    end: int
    wordings: tuple[Wording, ...]
    is_akin: bool
    """Whether these only come near: a special word for a general one, another turn for the same event."""


class Synonyms:
    """Finds the alternatives of a question's words.

    Args:
        groups: words and phrases that stand for one another.
        akin: those of which a question may use one where the answer uses another.
    """

    def __init__(self, groups: Sequence[Sequence[str]], akin: Sequence[Sequence[str]] = ()) -> None:
        self._groups = [
            tuple(tuple(term.text for term in cut_terms(phrase)) for phrase in group) for group in (*groups, *akin)
        ]
        self._first_akin = len(groups)
        self._by_fold: dict[Words, list[tuple[Words, int]]] = defaultdict(list)
        for number, group in enumerate(self._groups):
            for words in group:
                if len(words) <= _LONGEST:
                    self._by_fold[tuple(map(fold, words))].append((words, number))
        self._by_fold.default_factory = None

    def alternatives(self, words: Sequence[str], folded: Sequence[str], index: ArchiveIndex) -> list[Alternative]:
        """What may be said instead of runs of words, in words that an archive has.

        Args:
            words: the words of a question as read.
            folded: the same without diacritics; runs of several words agree by these.
            index: the archive's.
        """
        found = []
        for start in range(len(words)):
            for end in range(start + 1, min(start + _LONGEST, len(words)) + 1):
                run = tuple(words[start:end])
                others: tuple[set[Words], set[Words]] = (set(), set())
                for spelled, number in self._by_fold.get(tuple(folded[start:end]), ()):
                    is_akin = number >= self._first_akin
                    if spelled == run or (len(run) > 1 and not is_akin):
                        others[is_akin].update(self._groups[number])
                for number, each in enumerate(others):
                    known = (_word(other, index) for other in sorted(each - {run}))
                    if wordings := tuple(wording for wording in known if wording.passages):
                        found.append(Alternative(start, end, wordings, bool(number)))
        return found


def _word(words: Words, index: ArchiveIndex) -> Wording:
    rarest = max(words, key=index.rarity)
    pairs = [index.by_pair.get(pair, ()) for pair in pairwise(map(fold, words))]
    passages = min(pairs, key=len) if pairs else index.by_word.get(rarest, ())
    return Wording(f" {' '.join(words)} ", rarest, index.rarity(rarest), passages)
