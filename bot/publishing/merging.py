"""Two editors at once: what one changed, brought over to what the other published meanwhile, part by part."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knowledge.formatting import to_bytes
from knowledge.snapshots import kind_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from knowledge.snapshots import Files

Part = tuple[str, ...]
"""What is changed as one: a source, a record, the rest of a topic, or one list of a file of the lexicon."""
Value = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Conflict:
    """One part that both editors changed, each differently; ``mine`` is what the merge holds."""

    part: Part
    theirs: Any
    mine: Any


@dataclass(frozen=True, slots=True)
class Merged:
    """The files that hold both editors' work, and where the two meet."""

    files: dict[str, bytes]
    conflicts: tuple[Conflict, ...]


def merge(base: Files, mine: Files, theirs: Files) -> Merged:
    """Bring the changes from ``base`` to ``mine`` over to ``theirs``; all three must be readable JSON.

    What only one of the two changed is theirs or mine as it is; of what both changed, mine is taken and named.
    """
    before, after, other = _cut(base), _cut(mine), _cut(theirs)
    conflicts: list[Conflict] = []
    result = dict(other)
    for part in dict.fromkeys((*before, *after)):
        old, new, their = before.get(part), after.get(part), other.get(part)
        if new in (old, their):
            continue
        if their != old:
            conflicts.append(Conflict(part, _value(their), _value(new)))
        if new is None:
            del result[part]
        elif their is None:
            result[part] = new
        else:
            result[part] = (their[0], new[1])  # in the file where it stands by now
    return Merged(_join(result, theirs), tuple(conflicts))


def _cut(files: Files) -> dict[Part, tuple[str, Any]]:
    """Every part with the file it stands in; parts compare as values, whatever the order of their keys."""
    parts: dict[Part, tuple[str, Any]] = {}
    for name in sorted(files):
        value = json.loads(files[name])
        kind = kind_of(name)
        if kind == "source":
            parts["source", str(value["id"])] = (name, value)
        elif kind == "topic":
            rest = {key: item for key, item in value.items() if key != "records"}
            parts["topic", str(value["topic"])] = (name, rest)
            for record in value["records"]:
                parts["record", str(record["id"])] = (name, record)
        else:
            for key, item in value.items():
                parts["lexicon", name, key] = (name, item)
    return parts


def _join(parts: Mapping[Part, tuple[str, Any]], theirs: Files) -> dict[str, bytes]:
    values: dict[str, Value] = {}
    records: dict[str, list[Value]] = {}
    for part, (name, value) in parts.items():
        if part[0] == "record":
            records.setdefault(name, []).append(value)
        elif part[0] == "lexicon":
            values.setdefault(name, {})[part[2]] = value
        else:
            values[name] = {**value}
    for name, listed in records.items():
        values.setdefault(name, {})["records"] = listed
    for name, value in values.items():
        if kind_of(name) == "topic":
            value.setdefault("records", [])
    return {
        name: _unless_same(to_bytes(value, kind_of(name)), value, theirs.get(name)) for name, value in values.items()
    }


def _unless_same(raw: bytes, value: Value, theirs: bytes | None) -> bytes:
    """A file in which nothing changes stays byte for byte as it is."""
    return theirs if theirs is not None and json.loads(theirs) == value else raw


def _value(cut: tuple[str, Any] | None) -> Any:
    return None if cut is None else cut[1]
