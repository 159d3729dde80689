"""Every check of the records in one run: each problem with its file, line, pointer and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from knowledge.errors import Problem
from knowledge.model import Content, Lexicon, Passage, Record, Source, Topic
from knowledge.parsing import Flaw, lines_of, parse
from knowledge.rules import LocatedRecord, LocatedSource, check_records, check_sources
from knowledge.wording import flaws_of_schema

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.loading import RecordsFile

_Model = TypeVar("_Model", bound=BaseModel)


@dataclass(slots=True)
class _Reading:
    """What the files turned out to hold, whole or in parts, and what is wrong with each."""

    sources: list[Source] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    lexicons: list[Lexicon] = field(default_factory=list)
    located_sources: list[LocatedSource] = field(default_factory=list)
    located_records: list[LocatedRecord] = field(default_factory=list)
    flaws: dict[Path, list[Flaw]] = field(default_factory=dict)


def validate(files: list[RecordsFile]) -> tuple[Content | None, list[Problem]]:
    """All content if nothing is wrong, else None; and everything that is wrong.

    A file that does not fit the schema is still checked in the parts that do, so that one run shows all there is to do.
    """
    reading = _Reading(flaws={file.path: [] for file in files})
    for file in files:
        _read(file, reading)
    for path, flaw in [
        *check_sources(reading.located_sources),
        *check_records(reading.located_records, reading.located_sources),
    ]:
        reading.flaws[path].append(flaw)
    problems = [problem for file in files for problem in _locate(file, reading.flaws[file.path])]
    if problems:
        return None, problems
    return Content(tuple(reading.sources), tuple(reading.topics), merge(reading.lexicons)), []


def merge(lexicons: list[Lexicon]) -> Lexicon:
    """One lexicon of several files: lists are joined, and entries of the later file win over the earlier's."""
    merged: dict[str, Any] = {}
    for lexicon in lexicons:
        for name in lexicon.model_fields_set:
            value = getattr(lexicon, name)
            if name in merged:
                value = {**merged[name], **value} if isinstance(value, dict) else (*merged[name], *value)
            merged[name] = value
    return Lexicon.model_construct(**merged)


def _read(file: RecordsFile, reading: _Reading) -> None:
    parsed = parse(file.raw)
    flaws = reading.flaws[file.path]
    flaws.extend(parsed.flaws)
    data = parsed.value
    if isinstance(data, dict):
        data = {key: value for key, value in data.items() if key != "$schema"}
    if data is None and parsed.flaws:
        if file.kind == "source":
            reading.located_sources.append(_located_source(file.path, None, is_whole=False))
        return
    if file.kind == "source":
        is_whole = _build(Source, data, flaws, reading.sources)
        reading.located_sources.append(_located_source(file.path, data, is_whole=is_whole))
    elif file.kind == "topic":
        _build(Topic, data, flaws, reading.topics)
        reading.located_records.extend(_located_records(file.path, data))
    else:
        _build(Lexicon, data, flaws, reading.lexicons)


def _build(model: type[_Model], data: Any, flaws: list[Flaw], built: list[_Model]) -> bool:
    try:
        built.append(model.model_validate(data))
    except ValidationError as error:
        flaws.extend(flaws_of_schema(error, data))
        return False
    return True


def _located_source(path: Path, data: Any, *, is_whole: bool) -> LocatedSource:
    data = data if isinstance(data, dict) else {}
    name = data.get("id")
    items = data.get("passages")
    parts = [
        (f"/passages/{i}", _part(Passage, item)) for i, item in enumerate(items if isinstance(items, list) else ())
    ]
    passages = tuple((pointer, passage) for pointer, passage in parts if passage)
    return LocatedSource(path, name if isinstance(name, str) else path.stem, passages, is_whole=is_whole)


def _located_records(path: Path, data: Any) -> list[LocatedRecord]:
    items = data.get("records") if isinstance(data, dict) else None
    parts = [(f"/records/{i}", _part(Record, item)) for i, item in enumerate(items if isinstance(items, list) else ())]
    return [LocatedRecord(path, pointer, record) for pointer, record in parts if record]


def _part(model: type[_Model], data: Any) -> _Model | None:
    try:
        return model.model_validate(data)
    except ValidationError:
        return None


def _locate(file: RecordsFile, flaws: list[Flaw]) -> list[Problem]:
    if not flaws:
        return []
    unknown = {flaw.pointer for flaw in flaws if flaw.line is None}
    lines = lines_of(file.raw, unknown) if unknown else {}
    problems = [
        Problem(file.path, flaw.pointer, flaw.message, flaw.line or lines[flaw.pointer], flaw.value) for flaw in flaws
    ]
    return sorted(problems, key=lambda problem: problem.line or 0)
