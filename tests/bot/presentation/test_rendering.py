"""Outcomes as messages: direct reply, quote, citation, date, in the reader's language, always valid HTML."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.console.entities import length_in_utf16, read_html
from bot.presentation.citing import describe_age, describe_place
from bot.presentation.keyboards import LABEL_LIMIT, outcome_keyboard
from bot.presentation.rendering import render_outcome, render_passage
from bot.presentation.rich_text import MESSAGE_LIMIT
from bot.presentation.texts import Texts, texts_for
from knowledge.model import (
    Ambiguous,
    Citation,
    Content,
    Found,
    Lexicon,
    NotFound,
    Outcome,
    Part,
    Passage,
    SmallTalk,
    Source,
)
from tests.support.sample_knowledge import CARDS, HOUSES, MODEL, RoteKnowledge, load_source, suggest

VI, EN = texts_for("vi"), texts_for("en")
TODAY = date(2026, 11, 22)


def render(outcome: Outcome, knowledge: RoteKnowledge | None = None, texts: Texts = VI) -> str:
    return render_outcome(outcome, knowledge or RoteKnowledge(), texts, TODAY).html()


def test_found_figure_reads_reply_quote_citation_and_date() -> None:
    knowledge = RoteKnowledge()
    assert render(knowledge.find(HOUSES), knowledge) == (
        "<b>145 căn nhà cho các hộ khó khăn về nhà ở</b>\n"
        "<blockquote expandable>xây dựng <u>145</u> căn nhà cho các hộ khó khăn về nhà ở "
        "với số tiền trên hàng chục tỉ đồng</blockquote>\n"
        "Nguồn: “TP. Sóc Trăng: Hiệu quả từ các phong trào thi đua yêu nước”, H.LAN, Báo Sóc Trăng, "
        "ngày 03/07/2020, đoạn 4.\n"
        "Số liệu tính đến 03/07/2020."
    )


def test_found_for_an_english_reader_translates_all_but_the_quote() -> None:
    knowledge = RoteKnowledge()
    html = render(knowledge.find(HOUSES), knowledge, EN)
    assert "<b>145 houses for households with housing difficulties</b>" in html
    assert "xây dựng <u>145</u> căn nhà" in html
    assert "3 July 2020, paragraph 4." in html
    assert html.endswith("Figures as of 3 July 2020.")


def test_found_without_a_figure_claims_no_date_of_figures() -> None:
    knowledge = RoteKnowledge()
    assert "Số liệu" not in render(knowledge.find(MODEL), knowledge)


def test_two_facts_have_a_quote_each_and_the_article_in_full_once() -> None:
    knowledge = RoteKnowledge()
    html = render(knowledge.find(HOUSES, CARDS), knowledge)
    assert html.count("<blockquote") == 2
    assert html.count("Nguồn:") == 1
    assert html.count("Cùng bài, đoạn 4.") == 1
    assert html.count("Số liệu tính đến") == 1


def test_two_facts_of_the_same_words_share_one_quote_with_both_marked() -> None:
    knowledge = RoteKnowledge()
    first, second = knowledge.part(HOUSES), replace(knowledge.part(HOUSES, "hàng chục tỉ đồng"), answer="Hàng chục tỉ")
    html = render(Found((first, second), score=1.0), knowledge)
    assert html.count("<blockquote") == 1
    assert read_html(html)[0].startswith("145 căn nhà cho các hộ khó khăn về nhà ở\nHàng chục tỉ\nxây dựng")
    assert "<u>145</u>" in html
    assert "<u>hàng chục tỉ đồng</u>" in html


def test_corrected_figure_is_led_in() -> None:
    knowledge = RoteKnowledge()
    assert render(knowledge.find(HOUSES, note="corrected"), knowledge).startswith("Theo bài báo, đúng ra là:\n<b>145")


def test_dated_figure_says_how_old_it_is() -> None:
    knowledge = RoteKnowledge()
    html = render(knowledge.find(HOUSES, note="dated"), knowledge)
    assert html.startswith("Thông tin này được đăng ngày 03/07/2020, cách đây hơn 6 năm;")


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2020, 7, 3), "trong vòng một tháng qua"),
        (date(2020, 8, 2), "trong vòng một tháng qua"),
        (date(2020, 8, 3), "cách đây khoảng một tháng"),
        (date(2021, 7, 2), "cách đây khoảng 11 tháng"),
        (date(2021, 7, 3), "cách đây hơn một năm"),
        (date(2022, 7, 2), "cách đây hơn một năm"),
        (date(2022, 7, 3), "cách đây hơn 2 năm"),
    ],
)
def test_age_is_never_said_older_than_it_is(today: date, words: str) -> None:
    assert describe_age(date(2020, 7, 3), today, VI) == words


@pytest.mark.parametrize(
    ("passage", "words"),
    [
        ("title", "tiêu đề"),
        ("dateline", "dòng ghi ngày đăng"),
        ("p1", "đoạn 1"),
        ("p3", "đoạn 3 (chú thích ảnh)"),
        ("p7", "đoạn 7"),
        ("p8", "đoạn 8 (dòng ghi tên tác giả)"),
    ],
)
def test_place_in_the_article_is_its_paragraph(passage: str, words: str) -> None:
    source = load_source()
    assert describe_place(source, next(each for each in source.passages if each.id == passage), VI) == words


def test_ambiguous_asks_which_one_with_a_button_each() -> None:
    knowledge = RoteKnowledge()
    outcome = Ambiguous((suggest(HOUSES), suggest(CARDS)), score=0.5)
    keyboard = outcome_keyboard(outcome, knowledge, VI, key=7)
    assert render(outcome) == "Ý anh/chị là nội dung nào dưới đây ạ?"
    assert [row[0].text for row in keyboard.inline_keyboard] == [HOUSES.subject, CARDS.subject]


def test_not_found_offers_ways_on_and_claims_nothing() -> None:
    outcome = NotFound((suggest(HOUSES),))
    html = render(outcome)
    assert "/phongtrao" in html
    assert "/solieu" in html
    assert "145" not in html
    assert len(outcome_keyboard(outcome, RoteKnowledge(), VI, key=7).inline_keyboard) == 1


def test_not_found_without_neighbours_offers_none() -> None:
    assert "gần nhất" not in render(NotFound())
    assert outcome_keyboard(NotFound(), RoteKnowledge(), VI, key=7) is None


@pytest.mark.parametrize("kind", [*VI.small_talk, "a kind that some lexicon may have"])
def test_small_talk_of_any_kind_is_answered_in_both_languages(kind: str) -> None:
    assert render(SmallTalk(kind)).strip()
    assert render(SmallTalk(kind), texts=EN) != render(SmallTalk(kind))


def test_found_has_buttons_for_the_passage_related_subjects_and_votes() -> None:
    knowledge = RoteKnowledge()
    keyboard = outcome_keyboard(knowledge.find(HOUSES), knowledge, VI, key=7)
    assert [[each.text for each in row] for row in keyboard.inline_keyboard] == [
        ["📄 Xem cả đoạn 4"],
        [CARDS.subject],
        ["👍 Đúng ý", "👎 Chưa đúng"],
    ]


def test_uncurated_sentence_has_its_passage_and_votes() -> None:
    knowledge = RoteKnowledge()
    part = Part("Một câu", (knowledge.cite("bao-soc-trang-2020-07-03", "p2", "Tổ chức ký giao ước thi đua"),))
    keyboard = outcome_keyboard(Found((part,), 0.8), knowledge, VI, key=7)
    assert [len(row) for row in keyboard.inline_keyboard] == [1, 2]


def test_long_subject_is_cut_with_a_sign() -> None:
    outcome = Ambiguous((replace(suggest(HOUSES), subject="rất dài " * 20), suggest(CARDS)), score=0.5)
    label = outcome_keyboard(outcome, RoteKnowledge(), VI, key=7).inline_keyboard[0][0].text
    assert len(label) <= LABEL_LIMIT
    assert label.endswith("…")


NASTY = st.text(st.sampled_from("<b>&\"'/;:|\\ 😀👩‍👩‍👧ộa\n"), min_size=1, max_size=600).filter(str.strip)
SPANS = st.lists(st.tuples(st.integers(-5, 700), st.integers(-5, 700)), max_size=4).map(tuple)


@st.composite
def outcomes(draw: st.DrawFn) -> tuple[RoteKnowledge, Outcome]:
    """A knowledge of one hostile article, and any outcome upon it."""
    passages = tuple(
        Passage(id=f"p{number}", kind=draw(st.sampled_from(["body", "title", "caption", "byline"])), text=draw(NASTY))
        for number in range(draw(st.integers(1, 4)))
    )
    source = load_source().model_copy(
        update={"passages": passages, "title": draw(NASTY), "author": draw(st.none() | NASTY), "url": draw(NASTY)}
    )
    knowledge = RoteKnowledge(Content((source,), (), Lexicon()))
    cited = st.sampled_from(passages).map(lambda each: _cite(source, each))
    part = st.builds(
        Part,
        answer=NASTY,
        citations=st.lists(cited, min_size=1, max_size=4).map(tuple),
        answer_en=st.none() | NASTY,
        is_figure=st.booleans(),
        marked=SPANS,
    )
    found = st.builds(
        Found,
        parts=st.lists(part, min_size=1, max_size=5).map(tuple),
        score=st.just(1.0),
        note=st.sampled_from([None, "corrected", "dated"]),
    )
    suggestions = st.lists(st.builds(replace, st.just(suggest(HOUSES)), subject=NASTY), max_size=4).map(tuple)
    others = st.one_of(
        st.builds(Ambiguous, suggestions=suggestions, score=st.just(0.5)),
        st.builds(NotFound, suggestions=suggestions),
        st.builds(SmallTalk, kind=NASTY),
    )
    return knowledge, draw(found | others)


def _cite(source: Source, passage: Passage) -> Citation:
    quote = passage.text
    return Citation(source.id, source.title, source.publisher, "2020-07-03", passage.id, 0, len(quote), quote)


@given(outcomes(), st.sampled_from([VI, EN]))
def test_any_outcome_of_hostile_text_is_valid_html_and_buttons_within_limits(
    drawn: tuple[RoteKnowledge, Outcome], texts: Texts
) -> None:
    knowledge, outcome = drawn
    pages = render_outcome(outcome, knowledge, texts, TODAY).pages()
    assert pages
    for page in pages:
        text, _ = read_html(page)
        assert text.strip()
        assert length_in_utf16(page) <= MESSAGE_LIMIT
    keyboard = outcome_keyboard(outcome, knowledge, texts, key=2**63 - 1)
    for row in keyboard.inline_keyboard if keyboard else ():
        for each in row:
            assert each.text.strip()
            assert 1 <= len(each.callback_data.encode()) <= 64


def test_whole_passage_longer_than_a_message_is_shown_on_pages() -> None:
    passage = Passage(id="p1", kind="body", text="Câu văn khá dài. " * 800)
    source = load_source().model_copy(update={"passages": (passage,)})
    pages = render_passage(source, passage, VI).pages()
    assert len(pages) > 1
    assert all(page.startswith("<blockquote>") for page in pages)
    assert "".join("".join(read_html(page)[0] for page in pages).split()).startswith("".join(passage.text.split()))
