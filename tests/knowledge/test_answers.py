"""Answers hold the record's words and quotes that stand in their passages, with the asked part marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge.answering.answers import Writer, build_citation
from tests.support.sample_knowledge import CARDS, HOUSES, MODEL, build_content, build_record

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase
    from knowledge.model import Part

CONTENT = build_content()
WRITER = Writer(CONTENT)


def marked(part: Part) -> list[str]:
    return [part.citations[0].quote[start:end] for start, end in part.marked]


def test_part_carries_the_record_and_its_proof() -> None:
    part = WRITER.part(HOUSES)

    assert (part.answer, part.answer_en, part.record) == (HOUSES.answer, HOUSES.answer_en, HOUSES.id)
    assert part.is_figure
    assert part.citations[0].quote == HOUSES.citations[0].quote
    assert part.citations[0].published == "2020-07-03"


def test_figure_is_marked_in_the_quote() -> None:
    assert marked(WRITER.part(HOUSES)) == ["145"]
    assert marked(WRITER.part(CARDS)) == ["48.845"]


def test_name_is_marked_in_the_quote() -> None:
    assert marked(WRITER.part(MODEL)) == ["“Ngày thứ tư không viết”"]


def test_answer_without_figure_or_name_marks_nothing() -> None:
    record = build_record(figure=None, kind="campaign", answer="Các hộ khó khăn về nhà ở")

    assert WRITER.part(record).marked == ()
    assert not WRITER.part(record).is_figure


def test_citation_is_the_text_between_its_ends() -> None:
    source = CONTENT.sources[0]
    passage = source.passages[2]
    citation = build_citation(source, passage, 5, 40)

    assert citation.quote == passage.text[5:40]
    assert (citation.source, citation.passage, citation.publisher) == (source.id, passage.id, source.publisher)


def test_quote_that_stands_nowhere_is_refused() -> None:
    record = build_record(
        citations=[{"source": CONTENT.sources[0].id, "passage": "p4", "quote": "không có trong bài báo này"}]
    )
    with pytest.raises(ValueError, match="substring"):
        WRITER.part(record)


def test_suggestion_names_the_subject_in_both_languages() -> None:
    suggestion = WRITER.suggest(HOUSES)

    assert (suggestion.record, suggestion.subject, suggestion.subject_en) == (
        HOUSES.id,
        HOUSES.subject,
        HOUSES.subject_en,
    )


def test_every_shipped_record_is_written_with_verbatim_proof(shipped: KnowledgeBase) -> None:
    for topic in shipped.content.topics:
        for record in topic.records:
            found = shipped.answer(record.id)
            assert found is not None
            for citation in found.parts[0].citations:
                located = shipped.passage(citation.source, citation.passage)
                assert located is not None
                assert located[1].text[citation.start : citation.end] == citation.quote
            for start, end in found.parts[0].marked:
                assert 0 <= start < end <= len(found.parts[0].citations[0].quote)
            if record.figure:
                assert record.figure.value in marked(found.parts[0])
