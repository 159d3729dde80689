"""Files of articles: saved pages, Word, encodings old and odd, folders, and files that mean harm."""

from __future__ import annotations

import time
import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.errors import IngestError
from knowledge.ingesting.article import ingest
from knowledge.ingesting.encodings import decode, refuse_legacy_fonts
from knowledge.ingesting.reading import MAX_BYTES, find_articles, read_article
from tests.support.articles import write_article
from tests.support.legacy_fonts import to_tcvn3, to_vni
from tests.support.saved_pages import FOOTER, NEWS_BESIDE, make_blog_page, make_new_page, make_old_page

DATA = Path(__file__).parents[1] / "data"
NAMES = ("bao-soc-trang-2020-07-03", "articles/nong-thon-moi", "articles/chuyen-doi-so")
PUBLISHED = "2024-09-26T08:15:00+07:00"


def article(name: str) -> tuple[str, list[str]]:
    """The headline and the paragraphs without date line and byline."""
    lines = [line for line in (DATA / f"{name}.txt").read_text(encoding="utf-8").split("\n") if line.strip()]
    return lines[0], [line for line in lines[2:-1] if len(line) > 3]


def page(kind: str, name: str) -> str:
    title, body = article(name)
    if kind == "new":
        told = {"author": "Thanh Thử", "published": PUBLISHED, "url": "https://bao.example/a.html"}
        return make_new_page(title, body, publisher="Báo Long Giả", **told)
    if kind == "blog":
        return make_blog_page(title, body, publisher="Báo Long Giả", author="Thanh Thử", published=PUBLISHED)
    return make_old_page(title, body, publisher="Báo Long Giả", dateline="26/09/2024 08:15")


