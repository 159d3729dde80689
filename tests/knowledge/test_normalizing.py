"""Normalising keeps what a word means and where it stands; the fold loses diacritics and nothing else."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given

from knowledge.language.normalizing import cut_terms, fold, fold_text, normalize_word, strip_invisible
from tests.support.texts import STRANGE, any_text, vietnamese_text

either_text = any_text | vietnamese_text


def words(text: str) -> list[str]:
    return [term.text for term in cut_terms(text)]


@given(either_text)
def test_term_stands_where_it_says(text: str) -> None:
    end = 0
    for term in cut_terms(text):
        assert end <= term.start < term.end <= len(text)
        assert normalize_word(text[term.start : term.end]) == term.text
        assert fold(term.text) == term.folded
        end = term.end


@given(either_text)
def test_letters_and_digits_are_in_some_term(text: str) -> None:
    covered = {index for term in cut_terms(text) for index in range(term.start, term.end)}

    assert {index for index, character in enumerate(text) if character.isalnum()} <= covered


@given(either_text)
def test_normalizing_twice_changes_nothing_more(text: str) -> None:
    once = normalize_word(text)

    assert normalize_word(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(either_text)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(either_text)
def test_capitals_do_not_matter_to_the_fold(text: str) -> None:
    assert fold(text.upper()) == fold(text)


@given(vietnamese_text)
def test_composed_and_decomposed_text_have_the_same_terms(text: str) -> None:
    assert words(unicodedata.normalize("NFD", text)) == words(unicodedata.normalize("NFC", text))


@given(either_text)
def test_nothing_visible_is_stripped(text: str) -> None:
    stripped = strip_invisible(text)

    assert strip_invisible(stripped) == stripped
    assert [c for c in text if c.isalnum()] == [c for c in stripped if c.isalnum()]


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_strange_text_is_normalized_without_complaint(text: str) -> None:
    fold_text(strip_invisible(text))
    normalize_word(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hòa", "hoà"),
        ("Hóa", "HOÁ"),
        ("thúy", "thuý"),
        ("khỏe", "khoẻ"),
        ("ủy", "uỷ"),
        ("tỷ", "tỉ"),
        ("kỹ", "kĩ"),
        ("Lý", "lí"),
        ("quý", "quí"),
        ("mỹ", "mĩ"),
        ("nghe\u0300o", "nghèo"),
        ("tiê\u0301ng", "tiếng"),
        ("TRƯỜNG", "trường"),
    ],
)
def test_two_ways_to_write_one_word_are_one(one: str, other: str) -> None:
    assert normalize_word(one) == normalize_word(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("má", "mà"), ("tay", "tai"), ("thúy", "thúi"), ("hỏi", "hói"), ("đa", "da"), ("bán", "bàn"), ("tuý", "túi")],
)
def test_different_words_stay_apart_until_folded(one: str, other: str) -> None:
    assert normalize_word(one) != normalize_word(other)


@pytest.mark.parametrize("word", ["ma", "má", "mà", "mạ", "mả", "mã", "MÃ", "ma\u0303"])
def test_fold_makes_all_tones_one(word: str) -> None:
    assert fold(word) == "ma"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đào tạo NGHỀ", "dao tao nghe"),
        ("Tỷ lệ hộ nghèo: 0,15%", "ti le ho ngheo 0,15%"),
        ("“5 không - 3 sạch”", "5 khong 3 sach"),
    ],
)
def test_text_is_folded_to_its_plain_terms(text: str, folded: str) -> None:
    assert fold_text(text) == folded


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("1.062 lượt, 1,96%/năm", ["1.062", "lượt", "1,96%", "năm"]),
        ("03/07/2020 - 10:10", ["03/07/2020", "10", "10"]),
        ("145căn", ["145", "căn"]),
        ("145ấp", ["145", "ấp"]),
        ("nhie6u tie6n2", ["nhie6u", "tie6n2"]),
        ("17k5 với 5k", ["17k5", "với", "5k"]),
        ("kinh tế - xã hội", ["kinh", "tế", "xã", "hội"]),
        ("39-CT/TW", ["39", "ct", "tw"]),
        ("hỏi\u200b nha", ["hỏi", "nha"]),
        ("100 %", ["100", "%"]),
    ],
)
def test_text_is_cut_into_words_and_whole_numbers(text: str, cut: list[str]) -> None:
    assert words(strip_invisible(text)) == cut


def test_zero_width_characters_do_not_split_a_word() -> None:
    assert words(strip_invisible("bao nhi\u200bêu h\u00adộ ngh\u2060èo")) == words("bao nhiêu hộ nghèo")
