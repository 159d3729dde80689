"""The schema files are what the model says, and fit the shipped records."""

from __future__ import annotations

import json
from fnmatch import fnmatch
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from knowledge.loading import FOLDERS, shipped_records
from knowledge.model import Record
from knowledge.schema import FOLDER, build_schemas

if TYPE_CHECKING:
    from pathlib import Path


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


VSCODE = json.loads((shipped_records().parents[1] / ".vscode" / "settings.json").read_text(encoding="utf-8"))


def shipped_files() -> list[Path]:
    return [path for folder in FOLDERS.values() for path in sorted((shipped_records() / folder).glob("*.json"))]


def schema_in_vscode(path: Path) -> Any:
    """The schema that the settings map a file to, as the editor resolves it."""
    name = f"/{path.relative_to(shipped_records().parents[1]).as_posix()}"
    (mapped,) = [m for m in VSCODE["json.schemas"] if any(fnmatch(name, pattern) for pattern in m["fileMatch"])]
    return json.loads((shipped_records().parents[1] / mapped["url"]).read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", shipped_files(), ids=lambda path: path.stem)
def test_shipped_file_fits_the_schema_that_vscode_is_given(path: Path) -> None:
    value = json.loads(path.read_text(encoding="utf-8"))
    validator = Draft202012Validator(schema_in_vscode(path))

    assert [error.message for error in validator.iter_errors(value)] == []
    assert validator.is_valid({"$schema": "../../schema/topic.json", **value})
    assert not validator.is_valid({**value, "tile": "a slip of the keyboard"})


def test_schema_draws_a_red_line_where_the_check_finds_a_mistake() -> None:
    validator = Draft202012Validator(json.loads(build_schemas()["topic.json"]))
    record = {"id": "a", "kind": "figures", "subject": "x", "answer": "y", "citations": []}

    found = {tuple(error.absolute_path) for error in validator.iter_errors({"topic": "t", "records": [record]})}

    assert found == {(), ("records", 0, "kind"), ("records", 0, "citations")}
