"""Uncurated sentences that tell the same of several years and places: which one a question means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.answering.archive.expecting import expected_kinds
from knowledge.answering.scopes import cut_ranges, find_ranges, find_years
from knowledge.language.normalizing import cut_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowledge.answering.archive.index import Entry
    from knowledge.answering.archive.reading import Reading

_FIGURES = frozenset(["figure", "percent"])
_SAME = 0.6  # of the words of the shorter sentence, numbers and places apart
_FEWEST_WORDS = 4


def is_of_other_year(reading: Reading, years: Sequence[int], entry: Entry, at: int) -> bool:
    """Whether a figure is asked of one year and a sentence gives that of another, or of a whole period.

    The years of its own sentence count; where it names none, those of its passage, its source's last and its day's.
    """
    if len(set(years)) != 1 or not expected_kinds(reading) & _FIGURES:
        return False
    text, source = entry.passage.text, entry.source
    span = entry.sentences[at].span
    sentence = text[span.start : span.end]
    near = sentence if find_years(sentence) else f"{text} {source.title} {source.period or ''}"
    told = {*find_years(cut_ranges(near)), *(last for _, last in find_ranges(near))}
    if near is not sentence:
        told.add(source.published.year)
    return told.isdisjoint(years)


def tells_same(one: str, other: str, places: Iterable[str]) -> bool:
    """Whether two sentences tell the same but for their figures, years and places."""
    ignored = {term.folded for place in places for term in cut_terms(place)}
    first, second = (
        {term.folded for term in cut_terms(text) if not term.text[0].isdigit()} - ignored for text in (one, other)
    )
    fewest = min(len(first), len(second))
    return fewest >= _FEWEST_WORDS and len(first & second) >= _SAME * fewest


def newest_first(years: Sequence[int], sentence: str, entry: Entry) -> tuple[bool, int, str]:
    """The order of sentences that tell the same, to be sorted in reverse: of just the years asked for, then newest."""
    source = entry.source
    told = find_years(sentence) or find_years(source.period) or (source.published.year,)
    is_exact = bool(years) and set(told) == set(years)
    return is_exact, max(told), source.published.isoformat()
