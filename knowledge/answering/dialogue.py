"""A question in its talk: what it leaves out and takes from the one before, where its asking part stands, its parts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from knowledge.language.normalizing import cut_terms, fold
from knowledge.model import Question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.answering.questions import Analysis, Analyst
    from knowledge.answering.units import Unit

# A full stop behind a short capitalised word belongs to an abbreviation (TP. Sóc Trăng), not to a sentence.
_SENTENCES = re.compile(r"(?<!\b[A-ZĐ]\.)(?<!\b[A-ZĐ]\w\.)(?<!\btp\.)(?<=[.?!;…])\s+|\n+")
_CONTINUES = re.compile(
    r"^(?:da |a |u |uh |um )*(?:the con|vay con|con|the thi|the|vay thi|vay|roi|va|what about|how about|and|so)\b",
)
_POINTS_BACK = re.compile(
    r"\b(?:do|nay|ay|no|tren|vua roi|vua noi|that|those|them|they|it|its|their|these|this)\b",
)
_OPENERS = re.compile(
    r"\b(?:cho (?:\w+ ){0,2}hoi(?: (?:xiu|chut|ti|la|ve|thu|them|rang|voi))*"
    r"|muon (?:\w+ )?(?:hoi|biet)(?: (?:la|ve|them|ro|rang))*"
    r"|xin hoi|hoi (?:xiu|chut|ti|thu|giup|dum|gium)|cho (?:\w+ )?biet"
    r"|tell me|like to know|want to know|let me know|wondering)\b",
)
_JOINS = re.compile(
    r"\s*(?:[,;?]\s*(?:và|va|còn|con|rồi|roi|đồng thời|and|cũng như)?"
    r"|\bvà\b|\bva\b|\bcòn\b|\brồi\b|\band\b|\bcũng như\b|&)\s+",
    re.IGNORECASE,
)
_FEW = 2
_MOST_NAMED = 3
_MOST_SENTENCES, _MOST_JOINS, _LONGEST_TO_SPLIT = 3, 3, 240
_MOST_CHARACTERS = 900  # of a message; nobody asks longer, and every step below reads all of it


def cut_middle(text: str) -> str:
    """A message that is too long to be a question, without its middle: people ask at the end, or at once."""
    if len(text) <= _MOST_CHARACTERS:
        return text
    third = _MOST_CHARACTERS // 3
    return f"{text[:third]} {text[-2 * third :]}"


@dataclass(slots=True)
class Resolved:
    """A question by itself and, where there was one before, the ways to complete what it leaves out."""

    alone: Analysis
    completions: list[Analysis] = field(default_factory=list)
    continues: bool = False
    """Whether it plainly goes on with the talk: it can hardly be meant alone."""


def resolve(text: str, previous: Sequence[str], analyst: Analyst) -> Resolved:
    """Analyses a question alone and together with what it may leave out of the one before it."""
    alone = analyst.analyse(text)
    if not previous:
        return Resolved(alone)
    before = resolve(previous[-1], previous[:-1], analyst)
    earlier = before.completions[0] if before.completions else before.alone
    folded = " ".join(term.folded for term in cut_terms(text))
    continues = bool(_CONTINUES.search(folded) or _POINTS_BACK.search(folded))
    few = len([unit for unit in alone.content if unit.role != "number"]) <= _FEW
    if not (continues or few):
        return Resolved(alone)
    completions = [complete(alone, earlier)]
    if continues and alone.content and not alone.types - {"yes_no", "what"}:
        # còn thẻ bảo hiểm y tế? may ask the same of another thing: only the kind of answer is taken over
        completions.append(complete(alone, earlier, only_kind=True))
    return Resolved(alone, completions, continues)


def complete(question: Analysis, earlier: Analysis, *, only_kind: bool = False) -> Analysis:
    """Takes over from an earlier question what this one leaves out; what it names itself replaces the earlier's.

    Args:
        question: what was asked now.
        earlier: what was asked before, completed itself.
        only_kind: take over only what kind of answer is wanted, not what it was about.
    """
    own = {concept for unit in question.units for concept in unit.concepts}
    own_words = {unit.text for unit in question.units}
    has_type = bool(question.types - {"yes_no", "what"})
    kept: list[Unit] = []
    for unit in (*earlier.units, *earlier.inherited):
        is_replaced = (
            (unit.role == "group" and question.groups)
            or (unit.role == "place" and question.places)
            or (unit.number is not None and (question.years or question.numbers))
            or unit.text in own_words
            or bool(unit.concepts & own)
        )
        is_other = only_kind and unit.role != "question"
        if is_replaced or is_other or unit.role in {"stop", "filler"} or (unit.role == "question" and has_type):
            continue
        kept.append(unit)
    return replace(
        question,
        inherited=kept,
        types=question.types if has_type else question.types | earlier.types,
        years=question.years or (() if question.numbers or only_kind else earlier.years),
        places=question.places or earlier.places,
        groups=question.groups or (frozenset() if only_kind else earlier.groups),
        folded=" ".join(filter(None, (*(fold(unit.text) for unit in kept), question.folded))),
    )


def complete_text(question: Question, analyst: Analyst) -> tuple[Question, Analysis]:
    """A question with what it leaves out written before it, where it plainly goes on with the talk; else as it is."""
    resolved = resolve(question.text, question.previous, analyst)
    if not (resolved.continues and resolved.completions):
        return question, resolved.alone
    completed = resolved.completions[0]
    left_out = " ".join(unit.text for unit in completed.inherited)
    return Question(f"{left_out} {question.text}"), completed


def asking_parts(text: str, analyst: Analyst) -> list[str]:
    """The sentences of a long text that ask; the whole text where it is one sentence or none asks more than others."""
    sentences = [sentence for sentence in _SENTENCES.split(text) if cut_terms(sentence)]
    if len(sentences) < 2:  # noqa: PLR2004
        return [text]
    sentences = list(dict.fromkeys(sentences))[-_MOST_SENTENCES:]
    asking = [s for s in sentences if s.rstrip().endswith("?") or analyst.analyse(s).types]
    return asking or sentences[-1:]


def told_before(text: str, asking: str) -> str | None:
    """What a text tells before it asks; None where it only asks.

    Args:
        text: the whole text.
        asking: its asking part.
    """
    sentences = [sentence for sentence in _SENTENCES.split(text) if cut_terms(sentence)]
    told = [sentence for sentence in sentences if sentence not in asking]
    return " ".join(told[-_MOST_SENTENCES:]) or None


def after_opener(text: str) -> str | None:
    """What follows `cho em hỏi`, `muốn biết`, `could you tell me`; None where nothing of weight does."""
    terms = cut_terms(text)
    folded = " ".join(term.folded for term in terms)
    last = None
    for match in _OPENERS.finditer(folded):
        last = match
    if last is None:
        return None
    at = folded[: last.end()].count(" ") + 1
    if len(terms) - at < 3:  # noqa: PLR2004  the opener stands at the end: the question came first
        first = folded[: last.start()].count(" ")
        return text[: terms[first].start].strip(" ,.;:") if first >= 3 else None  # noqa: PLR2004
    return text[terms[at].start :]


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
        folded=" ".join(fold(unit.text) for unit in units if unit.role not in {"filler", "stop"}),
    )
