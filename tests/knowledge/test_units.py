"""Words are cut into units of meaning: each word in one of them, the longest listed phrase before its parts."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from knowledge.answering.units import Unit, cut_units
from knowledge.language.lexicon import LexiconIndex
from knowledge.language.normalizing import cut_terms
from knowledge.language.numbers import find_numbers
from knowledge.language.repair import Word
from knowledge.model import Lexicon
from tests.support.texts import STRANGE, any_text, question_text, vietnamese_text

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase

LEXICON = LexiconIndex(
    Lexicon.model_validate(
        {
            "synonyms": [["phân loại rác", "tách rác"], ["nhà", "căn nhà"]],
            "groups": [{"name": "hộ nghèo", "aliases": ["người nghèo"]}, {"name": "hộ cận nghèo", "aliases": []}],
            "places": [{"name": "Phường 1", "aliases": [], "level": "ward"}],
            "words": ["trường học", "môi trường", "phân loại rác thải", "rác thải", "bảo vệ môi trường"],
            "stop": ["của", "và"],
            "fillers": ["dạ", "em ơi"],
            "neutral": ["thành phố"],
            "question_words": {"count": ["bao nhiêu"], "who": ["ai"]},
        }
    )
)


def cut(text: str) -> list[Unit]:
    terms = cut_terms(text)
    words = [Word(term.text, term.folded, at, 0.0, is_typed=True) for at, term in enumerate(terms)]
    texts = [term.text for term in terms]
    return cut_units(words, LEXICON, texts, find_numbers(texts))


def pieces(text: str) -> list[str]:
    return [unit.text for unit in cut(text)]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("trường học bảo vệ môi trường", ["trường học", "bảo vệ môi trường"]),
        ("phân được loại rác", ["phân loại rác"]),  # được says that it was done
        ("phân loại rác được", ["phân loại rác", "được"]),
        ("môi trường của trường học", ["môi trường", "của", "trường học"]),
        ("bao nhiêu hộ cận nghèo", ["bao nhiêu", "hộ cận nghèo"]),
        ("dạ em ơi", ["dạ", "em ơi"]),
        ("bảo vệ rác", ["bảo", "vệ", "rác"]),
        ("", []),
    ],
)
def test_words_that_belong_together_are_one_unit(text: str, units: list[str]) -> None:
    assert pieces(text) == units


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("trường học", "content"),
        ("máy", "content"),
        ("hộ nghèo", "group"),
        ("Phường 1", "place"),
        ("1.062", "number"),
        ("một trăm bốn mươi lăm", "number"),
        ("bao nhiêu", "question"),
        ("dạ", "filler"),
        ("của", "stop"),
        ("thành phố", "neutral"),
    ],
)
def test_unit_plays_the_part_that_the_lexicon_gives_it(text: str, role: str) -> None:
    assert [unit.role for unit in cut(text)] == [role]


def test_phrase_with_a_word_typed_without_diacritics_agrees_almost_fully() -> None:
    (plain,), (exact,) = cut("môi truong"), cut("môi trường")

    assert plain.text == exact.text == "môi trường"
    assert 0.9 < plain.agreement < exact.agreement == 1


def test_phrase_typed_with_other_diacritics_is_another_word() -> None:
    assert pieces("mỗi trường") == ["mỗi", "trường"]


def test_unit_with_a_number_is_found_by_its_value() -> None:
    (printed,), (said,) = cut("17.500"), cut("mười bảy nghìn năm trăm")

    assert printed.number is not None
    assert printed.number.value == Decimal(17500)
    assert printed.keys == said.keys


def test_synonyms_are_found_by_the_same_key() -> None:
    (one,), (other,) = cut("nhà"), cut("căn nhà")

    assert {key for key, _ in one.keys} & {key for key, _ in other.keys}


def test_longer_phrase_holds_the_listed_ones_inside_it() -> None:
    (unit,) = cut("phân loại rác thải")
    nested = {part.text: part.is_listed for part in unit.nested}

    assert nested["phân loại rác"]
    assert nested["rác thải"]
    assert not nested["phân"]
    assert next(part.concepts for part in unit.nested if part.text == "phân loại rác") == cut("tách rác")[0].concepts


def test_weight_of_a_part_falls_from_content_to_politeness() -> None:
    weights = [cut(text)[0].role_weight for text in ("trường học", "Phường 1", "thành phố", "bao nhiêu", "dạ")]

    assert weights == sorted(weights, reverse=True)
    assert weights[-1] == 0


@given(any_text | vietnamese_text | question_text)
def test_every_word_is_in_exactly_one_unit(text: str) -> None:
    units = cut(text)

    assert [at for unit in units for at in range(unit.start, unit.end)] == list(range(len(cut_terms(text))))
    assert all(unit.keys for unit in units)


@given(any_text | vietnamese_text | question_text)
def test_every_word_of_a_question_is_in_exactly_one_unit_of_the_shipped_lexicon(
    shipped: KnowledgeBase, text: str
) -> None:
    analysis = shipped.analyst.analyse(text)

    assert [at for unit in analysis.units for at in range(unit.start, unit.end)] == list(range(len(analysis.words)))
    assert all(unit.start <= part.start < part.end <= unit.end for unit in analysis.units for part in unit.nested)


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_strange_text_is_cut_without_complaint(text: str) -> None:
    assert len(cut(text[:512])) <= len(cut_terms(text[:512]))
