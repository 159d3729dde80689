"""What differs between two versions of the knowledge: sources, topics, records and words, field by field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowledge.model import Content

What = Literal["source", "topic", "record", "lexicon"]


@dataclass(frozen=True, slots=True)
class Change:
    """One source, topic, record or part of the lexicon that differs; ``fields`` holds (name, before, after).

    Of what was added or removed, every field that says something is there, with None on the other side.
    """

    what: What
    id: str
    how: Literal["added", "removed", "changed"]
    fields: tuple[tuple[str, Any, Any], ...] = ()


def find_changes(before: Content, after: Content) -> list[Change]:
    """Every difference: sources first, then topics, records and the lexicon, each in order of id."""
    changes: list[Change] = []
    for what, tell in _PARTS.items():
        old, new = tell(before), tell(after)
        for name in sorted({*old, *new}):
            if name not in old:
                changes.append(Change(what, name, "added", _fields({}, new[name])))
            elif name not in new:
                changes.append(Change(what, name, "removed", _fields(old[name], {})))
            elif old[name] != new[name]:
                changes.append(Change(what, name, "changed", _fields(old[name], new[name])))
    return changes


def _fields(old: dict[str, Any], new: dict[str, Any]) -> tuple[tuple[str, Any, Any], ...]:
    names = dict.fromkeys((*old, *new))
    return tuple(
        (name, old.get(name), new.get(name))
        for name in names
        if old.get(name) != new.get(name) and (old.get(name) or new.get(name))
    )


def _sources(content: Content) -> dict[str, dict[str, Any]]:
    return {source.id: source.model_dump(mode="json") for source in content.sources}


def _topics(content: Content) -> dict[str, dict[str, Any]]:
    return {topic.topic: {"title": topic.title} for topic in content.topics}


def _records(content: Content) -> dict[str, dict[str, Any]]:
    return {
        record.id: {"topic": topic.topic, **record.model_dump(mode="json")}
        for topic in content.topics
        for record in topic.records
    }


def _lexicon(content: Content) -> dict[str, dict[str, Any]]:
    return {name: {name: value} for name, value in content.lexicon.model_dump(mode="json").items()}


_PARTS: dict[What, Callable[[Content], dict[str, dict[str, Any]]]] = {
    "source": _sources,
    "topic": _topics,
    "record": _records,
    "lexicon": _lexicon,
}
