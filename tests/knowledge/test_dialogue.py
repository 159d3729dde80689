"""A question is found in its talk: behind openers and among sentences, in parts, and completed from the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from knowledge.answering.locating import (
    after_opener,
    asking_parts,
    cut_middle,
    split_clauses,
    told_figure,
    without_choices,
    without_purpose,
    without_year,
)
from knowledge.answering.parting import split_joined
from knowledge.model import Found, NotFound, Question
from tests.support.texts import STRANGE, any_text, question_text, vietnamese_text

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase

HOUSES = "Thành phố xây bao nhiêu căn nhà cho hộ khó khăn?"
LOANS = "Bao nhiêu lượt hộ nghèo được vay vốn?"


@pytest.mark.parametrize(
    ("text", "asking"),
    [
        ("TP. Sóc Trăng xây mấy căn nhà?", ["TP. Sóc Trăng xây mấy căn nhà?"]),
        ("Tôi ở chợ. Nhà tôi nghèo. Thành phố xây mấy căn nhà?", ["Thành phố xây mấy căn nhà?"]),
        ("Ai viết bài? Đăng ngày nào?", ["Ai viết bài?", "Đăng ngày nào?"]),
        ("thẻ bảo hiểm y tế", ["thẻ bảo hiểm y tế"]),
        ("", [""]),
    ],
)
def test_sentences_that_ask_are_found(shipped: KnowledgeBase, text: str, asking: list[str]) -> None:
    assert asking_parts(text, shipped.analyst) == asking


def test_story_that_has_something_or_not_does_not_hide_what_it_begs_for(shipped: KnowledgeBase) -> None:
    story = "Em có lưu lại mà tìm không ra. Ad cho em xin ngày đăng của bài với ạ!"
    assert asking_parts(story, shipped.analyst) == ["Ad cho em xin ngày đăng của bài với ạ!"]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("hộ nghèo còn 0,15% hay 1,5% vậy", ["hộ nghèo còn 0,15% hay 1,5% vậy"]),
        ("đăng lúc 10:10 phải không", ["đăng lúc 10:10 phải không"]),
        ("có 1.062 lượt, vậy ạ", ["có 1.062 lượt, vậy ạ"]),
        ("xây mấy căn nhà, tốn bao nhiêu tiền", ["xây mấy căn nhà", "tốn bao nhiêu tiền"]),
    ],
)
def test_clauses_are_parted_between_words_alone(text: str, clauses: list[str]) -> None:
    assert split_clauses(text) == clauses


@pytest.mark.parametrize(
    "text",
    [
        "Tui đang ở Trà Vinh, cho tui biết hộ cận nghèo ở trển được vay vốn mấy ngàn lượt?",
        "Tôi quê ở Cà Mau. Ở dưới đó xây được mấy căn nhà cho hộ khó khăn vậy?",
        "I live in Can Tho. How many houses were built there?",
        "What was Can Tho's share of trained workers in 2020?",
    ],
)
def test_place_that_a_teller_points_at_is_asked_about(shipped: KnowledgeBase, text: str) -> None:
    assert isinstance(shipped.ask(Question(text)), NotFound)


@pytest.mark.parametrize(
    "text",
    [
        "Ai đứng ra lo gạo muối, thuốc men cho đoàn quân của ông Năm Lửa thời đánh Pháp ở miệt rừng U Minh Hạ?",
        "Đơn vị nào vận động quyên góp, sửa sang cho ngôi chùa cổ cháy mái trong trận bão lớn nhất thế kỷ trước vậy?",
    ],
)
def test_what_a_question_goes_on_with_is_not_left_out(shipped: KnowledgeBase, text: str) -> None:
    assert isinstance(shipped.ask(Question(text)), NotFound)


def test_place_where_a_teller_lives_is_not_asked_about(shipped: KnowledgeBase) -> None:
    text = "Tui ở Cần Thơ mới về Sóc Trăng, cho hỏi hộ nghèo còn bao nhiêu phần trăm?"
    outcome = shipped.ask(Question(text))
    assert isinstance(outcome, Found)
    assert "0,15%" in outcome.parts[0].answer


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("cho em hỏi thành phố xây mấy căn nhà", "thành phố xây mấy căn nhà"),
        ("Dạ cho mình hỏi chút là ai viết bài báo này ạ", "ai viết bài báo này ạ"),
        ("em muốn biết tỷ lệ hộ nghèo còn bao nhiêu", "tỷ lệ hộ nghèo còn bao nhiêu"),
        ("could you tell me how many houses were built", "how many houses were built"),
        ("thành phố xây mấy căn nhà cho mình hỏi", "thành phố xây mấy căn nhà"),
        ("xây mấy căn nhà", None),
        ("cho hỏi", None),
        ("", None),
    ],
)
def test_question_behind_its_opener_is_found(text: str, rest: str | None) -> None:
    assert after_opener(text) == rest


@pytest.mark.parametrize(
    ("text", "request_"),
    [
        ("cho em xin số căn nhà để em ghi vô báo cáo", "cho em xin số căn nhà"),
        ("cho mình xin tên bài báo, để trích dẫn cho đúng nha", "cho mình xin tên bài báo"),
        ("vay vốn để làm gì", None),
        ("thành phố vận động để xây nhà cho ai", None),
        ("", None),
    ],
)
def test_what_a_request_is_wanted_for_is_left_out(text: str, request_: str | None) -> None:
    assert without_purpose(text) == request_


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("hộ nghèo vay về làm gì, nuôi heo hay mở tiệm", "hộ nghèo vay về làm gì"),
        ("ai viết bài này, phóng viên hay cộng tác viên vậy", "ai viết bài này"),
        ("nuôi heo hay mở tiệm", None),
        ("ở chợ, có xây nhà hay không", None),
        ("", None),
    ],
)
def test_answers_that_a_question_offers_are_left_out(shipped: KnowledgeBase, text: str, question: str | None) -> None:
    assert without_choices(text, shipped.analyst) == question


@pytest.mark.parametrize(
    ("told", "asking", "question"),
    [
        ("Sếp ghi 19.474 lên bảng rồi đi họp.", "Nó nói về cái gì vậy?", "19.474 là số gì"),
        ("Sếp ghi 19.474 với 47 lên bảng.", "Nó nói về cái gì vậy?", None),
        ("Sếp ghi 19.474 lên bảng.", "Ai chụp tấm hình?", None),
        ("Sếp đi họp.", "Nó là gì vậy?", None),
    ],
)
def test_figure_that_was_told_is_asked_about(
    shipped: KnowledgeBase, told: str, asking: str, question: str | None
) -> None:
    assert told_figure(told, asking, shipped.analyst) == question


def test_year_of_a_story_is_not_asked_about() -> None:
    assert without_year("Hồi 2019 nhà em được tặng quà").split() == "nhà em được tặng quà".split()


STORY = "Em mới dọn về đây năm 2018, nhà ở kế bên chợ, sáng nào cũng nghe bà con bàn chuyện mà không ai rành, "


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (STORY + "cho em hỏi thành phố mua mấy thẻ bảo hiểm y tế vậy, em cảm ơn nhiều lắm ạ", "48.845"),
        ("Ai chụp tấm ảnh trong bài vậy? " + STORY + "nên em tò mò thôi. Ở xóm ai cũng khen đẹp.", "H.Lan"),
        (STORY + "tò mò ghê. Em xin số căn nhà đã xây cho hộ khó khăn để em kể lại cho má em nghe", "145"),
        ("Nghe loa nói 17.500 mà xe chạy ồn quá. Nó nói về cái gì vậy?", "việc làm"),
        ("Má em ở Cà Mau lên chơi, khen TP. Sóc Trăng đổi khác. Tỷ lệ hộ nghèo còn bao nhiêu phần trăm?", "0,15%"),
    ],
)
def test_question_in_a_story_is_found(shipped: KnowledgeBase, text: str, answer: str) -> None:
    outcome = shipped.ask(Question(text))
    assert isinstance(outcome, Found), outcome
    assert answer in outcome.parts[0].answer


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("xây mấy căn nhà cho hộ khó khăn, sẵn cho xin số thẻ bảo hiểm y tế luôn", ("145", "48.845")),
        ("Ai chụp ảnh? Còn thẻ bảo hiểm y tế thì mua bao nhiêu cái?", ("H.Lan", "48.845")),
        ("tên bài báo kèm tác giả", ("Hiệu quả từ các phong trào thi đua yêu nước", "H.LAN")),
        ("hộ nghèo còn 3% phải không, với lại có bao nhiêu người được giải quyết việc làm", ("0,15%", "17.500")),
    ],
)
def test_several_facts_are_all_answered(shipped: KnowledgeBase, text: str, answers: tuple[str, ...]) -> None:
    outcome = shipped.ask(Question(text))
    assert isinstance(outcome, Found), outcome
    told = " ".join(part.answer for part in outcome.parts)
    assert all(answer in told for answer in answers), told


def test_second_half_that_one_record_tells_too_asks_for_nothing_else(shipped: KnowledgeBase) -> None:
    outcome = shipped.ask(Question("mua mấy thẻ bhyt, sẵn cho xin kinh phí luôn"))
    assert isinstance(outcome, Found)
    assert [part.record for part in outcome.parts] == ["the-va-kinh-phi"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("xây mấy căn nhà và mua mấy thẻ", [("xây mấy căn nhà", "mua mấy thẻ")]),
        ("Ai viết, và đăng ngày nào", [("Ai viết", "đăng ngày nào")]),
        ("who wrote it and when was it published", [("who wrote it", "when was it published")]),
        ("nhà, thẻ", []),
        ("xây mấy căn nhà", []),
    ],
)
def test_joined_questions_are_parted(text: str, parts: list[tuple[str, str]]) -> None:
    assert split_joined(text) == parts


def test_long_message_loses_its_middle_only() -> None:
    text = "Đầu. " + "Giữa thì dài. " * 400 + "Cuối?"
    cut = cut_middle(text)

    assert len(cut) < len(text) / 3
    assert cut.startswith("Đầu.")
    assert cut.endswith("Cuối?")
    assert cut_middle(HOUSES) == HOUSES


@given(any_text | vietnamese_text | question_text)
def test_any_text_is_parted_into_itself(shipped: KnowledgeBase, text: str) -> None:
    assert all(part in text for part in asking_parts(text, shipped.analyst))
    assert all(first + second in text or (first in text and second in text) for first, second in split_joined(text))
    assert (after_opener(text) or "") in text


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_strange_text_is_parted_without_complaint(shipped: KnowledgeBase, text: str) -> None:
    assert asking_parts(text, shipped.analyst)
    assert len(split_joined(text)) < 10
    after_opener(text)


@pytest.mark.parametrize(
    ("talk", "wanted"),
    [
        ((LOANS, "còn hộ cận nghèo?"), "1.840"),
        ((LOANS, "Thế hộ mới thoát nghèo thì sao?"), "1.766"),
        ((LOANS, "con ho can ngheo thi sao"), "1.840"),
        ((LOANS, "còn hộ cận nghèo?", "vậy còn hộ mới thoát nghèo?"), "1.766"),
        ((LOANS, "Thế hộ mới thoát nghèo?", "còn hộ cận nghèo?"), "1.840"),
        (("Năm 2015 tỷ lệ lao động qua đào tạo là bao nhiêu?", "Còn năm 2020?"), "75,58"),
        (("Năm 2020 tỷ lệ lao động qua đào tạo là bao nhiêu?", "thế năm 2015 thì sao"), "72,5%"),
        (("Thành phố mua bao nhiêu thẻ bảo hiểm y tế?", "Kinh phí bao nhiêu?"), "trên 30 tỉ"),
        ((HOUSES, "Hết bao nhiêu tiền?"), "hàng chục tỉ"),
        (("thành phố xây bao nhiêu nhà cho người nghèo", "tốn bao nhiêu tiền?"), "hàng chục tỉ"),
        (("How many loans did poor households get?", "and near-poor households?"), "1.840"),
    ],
)
def test_follow_up_takes_over_what_it_leaves_out(shipped: KnowledgeBase, talk: tuple[str, ...], wanted: str) -> None:
    *previous, text = talk
    outcome = shipped.ask(Question(text, tuple(previous)))

    assert isinstance(outcome, Found)
    assert wanted in outcome.parts[0].answer


def test_what_was_taken_over_is_told(shipped: KnowledgeBase) -> None:
    assert "vay vốn" in shipped.ask(Question("còn hộ cận nghèo?", (LOANS,))).why["inherited"]


@pytest.mark.parametrize("text", ["thế thì sao?", "vậy còn bao nhiêu nữa?", "and that one?"])
def test_follow_up_to_nothing_is_not_answered(shipped: KnowledgeBase, text: str) -> None:
    assert not isinstance(shipped.ask(Question(text)), Found)


@pytest.mark.parametrize(
    ("previous", "text"),
    [(HOUSES, "còn ở Cần Thơ?"), ("Năm 2020 tỷ lệ lao động qua đào tạo là bao nhiêu?", "còn năm 2012?")],
)
def test_follow_up_about_what_nobody_recorded_is_declined(shipped: KnowledgeBase, previous: str, text: str) -> None:
    assert isinstance(shipped.ask(Question(text, (previous,))), NotFound)


def test_complete_question_takes_nothing_over(shipped: KnowledgeBase) -> None:
    text = "Thành phố mua bao nhiêu thẻ bảo hiểm y tế cho hộ nghèo và hộ cận nghèo?"

    assert shipped.ask(Question(text, ("Ai chụp tấm ảnh trong bài báo?",))) == shipped.ask(Question(text))


def test_long_talk_is_answered_like_its_last_turns(shipped: KnowledgeBase) -> None:
    outcome = shipped.ask(Question("còn hộ cận nghèo?", ("Ai viết bài báo?",) * 3000 + (LOANS,)))

    assert isinstance(outcome, Found)
    assert "1.840" in outcome.parts[0].answer
