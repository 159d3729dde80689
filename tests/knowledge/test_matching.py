"""Candidates are ranked by their evidence, and what cannot be meant is vetoed, with every decision explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from knowledge.answering.evidence import Match
    from knowledge.base import KnowledgeBase


def matches(base: KnowledgeBase, text: str) -> list[Match]:
    return base.matcher.match(base.analyst.analyse(text))


def vetoes(base: KnowledgeBase, text: str, record: str) -> list[str]:
    return next(match.vetoes for match in matches(base, text) if base.matcher.entry(match).record.id == record)


def test_phrasing_of_a_record_finds_its_record(shipped: KnowledgeBase) -> None:
    asked = [(record.phrasings[0], record.id) for topic in shipped.content.topics for record in topic.records]
    asked = [(phrasing, record) for phrasing, record in asked if phrasing][::3]
    missed = {}
    for phrasing, record in asked:
        best = [shipped.matcher.entry(match).record.id for match in matches(shipped, phrasing)[:3]]
        if record not in best:
            missed[phrasing] = best

    assert missed == {}


def test_candidates_come_best_first_and_few(shipped: KnowledgeBase) -> None:
    scores = [match.score for match in matches(shipped, "Thành phố đã hỗ trợ những gì cho hộ nghèo?")]

    assert scores == sorted(scores, reverse=True)
    assert 1 < len(scores) <= 20


@pytest.mark.parametrize("text", ["", "bitcoin", "😀"])
def test_question_without_a_known_word_has_no_candidate(shipped: KnowledgeBase, text: str) -> None:
    assert matches(shipped, text) == []


@pytest.mark.parametrize(
    ("text", "record", "veto"),
    [
        ("Cần Thơ xây bao nhiêu căn nhà cho hộ khó khăn?", "nha-cho-ho-kho-khan", "place"),
        ("Phường 5 mua bao nhiêu thẻ bảo hiểm y tế?", "so-the-bao-hiem-y-te", "place"),
        ("Năm 2013 tỷ lệ lao động qua đào tạo bao nhiêu?", "lao-dong-dao-tao-2015", "year"),
        ("Ngày 05/09/2019 đăng bài báo nào?", "ngay-dang-bai", "date"),
        ("Bao nhiêu lượt hộ cận nghèo được vay vốn?", "vay-von-ho-ngheo", "group"),
    ],
)
def test_other_place_year_or_group_is_vetoed(shipped: KnowledgeBase, text: str, record: str, veto: str) -> None:
    assert veto in vetoes(shipped, text, record)


@pytest.mark.parametrize(
    ("text", "record"),
    [
        ("TP. Sóc Trăng xây bao nhiêu căn nhà cho hộ khó khăn?", "nha-cho-ho-kho-khan"),
        ("Năm 2015 tỷ lệ lao động qua đào tạo bao nhiêu?", "lao-dong-dao-tao-2015"),
        ("Bao nhiêu lượt hộ cận nghèo được vay vốn?", "vay-von-ho-can-ngheo"),
        ("Có phải bài báo đăng ngày 05/09/2019 không?", "ngay-dang-bai"),  # is answered with the right one
    ],
)
def test_own_place_year_group_and_doubts_are_not_vetoed(shipped: KnowledgeBase, text: str, record: str) -> None:
    assert vetoes(shipped, text, record) == []


def test_what_the_best_record_does_not_explain_is_named(shipped: KnowledgeBase) -> None:
    best = matches(shipped, "Thành phố xây bao nhiêu căn nhà bằng bitcoin?")[0]

    assert best.unexplained == ["bitcoin"]


def test_foreign_word_lowers_the_score(shipped: KnowledgeBase) -> None:
    plain = matches(shipped, "Thành phố xây bao nhiêu căn nhà?")[0]
    foreign = matches(shipped, "Thành phố xây bao nhiêu căn nhà máy nhiệt điện?")[0]

    assert foreign.score < plain.score
