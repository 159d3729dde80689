"""Buttons and prompts of review: they fit, come back as they were, and nothing else is taken for one."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.constants import InlineKeyboardButtonLimit

from bot.presentation.callback_data_review import Act, ReviewAct, ReviewRecord, TellMe
from bot.presentation.review import prompt_text, read_prompt
from bot.presentation.texts_review import review_texts
from bot.references import reference

GROUPS = st.integers(1, 2**53 - 1)
BUTTONS = st.one_of(
    st.builds(ReviewAct, act=st.sampled_from(get_args(Act)), group=GROUPS),
    st.builds(ReviewRecord, group=GROUPS, record=st.text(max_size=64).map(reference)),
    st.builds(TellMe, key=st.integers(0, 2**63 - 1), language=st.sampled_from(["vi", "en"])),
)


@given(button=BUTTONS)
def test_button_fits_and_comes_back_as_it_was(button: ReviewAct | ReviewRecord | TellMe) -> None:
    packed = button.pack()
    assert len(packed.encode()) <= InlineKeyboardButtonLimit.MAX_CALLBACK_DATA
    assert type(button).unpack(packed) == button


@pytest.mark.parametrize(
    "data", ["1gc:off:0", "1gc:off:-1", "1gc:drop:1", "1gc:off:1:1", "1gr:1:x", "1gt:1:fr", "2gc:off:1"]
)
def test_forged_button_is_none(data: str) -> None:
    assert not any(kind.matches(data) for kind in (ReviewAct, ReviewRecord, TellMe))


@given(group=st.integers(1, 10**14), kind=st.sampled_from(["note", "search"]), language=st.sampled_from(["vi", "en"]))
def test_prompt_is_read_back_from_its_text(group: int, kind: str, language: str) -> None:
    assert read_prompt(prompt_text(kind, group, review_texts(language))) == (kind, group)  # type: ignore[arg-type]


@given(text=st.text(max_size=200))
def test_other_text_is_no_prompt(text: str) -> None:
    assert read_prompt(text) is None
    assert read_prompt(text + prompt_text("note", 1, review_texts("vi")) + "?") is None
