"""Files and folders of articles: which can be read, and each as text with what the file tells about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.errors import IngestError
from knowledge.ingesting.article import Told
from knowledge.ingesting.documents import read_document
from knowledge.ingesting.encodings import decode
from knowledge.ingesting.pages import read_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

MAX_BYTES = {".txt": 1_000_000, ".html": 10_000_000, ".htm": 10_000_000, ".docx": 30_000_000}
"""By the name's ending: pages hold scripts, Word files pictures; an article's text is a few thousand letters."""
MOST_FILES = 10_000


def find_articles(paths: Sequence[Path]) -> Iterator[Path]:
    """The files named, and those of the folders named, with the folders below them, in a fixed order.

    Raises:
        IngestError: a folder holds no article, or too many files.
    """
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        inside = sorted(
            file
            for file in path.rglob("*")
            if file.suffix.lower() in MAX_BYTES and file.is_file() and not file.name.startswith((".", "~$"))
        )
        if not inside:
            raise IngestError(f"không có tệp .txt, .html hay .docx nào ở đây / no .txt, .html or .docx here: {path}")
        if len(inside) > MOST_FILES:
            raise IngestError(f"hơn {MOST_FILES} tệp: hãy chia nhỏ / more than {MOST_FILES} files, split them: {path}")
        yield from inside


def read_article(path: Path) -> tuple[str, Told]:
    """The text of one file and what the file tells about the article.

    Raises:
        IngestError: the file cannot be read as an article; the message says why and how to mend it.
    """
    ending = path.suffix.lower()
    if ending not in MAX_BYTES:
        raise IngestError(
            "chỉ đọc tệp .txt, .html và .docx: hãy lưu bài báo thành một trong các loại này"
            " / only .txt, .html and .docx are read: save the article as one of them"
        )
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES[ending] + 1)
    except OSError as error:
        raise IngestError(f"không đọc được tệp / the file cannot be read: {error.strerror}") from None
    if len(raw) > MAX_BYTES[ending]:
        megabytes = MAX_BYTES[ending] // 1_000_000
        raise IngestError(
            f"tệp lớn hơn {megabytes} MB: hãy chép riêng bài báo vào tệp khác"
            f" / larger than {megabytes} MB: copy the article alone into another file"
        )
    if ending == ".docx":
        return read_document(raw)
    return (decode(raw), Told()) if ending == ".txt" else read_page(raw)
