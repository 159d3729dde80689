"""What a term that was typed may stand for: every word it can be read as, with what that reading costs.

Diacritics left out or wrong, abbreviations, keys of an input method that was off, vowels left out, letters slipped,
spelling by ear, a space left out. Nothing is offered that the knowledge does not know, but the term itself.
"""

from __future__ import annotations

import math
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from knowledge.language.keyboard import slip_distance
from knowledge.language.lexicon import stem
from knowledge.language.normalizing import cut_terms, fold
from knowledge.language.syllables import decode_keys, is_syllable, sound_alikes, split_tone

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Container, Iterable, Mapping, Sequence

    from knowledge.language.normalizing import Term

    Offer = Callable[[tuple[str, ...], float], None]
    Candidate = tuple[tuple[str, ...], float]
    """The words that a term may stand for, and the cost in nats."""

# Costs in nats, beside those of word pairs; set by hand from what each slip means, then left alone.
SPELLING = 0.4
"""Of reading a listed spelling as what it stands for."""
STRANGER_KEPT = 4.5
"""Of keeping a term that is no word of the knowledge, nor a syllable."""
_DECODED, _SKELETON, _SPLIT, _MARKED_SPLIT = 0.6, 1.6, 2.0, 2.4
_DIACRITICS_ADDED, _HOOK_TILDE, _TONE_CHANGED, _SHAPE_CHANGED = 0.9, 0.7, 2.2, 2.5
_KNOWN_CHANGED = 1.0  # beside: what was typed with its marks is a word that the knowledge uses
_KNOWN_BARE = 0.6  # and what was typed without any is one, in a text that has marks: vay is not vậy
_KNOWN_WORD_KEPT, _SYLLABLE_KEPT = 0.0, 1.2
_SLIP, _SLIP_FROM_SYLLABLE, _LARGEST_SLIP = 2.4, 2.2, 2.0
_HEARD = 2.0
_ROMAN = frozenset("ii iii iv vii viii ix".split())  # a slip of one would make another number
_MAX_CANDIDATES = 8
_SHORTEST_TO_SPLIT, _LONGEST_TO_SPLIT = 5, 24
_LONGEST_SLIPPED = 16
_VOWELS = set("aeiouy")
_HOOK, _TILDE = "\u0309", "\u0303"


