"""The canonical form of a file of records: one order of keys, one layout, NFC; nothing added and nothing lost."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING, Any

from knowledge.errors import InvalidRecordsError, Problem
from knowledge.model import (
    Evidence,
    Figure,
    KnowledgeGap,
    Lexicon,
    Passage,
    Place,
    PopulationGroup,
    Record,
    SmallTalkPhrases,
    Source,
    Topic,
)
from knowledge.parsing import NOT_NFC, clean, lines_of, parse

if TYPE_CHECKING:
    from pydantic import BaseModel

    from knowledge.loading import FileKind, RecordsFile

_MODELS: dict[FileKind, type[BaseModel]] = {"source": Source, "topic": Topic, "lexicon": Lexicon}
_PARTS: dict[tuple[type[BaseModel], str], type[BaseModel]] = {
    (Source, "passages"): Passage,
    (Topic, "records"): Record,
    (Record, "figure"): Figure,
    (Record, "citations"): Evidence,
    (Lexicon, "groups"): PopulationGroup,
    (Lexicon, "places"): Place,
    (Lexicon, "smalltalk"): SmallTalkPhrases,
    (Lexicon, "gaps"): KnowledgeGap,
}


def format_file(file: RecordsFile) -> bytes:
    """The canonical bytes of one file, whether or not its content follows the rules.

    Raises:
        InvalidRecordsError: the file is not JSON, or writing it again would lose something (a key twice, a number).
    """
    parsed = parse(file.raw)
    flaws = [flaw for flaw in parsed.flaws if flaw.message != NOT_NFC]
    if flaws:
        lines = lines_of(file.raw, {flaw.pointer for flaw in flaws}) if parsed.is_readable else {}
        raise InvalidRecordsError(
            [Problem(file.path, clean(f.pointer), f.message, f.line or lines.get(f.pointer), f.value) for f in flaws],
        )
    return to_bytes(parsed.value, file.kind)


def to_bytes(value: Any, kind: FileKind) -> bytes:
    """A JSON value in canonical form."""
    arranged = _arrange(compose(value), _MODELS[kind])
    return (json.dumps(arranged, ensure_ascii=False, indent=2) + "\n").encode()


def compose(value: Any) -> Any:
    """The value with every text in NFC."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [compose(item) for item in value]
    if isinstance(value, dict):
        composed = {compose(key): compose(item) for key, item in value.items()}
        # Two keys that NFC makes one: left as they are for the editor, since one of them would be lost.
        return composed if len(composed) == len(value) else {key: compose(item) for key, item in value.items()}
    return value


def _arrange(value: Any, model: type[BaseModel] | None) -> Any:
    """Keys in the model's order; those it does not know stay at the end as they stood, for ``check`` to name."""
    if isinstance(value, list):
        return [_arrange(item, model) for item in value]
    if not isinstance(value, dict) or model is None:
        return value
    order = {"$schema": -1, **{name: place for place, name in enumerate(model.model_fields)}}
    keys = sorted(value, key=lambda key: order.get(key, len(order)))
    return {key: _arrange(value[key], _PARTS.get((model, key))) for key in keys}
