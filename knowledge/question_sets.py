"""The editors' own questions, ``records/questions/*.jsonl``: what is asked, and the record that should answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knowledge.asking import NOT_FOUND
from knowledge.batch import parse_line
from knowledge.errors import Problem
from knowledge.model import Question
from knowledge.parsing import MAX_BYTES, MAX_FLAWS, shown

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator
    from pathlib import Path

    from knowledge.model import Content

FOLDER = "questions"
_KEYS = {"q", "record", "prev", "note"}
_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Expected:
    """One question of a set, and the record that should answer it, or ``not_found``."""

    question: Question
    record: str
    file: Path
    line: int

    def is_about(self, known: Container[str]) -> bool:
        """Whether it wants nothing, or a record that is known."""
        return self.record == NOT_FOUND or self.record in known


def read_question_sets(records: Path) -> tuple[list[Expected], list[Problem]]:
    """Every question of every set of a records folder, and what is wrong with the sets by themselves."""
    expected: list[Expected] = []
    problems: list[Problem] = []
    for path in sorted((records / FOLDER).glob("*.jsonl")):
        for line, raw in _lines(path, problems):
            try:
                expected.append(_read(path, line, parse_line(raw)))
            except ValueError as error:
                problems.append(Problem(path, "", str(error), line))
    return expected, [*problems, *_contradictory(expected)]


def find_strangers(expected: Iterable[Expected], content: Content) -> Iterator[Problem]:
    """The questions that want a record which is not there, or a draft, which never answers."""
    drafts = {record.id: record.draft for topic in content.topics for record in topic.records}
    for each in expected:
        if each.record != NOT_FOUND and drafts.get(each.record, True):
            vi, en = (
                ("còn là bản nháp", "is still a draft") if each.record in drafts else ("không có", "does not exist")
            )
            message = (
                f"bản ghi “{shown(each.record)}” {vi}: hãy sửa mã, hoặc ghi “not_found”"
                f" / the record “{shown(each.record)}” {en}: mend the id, or write “not_found”"
            )
            yield Problem(each.file, "", message, each.line, shown(each.question.text))


def _lines(path: Path, problems: list[Problem]) -> Iterator[tuple[int, bytes]]:
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        problems.append(Problem(path, "", f"không đọc được tệp / the file cannot be read: {error.strerror}"))
        return
    if len(raw) > MAX_BYTES:
        message = f"tệp lớn hơn {MAX_BYTES // 1_000_000} MB: hãy chia ra / larger than that: split the file"
        problems.append(Problem(path, "", message, 1))
        return
    for number, line in enumerate(raw.split(b"\n"), 1):
        if len(problems) >= MAX_FLAWS:
            return
        if line.strip():
            yield number, line


def _read(path: Path, line: int, row: dict[str, Any]) -> Expected:
    unknown = sorted(row.keys() - _KEYS)
    if unknown:
        raise ValueError(
            f"không có khóa nào tên “{shown(unknown[0])}”: chỉ dùng q, record, prev, note"
            f" / there is no key named “{shown(unknown[0])}”: use q, record, prev, note"
        )
    text, record = row["q"], row.get("record")
    if not text.strip() or len(text) > _LONGEST:
        raise ValueError(
            f"“q” phải có chữ, tối đa {_LONGEST} ký tự / “q” must be a text of at most {_LONGEST} characters"
        )
    if not isinstance(record, str):
        raise ValueError(  # noqa: TRY004  located by the caller, like every other finding
            "cần “record”: mã bản ghi trả lời câu này, hoặc “not_found”"
            " / “record” is needed: the id of the record that answers, or “not_found”"
        )
    previous: Any = row.get("prev") or ()
    return Expected(Question(text, (previous,) if isinstance(previous, str) else tuple(previous)), record, path, line)


def _contradictory(expected: Iterable[Expected]) -> Iterator[Problem]:
    first: dict[Question, Expected] = {}
    for each in expected:
        earlier = first.setdefault(each.question, each)
        if earlier.record != each.record:
            yield Problem(
                each.file,
                "",
                f"câu này đã có ở {earlier.file.name}:{earlier.line} với “{earlier.record}”: hãy bỏ một trong hai"
                f" / the same question stands there with “{earlier.record}”: remove one of them",
                each.line,
                shown(each.question.text),
            )
