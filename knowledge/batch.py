"""Questions and answers as plain data: the lines of `ask --batch`, and an answer as text for the terminal."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from knowledge.model import Ambiguous, Found, NotFound, Outcome, Question, SmallTalk

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase

STATUS = {Found: "answered", Ambiguous: "ambiguous", NotFound: "not_found", SmallTalk: "smalltalk"}
_SMALL_TALK_ANSWER = "Chào anh/chị, mời anh/chị hỏi về các phong trào thi đua yêu nước của TP. Sóc Trăng."


def answer_line(base: KnowledgeBase, line: bytes, top: int | None = None) -> dict[str, Any]:
    """Answers one line of a batch.

    Raises:
        ValueError: the line is no question, as `parse_line` tells.
    """
    return answer_one(base, parse_line(line), top)


def parse_line(line: bytes) -> dict[str, Any]:
    """Reads one line of a file of questions.

    Raises:
        ValueError: the line is not UTF-8, or no JSON object with a text `q` and, if any, a text or texts as `prev`.
    """
    try:
        row = json.loads(line.decode("utf-8-sig"))
        json.dumps(row, ensure_ascii=False).encode()  # half a surrogate pair could not be printed again
    except UnicodeError:
        raise ValueError("không phải UTF-8: hãy lưu lại bằng mã UTF-8 / not UTF-8: save it as UTF-8") from None
    except RecursionError:
        raise ValueError("lồng nhau quá sâu / nested too deep") from None
    except ValueError as error:
        raise ValueError(f"không phải JSON / not JSON: {getattr(error, 'msg', error)}") from None
    if not isinstance(row, dict) or not isinstance(row.get("q"), str):
        raise ValueError('cần {"q": "…"} / an object with a text "q" is needed')  # noqa: TRY004  located by the caller
    previous = row.get("prev")
    if not (previous is None or isinstance(previous, str) or is_texts(previous)):
        raise ValueError('"prev" phải là chữ hoặc danh sách chữ / must be a text or a list of texts')
    return row


def is_texts(value: Any) -> bool:
    """Whether a value is a list of texts."""
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def answer_one(base: KnowledgeBase, row: dict[str, Any], top: int | None = None) -> dict[str, Any]:
    """Answers one question given as `{"id", "q", "prev"?}`."""
    previous = row.get("prev") or []
    question = Question(row["q"], tuple([previous] if isinstance(previous, str) else previous))
    answer = {"id": row.get("id"), **outcome_as_dict(base.ask(question))}
    if top:
        answer["top"] = [{**asdict(citation), "score": score} for citation, score in base.top(question, top)]
    return answer


def outcome_as_dict(outcome: Outcome) -> dict[str, Any]:
    """An outcome in the form that `ask --batch` promises."""
    parts = outcome.parts if isinstance(outcome, Found) else ()
    suggestions = () if isinstance(outcome, SmallTalk) else outcome.suggestions
    citations = list(dict.fromkeys(citation for part in parts for citation in part.citations))
    return {
        "status": STATUS[type(outcome)],
        "answer": "\n".join(part.answer for part in parts) if parts else None,
        "records": [part.record for part in parts if part.record],
        "citations": [asdict(citation) for citation in citations],
        "suggestions": [{"record": s.record or None, "subject": s.subject, "answer": s.answer} for s in suggestions],
        "score": outcome.score,
        "why": outcome.why,
    }


def render_plain(answer: dict[str, Any]) -> str:
    """An answer as a person reads it in a terminal, Vietnamese."""
    if answer["status"] == "smalltalk":
        return _SMALL_TALK_ANSWER
    lines = []
    if answer["status"] == "answered":
        lines.append(answer["answer"])
        for citation in answer["citations"]:
            day = "/".join(reversed(citation["published"].split("-")))
            lines += ["", f"“{citation['quote']}”", f"— {citation['title']} ({citation['publisher']}, {day})"]
        if answer["suggestions"]:
            lines += ["", "Cùng nội dung này còn có:", *(f"- {s['subject']}" for s in answer["suggestions"])]
    elif answer["status"] == "ambiguous":
        lines += ["Ý anh/chị là:", *(f"- {s['subject']}" for s in answer["suggestions"])]
    else:
        lines.append("Chưa có trong tư liệu.")
        if answer["suggestions"]:
            lines += ["Có thể anh/chị quan tâm:", *(f"- {s['subject']}" for s in answer["suggestions"])]
    return "\n".join(lines)
