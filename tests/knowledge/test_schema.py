"""The schema files are what the model says, and fit the shipped records."""

from __future__ import annotations

import json

import pytest

from knowledge.loading import FOLDERS
from knowledge.model import Record
from knowledge.schema import FOLDER, build_schemas


@pytest.mark.parametrize("name", sorted(build_schemas()))
def test_schema_file_equals_the_model(name: str) -> None:
    assert (FOLDER / name).read_bytes() == build_schemas()[name], "run `python -m knowledge.schema`"


def test_every_kind_of_file_has_its_schema() -> None:
    assert sorted(build_schemas()) == sorted(f"{kind}.json" for kind in FOLDERS)


def test_schema_allows_the_key_that_names_it() -> None:
    for raw in build_schemas().values():
        schema = json.loads(raw)
        assert schema["properties"]["$schema"] == {"type": "string"}
        assert schema["additionalProperties"] is False


def test_schema_tells_editors_in_vietnamese_what_a_key_is_for() -> None:
    properties = json.loads(build_schemas()["topic.json"])["$defs"]["Record"]["properties"]

    assert list(properties) == list(Record.model_fields)
    assert "nguyên văn" in json.loads(build_schemas()["source.json"])["properties"]["passages"]["description"]
