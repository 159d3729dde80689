"""Two versions of the knowledge side by side: what changed in them, and which answers to real questions change."""

from __future__ import annotations

import re
import time
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from knowledge.asking import Answered, AskedBefore, ask_each
from knowledge.changes import Change, find_changes
from knowledge.model import Question
from knowledge.nearness import nearest_first

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from knowledge.base import KnowledgeBase
    from knowledge.question_sets import Expected

Effect = Literal["broken", "lost", "other", "gained", "mended"]
EFFECTS: tuple[Effect, ...] = ("broken", "lost", "other", "gained", "mended")
"""What a change of an answer means, what an editor should see first in front."""

# Inside a text these part sentences; behind it they change nothing.
_PARTING = re.compile(r"[.,!?:;…\n]")
_BEHIND = " ?!.…"


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """One question that the two versions answer differently."""

    question: Question
    times: int
    """How often it was asked; 0 where only a question set asks it."""
    before: Answered
    after: Answered
    wanted: str | None = None
    """What the editors' question set wants: the id of a record, or ``not_found``."""

    @property
    def effect(self) -> Effect:
        """Whether it is for the better or the worse, as far as a program can tell."""
        if self.wanted is not None:
            was_right, is_right = self.before.is_right(self.wanted), self.after.is_right(self.wanted)
            if was_right != is_right:
                return "mended" if is_right else "broken"
        had_answer, has_answer = self.before.status == "answered", self.after.status == "answered"
        if had_answer == has_answer:
            return "other"
        return "gained" if has_answer else "lost"


@dataclass(frozen=True, slots=True)
class Impact:
    """Everything that publishing one version after another would change."""

    before: str
    """The names of the two versions."""
    after: str
    changes: tuple[Change, ...]
    """Sources, topics, records and words."""
    answers: tuple[AnswerChange, ...]
    """What should be seen first in front; within one effect, what was asked most."""
    asked: int = 0
    """Questions in all, each as often as it was asked."""
    distinct: int = 0
    """Questions that differ, and were asked of both versions."""
    unasked: int = 0
    """Questions that differ, but were not asked, because the time was over."""
    seconds: float = 0.0
    statuses_before: dict[str, int] = field(default_factory=dict)
    """How often each status was the answer, each question counted as often as it was asked."""
    statuses_after: dict[str, int] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing changes at all."""
        return not (self.changes or self.answers)

    def count(self, effect: Effect) -> int:
        """How many different questions are affected so."""
        return sum(change.effect == effect for change in self.answers)


def compare(  # noqa: PLR0913  two versions, two kinds of questions, and how to go about it
    before: KnowledgeBase,
    after: KnowledgeBase,
    questions: Iterable[Question],
    expected: Sequence[Expected] = (),
    *,
    seconds: float | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Impact:
    """Asks both versions, and tells every question that they answer differently.

    Args:
        before: what answers now.
        after: what may answer instead.
        questions: what people asked, in any order; equal ones are asked once. Of an ``AskedBefore`` that ``before``
            answered, only ``after`` is asked, unless its answer differs.
        expected: the editors' question sets, asked first.
        seconds: after this time the questions that are left stay unasked; those nearest to what changed come first.
        progress: called with how many questions are done, and how many there are.
    """
    begun = time.monotonic()
    changes = find_changes(before.content, after.content)
    asked = [*(each.question for each in expected), *questions]
    known = [question for question in asked if _knows(question, before)]
    as_typed = {simplify(question): question for question in (*reversed(asked), *reversed(known))}
    times: Counter[Question] = Counter(map(simplify, asked[len(expected) :]))
    wanted = {simplify(each.question): each.record for each in expected}
    others = [question for question in times if question not in wanted]
    order = [*wanted, *nearest_first(others, changes, (before.content, after.content))]
    statuses: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    found: list[AnswerChange] = []
    done = 0
    for number, pair in ask_each((before, after), [as_typed[question] for question in order], seconds=seconds):
        done += 1
        question = order[number]
        for status, answered in zip(statuses, pair, strict=True):
            status[answered.status] += times[question]
        if not pair[0].equals(pair[1]):
            found.append(AnswerChange(as_typed[question], times[question], pair[0], pair[1], wanted.get(question)))
        if progress:
            progress(done, len(order))
    found.sort(key=lambda change: (EFFECTS.index(change.effect), -change.times, change.question.text))
    return Impact(
        before.version,
        after.version,
        tuple(changes),
        tuple(found),
        asked=times.total() + sum(1 for question in wanted if not times[question]),
        distinct=done,
        unasked=len(order) - done,
        seconds=time.monotonic() - begun,
        statuses_before=dict(statuses[0]),
        statuses_after=dict(statuses[1]),
    )


def _knows(question: Question, base: KnowledgeBase) -> bool:
    """Whether the log tells what a version answered; of equal questions that one is asked."""
    return isinstance(question, AskedBefore) and question.version == base.version


def simplify(question: Question) -> Question:
    """The question without what makes no difference to its answer, so that equal ones are asked once."""
    return Question(_simplify(question.text), tuple(map(_simplify, question.previous)))


def _simplify(text: str) -> str:
    """Case and marks behind a text say nothing; where marks part it, both may tell sentences and names apart."""
    plain = " ".join(unicodedata.normalize("NFC", text).split(" ")).strip()
    bare = plain.rstrip(_BEHIND)
    return bare.casefold() if bare and not _PARTING.search(bare) else plain
