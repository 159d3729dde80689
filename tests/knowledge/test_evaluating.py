"""Question sets: the kind is recognised, each answer earns what it should, and the table counts it."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest

from knowledge.base import KnowledgeBase
from knowledge.evaluating import (
    QuestionSet,
    count_marks,
    evaluate,
    judge_found,
    judge_negative,
    judge_smalltalk,
    load_set,
    render_table,
)
from knowledge.loading import load_content
from tests.support.records import write_records

if TYPE_CHECKING:
    from pathlib import Path

QUOTE = "xây dựng 145 căn nhà cho các hộ khó khăn về nhà ở"


def answered(answer: str) -> dict[str, Any]:
    return {"status": "answered", "answer": answer, "records": ["r"]}


def status(name: str) -> dict[str, Any]:
    return {"status": name, "answer": None, "records": []}


def write_set(path: Path, *rows: Any) -> Path:
    path.write_text("\n\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ({"q": "Bao nhiêu?", "style": "formal", "all_of": ["145"]}, "found"),
        ({"q": "Ai?", "style": "formal", "any_of": ["H.LAN"], "kind": "greeting"}, "found"),
        ({"q": "Giá vàng?", "kind": "offdomain"}, "negative"),
        ({"q": "Xin chào", "kind": "greeting"}, "smalltalk"),
    ],
)
def test_set_is_recognised_by_its_rows(tmp_path: Path, row: dict[str, Any], kind: str) -> None:
    questions = load_set(write_set(tmp_path / "one.jsonl", row))

    assert questions == QuestionSet("one", kind, (row,))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        (["{"], ":1: "),
        (['["q"]'], ":1: "),
        ([{"q": "Ai?", "all_of": ["x"]}, {"q": "Ai?"}], ":3: "),
        ([{"q": "Ai?", "all_of": "x"}], "all_of"),
        ([{"q": "Ai?", "all_of": ["x"], "prev": 3}], ':1: "prev"'),
        ([{"q": "Ai?", "all_of": ["x"]}, {"q": "Chào", "kind": "greeting"}], "found, smalltalk"),
        ([], "no questions"),
    ],
)
def test_file_that_is_no_set_is_refused_with_its_place(tmp_path: Path, rows: list[Any], place: str) -> None:
    with pytest.raises(ValueError, match=place):
        load_set(write_set(tmp_path / "bad.jsonl", *rows))


@pytest.mark.parametrize(
    ("answer", "quotes", "marks"),
    [
        (answered("145 căn nhà"), [QUOTE], {"right", "focused", "cited"}),
        (answered("Nhiều nhà"), [QUOTE], {"right", "cited"}),
        (answered("145 căn nhà"), ["xây dựng nhà"], {"right", "focused"}),
        (answered("145 căn nhà" + " và nhiều nữa" * 30), [QUOTE], {"right", "focused", "cited"}),
        (answered("145 căn nhà" + " và nhiều nữa" * 60), [QUOTE], {"right", "cited"}),
        (answered("Nhiều nhà"), [QUOTE + "." * 600], {"wrong"}),
        (answered("150 căn nhà"), [], {"wrong"}),
        (status("ambiguous"), [], {"ambiguous"}),
        (status("not_found"), [], {"declined"}),
        (status("smalltalk"), [], {"declined"}),
    ],
)
def test_found_question_is_judged_by_answer_and_quotes(
    answer: dict[str, Any], quotes: list[str], marks: set[str]
) -> None:
    assert judge_found({"all_of": ["145", "Căn Nhà"]}, answer, quotes) == marks


def test_one_thing_wanted_asks_for_a_shorter_answer_than_several() -> None:
    answer = answered("145 căn nhà" + " và nhiều nữa" * 30)

    assert judge_found({"all_of": ["145"]}, answer, [QUOTE]) == {"right", "cited"}


def test_one_of_any_is_enough_and_composition_does_not_matter() -> None:
    decomposed = unicodedata.normalize("NFD", "hộ khó khăn")
    row = {"all_of": [decomposed], "any_of": ["150", "145"]}

    assert "focused" in judge_found(row, answered("145 căn cho HỘ KHÓ KHĂN"), [])
    assert judge_found(row, answered("146 căn cho hộ khó khăn"), []) == {"wrong"}


@pytest.mark.parametrize(
    ("row", "answer", "marks"),
    [
        ({}, status("not_found"), {"right", "declined"}),
        ({}, status("smalltalk"), {"right", "declined"}),
        ({}, status("ambiguous"), {"right", "ambiguous"}),
        ({}, answered("145 căn nhà"), {"false"}),
        ({"correction": "145 căn"}, answered("Có 145 căn nhà"), {"right"}),
        ({"correction": "145 căn"}, answered("Có nhà"), {"right"}),
        ({"correction": "146 căn"}, answered("Có nhà"), {"false"}),
    ],
)
def test_negative_question_is_right_unless_it_is_answered_falsely(
    row: dict[str, Any], answer: dict[str, Any], marks: set[str]
) -> None:
    assert judge_negative(row, answer, [QUOTE]) == marks


@pytest.mark.parametrize(
    ("name", "mark"),
    [("smalltalk", "right"), ("answered", "false"), ("ambiguous", "ambiguous"), ("not_found", "declined")],
)
def test_small_talk_is_right_when_it_is_taken_for_talk(name: str, mark: str) -> None:
    assert judge_smalltalk({}, status(name), []) == {mark}


def test_set_is_asked_with_what_was_asked_before_and_counted_by_style(tmp_path: Path) -> None:
    base = KnowledgeBase.from_content(load_content(write_records(tmp_path / "records")))
    rows = (
        {"q": "Đã xây bao nhiêu căn nhà?", "style": "formal", "all_of": ["145"]},
        {"q": "Đã xây bao nhiêu căn nhà?", "style": "hard", "all_of": ["146"], "prev": "Chào"},
    )
    questions = QuestionSet("tiny", "found", rows)

    judged = list(evaluate(base, questions))
    figures = count_marks(questions, judged)

    assert [item.is_right for item in judged] == [True, False]
    assert [(row.style, row.questions, row.counts["right"]) for row in figures] == [
        (None, 2, 1),
        ("formal", 1, 1),
        ("hard", 1, 0),
    ]


def test_table_shows_shares_and_a_dash_where_a_mark_does_not_apply() -> None:
    found = QuestionSet("found", "found", ({"q": "a", "style": "formal"},))
    talk = QuestionSet("talk", "smalltalk", ({"q": "b", "kind": "thanks"},))
    figures = [
        *count_marks(found, _judged(found, {"right", "focused"})),
        *count_marks(talk, _judged(talk, {"right"})),
    ]

    lines = [line.split() for line in render_table(figures).splitlines()]

    assert lines[0][:5] == ["set", "style", "questions", "right", "focused"]
    assert lines[1][:5] == ["found", "(all)", "1", "100.0", "100.0"]
    assert lines[2][:2] == ["formal", "1"]
    assert lines[3][:5] == ["talk", "(all)", "1", "100.0", "–"]


def _judged(questions: QuestionSet, marks: set[str]) -> list[Any]:
    from knowledge.evaluating import Judged

    return [Judged(row, {}, frozenset(marks)) for row in questions.rows]
