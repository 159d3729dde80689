"""The rules that no schema can say: ids used once, references that lead somewhere, answers that are proven."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from knowledge.parsing import Flaw, shown
from knowledge.proving import english_digits_missing, find_unproven, has_figure, nearest_stretch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from knowledge.model import Evidence, Passage, Record

_MOST_NEAREST = 20
"""Finding the nearest stretch takes milliseconds each; a hostile file has thousands of wrong quotes."""
_NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class LocatedSource:
    """A source, as far as it could be read."""

    file: Path
    id: str
    passages: tuple[tuple[str, Passage], ...]
    """Each with its pointer."""
    is_whole: bool
    """If not, a passage may be missing here only because it is broken, and that is said elsewhere."""


@dataclass(frozen=True, slots=True)
class LocatedTopic:
    """A file of records, as far as it could be read."""

    file: Path
    id: str | None
    records: tuple[tuple[str, Record], ...]
    """Those that fit the schema, each with its pointer."""
    record_ids: tuple[tuple[str, str], ...]
    """Pointer and id of every record that has one, broken ones too."""
    is_readable: bool


Located = tuple["Path", Flaw]


def check_sources(sources: list[LocatedSource]) -> Iterator[Located]:
    """What is wrong with the sources among themselves."""
    yield from _repeated("nguồn", "source", [(source.file, "/id", source.id) for source in sources if source.is_whole])
    for source in sources:
        if source.file.stem != source.id:
            message = (
                f"tên tệp phải giống mã nguồn: hãy đổi tên tệp thành “{source.id}.json” hoặc sửa mã"
                f" / the file is named after its source: rename it “{source.id}.json”, or mend the id"
            )
            yield source.file, Flaw("/id", message, source.id)
        places = [(source.file, f"{pointer}/id", passage.id) for pointer, passage in source.passages]
        yield from _repeated("đoạn", "passage", places)


def check_topics(topics: list[LocatedTopic], sources: list[LocatedSource]) -> Iterator[Located]:
    """What is wrong with the records: among themselves, and against the passages they quote."""
    yield from _repeated("chủ đề", "topic", [(topic.file, "/topic", topic.id) for topic in topics if topic.id])
    ids = [(topic.file, f"{pointer}/id", name) for topic in topics for pointer, name in topic.record_ids]
    yield from _repeated("bản ghi", "record", ids)
    yield from _repeated_phrasings(topics)
    known = {name for _, _, name in ids} if all(topic.is_readable for topic in topics) else None
    quoting = _Quoting(sources)
    for topic in topics:
        for pointer, record in topic.records:
            flaws = [*_unknown_related(record, known), *quoting.check(record), *_unproven(record)]
            yield from ((topic.file, Flaw(pointer + flaw.pointer, flaw.message, flaw.value)) for flaw in flaws)


def _repeated(what_vi: str, what_en: str, places: list[tuple[Path, str, str]]) -> Iterator[Located]:
    first: dict[str, Path] = {}
    for file, pointer, name in places:
        if name in first:
            message = (
                f"mã {what_vi} “{shown(name)}” đã dùng ở {first[name].name}: hãy đặt mã khác"
                f" / the {what_en} id “{shown(name)}” is already used in {first[name].name}: choose another"
            )
            yield file, Flaw(pointer, message, shown(name))
        first.setdefault(name, file)


def _repeated_phrasings(topics: list[LocatedTopic]) -> Iterator[Located]:
    asked: dict[str, list[Record]] = {}
    for topic in topics:
        for pointer, record in topic.records:
            for i, phrasing in enumerate(record.phrasings):
                same = asked.setdefault(plain_phrasing(phrasing), [])
                other = next((each for each in same if not _may_be_editions(record, each)), None)
                if other is not None:
                    message = (
                        f"cách hỏi này đã có ở bản ghi “{other.id}”: hãy bỏ bớt, hoặc viết rõ hơn cho khác nhau"
                        f" / this phrasing is already on the record “{other.id}”: remove one, or tell them apart"
                    )
                    yield topic.file, Flaw(f"{pointer}/phrasings/{i}", message, shown(phrasing))
                same.append(record)


def _may_be_editions(one: Record, other: Record) -> bool:
    """Whether two articles may tell the same of two periods or places, and so be asked for in the same words."""
    sources = {citation.source for citation in one.citations}
    is_elsewhere = (one.period, one.place) != (other.period, other.place)
    return one.kind == other.kind and is_elsewhere and sources.isdisjoint(each.source for each in other.citations)


def plain_phrasing(phrasing: str) -> str:
    """A phrasing as far as people tell two apart: no case, no punctuation."""
    return _NOT_WORDS.sub(" ", unicodedata.normalize("NFC", phrasing).casefold()).strip()


def _unknown_related(record: Record, known: set[str] | None) -> Iterator[Flaw]:
    for i, name in enumerate(record.related):
        if name == record.id:
            message = (
                "bản ghi không thể liên quan tới chính nó: hãy bỏ / a record is not related to itself: remove this"
            )
            yield Flaw(f"/related/{i}", message, name)
        elif known is not None and name not in known:
            message = (
                f"không có bản ghi “{name}”: hãy sửa mã hoặc bỏ đi"
                f" / there is no record “{name}”: mend the id or remove it"
            )
            yield Flaw(f"/related/{i}", message, name)


class _Quoting:
    """Looks up what records quote."""

    def __init__(self, sources: list[LocatedSource]) -> None:
        self._passages = {source.id: {passage.id: passage.text for _, passage in source.passages} for source in sources}
        self._whole = {source.id for source in sources if source.is_whole}
        self._nearest = count()

    def check(self, record: Record) -> Iterator[Flaw]:
        for i, evidence in enumerate(record.citations):
            yield from (Flaw(f"/citations/{i}/{key}", message, value) for key, message, value in self._check(evidence))

    def _check(self, evidence: Evidence) -> Iterator[tuple[str, str, str]]:
        passages = self._passages.get(evidence.source)
        if passages is None:
            known = ", ".join(sorted(self._passages)[:5]) or "–"
            message = (
                f"không có nguồn “{evidence.source}”; các nguồn hiện có: {known}"
                f" / there is no source “{evidence.source}”; there are: {known}"
            )
            yield "source", message, evidence.source
        elif evidence.passage not in passages:
            if evidence.source in self._whole:
                message = (
                    f"nguồn này không có đoạn “{evidence.passage}”; các đoạn: {', '.join(passages)}"
                    f" / the source has no passage “{evidence.passage}”; there are: {', '.join(passages)}"
                )
                yield "passage", message, evidence.passage
        elif evidence.quote not in passages[evidence.passage]:
            yield "quote", self._explain(evidence, passages), shown(evidence.quote)

    def _explain(self, evidence: Evidence, passages: dict[str, str]) -> str:
        elsewhere = [name for name, text in passages.items() if evidence.quote in text]
        if elsewhere:
            return (
                f"trích dẫn nằm ở đoạn “{elsewhere[0]}”, không phải “{evidence.passage}”: hãy sửa “passage”"
                f" / the quote stands in passage “{elsewhere[0]}”, not in “{evidence.passage}”: mend “passage”"
            )
        is_affordable = next(self._nearest) < _MOST_NEAREST
        nearest = nearest_stretch(evidence.quote, passages[evidence.passage]) if is_affordable else ""
        return (
            f"trích dẫn không có nguyên văn trong đoạn “{evidence.passage}”: hãy chép lại đúng từng chữ, từng dấu"
            f" / the quote is not in passage “{evidence.passage}” word for word: copy it exactly"
        ) + (f"; gần nhất / nearest: «{shown(nearest, 700)}»" if nearest else "")


def _unproven(record: Record) -> Iterator[Flaw]:
    quotes = [evidence.quote for evidence in record.citations]
    for missing in find_unproven(record.answer, quotes):
        what = ("con số", "the number") if missing.is_number else ("tên", "the name")
        message = (
            f"{what[0]} “{missing.text}” không có trong trích dẫn nào: hãy sửa câu trả lời hoặc thêm trích dẫn"
            f" / {what[1]} “{missing.text}” is in none of the record's quotes: mend the answer or add a quote"
        )
        yield Flaw("/answer", message, missing.text)
    if record.answer_en:
        for digits in english_digits_missing(record.answer_en, quotes):
            message = (
                f"con số “{digits}” của câu trả lời tiếng Anh không có trong trích dẫn nào: hãy sửa lại"
                f" / the number “{digits}” of the English answer is in none of the quotes: mend it"
            )
            yield Flaw("/answer_en", message, digits)
    if record.figure and not has_figure(record.answer, record.figure.value):
        message = (
            f"con số “{record.figure.value}” phải có trong câu trả lời, viết y như vậy"
            f" / the figure “{record.figure.value}” must stand in the answer, written the same"
        )
        yield Flaw("/figure/value", message, record.figure.value)
