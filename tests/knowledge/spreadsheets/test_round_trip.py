"""The workbook: what goes out comes back to the byte, and what is wrong in it is told at its cell before a write."""

from __future__ import annotations

import io
import json
import shutil
import unicodedata
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from knowledge.errors import InvalidRecordsError
from knowledge.formatting import format_file
from knowledge.loading import read_files, shipped_records
from knowledge.spreadsheets.cells import read_path, read_value, write_path, write_value
from knowledge.spreadsheets.exporting import export_workbook
from knowledge.spreadsheets.importing import import_workbook
from tests.support.records import make_citation, make_record, make_source, make_topic, write_records

if TYPE_CHECKING:
    from collections.abc import Callable

LETTERS = st.one_of(
    st.sampled_from(list("=+-@'\"\\0,.%_ xăềđữ\n\u00a0😀€")),
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp")),
)
ODD = [
    "=1+1",
    "null",
    "[]",
    '""',
    "\\null",
    "_x0041_",
    "_x005F_",
    "+84",
    "@a",
    "1.062",
    "-",
    "'",
    "#REF!",
    " x ",
    "a\nb",
]
TEXTS = st.one_of(st.sampled_from(ODD), st.text(LETTERS, min_size=1, max_size=30)).map(
    lambda text: unicodedata.normalize("NFC", text)
)
SHORT = TEXTS.filter(str.strip)
MAYBE = st.one_of(st.none(), SHORT)


def optional(**fields: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=fields)


