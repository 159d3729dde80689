"""Which wordings of a question read best, judged cheaply: a group may have thousands."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from bot.review.model import LONGEST_WORDING, MOST_WORDINGS
from knowledge.language.normalizing import cut_terms, strip_invisible
from knowledge.language.syllables import is_syllable

if TYPE_CHECKING:
    from collections.abc import Mapping

_FINE_LENGTH = range(4, 21)
"""Words of a question that is neither a keyword nor a story."""
_REDACTED = "["
"""With this begins what stands in place of a number that was redacted."""


def best_wordings(counts: Mapping[str, int], most: int = MOST_WORDINGS) -> tuple[str, ...]:
    """The best-worded texts, best first, and no two that differ only in case, marks or punctuation.

    Args:
        counts: Each text with how often it was asked.
        most: How many to choose.
    """
    chosen: dict[str, str] = {}
    for text in sorted(counts, key=lambda text: (-_quality(text), -counts[text], text)):
        plain = " ".join(term.folded for term in cut_terms(text))
        if plain and plain not in chosen:
            chosen[plain] = _shorten(text)
        if len(chosen) == most:
            break
    return tuple(chosen.values())


def _quality(text: str) -> float:
    """From 0 up: real words, with their marks, as a sentence of a fine length, with nothing redacted in it."""
    terms = cut_terms(text[: 2 * LONGEST_WORDING])
    if not terms:
        return 0.0
    real = sum(term.is_number or is_syllable(term.text) for term in terms) / len(terms)
    marked = sum(term.text != term.folded for term in terms) / len(terms)
    is_sentence = text[:1].isupper() + text.rstrip().endswith("?")
    return 2 * real + min(marked, 0.5) + 0.1 * is_sentence + (len(terms) in _FINE_LENGTH) - (_REDACTED in text)


def _shorten(text: str) -> str:
    """What a file of records takes: one line without odd signs, cut between words where a phrasing needs no more."""
    composed = unicodedata.normalize("NFC", strip_invisible(text))
    line = " ".join("".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in composed).split())
    if len(line) <= LONGEST_WORDING:
        return line
    cut = line[:LONGEST_WORDING]
    return cut.rsplit(" ", 1)[0] if " " in cut else cut
