"""The canonical form: one order, one layout, nothing lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.errors import InvalidRecordsError
from knowledge.formatting import compose, format_file, to_bytes
from knowledge.loading import FileKind, RecordsFile, read_files, shipped_records
from tests.support.records import make_record, make_source, make_topic


def formatted(raw: bytes, kind: FileKind = "topic") -> bytes:
    return format_file(RecordsFile(Path("x.json"), kind, raw))


def test_keys_come_in_the_order_of_the_model() -> None:
    shuffled = {key: make_record()[key] for key in sorted(make_record(), reverse=True)}
    raw = json.dumps({"records": [shuffled], "title": "A", "topic": "a", "$schema": "../x.json"}).encode()

    value = json.loads(formatted(raw))

    assert list(value) == ["$schema", "topic", "title", "records"]
    assert list(value["records"][0]) == list(make_record())
    assert list(value["records"][0]["citations"][0]) == ["source", "passage", "quote"]


def test_layout_is_readable_utf8_with_a_last_line_end() -> None:
    assert formatted(b'{"title":"\\u0110","topic":"a"}') == '{\n  "topic": "a",\n  "title": "Đ"\n}\n'.encode()


def test_unknown_keys_stay_for_check_to_name() -> None:
    assert list(json.loads(formatted(b'{"zz": null, "topic": "a"}'))) == ["topic", "zz"]


def test_decomposed_text_becomes_nfc() -> None:
    assert json.loads(formatted('{"title": "nha\u0300"}'.encode())) == {"title": "nhà"}


@pytest.mark.parametrize(
    ("raw", "line"),
    [(b"{", 1), (b'{"a": "x",\n"a": "y"}', 2), (b'{"a":\n[\n1.50]}', 3), (b'{\n"a": "\\ud800"}', 2)],
)
def test_file_that_would_lose_something_is_refused_with_its_line(raw: bytes, line: int) -> None:
    with pytest.raises(InvalidRecordsError) as caught:
        formatted(raw)

    assert caught.value.problems[0].line == line


def test_key_twice_is_refused_however_many_texts_need_nfc() -> None:
    texts = json.dumps({f"k{i}": "nha\u0300" for i in range(500)}, ensure_ascii=False)

    with pytest.raises(InvalidRecordsError):
        formatted(f'{{"a": {texts}, "b": "x", "b": "y"}}'.encode())


def test_shipped_files_are_in_canonical_form() -> None:
    for file in read_files(shipped_records()):
        assert format_file(file) == file.raw, f"{file.path}: run `thidua knowledge format`"


texts = st.text(st.characters(exclude_categories=["C"]), max_size=6)
values = st.recursive(
    st.none() | st.booleans() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=15,
)


@settings(max_examples=150, deadline=None)
@given(values | st.just(make_topic()) | st.just(make_source()), st.sampled_from(["source", "topic", "lexicon"]))
def test_canonical_form_is_idempotent_and_lossless(value: Any, kind: FileKind) -> None:
    raw = formatted(json.dumps(value, ensure_ascii=False).encode(), kind)

    assert json.loads(raw) == compose(value)
    assert formatted(raw, kind) == raw
    assert to_bytes(json.loads(raw), kind) == raw
