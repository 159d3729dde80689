"""The article that the project ships with its records, apart from whatever editors have added to the folder since."""

from __future__ import annotations

import json
import shutil
from functools import cache
from typing import TYPE_CHECKING

from knowledge.loading import load_content, shipped_records
from knowledge.model import Content

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.model import Lexicon, Record

SHIPPED = "bao-soc-trang-2020-07-03"


_EVERY = 8  # of the known gaps, which are most of what takes long to compile


@cache
def shipped_words() -> Lexicon:
    """The shipped lexicon, for content of a test's own: with some of the known gaps only."""
    lexicon = load_content(shipped_records()).lexicon
    return lexicon.model_copy(update={"gaps": lexicon.gaps[::_EVERY]})


def is_of_article(record: Record) -> bool:
    """Whether a record is proven by the shipped article alone."""
    return {citation.source for citation in record.citations} == {SHIPPED}


def article_of(content: Content) -> Content:
    """The shipped article with its records and the lexicon."""
    topics = [
        topic.model_copy(update={"records": tuple(filter(is_of_article, topic.records))}) for topic in content.topics
    ]
    return Content(
        tuple(source for source in content.sources if source.id == SHIPPED),
        tuple(topic for topic in topics if topic.records),
        content.lexicon,
    )


def write_article(folder: Path, records: Path | None = None) -> Path:
    """A records folder that holds the shipped article, its records and the questions about them, nothing else."""
    records = records or shipped_records()
    everything = load_content(records)
    content = article_of(everything)
    if content == everything:  # as it is, to the byte: what was compiled from it is still of use
        for name in ("lexicon", "sources", "topics", "questions"):
            shutil.copytree(records / name, folder / name)
        return folder
    shutil.copytree(records / "lexicon", folder / "lexicon")
    for name in ("sources", "topics", "questions"):
        (folder / name).mkdir(parents=True)
    shutil.copy(records / "sources" / f"{SHIPPED}.json", folder / "sources")
    for topic in content.topics:
        text = json.dumps(topic.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False, indent=2)
        (folder / "topics" / f"{topic.topic}.json").write_text(text + "\n", encoding="utf-8")
    known = {record.id for topic in content.topics for record in topic.records} | {"not_found"}
    for path in sorted((records / "questions").glob("*.jsonl")):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        kept = [line for line in lines if json.loads(line)["record"] in known]
        (folder / "questions" / path.name).write_text("\n".join([*kept, ""]), encoding="utf-8")
    return folder
