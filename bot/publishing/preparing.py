"""What a draft would do: checked, built, compiled and compared, in a process of its own; nothing is published here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.publishing.merging import Conflict, merge
from bot.publishing.uploads import Upload, make_canonical, place_uploads
from knowledge.base import compile_version, read_compiled
from knowledge.changes import Change, find_changes
from knowledge.comparing import Impact, compare
from knowledge.errors import InvalidRecordsError, Problem
from knowledge.loading import content_of
from knowledge.question_sets import read_question_sets
from knowledge.snapshots import as_records
from knowledge.store import VersionStore

if TYPE_CHECKING:
    from knowledge.model import Content, Question
    from knowledge.snapshots import Files

IMPACT_SECONDS = 8.0
"""How long a preview asks questions; those nearest to what changed come first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A draft to be prepared."""

    data_dir: Path
    records: Path
    base: str
    """The version that the editor knew."""
    over: str
    """The version that answers now."""
    uploads: tuple[Upload, ...]
    about: str = ""
    questions: tuple[Question, ...] = ()
    """What people asked, to be asked of both versions."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a draft would do."""

    version: str | None = None
    """The version it makes, compiled and ready; None where something is wrong."""
    problems: tuple[Problem, ...] = ()
    needs: tuple[str, ...] = ()
    impact: Impact | None = None
    conflicts: tuple[Conflict, ...] = ()
    theirs: tuple[Change, ...] = ()
    """What others published since the editor began."""


def prepare(job: Job) -> Prepared:
    """Check a draft, build and compile its version, and compare it with what answers now."""
    store = VersionStore(job.data_dir, job.records)
    base = store.files_of(job.base)
    placing = place_uploads(job.uploads, base, store.records, job.about)
    if placing.problems:
        return Prepared(problems=tuple(placing.problems), needs=tuple(placing.needs))
    conflicts: tuple[Conflict, ...] = ()
    theirs: tuple[Change, ...] = ()
    try:
        _check(placing.files, store.records, placing.sent)
        files = make_canonical(placing.files, base)
        content = _check(files, store.records, placing.sent)
        if job.over != job.base:
            merged = merge(base, files, store.files_of(job.over))
            files, conflicts = merged.files, merged.conflicts
            content = _check(files, store.records, {})
            theirs = tuple(find_changes(store.load(job.base), store.load(job.over)))
    except InvalidRecordsError as error:
        return Prepared(problems=tuple(error.problems), needs=tuple(placing.needs))
    version = store.add(content, files)
    return Prepared(version, (), tuple(placing.needs), _compare(job, version, content), conflicts, theirs)


def check_upload(job: Job) -> tuple[Problem, ...]:
    """Only check a draft, against what answers now."""
    store = VersionStore(job.data_dir, job.records)
    placing = place_uploads(job.uploads, store.files_of(job.over), store.records)
    try:
        _check(placing.files, store.records, placing.sent)
    except InvalidRecordsError as error:
        return (*placing.problems, *error.problems)
    return tuple(placing.problems)


def _compare(job: Job, version: str, content: Content) -> Impact:
    for name in (job.over, version):
        compile_version(name, job.data_dir)
    before, after = read_compiled(job.over, job.data_dir), read_compiled(version, job.data_dir)
    if before is None or after is None:
        raise OSError("what was compiled cannot be kept")
    known = {record.id for base in (before.content, content) for topic in base.topics for record in topic.records}
    expected = [each for each in read_question_sets(job.records)[0] if each.is_about(known)]
    return compare(before, after, job.questions, expected, seconds=IMPACT_SECONDS)


def _check(files: Files, records: Path, sent: dict[str, str]) -> Content:
    """The content of files; their problems bear the names under which the files were sent."""
    try:
        return content_of(as_records(files, records))
    except InvalidRecordsError as error:
        names = {records / name: Path(sent_as) for name, sent_as in sent.items()}
        short = {records / name: Path(name) for name in files}
        raise InvalidRecordsError(
            [replace(each, file=names.get(each.file) or short.get(each.file, each.file)) for each in error.problems]
        ) from None
