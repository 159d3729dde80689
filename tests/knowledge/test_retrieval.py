"""The index knows which records explain a word, how rare it is, and which near questions have no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge.answering.compiling import build_analyst, build_index, find_gaps
from knowledge.answering.gaps import GapIndex
from knowledge.answering.retrieval import text_keys
from knowledge.base import compile_content
from knowledge.loading import load_content
from tests.support.records import make_citation, make_record, make_source, make_topic, write_records

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.answering.questions import Analyst
    from knowledge.answering.retrieval import RecordIndex
    from knowledge.answering.units import Unit

LEXICON = {
    "synonyms": [["căn nhà", "mái ấm"], ["xây", "xây dựng", "cất"]],
    "words": ["hộ nghèo", "tỷ lệ", "bình quân"],
    "stop": ["cho", "các", "đã", "của"],
    "question_words": {"count": ["bao nhiêu"]},
    "gaps": [{"subject": "Giá một căn nhà", "phrasings": ["Mỗi căn nhà giá bao nhiêu?"]}],
}
POVERTY = make_record(
    id="giam-ngheo",
    subject="Mức giảm tỷ lệ hộ nghèo",
    answer="Tỷ lệ hộ nghèo giảm bình quân 1,96%/năm",
    figure={"value": "1,96", "unit": "%/năm"},
    phrasings=["Tỷ lệ hộ nghèo giảm bao nhiêu?"],
    citations=[make_citation(quote="tỷ lệ hộ nghèo giảm bình quân 1,96%/năm")],
)
DRAFT = make_record(id="nhap", subject="Bản nháp", phrasings=["Nháp bao nhiêu?"], draft=True)


@pytest.fixture
def analyst_and_index(tmp_path: Path) -> tuple[Analyst, RecordIndex, GapIndex]:
    topic = make_topic(make_record(), POVERTY, DRAFT)
    content = load_content(write_records(tmp_path, make_source(), topic, lexicon=LEXICON))
    analyst = build_analyst(content)
    index = build_index(content, analyst)
    return analyst, index, GapIndex(find_gaps(content, analyst, index), index)


def unit(analyst: Analyst, text: str) -> Unit:
    (found,) = analyst.analyse_clean(text).units
    return found


def test_nearest_gap_is_found_although_common_words_are_looked_up_for_a_few_only(tmp_path: Path) -> None:
    subjects = ["Giá một căn nhà", "Chiều rộng một căn nhà", "Người thợ xây nhà", "Mái tôn của nhà", "Lễ bàn giao nhà"]
    gaps = [{"subject": s, "phrasings": [f"{s} bao nhiêu?", f"hỏi {s.lower()} ở đâu"]} for s in subjects]
    lexicon = {**LEXICON, "gaps": gaps}
    content = load_content(write_records(tmp_path, make_source(), make_topic(make_record(), POVERTY), lexicon=lexicon))
    analyst = build_analyst(content)
    index = build_index(content, analyst)
    known = find_gaps(content, analyst, index)
    near = GapIndex(known, index)
    weight = dict.fromkeys(range(len(known)), 0.0)

    for text in ("Lễ bàn giao một căn nhà ở đâu", "giá mái tôn", "nhà", "người thợ xây một căn nhà bao nhiêu"):
        asked = analyst.analyse(text)
        units = [(max(index.key_weight(u.keys[0][0]), 0.1) * u.role_weight, u) for u in asked.weighty]
        for number, gap in enumerate(known):
            keys = {key for each in gap.units for key, _ in each.keys}
            shared = sum(value for value, u in units if any(key in keys for key, _ in u.keys))
            held = sum(max(index.key_weight(u.keys[0][0]), 0.1) * u.role_weight for u in gap.units)
            alike = 1.0 if asked.types & gap.types or not (asked.types or gap.types) else 0.8
            weight[number] = alike * 2 * shared / (sum(value for value, _ in units) + (held or 1.0))

        assert near.nearest(asked.weighty, asked.folded, asked.types)[0] == pytest.approx(max(weight.values()))


def test_chat_letters_of_a_phrasing_are_no_words_but_an_initial_is(tmp_path: Path) -> None:
    lexicon = {**LEXICON, "abbreviations": {"z": "vậy", "h": "giờ"}}
    record = make_record(phrasings=["Xây bao nhiêu căn nhà z?", "Bài của H.Lan nói xây mấy căn nhà?"])
    analyst = build_analyst(load_content(write_records(tmp_path, make_source(), make_topic(record), lexicon=lexicon)))

    assert [word.text for word in analyst.analyse("xay may can nha z").words][-1] == "vậy"
    assert [word.text for word in analyst.analyse("bai cua h.lan").words][-2:] == ["h", "lan"]


def test_aspect_teaches_the_model_of_gaps_and_names_none(tmp_path: Path) -> None:
    gaps = [
        {"subject": "Giá một căn nhà", "phrasings": ["Một căn nhà giá bao nhiêu?"]},
        {"subject": "Ai kiểm toán", "phrasings": ["Ai kiểm toán số nhà đó?"], "aspect": True},
    ]
    topic = make_topic(make_record(), POVERTY)
    content = load_content(write_records(tmp_path, make_source(), topic, lexicon={**LEXICON, "gaps": gaps}))
    compiled = compile_content(content)
    analyst = compiled.analyst
    known = find_gaps(content, analyst, compiled.index)

    assert [(gap.subject, gap.is_aspect) for gap in known] == [("Giá một căn nhà", False), ("Ai kiểm toán", True)]
    assert set(compiled.gaps.groups) == {"Giá một căn nhà"}


def test_drafts_are_not_indexed(analyst_and_index: tuple[Analyst, RecordIndex, GapIndex]) -> None:
    _, index, _ = analyst_and_index

    assert set(index.by_id) == {"nha-o", "giam-ngheo"}


def test_record_explains_its_words_and_their_synonyms(
    analyst_and_index: tuple[Analyst, RecordIndex, GapIndex],
) -> None:
    analyst, index, _ = analyst_and_index
    houses = index.by_id["nha-o"]

    for text in ("căn nhà", "mái ấm"):
        _, records = index.explain(unit(analyst, text))
        assert records.keys() == {houses}
        assert records[houses] > 0.5
    assert index.explain(unit(analyst, "bitcoin"))[1] == {}


def test_figure_is_found_by_its_value(analyst_and_index: tuple[Analyst, RecordIndex, GapIndex]) -> None:
    analyst, index, _ = analyst_and_index

    assert index.explain(unit(analyst, "1,96%"))[1].keys() == {index.by_id["giam-ngheo"]}


def test_rare_word_weighs_more_than_a_common_one(analyst_and_index: tuple[Analyst, RecordIndex, GapIndex]) -> None:
    analyst, index, _ = analyst_and_index
    unknown, rare = (index.explain(unit(analyst, text))[0] for text in ("bitcoin", "bình quân"))

    assert unknown > rare > 0
    assert index.key_weight("w:bitcoin") > index.key_weight("w:hộ nghèo")


def test_word_is_associated_with_the_record_that_people_ask_with_it(
    analyst_and_index: tuple[Analyst, RecordIndex, GapIndex],
) -> None:
    analyst, index, _ = analyst_and_index
    houses, poverty = index.by_id["nha-o"], index.by_id["giam-ngheo"]

    assert index.association(unit(analyst, "căn nhà"), houses) > index.association(unit(analyst, "căn nhà"), poverty)


def test_syllable_of_a_compound_explains_less_than_the_compound(
    analyst_and_index: tuple[Analyst, RecordIndex, GapIndex],
) -> None:
    analyst, _, _ = analyst_and_index
    keys = text_keys("Tỷ lệ hộ nghèo", analyst.lexicon)

    assert keys["w:hộ nghèo"] > keys["w:nghèo"] > 0


def test_nearest_gap_is_near_only_to_its_like(analyst_and_index: tuple[Analyst, RecordIndex, GapIndex]) -> None:
    analyst, _, gaps = analyst_and_index

    def nearness(text: str) -> tuple[float, float]:
        analysis = analyst.analyse_clean(text)
        return gaps.nearest(analysis.weighty, analysis.folded, analysis.types)

    assert nearness("Mỗi căn nhà giá bao nhiêu?") == pytest.approx((1, 1), abs=0.05)
    assert nearness("Đã xây bao nhiêu căn nhà?") < nearness("Mỗi căn nhà của hộ nghèo giá bao nhiêu?")
    assert nearness("thời tiết") == (0, 0)
