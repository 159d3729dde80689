"""What is said around a question, and what everything is about, change no answer; what narrows a question stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from knowledge.answering.asides import without_asides
from knowledge.answering.home import Home
from knowledge.model import Found, NotFound, Question, SmallTalk
from tests.support.several_articles import several_articles
from tests.support.texts import any_text

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase

ASKED = (
    "Đã xây bao nhiêu căn nhà cho hộ khó khăn về nhà ở?",
    "Ai viết bài này?",
    "thẻ bảo hiểm y tế đã mua",
    "so luot ho can ngheo duoc vay von",
)


def answer(base: KnowledgeBase, text: str, *previous: str) -> list[str | None] | str:
    outcome = base.ask(Question(text, previous))
    return [part.record for part in outcome.parts] if isinstance(outcome, Found) else type(outcome).__name__


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize(
    "said",
    [
        "Dạ thưa ban quản trị, {}",
        "Tui ở phường 4, {}",
        "Em là sinh viên năm cuối. {}",
        "Con đang làm bài tập nhóm, {}",
        "{}, mình đang cần gấp",
        "{}, trả lời ngắn gọn thôi",
        "{}, hôm bữa đọc báo rồi mà quên mất",
    ],
)
def test_what_is_said_around_a_question_changes_no_answer(shipped: KnowledgeBase, asked: str, said: str) -> None:
    text = said.format(asked.rstrip("?") if said.startswith("{}") else asked)
    assert answer(shipped, text) == answer(shipped, asked) != "NotFound"


@pytest.mark.parametrize("asked", [ASKED[0], ASKED[2], ASKED[3]])
@pytest.mark.parametrize(
    "said",
    [
        "{} ở TP. Sóc Trăng",
        "Ở thành phố Sóc Trăng, {}",
        "{} trong 5 năm qua",
        "Mấy năm qua, {}",
        "Tính tới nay, {}",
        "Theo báo Sóc Trăng, {}",
        "{} tại địa bàn thành phố",
    ],
)
def test_the_one_place_and_time_of_all_tells_nothing_apart(shipped: KnowledgeBase, asked: str, said: str) -> None:
    assert answer(shipped, said.format(asked.rstrip("?"))) == answer(shipped, asked) != "NotFound"


def test_what_was_said_around_the_question_before_is_no_part_of_it_either(shipped: KnowledgeBase) -> None:
    asked, follow_up = "TP mua được nhiêu thẻ BHYT ạ", "tốn bao nhiêu tiền"
    before = f"Dạ thưa anh chị, con đang làm bài tập, {asked}"
    assert answer(shipped, follow_up, before) == answer(shipped, follow_up, asked)


@pytest.mark.parametrize(
    "text",
    [
        "Tui ở Trà Vinh, xây được mấy căn nhà vậy?",  # another city is no address
        "Tui ở phường 4, phường tui xây được mấy căn nhà vậy?",
        "Tui ở phường 4, ở đó xây được mấy căn nhà vậy?",
        "Nhà tui cháy hết rồi, được hỗ trợ gì?",
        "Gia đình em là hộ cận nghèo, được vay bao nhiêu?",
        "Em làm báo cáo năm 2019, hộ nghèo còn bao nhiêu?",
        "Tui ở phường 4",
    ],
)
def test_what_may_narrow_a_question_stays(shipped: KnowledgeBase, text: str) -> None:
    assert without_asides(text, shipped.analyst) == text


def test_question_of_a_ward_is_not_answered_with_the_city(shipped: KnowledgeBase) -> None:
    assert answer(shipped, "Tui ở phường 4, phường tui xây được mấy căn nhà vậy?") == "NotFound"


def test_greeting_around_nothing_that_is_asked_is_small_talk(shipped: KnowledgeBase) -> None:
    assert isinstance(shipped.ask(Question("good evening, first time here")), SmallTalk)


@given(any_text)
def test_any_text_is_cut_to_a_part_of_itself(shipped: KnowledgeBase, text: str) -> None:
    assert without_asides(text, shipped.analyst) in text


def test_time_that_is_all_that_is_named_is_asked_about(shipped: KnowledgeBase) -> None:
    analysis = shipped.analyst.analyse("5 năm qua là mấy năm?")
    assert "home" not in {unit.role for unit in analysis.units}


def test_places_of_several_articles_tell_them_apart() -> None:
    analyst = several_articles().analyst
    assert analyst.home.places == frozenset()
    assert analyst.home.years is None
    assert Home() == Home(frozenset(), frozenset(), None)


@pytest.mark.parametrize("rank", ["I", "III", "1"])
def test_rank_that_is_not_the_recorded_one_is_not_answered_for(shipped: KnowledgeBase, rank: str) -> None:
    asked = "thành phố phấn đấu lên đô thị loại {} bằng phong trào nào"
    assert isinstance(shipped.ask(Question(asked.format(rank))), NotFound)
    assert isinstance(shipped.ask(Question(asked.format("II"))), Found)


def test_follow_up_that_names_only_another_group_asks_the_same_of_it(shipped: KnowledgeBase) -> None:
    before = "ho can ngheo vay von may luot"
    assert answer(shipped, "con moi thoat ngheo thi sao", before) == ["vay-von-ho-moi-thoat-ngheo"]


@pytest.mark.parametrize(
    "text",
    [
        "kể giúp chị 2 số: thẻ BHYT đã mua; lượt hộ nghèo vay vốn",
        "Cho xin hai số liệu: thẻ BHYT đã mua, lượt hộ nghèo vay vốn",
    ],
)
def test_announced_figures_are_all_told(shipped: KnowledgeBase, text: str) -> None:
    assert answer(shipped, text) == ["so-the-bao-hiem-y-te", "vay-von-ho-ngheo"]


def test_when_that_joins_clauses_asks_for_no_time(shipped: KnowledgeBase) -> None:
    analyse = shipped.analyst.analyse
    assert "when" not in analyse("Where does the city start when cleaning up pollution?").types
    assert "when" in analyse("When was it published?").types
    assert "when" in analyse("Who wrote it and when?").types
