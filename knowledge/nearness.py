"""How near a question is to what changed between two versions, by its words: the nearest are asked first."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Any

from knowledge.language.normalizing import cut_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowledge.changes import Change
    from knowledge.model import Content, Question


def nearest_first(
    questions: Sequence[Question], changes: Iterable[Change], contents: Sequence[Content]
) -> list[Question]:
    """The questions, those first whose rarer words stand in the records, sources and words that changed."""
    changed = _words_of_changes(changes, contents)
    if not changed:
        return list(questions)
    words = [_words((question.text, *question.previous)) for question in questions]
    used = Counter(word for each in words for word in each)
    rarity = {word: math.log((len(questions) + 1) / count) for word, count in used.items()}
    near = [_share(each, changed, rarity) for each in words]
    return [questions[number] for number in sorted(range(len(questions)), key=lambda number: -near[number])]


def _share(words: set[str], changed: set[str], rarity: dict[str, float]) -> float:
    total = sum(rarity[word] for word in words)
    return sum(rarity[word] for word in words & changed) / total if total else 0.0


def _words_of_changes(changes: Iterable[Change], contents: Sequence[Content]) -> set[str]:
    """The words of every record that changed, whole, for all of them lead to it; of the rest those that differ."""
    changed: set[str] = set()
    ids: set[str] = set()
    for change in changes:
        if change.what == "record":
            ids.add(change.id)
        else:
            for _, old, new in change.fields:
                olds, news = set(_texts(old)), set(_texts(new))
                changed |= _words(olds ^ news)
    for content in contents:
        for topic in content.topics:
            for record in topic.records:
                if record.id in ids:
                    changed |= _words(_texts(record.model_dump(exclude={"citations", "related"})))
    return changed


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for key, item in value.items() for text in (key, *_texts(item))]
    return [text for item in value for text in _texts(item)] if isinstance(value, (list, tuple)) else []


def _words(texts: Iterable[str]) -> set[str]:
    return {term.folded for text in texts for term in cut_terms(text)}
