"""Articles seen before: copies of every kind are known again, other articles of the topic are not."""

from __future__ import annotations

import importlib.util
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from knowledge.ingesting.article import ingest
from knowledge.ingesting.similarity import NEARLY, SeenArticles, compare
from tests.support.articles import write_article

if TYPE_CHECKING:
    from types import ModuleType

DATA = Path(__file__).parents[1] / "data"
BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "near_duplicates.py"


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("near_duplicates", BENCHMARK)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def shares(benchmark: ModuleType) -> dict[str, tuple[int, int, float, float]]:
    measured: dict[str, tuple[int, int, float, float]] = benchmark.measure(articles=14)
    return measured


@pytest.mark.parametrize(
    "kind",
    [
        "re-typeset",
        "cropped to 60 %",
        "cropped to 30 %",
        "reworded 5 %",
        "reworded 10 %",
        "reworded 10 %, cropped to 60 %",
    ],
)
def test_copies_are_known_again(shares: dict[str, tuple[int, int, float, float]], kind: str) -> None:
    found, of, least, _ = shares[kind]

    assert found == of, f"{kind}: the least share is {least}"


def test_other_articles_of_the_same_topic_are_not_taken_for_copies(
    shares: dict[str, tuple[int, int, float, float]],
) -> None:
    found, of, _, most = shares["different articles"]

    assert of > 100
    assert found == 0, most
    assert most < NEARLY


def test_known_article_is_named_with_how_much_of_it_is_the_same() -> None:
    seen = SeenArticles()
    first = _source(1)
    seen.add({**first, "id": "bao-a-2024-01-01"})

    again = seen.find(first)

    assert again is not None
    assert (again.source, again.is_same) == ("bao-a-2024-01-01", True)
    assert seen.find(_source(2)) is None


def test_short_texts_are_not_known_by_a_common_phrase() -> None:
    one = ingest("Tin vắn\n\nUBND huyện vừa tổng kết phong trào thi đua yêu nước năm 2024.").source
    other = ingest("Tin khác\n\nHội Nông dân huyện tổng kết phong trào thi đua yêu nước tuần qua.").source

    assert compare(one, other) < NEARLY
    assert compare(one, one) == 1


def _source(seed: int) -> dict[str, Any]:
    return ingest(write_article(random.Random(seed))).source