def write(folder: Path, name: str, raw: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(raw.encode() if isinstance(raw, str) else raw)
    return path


@pytest.mark.parametrize("kind", ["new", "blog", "old"])
@pytest.mark.parametrize("name", NAMES)
def test_saved_page_gives_the_article_and_nothing_beside_it(tmp_path: Path, kind: str, name: str) -> None:
    title, body = article(name)

    text, told = read_article(write(tmp_path, "bai.html", page(kind, name)))
    source = ingest(text, page=told).source

    texts = [passage["text"] for passage in source["passages"]]
    printed = " ".join(texts)
    assert source["title"] == title
    assert [line for line in body if line.removeprefix("- ").rstrip(";.") not in printed] == []
    assert [line for line in (*NEWS_BESIDE, *FOOTER, "Bài viết hay quá") if line in printed] == []
    assert source["published"].startswith("2024-09-26")


def test_page_with_metadata_tells_who_when_and_where(tmp_path: Path) -> None:
    text, told = read_article(write(tmp_path, "bai.htm", page("new", NAMES[1])))
    source = ingest(text, page=told).source

    assert (source["publisher"], source["author"], source["url"]) == (
        "Báo Long Giả",
        "Thanh Thử",
        "https://bao.example/a.html",
    )
    assert source["published"] == PUBLISHED
    assert source["id"] == "bao-long-gia-2024-09-26"


def test_page_in_windows_1258_that_says_so_is_read(tmp_path: Path) -> None:
    raw = page("old", NAMES[1]).replace("charset=utf-8", "charset=windows-1258")
    text, _ = read_article(write(tmp_path, "bai.html", _to_1258(raw)))

    assert "nông thôn mới" in text


@pytest.mark.parametrize("raw", [b"", b"<html></html>", b"<p>", b"\x00\x01\x02" * 50, b"<html><body><nav>a</nav>"])
def test_page_without_an_article_is_refused(tmp_path: Path, raw: bytes) -> None:
    with pytest.raises(IngestError):
        read_article(write(tmp_path, "bai.html", raw))


def make_docx(*lines: str, table: list[list[str]] | None = None, title: str = "") -> bytes:
    document = docx.Document()
    document.core_properties.title = title
    for line in lines:
        document.add_paragraph(line.removeprefix("- "), style="List Bullet" if line.startswith("- ") else None)
    if table:
        grid = document.add_table(rows=0, cols=len(table[0]))
        for row in table:
            for cell, text in zip(grid.add_row().cells, row, strict=True):
                cell.text = text
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("name", NAMES)
def test_word_file_gives_the_same_source_as_the_text(tmp_path: Path, name: str) -> None:
    lines = (DATA / f"{name}.txt").read_text(encoding="utf-8").split("\n")

    text, told = read_article(write(tmp_path, "bai.docx", make_docx(*lines)))

    wanted = ingest((DATA / f"{name}.txt").read_text(encoding="utf-8")).source
    assert ingest(text, page=told).source == wanted


def test_table_of_a_word_file_is_kept_row_by_row(tmp_path: Path) -> None:
    rows = [["Xã", "Số hộ nghèo"], ["Hòa Thử", "36"], ["Vĩnh Giả", "41"]]
    text, _ = read_article(write(tmp_path, "bai.docx", make_docx("Tiêu đề", "Một đoạn văn dài.", table=rows)))

    assert "Hòa Thử | 36" in text


def test_word_bombs_and_broken_word_files_are_refused_at_once(tmp_path: Path) -> None:
    good = make_docx("Tiêu đề", "Một đoạn văn.")
    bombs = {
        "bomb": _rezip(good, {"word/document.xml": b" " * 50_000_000}),
        "many": _rezip(good, {f"word/media/{n}.xml": b"" for n in range(3000)}),
        "entities": _rezip(good, {"word/document.xml": _entity_bomb()}),
        "cut": good[: len(good) // 2],
        "empty": b"",
        "no-word": _zip({"a.txt": b"a"}),
        "old-word": b"\xd0\xcf\x11\xe0" + b"\x00" * 600,
        "garbage": _rezip(good, {"word/document.xml": b"<a>"}),
    }
    for name, raw in bombs.items():
        begun = time.monotonic()
        with pytest.raises(IngestError) as raised:
            read_article(write(tmp_path, f"{name}.docx", raw))
        assert " / " in str(raised.value)
        assert time.monotonic() - begun < 3, name


def _entity_bomb() -> bytes:
    entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return (
        f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e0 "ha">{entities}]>'
        f'<w:document xmlns:w="{word}"><w:body><w:p><w:r><w:t>&e9;</w:t></w:r></w:p></w:body></w:document>'
    ).encode()


def _zip(files: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in files.items():
            archive.writestr(name, raw)
    return stream.getvalue()


def _rezip(good: bytes, changes: dict[str, bytes]) -> bytes:
    with zipfile.ZipFile(BytesIO(good)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return _zip({**files, **changes})


HOSTILE_PAGES = {
    "deep": "<div>" * 200_000 + "x",
    "wide": "<p>a</p>" * 200_000,
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(150_000)) + ">x</p>",
    "entities": "<!DOCTYPE l [" + "".join(f'<!ENTITY e{n} "{"&e;" * 10}">' for n in range(50)) + "]><p>&e9;</p>",
    "long": "<p>" + "một hai ba " * 300_000 + "</p>",
    "scripts": "<script>" * 100_000,
    "one-word": "<p>" + "a" * 5_000_000 + "</p>",
    "comments": "<!--" * 200_000,
}


@pytest.mark.parametrize("name", HOSTILE_PAGES)
def test_hostile_page_is_refused_or_read_within_seconds(tmp_path: Path, name: str) -> None:
    begun = time.monotonic()
    with pytest.raises(IngestError):
        ingest(*read_article(write(tmp_path, "x.html", HOSTILE_PAGES[name])))

    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("ending", sorted(MAX_BYTES))
def test_file_that_is_too_large_is_refused_unread(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"big{ending}"
    with path.open("wb") as stream:
        stream.truncate(MAX_BYTES[ending] + 1)

    with pytest.raises(IngestError, match="MB"):
        read_article(path)


def _to_1258(text: str) -> bytes:
    """As Windows stores it: the hats composed, the tones behind their letters."""
    import unicodedata

    signs = []
    for sign in unicodedata.normalize("NFD", text):
        if sign in "\u0302\u0306\u031b" and signs:
            signs[-1] = unicodedata.normalize("NFC", signs[-1] + sign)
        else:
            signs.append(sign)
    return "".join(signs).encode("cp1258", "replace")


@pytest.mark.parametrize("name", NAMES)
def test_old_encodings_are_named_in_the_refusal(tmp_path: Path, name: str) -> None:
    text = (DATA / f"{name}.txt").read_text(encoding="utf-8")
    files = {
        "TCVN3": to_tcvn3(text).encode("cp1252", "replace"),
        "VNI": to_vni(text).encode("cp1252", "replace"),
        "windows-1258": _to_1258(text),
        "UTF-16": text.encode("utf-16-le"),
    }
    for encoding, raw in files.items():
        with pytest.raises(IngestError, match=encoding):
            read_article(write(tmp_path, "bai.txt", raw))


@pytest.mark.parametrize("convert", [to_tcvn3, to_vni])
def test_text_of_old_fonts_pasted_into_a_modern_file_is_noticed(tmp_path: Path, convert: type) -> None:
    text = convert((DATA / f"{NAMES[1]}.txt").read_text(encoding="utf-8"))

    with pytest.raises(IngestError, match=r"TCVN3|VNI"):
        read_article(write(tmp_path, "bai.txt", text))
    with pytest.raises(IngestError, match=r"TCVN3|VNI"):
        read_article(write(tmp_path, "bai.docx", make_docx(*text.split("\n"))))


def test_vietnamese_in_unicode_is_never_taken_for_an_old_font() -> None:
    import random

    from knowledge.loading import load_content, shipped_records

    for seed in range(30):
        refuse_legacy_fonts(write_article(random.Random(seed)))
    for topic in load_content(shipped_records()).topics:
        for record in topic.records:
            for text in (record.subject, record.answer, *record.phrasings):
                refuse_legacy_fonts(text)


def test_unicode_with_and_without_its_mark_is_read(tmp_path: Path) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert decode("Đây là bài báo".encode(encoding)) == "Đây là bài báo"


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused(raw: bytes) -> None:
    with suppress(IngestError):
        assert isinstance(decode(raw), str)


def test_folder_is_searched_with_those_below_it_and_oddments_left_out(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    for name in ("1.txt", "a/2.HTML", "a/b/3.docx", "a/~$3.docx", ".hidden.txt", "a/note.pdf"):
        (tmp_path / name).write_bytes(b"x")

    assert [path.name for path in find_articles([tmp_path])] == ["1.txt", "2.HTML", "3.docx"]
    with pytest.raises(IngestError):
        list(find_articles([tmp_path / "a" / "b", _empty(tmp_path)]))


def _empty(folder: Path) -> Path:
    (folder / "empty").mkdir()
    return folder / "empty"


def test_other_kinds_of_file_are_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="docx"):
        read_article(write(tmp_path, "bai.pdf", b"%PDF"))
