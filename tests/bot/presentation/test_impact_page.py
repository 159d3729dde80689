"""The page that shows what would change: everything escaped, nothing fetched, both schemes of colour."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from bot.presentation.impact_page import MOST_SHOWN, mark_difference, render_page
from knowledge.asking import Answered
from knowledge.changes import Change
from knowledge.comparing import AnswerChange, Impact
from knowledge.model import Question

OLD, NEW = Answered("answered", ("145 căn nhà",), ("xây 145 căn nhà",), ("nha",)), Answered("not_found")
HOSTILE = "<script>alert(1)</script>\"'&{{ 7*7 }}\u202e"


def build(*answers: AnswerChange, changes: tuple[Change, ...] = ()) -> Impact:
    return Impact("truoc", "sau", changes, answers, asked=10_000, distinct=4_000)


def change(text: str = "Mấy căn?", before: Answered = OLD, after: Answered = NEW, times: int = 3) -> AnswerChange:
    return AnswerChange(Question(text), times, before, after)


class Tags(HTMLParser):
    """Every tag with what it would load, and whether each is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.open: list[str] = []
        self.loads: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        self.loads += [value or "" for name, value in attrs if name in {"src", "href", "action"}]
        if tag not in {"meta", "link", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_page_shows_both_answers_how_often_and_what_it_means() -> None:
    page = render_page(build(change()))

    text = re.sub(r"<[^>]+>", " ", page)
    for said in (
        "Mấy căn?",
        "145 căn nhà",
        "Chưa có trong tư liệu",
        "3 lượt hỏi",
        "Không còn trả lời",
        "10.000",
        "4.000",
    ):
        assert said in text


def test_page_is_whole_and_fetches_nothing() -> None:
    changes = (Change("record", "nha", "changed", (("phrasings", ["a", "b"], ["b", "c"]), ("draft", False, True))),)

    tags = Tags(render_page(build(change(), changes=changes)))

    assert tags.open == []
    assert all(load.startswith("#") for load in tags.loads)
    assert {"script", "img", "link", "iframe"}.isdisjoint(tags.seen)
    assert "prefers-color-scheme: dark" in render_page(build())


def test_every_text_is_escaped() -> None:
    answered = Answered("answered", (HOSTILE,), (HOSTILE,), (HOSTILE,))
    other = Answered("answered", (HOSTILE + " khác",))
    hostile = AnswerChange(Question(HOSTILE, (HOSTILE,)), 1, answered, other, HOSTILE)
    changes = tuple(
        Change("record", HOSTILE, how, (("answer", HOSTILE, "x"), (HOSTILE, [HOSTILE], {HOSTILE: HOSTILE})))
        for how in ("added", "removed", "changed")
    )

    page = render_page(build(hostile, changes=changes))

    assert "<script" not in page
    assert "{{ 7*7 }}" in page


def test_questions_with_the_same_change_are_one_card() -> None:
    page = render_page(build(*(change(f"Câu {number}?") for number in range(9)), change("khác", NEW, OLD)))

    assert page.count('<article class="card">') == 2
    assert "và 5 câu hỏi nữa" in page


def test_only_so_many_changes_are_shown_and_the_rest_counted() -> None:
    answers = [change(before=Answered("answered", (str(number),))) for number in range(MOST_SHOWN + 7)]

    page = render_page(build(*answers))

    assert page.count('<article class="card">') == MOST_SHOWN
    assert "và 7 thay đổi nữa" in page


def test_no_change_and_unasked_questions_are_said_plainly() -> None:
    page = render_page(Impact("a", "b", (), (), asked=5, distinct=3, unasked=2))

    assert "Không câu trả lời nào thay đổi trong số những câu đã xét" in page
    assert "còn 2 câu chưa hỏi lại" in page


def test_marks_stand_on_the_words_that_differ() -> None:
    old, new = mark_difference("145 căn nhà cho hộ nghèo", "146 căn nhà cho hộ nghèo")

    assert [piece.text for piece in old if piece.is_new] == ["145"]
    assert [piece.text for piece in new if piece.is_new] == ["146"]
    assert "".join(piece.text for piece in old) == "145 căn nhà cho hộ nghèo"
    assert not any(piece.is_new for side in mark_difference("một hai ba", "bốn năm sáu") for piece in side)
