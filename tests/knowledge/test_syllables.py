"""Syllables are recognised and keyed ones decoded, checked with encoders that know nothing of the decoder."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given

from knowledge.language.normalizing import cut_terms, fold, normalize_word
from knowledge.language.syllables import decode_keys, is_syllable, place_tone, sound_alikes, split_tone
from tests.support.sample_knowledge import load_source
from tests.support.texts import any_text, vietnamese_text

SHAPES = {"\u0302": ("", "6"), "\u031b": ("w", "7"), "\u0306": ("w", "8")}
TONES = {"\u0300": ("f", "2"), "\u0301": ("s", "1"), "\u0309": ("r", "3"), "\u0303": ("x", "4"), "\u0323": ("j", "5")}
RARER = (
    "thuở quở khoắt hoặc xoăn loằng ngoằn ngoèo khuỷu quyết quyền thuyền nguyễn huyện khuếch tuần luật khuấy cuộc buồn "
    "muỗi suối rượu hươu ngượng được đỡ đẫm giữa giếng gìn gì giặc nghiêng nghễnh ngoảnh yếu yểm ỷ ý ở ổ ơi ưng ước"
).split()
SYLLABLES = sorted(
    {t.text for p in load_source().passages for t in cut_terms(p.text) if t.text.isalpha() and is_syllable(t.text)}
    | {normalize_word(word) for word in RARER}
)
MARKED = [word for word in SYLLABLES if fold(word) != word]


def encode(word: str, keyboard: int, *, tone_last: bool) -> str:
    """Types a word with the input method off: Telex (0) or VNI (1), the tone behind its vowel or behind the word."""
    typed, tone = "", ""
    for letter in word.replace("đ", ("dd", "d9")[keyboard]):
        plain, *marks = list(unicodedata.normalize("NFD", letter))
        typed += plain
        for mark in marks:
            if mark in SHAPES:
                typed += SHAPES[mark][keyboard] or plain
        for mark in marks:
            if mark in TONES:
                tone = TONES[mark][keyboard]
                typed += "" if tone_last else tone
    return typed + (tone if tone_last else "")


@pytest.mark.parametrize("tone_last", [True, False], ids=["tone last", "tone at its vowel"])
@pytest.mark.parametrize("keyboard", [0, 1], ids=["Telex", "VNI"])
def test_keys_of_every_syllable_are_decoded(keyboard: int, *, tone_last: bool) -> None:
    decoded = {word: decode_keys(encode(word, keyboard, tone_last=tone_last)) for word in MARKED}

    assert {word: read for word, read in decoded.items() if read != word} == {}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ddaof", "đào"),
        ("nguwowif", "người"),
        ("nguoiwf", "người"),
        ("vietej", "việt"),
        ("dduocwj", "được"),
        ("chuyenre", "chuyển"),
        ("muaw", "mưa"),
        ("tyr", "tỉ"),
        ("ky4", "kĩ"),
        ("nhie6u", "nhiêu"),
        ("nguoi72", "người"),
        ("tuan62", "tuần"),
        ("quyen62", "quyền"),
        ("d9ang3", "đảng"),
    ],
)
def test_keys_in_any_usual_order_are_decoded(typed: str, meant: str) -> None:
    assert decode_keys(typed) == meant


@pytest.mark.parametrize("typed", ["nhà", "cho", "hello", "k8", "145", "2020", "x1", "b", "wow", "hmm", "ok9", ""])
def test_what_nobody_keyed_is_not_decoded(typed: str) -> None:
    assert decode_keys(typed) is None


@given(any_text | vietnamese_text)
def test_decoded_keys_are_a_normalized_syllable(text: str) -> None:
    decoded = decode_keys(text)

    assert decoded is None or (is_syllable(decoded) and decoded != text and normalize_word(decoded) == decoded)


@given(any_text | vietnamese_text)
def test_any_text_can_be_asked_whether_it_is_a_syllable(text: str) -> None:
    assert is_syllable(text) in {True, False}


@pytest.mark.parametrize("word", SYLLABLES)
def test_tone_is_put_back_where_it_was(word: str) -> None:
    assert place_tone(*split_tone(word)) == word


@pytest.mark.parametrize("word", ["nghiêng", "quyết", "giếng", "gì", "khuỷu", "hòa", "ưu", "ỷ", "thoắt", "quẹo"])
def test_vietnamese_syllable_is_one(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word", ["hello", "loans", "xyz", "đ", "bhyt", "cảc", "mãt", "nhieu6", "145", "fê", "nhàà", ""]
)
def test_what_cannot_be_said_in_vietnamese_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("word", "meant"),
    [("trương", "chương"), ("xạch", "sạch"), ("lược", "lượt"), ("dà", "già"), ("làn", "làng"), ("nang", "lang")],
)
def test_word_is_taken_for_what_it_sounds_like(word: str, meant: str) -> None:
    assert meant in sound_alikes(word)


@given(any_text | vietnamese_text)
def test_what_sounds_alike_is_a_syllable_of_the_same_tone(text: str) -> None:
    for word in text.lower().split()[:5]:
        heard = sound_alikes(normalize_word(word))
        assert all(
            is_syllable(other) and split_tone(other)[1] == split_tone(normalize_word(word))[1] for other in heard
        )
