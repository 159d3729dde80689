"""What broke a JSON file, told by the line an editor has to look at: mostly a comma or a quotation mark forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from json import JSONDecodeError


def explain_slip(error: JSONDecodeError) -> tuple[str, int]:
    """What an editor most likely did, in Vietnamese and English, and the line where it is to be mended."""
    before = error.doc[: error.pos].rstrip()
    earlier = before.count("\n") + 1
    if error.msg.startswith("Expecting ',' delimiter"):
        return _missing_comma(error, earlier)
    if error.msg.startswith(("Expecting property name", "Illegal trailing comma")) and before.endswith(","):
        return _wrong(
            f"thừa dấu phẩy ở cuối dòng {earlier}, hoặc thiếu nháy kép quanh tên khóa ở dòng {error.lineno}",
            f"a comma too many at the end of line {earlier}, or no quotes around the key on line {error.lineno}",
        ), earlier
    if error.msg.startswith("Expecting ':'"):
        return _wrong(
            f"thiếu dấu hai chấm sau tên khóa (dòng {error.lineno}, cột {error.colno})",
            f"a colon is missing behind the key (line {error.lineno}, column {error.colno})",
        ), error.lineno
    if error.msg.startswith(("Invalid control character", "Unterminated string")):
        return _wrong(
            f"chuỗi mở ở dòng {error.lineno} chưa có nháy kép đóng trên cùng dòng ấy",
            f"the text that begins on line {error.lineno} has no closing quotation mark on that line",
        ), error.lineno
    if error.msg.startswith("Extra data"):
        return _wrong(
            f"thừa chữ hoặc ngoặc sau chỗ tệp đã hết (dòng {error.lineno}, cột {error.colno})",
            f"something stands behind the end of the data (line {error.lineno}, column {error.colno})",
        ), error.lineno
    return _wrong(
        f"xem lại dấu phẩy, ngoặc và nháy kép ở quanh dòng {error.lineno}, cột {error.colno}",
        f"{error.msg}; look at the commas, brackets and quotes near line {error.lineno}, column {error.colno}",
    ), error.lineno


def _missing_comma(error: JSONDecodeError, earlier: int) -> tuple[str, int]:
    """Between two lines it is a comma or a bracket; within one, mostly a quotation mark inside a text."""
    if earlier < error.lineno or error.pos == len(error.doc):
        return _wrong(
            f"có lẽ thiếu dấu phẩy hoặc dấu ngoặc ở cuối dòng {earlier}",
            f"a comma or a bracket is probably missing at the end of line {earlier}",
        ), earlier
    return _wrong(
        f"trước cột {error.colno} của dòng {error.lineno} có lẽ thiếu dấu phẩy,"
        ' hoặc trong chuỗi có nháy kép phải viết thành \\" (hay dùng “ ”)',
        f"before column {error.colno} of line {error.lineno} a comma is probably missing,"
        ' or a quotation mark inside a text must be written \\" (or as “ ”)',
    ), error.lineno


def _wrong(vietnamese: str, english: str) -> str:
    return f"không phải JSON đúng: {vietnamese} / not valid JSON: {english}"
