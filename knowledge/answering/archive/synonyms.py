"""Words of like meaning at large: what an article may say where a question says it otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from knowledge.answering.archive.thesaurus import LONGEST, Words
from knowledge.language.normalizing import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.answering.archive.index import ArchiveIndex
    from knowledge.answering.archive.thesaurus import Thesaurus

_REMEMBERED = 8192  # runs of words


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
        thesaurus: what may stand for what.
        index: the archive's, where it is to be found.
    """

    def __init__(self, thesaurus: Thesaurus, index: ArchiveIndex) -> None:
        self._thesaurus = thesaurus
        self._index = index
        self._known = lru_cache(_REMEMBERED)(self._find_known)

    def alternatives(self, words: Sequence[str], folded: Sequence[str]) -> list[Alternative]:
        """What may be said instead of runs of words, in words that the archive has.

        Args:
            words: the words of a question as read.
            folded: the same without diacritics; runs of several words agree by these.
        """
        found = []
        for start in range(len(words)):
            for end in range(start + 1, min(start + LONGEST, len(words)) + 1):
                run = tuple(words[start:end])
                if tuple(folded[start:end]) in self._thesaurus.by_fold:
                    known = enumerate(self._known(run))
                    found += [Alternative(start, end, each, bool(is_akin)) for is_akin, each in known if each]
        return found

    def _find_known(self, run: Words) -> tuple[tuple[Wording, ...], tuple[Wording, ...]]:
        """What may be said instead of a run of words, and what is akin to it, as far as the archive has it."""
        others: tuple[set[Words], set[Words]] = (set(), set())
        for spelled, number in self._thesaurus.by_fold.get(tuple(map(fold, run)), ()):
            is_akin = number >= self._thesaurus.first_akin
            if spelled == run or (len(run) > 1 and not is_akin):
                others[is_akin].update(self._thesaurus.groups[number])
        alike, akin = ([_word(other, self._index) for other in sorted(each - {run})] for each in others)
        return tuple(w for w in alike if w.passages), tuple(w for w in akin if w.passages)


def _word(words: Words, index: ArchiveIndex) -> Wording:
    rarest = max(words, key=index.rarity)
    pairs = [index.by_pair.get(pair, ()) for pair in pairwise(map(fold, words))]
    passages = min(pairs, key=len) if pairs else index.by_word.get(rarest, ())
    return Wording(f" {' '.join(words)} ", rarest, index.rarity(rarest), passages)
