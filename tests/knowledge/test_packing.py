"""Packed tables read like the dictionaries and lists they were."""

from __future__ import annotations

import pickle
from functools import lru_cache
from typing import Any

import pytest

from knowledge.packing import PackedMapping, PackedSequence, dump_packed


class Tables:
    """An object with large and small tables."""

    def __init__(self) -> None:
        self.words = {f"w{number}": [number] for number in range(100)}
        self.rows = [{"at": number} for number in range(100)]
        self.nested = [{f"k{key}": [key] for key in range(100)} for _ in range(100)]
        self.plain = {number: float(number) for number in range(100)}
        self.names = [str(number) for number in range(100)]
        self.small = {"one": [1]}
        self.none: list[Any] = []
        self.remembered = lru_cache(maxsize=7)(self.find)

    def find(self, word: str) -> list[int] | None:
        return self.words.get(word)


@pytest.fixture
def loaded() -> Tables:
    tables: Tables = pickle.loads(dump_packed(Tables(), (Tables,)))
    return tables


def test_large_table_of_objects_is_packed_and_reads_like_a_dictionary(loaded: Tables) -> None:
    assert isinstance(loaded.words, PackedMapping)
    assert loaded.words["w3"] == [3]
    assert loaded.words.get("w4") == [4]
    assert loaded.words.get("none", ()) == ()
    assert "w5" in loaded.words
    assert "none" not in loaded.words
    assert dict(loaded.words) == Tables().words
    with pytest.raises(KeyError):
        loaded.words["none"]


def test_large_list_of_objects_is_packed_and_reads_like_a_list(loaded: Tables) -> None:
    assert isinstance(loaded.rows, PackedSequence)
    assert loaded.rows[3] == loaded.rows[-97] == {"at": 3}
    assert loaded.rows[1:3] == [{"at": 1}, {"at": 2}]
    assert list(loaded.rows) == Tables().rows
    with pytest.raises(IndexError):
        loaded.rows[100]


def test_table_in_a_table_is_packed_too(loaded: Tables) -> None:
    assert isinstance(loaded.nested[7], PackedMapping)
    assert loaded.nested[7]["k9"] == [9]


def test_value_is_unpacked_once(loaded: Tables) -> None:
    assert loaded.words["w1"] is loaded.words["w1"]
    assert loaded.rows[1] is loaded.rows[1]


@pytest.mark.parametrize("name", ["plain", "names", "small", "none"])
def test_plain_and_small_tables_stay_as_they_are(loaded: Tables, name: str) -> None:
    assert getattr(loaded, name) == getattr(Tables(), name)
    assert type(getattr(loaded, name)) in {dict, list}


def test_packed_tables_can_be_pickled_again(loaded: Tables) -> None:
    again = pickle.loads(dump_packed(loaded, (Tables,)))

    assert dict(again.words) == Tables().words
    assert list(again.rows) == Tables().rows


def test_method_that_remembers_remembers_anew(loaded: Tables) -> None:
    assert loaded.remembered("w8") == [8]
    assert loaded.remembered.cache_info().maxsize == 7
    assert loaded.remembered.cache_info().misses == 1


class Large:
    """An object with a table too large to be read in one go."""

    def __init__(self) -> None:
        self.plain = {number: float(number) for number in range(5000)}


def test_very_large_plain_table_is_read_in_pieces_and_is_the_same() -> None:
    raw = dump_packed(Large(), (Large,))

    read = pickle.loads(raw)

    assert raw.count(b"_pause") == 1
    assert type(read.plain) is dict
    assert list(read.plain.items()) == list(Large().plain.items())
