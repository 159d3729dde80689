"""When two questions are one: the same words near enough, and the same places, groups, numbers and kind of answer."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Self

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from knowledge.language.normalizing import fold

if TYPE_CHECKING:
    from knowledge.answering.questions import Analysis, Analyst

LIKE = 84.0
"""From this token sort ratio on, two questions are one. Lower ones join more of them, and more that are two: a verdict
goes for a whole group, so that costs more. `python tests/benchmarks/grouping.py` shows both."""
MUCH_LIKE = 92.0
"""The same where only one of the two says what kind of answer it wants."""
SAME_WORDS = 0.8
"""The least share of whole words in common: giá vàng hôm nay and giá xăng hôm nay differ in one letter."""
_SAYING = frozenset({"content", "group", "number", "place"})
_FEW_WORDS = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """What of a question is compared."""

    words: str
    """The folded words that say what it is about; all its words where none does."""
    named: tuple[str, ...]
    """Places, population groups, years, numbers and the role it asks for: where one differs, so does the question."""
    kinds: tuple[str, ...]
    """The kinds of answer it asks for."""

    @property
    def marks(self) -> str:
        """What it names and asks for, as text to keep."""
        return json.dumps([self.named, self.kinds], ensure_ascii=False)

    @classmethod
    def of(cls, words: str, marks: str) -> Self:
        """The reading that was kept as these texts."""
        named, kinds = json.loads(marks)
        return cls(words, tuple(named), tuple(kinds))

    @property
    def lookup_keys(self) -> list[int]:
        """What to look up those by that may be alike: its pairs of words, and its words where there are few."""
        words = self.words.split()
        found = {f"{first} {second}" for first, second in pairwise(words)}
        found |= set(words) if len(words) <= _FEW_WORDS else set()
        return sorted(map(_number, found or {""}))

    def likeness(self, other: Reading) -> float:
        """How like the other is, up to 100; 0 where it is another question."""
        if self.named != other.named:
            return 0.0
        if self.kinds and other.kinds and not set(self.kinds) & set(other.kinds):
            return 0.0  # ai xây nhà, xây nhà ở đâu
        cutoff = LIKE if bool(self.kinds) == bool(other.kinds) else MUCH_LIKE
        ratio = fuzz.token_sort_ratio(self.words, other.words, score_cutoff=cutoff)
        mine, theirs = sorted(self.words.split()), sorted(other.words.split())
        return ratio if ratio and Indel.normalized_similarity(mine, theirs) >= SAME_WORDS else 0.0


def read(text: str, analyst: Analyst) -> Reading:
    """Read a question as the answering does: abbreviations, slips and missing diacritics are mended first."""
    analysis = analyst.analyse(text)
    saying = " ".join(fold(unit.text) for unit in analysis.units if unit.role in _SAYING)
    return Reading(saying or analysis.folded, _named(analysis), tuple(sorted(analysis.types)))


def _named(analysis: Analysis) -> tuple[str, ...]:
    numbers = (format(number.normalize(), "f") for number in analysis.numbers)
    role = {analysis.wanted_role} if analysis.wanted_role else set()
    years = map(str, analysis.years)
    return tuple(sorted({*analysis.places, *analysis.groups, *years, *analysis.dates, *numbers, *role}))


def _number(key: str) -> int:
    """A key as 63 bits, which both databases keep as an integer."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest()) >> 1
