"""What was typed is read as the words that were meant, with the words of the knowledge and no others."""

from __future__ import annotations

import pytest
from hypothesis import given

from knowledge.language.normalizing import cut_terms
from knowledge.language.repair import Reader
from knowledge.language.syllables import decode_keys
from tests.support.sample_knowledge import load_source
from tests.support.texts import STRANGE, any_text, question_text, vietnamese_text

QUESTIONS = (
    "thành phố đã xây dựng bao nhiêu căn nhà cho hộ nghèo",
    "bao nhiêu hộ cận nghèo được vay vốn",
    "thành phố mua bao nhiêu thẻ bảo hiểm y tế",
    "bạn cho mình hỏi nhà của hộ khó khăn tốn bao nhiêu tiền vậy",
    "tỉ lệ hộ nghèo giảm bao nhiêu phần trăm mỗi năm",
    "việc làm cho người lao động là gì",
)
EXPANSIONS = {
    "bhyt": ("bảo hiểm y tế",),
    "tp": ("thành phố",),
    "ubnd tp": ("ủy ban nhân dân thành phố",),
    "bn": ("bao nhiêu", "bạn"),
    "hk": ("không",),
    "z": ("vậy",),
    "dợ": ("vậy",),
    "j": ("gì",),
}


def build_reader(expansions: dict[str, tuple[str, ...]]) -> Reader:
    texts = [passage.text for passage in load_source().passages] + list(QUESTIONS)
    return Reader([[term.text for term in cut_terms(text)] for text in texts], expansions)


READER = build_reader(EXPANSIONS)
# … without spellings of several words, whose later terms have no word of their own
SINGLE_READER = build_reader({short: meant for short, meant in EXPANSIONS.items() if " " not in short})


def read(text: str) -> str:
    return " ".join(word.text for word in READER.read(text)[1])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("thanh pho xay dung bao nhieu can nha", "thành phố xây dựng bao nhiêu căn nhà"),
        ("ho can ngheo duoc vay von", "hộ cận nghèo được vay vốn"),
        ("bao nhiu thẻ bảo hiễm y tế", "bao nhiêu thẻ bảo hiểm y tế"),  # hook for tilde
        ("thành phố xây dưng bao nhiêu căn nhà", "thành phố xây dựng bao nhiêu căn nhà"),  # a tone left out
        ("mua bao nhêu thẻ bảo hểm y tế", "mua bao nhiêu thẻ bảo hiểm y tế"),  # letters left out
        ("hộ nghèoo được vayy vốn", "hộ nghèo được vay vốn"),  # letters twice
        ("hộ cận nghoè", "hộ cận nghèo"),  # swapped
        ("thnàh phố", "thành phố"),
        ("được vay vốnhộ nghèo", "được vay vốn hộ nghèo"),  # no space between, and never side by side in the knowledge
        ("hộ nghèo năm2020", "hộ nghèo năm 2020"),
        ("thành ohố", "thành phố"),  # the key beside
        ("mua thẻ BHYT", "mua thẻ bảo hiểm y tế"),
        ("Thành phố xây bn căn nhà z", "thành phố xây bao nhiêu căn nhà vậy"),
        ("bn cho mình hỏi", "bạn cho mình hỏi"),  # the same letters for another word
        ("UBND TP", "ủy ban nhân dân thành phố"),
        ("tyr leej hooj ngheof", "tỉ lệ hộ nghèo"),  # Telex
        ("ddax xaay duwngj bao nhieeu cawn nhaf", "đã xây dựng bao nhiêu căn nhà"),
        ("ty3 le65 ho65 nghe2o", "tỉ lệ hộ nghèo"),  # VNI
        ("d9a4 mua bao nhie6u the3", "đã mua bao nhiêu thẻ"),
        ("thànhphố", "thành phố"),  # typed together
        ("baonhieu cannha", "bao nhiêu căn nhà"),
        ("vc làm là j", "việc làm là gì"),  # vowels left out
        ("Tỷ lệ hộ nghèo giảm 1,96%/năm", "tỉ lệ hộ nghèo giảm 1,96% năm"),
    ],
)
def test_what_people_type_is_read_as_they_mean_it(typed: str, meant: str) -> None:
    assert read(typed) == meant


@pytest.mark.parametrize("text", QUESTIONS)
def test_well_typed_question_is_read_as_it_stands(text: str) -> None:
    words = READER.read(text)[1]

    assert " ".join(word.text for word in words) == text
    assert all(word.is_typed for word in words)


@pytest.mark.parametrize("text", ["bitcoin", "Elon Musk", "máy bay", "FPT", "karaoke"])
def test_stranger_is_not_bent_into_a_known_word(text: str) -> None:
    assert read(text) == " ".join(term.text for term in cut_terms(text))


def test_repaired_word_is_marked_and_costs_more() -> None:
    typed, repaired = READER.read("thành phố")[1], READER.read("thành ohố")[1]

    assert [word.is_typed for word in repaired] == [True, False]
    assert repaired[1].cost > typed[1].cost
    assert repaired[1].term == 1


def test_every_word_of_an_abbreviation_points_to_its_term() -> None:
    terms, words = READER.read("mua thẻ bhyt nào")

    assert [terms[word.term].text for word in words] == ["mua", "thẻ", "bhyt", "bhyt", "bhyt", "bhyt", "nào"]


def test_figures_are_left_alone() -> None:
    assert read("48.845 1,96% 2016 145") == "48.845 1,96% 2016 145"


@given(question_text | vietnamese_text | any_text)
def test_every_term_is_read_in_its_order(text: str) -> None:
    terms, words = SINGLE_READER.read(text)

    assert sorted({word.term for word in words}) == list(range(len(terms)))
    assert [word.term for word in words] == sorted(word.term for word in words)


@given(question_text | vietnamese_text)
def test_nothing_is_repaired_to_a_word_that_nobody_knows(text: str) -> None:
    meant = {term.text for texts in EXPANSIONS.values() for text in texts for term in cut_terms(text)}
    terms, words = READER.read(text)
    for word in words:
        is_known = READER.knows(word.text) or word.text in meant
        assert is_known or word.text == terms[word.term].text or decode_keys(terms[word.term].text) == word.text


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_strange_text_is_read_without_complaint(text: str) -> None:
    terms, words = READER.read(text[:256])

    assert all(0 <= word.term < len(terms) for word in words)


def test_reader_that_knows_nothing_reads_what_stands_there() -> None:
    reader = Reader([], {})

    assert [word.text for word in reader.read("Hộ nghèo 145")[1]] == ["hộ", "nghèo", "145"]
    assert reader.read("") == ((), [])
