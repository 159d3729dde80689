"""Messages as text for the terminal."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.console.entities import read_html
from bot.delivery.console.rendering import render_message


def render(markup: str, *, is_styled: bool = False, width: int | None = None, **more: Any) -> str:
    text, entities = read_html(markup)
    return render_message({"text": text, "entities": entities, **more}, is_styled=is_styled, width=width)


def test_quotes_stand_behind_a_bar_and_links_show_where_they_lead() -> None:
    shown = render('<b>145</b> căn\n<blockquote expandable>a\nb</blockquote>\n<a href="https://x.vn">nguồn</a>')
    assert shown == "145 căn\n│ a\n│ b\nnguồn (https://x.vn)"


def test_bold_is_styled_in_a_terminal_only() -> None:
    assert render("🏠 <b>145</b> <b><u>căn</u></b>", is_styled=True) == "🏠 \x1b[1m145\x1b[0m \x1b[1;4mcăn\x1b[0m"
    assert "\x1b" not in render("<b>145</b>")


def test_lines_break_at_spaces_and_quotes_keep_their_bar() -> None:
    shown = render("<blockquote>một hai ba bốn</blockquote>\nkhôngcókhoảngtrắng", width=10)
    assert shown == "│ một hai\n│ ba bốn\nkhôngcókho\nảngtrắng"


def test_buttons_are_numbered_row_by_row() -> None:
    keyboard = [
        [{"text": "Xem", "callback_data": "a"}],
        [{"text": "👍", "callback_data": "b"}, {"text": "👎", "url": "x"}],
    ]
    assert render("a", reply_markup={"inline_keyboard": keyboard}) == "a\n  [1] Xem\n  [2] 👍   [3] 👎"


def test_control_characters_do_not_steer_the_terminal() -> None:
    assert render("a\x1b[2Jb\x07c") == "a�[2Jb�c"


@given(text=st.text(), width=st.one_of(st.none(), st.integers(4, 40)), is_styled=st.booleans())
def test_any_text_is_rendered_within_its_width(text: str, width: int | None, *, is_styled: bool) -> None:
    shown = render_message({"text": text}, is_styled=is_styled, width=width)
    if width:
        assert all(len(line) <= width for line in shown.split("\n"))
