"""Tells how a text was typed: without diacritics, with abbreviations, in English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.language.syllables import is_syllable

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from knowledge.language.normalizing import Term

LITTLE_ENGLISH_WORDS = frozenset(
    "a an and any are as at be been but by can could did do does for from get got has have he her him his how if in"
    " into is it its like many may me more most much my no not of on one or our out over please she should so some such"
    " tell than that the their them then there these they this those to up us was we were what when where which who"
    " whom whose why will with would you your".split()
)
"""Some are Vietnamese syllables too (can, do, so): those may be kept in English, but make no text English."""
_LITTLE_WORDS_EVERY = 5  # terms, at most, for one such word


def is_abbreviation(word: str, expansions: Container[str]) -> bool:
    """Whether a listed short form is no word in itself; a single letter is more often an initial."""
    return len(word) > 1 and word in expansions and not is_syllable(word)


def is_bare(terms: Sequence[Term]) -> bool:
    """Whether a text is Vietnamese without any diacritics."""
    if any(term.text != term.folded for term in terms):
        return False
    syllables = sum(is_syllable(term.text) for term in terms)
    return syllables > 1 and 2 * syllables >= len(terms) and not is_english(terms)


def is_english(terms: Sequence[Term]) -> bool:
    """Whether a text without any diacritics has English little words, no Vietnamese syllables, often enough.

    One will do where most words are no Vietnamese syllables: `which bank gave the loans to near-poor households`.
    """
    words = [term.text for term in terms if term.text.isalpha() and not is_syllable(term.text)]
    strange = [word for word in words if len(word) > 2 or word in LITTLE_ENGLISH_WORDS]  # noqa: PLR2004  dc is no English
    little = sum(text in LITTLE_ENGLISH_WORDS for text in strange)
    is_often = little > 1 and little * _LITTLE_WORDS_EVERY >= len(terms)
    return is_often or (little > 0 and 2 * len(strange) > len(terms))
