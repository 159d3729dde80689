"""Writes a records folder as a workbook."""

from __future__ import annotations

import hashlib
import io
import json
from typing import TYPE_CHECKING, Any

from knowledge.formatting import to_bytes
from knowledge.loading import FOLDERS, content_of
from knowledge.spreadsheets import columns
from knowledge.spreadsheets.cells import EMPTY_LIST, NO, NULL, YES, write_path, write_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.loading import RecordsFile
    from knowledge.spreadsheets.columns import Sheet

Row = dict[str, str]
_PLAIN_RECORD = ("id", "kind", "subject", "subject_en", "answer", "answer_en", "period", "place")


def export_workbook(files: list[RecordsFile]) -> bytes:
    """The workbook of a records folder.

    Args:
        files: what ``read_files`` gives.

    Raises:
        InvalidRecordsError: the records have errors; a workbook would lose what is not understood.
    """
    content_of(files)
    rows: dict[str, list[Row]] = {sheet.title: [] for sheet in columns.SHEETS}
    for file in files:
        value = json.loads(file.raw)
        canonical = to_bytes(value, file.kind)
        path = f"{FOLDERS[file.kind]}/{file.path.name}"
        rows[columns.FILES.title].append({"path": write_value(path), "hash": hashlib.sha256(canonical).hexdigest()})
        for sheet, row in _ROWS[file.kind](file.path.stem, json.loads(canonical)):
            rows[sheet.title].append(row)
    return _write(rows)


def _rows_of_source(_: str, source: dict[str, Any]) -> Iterator[tuple[Sheet, Row]]:
    plain = {key: value for key, value in source.items() if key != "passages"}
    yield columns.SOURCES, {key: write_value(value) for key, value in plain.items()}
    for passage in source["passages"]:
        yield columns.PASSAGES, {"source": source["id"], **{key: write_value(text) for key, text in passage.items()}}


def _rows_of_topic(stem: str, topic: dict[str, Any]) -> Iterator[tuple[Sheet, Row]]:
    plain = {key: value for key, value in topic.items() if key != "records"}
    yield columns.TOPICS, {"file": write_value(stem), **{key: write_value(value) for key, value in plain.items()}}
    for record in topic["records"]:
        yield columns.RECORDS, {"file": write_value(stem), **_row_of_record(record)}
        name = record["id"]
        for phrasing in record.get("phrasings", ()):
            yield columns.PHRASINGS, {"record": name, "phrasing": write_value(phrasing)}
        for citation in record["citations"]:
            yield columns.CITATIONS, {"record": name, **{key: write_value(text) for key, text in citation.items()}}


def _row_of_record(record: dict[str, Any]) -> Row:
    row = {key: write_value(record[key]) for key in _PLAIN_RECORD if key in record}
    if "figure" in record:
        figure = record["figure"] or {}
        row |= {f"figure.{key}": write_value(text) for key, text in figure.items()} or {"figure.value": NULL}
    if "related" in record:
        row["related"] = "\n".join(record["related"]) or EMPTY_LIST
    if "draft" in record:
        row["draft"] = YES if record["draft"] else NO
    if record.get("phrasings") == []:
        row["phrasings"] = EMPTY_LIST
    return row


def _rows_of_lexicon(stem: str, lexicon: dict[str, Any]) -> Iterator[tuple[Sheet, Row]]:
    for steps, value in _leaves((), lexicon):
        path = write_value(write_path(steps)) if steps else ""
        yield columns.LEXICON, {"file": write_value(stem), "path": path, "value": write_value(value)}


def _leaves(steps: tuple[str | int, ...], value: Any) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    is_leaf = True
    for step, item in items:
        is_leaf = False
        yield from _leaves((*steps, step), item)
    if is_leaf:
        yield steps, value


_ROWS = {"source": _rows_of_source, "topic": _rows_of_topic, "lexicon": _rows_of_lexicon}


def _write(rows: dict[str, list[Row]]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    workbook = Workbook(write_only=True)
    wrapped, bold = Alignment(wrap_text=True, vertical="top"), Font(bold=True)

    def cell(page: Any, text: str, *, is_heading: bool = False) -> Any:
        made = WriteOnlyCell(page, text or None)
        if text:
            made.data_type = "s"  # also what begins with =, which would be taken for a formula
        made.number_format = "@"  # so that what is typed over it stays text too
        made.quotePrefix = True
        made.alignment = wrapped
        if is_heading:
            made.font = bold
        return made

    guide = workbook.create_sheet(columns.GUIDE_TITLE)
    guide.column_dimensions["A"].width = 120
    for line in columns.GUIDE:
        guide.append([cell(guide, line)])
    for sheet in columns.SHEETS:
        page = workbook.create_sheet(sheet.title)
        page.freeze_panes = "A2"
        for letter, column in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", sheet.columns, strict=False):
            page.column_dimensions[letter].width = column.width
        page.append([cell(page, column.heading, is_heading=True) for column in sheet.columns])
        for row in rows[sheet.title]:
            page.append([cell(page, row.get(key, "")) for key in sheet.keys])
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()
