"""Exports: no formula in any form of file, every character there, and Excel opens them right."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from bot.questionlog.exporting import COLUMNS, make_harmless, write_csv, write_jsonl, write_xlsx
from tests.support.applications import make_entry

FORMULAS = [
    "=1+1",
    "+84",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "\u00a0=1",
    "\u200b=1",
    "\ufeff=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM",
    "−1",
    "﹦1",
    "\tmột",
    "\rmột",
    '=HYPERLINK("http://x","y")',
]
TRICKY = [
    *FORMULAS,
    "a;=1+1",
    "a\t=1",
    "a\n=cmd|' /C calc'!A0",
    'a";=1',
    "một, hai",
    'nói "vâng"',
    "Sóc Trăng 👍",
    "\0\x01",
]


def starts_formula(cell: str) -> bool:
    return cell.lstrip("\u200b\ufeff\u00a0 \t\r\n\0\xad")[:1] in set("=+-@＝＋－＠−﹦﹢﹣﹫") or cell[:1] in {
        "\t",
        "\r",
    }


def csv_cells(text: str) -> list[str]:
    raw = io.BytesIO()
    assert write_csv([make_entry(1, text=text)], raw) == 1
    assert raw.getvalue().startswith(b"\xef\xbb\xbf")
    head, row = csv.reader(io.StringIO(raw.getvalue().decode("utf-8-sig"), newline=""))
    assert tuple(head) == COLUMNS
    return row


@pytest.mark.parametrize("text", TRICKY)
def test_no_cell_of_a_csv_is_a_formula_whatever_parts_the_cells(text: str) -> None:
    assert not any(starts_formula(cell) for cell in csv_cells(text))
    shown = csv_cells(text)[COLUMNS.index("text")]
    for separator in (";", "\t", "\n", "\r"):
        assert not any(starts_formula(piece) for piece in shown.split(separator)[1:])


@given(st.text(max_size=40))
def test_a_text_is_changed_by_apostrophes_only(text: str) -> None:
    assert make_harmless(text).replace("'", "") == text.replace("'", "")
    assert not starts_formula(make_harmless(text))


@pytest.mark.parametrize("text", TRICKY)
def test_every_text_of_a_sheet_is_a_text(text: str) -> None:
    raw = io.BytesIO()
    assert write_xlsx([make_entry(1, text=text)], raw) == 1
    sheet = load_workbook(raw).active
    cell = sheet.cell(2, COLUMNS.index("text") + 1)
    assert cell.data_type == "s"
    assert cell.quotePrefix == starts_formula(text)
    assert (cell.value or "").replace("\r\n", "\n") == text.replace("\0\x01", "\ufffd\ufffd")


def test_long_numbers_keep_their_digits_in_a_sheet() -> None:
    raw = io.BytesIO()
    write_xlsx([make_entry(1, key=2**63 - 1)], raw)
    assert load_workbook(raw).active.cell(2, COLUMNS.index("key") + 1).value == str(2**63 - 1)


@given(st.text(max_size=60))
def test_json_lines_hold_the_text_as_it_is(text: str) -> None:
    raw = io.BytesIO()
    write_jsonl([make_entry(1, text=text), make_entry(2)], raw)
    lines = raw.getvalue().decode().split("\n")
    assert len(lines) == 3
    assert json.loads(lines[0])["text"] == text
