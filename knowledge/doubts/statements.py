"""Records against each other and against what they quote: contradictions, near-duplicates, answers that say more."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from knowledge.doubts.model import Doubt
from knowledge.language.normalizing import cut_terms, fold_text
from knowledge.parsing import shown
from knowledge.proving import numbers_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.model import Content, Lexicon, Record

_ALIKE_ANSWER, _ALIKE_SUBJECT = 95, 85
"""rapidfuzz's token sort ratio of folded texts; two groups or years in one sentence pattern come to 95 as well."""
_MUCH_MORE, _LEAST_MORE = 0.25, 3
"""Share of an answer's words, and how many, that no quote has; in answers that only round off a quote it is a tenth."""


def published_records(content: Content) -> list[Record]:
    """The records that answer."""
    return [record for topic in content.topics for record in topic.records if not record.draft]


def find_contradictions(content: Content) -> Iterator[Doubt]:
    """Records of the same subject, period and place that give another value.

    Two figures that count the same cannot both be right; two texts may only be two sides of one thing.
    """
    small = _small_words(content.lexicon)
    sources = {source.id: source for source in content.sources}
    first: dict[tuple[object, ...], Record] = {}
    for record in published_records(content):
        cited = sources[record.citations[0].source]
        when = record.period or cited.period or cited.published.year
        where = record.place or cited.place or ""
        unit = frozenset(_words(record.figure.unit) - small) if record.figure else record.kind
        subject = frozenset(_words(record.subject) - small)
        other = first.setdefault((subject, unit, fold_text(str(when)), fold_text(where)), record)
        if _value(other) != _value(record):
            yield _contradiction(record, other)


def _value(record: Record) -> str:
    """What a record states, without what printing alone decides."""
    if record.figure:
        return "".join(sign for sign in record.figure.value if sign.isalnum() or sign in ",%")
    return fold_text(record.answer)


def _contradiction(record: Record, other: Record) -> Doubt:
    stated = other.figure.value if other.figure else other.answer
    return Doubt(
        record=record.id,
        field="/figure/value" if record.figure else "/answer",
        message=(
            f"mâu thuẫn với bản ghi “{other.id}”: cùng tên gọi, thời gian và nơi, mà bên kia là “{shown(stated)}”:"
            " hãy sửa cho khớp, hoặc đặt tên gọi, “period”, “place” cho khác nhau"
            f" / contradicts the record “{other.id}”: same subject, time and place, and it says “{shown(stated)}”:"
            " mend one of them, or tell subject, period or place apart"
        ),
        value=record.figure.value if record.figure else record.answer,
        is_error=record.figure is not None,
    )


def find_near_duplicates(content: Content) -> Iterator[Doubt]:
    """Records that say the same in nearly the same words; with another figure, year or group it is not the same."""
    groups = [fold_text(name) for group in content.lexicon.groups for name in (group.name, *group.aliases)]
    by_facts: dict[tuple[object, ...], list[Record]] = defaultdict(list)
    for record in published_records(content):
        text = f" {fold_text(record.subject)} {fold_text(record.answer)} "
        facts = frozenset(numbers_of(record.answer)), frozenset(group for group in groups if f" {group} " in text)
        by_facts[facts].append(record)
    for records in by_facts.values():
        answers = [fold_text(record.answer) for record in records]
        for number, record in enumerate(records):
            near = process.extract(
                answers[number],
                answers[:number],
                scorer=fuzz.token_sort_ratio,
                score_cutoff=_ALIKE_ANSWER,
                limit=None,
            )
            for _, _, at in near:
                subjects = fold_text(record.subject), fold_text(records[at].subject)
                if fuzz.token_sort_ratio(*subjects) >= _ALIKE_SUBJECT:
                    yield _duplicate(record, records[at])


def _duplicate(record: Record, other: Record) -> Doubt:
    return Doubt(
        record=record.id,
        field="/answer",
        message=(
            f"gần như trùng với bản ghi “{other.id}” (“{other.subject}”): hãy gộp làm một, hoặc viết rõ chỗ khác nhau"
            f" / nearly the same as the record “{other.id}”: merge them, or say how they differ"
        ),
        value=record.answer,
    )


def find_overstatements(content: Content) -> Iterator[Doubt]:
    """Answers of which many words stand in no quote; figures and names are errors already."""
    small = _small_words(content.lexicon)
    for record in published_records(content):
        quoted = {word for citation in record.citations for word in _words(citation.quote)}
        said = [term.text for term in cut_terms(record.answer) if term.text not in small]
        more = [word for word in said if word not in quoted]
        if len(more) >= _LEAST_MORE and len(more) > _MUCH_MORE * len(said):
            yield Doubt(
                record=record.id,
                field="/answer",
                message=(
                    f"câu trả lời nói nhiều hơn trích dẫn ({', '.join(more[:6])}): hãy viết sát trích dẫn, hoặc"
                    " thêm trích dẫn / the answer says more than its quotes: keep to the quotes, or add one"
                ),
                value=record.answer,
            )


def _words(text: str) -> set[str]:
    """The words with their diacritics: without them `cận` were `cần`."""
    return {term.text for term in cut_terms(text)}


def _small_words(lexicon: Lexicon) -> set[str]:
    """Words by which no two facts are told apart."""
    phrases: Sequence[str] = (*lexicon.stop, *lexicon.fillers, *lexicon.neutral)
    return {terms[0].text for phrase in phrases if len(terms := cut_terms(phrase)) == 1}
