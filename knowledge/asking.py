"""Asks versions of the knowledge many questions, on every processor, and keeps of each answer what people see."""

from __future__ import annotations

import multiprocessing
import os
import signal
import tempfile
import time
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from knowledge.model import Ambiguous, Found, NotFound, Outcome, Question, SmallTalk
from knowledge.packing import dump_packed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.base import KnowledgeBase

    Bases = tuple[KnowledgeBase, ...]
    Answers = tuple["Answered", ...]

Status = Literal["answered", "ambiguous", "not_found", "smalltalk"]
NOT_FOUND: Final = "not_found"

_FEW = 200
"""Questions that are sooner answered than other processes are started."""
_CHUNK = 20


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as far as people see it."""

    status: Status
    lines: tuple[str, ...] = ()
    """The parts of an answer, or the choices that are offered."""
    quotes: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    note: str | None = None

    def equals(self, other: Answered) -> bool:
        """Whether a person would see the same; the order of choices says nothing."""
        return self._seen() == other._seen()

    def _seen(self) -> tuple[object, ...]:
        lines = frozenset(self.lines) if self.status == "ambiguous" else self.lines
        return self.status, lines, self.quotes, self.note

    def is_right(self, wanted: str) -> bool:
        """Whether it is what a question set wants: a record among what is answered, or nothing."""
        if wanted == NOT_FOUND:
            return self.status == NOT_FOUND
        return self.status == "answered" and wanted in self.records


@dataclass(frozen=True, slots=True)
class AskedBefore(Question):
    """A question from the log, with what it was answered then: a version need not be asked twice."""

    version: str = ""
    status: str = ""
    records: tuple[str, ...] = ()


def tell(outcome: Outcome) -> Answered:
    """What people see of an outcome; subjects near to what was not found claim nothing, so they are left out."""
    match outcome:
        case Found():
            is_english = outcome.language == "en"
            return Answered(
                "answered",
                tuple((part.answer_en if is_english else None) or part.answer for part in outcome.parts),
                tuple(dict.fromkeys(citation.quote for part in outcome.parts for citation in part.citations)),
                tuple(part.record for part in outcome.parts if part.record),
                outcome.note,
            )
        case Ambiguous():
            choices = outcome.suggestions
            return Answered(
                "ambiguous", tuple(each.subject for each in choices), (), tuple(each.record for each in choices)
            )
        case NotFound():
            return Answered(NOT_FOUND)
        case SmallTalk():
            return Answered("smalltalk", (outcome.kind,))


def ask_each(
    bases: Bases, questions: Sequence[Question], *, seconds: float | None = None
) -> Iterator[tuple[int, Answers]]:
    """The answers of every version to each question, with its number, as they come.

    Args:
        bases: the versions.
        questions: what to ask, the most important first.
        seconds: after this time no further question is asked.
    """
    deadline = None if seconds is None else time.monotonic() + seconds
    left = dict(enumerate(questions))
    if len(questions) > _FEW:
        with tempfile.TemporaryDirectory() as folder, suppress(BrokenProcessPool):
            path = Path(folder) / "bases"
            path.write_bytes(dump_packed(bases, ()))
            for number, answers in _ask_apart(path, questions, deadline):
                del left[number]
                yield number, answers
    asker = _Asker(bases)  # for few questions, and where the system took the other processes for their memory
    for number, question in left.items():
        if _is_over(deadline):
            return
        yield number, asker.ask(question)


def _is_over(deadline: float | None) -> bool:
    return deadline is not None and time.monotonic() > deadline


def _ask_apart(path: Path, questions: Sequence[Question], deadline: float | None) -> Iterator[tuple[int, Answers]]:
    """Hands out the questions in small lots, in order; whatever happens, no process stays behind."""
    processes = len(os.sched_getaffinity(0))
    # Not forked: a process that runs threads is copied in the midst of what they do.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes, mp_context=context, initializer=_open, initargs=(path,))
    try:
        lots = ((start, questions[start : start + _CHUNK]) for start in range(0, len(questions), _CHUNK))
        waiting = {pool.submit(_ask_lot, *lot): lot[0] for lot in islice(lots, 2 * processes)}
        while waiting:
            done: set[Future[list[Answers]]] = wait(waiting, return_when=FIRST_COMPLETED).done
            for future in done:
                start = waiting.pop(future)
                if not _is_over(deadline) and (lot := next(lots, None)):
                    waiting[pool.submit(_ask_lot, *lot)] = lot[0]
                yield from enumerate(future.result(), start)
    finally:
        pool.shutdown(cancel_futures=True)


class _Asker:
    """Asks the versions, the newest first: where the log says that the one before answered the same, it did."""

    def __init__(self, bases: Bases) -> None:
        self._bases = bases
        self._same, self._has_same_words = _unchanged(bases)

    def ask(self, question: Question) -> Answers:
        """The answer of each version."""
        newest = tell(self._bases[-1].ask(question))
        if isinstance(question, AskedBefore) and self._was_so(question, newest):
            return (newest,) * len(self._bases)
        return (*(tell(base.ask(question)) for base in self._bases[:-1]), newest)

    def _was_so(self, question: AskedBefore, newest: Answered) -> bool:
        """Whether the log tells that the older version's answer looks the same; in doubt it does not."""
        if question.version != self._bases[0].version or question.status != newest.status:
            return False
        if newest.status in {NOT_FOUND, "smalltalk"}:
            return newest.status == NOT_FOUND or self._has_same_words
        is_same = sorted(question.records) == sorted(newest.records)
        return is_same and bool(newest.records) and self._same.issuperset(newest.records)


def _unchanged(bases: Bases) -> tuple[frozenset[str], bool]:
    """The records that two versions have word for word alike, and whether their lexicons are the same."""
    if len(bases) != 2:  # noqa: PLR2004  the log knows of one version before
        return frozenset(), False
    before, after = bases[0].content, bases[1].content
    if before.sources != after.sources:
        return frozenset(), before.lexicon == after.lexicon
    old = {record.id: record for topic in before.topics for record in topic.records}
    new = {record.id: record for topic in after.topics for record in topic.records}
    return frozenset(name for name in old if old[name] == new.get(name)), before.lexicon == after.lexicon


_opened: list[_Asker] = []
"""What this process was started to ask."""


def _open(path: Path) -> None:
    import gc
    import pickle

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program that started this one
    gc.disable()
    _opened.append(_Asker(pickle.loads(path.read_bytes())))  # noqa: S301  this program's own, in a folder of its own
    gc.freeze()  # a hundred thousand objects that stay: no search for garbage shall walk over them
    gc.enable()


def _ask_lot(_start: int, questions: Sequence[Question]) -> list[Answers]:
    return [_opened[0].ask(question) for question in questions]
