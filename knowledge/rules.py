"""The rules that the schema cannot say: ids that are used once, references that lead somewhere, answers that are proven."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.parsing import Flaw

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from knowledge.model import Passage, Record


@dataclass(frozen=True, slots=True)
class LocatedSource:
    """A source, as far as it could be read."""

    file: Path
    id: str
    passages: tuple[tuple[str, Passage], ...]
    """Each with its pointer."""
    is_whole: bool
    """Whether all passages could be read; if not, a passage may be missing here only because it is broken."""


@dataclass(frozen=True, slots=True)
class LocatedRecord:
    """A record that fits the schema, with its place."""

    file: Path
    pointer: str
    record: Record


def check_sources(sources: list[LocatedSource]) -> Iterator[tuple[Path, Flaw]]:
    """What is wrong with the sources among themselves."""
    first: dict[str, Path] = {}
    for source in sources:
        if source.id in first:
            yield source.file, _repeated_id("nguồn", "source", source.id, first[source.id], "/id")
        first.setdefault(source.id, source.file)
        if source.file.stem != source.id:
            yield (
                source.file,
                Flaw(
                    "/id",
                    f"tên tệp phải là “{source.id}.json” như mã nguồn"
                    f" / the file must be named “{source.id}.json” after its source",
                    source.id,
                ),
            )
        seen: set[str] = set()
        for pointer, passage in source.passages:
            if passage.id in seen:
                yield (
                    source.file,
                    Flaw(
                        f"{pointer}/id",
                        f"mã đoạn “{passage.id}” dùng hai lần trong nguồn này: hãy đổi một mã"
                        f" / the passage id “{passage.id}” is used twice in this source: rename one",
                        passage.id,
                    ),
                )
            seen.add(passage.id)


def _repeated_id(what_vi: str, what_en: str, name: str, first: Path, pointer: str) -> Flaw:
    return Flaw(
        pointer,
        f"mã {what_vi} “{name}” đã dùng ở {first.name}: hãy đổi mã này"
        f" / the {what_en} id “{name}” is already used in {first.name}: rename this one",
        name,
    )


def check_records(records: list[LocatedRecord], sources: list[LocatedSource]) -> Iterator[tuple[Path, Flaw]]:
    """What is wrong with the records: among themselves, and against the passages they quote."""
    yield from ()
