"""What somebody wants confirmed is read as the question whose answer it states, and answered with what is so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from knowledge.answering.claiming import Claim, find_claim, is_so
from knowledge.model import Found, NotFound, Question
from tests.support.texts import any_text, question_text

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase


@pytest.mark.parametrize(
    ("text", "question", "stated"),
    [
        ("hộ nghèo còn 3% phải không", "hộ nghèo còn bao nhiêu phần trăm", "3%"),
        ("có phải mua thẻ hết 12 tỉ đồng không", "mua thẻ hết bao nhiêu tiền", "12 tỉ đồng"),
        ("xây chừng 90 căn nhà đúng không ạ", "xây bao nhiêu căn nhà ạ", "chừng 90"),
        ("huân chương hạng nhì phải không", "huân chương hạng mấy", "hạng nhì"),
        ("phong trào do Hội Phụ nữ phát động hả", "phong trào do ai phát động", "do hội phụ nữ "),
        ("có đúng là bắt đầu từ năm 2014", "bắt đầu từ năm nào", "năm 2014"),
        ("bài của báo Cần Thơ đúng không", "bài của báo nào", "báo cần thơ"),
        ("xây 90 hay 190 căn nhà", "xây bao nhiêu căn nhà", None),
        ("90 houses were built, is that right?", "how many houses were built", "90"),
    ],
)
def test_claim_is_opened(shipped: KnowledgeBase, text: str, question: str, stated: str | None) -> None:
    assert find_claim(shipped.analyst.analyse(text)) == Claim(question, stated)


@pytest.mark.parametrize(
    "text", ["thành phố xây mấy căn nhà", "năm 2019 hộ nghèo giảm bao nhiêu", "ai viết bài này", ""]
)
def test_question_claims_nothing(shipped: KnowledgeBase, text: str) -> None:
    assert find_claim(shipped.analyst.analyse(text)) is None


@given(any_text | question_text)
def test_any_text_may_claim(shipped: KnowledgeBase, text: str) -> None:
    claim = find_claim(shipped.analyst.analyse(text))
    assert claim is None or (claim.question.strip() and "⟨" not in claim.question + (claim.stated or ""))


@pytest.mark.parametrize(
    ("stated", "answer", "quote", "holds"),
    [
        ("145", "145 căn nhà", "Thành phố xây 145 căn nhà", True),
        ("45", "145 căn nhà", "Thành phố xây 145 căn nhà", False),
        ("0,15%", "chưa tới một phần trăm", "còn 0,15%", True),
        ("hạng nhất", "Huân chương hạng nhì, ba", "thống nhất tặng Huân chương hạng nhì, ba", False),
        ("hạng ba", "Huân chương hạng nhì, ba", "", True),
        ("do hội phụ nữ ", "Hội Phụ nữ phát động", "", True),
        (None, "gì cũng được", "", True),
    ],
)
def test_what_was_stated_is_held_against_the_record(
    stated: str | None, answer: str, quote: str, *, holds: bool
) -> None:
    assert is_so(Claim("", stated), answer, [quote]) == holds


@pytest.mark.parametrize(
    ("text", "answer", "note"),
    [
        ("huân chương lao động hạng nhất phải không", "hạng nhì, ba", "corrected"),
        ("huân chương lao động hạng ba phải không", "hạng nhì, ba", None),
        ("đô thị loại III phải không", "loại II", "corrected"),
        ("chỉ xây có 45 căn nhà cho hộ khó khăn phải không", "145", "corrected"),
        ("hộ nghèo còn 0,15% hay 1,5%", "0,15%", None),
        ("mô hình ngày thứ hai không viết phải không", "Ngày thứ tư không viết", "corrected"),
        ("bài này đăng trên báo Cần Thơ phải không", "Sóc Trăng", "corrected"),
    ],
)
def test_wrong_claim_is_corrected(shipped: KnowledgeBase, text: str, answer: str, note: str | None) -> None:
    outcome = shipped.ask(Question(text))
    assert isinstance(outcome, Found), outcome
    assert answer in outcome.parts[0].answer
    assert outcome.note == note


@pytest.mark.parametrize(
    "text",
    ["mỗi căn nhà 60 triệu phải không", "có phải thành phố xây 20 trường học không", "cấp 200 máy tính phải không"],
)
def test_claim_about_what_no_record_tells_is_declined(shipped: KnowledgeBase, text: str) -> None:
    assert isinstance(shipped.ask(Question(text)), NotFound)
