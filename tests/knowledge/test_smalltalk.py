"""Small talk is told from questions, by its phrases and by its words; a question with a greeting stays a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge.model import Found, Question, SmallTalk

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Chào buổi sáng", "greeting"),
        ("helo bot", "greeting"),
        ("xin chao ban nhe", "greeting"),
        ("Cảm ơn em nhiều lắm nha", "thanks"),
        ("cam on ban", "thanks"),
        ("thank you so much", "thanks"),
        ("Cảm ơn ban biên tập đã gửi số liệu về nhà tình thương cho tụi mình", "thanks"),
        ("thank you for the figures on health cards", "thanks"),
        ("Thôi tạm biệt nhé", "goodbye"),
        ("bye bye", "goodbye"),
        ("Bạn tên là gì thế?", "identity"),
        ("em là robot hay người thật vậy", "identity"),
        ("Bạn làm được những gì?", "help"),
        ("hướng dẫn mình cách dùng với", "help"),
        ("Trả lời hay quá!", "compliment"),
        ("giỏi ghê ta", "compliment"),
        ("đồ ngu", "abuse"),
        ("bot dở tệ", "abuse"),
    ],
)
def test_kind_of_small_talk_is_recognised(shipped: KnowledgeBase, text: str, kind: str) -> None:
    outcome = shipped.ask(Question(text))

    assert isinstance(outcome, SmallTalk)
    assert outcome.kind == kind
    assert 0 < outcome.score <= 1


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Chào em, ai viết bài báo này vậy?", "H.LAN"),
        ("Cảm ơn bạn! Tỷ lệ hộ nghèo còn lại bao nhiêu?", "0,15%"),
        ("xin chao, thanh pho mua bao nhieu the bao hiem y te", "48.845"),
        ("Hello, who wrote the article?", "H.LAN"),
        ("Dạ em chào anh chị, cho em hỏi khẩu hiệu thi đua là gì ạ?", "Thi đua là yêu nước"),
        ("Bot giỏi quá, vậy có bao nhiêu lượt hộ cận nghèo được vay vốn?", "1.840"),
    ],
)
def test_question_with_small_talk_is_answered(shipped: KnowledgeBase, text: str, wanted: str) -> None:
    outcome = shipped.ask(Question(text))

    assert isinstance(outcome, Found)
    assert wanted in outcome.parts[0].answer


@pytest.mark.parametrize(
    "text",
    [
        "Khẩu hiệu thi đua là gì?",
        "Ai viết bài báo?",
        "thẻ bảo hiểm y tế",
        "giá vàng bao nhiêu một chỉ",
        "145",
        "Sóc Trăng",
        "",
    ],
)
def test_question_is_no_small_talk(shipped: KnowledgeBase, text: str) -> None:
    assert not isinstance(shipped.ask(Question(text)), SmallTalk)


def test_small_talk_needs_no_earlier_question(shipped: KnowledgeBase) -> None:
    outcome = shipped.ask(Question("cảm ơn bạn", ("Bao nhiêu hộ nghèo được vay vốn?",)))

    assert isinstance(outcome, SmallTalk)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param(
            "thanks a lot", "en", marks=pytest.mark.xfail(reason="phrases of small talk do not count as English words")
        ),
        ("who are you", "en"),
        ("cảm ơn nha", "vi"),
        ("chào bạn", "vi"),
    ],
)
def test_small_talk_is_answered_in_its_language(shipped: KnowledgeBase, text: str, language: str) -> None:
    assert shipped.ask(Question(text)).language == language
