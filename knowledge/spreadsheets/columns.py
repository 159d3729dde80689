"""The sheets of the workbook and their columns, by the keys of the records."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the key it holds, its heading and its width in letters."""

    key: str
    title: str
    width: int = 24

    @property
    def heading(self) -> str:
        """What stands in the first row; the key in it is what is read."""
        return f"{self.title} ({self.key})"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet and what its rows are."""

    title: str
    columns: tuple[Column, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its columns."""
        return tuple(column.key for column in self.columns)


_SCHEMA = Column("$schema", "khuôn", 12)
SOURCES = Sheet(
    "Bài báo",
    (
        Column("id", "mã", 28),
        Column("title", "tiêu đề", 50),
        Column("publisher", "tờ báo"),
        Column("author", "tác giả"),
        Column("published", "ngày đăng", 28),
        Column("url", "địa chỉ"),
        Column("place", "nơi"),
        Column("period", "giai đoạn"),
        _SCHEMA,
    ),
)
PASSAGES = Sheet(
    "Đoạn",
    (Column("source", "mã bài báo", 28), Column("id", "mã", 8), Column("kind", "loại", 10), Column("text", "chữ", 110)),
)
TOPICS = Sheet(
    "Chủ đề",
    (Column("file", "tên tệp", 28), Column("topic", "mã", 28), Column("title", "tiêu đề", 40), _SCHEMA),
)
RECORDS = Sheet(
    "Bản ghi",
    (
        Column("file", "tên tệp", 22),
        Column("id", "mã", 28),
        Column("kind", "loại", 13),
        Column("subject", "tên gọi", 40),
        Column("subject_en", "tên gọi tiếng Anh", 30),
        Column("answer", "câu trả lời", 60),
        Column("answer_en", "câu trả lời tiếng Anh", 40),
        Column("figure.value", "con số", 12),
        Column("figure.unit", "đơn vị", 18),
        Column("period", "giai đoạn", 12),
        Column("place", "nơi", 18),
        Column("related", "liên quan, mỗi mã một dòng", 28),
        Column("draft", "bản nháp", 10),
        Column("phrasings", "để trống", 10),
    ),
)
PHRASINGS = Sheet("Cách hỏi", (Column("record", "mã bản ghi", 32), Column("phrasing", "cách hỏi", 90)))
CITATIONS = Sheet(
    "Trích dẫn",
    (
        Column("record", "mã bản ghi", 32),
        Column("source", "mã bài báo", 28),
        Column("passage", "đoạn", 8),
        Column("quote", "nguyên văn", 110),
    ),
)
LEXICON = Sheet(
    "Từ vựng", (Column("file", "tên tệp", 20), Column("path", "chỗ trong tệp", 34), Column("value", "từ", 50))
)
FILES = Sheet("Tệp", (Column("path", "tệp", 44), Column("hash", "dấu khi xuất", 70)))
SHEETS = (RECORDS, PHRASINGS, CITATIONS, TOPICS, SOURCES, PASSAGES, LEXICON, FILES)

GUIDE = (
    "Hồ sơ của bot hỏi đáp, để sửa bằng Excel hay LibreOffice.",
    "Sửa xong: thidua knowledge import TỆP.xlsx --dry-run để xem sẽ đổi gì, bỏ --dry-run để ghi.",
    "Thêm dòng ở đâu cũng được; thứ tự dòng là thứ tự trong tệp.",
    "Xoá một bản ghi thì xoá cả các dòng mang mã của nó ở “Cách hỏi” và “Trích dẫn”.",
    "Mọi ô đều là chữ: số gõ như báo in (1.062), không để Excel đổi thành số. Ô trống là không có.",
    "“bản nháp”: ghi “có” nếu bản ghi chưa xong; bot chưa dùng để trả lời.",
    "Không sửa trang “Tệp”: nhờ nó mà không ai ghi đè mất phần người khác vừa sửa.",
    "",
    "The bot's records, to be edited in a spreadsheet; then: thidua knowledge import FILE.xlsx --dry-run.",
    "Every cell is text: figures as printed. An empty cell says nothing. Leave the sheet “Tệp” as it is.",
)
GUIDE_TITLE = "Đọc trước"
