"""What a schema error means to an editor: pydantic's findings in Vietnamese and English, each at its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knowledge.model import (
    PASSAGE_KINDS,
    RECORD_KINDS,
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
from knowledge.parsing import MAX_FLAWS, Flaw, escape, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel, ValidationError
    from pydantic_core import ErrorDetails

_KINDS = ", ".join(dict.fromkeys((*RECORD_KINDS, *PASSAGE_KINDS)))
_TEXT = ("cần một chuỗi trong nháy kép", "a text in quotes is needed")
TEXT_NEEDED = " / ".join(_TEXT)
_LIST = ("cần một danh sách trong ngoặc vuông [ ]", "a list in square brackets [ ] is needed")
_OBJECT = ("cần một đối tượng trong ngoặc nhọn {{ }}", "an object in braces {{ }} is needed")
TIME_NEEDED = (
    "cần ngày giờ kèm múi giờ, như 2020-07-03T10:10:00+07:00",
    "a date and time with its time zone is needed, as in 2020-07-03T10:10:00+07:00",
)

_MEANINGS: dict[str, tuple[str, str]] = {
    "missing": ("thiếu khóa “{name}”: hãy thêm vào", "the key “{name}” is missing: add it"),
    "extra_forbidden": (
        "không có khóa nào tên “{name}”: hãy sửa tên khóa hoặc bỏ đi",
        "there is no key named “{name}”: correct its name or remove it",
    ),
    "string_type": _TEXT,
    "string_unicode": _TEXT,
    "string_too_short": (
        "chuỗi trống: hãy điền hoặc bỏ khóa này",
        "the text is empty: fill it in or leave the key out",
    ),
    "string_too_long": (
        "dài quá {max_length} ký tự: hãy rút ngắn",
        "longer than {max_length} characters: shorten it",
    ),
    "literal_error": (
        f"không có loại này; “kind” của bản ghi và của đoạn là một trong: {_KINDS}",
        "unknown kind; allowed here: {expected}",
    ),
    "tuple_type": _LIST,
    "too_short": ("danh sách còn trống: cần ít nhất một mục", "the list is empty: at least one entry is needed"),
    "model_type": _OBJECT,
    "model_attributes_type": _OBJECT,
    "dict_type": _OBJECT,
    "bool_type": ("cần true hoặc false", "true or false is needed"),
    "bool_parsing": ("cần true hoặc false", "true or false is needed"),
    "value_error": TIME_NEEDED,
}


_ROOTS: dict[str, type[BaseModel]] = {model.__name__: model for model in (Source, Topic, Lexicon, Record, Passage)}
_INSIDE: dict[str, type[BaseModel]] = {
    "passages": Passage,
    "records": Record,
    "citations": Evidence,
    "figure": Figure,
    "groups": PopulationGroup,
    "places": Place,
    "smalltalk": SmallTalkPhrases,
    "gaps": KnowledgeGap,
}
"""The objects of a file by the key that holds them, so that a key that nobody knows gets the nearest known one."""
_NEAR_KEY = 60


def flaws_of_schema(error: ValidationError, data: Any) -> Iterator[Flaw]:
    """Every finding of one validation, each once even where a union tried several types."""
    seen: set[str] = set()
    for found in error.errors(include_url=False, include_input=False)[:MAX_FLAWS]:
        pointer, value = _place(found["loc"], data)
        message = _explain(found, value, error.title)
        is_echo = found["type"] == "too_short" and value  # pydantic counts only the entries that are right
        if is_echo or pointer + message in seen:
            continue
        seen.add(pointer + message)
        yield Flaw(pointer, message, shown(value) if isinstance(value, str) else None)


def _place(steps: tuple[int | str, ...], data: Any) -> tuple[str, Any]:
    """Follow the steps as far as the data goes; pydantic adds names of types and of missing keys."""
    pointer = ""
    for step in steps:
        has_key = isinstance(data, dict) and step in data
        has_index = isinstance(data, list) and isinstance(step, int) and step < len(data)
        if not (has_key or has_index):
            break
        data = data[step]
        pointer += f"/{escape(str(step))}"
    return pointer, data


def _explain(found: ErrorDetails, value: Any, root: str) -> str:
    kind = found["type"]
    if kind == "string_pattern_mismatch":
        return _explain_pattern(value)
    if kind.startswith(("datetime_", "timezone_")):
        return " / ".join(TIME_NEEDED)
    if kind not in _MEANINGS:
        return f"giá trị không hợp lệ / invalid value: {found['msg']}"
    if kind == "extra_forbidden" and (nearest := _nearest_key(found["loc"], root)):
        name = shown(str(found["loc"][-1]))
        return (
            f"không có khóa nào tên “{name}”: có phải là “{nearest}”? Hãy sửa tên khóa hoặc bỏ đi"
            f" / there is no key named “{name}”: is it “{nearest}”? Correct its name or remove it"
        )
    context = {**found.get("ctx", {}), "name": shown(str(found["loc"][-1])) if found["loc"] else ""}
    return " / ".join(part.format(**context) for part in _MEANINGS[kind])


def _nearest_key(steps: tuple[int | str, ...], root: str) -> str | None:
    """The key of the same object that looks most like the unknown one, if any does."""
    from rapidfuzz import fuzz, process

    holders = [_INSIDE[step] for step in steps[:-1] if isinstance(step, str) and step in _INSIDE]
    model = holders[-1] if holders else _ROOTS.get(root)
    if model is None:
        return None
    nearest = process.extractOne(str(steps[-1]), list(model.model_fields), scorer=fuzz.ratio, score_cutoff=_NEAR_KEY)
    return nearest[0] if nearest else None


def _explain_pattern(value: Any) -> str:
    if isinstance(value, str) and not value.strip():
        return "chuỗi chỉ có khoảng trắng: hãy điền vào / the text is blank: fill it in"
    return (
        "mã chỉ gồm chữ thường không dấu, chữ số và gạch nối, như nha-cho-ho-kho-khan"
        " / an id has only lower-case ASCII letters, digits and hyphens, as in nha-cho-ho-kho-khan"
    )
