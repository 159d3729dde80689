"""Puts the rows of a workbook together as the values of records files, and remembers the cell of each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from knowledge.loading import FOLDERS
from knowledge.parsing import escape, shown
from knowledge.spreadsheets import columns
from knowledge.spreadsheets.cells import EMPTY_LIST, NO, NULL, YES, read_path, read_value

if TYPE_CHECKING:
    from knowledge.spreadsheets.reading import Row, Workbook

Cells = dict[tuple[str, str], str]
"""The cell of each (file, pointer)."""
_FILE_NAME = re.compile(r"[^\x00-\x1f/\\]{1,200}")
_NO_SUCH = (
    "không có {what} “{name}” ở trang “{sheet}”: hãy sửa mã hoặc thêm dòng ở đó / there is no such {en}: mend the id"
)


class _Builder:
    """One pass over a workbook."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self.files: dict[str, Any] = {}
        self.cells: Cells = {}

    def build(self) -> None:
        self._build_sources()
        self._build_topics()
        self._build_lexicon()

    def _build_sources(self) -> None:
        places: dict[str, str] = {}
        for row in self.workbook.of(columns.SOURCES):
            file = self._file_name(row, "id", "source")
            if file and self._is_new(row, "id", file):
                places[row.texts["id"]] = file
                self.files[file] = {**self._plain(row, file, ""), "passages": []}
        for row in self.workbook.of(columns.PASSAGES):
            file = self._find(row, "source", places, ("bài báo", "article", columns.SOURCES.title))
            if file:
                passages = self.files[file]["passages"]
                pointer = f"/passages/{len(passages)}"
                passages.append(self._plain(row, file, pointer, leave=("source",)))

    def _build_topics(self) -> None:
        topics: dict[str, str] = {}
        for row in self.workbook.of(columns.TOPICS):
            file = self._file_name(row, "file", "topic")
            if file and self._is_new(row, "file", file):
                topics[row.texts["file"]] = file
                self.files[file] = {**self._plain(row, file, "", leave=("file",)), "records": []}
        records: dict[str, tuple[str, str, dict[str, Any]]] = {}
        for row in self.workbook.of(columns.RECORDS):
            file = self._find(row, "file", topics, ("tệp", "file", columns.TOPICS.title))
            if file:
                held = self.files[file]["records"]
                pointer = f"/records/{len(held)}"
                record = self._record(row, file, pointer)
                held.append(record)
                records[row.texts.get("id", "")] = file, pointer, record
        self._add_to_records(records)

    def _record(self, row: Row, file: str, pointer: str) -> dict[str, Any]:
        texts = row.texts
        leave = ("file", "figure.value", "figure.unit", "related", "draft", "phrasings")
        record = self._plain(row, file, pointer, leave=leave)
        figure = {key: texts[f"figure.{key}"] for key in ("value", "unit") if f"figure.{key}" in texts}
        if figure:
            record["figure"] = None if figure == {"value": NULL} else {k: read_value(v) for k, v in figure.items()}
            self._note(file, f"{pointer}/figure", row, "figure.value")
            for key in figure:
                self._note(file, f"{pointer}/figure/{key}", row, f"figure.{key}")
        if "related" in texts:
            is_empty = texts["related"].strip() == EMPTY_LIST
            record["related"] = (
                [] if is_empty else [name.strip() for name in texts["related"].split("\n") if name.strip()]
            )
            self._note(file, f"{pointer}/related", row, "related")
        if "draft" in texts:
            draft = {YES: True, NO: False}.get(texts["draft"].strip().casefold())
            if draft is None:
                message = (
                    f"ghi “{YES}” hoặc “{NO}”, hoặc để trống / write “{YES}” (yes) or “{NO}” (no), or leave it empty"
                )
                self.workbook.blame(row.cell("draft"), message, shown(texts["draft"]))
            record["draft"] = bool(draft)
        if texts.get("phrasings"):
            record["phrasings"] = []
        return record

    def _add_to_records(self, records: dict[str, tuple[str, str, dict[str, Any]]]) -> None:
        what = ("bản ghi", "record", columns.RECORDS.title)
        for row in self.workbook.of(columns.PHRASINGS):
            found = self._find(row, "record", records, what)
            if found:
                file, pointer, record = found
                phrasings = record.setdefault("phrasings", [])
                self._note(file, f"{pointer}/phrasings/{len(phrasings)}", row, "phrasing")
                phrasings.append(read_value(row.texts.get("phrasing", "")))
        for row in self.workbook.of(columns.CITATIONS):
            found = self._find(row, "record", records, what)
            if found:
                file, pointer, record = found
                citations = record.setdefault("citations", [])
                place = f"{pointer}/citations/{len(citations)}"
                citations.append(self._plain(row, file, place, leave=("record",)))

    def _build_lexicon(self) -> None:
        for row in self.workbook.of(columns.LEXICON):
            file = self._file_name(row, "file", "lexicon")
            steps = read_path(str(read_value(row.texts.get("path", ""))))
            if file is None:
                continue
            tree = self.files.setdefault(file, {})
            if steps is None:
                if "path" in row.texts:
                    message = "chỗ trong tệp phải như /synonyms[3][0] / the place must look like /synonyms[3][0]"
                    self.workbook.blame(row.cell("path"), message, shown(row.texts["path"]))
                continue
            self._plant(tree, steps, row, file)

    def _plant(self, tree: dict[str | int, Any], steps: tuple[str | int, ...], row: Row, file: str) -> None:
        """Put a value at its place; lists are dictionaries by number until all is read, so that numbers may miss."""
        for step in steps[:-1]:
            tree = tree.setdefault(step, {})
            if not isinstance(tree, dict):
                break
        if not isinstance(tree, dict) or steps[-1] in tree:
            message = "chỗ này đã có dòng khác: hãy đánh số khác / another row has this place: choose another number"
            self.workbook.blame(row.cell("path"), message, shown(row.texts["path"]))
            return
        tree[steps[-1]] = _Leaf(row, read_value(row.texts.get("value", '""')))
        self._note(file, "", row, "file")

    def _plain(self, row: Row, file: str, pointer: str, leave: tuple[str, ...] = ()) -> dict[str, Any]:
        """The columns of a row whose keys are the record's own."""
        self._note(file, pointer, row, "id")
        held = {key: read_value(text) for key, text in row.texts.items() if key not in leave}
        for key in row.columns:
            self._note(file, f"{pointer}/{escape(key)}", row, key)
        return held

    def _note(self, file: str, pointer: str, row: Row, key: str) -> None:
        self.cells.setdefault((file, pointer), row.cell(key))

    def _file_name(self, row: Row, key: str, kind: Any) -> str | None:
        name = str(read_value(row.texts.get(key, "")))
        if _FILE_NAME.fullmatch(name):
            return f"{FOLDERS[kind]}/{name}.json"
        message = "cần một tên tệp đơn giản, như an-sinh-xa-hoi / a plain file name is needed, as in an-sinh-xa-hoi"
        self.workbook.blame(row.cell(key), message, shown(name))
        return None

    def _is_new(self, row: Row, key: str, file: str) -> bool:
        if file in self.files:
            message = "tên này đã dùng ở dòng khác: hãy đặt tên khác / the name is used in another row: choose another"
            self.workbook.blame(row.cell(key), message, file)
            return False
        return True

    def _find(self, row: Row, key: str, places: dict[str, Any], what: tuple[str, str, str]) -> Any:
        name = row.texts.get(key, "")
        if name not in places:
            vi, en, sheet = what
            message = _NO_SUCH.format(what=vi, name=shown(name), sheet=sheet, en=en)
            self.workbook.blame(row.cell(key), message, shown(name))
        return places.get(name)


class _Leaf:
    """A value of the lexicon and the row it comes from."""

    def __init__(self, row: Row, value: Any) -> None:
        self.row = row
        self.value = value


def build_files(workbook: Workbook) -> tuple[dict[str, Any], Cells]:
    """The value of every file, by its name inside the records folder, and the cell of each value.

    What cannot be put together is noted among the workbook's problems.
    """
    builder = _Builder(workbook)
    builder.build()
    prefix = f"{FOLDERS['lexicon']}/"
    for name, value in builder.files.items():
        if name.startswith(prefix):
            builder.files[name] = _grow(value, name, "", builder)
    return builder.files, builder.cells


def _grow(tree: Any, file: str, pointer: str, builder: _Builder) -> Any:
    """Lists of what was numbered, objects of what was named."""
    if isinstance(tree, _Leaf):
        builder.cells[file, pointer] = tree.row.cell("value")
        return tree.value
    if tree and all(isinstance(step, int) for step in tree):
        return [_grow(tree[step], file, f"{pointer}/{at}", builder) for at, step in enumerate(sorted(tree))]
    return {str(step): _grow(item, file, f"{pointer}/{escape(str(step))}", builder) for step, item in tree.items()}
