"""What all tests share: patient property tests (the machine may be busy), and the shipped knowledge, compiled once."""

from __future__ import annotations

import fcntl
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from knowledge.base import KnowledgeBase, open_base
from knowledge.loading import shipped_records
from tests.support.shipped_article import article_of

if TYPE_CHECKING:
    from pathlib import Path

settings.register_profile("shared-machine", deadline=None)
settings.load_profile("shared-machine")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One file that needs the shipped knowledge first, the others last: nobody waits while one process compiles it."""
    needing = dict.fromkeys(item.path for item in items if "shipped_data" in getattr(item, "fixturenames", ()))
    first = next(iter(needing), None)
    items.sort(key=lambda item: 0 if item.path == first else 2 if item.path in needing else 1)


@pytest.fixture(scope="session")
def shipped_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the shipped records published and compiled, for tests to open or copy, not to change.

    Compiling takes seconds: one of the processes that share the tests does it, the others wait and read.
    """
    folder = tmp_path_factory.getbasetemp()
    shared = (folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "shipped"
    shared.mkdir(exist_ok=True)
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        open_base(shipped_records(), shared / "var")
    return shared / "var"


@pytest.fixture(scope="session")
def shipped(shipped_data: Path) -> KnowledgeBase:
    """The article that the project ships, as citizens meet it, whatever else editors add."""
    base, _ = open_base(shipped_records(), shipped_data)
    article = article_of(base.content)
    return base if article == base.content else KnowledgeBase.from_content(article)
