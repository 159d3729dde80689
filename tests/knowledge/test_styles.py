"""English is told from Vietnamese that was typed without diacritics, whatever of its words are syllables in both."""

from __future__ import annotations

import pytest

from knowledge.language.normalizing import cut_terms
from knowledge.language.styles import is_bare, is_english


@pytest.mark.parametrize(
    "text",
    [
        "Which lender helped near-poor households?",  # one little word, the rest strange to Vietnamese
        "Did anyone earn wartime medals?",
        "How much did it cost to build the homes",
        "can you tell me who wrote the report",
    ],
)
def test_english_is_heard_by_its_little_words(text: str) -> None:
    assert is_english(cut_terms(text))


@pytest.mark.parametrize(
    "text",
    [
        "ho ngheo con bao nhieu phan tram",
        "cho hoi so the bao hiem y te",
        "do ai to chuc, an o dau",  # do, to, an
        "tp mua bn the bhyt z ad",
        "",
    ],
)
def test_bare_vietnamese_is_not_english(text: str) -> None:
    assert not is_english(cut_terms(text))


def test_text_is_bare_only_without_any_mark() -> None:
    assert is_bare(cut_terms("ho ngheo con bao nhieu"))
    assert not is_bare(cut_terms("hộ ngheo con bao nhieu"))
