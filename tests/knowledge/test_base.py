"""Whatever is asked, the knowledge base gives an honest outcome and quotes that stand where it says."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.base import KnowledgeBase, open_base
from knowledge.loading import load_content
from knowledge.model import Ambiguous, Content, Found, NotFound, Outcome, Question, SmallTalk
from tests.support.records import TEXT, make_record, make_source, make_topic, write_records
from tests.support.sample_knowledge import build_content
from tests.support.texts import LONGEST_MESSAGE, STRANGE, any_text, question_text, vietnamese_text

if TYPE_CHECKING:
    from pathlib import Path

long_text = st.tuples(question_text | vietnamese_text | any_text, st.integers(1, 400)).map(
    lambda drawn: (drawn[0] * drawn[1])[:LONGEST_MESSAGE]
)
asked_text = question_text | vietnamese_text | any_text | long_text


def check(base: KnowledgeBase, outcome: Outcome) -> None:
    """An outcome keeps its promises: a probability, verbatim quotes, records that exist."""
    assert 0 <= outcome.score <= 1
    assert outcome.language in {"vi", "en"}
    if isinstance(outcome, Found):
        assert outcome.parts
        for part in outcome.parts:
            assert part.answer
            assert part.citations
            for citation in part.citations:
                found = base.passage(citation.source, citation.passage)
                assert found is not None
                assert found[1].text[citation.start : citation.end] == citation.quote != ""
            assert all(0 <= start < end <= len(part.citations[0].quote) for start, end in part.marked)
    elif isinstance(outcome, Ambiguous):
        assert 2 <= len(outcome.suggestions) <= 4
    if not isinstance(outcome, SmallTalk):
        assert all(base.record(suggestion.record) for suggestion in outcome.suggestions)


@settings(max_examples=200)
@given(asked_text, st.lists(asked_text, max_size=3))
def test_any_question_gets_an_honest_outcome(shipped: KnowledgeBase, text: str, previous: list[str]) -> None:
    check(shipped, shipped.ask(Question(text, tuple(previous))))


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_strange_message_gets_an_honest_outcome(shipped: KnowledgeBase, text: str) -> None:
    assert len(text) <= LONGEST_MESSAGE
    check(shipped, shipped.ask(Question(text)))
    check(shipped, shipped.ask(Question("còn hộ cận nghèo?", (text, text))))
    check(shipped, shipped.ask(Question(text, ("Bao nhiêu hộ nghèo được vay vốn?",))))


@pytest.mark.parametrize("text", ["", " ", "😀😀", "\x00", "\u0301", "???", "9" * LONGEST_MESSAGE])
def test_message_without_a_word_is_never_answered_with_a_fact(shipped: KnowledgeBase, text: str) -> None:
    assert not isinstance(shipped.ask(Question(text)), Found)


@settings(max_examples=40)
@given(asked_text, st.integers(1, 4))
def test_best_citations_of_any_question_are_verbatim_and_in_order(
    shipped: KnowledgeBase, text: str, limit: int
) -> None:
    best = shipped.top(Question(text), limit)

    assert len(best) <= limit
    assert [score for _, score in best] == sorted((score for _, score in best), reverse=True)
    for citation, score in best:
        found = shipped.passage(citation.source, citation.passage)
        assert found is not None
        assert found[1].text[citation.start : citation.end] == citation.quote
        assert 0 <= score <= 1


@settings(max_examples=40)
@given(asked_text, st.integers(1, 4))
def test_search_offers_few_and_different_records(shipped: KnowledgeBase, text: str, limit: int) -> None:
    offered = [suggestion.record for suggestion in shipped.search(text, limit)]

    assert len(offered) == len(set(offered)) <= limit


def test_search_offers_what_was_begun_to_be_typed(shipped: KnowledgeBase) -> None:
    assert any("145" in suggestion.answer for suggestion in shipped.search("căn nhà", 5))


def test_same_question_has_the_same_outcome_in_every_thread(shipped: KnowledgeBase) -> None:
    texts = ["Thành phố xây bao nhiêu căn nhà?", "ai viet bai bao", "giá vàng", "cảm ơn", "còn năm 2020?"] * 8
    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(lambda text: shipped.ask(Question(text)), texts))

    assert outcomes == [shipped.ask(Question(text)) for text in texts]


def test_record_is_an_answer_in_the_wished_language(shipped: KnowledgeBase) -> None:
    found = shipped.answer("nha-cho-ho-kho-khan", "en")

    assert found is not None
    assert (found.language, found.score) == ("en", 1.0)
    assert "145" in (found.parts[0].answer_en or "")
    check(shipped, found)


def test_what_does_not_exist_is_none(shipped: KnowledgeBase) -> None:
    assert shipped.record("khong-co") is None
    assert shipped.answer("khong-co") is None
    assert shipped.passage("khong-co", "p1") is None


def test_draft_is_neither_shown_nor_found() -> None:
    base = KnowledgeBase.from_content(build_content())

    assert base.record("ban-nhap") is None
    assert base.answer("ban-nhap") is None
    assert all(suggestion.record != "ban-nhap" for suggestion in base.search("Bản nháp", 10))


def test_source_without_records_answers_by_its_sentences(tmp_path: Path) -> None:
    text = (
        "Trạm y tế xã An Bình khám bệnh miễn phí cho 320 người cao tuổi. Cây cầu Kênh Ba dài 45 mét được khánh thành."
    )
    source = make_source(passages=[{"id": "p1", "kind": "lead", "text": text}])
    base = KnowledgeBase.from_content(load_content(write_records(tmp_path, source)))
    outcome = base.ask(Question("Cây cầu Kênh Ba dài bao nhiêu mét?"))

    assert isinstance(outcome, Found)
    assert "45 mét" in outcome.parts[0].citations[0].quote
    assert outcome.parts[0].record is None
    check(base, outcome)
    assert isinstance(base.ask(Question("Giá vàng miếng hôm qua tăng hay giảm?")), NotFound)


def test_knowledge_without_anything_declines() -> None:
    base = KnowledgeBase.from_content(Content((), (), build_content().lexicon))

    assert isinstance(base.ask(Question("Thành phố xây bao nhiêu căn nhà?")), NotFound)
    assert base.top(Question("nhà"), 3) == []
    assert base.search("nhà", 3) == []


def test_changed_records_are_opened_as_another_version(tmp_path: Path) -> None:
    records, data_dir = tmp_path / "records", tmp_path / "var"
    before, _ = open_base(write_records(records), data_dir)
    again, problems = open_base(records, data_dir)
    write_records(records, make_source(), make_topic(make_record(phrasings=["Số căn nhà?"])))
    after, _ = open_base(records, data_dir)

    assert before.version == again.version != after.version
    assert problems == []
    found = after.passage("bao-thu-2024-01-02", "p1")
    assert found is not None
    assert found[1].text == TEXT
