"""What kind of answer a question wants, heard from its question words wherever the lexicon's words were cut."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from knowledge.language.lexicon import stem
from knowledge.language.normalizing import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.answering.units import Unit
    from knowledge.language.lexicon import LexiconIndex
    from knowledge.language.repair import Word

ASKS_WHAT_IT_IS = frozenset({"what", "meaning", "definition", "how", "name"})
"""The kinds of answer to `17.500 là số gì`, however that is asked."""
_DOUBTS = {"hả", "há", "hở", "hả ta", "à", "ư", "phải hôn", "hả em", "hả bạn", "hả ad", "hả bot"}
_HUNDRED, _OUT_OF = 100, {"trong", "cứ", "mỗi", "trên", "of"}
_WHY, _FEW = {"sao", "ủa sao", "mà sao"}, 3
_PLURAL_OR_COUNT = "mấy"
_SAID = {"neutral", "filler", "home"}  # the parts of units that ask nothing, whatever their words ask elsewhere
_AND = {"and", "or", "plus", "also", "then"}
_PERCENT_WORDS = {"%", "percent"}


def find_kinds(units: list[Unit], words: Sequence[Word], lexicon: LexiconIndex) -> frozenset[str]:
    """The kinds of answer that a question asks for: count, money, who, where …; none where it does not ask."""
    types: set[str] = set()
    plural = False
    units = [unit for at, unit in enumerate(units) if not (_is_universal(unit, words) or _joins_clauses(units, at))]
    for unit in units:
        if _PLURAL_OR_COUNT in unit.words and unit.types <= {"count"}:
            # `mấy` counts only where nothing else is asked: mấy căn nhà / mấy mô hình nào
            plural = plural or unit.role not in _SAID
        elif unit.types or unit.role == "question":
            types |= unit.types
        elif unit.role not in _SAID:  # đăng ngày nào: listed whole, it asks; nghe đâu asks nothing
            types.update(kind for part in unit.nested if part.role == "question" for kind in part.types)
    folded = [fold(stem(word.text)) for word in words]
    types |= _hidden_kinds(units, folded, [stem(word.text) for word in words], lexicon)
    types |= _framed_kinds(folded, lexicon)
    if plural and not types:
        types.add("count")
    if not types and units and units[-1].text in _DOUBTS:
        types.add("yes_no")
    if types & {"count", "what"} and (_PERCENT_WORDS & set(folded) or "phan tram" in " ".join(folded)):
        types.add("percent")
    return _how_or_why(frozenset(types), units)


def _joins_clauses(units: Sequence[Unit], at: int) -> bool:
    """Whether it is the `when` of `where does it start when cleaning up`: behind a question, and not `and when`."""
    if units[at].text != "when" or not at or units[at - 1].text in _AND:
        return False
    return any(unit.role == "question" and unit.types for unit in units[:at])


def _hidden_kinds(units: list[Unit], folded: list[str], texts: list[str], lexicon: LexiconIndex) -> set[str]:
    """Types of longer question words that were cut elsewhere: `đăng ngày | nào` asks `ngày nào`."""
    types: set[str] = set()
    for asked in units:
        if asked.role != "question":
            continue
        for start in range(max(asked.start - 2, 0), asked.start):
            for length, entries in lexicon.at(folded, start):
                if start + length == asked.end:
                    stretch = tuple(texts[start : start + length])
                    types.update(kind for entry in entries if entry.words == stretch for kind in entry.types)
    return types


def _framed_kinds(folded: list[str], lexicon: LexiconIndex) -> set[str]:
    """Types of question words that stand around something: `có … không`."""
    held = set(folded)
    return {
        kind
        for first in held
        for kind, runs in lexicon.patterns.get(first, ())
        if all(run[0] in held for run in runs if run) and _has_runs(folded, runs)
    }


def ask_for_share(units: Sequence[Unit]) -> frozenset[str]:
    """Percent, where `trong 100 nhà thì mấy nhà` asks for it; the hundred itself is then no figure."""
    for before, unit in pairwise(units):
        if unit.number and unit.number.value == _HUNDRED and not unit.number.is_percent and before.text in _OUT_OF:
            unit.number, unit.role = None, "neutral"
            return frozenset({"percent"})
    return frozenset()


def _how_or_why(types: frozenset[str], units: Sequence[Unit]) -> frozenset[str]:
    """Why instead of how, where a question begins with `sao` and goes on: `sao họ vay nhiều hơn`, not `thì sao`."""
    said = [unit for unit in units if unit.role != "filler"]
    is_why = "how" in types and len(said) > _FEW and said[0].text in _WHY
    return (types - {"how", "count"}) | {"why"} if is_why else types


def _is_universal(unit: Unit, words: Sequence[Word]) -> bool:
    """Whether a question word tells of all: `nhà nào cũng`, `ai cũng`."""
    return unit.role == "question" and unit.end < len(words) and words[unit.end].folded == "cung"


def _has_runs(words: list[str], runs: tuple[tuple[str, ...], ...]) -> bool:
    """Whether word runs follow one another, with something or nothing in the gaps between them."""
    at = 0
    for run in runs:
        if not run:
            continue
        while at + len(run) <= len(words) and tuple(words[at : at + len(run)]) != run:
            at += 1
        if at + len(run) > len(words):
            return False
        at += len(run)
    return True
