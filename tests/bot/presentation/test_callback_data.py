"""Callback data: every button fits and comes back as it was; nothing forged is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.constants import InlineKeyboardButtonLimit

from bot.presentation.callback_data import (
    BrowseSource,
    BrowseSources,
    BrowseTopic,
    BrowseTopics,
    CallbackData,
    Choose,
    SetLanguage,
    ShowPassage,
    ShowRecord,
    Vote,
)
from bot.references import reference

KINDS = (BrowseSource, BrowseSources, BrowseTopic, BrowseTopics, Choose, SetLanguage, ShowPassage, ShowRecord, Vote)
LANGUAGES = st.sampled_from(["vi", "en"])
VIEWS = st.sampled_from(["campaigns", "figures"])
REFERENCES = st.text(max_size=64).map(reference)
KEYS = st.integers(0, 2**63 - 1)
PAGES = st.integers(0, 10**6 - 1)
PASSAGES = st.from_regex(r"\A[a-z0-9]+(-[a-z0-9]+)*\Z").filter(lambda name: len(name) <= 32)
BUTTONS = st.one_of(
    st.builds(ShowRecord, record=REFERENCES, language=LANGUAGES),
    st.builds(Choose, record=REFERENCES, key=KEYS, language=LANGUAGES),
    st.builds(ShowPassage, source=REFERENCES, passage=PASSAGES, language=LANGUAGES),
    st.builds(Vote, key=KEYS, vote=st.sampled_from(["up", "down"]), language=LANGUAGES),
    st.builds(BrowseTopics, view=VIEWS, page=PAGES),
    st.builds(BrowseTopic, view=VIEWS, topic=REFERENCES, page=PAGES),
    st.builds(BrowseSources, page=PAGES),
    st.builds(BrowseSource, source=REFERENCES, page=PAGES),
    st.builds(SetLanguage, language=LANGUAGES),
)


@given(BUTTONS)
def test_any_button_fits_and_comes_back_as_it_was_and_as_no_other_kind(data: CallbackData) -> None:
    packed = data.pack()
    assert len(packed.encode()) <= InlineKeyboardButtonLimit.MAX_CALLBACK_DATA
    assert [kind.unpack(packed) for kind in KINDS if kind.matches(packed)] == [data]


@given(st.text(max_size=64) | BUTTONS.map(lambda data: data.pack() + ":") | BUTTONS.map(lambda data: data.pack()[:-1]))
def test_anything_else_is_no_button_or_a_wellformed_one(data: str) -> None:
    for kind in KINDS:
        value = kind.unpack(data)
        assert value is None or value.pack() == data


@pytest.mark.parametrize(
    "forged",
    ["", "1v", "1v:-1:up:vi", "1v:1:sideways:vi", "1v:１:up:vi", "1v: 1:up:vi", f"1v:{2**63}:up:vi", "2v:1:up:vi"],
)
def test_forged_vote_is_refused(forged: str) -> None:
    assert Vote.unpack(forged) is None


def test_two_kinds_never_share_a_letter() -> None:
    assert len({kind.letter for kind in KINDS}) == len(KINDS)
