"""What all tests share: patient property tests (the machine may be busy), and the shipped knowledge, compiled once."""

from __future__ import annotations

import pytest
from hypothesis import settings

from knowledge.base import KnowledgeBase
from knowledge.loading import load_content, shipped_records
from tests.support.shipped_article import article_of

settings.register_profile("shared-machine", deadline=None)
settings.load_profile("shared-machine")


@pytest.fixture(scope="session")
def shipped() -> KnowledgeBase:
    """The article that the project ships, as citizens meet it, whatever else editors add; compiling takes seconds."""
    return KnowledgeBase.from_content(article_of(load_content(shipped_records())))
