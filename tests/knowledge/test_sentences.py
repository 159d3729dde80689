"""Sentences: exact offsets on any text, and none cut inside an abbreviation, a name or a number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answering.sentences import Span, split_sentences, trim_to_clause


def cut(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split_sentences(text)]


@given(st.text(st.sampled_from("aĐ .?!…\n“”\"'()[1]•-,:;TPH"), max_size=80) | st.text(max_size=200))
def test_any_text_is_covered_by_its_sentences_in_order(text: str) -> None:
    spans = split_sentences(text)
    last = 0
    for span in spans:
        assert last <= span.start < span.end <= len(text)
        assert not text[last : span.start].strip()
        last = span.end
    assert not text[last:].strip()


@given(st.text(max_size=400), st.integers(1, 120), st.integers(0, 400))
def test_trimmed_span_stays_inside_and_is_short_enough(text: str, longest: int, keep: int) -> None:
    for span in split_sentences(text):
        trimmed = trim_to_clause(text, span, longest, keep)
        assert span.start <= trimmed.start < trimmed.end <= span.end
        assert trimmed.end - trimmed.start <= longest


@pytest.mark.parametrize(
    "text",
    [
        "TP. Sóc Trăng đã xây 1.062 căn nhà.",
        "Theo nhà báo H.LAN, tỷ lệ hộ nghèo giảm còn 1,96%.",
        "Ông H. Lan và PGS. TS. Nguyễn Văn An cùng dự.",
        "Giá trị là 17.5 tỷ đồng (xem bảng 2.3).",
        "1. Kết quả thực hiện",
    ],
)
def test_full_stop_inside_a_word_does_not_end_the_sentence(text: str) -> None:
    assert cut(text) == [text]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Ông nói: “Tốt lắm.” Bà về.", ["Ông nói: “Tốt lắm.”", "Bà về."]),
        ("Kết thúc năm 2020. 145 căn nhà đã xong.", ["Kết thúc năm 2020.", "145 căn nhà đã xong."]),
        ("Câu một.[12] Câu hai!", ["Câu một.[12]", "Câu hai!"]),
        ("Nhiệm vụ:\n• Trồng cây.\n• Dọn rác", ["Nhiệm vụ:", "• Trồng cây.", "• Dọn rác"]),
        ("Nơi này rất đẹp.Người dân vui.", ["Nơi này rất đẹp.", "Người dân vui."]),
    ],
)
def test_sentences_end_where_a_reader_would_stop(text: str, sentences: list[str]) -> None:
    assert cut(text) == sentences


def test_long_sentence_is_cut_at_a_clause() -> None:
    text = "Thành phố đã xây nhà cho hộ nghèo, hỗ trợ vay vốn, tặng thẻ bảo hiểm y tế, và dạy nghề cho lao động trẻ."
    trimmed = trim_to_clause(text, Span(0, len(text)), 60)
    assert text[trimmed.start : trimmed.end] == "Thành phố đã xây nhà cho hộ nghèo, hỗ trợ vay vốn"
