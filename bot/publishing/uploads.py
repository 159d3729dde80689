"""What editors send, put where it belongs among the files of the records: nothing here writes anywhere."""

from __future__ import annotations

import json
import re
import tempfile
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from bot.review.merging import merge as merge_proposals
from knowledge.errors import IngestError, InvalidRecordsError, Problem
from knowledge.formatting import format_file, to_bytes
from knowledge.loading import FOLDERS, FileKind, RecordsFile
from knowledge.model import Lexicon
from knowledge.parsing import MAX_BYTES, parse
from knowledge.snapshots import as_records, kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.ingesting.article import Told
    from knowledge.snapshots import Files

ARTICLES = frozenset({".txt", ".html", ".htm", ".docx"})
RECORDS = ".json"
LARGEST = {RECORDS: MAX_BYTES, ".txt": 1_000_000, ".html": 10_000_000, ".htm": 10_000_000, ".docx": 20_000_000}
"""Bytes by the name's ending; what is larger is not even fetched. Telegram gives bots files up to 20 MB."""
_IDENTIFIER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_NAME = 64
_ABOUT = {
    "publisher": re.compile(r"^\s*(?:báo|nguồn|publisher)\s*:\s*(.+)$", re.IGNORECASE | re.MULTILINE),
    "published": re.compile(r"^\s*(?:ngày|ngày đăng|published)\s*:\s*(.+)$", re.IGNORECASE | re.MULTILINE),
    "author": re.compile(r"^\s*(?:tác giả|author)\s*:\s*(.+)$", re.IGNORECASE | re.MULTILINE),
    "url": re.compile(r"(https?://\S+)"),
}
_UNKNOWN = (
    "không nhận ra loại tệp: cần một nguồn (“passages”), một chủ đề (“records”), một bản ghi (“citations”) hoặc từ điển"
    " / this is no source (“passages”), topic (“records”), record (“citations”) or lexicon"
)
_SEEN = (
    "bài này đã có trong hồ sơ: nguồn “{source}” (giống {percent} %)"
    " / the records have this article already: source “{source}” ({percent} % alike)"
)
_MISSING = (
    "bài còn thiếu {names}: hãy gửi lại tệp kèm lời nhắn, mỗi ý một dòng, như “Báo: Báo Sóc Trăng”, “Ngày: 03/07/2020”"
    " / {names} unknown: send the file again with a caption, a line each, as “Báo: …” and “Ngày: 03/07/2020”"
)
_NO_RECORD = (
    "chưa có bản ghi nào mang mã này: bản ghi mới phải nằm trong tệp chủ đề (“topic”, “title”, “records”)"
    " / there is no record with this id: a new one belongs in a file of a topic (“topic”, “title”, “records”)"
)


@dataclass(frozen=True, slots=True)
class Upload:
    """One file as it was sent."""

    name: str
    raw: bytes


@dataclass(slots=True)
class Placing:
    """The files of the records with the uploads among them, and what is to be said of the uploads."""

    files: dict[str, bytes]
    records: Path
    sent: dict[str, str] = field(default_factory=dict)
    """The names under which whole files were sent, by their names in the folder."""
    problems: list[Problem] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)
    """What an editor has to look at, in an article that was read by the program."""


def place_uploads(uploads: Sequence[Upload], base: Files, records: Path, about: str = "") -> Placing:
    """Put uploads among the files; those that cannot be read are named in ``problems``.

    Args:
        uploads: As they were sent, in any order: sources come before the records that cite them by themselves.
        base: The files of the version that the editor knows.
        records: The folder whose files these are.
        about: What was written with an article: newspaper, date, address.
    """
    placing = Placing(dict(base), records)
    for upload in uploads:
        if PurePath(upload.name).suffix.lower() in ARTICLES:
            _place_article(upload, placing, about)
        else:
            _place_records(upload, placing)
    return placing


def make_canonical(files: Files, base: Files) -> dict[str, bytes]:
    """Checked files, those that changed in canonical form."""
    return {
        name: raw if base.get(name) == raw else to_bytes(json.loads(raw), kind_of(name)) for name, raw in files.items()
    }


