"""Telegram's HTML read as Telegram reads it."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.console.entities import BadMarkupError, length_in_utf16, read_html


def test_tags_become_entities_with_offsets_in_utf16() -> None:
    text, entities = read_html('🏠 <b>145 <u>căn</u></b> &lt;nhà&gt; <a href="https://x.vn/?a=1&amp;b=2">đây</a>')
    assert text == "🏠 145 căn <nhà> đây"
    assert entities == [
        {"type": "bold", "offset": 3, "length": 7},
        {"type": "underline", "offset": 7, "length": 3},
        {"type": "text_link", "url": "https://x.vn/?a=1&b=2", "offset": 17, "length": 3},
    ]


def test_quotes_are_told_apart() -> None:
    _, entities = read_html("<blockquote expandable>a</blockquote><blockquote>b</blockquote><i></i>")
    assert [entity["type"] for entity in entities] == ["expandable_blockquote", "blockquote"]


@pytest.mark.parametrize("markup", ["<p>a</p>", "<b>a", "a</b>", "<b><i>a</b></i>", "<br>"])
def test_what_telegram_would_refuse_is_refused(markup: str) -> None:
    with pytest.raises(BadMarkupError):
        read_html(markup)


@given(st.text())
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    assert read_html(html.escape(text, quote=False)) == (text, [])
    assert length_in_utf16(text) >= len(text)
