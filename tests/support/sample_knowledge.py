"""A small real piece of the knowledge, and a knowledge base that answers by rote instead of by matching."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from knowledge.model import (
    Citation,
    Content,
    Found,
    Lexicon,
    NotFound,
    Outcome,
    Part,
    Passage,
    Question,
    Record,
    Source,
    Suggestion,
    Topic,
)

RECORDS = Path(__file__).parents[2] / "knowledge" / "records"
SOURCE_ID = "bao-soc-trang-2020-07-03"


def load_source() -> Source:
    text = (RECORDS / "sources" / f"{SOURCE_ID}.json").read_text(encoding="utf-8")
    return Source.model_validate_json(text)


def build_record(**changes: Any) -> Record:
    data: dict[str, Any] = {
        "id": "nha-cho-ho-kho-khan",
        "kind": "figure",
        "subject": "Căn nhà xây cho hộ khó khăn về nhà ở",
        "subject_en": "Houses built for households with housing difficulties",
        "answer": "145 căn nhà cho các hộ khó khăn về nhà ở",
        "answer_en": "145 houses for households with housing difficulties",
        "figure": {"value": "145", "unit": "căn nhà"},
        "citations": [
            {
                "source": SOURCE_ID,
                "passage": "p4",
                "quote": "xây dựng 145 căn nhà cho các hộ khó khăn về nhà ở với số tiền trên hàng chục tỉ đồng",
            }
        ],
        "related": ["the-bao-hiem-y-te"],
    }
    return Record.model_validate_json(json.dumps(data | changes))


HOUSES = build_record()
CARDS = build_record(
    id="the-bao-hiem-y-te",
    subject="Thẻ bảo hiểm y tế mua cho hộ nghèo và hộ cận nghèo",
    subject_en="Health-insurance cards for poor and near-poor households",
    answer="48.845 thẻ bảo hiểm y tế cho hộ nghèo và hộ cận nghèo",
    answer_en="48,845 health-insurance cards for poor and near-poor households",
    figure={"value": "48.845", "unit": "thẻ bảo hiểm y tế"},
    citations=[
        {
            "source": SOURCE_ID,
            "passage": "p4",
            "quote": "mua 48.845 thẻ bảo hiểm y tế cho hộ nghèo và hộ cận nghèo với kinh phí trên 30 tỉ đồng",
        }
    ],
    related=[],
)
MODEL = build_record(
    id="ngay-thu-tu-khong-viet",
    kind="model",
    subject="Mô hình “Ngày thứ tư không viết”",
    subject_en=None,
    answer="Mô hình “Ngày thứ tư không viết” trong cải cách hành chính",
    answer_en=None,
    figure=None,
    citations=[{"source": SOURCE_ID, "passage": "p6", "quote": "“Ngày thứ tư không viết”"}],
    related=["nha-cho-ho-kho-khan"],
)
DRAFT = build_record(id="ban-nhap", subject="Bản nháp", draft=True)


def build_content(*, sources: tuple[Source, ...] | None = None, topics: tuple[Topic, ...] | None = None) -> Content:
    welfare = Topic(topic="giam-ngheo", title="Giảm nghèo", records=(HOUSES, CARDS, DRAFT))
    reform = Topic(topic="cai-cach-hanh-chinh", title="Cải cách hành chính", records=(MODEL,))
    return Content(sources or (load_source(),), topics if topics is not None else (welfare, reform), Lexicon())


def suggest(record: Record) -> Suggestion:
    return Suggestion(record.id, record.subject, record.answer, record.subject_en)


class RoteKnowledge:
    """Has ``KnowledgeBase``'s interface; answers the questions it was taught, everything else is not found."""

    def __init__(self, content: Content | None = None, version: str = "rote") -> None:
        self.version = version
        self.content = content or build_content()
        self.taught: dict[str, Outcome | Exception] = {}
        self.asked: list[Question] = []

    def teach(self, text: str, outcome: Outcome | Exception) -> None:
        self.taught[text] = outcome

    def ask(self, question: Question) -> Outcome:
        self.asked.append(question)
        outcome = self.taught.get(question.text, NotFound())
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def search(self, text: str, limit: int) -> list[Suggestion]:
        words = text.casefold().split()
        records = [record for record in self._all() if any(word in record.subject.casefold() for word in words)]
        return [suggest(record) for record in records][:limit]

    def record(self, record_id: str) -> Record | None:
        return next((record for record in self._all() if record.id == record_id), None)

    def answer(self, record_id: str, language: Any = "vi") -> Found | None:
        record = self.record(record_id)
        return None if record is None else Found((self.part(record),), score=1.0, language=language)

    def passage(self, source_id: str, passage_id: str) -> tuple[Source, Passage] | None:
        found = ((source, each) for source in self.content.sources for each in source.passages)
        return next((pair for pair in found if (pair[0].id, pair[1].id) == (source_id, passage_id)), None)

    def part(self, record: Record, marked: str | None = None) -> Part:
        citations = tuple(self.cite(each.source, each.passage, each.quote) for each in record.citations)
        mark = marked or (record.figure.value if record.figure else "")
        start = citations[0].quote.find(mark) if mark else -1
        return Part(
            answer=record.answer,
            citations=citations,
            record=record.id,
            answer_en=record.answer_en,
            is_figure=record.kind == "figure",
            marked=((start, start + len(mark)),) if start >= 0 else (),
        )

    def cite(self, source_id: str, passage_id: str, quote: str) -> Citation:
        found = self.passage(source_id, passage_id)
        assert found is not None
        source, passage = found
        start = passage.text.index(quote)
        day = source.published.date().isoformat()
        return Citation(source.id, source.title, source.publisher, day, passage.id, start, start + len(quote), quote)

    def find(self, *records: Record, **changes: Any) -> Found:
        return replace(Found(tuple(self.part(record) for record in records), score=0.9), **changes)

    def _all(self) -> list[Record]:
        return [record for topic in self.content.topics for record in topic.records if not record.draft]
