"""The general thesaurus: what may be said instead of a question's words, in words that an archive has."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

import pytest

from knowledge.answering.archive.data import load_data
from knowledge.answering.archive.index import ArchiveIndex
from knowledge.answering.archive.synonyms import Synonyms
from knowledge.answering.archive.thesaurus import Thesaurus
from knowledge.language.normalizing import cut_terms
from knowledge.model import Lexicon, Passage, Source

# Invented.
TEXT = "Ông Lâm Văn Tỵ qua đời năm 1991. Vườn cam của ông nay thuộc về người con út."
GROUPS = [["chết", "qua đời", "mất", "từ trần"], ["vườn", "vườn tược"]]
AKIN = [["vườn cây", "cam", "bưởi"]]


@cache
def index() -> ArchiveIndex:
    day = datetime(2021, 3, 1, tzinfo=UTC)
    passages = (Passage(id="p1", kind="body", text=TEXT),)
    source = Source(id="ty", title="Ông Tỵ", publisher="Báo Thử", published=day, passages=passages)
    return ArchiveIndex([source], Lexicon(), Thesaurus(GROUPS, AKIN))


def offered(question: str) -> list[tuple[str, set[str], bool]]:
    """For each alternative: the words it stands for, the wordings, and whether these only come near."""
    words = [term.text for term in cut_terms(question)]
    folded = [term.folded for term in cut_terms(question)]
    found = Synonyms(Thesaurus(GROUPS, AKIN), index()).alternatives(words, folded)
    return [
        (" ".join(words[each.start : each.end]), {wording.text.strip() for wording in each.wordings}, each.is_akin)
        for each in found
    ]


@pytest.mark.parametrize(
    ("question", "alternatives"),
    [
        ("Ông Tỵ chết năm nào?", [("chết", {"qua đời"}, False)]),
        ("Ông Tỵ từ trần năm nào?", [("từ trần", {"qua đời"}, False)]),
        ("ong ty tu tran nam nao", [("tu tran", {"qua đời"}, False)]),  # several words agree without their marks
        ("ong ty chet nam nao", []),  # a single word could be another
        ("vườn cây của ông nay của ai", [("vườn cây", {"cam"}, True)]),
        ("vuon cay cua ong", []),
        ("Giá vàng hôm nay", []),
    ],
)
def test_what_the_archive_says_instead_is_offered(
    question: str, alternatives: list[tuple[str, set[str], bool]]
) -> None:
    assert offered(question) == alternatives


def test_wordings_tell_their_rarest_word_and_where_they_stand() -> None:
    (alternative,) = Synonyms(Thesaurus(GROUPS), index()).alternatives(["mất"], ["mat"])
    (wording,) = alternative.wordings
    assert wording.text == " qua đời "
    assert wording.rarest in {"qua", "đời"}
    assert wording.rarity == index().rarity(wording.rarest)
    assert list(wording.passages) == [0]


@pytest.mark.parametrize("name", ["synonyms", "akin"])
def test_shipped_groups_hold_different_phrases(name: str) -> None:
    groups = load_data("archive_synonyms.json")[name]
    assert groups
    for group in groups:
        assert len({" ".join(term.text for term in cut_terms(phrase)) for phrase in group}) == len(group) >= 2, group
        assert all(phrase == phrase.strip() for phrase in group), group
