"""Several facts in one message: its questions, the ways to part one at an `and`, one thing asked of several groups."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.answering.units import SILENT
from knowledge.language.normalizing import cut_terms, fold

if TYPE_CHECKING:
    from knowledge.answering.questions import Analysis
    from knowledge.answering.units import Unit

_JOINS = re.compile(
    r"\s*(?:[,;?]\s*(?:và|va|còn|con|rồi|roi|đồng thời|dong thoi|and|cũng như|với lại|voi lai|sẵn|kèm)?"
    r"|\b(?:và|va|còn|con|rồi|roi|với lại|voi lai|với|voi|cùng với|cùng|cũng như|lẫn|kèm(?: theo)?|kem(?: theo)?"
    r"|sẵn(?: tiện)?|tiện thể|nhân tiện|ngoài ra|đồng thời|dong thoi|song song đó|bên cạnh đó|thêm nữa"
    r"|and|plus|as well as|along with|together with)\b|&|\+)\s+",
    re.IGNORECASE,
)
_MOST_NAMED = 3
_MOST_JOINS, _LONGEST_TO_SPLIT = 5, 240


def split_joined(text: str) -> list[tuple[str, str]]:
    """The ways to part a question in two at a comma or an `and`; none for what is too long to be one question."""
    if len(text) > _LONGEST_TO_SPLIT:
        return []
    return [
        (text[: match.start()], text[match.end() :])
        for match in list(_JOINS.finditer(text))[:_MOST_JOINS]
        if len(cut_terms(text[: match.start()])) > 1 and len(cut_terms(text[match.end() :])) > 1
    ]


def narrow_each(question: Analysis) -> list[Analysis]:
    """A question for each group, or each year, where it names two or three that are no period; else none."""
    named = [unit for unit in question.units if unit.role == "group"]
    if 2 <= len(named) <= _MOST_NAMED and len(question.groups) >= len(named):  # noqa: PLR2004
        return [_without(question, [other for other in named if other is not unit]) for unit in named]
    years = [unit for unit in question.units if unit.number and unit.number.is_year]
    is_period = any(abs(a - b) <= 1 for a, b in zip((u.end for u in years), (u.start for u in years[1:]), strict=False))
    if len(years) == 2 and not is_period:  # noqa: PLR2004
        return [_without(question, [other for other in years if other is not unit]) for unit in years]
    return []


def _without(question: Analysis, left_out: list[Unit]) -> Analysis:
    units = [unit for unit in question.units if not any(unit is other for other in left_out)]
    return replace(
        question,
        units=units,
        groups=frozenset(group for unit in units if unit.role == "group" for group in unit.groups),
        years=tuple(int(unit.number.value) for unit in units if unit.number and unit.number.is_year),
        folded=" ".join(fold(unit.text) for unit in units if unit.role not in SILENT),
    )