def _place_records(upload: Upload, placing: Placing) -> None:
    path = Path(PurePath(upload.name).name)
    try:
        format_file(RecordsFile(path, "topic", upload.raw))
    except InvalidRecordsError as error:
        placing.problems += error.problems
        return
    value = parse(upload.raw).value
    if not isinstance(value, dict):
        placing.problems.append(Problem(path, "", _UNKNOWN, 1))
    elif "records" in value and "questions" in value:  # what people asked stands in proposals alone
        _place_proposal(RecordsFile(path, "topic", upload.raw), placing)
    elif "records" in value:
        _place_whole(upload, "topic", _identified(placing, "topic", value.get("topic")), placing)
    elif "passages" in value:
        _place_whole(upload, "source", _identified(placing, "source", value.get("id")), placing)
    elif "citations" in value:
        _place_record(path, value, placing)
    elif value and {*value} - {"$schema"} <= {*Lexicon.model_fields}:
        _place_whole(upload, "lexicon", path.stem, placing)
    else:
        placing.problems.append(Problem(path, "", _UNKNOWN, 1))


def _identified(placing: Placing, kind: FileKind, identifier: Any) -> str:
    """The name of the file that holds a source or topic, or of a new one."""
    key = "topic" if kind == "topic" else "id"
    for name, raw in placing.files.items():
        if kind_of(name) == kind and parse(raw).value.get(key) == identifier:
            return PurePath(name).stem
    return identifier if isinstance(identifier, str) else ""


def _place_whole(upload: Upload, kind: FileKind, stem: str, placing: Placing) -> None:
    name = f"{FOLDERS[kind]}/{stem}.json"
    is_named = bool(_IDENTIFIER.fullmatch(stem)) and len(stem) <= _LONGEST_NAME
    if not is_named and name not in placing.files:  # whatever it wants to be called, it stays in its folder
        name = f"{FOLDERS[kind]}/gui-den-{len(placing.sent)}.json"
    placing.files[name] = upload.raw
    placing.sent[name] = upload.name


def _place_record(path: Path, value: dict[str, Any], placing: Placing) -> None:
    for name, raw in placing.files.items():
        if kind_of(name) != "topic":
            continue
        topic = parse(raw).value
        ids = [record.get("id") for record in topic["records"]]
        if value.get("id") in ids:
            topic["records"][ids.index(value["id"])] = value
            placing.files[name] = to_bytes(topic, "topic")
            return
    placing.problems.append(Problem(path, "/id", _NO_RECORD, 1))


def _place_proposal(proposal: RecordsFile, placing: Placing) -> None:
    read = [file for file in as_records(placing.files, placing.records) if file.path.is_relative_to(placing.records)]
    merged = merge_proposals(placing.records, read, [proposal])
    placing.problems += merged.problems
    if not merged.problems:
        for file in merged.changed():
            placing.files[f"{FOLDERS[file.kind]}/{file.path.name}"] = file.raw


def _place_article(upload: Upload, placing: Placing, about: str) -> None:
    from knowledge.ingesting.adding import Known, read_one

    path = Path(PurePath(upload.name).name)
    try:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / f"article{path.suffix.lower()}"
            file.write_bytes(upload.raw)
            known = Known.of(as_records(placing.files, placing.records))
            report = read_one(file, _read_about(about), known)
    except IngestError as error:
        placing.problems.append(Problem(path, "", str(error), 1))
        return
    source, topic = report.source or {}, report.topic or {}
    placing.needs += report.needs
    missing = [key for key in ("id", "title", "publisher", "published") if not source.get(key)]
    if report.seen:
        told = _SEEN.format(source=report.seen.source, percent=round(100 * report.seen.share))
        placing.problems.append(Problem(path, "", told, 1))
    elif missing:
        placing.problems.append(Problem(path, "", _MISSING.format(names=", ".join(missing)), 1))
    else:
        placing.files[f"{FOLDERS['source']}/{source['id']}.json"] = to_bytes(source, "source")
        if topic.get("records"):
            placing.files[f"{FOLDERS['topic']}/{topic['topic']}.json"] = to_bytes(topic, "topic")


def _read_about(about: str) -> Told:
    """What an editor wrote with an article's file: a line each, as in “Báo: Báo Sóc Trăng”."""
    from knowledge.ingesting.article import Told

    found = {name: pattern.search(about) for name, pattern in _ABOUT.items()}
    return Told(**{name: match[1].strip() for name, match in found.items() if match})
