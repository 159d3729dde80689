"""What two versions answer differently: found, counted, told as better or worse, and the nearest asked first."""

from __future__ import annotations

from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from knowledge.asking import AskedBefore, ask_each
from knowledge.base import KnowledgeBase
from knowledge.changes import Change, find_changes
from knowledge.comparing import compare, simplify
from knowledge.model import Ambiguous, Content, Lexicon, Question, Record, Topic
from knowledge.nearness import nearest_first
from knowledge.question_sets import Expected
from tests.support.sample_knowledge import CARDS, HOUSES, MODEL, RoteKnowledge, load_source, suggest

if TYPE_CHECKING:
    import pytest


def build(*records: Record) -> Content:
    return Content((load_source(),), (Topic(topic="mot", title="Một", records=records),), Lexicon())


def base_of(*records: Record) -> KnowledgeBase:
    return KnowledgeBase.from_content(build(*records), "-".join(record.id for record in records) or "empty")


def expect(text: str, record: str) -> Expected:
    return Expected(Question(text), record, Path("bo.jsonl"), 1)


HOW_MANY_HOUSES = "Xây bao nhiêu căn nhà cho hộ khó khăn về nhà ở?"
HOW_MANY_CARDS = "Mua bao nhiêu thẻ bảo hiểm y tế cho hộ nghèo và hộ cận nghèo?"


def test_reworded_answer_shows_before_and_after_with_how_often_it_was_asked() -> None:
    reworded = HOUSES.model_copy(update={"answer": "145 căn nhà"})
    questions = [Question(HOW_MANY_HOUSES), Question(HOW_MANY_HOUSES.lower()), Question(f"{HOW_MANY_HOUSES}!")]

    impact = compare(base_of(HOUSES), base_of(reworded), questions)

    (change,) = impact.answers
    assert (change.question.text, change.times, change.effect) == (HOW_MANY_HOUSES, 3, "other")
    assert (change.before.lines, change.after.lines) == ((HOUSES.answer,), ("145 căn nhà",))
    assert (impact.asked, impact.distinct, impact.unasked) == (3, 1, 0)
    assert [(each.id, each.how) for each in impact.changes] == [(HOUSES.id, "changed")]
    assert sum(impact.statuses_before.values()) == sum(impact.statuses_after.values()) == 3


def test_lost_and_gained_answers_are_told_apart_and_sets_come_first() -> None:
    one, other = RoteKnowledge(version="one"), RoteKnowledge(version="other")
    one.teach("nhà?", one.find(HOUSES))
    other.teach("thẻ?", other.find(CARDS))
    other.teach("bảo hiểm?", other.find(CARDS))
    one.teach("tết?", Ambiguous((suggest(HOUSES), suggest(CARDS)), 0.5))
    other.teach("tết?", Ambiguous((suggest(CARDS), suggest(HOUSES)), 0.4))
    questions = [Question(text) for text in ("nhà?", "nhà?", "thẻ?", "tết?")]
    expected = [expect("bảo hiểm?", CARDS.id), expect("vàng?", "not_found")]

    forth, back = (compare(*pair, questions, expected) for pair in ((one, other), (other, one)))  # type: ignore[arg-type]

    assert [(each.effect, each.question.text, each.times) for each in forth.answers] == [
        ("lost", "nhà?", 2),
        ("gained", "thẻ?", 1),
        ("mended", "bảo hiểm?", 0),
    ]
    assert [(each.effect, each.question.text, each.times) for each in back.answers] == [
        ("broken", "bảo hiểm?", 0),
        ("lost", "thẻ?", 1),
        ("gained", "nhà?", 2),
    ]
    assert (forth.asked, forth.distinct, back.count("broken")) == (6, 5, 1)


def test_version_that_answered_by_the_log_is_not_asked_again_unless_something_differs() -> None:
    reworded = HOUSES.model_copy(update={"answer": "145 căn"})
    one, other = RoteKnowledge(build(HOUSES, CARDS), "one"), RoteKnowledge(build(reworded, CARDS), "other")
    for base, record in ((one, HOUSES), (other, reworded)):
        base.teach("nhà?", base.find(record))
        base.teach("thẻ?", base.find(CARDS))
        base.teach("mới?", base.find(CARDS))
    logged = [
        AskedBefore("nhà?", (), "one", "answered", (HOUSES.id,)),  # the record reads otherwise by now
        AskedBefore("thẻ?", (), "one", "answered", (CARDS.id,)),
        AskedBefore("vàng?", (), "one", "not_found"),
        AskedBefore("mới?", (), "one", "not_found"),  # as a follow-up, say
        AskedBefore("cũ?", (), "older", "not_found"),
    ]

    impact = compare(one, other, logged)  # type: ignore[arg-type]

    assert [each.question.text for each in impact.answers] == ["nhà?"]
    assert [question.text for question in one.asked] == ["nhà?", "mới?", "cũ?"]
    assert len(other.asked) == 5


