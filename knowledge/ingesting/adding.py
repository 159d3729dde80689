"""Articles put into a records folder: source and drafts of each, a report for each file, nothing written over."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from knowledge.errors import IngestError
from knowledge.formatting import to_bytes
from knowledge.ingesting.article import Told, ingest
from knowledge.ingesting.drafts import draft_topic
from knowledge.ingesting.reading import find_articles, read_article
from knowledge.ingesting.similarity import SeenArticles
from knowledge.loading import FOLDERS, RecordsFile, read_files
from knowledge.parsing import parse
from knowledge.writing import READABLE, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from knowledge.ingesting.similarity import Seen


@dataclass(frozen=True, slots=True)
class Report:
    """What became of one file."""

    file: Path
    source: dict[str, Any] | None = None
    topic: dict[str, Any] | None = None
    needs: tuple[str, ...] = ()
    seen: Seen | None = None
    error: str | None = None
    previewed: int = 0
    """How many records would be drafted, where the article cannot be added yet."""
    written: tuple[Path, ...] = ()

    @property
    def drafts(self) -> int:
        """How many records were drafted."""
        return len(self.topic["records"]) if self.topic else self.previewed


@dataclass(slots=True)
class Known:
    """What a records folder holds already, as far as it can be read: articles, ids and questions."""

    articles: SeenArticles = field(default_factory=SeenArticles)
    sources: set[str] = field(default_factory=set)
    topics: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    phrasings: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, files: Sequence[RecordsFile]) -> Known:
        """Read leniently: a broken file elsewhere is for the check to name, not for an ingest to fail on."""
        known = cls()
        for file in files:
            data = parse(file.raw).value
            if isinstance(data, dict) and file.kind == "source" and _is_source(data):
                known.add_source(data)
            elif isinstance(data, dict) and file.kind == "topic":
                known.add_topic(data)
        return known

    def add_source(self, source: dict[str, Any]) -> None:
        """Remember an article."""
        self.sources.add(str(source["id"]))
        self.articles.add(source)

    def add_topic(self, topic: dict[str, Any]) -> None:
        """Remember the ids and questions of a file of records."""
        self.topics.add(str(topic.get("topic")))
        records = topic.get("records")
        for record in records if isinstance(records, list) else []:
            if isinstance(record, dict):
                self.ids.add(str(record.get("id")))
                questions = record.get("phrasings")
                self.phrasings.update(map(str, questions) if isinstance(questions, list) else ())


def add_articles(  # noqa: PLR0913  what the editor said, each by its name
    paths: Sequence[Path],
    given: Told,
    known: Known,
    folder: Path | None,
    *,
    is_forced: bool = False,
    topic: str | None = None,
) -> Iterator[Report]:
    """Read each file and, where a folder is given, write its source and drafts there; one bad file stops no other.

    Args:
        paths: files, and folders that are searched with those below them.
        given: what the editor said about the article; of several files only the newspaper makes sense.
        known: what is there already; it learns each article that is read.
        folder: a records folder, or None to write nothing.
        is_forced: add an article although it is like a known one; only an editor can tell.
        topic: what the editor calls the topic of the drafts.

    Raises:
        IngestError: a folder named holds no article at all.
    """
    for path in find_articles(paths):
        try:
            report = read_one(path, given, known, is_forced=is_forced, topic=topic)
            if not report.seen:
                report = _remember(report, known, folder)
        except IngestError as error:
            report = Report(path, error=str(error))
        except OSError as error:
            report = Report(path, error=f"không ghi được / cannot be written: {error.strerror}")
        yield report


def read_one(path: Path, given: Told, known: Known, *, is_forced: bool = False, topic: str | None = None) -> Report:
    """The source and drafts of one file; nothing is written, and nothing remembered.

    Raises:
        IngestError: the file cannot be read as an article.
    """
    text, told = read_article(path)
    article = ingest(text, given, told)
    seen = None if is_forced else known.articles.find(article.source)
    if seen is None and article.source["id"] in known.sources:
        article.source["id"] = _next_id(article.source["id"], known.sources)
    if not article.source["id"]:
        drafted = draft_topic({**article.source, "id": "chua-co-ma"}, known.ids, known.phrasings)
        return Report(path, article.source, None, article.needs, seen, previewed=len(drafted["records"]))
    drafted = draft_topic(article.source, known.ids, known.phrasings, topic)
    return Report(path, article.source, drafted, article.needs, seen)


def _remember(report: Report, known: Known, folder: Path | None) -> Report:
    """Note the article as known, and write it where that is wanted.

    Raises:
        IngestError: what an article needs is unknown, or a file is there already; nothing was written.
    """
    source, topic = report.source, report.topic
    missing = [key for key in ("id", "title", "publisher", "published") if source and not source[key]]
    if folder is not None and missing:
        raise IngestError(
            f"chưa ghi vì còn thiếu {', '.join(missing)}: hãy thêm --publisher, --published, hoặc ghi trong bài"
            f" / nothing was written, {', '.join(missing)} unknown: give --publisher and --published"
        )
    if source is None or topic is None:
        return report
    written = _write(folder, source, topic) if folder is not None else ()
    known.add_source(source)
    known.add_topic(topic)
    return replace(report, written=written)


def _write(folder: Path, source: dict[str, Any], topic: dict[str, Any]) -> tuple[Path, ...]:
    """Puts new files in place, whole; the source first, for drafts without theirs would not pass the check.

    Raises:
        IngestError: another file of that name is there.
    """
    files = {folder / FOLDERS["source"] / f"{source['id']}.json": to_bytes(source, "source")}
    if topic["records"]:
        files[folder / FOLDERS["topic"] / f"{topic['topic']}.json"] = to_bytes(topic, "topic")
    for path in files:
        if path.exists():
            raise IngestError(f"đã có tệp này, không ghi đè / the file exists and is not overwritten: {path}")
    for path, raw in files.items():
        write_whole(path, raw, READABLE)
    return tuple(files)


def _next_id(name: str, taken: set[str]) -> str:
    """Another article of the same paper and day: bao-x-2024-03-15-2."""
    number = 2
    while f"{name}-{number}" in taken:
        number += 1
    return f"{name}-{number}"


def _is_source(data: dict[str, Any]) -> bool:
    passages = data.get("passages")
    return (
        isinstance(data.get("id"), str)
        and isinstance(passages, list)
        and all(
            isinstance(passage, dict) and isinstance(passage.get("text"), str) and "kind" in passage
            for passage in passages
        )
    )


def read_known(records: Path) -> Known:
    """What a records folder holds; an empty or new folder holds nothing."""
    folders = [records / FOLDERS["source"], records / FOLDERS["topic"]]
    return Known.of(read_files(records)) if any(folder.is_dir() for folder in folders) else Known()