class CandidateFinder:
    """Finds what terms may stand for among the words of one version of the knowledge."""

    def __init__(
        self, words: Counter[str], pairs: Container[tuple[str, str]], expansions: Mapping[str, Sequence[str]]
    ) -> None:
        """Indexes the words.

        Args:
            words: how often each is used.
            pairs: those that stand one behind the other.
            expansions: abbreviations and chat spellings, in lower case, with what they stand for.
        """
        self._words = words
        self._pairs = pairs
        self._by_fold: dict[str, list[str]] = defaultdict(list)
        for word in words:
            self._by_fold[fold(word)].append(word)
        self.expansions: dict[str, list[tuple[str, ...]]] = {}
        """What each spelling stands for, by its terms."""
        self._expansions_by_fold: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for short, meant in expansions.items():
            readings = [tuple(term.text for term in cut_terms(text)) for text in meant]
            key = " ".join(term.text for term in cut_terms(short))
            self.expansions[key] = readings
            self._expansions_by_fold[fold(key)] += readings
        self._spelled: dict[str, int] = {}  # terms of the longest spelling that starts with a term
        for key in self.expansions:
            first = key.split(" ", 1)[0]
            self._spelled[first] = max(self._spelled.get(first, 1), key.count(" ") + 1)
        self._deletions: dict[str, list[str]] | None = None
        self._skeletons: dict[str, list[str]] | None = None
        self.find = lru_cache(maxsize=16_384)(self._find_anew)
        """The candidates of a term, cheapest first; whether the text was typed without any diacritics."""

    def fixed_spelling(self, terms: Sequence[Term], at: int) -> tuple[int, list[tuple[str, ...]]]:
        """The longest listed spelling of several words that starts at a term, as (terms it takes, its meanings)."""
        for length in range(min(self._spelled.get(terms[at].text, 1), len(terms) - at), 1, -1):
            meant = self.expansions.get(" ".join(term.text for term in terms[at : at + length]))
            if meant:
                return length, meant
        return 1, []

    def _find_anew(self, word: str, is_bare: bool) -> list[Candidate]:  # noqa: FBT001
        if word in _ROMAN or (word[0].isdigit() and not word[-1].isalpha()):
            return [((word,), 0.0)]
        found: dict[tuple[str, ...], float] = {}

        def offer(words: tuple[str, ...], cost: float) -> None:
            if words and cost < found.get(words, math.inf):
                found[words] = cost

        folded, is_valid = fold(word), is_syllable(word)
        self._offer_spellings(word, folded, offer)
        for same in self._by_fold.get(folded, ()):
            surcharge = _KNOWN_CHANGED if word not in {folded, same} and word in self._words else 0.0
            offer((same,), self._diacritics_cost(word, same, is_bare=is_bare) + surcharge)
        if stem(word) in self._words:
            offer((word,), _KNOWN_WORD_KEPT)
        else:
            offer((word,), _SYLLABLE_KEPT if is_valid else STRANGER_KEPT)
        if folded.isalpha() and not _VOWELS & set(folded):
            self._offer_skeletons(folded, offer)
        if is_valid:
            self._offer_sounds(word, offer)
        if min(found.values(), default=math.inf) > 1:
            self._offer_slips(folded, offer, is_valid=is_valid)
            self._offer_split(folded, offer)
            if word != folded and not is_valid:
                self._offer_marked_split(word, folded, offer)
        ranked = sorted(found.items(), key=lambda item: (item[1], -self._words.get(item[0][0], 0)))
        return ranked[:_MAX_CANDIDATES]

    def _offer_spellings(self, word: str, folded: str, offer: Offer) -> None:
        """What abbreviations, chat spellings and the keys of an input method that was off stand for."""
        is_known = word in self._words
        for meant in self.expansions.get(word, ()):
            offer(meant, SPELLING + (1.0 if is_known else 0.0))
        if is_known:
            return
        if folded != word and not is_syllable(word):
            for meant in self._expansions_by_fold.get(folded, ()):
                offer(meant, SPELLING + 0.8)
        if decoded := decode_keys(word):
            offer((decoded,), _DECODED if decoded in self._words else _DECODED + _SYLLABLE_KEPT)

    def _diacritics_cost(self, typed: str, known: str, *, is_bare: bool) -> float:
        if typed == known:
            return _KNOWN_WORD_KEPT
        if typed == fold(typed):  # nothing was typed: in a bare question that says nothing, elsewhere a little
            return 0.0 if is_bare else _DIACRITICS_ADDED + (_KNOWN_BARE if typed in self._words else 0.0)
        base, tone = split_tone(typed)
        known_base, known_tone = split_tone(known)
        if base != known_base:
            return _SHAPE_CHANGED
        return _HOOK_TILDE if {tone, known_tone} == {_HOOK, _TILDE} else _TONE_CHANGED

    def _offer_slips(self, folded: str, offer: Offer, *, is_valid: bool) -> None:
        if not 1 < len(folded) <= _LONGEST_SLIPPED:  # one letter can become anything, a long run nothing
            return
        if len(folded) == 2 and not _VOWELS & set(folded):  # noqa: PLR2004  two consonants abbreviate two words
            return
        if self._deletions is None:
            self._deletions = _index_deletions(self._by_fold)
        near = set(self._deletions.get(folded, ()))
        for shorter in _deletions(folded):
            near.update(self._deletions.get(shorter, ()))
        for other in near:
            distance = slip_distance(folded, other) if other != folded else 9.0
            if distance > _LARGEST_SLIP or distance > 0.34 * max(len(folded), len(other)) + 0.35:
                continue
            for word in self._by_fold[other]:
                offer((word,), _SLIP * distance + (_SLIP_FROM_SYLLABLE if is_valid else 0.0))

    def _offer_skeletons(self, folded: str, offer: Offer) -> None:
        """Syllables written without their vowels: vc for việc, trg for trong."""
        if self._skeletons is None:
            self._skeletons = defaultdict(list)
            for word, count in self._words.most_common():
                if count > 1 and word.isalpha() and is_syllable(word):
                    self._skeletons["".join(c for c in fold(word) if c not in _VOWELS)].append(word)
        for word in self._skeletons.get(folded, ())[:_MAX_CANDIDATES]:
            offer((word,), _SKELETON)

    def _offer_sounds(self, word: str, offer: Offer) -> None:
        """What a word sounds like to its writer: huân trương for huân chương."""
        for heard in sound_alikes(word):
            if heard in self._words:
                offer((heard,), _HEARD + (_KNOWN_CHANGED if word in self._words else 0.0))

    def _offer_split(self, folded: str, offer: Offer) -> None:
        """Two words typed without a space between them."""
        if not _SHORTEST_TO_SPLIT <= len(folded) <= _LONGEST_TO_SPLIT or not folded.isalpha():
            return
        for at in range(2, len(folded) - 1):
            for first in self._by_fold.get(folded[:at], ()):
                for second in self._by_fold.get(folded[at:], ()):
                    if (first, second) in self._pairs:
                        offer((first, second), _SPLIT)

    def _offer_marked_split(self, word: str, folded: str, offer: Offer) -> None:
        """The same, typed with marks: these tell the two words, so they need not stand so in the knowledge.

        What was normalised as one word has kept the last tone only.
        """
        if len(word) != len(folded) or not _SHORTEST_TO_SPLIT <= len(folded) <= _LONGEST_TO_SPLIT:
            return
        for at in range(2, len(folded) - 1):
            for first in self._spelled_like(word[:at]):
                for second in self._spelled_like(word[at:]):
                    offer((first, second), _MARKED_SPLIT)

    def _spelled_like(self, typed: str) -> list[str]:
        """The known syllables of the same letters, and of the same tone where one was typed."""
        base, tone = split_tone(typed)
        parted = [(known, split_tone(known)) for known in self._by_fold.get(fold(typed), ()) if is_syllable(known)]
        return [known for known, (own_base, own_tone) in parted if own_base == base and tone in {"", own_tone}]


def _deletions(word: str) -> set[str]:
    return {word[:i] + word[i + 1 :] for i in range(len(word))}


def _index_deletions(words: Iterable[str]) -> dict[str, list[str]]:
    """Every word under itself and under itself with one letter dropped (symmetric deletion, SymSpell, W. Garbe)."""
    index: dict[str, list[str]] = defaultdict(list)
    for word in words:
        if len(word) > 1 and not word[0].isdigit():
            index[word].append(word)
            for shorter in _deletions(word):
                index[shorter].append(word)
    return index
