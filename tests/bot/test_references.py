"""References: short names that stay the same and find what they name, never a draft."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.references import References, reference
from tests.support.sample_knowledge import DRAFT, HOUSES, SOURCE_ID, build_content


def test_reference_stays_the_same_between_versions() -> None:
    assert reference("nha-cho-ho-kho-khan") == "hfe3dppglw"


@given(st.lists(st.text(max_size=64), unique=True, max_size=200))
def test_different_ids_have_different_references(identifiers: list[str]) -> None:
    assert len({reference(each) for each in identifiers}) == len(identifiers)


def test_reference_finds_what_it_names() -> None:
    references = References(build_content())
    assert references.record(reference(HOUSES.id)) is HOUSES
    assert references.topic(reference("giam-ngheo")).title == "Giảm nghèo"
    assert references.source(reference(SOURCE_ID)).id == SOURCE_ID


def test_draft_and_unknown_names_find_nothing() -> None:
    references = References(build_content())
    assert references.record(reference(DRAFT.id)) is None
    assert references.record("") is None
    assert references.source(reference(HOUSES.id)) is None
