"""The records against the bot itself: phrasings it answers with another record, records it never answers with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.asking import NOT_FOUND, ask_each
from knowledge.doubts.model import Doubt
from knowledge.errors import Problem
from knowledge.model import Question
from knowledge.parsing import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from knowledge.asking import Answered
    from knowledge.base import KnowledgeBase
    from knowledge.model import Record
    from knowledge.question_sets import Expected


def find_misdirected(
    base: KnowledgeBase, records: Sequence[Record], progress: Callable[[int, int], None] | None = None
) -> Iterator[Doubt]:
    """Every phrasing that is not answered by its own record, with what happens instead."""
    asked = [(record, number) for record in records for number in range(len(record.phrasings))]
    questions = [Question(record.phrasings[number]) for record, number in asked]
    answers: dict[int, Answered] = {}
    for place, (answered,) in ask_each((base,), questions):
        answers[place] = answered
        if progress:
            progress(len(answers), len(asked))
    for place, (record, number) in enumerate(asked):
        if record.id not in answers[place].records:
            vi, en = _instead(answers[place])
            others = answers[place].records  # without another record there is nowhere to move a phrasing to
            move = ("chuyển sang bản ghi ấy, ", "move it to that record, ") if others else ("", "")
            message = (
                f"cách hỏi này của “{record.id}” {vi}: hãy viết rõ hơn, {move[0]}hoặc bỏ"
                f" / this phrasing of “{record.id}” {en}: make it clearer, {move[1]}or remove it"
            )
            yield Doubt(record=record.id, field=f"/phrasings/{number}", message=message, value=record.phrasings[number])


def find_unreached(base: KnowledgeBase, records: Collection[Record]) -> Iterator[Doubt]:
    """Records that none of their phrasings, nor their subject, brings up; each is asked only until one does."""
    waiting = {record.id: [*record.phrasings, record.subject] for record in records}
    unreached = {record.id: record for record in records}
    turn = 0
    while asked := [(name, texts[turn]) for name, texts in waiting.items() if len(texts) > turn]:
        for place, (answered,) in ask_each((base,), [Question(text) for _, text in asked]):
            name = asked[place][0]
            if name in answered.records:
                del waiting[name], unreached[name]
        turn += 1
    for record in unreached.values():
        message = (
            "không cách hỏi nào dẫn tới bản ghi này: hãy thêm cách hỏi có từ riêng của nó vào “phrasings”"
            " / no phrasing reaches this record: add phrasings with words of its own"
        )
        yield Doubt(record=record.id, message=message, value=record.id)


def find_unmet(base: KnowledgeBase, expected: Sequence[Expected]) -> Iterator[Problem]:
    """The questions of the editors' sets that are not answered as the sets want."""
    answers = dict(ask_each((base,), [each.question for each in expected]))
    for number, each in enumerate(expected):
        (answered,) = answers[number]
        if not answered.is_right(each.record):
            vi, en = _instead(answered)
            wanted = ("chưa có trong tư liệu", NOT_FOUND) if each.record == NOT_FOUND else (each.record, each.record)
            message = (
                f"bộ câu hỏi mong đợi “{wanted[0]}”, nhưng câu này {vi}: hãy sửa bản ghi, hoặc sửa bộ câu hỏi"
                f" / the set wants “{wanted[1]}”, but this question {en}: mend the records, or the set"
            )
            yield Problem(each.file, "", message, each.line, shown(each.question.text))


def _instead(answered: Answered) -> tuple[str, str]:
    """What the bot does with a question, in both languages."""
    names = "”, “".join(answered.records)
    match answered.status:
        case "answered":
            return (
                (f"được trả lời bằng “{names}”", f"is answered by “{names}”")
                if names
                else (
                    f"được trả lời bằng một câu trong bài: “{shown(answered.lines[0])}”",
                    "is answered by a sentence of an article",
                )
            )
        case "ambiguous":
            return f"được mời chọn giữa “{names}”", f"gets a choice between “{names}”"
        case "smalltalk":
            return "bị xem là lời chào hỏi", "is taken for small talk"
        case _:
            return "không được trả lời", "is not answered"
