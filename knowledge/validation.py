"""Every check of the records in one run: each problem with its file, line, pointer and how to mend it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from knowledge.errors import Problem
from knowledge.model import Content, Lexicon, Passage, Record, Source, Topic
from knowledge.parsing import MAX_FLAWS, UNQUOTED_NUMBER, Flaw, clean, lines_of, parse, shown
from knowledge.rules import LocatedSource, LocatedTopic, check_sources, check_topics
from knowledge.wording import TEXT_NEEDED, TIME_NEEDED, flaws_of_schema

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.loading import RecordsFile

_Model = TypeVar("_Model", bound=BaseModel)
_ISO_TIME = re.compile(r"\d{4}-\d{2}-\d{2}\D")


@dataclass(slots=True)
class _Reading:
    """What the files turned out to hold, whole or in parts, and what is wrong with each."""

    sources: list[Source] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    lexicons: list[Lexicon] = field(default_factory=list)
    located_sources: list[LocatedSource] = field(default_factory=list)
    located_topics: list[LocatedTopic] = field(default_factory=list)
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
        *check_topics(reading.located_topics, reading.located_sources),
    ]:
        reading.flaws[path].append(flaw)
    problems = [problem for file in files for problem in _locate(file, reading.flaws[file.path])]
    if problems:
        return None, problems
    return Content(tuple(reading.sources), tuple(reading.topics), merge(reading.lexicons)), []


def merge(lexicons: list[Lexicon]) -> Lexicon:
    """One lexicon of several files: lists are joined, and what two files say of one word counts together."""
    merged: dict[str, Any] = {}
    for lexicon in lexicons:
        for name in lexicon.model_fields_set:
            value = getattr(lexicon, name)
            if name in merged:
                value = _join(merged[name], value) if isinstance(value, dict) else (*merged[name], *value)
            merged[name] = value
    return Lexicon.model_construct(**merged)


def _join(earlier: dict[str, Any], later: dict[str, Any]) -> dict[str, Any]:
    joined = dict(earlier)
    for word, meaning in later.items():
        joined[word] = tuple(dict.fromkeys((*_many(joined[word]), *_many(meaning)))) if word in joined else meaning
    return joined


def _many(meaning: str | tuple[str, ...]) -> tuple[str, ...]:
    return (meaning,) if isinstance(meaning, str) else meaning


def _read(file: RecordsFile, reading: _Reading) -> None:
    parsed = parse(file.raw)
    flaws = reading.flaws[file.path]
    flaws.extend(parsed.flaws)
    data = parsed.value
    if isinstance(data, dict):
        data = {key: value for key, value in data.items() if key != "$schema"}
    is_readable = parsed.is_readable
    if file.kind == "source":
        is_whole = is_readable and _build(Source, data, flaws, reading.sources)
        reading.located_sources.append(_locate_source(file.path, data, is_whole=is_whole))
        flaws.extend(_unclear_time(data) if is_whole else [])
    elif file.kind == "topic":
        if is_readable:
            _build(Topic, data, flaws, reading.topics)
        reading.located_topics.append(_locate_topic(file.path, data, is_readable=is_readable))
    elif is_readable:
        _build(Lexicon, data, flaws, reading.lexicons)


def _build(model: type[_Model], data: Any, flaws: list[Flaw], built: list[_Model]) -> bool:
    try:
        built.append(model.model_validate(data))
    except ValidationError as error:
        found = list(flaws_of_schema(error, data))
        # Quotes mend a number only where a text belongs; elsewhere what the schema wants there is the advice.
        no_texts = {flaw.pointer for flaw in found if flaw.message != TEXT_NEEDED}
        flaws[:] = [f for f in flaws if not (f.message == UNQUOTED_NUMBER and f.pointer in no_texts)] + found
        return False
    return True


def _unclear_time(data: Any) -> list[Flaw]:
    """Pydantic also reads a bare number of seconds as a time; an editor who wrote one meant something else."""
    published = data.get("published") if isinstance(data, dict) else None
    if not isinstance(published, str) or _ISO_TIME.match(published):
        return []
    return [Flaw("/published", " / ".join(TIME_NEEDED), shown(published))]


def _locate_source(path: Path, data: Any, *, is_whole: bool) -> LocatedSource:
    name = data.get("id") if isinstance(data, dict) else None
    return LocatedSource(
        path, name if isinstance(name, str) else path.stem, _parts(Passage, data, "passages"), is_whole=is_whole
    )


def _locate_topic(path: Path, data: Any, *, is_readable: bool) -> LocatedTopic:
    name = data.get("topic") if isinstance(data, dict) else None
    ids = [(pointer, item.get("id")) for pointer, item in _items(data, "records") if isinstance(item, dict)]
    return LocatedTopic(
        path,
        name if isinstance(name, str) else None,
        _parts(Record, data, "records"),
        tuple((pointer, identifier) for pointer, identifier in ids if isinstance(identifier, str)),
        is_readable=is_readable,
    )


def _items(data: Any, key: str) -> list[tuple[str, Any]]:
    items = data.get(key) if isinstance(data, dict) else None
    return [(f"/{key}/{i}", item) for i, item in enumerate(items)] if isinstance(items, list) else []


def _parts(model: type[_Model], data: Any, key: str) -> tuple[tuple[str, _Model], ...]:
    """The items of a list that fit the schema, whatever the others look like."""
    built = [(pointer, _part(model, item)) for pointer, item in _items(data, key)]
    return tuple((pointer, part) for pointer, part in built if part is not None)


def _part(model: type[_Model], data: Any) -> _Model | None:
    try:
        return model.model_validate(data)
    except ValidationError:
        return None


def _locate(file: RecordsFile, flaws: list[Flaw]) -> list[Problem]:
    if not flaws:
        return []
    hidden = len(flaws) - 2 * MAX_FLAWS
    if hidden > 0:
        more = f"và {hidden} lỗi nữa, sẽ hiện khi sửa xong các lỗi này / and {hidden} more, shown once these are mended"
        flaws = [*flaws[: 2 * MAX_FLAWS], Flaw("", more)]
    unknown = {flaw.pointer for flaw in flaws if flaw.line is None}
    lines = lines_of(file.raw, unknown) if unknown else {}
    problems = [
        Problem(file.path, clean(flaw.pointer), flaw.message, flaw.line or lines[flaw.pointer], flaw.value)
        for flaw in flaws
    ]
    return sorted(problems, key=lambda problem: problem.line or 0)
