"""Reading a records folder: what is found, merged and refused."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from knowledge.errors import InvalidRecordsError
from knowledge.loading import load_content, shipped_records
from tests.support.records import make_citation, make_record, make_source, make_topic, write_records
from tests.support.shipped_article import SHIPPED, article_of, is_of_article, write_article

if TYPE_CHECKING:
    from pathlib import Path


def test_shipped_records_are_valid_and_complete() -> None:
    content = load_content(shipped_records())

    assert SHIPPED in {source.id for source in content.sources}
    assert sum(is_of_article(record) for topic in content.topics for record in topic.records) > 100
    assert content.lexicon.synonyms


def test_what_an_editor_adds_leaves_the_shipped_article_as_it_is(tmp_path: Path) -> None:
    before = article_of(load_content(shipped_records()))
    records = tmp_path / "records"
    shutil.copytree(shipped_records(), records)
    added = make_record(citations=[make_citation(source="bao-moi-2024-01-02")])
    write_records(records, make_source(id="bao-moi-2024-01-02"), make_topic(added, topic="moi"))
    (records / "questions" / "moi.jsonl").write_text('{"q": "Mấy căn nhà?", "record": "nha-o"}\n', encoding="utf-8")

    assert len(load_content(records).sources) > len(before.sources)
    assert article_of(load_content(records)) == before
    assert load_content(write_article(tmp_path / "apart", records)) == before


def test_every_shipped_quote_is_verbatim() -> None:
    content = load_content(shipped_records())
    texts = {(source.id, passage.id): passage.text for source in content.sources for passage in source.passages}

    for topic in content.topics:
        for record in topic.records:
            for evidence in record.citations:
                assert evidence.quote in texts[evidence.source, evidence.passage], record.id


def test_source_without_topics_folder_loads(tmp_path: Path) -> None:
    write_records(tmp_path, make_source())
    shutil.rmtree(tmp_path / "topics")

    content = load_content(tmp_path)

    assert len(content.sources) == 1
    assert content.topics == ()


def test_folder_without_lexicon_uses_the_shipped_one(tmp_path: Path) -> None:
    write_records(tmp_path)
    shutil.rmtree(tmp_path / "lexicon")

    assert load_content(tmp_path).lexicon == load_content(shipped_records()).lexicon


def test_empty_lexicon_folder_means_no_lexicon(tmp_path: Path) -> None:
    assert load_content(write_records(tmp_path)).lexicon.synonyms == ()


def test_lexicon_files_are_joined(tmp_path: Path) -> None:
    write_records(tmp_path, lexicon={"synonyms": [["a", "b"]], "abbreviations": {"tp": "thành phố", "hn": "hộ nghèo"}})
    more = {"synonyms": [["c", "d"]], "stop": ["thì"], "abbreviations": {"tp": ["thành phố", "thực phẩm"]}}
    (tmp_path / "lexicon" / "zz.json").write_text(json.dumps(more), encoding="utf-8")

    lexicon = load_content(tmp_path).lexicon

    assert lexicon.synonyms == (("a", "b"), ("c", "d"))
    assert lexicon.abbreviations == {"tp": ("thành phố", "thực phẩm"), "hn": "hộ nghèo"}
    assert lexicon.stop == ("thì",)
    assert lexicon.words == ()


def test_schema_key_for_editors_is_ignored(tmp_path: Path) -> None:
    write_records(tmp_path, make_source(**{"$schema": "../../schema/source.json"}))

    assert load_content(tmp_path).sources[0].id == "bao-thu-2024-01-02"


@pytest.mark.parametrize("is_there", [False, True])
def test_folder_that_holds_no_records_is_refused_by_name(tmp_path: Path, *, is_there: bool) -> None:
    folder = tmp_path if is_there else tmp_path / "nowhere"

    with pytest.raises(InvalidRecordsError) as caught:
        load_content(folder)

    assert caught.value.problems[0].file == folder


def test_unreadable_file_is_named(tmp_path: Path) -> None:
    write_records(tmp_path)
    (tmp_path / "topics" / "folder.json").mkdir()

    with pytest.raises(InvalidRecordsError, match=r"folder\.json"):
        load_content(tmp_path)