def test_equal_versions_change_nothing() -> None:
    impact = compare(base_of(HOUSES), base_of(HOUSES), [Question(HOW_MANY_HOUSES)])

    assert impact.is_empty


def test_out_of_time_leaves_questions_unasked_and_says_so() -> None:
    questions = [Question(f"câu {number}") for number in range(50)]

    impact = compare(base_of(HOUSES), base_of(CARDS), questions, seconds=-1.0)

    assert (impact.distinct, impact.unasked, impact.asked) == (0, 50, 50)


def test_many_questions_asked_in_other_processes_get_the_same_answers() -> None:
    bases = (base_of(HOUSES, CARDS), base_of(HOUSES, MODEL))
    questions = [Question(f"{text} {number}") for number in range(110) for text in (HOW_MANY_HOUSES, HOW_MANY_CARDS)]
    seen: list[tuple[int, int]] = []

    impact = compare(*bases, questions, progress=lambda done, total: seen.append((done, total)))

    apart = dict(ask_each(bases, questions))
    here = {number: pair for number, question in enumerate(questions) for _, pair in ask_each(bases, [question])}
    assert apart == here
    assert seen[-1] == (220, 220)
    assert len(impact.answers) == sum(not one.equals(other) for one, other in here.values())


def test_processes_that_break_lose_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_: Any) -> Any:
        yield 3, "three"
        raise BrokenProcessPool

    monkeypatch.setattr("knowledge.asking._ask_apart", break_down)
    questions = [Question(f"câu {number}") for number in range(230)]

    answers = list(ask_each((BASE,), questions))

    assert answers[0] == (3, "three")
    assert sorted(number for number, _ in answers) == list(range(230))


def test_questions_about_what_changed_are_asked_first() -> None:
    reworded = CARDS.model_copy(update={"answer": "48.845 thẻ"})
    contents = (build(HOUSES, CARDS), build(HOUSES, reworded))
    questions = [Question(HOW_MANY_HOUSES), Question("chào"), Question("the bao hiem y te"), Question("vàng")]

    ordered = nearest_first(questions, find_changes(*contents), contents)

    assert ordered[0].text == "the bao hiem y te"
    assert sorted(each.text for each in ordered) == sorted(each.text for each in questions)
    assert nearest_first(questions, [], contents) == questions


@given(
    st.sampled_from([HOW_MANY_HOUSES, HOW_MANY_CARDS, "Ngày thứ tư không viết là gì", "TP. Sóc Trăng có mấy căn nhà?"]),
    st.sampled_from([str.lower, str.upper, str.title, lambda text: f" {text}  ", lambda text: text + "!!?"]),
)
def test_what_is_taken_for_the_same_question_has_the_same_answer(text: str, write: Any) -> None:
    one, other = Question(text), Question(write(text))
    if simplify(one) == simplify(other):
        assert BASE.ask(one) == BASE.ask(other)


BASE = base_of(HOUSES, CARDS, MODEL)


def test_shipped_questions_are_answered_the_same_when_simplified(shipped: KnowledgeBase) -> None:
    texts = [text for topic in shipped.content.topics for record in topic.records for text in record.phrasings][::60]

    differing = [
        text
        for text in texts
        for _, (one, other) in [next(ask_each((shipped, shipped), [Question(text)]))]
        if not next(ask_each((shipped,), [simplify(Question(text))]))[1][0].equals(one) or one != other
    ]

    assert differing == []


def test_fields_of_added_and_removed_records_are_told() -> None:
    added, removed = (find_changes(build(), build(HOUSES)), find_changes(build(HOUSES), build()))

    assert isinstance(added[0], Change)
    assert ("answer", None, HOUSES.answer) in added[0].fields
    assert ("answer", HOUSES.answer, None) in removed[0].fields
