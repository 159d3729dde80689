"""Whether an answer says only what its quotes say: every number and proper name must be printed there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.language.normalizing import cut_terms
from knowledge.language.numbers import find_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

NUMBER = re.compile(
    r"""(?<!\w)(?<!\d[/.,:])                 # never from the middle of another number
    (?: \d+(?:/\d+)*(?:[/-][A-ZĐ][\wĐ]*)+   # 39-CT/TW, 168/2024/NĐ-CP
      | \d+(?:[/.,:]\d+)*%?                 # 1.062   1,96%   03/07/2020   10:10
    )(?=(?:km2?|m[23]?|ha|kg)?(?!\w))       # 12,7km as papers print it""",
    re.VERBOSE,
)
_WORD = re.compile(r"\w(?:[\w./-]*\w)?")
_QUOTED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"")
_MARKS = " ,;:."
_SENTENCE_START = re.compile(r"(?:^|[.!?…:\n]\s*|\n\s*[-–•]\s*)[“\"(]?\Z|[“\"]\Z")


@dataclass(frozen=True, slots=True)
class Unproven:
    """Something in an answer that none of its quotes has."""

    text: str
    is_number: bool


def find_unproven(answer: str, quotes: Iterable[str]) -> Iterator[Unproven]:
    """Numbers, quoted names and capitalised names of the answer that stand in no quote, each once."""
    proofs = [collapse(quote) for quote in quotes]
    printed = {number for proof in proofs for number in numbers_of(proof)}
    missing = [Unproven(number, is_number=True) for number in numbers_of(answer) if number not in printed]
    missing += [Unproven(words, is_number=True) for words in _unproven_words(answer, proofs, printed)]
    missing += [
        Unproven(name, is_number=False)
        for name in names_of(answer)
        if not any(_stands_in(name, proof) for proof in proofs)
    ]
    yield from dict.fromkeys(missing)


def numbers_of(text: str) -> list[str]:
    """Numbers as printed: amounts, percentages, dates, years, document numbers."""
    return NUMBER.findall(text)


def spelled_numbers(text: str) -> list[tuple[str, Decimal]]:
    """Numbers of several words with their values: `một trăm bốn mươi lăm`, `30 tỉ`."""
    terms = cut_terms(text)
    found = [number for number in find_numbers([term.text for term in terms]) if number.end - number.start > 1]
    return [(text[terms[number.start].start : terms[number.end - 1].end], number.value) for number in found]


def names_of(text: str) -> list[str]:
    """Names in quotation marks, and runs of capitalised words; a capital that only opens a sentence is none."""
    names = [collapse(match[1] or match[2]) for match in _QUOTED.finditer(text)]
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(text):
        if run and not _continues(run[-1], word, text):
            names.append(collapse(text[run[0].start() : run[-1].end()]))
            run = []
        if word[0][0].isupper() and (run or not _only_opens_sentence(word, text)):
            run.append(word)
    if run:
        names.append(collapse(text[run[0].start() : run[-1].end()]))
    return names


def has_figure(answer: str, value: str) -> bool:
    """Whether the value stands in the answer, not merely as part of a longer number or word."""
    return _stands_in(collapse(value).casefold(), collapse(answer).casefold())


def english_digits_missing(answer: str, quotes: Iterable[str]) -> list[str]:
    """Groups of digits in an English answer that no quote has; separators and leading zeros may differ."""
    printed = {group.lstrip("0") for quote in quotes for group in re.findall(r"\d+", quote)}
    groups = dict.fromkeys(re.findall(r"\d+", answer))
    return [group for group in groups if group.lstrip("0") not in printed]


def nearest_stretch(quote: str, passage: str) -> str:
    """The stretch of the passage that comes nearest to a quote, widened to whole words."""
    from rapidfuzz import fuzz

    found = fuzz.partial_ratio_alignment(quote, passage)
    if found is None or not found.score:
        return ""
    start, end = found.dest_start, found.dest_end
    while start and not passage[start - 1].isspace():
        start -= 1
    while end < len(passage) and not passage[end].isspace():
        end += 1
    nearest = passage[start:end]
    return nearest if quote[-1:] in _MARKS else nearest.rstrip(_MARKS)


def collapse(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


def _unproven_words(answer: str, proofs: list[str], printed: set[str]) -> Iterator[str]:
    """Numbers of several words whose value no quote has, unless their digits alone are already missing."""
    values = {number.value for proof in proofs for number in find_numbers([term.text for term in cut_terms(proof)])}
    for words, value in spelled_numbers(answer):
        if value not in values and printed.issuperset(numbers_of(words)):
            yield words


def _stands_in(name: str, text: str) -> bool:
    glued = r"(?:km2?|m[23]?|ha|kg)\b|" if name[-1:].isdigit() else ""
    return re.search(rf"(?<![\w]){re.escape(name)}(?:{glued}(?!\w|[.,]\d))", text) is not None


def _continues(before: re.Match[str], word: re.Match[str], text: str) -> bool:
    """Whether two capitalised words belong to one name: side by side, or past an abbreviation (TP. …)."""
    between = text[before.end() : word.start()]
    return word[0][0].isupper() and (between == " " or (between == ". " and before[0].isupper()))


def _only_opens_sentence(word: re.Match[str], text: str) -> bool:
    is_acronym = len(word[0]) > 1 and word[0].isupper()
    return not is_acronym and _SENTENCE_START.search(text[: word.start()]) is not None
