"""Short stable names for records, topics and sources, because their ids do not fit into 64 bytes of callback data."""

from __future__ import annotations

import base64
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.model import Content, Record, Source, Topic


def reference(identifier: str) -> str:
    """Ten base32 characters (50 bits) that stay the same for an id in every version of the knowledge."""
    digest = blake2b(identifier.encode(), digest_size=8).digest()
    return base64.b32encode(digest).decode().lower()[:10]


class References:
    """Finds what a reference names in one version of the knowledge; drafts have no reference."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def record(self, name: str) -> Record | None:
        """The record under this reference."""
        return self._records.get(name)

    def topic(self, name: str) -> Topic | None:
        """The topic under this reference."""
        return self._topics.get(name)

    def source(self, name: str) -> Source | None:
        """The source under this reference."""
        return self._sources.get(name)

    @cached_property
    def _records(self) -> dict[str, Record]:
        records = (record for topic in self._content.topics for record in topic.records)
        return {reference(record.id): record for record in records if not record.draft}

    @cached_property
    def _topics(self) -> dict[str, Topic]:
        return {reference(topic.topic): topic for topic in self._content.topics}

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return {reference(source.id): source for source in self._content.sources}
