"""Word files (.docx): their paragraphs and tables in order, and the title they tell; bombs are refused."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from knowledge.errors import IngestError
from knowledge.ingesting.article import Told
from knowledge.ingesting.encodings import refuse_legacy_fonts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document

_MOST_BYTES = 60_000_000
"""Unpacked, pictures and all; no article comes near it."""
_MOST_TEXT = 8_000_000
"""Unpacked bytes of one XML part, which is parsed into ten times as much memory."""
_MOST_PARTS = 2_000
_OLD_WORD = b"\xd0\xcf\x11\xe0"


def read_document(raw: bytes) -> tuple[str, Told]:
    """The text of a Word file, paragraphs on lines of their own.

    Raises:
        IngestError: it is no Word file, is locked or damaged, or unpacks to too much.
    """
    if raw.startswith(_OLD_WORD):
        raise IngestError(
            "tệp .doc kiểu cũ hoặc có mật khẩu: hãy mở bằng Word rồi lưu thành .docx không mật khẩu"
            " / an old .doc or a locked file: save it in Word as .docx without a password"
        )
    _refuse_bombs(raw)
    import docx

    try:
        document = docx.Document(BytesIO(raw))
        text = "\n\n".join(_paragraphs(document))
    except Exception:  # noqa: BLE001  python-docx raises whatever the damaged part leads to, KeyError and XML errors among them
        raise _damaged() from None
    refuse_legacy_fonts(text)
    return text, Told(title=_title(document))


def _refuse_bombs(raw: bytes) -> None:
    """Looks at the archive's directory only: zipfile never unpacks more of a part than is announced there."""
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        raise _damaged() from None
    texts = [part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))]
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_BYTES or sum(texts) > _MOST_TEXT:
        raise IngestError(
            "tệp Word bung ra quá lớn: hãy chép riêng bài báo vào một tệp mới"
            " / the Word file unpacks to too much: copy the article alone into a new file"
        )


def _paragraphs(document: Document) -> Iterator[str]:
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                cells = list(dict.fromkeys(cell.text.strip() for cell in row.cells))
                yield " | ".join(" ".join(text.split()) for text in cells if text)
        else:
            is_item = (block.style.name or "").startswith("List") if block.style else False
            yield from (f"- {line}" if is_item and line.strip() else line for line in block.text.split("\n"))


def _title(document: Document) -> str | None:
    """The title among the properties, if it is also printed: templates leave titles of other texts there."""
    title = " ".join((document.core_properties.title or "").split())
    return title if title and any(title == " ".join(p.text.split()) for p in document.paragraphs[:5]) else None


def _damaged() -> IngestError:
    return IngestError(
        "không phải tệp Word (.docx) đọc được, hoặc tệp đã hỏng: hãy lưu lại từ Word"
        " / no readable Word file (.docx), or a damaged one: save it again from Word"
    )
