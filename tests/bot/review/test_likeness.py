"""Which questions are one, and which are two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from bot.review.likeness import Reading, read
from tests.support.texts import any_text, question_text

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Giá vàng hôm nay bao nhiêu?", "gia vang hnay bn vay"),
        ("Hồ sơ vay vốn nộp ở đâu?", "nộp hồ sơ vay vốn chỗ nào"),
        ("Giá vàng hôm nay bao nhiêu?", "GIÁ VÀNG HÔM NAY BAO NHIÊU"),
        ("Số điện thoại ủy ban phường 3", "cho hỏi số điện thoại ủy ban phường 3 ạ"),
    ],
)
def test_other_wordings_are_the_same_question(shipped: KnowledgeBase, one: str, other: str) -> None:
    assert read(one, shipped.analyst).likeness(read(other, shipped.analyst)) > 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Phường 5 có bao nhiêu hộ nghèo?", "Phường 6 có bao nhiêu hộ nghèo?"),
        ("Hộ nghèo được vay vốn bao nhiêu lượt?", "Hộ cận nghèo được vay vốn bao nhiêu lượt?"),
        ("Năm 2019 xây mấy căn nhà?", "Năm 2020 xây mấy căn nhà?"),
        ("Ai xây nhà cho hộ nghèo?", "Nhà cho hộ nghèo xây ở đâu?"),
        ("Giá vàng hôm nay bao nhiêu?", "Giá xăng hôm nay bao nhiêu?"),
    ],
)
def test_what_differs_in_place_group_year_kind_or_thing_is_another_question(
    shipped: KnowledgeBase, one: str, other: str
) -> None:
    assert read(one, shipped.analyst).likeness(read(other, shipped.analyst)) == 0


@given(text=question_text | any_text)
def test_every_text_is_like_itself_and_survives_being_kept(shipped: KnowledgeBase, text: str) -> None:
    reading = read(text, shipped.analyst)
    kept = Reading.of(reading.words, reading.marks)
    assert kept == reading
    assert kept.likeness(reading) == 100
    assert reading.lookup_keys
    assert all(0 <= key < 2**63 for key in reading.lookup_keys)
