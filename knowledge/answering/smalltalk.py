"""Recognises greetings, thanks, abuse and the like: talk that asks for no fact."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from knowledge.language.normalizing import fold_text

if TYPE_CHECKING:
    from knowledge.answering.questions import Analysis, Analyst
    from knowledge.model import Lexicon

_CLAUSES = re.compile(r"[.,!?;:\n…]+")
_CUTOFF, _CUTOFF_SHORT = 86, 92
_SHORT = 6  # folded letters; what is shorter must agree almost to the letter
_LONGEST = 120
_STRONG = frozenset({"thanks", "goodbye", "abuse", "compliment", "greeting", "identity", "help"})


class SmallTalkRecogniser:
    """Compares a text, clause by clause, with the lexicon's phrases."""

    def __init__(self, lexicon: Lexicon, analyst: Analyst) -> None:
        self._analyst = analyst
        self._kinds: dict[str, str] = {}
        for group in lexicon.smalltalk:
            for phrase in group.phrases:
                self._kinds.setdefault(fold_text(phrase), group.kind)
                self._kinds.setdefault(self._reduce(analyst.analyse_clean(phrase)), group.kind)
        self._kinds.pop("", None)
        self._phrases = list(self._kinds)

    def recognise(self, text: str, analysis: Analysis) -> tuple[str, float] | None:
        """The kind of small talk and how sure it is (0…1), or None where a clause is none of it."""
        if len(text) > _LONGEST:
            return None
        clauses = [clause for clause in _CLAUSES.split(text) if fold_text(clause)]
        if not clauses:
            return ("filler", 1.0) if re.search(r"[?!.…]", text) and len(text) <= 5 else None  # noqa: PLR2004
        whole = self._closest(text, analysis)
        if whole:
            return whole
        found = [self._closest(clause, self._analyst.analyse(clause)) for clause in clauses]
        known = [item for item in found if item]
        if len(known) == len(found) or (known and found[0] and not analysis.types and len(known) * 2 >= len(found)):
            return max(known, key=lambda item: (item[0] in _STRONG and item[0] != "greeting", item[1]))
        return None

    def _closest(self, text: str, analysis: Analysis) -> tuple[str, float] | None:
        best: tuple[str, float] | None = None
        typed = fold_text(text)
        read = " ".join(word.folded for word in analysis.words)
        for form in {typed, read, self._reduce(analysis)} - {""}:
            hit = process.extractOne(form, self._phrases, scorer=fuzz.ratio, score_cutoff=_CUTOFF)
            if hit is None or (min(len(form), len(hit[0])) <= _SHORT and hit[1] < _CUTOFF_SHORT):
                continue
            if best is None or hit[1] / 100 > best[1]:
                best = (self._kinds[hit[0]], hit[1] / 100)
        return best

    @staticmethod
    def _reduce(analysis: Analysis) -> str:
        """The text without forms of address and particles, which nobody types twice alike."""
        return " ".join(word for unit in analysis.units if unit.role != "filler" for word in _folded(unit.words))


def _folded(words: tuple[str, ...]) -> list[str]:
    from knowledge.language.normalizing import fold

    return [fold(word) for word in words]
