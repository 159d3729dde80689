"""Writes logged questions as JSON lines, CSV or an Excel sheet; no spreadsheet takes any of them for a formula."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any, Literal

from bot.questionlog.model import LoggedQuestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import BinaryIO

Form = Literal["csv", "xlsx", "jsonl"]
COLUMNS = tuple(field.name for field in fields(LoggedQuestion))

_BLANK = r"[\s\u00ad\u200b-\u200f\u2060-\u2064\ufeff\0]"
_SIGN = r"[=+\-@\uff1d\uff0b\uff0d\uff20\u2212\ufe62\ufe63\ufe66\ufe6b]"
_FORMULA = re.compile(rf"{_BLANK}*{_SIGN}|[\t\r]")
"""What a spreadsheet takes for the start of a formula; full-width and small signs, and blanks before them, included."""
_FORMULA_WITHIN = re.compile(rf"([;\t\r\n])(?={_BLANK}*{_SIGN})")
"""The same after what parts cells where another separator is set, or where lines are torn apart."""
_WIDTHS = {"text": 60, "asked_at": 26, "pseudonym": 20, "records": 30}


def write_jsonl(rows: Iterable[LoggedQuestion], stream: BinaryIO) -> int:
    """Write one JSON object a line; return how many."""
    count = 0
    for row in rows:
        stream.write((json.dumps(_plain(row), ensure_ascii=False) + "\n").encode())
        count += 1
    return count


def write_csv(rows: Iterable[LoggedQuestion], stream: BinaryIO) -> int:
    """Write a table as Excel opens it right: UTF-8 with a byte-order mark; return how many rows."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    count = 0
    for row in rows:
        writer.writerow({name: make_harmless(value) for name, value in _cells(row).items()})
        count += 1
    text.flush()
    text.detach()
    return count


def write_xlsx(rows: Iterable[LoggedQuestion], stream: BinaryIO) -> int:
    """Write an Excel sheet in which every text is a text; return how many rows."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Câu hỏi")
    sheet.freeze_panes = "A2"
    for number, name in enumerate(COLUMNS):
        sheet.column_dimensions[chr(ord("A") + number)].width = _WIDTHS.get(name, 14)

    def cell(value: Any) -> Any:
        made = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("\ufffd", value) if isinstance(value, str) else value)
        if isinstance(value, str):
            made.data_type = "s"
            made.quotePrefix = _FORMULA.match(value) is not None  # so it stays a text when the cell is edited
        return made

    heads = [cell(name) for name in COLUMNS]
    for head in heads:
        head.font = Font(bold=True)
    sheet.append(heads)
    count = 0
    for row in rows:
        cells = _cells(row)
        # A number of 19 digits would lose its last ones: Excel counts in floating point.
        sheet.append([cell(str(value) if name in {"key", "update_id"} else value) for name, value in cells.items()])
        count += 1
    book.save(stream)
    return count


WRITERS: dict[Form, Callable[[Iterable[LoggedQuestion], BinaryIO], int]] = {
    "csv": write_csv,
    "xlsx": write_xlsx,
    "jsonl": write_jsonl,
}


def make_harmless(value: Any) -> Any:
    """Keep a spreadsheet from running what a citizen wrote."""
    if not isinstance(value, str):
        return value
    return ("'" if _FORMULA.match(value) else "") + _FORMULA_WITHIN.sub(r"\1'", value)


def _plain(row: LoggedQuestion) -> dict[str, Any]:
    return asdict(row) | {"asked_at": row.asked_at.isoformat()}


def _cells(row: LoggedQuestion) -> dict[str, Any]:
    return _plain(row) | {"records": " ".join(row.records)}
