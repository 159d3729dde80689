"""What all tests share: patient property tests (the machine may be busy), and the shipped knowledge, compiled once."""

from __future__ import annotations

import fcntl
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from knowledge.base import KnowledgeBase, open_base
from knowledge.loading import shipped_records
from tests.support.shipped_article import article_of

settings.register_profile("shared-machine", deadline=None)
settings.load_profile("shared-machine")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One file that needs the shipped knowledge first, the others last: nobody waits while one process compiles it."""
    needing = dict.fromkeys(item.path for item in items if "shipped_data" in getattr(item, "fixturenames", ()))
    first = next(iter(needing), None)
    items.sort(key=lambda item: 0 if item.path == first else 2 if item.path in needing else 1)


@pytest.fixture(scope="session")
def shipped_data(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Path:
    """A data folder with the shipped records published and compiled, for tests to open or copy, not to change.

    Compiling takes half a minute: one of the processes that share the tests does it, the others wait and read; what it
    makes is kept for the next run, and for `make knowledge`.
    """
    folder = tmp_path_factory.getbasetemp()
    shared = (folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "shipped"
    shared.mkdir(exist_ok=True)
    data, compiled = shared / "var", Path("knowledge", "compiled")
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not data.exists():
            assert pytestconfig.cache
            kept = pytestconfig.cache.mkdir("shipped") / compiled
            if kept.exists():
                shutil.copytree(kept, data / compiled)
            base, _ = open_base(shipped_records(), data)
            shutil.rmtree(kept, ignore_errors=True)
            shutil.copytree(data / compiled, kept, ignore=lambda _, names: {n for n in names if base.version not in n})
    return data


@pytest.fixture(scope="session")
def shipped(shipped_data: Path) -> KnowledgeBase:
    """The article that the project ships, as citizens meet it, whatever else editors add."""
    base, _ = open_base(shipped_records(), shipped_data)
    article = article_of(base.content)
    return base if article == base.content else KnowledgeBase.from_content(article)
