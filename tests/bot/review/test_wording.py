"""Which wordings are shown and proposed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from bot.review.wording import best_wordings
from knowledge.model import ShortText
from knowledge.parsing import parse
from tests.support.texts import any_text, vietnamese_text


def test_words_with_their_marks_come_before_bare_ones_and_chat_spelling() -> None:
    texts = {"gia vang hnay bn": 9, "gia vang hom nay bao nhieu": 5, "Giá vàng hôm nay bao nhiêu?": 1}
    assert best_wordings(texts)[0] == "Giá vàng hôm nay bao nhiêu?"
    assert "gia vang hnay bn" in best_wordings(texts)


def test_wordings_that_differ_in_marks_alone_are_shown_once() -> None:
    texts = {"Giá vàng bao nhiêu?": 1, "gia vang bao nhieu": 1, "GIÁ VÀNG BAO NHIÊU": 1}
    assert len(best_wordings(texts)) == 1


def test_whole_question_comes_before_one_with_something_redacted() -> None:
    texts = {"Giá vàng hôm nay bao nhiêu, gọi [số điện thoại]?": 3, "giá vàng hôm nay bao nhiêu": 1}
    assert best_wordings(texts)[0] == "giá vàng hôm nay bao nhiêu"


@given(texts=st.dictionaries(any_text | vietnamese_text | st.just("a b " * 500), st.integers(1, 9), max_size=6))
def test_whatever_was_asked_fits_a_file_of_records(texts: dict[str, int]) -> None:
    for wording in best_wordings(texts):
        TypeAdapter(ShortText).validate_python(wording)
        assert not parse(f'["{wording}"]'.replace("\\", "").encode()).flaws or '"' in wording
