"""The chart: a picture of a useful size, every Vietnamese letter in its font, and no cost before it is drawn."""

from __future__ import annotations

import struct
import subprocess
import sys

import pytest
from matplotlib import font_manager, ft2font

from bot.presentation.charting import FONT, draw_bars
from bot.presentation.reports import Bars
from bot.presentation.texts_reports import report_texts

LETTERS = "aăâeêioôơuưyđáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"


def bars_of(*rows: tuple[str, int, int]) -> Bars:
    return Bars(title="Câu hỏi tuần 16/11", week="Tuần này", before="Tuần trước", rows=rows)


@pytest.mark.parametrize("rows", [[("Trả lời được", 0, 0)], [("Không tìm thấy", 3, 1_000_000), ("Góp ý", 7, 0)]])
def test_chart_is_a_picture_that_a_phone_shows_well(rows: list[tuple[str, int, int]]) -> None:
    picture = draw_bars(bars_of(*rows))
    assert picture.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", picture[16:24])
    assert 800 <= width <= 1600
    assert 500 <= height <= 1200
    assert len(picture) < 300_000


def test_font_of_the_chart_comes_with_the_library_and_has_every_letter() -> None:
    path = font_manager.findfont(FONT, fallback_to_default=False)
    assert "mpl-data" in path
    known = set(ft2font.FT2Font(path).get_charmap())
    shown = [*report_texts("vi").rows.values(), *report_texts("en").rows.values(), report_texts("vi").legend_week]
    assert {character for text in [LETTERS, LETTERS.upper(), *shown] for character in text} <= {*map(chr, known)}


def test_the_bot_starts_without_what_draws_and_what_writes_sheets() -> None:
    code = "import sys, bot.app; print([name for name in ('matplotlib', 'openpyxl', 'numpy') if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
