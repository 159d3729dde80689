"""Callback data: every button fits and comes back as it was; nothing forged is taken for one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter
from telegram.constants import InlineKeyboardButtonLimit

from bot.presentation.callback_data import CallbackData, Vote
from tests.support.registry import press_kinds

KINDS = press_kinds()


def values_of(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Every value that a field's schema lets through."""
    match schema:
        case {"enum": values}:
            return st.sampled_from(values)
        case {"const": value}:
            return st.just(value)
        case {"type": "integer"}:
            least = schema.get("minimum", schema.get("exclusiveMinimum", -1) + 1)
            most = schema.get("maximum", schema.get("exclusiveMaximum", 0) - 1)
            return st.integers(least, most)
        case {"type": "string", "pattern": pattern}:
            return st.from_regex(pattern.replace("^", r"\A").replace("$", r"\Z"))
    raise AssertionError(f"a button must not hold {schema}")


def buttons_of(kind: type[CallbackData]) -> st.SearchStrategy[CallbackData]:
    schema = TypeAdapter(kind).json_schema()
    return st.builds(kind, **{name: values_of(each) for name, each in schema["properties"].items()})


BUTTONS = st.one_of([buttons_of(kind) for kind in KINDS])


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
