"""Question sets and how well a version answers them: rows in, judged answers and figures out."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from knowledge.batch import answer_one, is_texts, parse_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from knowledge.base import KnowledgeBase

SetKind = Literal["found", "negative", "smalltalk"]
SMALL_TALK_KINDS = frozenset(
    {"greeting", "thanks", "goodbye", "identity", "help", "compliment", "abuse", "filler", "smalltalk"}
)
LONGEST_QUOTE = 600
"""Characters up to which a quote counts as showing something."""
LONGEST_ANSWER, LONGEST_PARTS = 260, 700
"""Characters up to which an answer of one part, of several parts, is to the point."""
MARKS: dict[SetKind, tuple[str, ...]] = {
    "found": ("right", "focused", "cited", "wrong", "ambiguous", "declined"),
    "negative": ("right", "false", "ambiguous", "declined"),
    "smalltalk": ("right", "false", "ambiguous", "declined"),
}
"""What is counted of each kind of set."""


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """The questions of one file, all of one kind."""

    name: str
    kind: SetKind
    rows: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A question, its answer in the form of `ask --batch`, and what it earned."""

    row: dict[str, Any]
    answer: dict[str, Any]
    marks: frozenset[str]

    @property
    def is_right(self) -> bool:
        """Whether nothing is to mend."""
        return "right" in self.marks


@dataclass(frozen=True, slots=True)
class Figures:
    """How many questions of a set, or of one style in it, earned each mark."""

    set: str
    kind: SetKind
    style: str | None
    """None for the whole set."""
    questions: int
    counts: dict[str, int]


def load_set(path: Path) -> QuestionSet:
    """Reads a file of JSON lines; what its rows hold tells its kind.

    Raises:
        ValueError: a row is no question, or of another kind than the first; says which line.
    """
    rows: list[dict[str, Any]] = []
    kinds: list[SetKind] = []
    for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            row = parse_line(line)
            kinds.append(_recognise(row))
        except ValueError as error:
            raise ValueError(f"{path}:{number}: {error}") from None
        if kinds[-1] != kinds[0]:
            raise ValueError(
                f"{path}:{number}: lẫn loại câu hỏi trong một tệp / kinds are mixed: {kinds[0]}, {kinds[-1]}"
            )
        rows.append(row)
    if not rows:
        raise ValueError(f"{path}: không có câu hỏi nào / no questions")
    return QuestionSet(path.stem, kinds[0], tuple(rows))


def _recognise(row: dict[str, Any]) -> SetKind:
    for key in ("all_of", "any_of"):
        if not is_texts(row.get(key, [])):
            raise ValueError(f'"{key}" phải là danh sách chữ / must be a list of texts')
    if row.get("all_of") or row.get("any_of"):
        return "found"
    if not isinstance(row.get("kind"), str):
        raise ValueError('cần "all_of", "any_of" hoặc "kind" / one of these is needed')  # noqa: TRY004
    return "smalltalk" if row["kind"] in SMALL_TALK_KINDS else "negative"


def evaluate(base: KnowledgeBase, questions: QuestionSet) -> Iterator[Judged]:
    """Asks every question of a set and judges the answers."""
    judge = {"found": judge_found, "negative": judge_negative, "smalltalk": judge_smalltalk}[questions.kind]
    for row in questions.rows:
        answer = answer_one(base, row)
        quotes = [citation["quote"] for citation in answer["citations"] if _is_verbatim(base, citation)]
        yield Judged(row, answer, judge(row, answer, quotes))


def _is_verbatim(base: KnowledgeBase, citation: dict[str, Any]) -> bool:
    found = base.passage(citation["source"], citation["passage"])
    return found is not None and found[1].text[citation["start"] : citation["end"]] == citation["quote"]


def judge_found(row: dict[str, Any], answer: dict[str, Any], quotes: Sequence[str]) -> frozenset[str]:
    """Judges a question that the records answer.

    Right: all that is wanted stands in the answer or in its quotes. Focused: in the answer itself, which is short.
    Cited: in the quotes.
    """
    if answer["status"] != "answered":
        return frozenset({"ambiguous" if answer["status"] == "ambiguous" else "declined"})
    quotes = [quote for quote in quotes if len(quote) <= LONGEST_QUOTE]
    if not holds((answer["answer"], *quotes), row):
        return frozenset({"wrong"})
    marks = {"right"}
    longest = LONGEST_PARTS if len(row.get("all_of", ())) > 1 else LONGEST_ANSWER
    if len(answer["answer"]) <= longest and holds((answer["answer"],), row):
        marks.add("focused")
    if holds(quotes, row):
        marks.add("cited")
    return frozenset(marks)


def judge_negative(row: dict[str, Any], answer: dict[str, Any], quotes: Sequence[str]) -> frozenset[str]:
    """Judges a question that the records do not answer: whatever claims nothing is right, and so is a correction."""
    status = answer["status"]
    if status != "answered":
        return frozenset({"right", "ambiguous"} if status == "ambiguous" else {"right", "declined"})
    correction = row.get("correction")
    wanted = {"any_of": [correction] if isinstance(correction, str) else correction or []}
    is_corrected = bool(wanted["any_of"]) and holds((answer["answer"], *quotes), wanted)
    return frozenset({"right"} if is_corrected else {"false"})


def judge_smalltalk(_: dict[str, Any], answer: dict[str, Any], __: Sequence[str]) -> frozenset[str]:
    """Judges talk that asks for no fact."""
    status = answer["status"]
    return frozenset({{"smalltalk": "right", "answered": "false", "ambiguous": "ambiguous"}.get(status, "declined")})


def holds(texts: Iterable[str], row: dict[str, Any]) -> bool:
    """Whether every `all_of` of a row, and one of its `any_of`, stands in one of the texts."""
    held = [_normalize(text) for text in texts]

    def stands(wanted: str) -> bool:
        return any(_normalize(wanted) in text for text in held)

    any_of = row.get("any_of") or []
    return all(map(stands, row.get("all_of") or [])) and (not any_of or any(map(stands, any_of)))


def _normalize(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def count_marks(questions: QuestionSet, judged: Sequence[Judged]) -> list[Figures]:
    """The figures of a whole set, then of each style (or kind) in it, then of its hard questions."""
    groups: dict[str | None, list[Judged]] = {None: list(judged)}
    for item in judged:
        groups.setdefault(str(item.row.get("style") or item.row.get("kind") or "–"), []).append(item)
    if hard := [item for item in judged if item.row.get("hard")]:
        groups["hard"] = hard
    figures = []
    for style, items in groups.items():
        counted = Counter(mark for item in items for mark in item.marks)
        counts = {mark: counted[mark] for mark in MARKS[questions.kind]}
        figures.append(Figures(questions.name, questions.kind, style, len(items), counts))
    return figures


def render_table(figures: Sequence[Figures]) -> str:
    """The figures as aligned text: shares of a hundred, a dash where a mark does not apply."""
    marks = list(dict.fromkeys(mark for row in figures for mark in row.counts))
    lines = [["set", "style", "questions", *marks]]
    for row in figures:
        shares = [f"{100 * row.counts[mark] / row.questions:.1f}" if mark in row.counts else "–" for mark in marks]
        lines.append([row.set if row.style is None else "", row.style or "(all)", str(row.questions), *shares])
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(
        "  ".join(
            text.ljust(width) if column < 2 else text.rjust(width)  # noqa: PLR2004  names left, figures right
            for column, (text, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )
