"""The editors' README: its example works as written."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from knowledge.formatting import to_bytes
from knowledge.ingesting.article import Told, ingest
from knowledge.ingesting.reading import read_article
from knowledge.loading import load_content, shipped_records
from knowledge.model import RECORD_KINDS

if TYPE_CHECKING:
    from pathlib import Path

README = (shipped_records() / "README.md").read_text(encoding="utf-8")


def test_example_of_the_readme_can_be_copied_and_passes_the_check(tmp_path: Path) -> None:
    match = re.search(r"<!-- example: (\S+) -->\n```json\n(.*?)```", README, re.DOTALL)
    assert match
    article = shipped_records().parents[1] / "tests" / "knowledge" / "data" / "invented-wrapped.txt"
    source = ingest(read_article(article)[0], Told(publisher="Báo Thử Nghiệm", published="15/03/2024 08:00")).source
    for name, raw in ((f"sources/{source['id']}.json", to_bytes(source, "source")), (match[1], match[2].encode())):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(raw)

    content = load_content(tmp_path)

    assert content.topics[0].records[0].id == "so-chi-hoi-nuoi-heo-dat"
    assert to_bytes(json.loads(match[2]), "topic").decode() == match[2]


def test_readme_names_every_kind_of_record() -> None:
    assert [kind for kind in RECORD_KINDS if f"{kind} (" not in README] == []
