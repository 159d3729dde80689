"""The invented articles under tests/knowledge/data/editions: two reports of one city and one of another, curated."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from knowledge.base import KnowledgeBase
from knowledge.loading import load_content

FOLDER = Path(__file__).parents[1] / "knowledge" / "data" / "editions"


@cache
def several_articles() -> KnowledgeBase:
    """The knowledge of the three articles, with the lexicon that the project ships."""
    return KnowledgeBase.from_content(load_content(FOLDER))
