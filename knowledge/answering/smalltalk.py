"""Recognises greetings, thanks, abuse and the like: talk that asks for no fact."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from knowledge.language.normalizing import cut_terms, fold, fold_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowledge.answering.questions import Analysis, Analyst
    from knowledge.model import Lexicon

_CLAUSES = re.compile(r"[.,!?;:\n…]+")
_THANKS = re.compile(
    r"(?:da |vang |ok |oke |em |con |toi |minh |xin |tran trong |chan thanh |rat )*(?:cam on|cam ta|thanks|thank you)\b"
)
_FOR = re.compile(r"\b(?:da|vi|ve|for)\b")
_DRAWN_OUT = re.compile(r"([a-z])\1{2,}")  # alooooo
_APPLAUSE, _HANDS = frozenset("👍👏❤💕💖🥰😍💯🎉🌹"), "🙏"
_SMILEY = re.compile(r"[:;=xX8][-'^]?[)(DPpO3*]+|\^[._]?\^|[?!.…]|[\U0001F300-\U0001FAFF\u2600-\u27BF]")
_MOST_SIGNS = 40
_CUTOFF, _CUTOFF_SHORT = 86, 92
_SHORT = 6  # folded letters; what is shorter must agree almost to the letter
_LONGEST = 120
_ASKING = frozenset({"identity", "help"})
_MOST_WORDS = 24
_CUE_COUNT, _CUE_LIFT, _PLAIN_LIFT, _LEAST_LIFT = 2, 1.2, 1.6, 0.8
_STRONG = frozenset({"thanks", "goodbye", "abuse", "compliment", "greeting", "identity", "help"})


class SmallTalkRecogniser:
    """Compares a text, clause by clause, with the lexicon's phrases."""

    def __init__(self, lexicon: Lexicon, analyst: Analyst, asked: Iterable[str]) -> None:
        """Prepares the phrases.

        Args:
            lexicon: holds the phrases of small talk by kind.
            analyst: reads what was typed.
            asked: how people ask for facts, to tell talk from questions.
        """
        self._analyst = analyst
        self._kinds: dict[str, str] = {}
        for group in lexicon.smalltalk:
            for phrase in group.phrases:
                typed, reduced = fold_text(phrase), self._reduce(analyst.analyse_clean(phrase))
                self._kinds.setdefault(typed, group.kind)
                # a guess at an abbreviation shares no word, the particle of a phrase (`nhé`) says too little
                if set(typed.split()) & set(reduced.split()) and 2 * len(reduced) >= len(typed):
                    self._kinds.setdefault(reduced, group.kind)
        self._kinds.pop("", None)
        phrases = (phrase for group in lexicon.smalltalk for phrase in group.phrases)
        self._exact = {" ".join(term.text for term in cut_terms(phrase)) for phrase in phrases}
        self._by_length: defaultdict[int, list[str]] = defaultdict(list)
        for form in self._kinds:
            self._by_length[len(form)].append(form)
        self._count(lexicon, asked)

    def recognise(self, text: str, analysis: Analysis, *, hears_talk: bool = True) -> tuple[str, float] | None:
        """The kind of small talk and how sure it is (0…1), or None where a clause is none of it.

        Args:
            text: what was typed.
            analysis: how it was read.
            hears_talk: whether the classifier hears any in it; where not, no phrase of it need be looked for.
        """
        if len(text) > _LONGEST:
            return None
        clauses = [clause for clause in _CLAUSES.split(text) if fold_text(clause)]
        if not clauses:
            return _recognise_signs(text)
        if _is_thanks(clauses) and not analysis.types and "?" not in text:
            return "thanks", 1.0  # for whatever it is: what follows is no question
        whole = self._closest(text, analysis) if hears_talk else None
        if whole or len(clauses) == 1 or not hears_talk:
            return whole
        found = [self._closest(clause, self._analyst.analyse(clause)) for clause in clauses]
        known = [item for item in found if item]
        if len(known) == len(found) or (known and found[0] and not analysis.types and len(known) * 2 >= len(found)):
            return max(known, key=lambda item: (item[0] in _STRONG and item[0] != "greeting", item[1]))
        return None

    def lean(self, analysis: Analysis) -> tuple[str, float] | None:
        """The kind of small talk a text leans to by its single words, for talk that no phrase foresaw.

        Naive Bayes over words and word pairs: phrases of small talk against everything that is asked of the records.
        To be asked only where no record answers.
        """
        words = [term.folded for term in cut_terms(analysis.text)]
        grams = [*words, *(f"{a} {b}" for a, b in pairwise(words))]
        if not words or len(words) > _MOST_WORDS or analysis.numbers:
            return None
        known = [gram for gram in grams if gram in self._talk or gram in self._asked]
        lift = sum(self._lift(gram) for gram in known) / len(words)
        cues = [gram for gram in known if self._talk[gram] >= _CUE_COUNT and self._lift(gram) >= _CUE_LIFT]
        if not cues or lift < _LEAST_LIFT:
            return None
        if max(map(self._lift, cues)) < _PLAIN_LIFT:
            return None
        kinds = {
            kind: sum(math.log((counts[gram] + 0.2) / (total + 50)) for gram in cues)
            for kind, (counts, total) in self._by_kind.items()
            if kind != "filler"  # what fills a pause is known by its phrases only
        }
        kind = max(kinds, key=lambda kind: kinds[kind])
        if kind not in _ASKING and analysis.types - {"yes_no", "what", "how"}:
            return None  # it asks for a fact, if for none that is known
        return kind, min(lift / 3, 1.0)

    def _lift(self, gram: str) -> float:
        talk = (self._talk[gram] + 0.3) / (self._talk_total + 1)
        asked = (self._asked[gram] + 0.3) / (self._asked_total + 1)
        return max(-4.0, min(4.0, math.log(talk / asked)))

    def _count(self, lexicon: Lexicon, asked: Iterable[str]) -> None:
        self._talk: Counter[str] = Counter()
        self._asked: Counter[str] = Counter()
        self._by_kind: dict[str, tuple[Counter[str], int]] = {}
        for group in lexicon.smalltalk:
            counts = Counter(gram for phrase in group.phrases for gram in _grams(phrase))
            self._by_kind[group.kind] = (counts, counts.total())
            self._talk.update(counts)
        for text in asked:
            self._asked.update(_grams(text))
        self._talk_total, self._asked_total = self._talk.total(), self._asked.total()

    def _closest(self, text: str, analysis: Analysis) -> tuple[str, float] | None:
        best: tuple[str, float] | None = None
        typed = fold_text(text)
        exact = " ".join(term.text for term in cut_terms(text))
        read = " ".join(word.folded for word in analysis.words)
        for form in {typed, read, _DRAWN_OUT.sub(r"\1", typed), self._reduce(analysis)} - {""}:
            hit = process.extractOne(form, self._near_in_length(form), scorer=fuzz.ratio, score_cutoff=_CUTOFF)
            if hit is None or (min(len(form), len(hit[0])) <= _SHORT and hit[1] < _CUTOFF_SHORT):
                continue
            if len(form) <= _SHORT and exact != fold(exact) and exact not in self._exact:
                continue  # vàng is not vâng
            if best is None or hit[1] / 100 > best[1]:
                best = (self._kinds[hit[0]], hit[1] / 100)
        return best

    def _near_in_length(self, form: str) -> list[str]:
        """The forms that can reach the cut-off: the ratio is twice what two texts share by the length of both."""
        least = _CUTOFF / (200 - _CUTOFF)
        lengths = range(math.ceil(len(form) * least), math.floor(len(form) / least) + 1)
        return [each for length in lengths for each in self._by_length.get(length, ())]

    @staticmethod
    def _reduce(analysis: Analysis) -> str:
        """The text without forms of address and particles, which nobody types twice alike."""
        return " ".join(word for unit in analysis.units if unit.role != "filler" for word in _folded(unit.words))


def _recognise_signs(text: str) -> tuple[str, float] | None:
    """What a text without any word says: applause, thanks, a smile, a stray question mark."""
    if _HANDS in text:
        return "thanks", 1.0
    if _APPLAUSE.intersection(text):
        return "compliment", 1.0
    return ("filler", 1.0) if len(text) <= _MOST_SIGNS and _SMILEY.search(text) else None


def _is_thanks(clauses: Sequence[str]) -> bool:
    """Whether a text is nothing but thanks, or begins with thanks that say what for."""
    first = fold_text(clauses[0])
    thanks = _THANKS.match(first)
    return bool(thanks and (len(clauses) == 1 or _FOR.search(first, thanks.end())))


def _folded(words: tuple[str, ...]) -> list[str]:
    return [fold(word) for word in words]


def _grams(text: str) -> list[str]:
    words = [term.folded for term in cut_terms(text)]
    return [*words, *(f"{a} {b}" for a, b in pairwise(words))]
