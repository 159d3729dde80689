"""Cuts text into terms: lossless normalising (NFC, case, tone placement) and, apart from it, the lossy fold."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from knowledge.language.syllables import Y_AND_I, place_tone, split_tone

# A number keeps its separators (1.062  1,96%  03/07/2020) and a scale inside it (2tr5);
# a word keeps digits typed inside it (VNI: nhie6u).
_TERM = re.compile(
    r"\d+(?:[.,/]\d+)+%?|\d+%|\d+[Tt][Rr]\d(?![^\W_])|\d+(?![^\W_])|\d+(?=[^\W\d_][\u0300-\u036f]*[^\W\d_])"
    r"|[^\W_](?:(?!\d{3}|\d+[.,]\d)[^\W_]|[\u0300-\u036f])*"  # năm2020; but so61 is số, typed in VNI
    r"|%"
)
_MARKS = re.compile(r"[\u0300-\u036f]")
_FOLD = str.maketrans({"đ": "d", "Đ": "D", "ð": "d"})
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


class Term(NamedTuple):
    """A normalised word or number and where it stands in the text it was cut from (code points)."""

    text: str
    folded: str
    start: int
    end: int

    @property
    def is_number(self) -> bool:
        """Whether the term starts with a digit."""
        return self.text[0].isdigit()


@lru_cache(maxsize=65_536)
def normalize_word(word: str) -> str:
    """Normalises one word without loss of meaning: NFC, lower case, the tone mark where `hòa` has it.

    Unicode's NFC leaves `hoà` and `hòa` apart; both are the same word, so the mark is moved to the older place, and
    `tỷ` becomes `tỉ` for the same reason.
    """
    composed = unicodedata.normalize("NFC", word).casefold()
    if composed.isascii():
        return Y_AND_I.get(composed, composed)
    base, tone = split_tone(composed)
    return place_tone(Y_AND_I.get(base, base), tone)


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Drops case and every diacritic: `đào tạo` and `dao tao` become one (lossy, so exact agreement outranks it)."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text.casefold().translate(_FOLD))
    return unicodedata.normalize("NFC", _MARKS.sub("", decomposed))


@lru_cache(maxsize=256)  # a question is cut again at each step of its way
def cut_terms(text: str) -> tuple[Term, ...]:
    """Cuts a text into its terms, in order; `text[term.start:term.end]` is what the term was made of."""
    terms = []
    for match in _TERM.finditer(text):
        word = normalize_word(match.group())
        terms.append(Term(word, fold(word), match.start(), match.end()))
    return tuple(terms)


def strip_invisible(text: str) -> str:
    """Removes zero-width and direction-changing characters, which would hide or split words."""
    return _INVISIBLE.sub("", text)


def fold_text(text: str) -> str:
    """The folded terms of a text joined by single spaces, for comparing whole phrases."""
    return " ".join(term.folded for term in cut_terms(text))
