"""The gap model: what comes together in questions that have no answer."""

import pytest

from knowledge.answering.likening import GapModel

_ANSWERED = [("w:thẻ", "t:count", f"w:{word}") for word in ("mua", "cấp", "tặng", "phát")] * 100
_UNANSWERED = [("w:thẻ", "t:how", f"w:{word}") for word in ("đổi", "gia hạn", "mất", "mua")] * 100


@pytest.fixture(scope="module")
def model() -> GapModel:
    return GapModel(_ANSWERED, _UNANSWERED)


def test_what_is_asked_of_records_is_unlike_a_gap(model: GapModel) -> None:
    assert model.likeness(("w:thẻ", "t:count", "w:mua")) < 0.2
    assert model.likeness(("w:thẻ", "t:how", "w:đổi")) > 0.8


def test_same_words_with_another_kind_of_answer_are_told_apart(model: GapModel) -> None:
    assert model.likeness(("w:thẻ", "t:count", "w:mua")) < 0.5 < model.likeness(("w:thẻ", "t:how", "w:mua"))


def test_unknown_words_are_like_neither(model: GapModel) -> None:
    assert model.likeness(("w:vàng", "t:where")) == pytest.approx(0.5)


def test_too_few_texts_teach_nothing() -> None:
    assert GapModel(_ANSWERED[:8], _UNANSWERED).likeness(("w:thẻ", "t:how", "w:đổi")) == 0.0
    assert GapModel([], []).likeness(("w:thẻ",)) == 0.0


def test_same_texts_give_the_same_model(model: GapModel) -> None:
    again = GapModel(_ANSWERED, _UNANSWERED)

    assert again.likeness(("w:thẻ", "w:mua", "w:đổi")) == model.likeness(("w:thẻ", "w:mua", "w:đổi"))
