"""The lexicon is looked up by folded words, and says what each phrase means and does."""

from __future__ import annotations

import pytest
from hypothesis import given

from knowledge.language.lexicon import LexiconIndex, match_words, stem
from knowledge.language.normalizing import cut_terms, fold
from knowledge.model import Lexicon
from tests.support.texts import any_text, vietnamese_text

LEXICON = Lexicon.model_validate(
    {
        "synonyms": [["nhà", "căn nhà", "house"], ["xây dựng", "cất", "build"]],
        "groups": [
            {"name": "hộ nghèo", "aliases": ["người nghèo", "người khó khăn"]},
            {"name": "hộ khó khăn", "aliases": ["người khó khăn"]},
        ],
        "places": [{"name": "Phường 1", "aliases": ["P1", "phường một"], "level": "ward"}],
        "words": ["nhà trường", "bảo hiểm y tế"],
        "stop": ["là", "của"],
        "fillers": ["dạ", "ạ"],
        "neutral": ["thành phố"],
        "question_words": {"count": ["bao nhiêu", "có … bao nhiêu"], "yes_no": ["có phải … không"]},
        "contrast": [["tăng", "giảm"], ["cao nhất", "thấp nhất"]],
    }
)


@pytest.fixture(scope="module")
def index() -> LexiconIndex:
    return LexiconIndex(LEXICON)


def roles(index: LexiconIndex, text: str) -> dict[str, set[str]]:
    """What starts at the first word of a text: phrase -> the parts it can play."""
    folded = [fold(word) for word in match_words(text)]
    return {" ".join(entry.words): entry.roles for _, entries in index.at(folded, 0) for entry in entries}


def test_everything_that_starts_at_a_word_is_found(index: LexiconIndex) -> None:
    assert roles(index, "nhà trường xây") == {"nhà": {"word"}, "nhà trường": {"word"}}


def test_phrase_is_found_without_its_diacritics(index: LexiconIndex) -> None:
    assert roles(index, "bao hiem y te") == {"bảo hiểm y tế": {"word"}}


def test_phrase_that_is_cut_short_is_not_found(index: LexiconIndex) -> None:
    assert roles(index, "bảo hiểm y") == {}


@pytest.mark.parametrize(
    ("text", "role"),
    [("là", "stop"), ("dạ", "filler"), ("thành phố", "neutral"), ("bao nhiêu", "question")],
)
def test_phrase_plays_its_part(index: LexiconIndex, text: str, role: str) -> None:
    assert roles(index, text) == {text: {role}}


def test_name_of_a_place_is_listed_without_its_marks_too(index: LexiconIndex) -> None:
    assert roles(index, "phường một") == {"phường một": {"place"}, "phuong mot": {"place"}}
    assert "phuong mot" not in {" ".join(words) for words in index.phrases}


def test_synonyms_share_a_concept_and_others_do_not(index: LexiconIndex) -> None:
    def concepts(text: str) -> set[str]:
        folded = [fold(word) for word in match_words(text)]
        return set().union(*(e.concepts for length, es in index.at(folded, 0) if length == len(folded) for e in es))

    assert concepts("căn nhà") == concepts("house") == concepts("Houses") != set()
    assert not concepts("cất") & concepts("nhà")


def test_loose_word_names_every_group_that_lists_it(index: LexiconIndex) -> None:
    ((_, (entry,)),) = index.at([fold(word) for word in match_words("người khó khăn")], 0)

    assert entry.groups == {"hộ nghèo", "hộ khó khăn"}


def test_alias_names_its_place(index: LexiconIndex) -> None:
    ((_, (entry,)),) = index.at(["p1"], 0)

    assert entry.place == "Phường 1"


def test_opposites_stand_on_the_other_side(index: LexiconIndex) -> None:
    assert index.opposites(index.contrast["tăng"]) == ["giảm"]
    assert index.opposites(index.contrast["thấp nhất"]) == ["cao nhất"]
    assert "nhà" not in index.contrast


def test_question_forms_with_gaps_are_patterns_and_no_words(index: LexiconIndex) -> None:
    assert ("yes_no", (("co", "phai"), ("khong",))) in index.patterns["co"]
    assert roles(index, "có phải") == {}


@pytest.mark.parametrize(
    "words",
    [
        ("loan", "loans", "loaned"),
        ("house", "houses", "housing"),
        ("family", "families"),
        ("award", "awarded", "awards"),
    ],
)
def test_forms_of_an_english_word_have_one_stem(words: tuple[str, ...]) -> None:
    assert len({stem(word) for word in words}) == 1


@pytest.mark.parametrize("word", ["các", "nghèo", "thanh", "ban", "bhyt", "145", "nhie6u", "as", "progress"])
def test_what_has_no_english_ending_stays_as_it_is(word: str) -> None:
    assert stem(word) == word


@given(any_text | vietnamese_text)
def test_every_term_has_one_word_to_compare(text: str) -> None:
    words = match_words(text)

    assert len(words) == len(cut_terms(text))
    assert all(words)


@given(any_text | vietnamese_text)
def test_anything_can_be_looked_up(text: str) -> None:
    index = LexiconIndex(LEXICON)
    folded = [fold(word) for word in match_words(text)]
    for at in range(len(folded)):
        for length, entries in index.at(folded, at):
            assert all([fold(word) for word in entry.words] == folded[at : at + length] for entry in entries)


def test_empty_lexicon_knows_nothing() -> None:
    index = LexiconIndex(Lexicon())

    assert list(index.at(["nha"], 0)) == []
    assert index.contrast == {}