@st.composite
def folders(draw: Any) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Sources, topics and a lexicon that follow every rule, with everything optional there or not."""
    passage = draw(SHORT)
    source = {**make_source(passages=[{"id": "p1", "kind": "body", "text": passage}]), "title": draw(SHORT)}
    source |= draw(optional(author=MAYBE, url=MAYBE, place=MAYBE, period=MAYBE, **{"$schema": SHORT}))
    names = draw(st.lists(st.from_regex(r"[a-z]{1,6}(-[a-z]{1,4})?", fullmatch=True), unique=True, max_size=4))
    phrasings = iter([f"{number} {draw(SHORT)}" for number in range(6)])
    records = []
    for name in names:
        record = make_record(id=name, subject=draw(SHORT), answer="a", citations=[make_citation(quote=passage)])
        del record["figure"], record["phrasings"]
        record |= draw(
            optional(subject_en=MAYBE, answer_en=st.just("x"), period=MAYBE, place=MAYBE, draft=st.booleans())
        )
        record |= draw(optional(related=st.just([each for each in names if each != name]), figure=st.none()))
        record |= draw(optional(phrasings=st.sampled_from([[], [next(phrasings, "y")]])))
        records.append(record)
    topic = {**make_topic(topic="mot", title=draw(SHORT)), "records": records}
    keyed = st.dictionaries(SHORT, st.one_of(TEXTS, st.lists(TEXTS.filter(bool), min_size=1, max_size=3)), max_size=3)
    lexicon = draw(
        optional(
            synonyms=st.lists(st.lists(SHORT, max_size=3), max_size=3),
            words=st.lists(SHORT, max_size=3),
            abbreviations=keyed,
            question_words=st.dictionaries(SHORT, st.lists(SHORT, max_size=2), max_size=2),
            groups=st.lists(
                st.fixed_dictionaries({"name": SHORT}, optional={"aliases": st.lists(SHORT, max_size=2)}), max_size=2
            ),
        )
    )
    return [source, topic], lexicon


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(folders())
def test_records_exported_and_imported_elsewhere_are_the_same_to_the_byte(made: tuple[Any, Any]) -> None:
    values, lexicon = made
    with TemporaryDirectory() as folder:
        here, there = Path(folder) / "here", Path(folder) / "there"
        write_records(here, *values, lexicon=lexicon)
        there.mkdir()
        files = read_files(here)
        path = Path(folder) / "records.xlsx"
        path.write_bytes(export_workbook(files))

        imported = import_workbook(path, there, force=True)

        expected = {file.path.relative_to(here).as_posix(): format_file(file) for file in files}
        assert {each.relative_to(there).as_posix(): raw for each, raw in imported.written.items()} == expected
        assert import_workbook(path, here).removed == ()


def test_shipped_records_come_back_unchanged(tmp_path: Path) -> None:
    records = tmp_path / "records"
    shutil.copytree(shipped_records(), records, ignore=lambda _, names: {"words.json", "synonyms.json"} & set(names))
    path = tmp_path / "a.xlsx"
    path.write_bytes(export_workbook(read_files(records)))

    imported = import_workbook(path, records)

    assert (imported.written, imported.removed) == ({}, ())


@given(TEXTS)
def test_text_of_any_kind_survives_a_cell(text: str) -> None:
    assert read_value(write_value(text)) == text


@pytest.mark.parametrize("value", [None, [], {}, "", True, False, "true", "false"])
def test_values_that_are_no_text_survive_a_cell(value: Any) -> None:
    assert read_value(write_value(value)) == value


@given(
    st.lists(st.one_of(TEXTS, st.integers(0, 99_999)), min_size=1, max_size=4).filter(lambda s: isinstance(s[0], str))
)
def test_path_survives_being_written(steps: list[str | int]) -> None:
    assert read_path(write_path(tuple(steps))) == tuple(steps)


def test_no_cell_is_a_formula_for_excel(tmp_path: Path) -> None:
    write_records(
        tmp_path, make_source(), make_topic(make_record(phrasings=["=HYPERLINK(1)", "+1", "@x", "-2"])), lexicon={}
    )

    raw = export_workbook(read_files(tmp_path))

    book = load_workbook(io.BytesIO(raw))
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist() if "sheet" in name)


@pytest.fixture
def records(tmp_path: Path) -> Path:
    return write_records(tmp_path / "records", make_source(), make_topic(), lexicon={"words": ["căn nhà"]})


def edit(records: Path, change: Callable[[Workbook], object]) -> Path:
    path = records.parent / "edited.xlsx"
    book = load_workbook(io.BytesIO(export_workbook(read_files(records))))
    change(book)
    book.save(path)
    return path


def cell(sheet: str, address: str, value: Any) -> Callable[[Workbook], object]:
    return lambda book: setattr(book[sheet][address], "value", value)


@pytest.mark.parametrize(
    ("change", "where", "said"),
    [
        (cell("Bản ghi", "H2", 145), "Bản ghi!H2", "số, mà Excel"),
        (cell("Bản ghi", "F2", "=A1"), "Bản ghi!F2", "công thức"),
        (cell("Bản ghi", "C2", "la"), "Bản ghi!C2", "không có loại này"),
        (cell("Bản ghi", "F2", "999 căn nhà"), "Bản ghi!F2", "“999” không có trong trích dẫn"),
        (cell("Bản ghi", "M2", "chắc vậy"), "Bản ghi!M2", "ghi “có” hoặc “không”"),
        (cell("Bản ghi", "A2", "khong-co"), "Bản ghi!A2", "không có tệp “khong-co”"),
        (cell("Bản ghi", "B1", "mã khác"), "Bản ghi!1", "tên cột lạ"),
        (cell("Trích dẫn", "D2", "không có trong bài"), "Trích dẫn!D2", "không có nguyên văn"),
        (cell("Cách hỏi", "A2", "nha"), "Cách hỏi!A2", "không có bản ghi “nha”"),
        (cell("Chủ đề", "A2", "../../etc"), "Chủ đề!A2", "tên tệp đơn giản"),
        (cell("Từ vựng", "B2", "words"), "Từ vựng!B2", "chỗ trong tệp"),
        (cell("Từ vựng", "C2", "căn\u202e"), "Từ vựng!C2", "đổi chiều"),
        (cell("Đoạn", "D2", "Bài khác"), "Trích dẫn!D2", "nguyên văn"),
        (lambda book: book.remove(book["Đoạn"]), "Đoạn", "thiếu trang"),
    ],
)
def test_what_is_wrong_is_told_at_its_cell_in_both_languages(
    records: Path, change: Callable[[Workbook], object], where: str, said: str
) -> None:
    with pytest.raises(InvalidRecordsError) as refused:
        import_workbook(edit(records, change), records)

    found = [each for each in refused.value.problems if each.pointer == where and said in each.message]
    assert found, refused.value.problems
    assert " / " in found[0].message


def test_file_changed_since_the_export_is_not_overwritten_unseen(records: Path) -> None:
    path = edit(records, cell("Bản ghi", "D2", "Tên khác"))
    topic = records / "topics" / "1-an-sinh.json"
    topic.write_text(json.dumps(make_topic(title="Người khác sửa"), ensure_ascii=False), encoding="utf-8")

    with pytest.raises(InvalidRecordsError, match="sửa sau khi xuất"):
        import_workbook(path, records)

    assert list(import_workbook(path, records, force=True).written) == [topic]


def test_topic_whose_rows_are_gone_is_removed_and_another_folder_s_is_kept(records: Path) -> None:
    write_records(records, make_source(), make_topic(), make_topic(make_record(id="b", phrasings=["b"]), topic="hai"))

    def drop(book: Workbook) -> None:
        for sheet in ("Chủ đề", "Bản ghi", "Cách hỏi", "Trích dẫn"):
            book[sheet].delete_rows(3)

    path = edit(records, drop)
    (records / "topics" / "sau.json").write_text(json.dumps(make_topic(topic="sau")), encoding="utf-8")

    imported = import_workbook(path, records)

    assert [each.name for each in imported.removed] == ["2-hai.json"]
    assert imported.written == {}


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"{}", b"\xd0\xcf\x11\xe0" * 99])
def test_file_that_is_no_workbook_is_refused(records: Path, raw: bytes) -> None:
    path = records.parent / "x.xlsx"
    path.write_bytes(raw)

    with pytest.raises(InvalidRecordsError, match="không phải bảng tính"):
        import_workbook(path, records)


def test_archive_that_unpacks_to_gigabytes_is_refused_unread(records: Path) -> None:
    path = records.parent / "x.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/workbook.xml", "w") as stream:
        for _ in range(210):
            stream.write(b"\0" * 1_000_000)

    with pytest.raises(InvalidRecordsError, match="quá lớn"):
        import_workbook(path, records)
