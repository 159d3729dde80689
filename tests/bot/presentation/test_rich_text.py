"""Splitting and escaping: whatever is said, it is HTML that Telegram accepts, and nothing of it is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.console.entities import length_in_utf16, read_html
from bot.presentation.rich_text import MESSAGE_LIMIT, RichText, Style

HOSTILE = st.text(st.sampled_from("<b>&\"'/; a\n.đ😀👨‍👩‍👧&amp;"), max_size=300) | st.text(max_size=100)
STYLES = st.sampled_from([(), ("b",), ("quote",), ("folded", "u"), ("i",)])
RUNS = st.lists(st.tuples(HOSTILE, STYLES), max_size=12)


def build(runs: list[tuple[str, tuple[Style, ...]]]) -> RichText:
    text = RichText()
    for words, styles in runs:
        text.add(words, *styles)
    return text


@given(RUNS, st.integers(min_value=80, max_value=400))
def test_any_text_becomes_valid_pages_within_the_limit_that_lose_nothing(
    runs: list[tuple[str, tuple[Style, ...]]], limit: int
) -> None:
    pages = build(runs).pages(limit)
    shown = []
    for page in pages:
        assert len(page.encode("utf-16-le")) // 2 <= limit
        text, _ = read_html(page)
        assert text.strip()
        shown.append(text)
    said = "".join(words for words, _ in runs)
    assert "".join("".join(shown).split()) == "".join(said.split())


@given(st.text(st.sampled_from("😀&<aộ "), min_size=1, max_size=40), st.integers(100, 4000))
def test_long_text_fits_telegrams_limit_on_each_page(words: str, times: int) -> None:
    for page in RichText().add(words * times, "quote").pages():
        assert length_in_utf16(page) <= MESSAGE_LIMIT


def test_text_that_looks_like_html_is_shown_as_it_is() -> None:
    assert RichText().add("<b>&\"'", "b").pages() == ["<b>&lt;b&gt;&amp;\"'</b>"]


def test_styles_inside_a_quote_leave_it_one_quote() -> None:
    text = RichText().add("xây ", "folded").add("145", "folded", "u").add(" căn", "folded")
    assert text.pages() == ["<blockquote expandable>xây <u>145</u> căn</blockquote>"]


def test_long_text_is_split_between_words() -> None:
    pages = RichText().add("một hai ba " * 20, "b").pages(60)
    assert len(pages) > 1
    words = [word for page in pages for word in read_html(page)[0].split()]
    assert set(words) == {"một", "hai", "ba"}


def test_text_without_a_space_is_split_all_the_same() -> None:
    assert [len(read_html(page)[0]) for page in RichText().add("a" * 250).pages(100)] == [100, 100, 50]


@pytest.mark.parametrize("blank", ["", " ", "\n\n"])
def test_blank_text_makes_no_page(blank: str) -> None:
    assert RichText().add(blank, "b").pages() == []
