"""Builds small records folders for tests: one source, one topic, each part changeable."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Thành phố xây dựng 145 căn nhà cho các hộ khó khăn về nhà ở, tỷ lệ hộ nghèo giảm bình quân 1,96%/năm."

FOREIGN: dict[str, Any] = {
    "gaps": [
        {
            "subject": "Điều không có trong bài",
            "phrasings": ["Giá xăng bao nhiêu?", "Trường học ở đâu?", "Ai làm chủ tịch phường?"],
        }
    ]
}
"""A lexicon that tells a knowledge of one record what a question sounds like that it does not answer."""


def make_source(**changes: Any) -> dict[str, Any]:
    """A source of one passage, with the given keys changed."""
    return {
        "id": "bao-thu-2024-01-02",
        "title": "Bài báo thử",
        "publisher": "Báo Thử",
        "published": "2024-01-02T08:30:00+07:00",
        "passages": [{"id": "p1", "kind": "lead", "text": TEXT}],
        **changes,
    }


def make_record(**changes: Any) -> dict[str, Any]:
    """A record that the source proves, with the given keys changed."""
    return {
        "id": "nha-o",
        "kind": "figure",
        "subject": "Căn nhà cho hộ khó khăn",
        "answer": "145 căn nhà cho các hộ khó khăn về nhà ở",
        "figure": {"value": "145", "unit": "căn nhà"},
        "phrasings": ["Đã xây bao nhiêu căn nhà?"],
        "citations": [make_citation()],
        **changes,
    }


def make_citation(**changes: Any) -> dict[str, Any]:
    """A citation of the source's passage, with the given keys changed."""
    quote = "xây dựng 145 căn nhà cho các hộ khó khăn về nhà ở"
    return {"source": "bao-thu-2024-01-02", "passage": "p1", "quote": quote, **changes}


def make_topic(*records: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A file of the given records, or of one good record."""
    return {"topic": "an-sinh", "title": "An sinh", "records": list(records or (make_record(),)), **changes}


def write_records(folder: Path, *values: dict[str, Any] | bytes, lexicon: dict[str, Any] | None = None) -> Path:
    """Write sources and topics as files into a records folder; bytes become a topic file as they are."""
    for name in ("sources", "topics", "lexicon"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for number, value in enumerate(values or (make_source(), make_topic())):
        if isinstance(value, bytes):
            (folder / "topics" / f"raw-{number}.json").write_bytes(value)
        elif "passages" in value:
            (folder / "sources" / f"{value['id']}.json").write_text(_dump(value), encoding="utf-8")
        else:
            (folder / "topics" / f"{number}-{value.get('topic')}.json").write_text(_dump(value), encoding="utf-8")
    if lexicon is not None:
        (folder / "lexicon" / "words.json").write_text(_dump(lexicon), encoding="utf-8")
    return folder


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
