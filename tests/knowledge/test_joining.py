"""Two questions in one message are both answered; what ties a question to the one before it is read before believed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge.answering.locating import asking_parts
from knowledge.model import Found, NotFound, Question

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase


def answered(base: KnowledgeBase, text: str, *previous: str) -> list[str | None]:
    outcome = base.ask(Question(text, previous))
    return [part.record for part in outcome.parts] if isinstance(outcome, Found) else []


@pytest.mark.parametrize(
    ("text", "records"),
    [
        (
            "Cho em hỏi 2 việc: bao nhiêu người có việc làm và lao động qua đào tạo tăng từ mấy lên mấy",
            ["so-nguoi-co-viec-lam", "lao-dong-dao-tao-ca-hai-nam"],
        ),
        (
            "bài báo này ai viết vậy bot và kết quả vận động xã hội hóa được sử dụng vào những việc gì",
            ["tac-gia-bai-bao", "muc-dich-van-dong"],
        ),
    ],
)
def test_halves_that_both_surely_ask_are_both_answered(shipped: KnowledgeBase, text: str, records: list[str]) -> None:
    assert answered(shipped, text) == records


def test_second_half_goes_on_from_the_first_and_not_from_the_question_before(shipped: KnowledgeBase) -> None:
    before = "Cô dâu chú rể ra phường lãnh hôn thú thì có nghi thức gì đặc biệt?"
    asked = "How many health insurance cards did the city buy, and how much did they cost?"
    assert "the-va-kinh-phi" in answered(shipped, asked, before)


@pytest.mark.parametrize("asked", ["số thẻ BHYT", "Hộ nghèo vay để làm gì?"])
def test_word_that_looks_like_a_tie_is_not_taken_for_one(shipped: KnowledgeBase, asked: str) -> None:
    before = "Phong trào thi đua chuyên đề làm trong giai đoạn nào?"
    assert answered(shipped, asked, before) == answered(shipped, asked) != []


def test_order_asks_beside_a_sentence_with_a_question_mark(shipped: KnowledgeBase) -> None:
    text = "Nêu tất cả các khu vực được cải thiện môi trường. Hộ nghèo được tặng quà dịp gì?"
    assert len(asking_parts(text, shipped.analyst)) == 2
    assert len(asking_parts("Nếu vậy thì tốt. Hộ nghèo được tặng quà dịp gì?", shipped.analyst)) == 1


def test_region_of_a_story_is_no_other_place_but_one_that_is_asked_about_is(shipped: KnowledgeBase) -> None:
    asked = "thành phố đã xây được bao nhiêu căn nhà cho hộ khó khăn về nhà ở?"
    teller = "Bà con miền Tây mình còn cực lắm, mùa mưa nhà dột nát tùm lum. Cho tui hỏi "
    assert answered(shipped, teller + asked) == answered(shipped, asked) != []
    assert not answered(shipped, asked.replace("thành phố", "Tây Nguyên"))


def test_figure_in_front_of_a_list_is_not_lost_with_its_clause(shipped: KnowledgeBase) -> None:
    asked = "Trong 47 tập thể, cá nhân được trao huân, huy chương thì có bao nhiêu là cá nhân?"
    assert isinstance(shipped.ask(Question(asked)), NotFound)


def test_short_form_of_how_many_asks_for_a_count(shipped: KnowledgeBase) -> None:
    assert "count" in shipped.analyst.analyse("thành phố giải quyết việc làm cho nhiu ng z").types
