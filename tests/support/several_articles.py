"""Invented articles: two reports of one city and one of another, curated; and reports that nobody curated."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from knowledge.base import KnowledgeBase
from knowledge.loading import load_content
from knowledge.model import Content, Passage, Source
from tests.support.shipped_article import shipped_words

FOLDER = Path(__file__).parents[1] / "knowledge" / "data" / "editions"


@cache
def several_articles() -> KnowledgeBase:
    """The knowledge of the three articles, with the lexicon that the project ships."""
    content = load_content(FOLDER)
    return KnowledgeBase.from_content(Content(content.sources, content.topics, shipped_words()))


def _report(name: str, place: str, year: int, *texts: str) -> Source:
    return Source(
        id=name,
        title=f"{place}: chuyện vườn cây năm {year} (bịa đặt để thử)",
        publisher="Báo Thử",
        published=datetime(year, 12, 20, tzinfo=UTC),
        place=place,
        period=str(year),
        passages=tuple(
            Passage(id=f"p{number}", kind="lead" if number == 1 else "body", text=text)
            for number, text in enumerate(texts, 1)
        ),
    )


@cache
def uncurated_articles() -> KnowledgeBase:
    """Invented reports of orchards in three years and two places, without records."""
    sources = (
        _report(
            "ke-sach-2021",
            "Kế Sách",
            2021,
            "Năm 2021, huyện Kế Sách có 1.250 hộ trồng bưởi năm roi. Năm 2019, huyện mở 15 lớp tập huấn kỹ thuật.",
        ),
        _report("ke-sach-2024", "Kế Sách", 2024, "Năm 2024, huyện Kế Sách có 1.480 hộ trồng bưởi năm roi, tăng khá."),
        _report("vinh-chau-2023", "Vĩnh Châu", 2023, "Năm 2023, thị xã Vĩnh Châu có 37 hộ trồng bưởi năm roi."),
    )
    return KnowledgeBase.from_content(Content(sources, (), shipped_words()))
