"""Naive Bayes tells facts apart by their words; a group of gaps is not asked for without a mark of its own."""

from __future__ import annotations

import pytest

from knowledge.answering.classifying import FactClassifier

_COUNT, _RATE, _KHMER, _TALK = range(4)
_ASKED = [
    *[(_COUNT, ("w:vay", "w:hộ nghèo", f"w:{word}")) for word in ("mấy", "bao nhiêu", "tổng", "lượt")] * 3,
    *[(_RATE, ("w:tỷ lệ", "w:hộ nghèo", f"w:{word}")) for word in ("mấy", "bao nhiêu", "còn", "giảm")] * 3,
    *[(_KHMER, ("w:tỷ lệ", "w:hộ nghèo", "w:khmer", f"w:{word}")) for word in ("còn", "giảm")],
    (_TALK, ("w:chào", "w:bạn")),
]


@pytest.fixture(scope="module")
def classifier() -> FactClassifier:
    return FactClassifier(_ASKED, records=2, gaps=1, kinds=["greeting"])


def test_likeliest_record_is_the_one_asked_so(classifier: FactClassifier) -> None:
    assert classifier.classify(("w:vay", "w:hộ nghèo")).best_records(1) == [_COUNT]
    assert classifier.classify(("w:tỷ lệ", "w:hộ nghèo")).best_records(1) == [_RATE]


def test_gap_is_likely_only_where_the_word_it_is_told_by_stands(classifier: FactClassifier) -> None:
    terms = ("w:tỷ lệ", "w:hộ nghèo", "w:giảm")

    without, with_it = classifier.classify(terms), classifier.classify((*terms, "w:khmer"))

    assert without.best_gap < 0.1 < without.of(_RATE)
    assert with_it.best_gap > 0.5 > with_it.of(_RATE)


def test_chances_of_all_classes_make_one(classifier: FactClassifier) -> None:
    found = classifier.classify(("w:tỷ lệ", "w:chào", "w:vay"))

    assert found.any_record + found.best_gap + found.talk[1] == pytest.approx(1)
    assert found.talk[0] == "greeting"


def test_unknown_words_leave_every_record_as_likely(classifier: FactClassifier) -> None:
    found = classifier.classify(("w:vàng",))

    assert found.of(_COUNT) == pytest.approx(found.of(_RATE))


def test_talk_is_heard_in_what_may_be_talk_and_not_in_a_plain_question(classifier: FactClassifier) -> None:
    assert classifier.classify(("w:chào",)).hears_talk
    assert classifier.classify(("w:chòa",)).hears_talk  # unknown words may be anything
    assert not classifier.classify(("w:tỷ lệ", "w:hộ nghèo", "w:còn")).hears_talk
