"""A question in its talk: what it leaves out and takes over from the one before."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from knowledge.answering.questions import cut_long
from knowledge.answering.units import SILENT
from knowledge.language.normalizing import cut_terms, fold
from knowledge.model import Question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.answering.questions import Analysis, Analyst
    from knowledge.answering.units import Unit

# What ties a question to the one before, as it is read: `vay` may be vậy, `so` is no English in a Vietnamese text.
_TIE = re.compile(
    r"^(?:(?:dạ|à|ạ|ừ|ờ|ừm|ủa|a|u|uh|um) )*"
    r"(?:(?:thế |vậy )?còn|(?:thế|vậy)(?: thì)?|rồi|và|what about|how about|and|so)\b"
)
# Where no marks were typed, `con` says nothing about itself; whoever says `con muon hoi` is a child.
_BARE_TIE = re.compile(r"^(?:da )?con (?!(?:muon|xin|chao|hoi|cam|ten|dang|thay|nghe|doc|can (?:hoi|biet))\b)")
# What points back to something told before; typed with its marks, so that `do` (by) is not `đó` (that).
_ENGLISH_POINTER = "that|those|them|they|it|its|their|these|this"
_POINTER = re.compile(
    r"\b(?:đó|đấy|này|nầy|ấy|nó|chúng(?! tôi| tui| ta| mình| em| con)|(?:ở|nói|kể|bên) trên|vừa (?:nói|rồi)"
    rf"|{_ENGLISH_POINTER})\b"
)
_BARE_POINTER = re.compile(
    r"\b(?:do|nay|ay|no|chung(?! toi| tui| ta| minh| em| con)|(?:o|noi|ke|ben) tren|vua noi|vua roi)\b"
)
_WHAT_ABOUT = re.compile(r"\b(?:sao|the nao|ra sao|nhu the nao)(?: (?:vay|a|ha|ta|ban|ad|em|anh|chi))*$")
_FEW = 2


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
    continues = bool(_tied(alone)) or points_back(text)
    few = len([unit for unit in alone.content if unit.role != "number"]) <= _FEW
    if not (continues or few):
        return Resolved(alone)
    completions = [complete(alone, earlier)]
    if continues and alone.content and not _has_kind(alone):
        # còn thẻ bảo hiểm y tế? may ask the same of another thing: only the kind of answer is taken over
        completions.append(complete(alone, earlier, only_kind=True))
    if replacing := _replace(alone, earlier):
        completions.append(analyst.analyse(replacing))
    return Resolved(alone, completions, continues)


def _replace(question: Analysis, earlier: Analysis) -> str | None:
    """The earlier question asked of another group: `còn hộ mới thoát nghèo` after `hộ cận nghèo vay mấy lượt`.

    None where the question names anything else, or asks something of its own.
    """
    question = _without_what_about(question)
    named = [unit for unit in question.content if unit.role == "group"]
    replaced = [unit for unit in earlier.units if unit.role == "group"]
    if _has_kind(question) or len(replaced) != 1 or not len(named) == len(question.content) == 1:
        return None
    words, at = [word.text for word in earlier.words], replaced[0]
    return " ".join((*words[: at.start], named[0].text, *words[at.end :]))


def points_back(text: str) -> bool:
    """Whether a text speaks of something that was told before it."""
    typed = " ".join(term.text for term in cut_terms(text))
    return bool(_POINTER.search(typed) or (typed == fold(typed) and _BARE_POINTER.search(typed)))


def _tied(question: Analysis) -> int:
    """How many words tie a question to the one before it."""
    tie = _TIE.search(" ".join(word.text for word in question.words))
    if tie is None:
        typed = " ".join(term.text for term in cut_terms(question.text))
        tie = _BARE_TIE.search(typed) if typed == fold(typed) else None
    return len(tie[0].split()) if tie else 0


def without_opening(question: Analysis) -> str:
    """A question without what ties it to the one before: `còn thẻ thì mua bao nhiêu` asks `thẻ thì mua bao nhiêu`."""
    text, following = cut_long(question.text), question.words[_tied(question) :]
    return text[cut_terms(text)[following[0].term].start :] if following else text


def asks_itself(question: Analysis) -> bool:
    """Whether a question says both what it asks for and about what."""
    return _has_kind(question) and bool(question.content)


def _has_kind(question: Analysis) -> bool:
    """Whether it says what kind of answer it wants: `được hỗ trợ những gì` does, `còn nhà thì sao` does not."""
    return bool(question.types - {"yes_no", "what"}) or any("what" in kinds for kinds, _ in question.targets)


def complete(question: Analysis, earlier: Analysis, *, only_kind: bool = False) -> Analysis:
    """Takes over from an earlier question what this one leaves out; what it names itself replaces the earlier's.

    Args:
        question: what was asked now.
        earlier: what was asked before, completed itself.
        only_kind: take over only what kind of answer is wanted, not what it was about.
    """
    question = _without_what_about(question)
    own = {concept for unit in question.units for concept in unit.concepts}
    own_words = {unit.text for unit in question.units}
    has_type = _has_kind(question)
    kept: list[Unit] = []
    for unit in (*earlier.units, *earlier.inherited):
        is_replaced = (
            (unit.role == "group" and question.groups)
            or (unit.role in {"place", "home"} and question.places)
            or (unit.number is not None and (question.years or question.numbers or not unit.number.is_year))
            or unit.text in own_words
            or bool(unit.concepts & own)
        )
        is_other = only_kind and unit.role != "question"
        asks = unit.role == "question" or any(part.role == "question" for part in unit.nested)
        if is_replaced or is_other or (unit.role in SILENT and not unit.place) or (asks and has_type):
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


def _without_what_about(question: Analysis) -> Analysis:
    """A question without `thì sao` at its end: `còn hộ cận nghèo thì sao` asks the same of others, not how they are."""
    folded = " ".join(term.folded for term in cut_terms(question.text))
    if not _WHAT_ABOUT.search(folded):
        return question
    units = [unit for unit in question.units if not unit.types & {"how"}]
    return replace(question, units=units, types=question.types - {"how"})


def complete_text(question: Question, analyst: Analyst) -> tuple[Question, Analysis]:
    """A question with what it leaves out written before it, where it plainly goes on with the talk; else as it is."""
    resolved = resolve(question.text, question.previous, analyst)
    if not (resolved.continues and resolved.completions):
        return question, resolved.alone
    completed = resolved.completions[0]
    left_out = " ".join(unit.text for unit in completed.inherited)
    return Question(f"{left_out} {question.text}"), completed
