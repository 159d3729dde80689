"""Reads the cells of a workbook that anybody may have sent: every row as texts, and everything odd in it located."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from knowledge.errors import InvalidRecordsError, Problem
from knowledge.parsing import shown
from knowledge.spreadsheets.columns import FILES, SHEETS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from knowledge.spreadsheets.columns import Sheet

MAX_BYTES = 20_000_000
_MAX_UNPACKED = 200_000_000
_MAX_PARTS = 200
_MAX_ROWS = 200_000
_MOST_COLUMNS = 40
_MOST_PROBLEMS = 200

_KINDS = {
    "n": ("số, mà Excel có thể đã đổi cách viết", "a number, which Excel may have rewritten"),
    "d": ("ngày giờ", "a date"),
    "f": ("công thức", "a formula"),
    "e": ("một lỗi của bảng tính", "a spreadsheet's error"),
}


@dataclass(slots=True)
class Row:
    """One row: its texts by key, and where each stands."""

    sheet: str
    number: int
    texts: dict[str, str]
    columns: dict[str, str]
    """The letter of each key's column."""

    def cell(self, key: str) -> str:
        """The address of a cell as an editor looks it up."""
        return f"{self.sheet}!{self.columns.get(key, 'A')}{self.number}"


@dataclass(slots=True)
class Workbook:
    """All rows by sheet, and what is wrong with the cells."""

    path: Path
    rows: dict[str, list[Row]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def of(self, sheet: Sheet) -> list[Row]:
        """The rows of a sheet."""
        return self.rows.get(sheet.title, [])

    def blame(self, cell: str, message: str, value: str | None = None) -> None:
        """Note what is wrong with a cell."""
        self.problems.append(Problem(self.path, cell, message, None, value))


def read_workbook(path: Path) -> Workbook:
    """Every row of every sheet of ours.

    Raises:
        InvalidRecordsError: the file is no workbook, or larger than any that an editor makes.
    """
    _insist_on_sane(path)
    from openpyxl import load_workbook

    workbook = Workbook(path)
    try:
        book = load_workbook(path, read_only=True, data_only=False, keep_links=False)
        try:
            pages = {page.title: page for page in book.worksheets}
            for sheet in SHEETS:
                if sheet.title in pages:
                    workbook.rows[sheet.title] = list(_rows(workbook, sheet, pages[sheet.title]))
                elif sheet is not FILES:
                    workbook.blame(
                        sheet.title,
                        f"thiếu trang “{sheet.title}”: hãy xuất lại rồi sửa / the sheet is missing: export again",
                    )
        finally:
            book.close()
    except InvalidRecordsError:
        raise
    except Exception as error:  # noqa: BLE001  openpyxl raises whatever a broken file leads to
        raise InvalidRecordsError([_unreadable(path, type(error).__name__)]) from None
    return workbook


def _unreadable(path: Path, why: str) -> Problem:
    return Problem(
        path,
        "",
        f"không phải bảng tính .xlsx đọc được ({why}): hãy lưu lại bằng “Excel Workbook (.xlsx)”"
        f" / not a readable .xlsx workbook: save it as “Excel Workbook (.xlsx)”",
    )


def _insist_on_sane(path: Path) -> None:
    """A workbook is a zip archive: refused before anything unpacks it where it would fill the memory."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            is_large = (
                path.stat().st_size > MAX_BYTES
                or len(parts) > _MAX_PARTS
                or sum(part.file_size for part in parts) > _MAX_UNPACKED
            )
            has_entities = not is_large and any(
                b"<!DOCTYPE" in archive.read(part)[:2000] for part in parts if part.filename.endswith((".xml", ".rels"))
            )
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, EOFError) as error:
        raise InvalidRecordsError([_unreadable(path, type(error).__name__)]) from None
    if is_large:
        message = "bảng tính quá lớn (20 MB, mở ra 200 MB) / the workbook is too large (20 MB, 200 MB unpacked)"
        raise InvalidRecordsError([Problem(path, "", message)])
    if has_entities:
        raise InvalidRecordsError([_unreadable(path, "DOCTYPE")])


def _rows(workbook: Workbook, sheet: Sheet, page: Any) -> Iterator[Row]:
    from openpyxl.utils import get_column_letter

    page.reset_dimensions()  # what the file says of its size may be wrong
    columns: dict[int, str] = {}
    for number, cells in enumerate(page.iter_rows(max_col=_MOST_COLUMNS), 1):
        if number > _MAX_ROWS or len(workbook.problems) >= _MOST_PROBLEMS:
            return
        if number == 1:
            columns = _columns(workbook, sheet, cells)
            continue
        texts: dict[str, str] = {}
        row = Row(sheet.title, number, texts, {key: get_column_letter(at + 1) for at, key in columns.items()})
        for at, cell in enumerate(cells):
            if cell.value is None:
                continue
            if at not in columns:
                address = f"{sheet.title}!{get_column_letter(at + 1)}{number}"
                workbook.blame(
                    address, "cột này không có tên ở dòng đầu: hãy bỏ / no heading above this cell: clear it"
                )
                continue
            text = _text(workbook, row, columns[at], cell)
            if text:
                texts[columns[at]] = text
        if texts:
            yield row


def _columns(workbook: Workbook, sheet: Sheet, cells: Any) -> dict[int, str]:
    headings = {column.heading: column.key for column in sheet.columns}
    found: dict[int, str] = {}
    for at, cell in enumerate(cells):
        if cell.value is None:
            continue
        key = headings.get(str(cell.value).strip())
        if key is None or key in found.values():
            workbook.blame(
                f"{sheet.title}!1",
                f"tên cột lạ hoặc lặp lại “{shown(str(cell.value))}”: hãy để nguyên dòng đầu"
                f" / an unknown or repeated heading “{shown(str(cell.value))}”: leave the first row as it is",
            )
        else:
            found[at] = key
    if missing := set(sheet.keys) - set(found.values()):
        workbook.blame(
            f"{sheet.title}!1",
            f"thiếu cột {', '.join(sorted(missing))}: hãy để nguyên dòng đầu"
            f" / columns are missing: leave the first row as it is",
        )
    return found


def _text(workbook: Workbook, row: Row, key: str, cell: Any) -> str:
    if isinstance(cell.value, bool) and key == "draft":
        return "có" if cell.value else "không"
    if isinstance(cell.value, str) and cell.data_type not in {"f", "e"}:
        return cell.value
    vi, en = _KINDS.get(cell.data_type, ("một giá trị lạ", "a strange value"))
    workbook.blame(
        row.cell(key),
        f"ô này là {vi}: hãy đổi định dạng ô thành Text (chữ) rồi gõ lại"
        f" / the cell holds {en}: format it as Text and type again",
        shown(str(cell.value)),
    )
    return ""
