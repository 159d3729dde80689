"""Every rule, the place of every problem, and that one run shows them all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.errors import InvalidRecordsError, Problem
from knowledge.loading import FileKind, RecordsFile, load_content
from knowledge.parsing import MAX_BYTES, MAX_DEPTH, MAX_FLAWS, MAX_VALUES
from knowledge.validation import validate
from tests.support.records import TEXT, make_citation, make_record, make_source, make_topic, write_records


def problems_of(folder: Path, *values: dict[str, Any] | bytes, lexicon: dict[str, Any] | None = None) -> list[Problem]:
    write_records(folder, *values, lexicon=lexicon)
    with pytest.raises(InvalidRecordsError) as caught:
        load_content(folder)
    return caught.value.problems


def problem_of(folder: Path, *values: dict[str, Any] | bytes, lexicon: dict[str, Any] | None = None) -> Problem:
    problems = problems_of(folder, *values, lexicon=lexicon)
    assert len(problems) == 1, [str(problem) for problem in problems]
    return problems[0]


def test_good_records_have_no_problems(tmp_path: Path) -> None:
    assert load_content(write_records(tmp_path)).topics[0].records[0].id == "nha-o"


def test_quote_that_is_not_verbatim_shows_the_nearest_text(tmp_path: Path) -> None:
    record = make_record(citations=[make_citation(quote="xây dựng 145 ngôi nhà cho các hộ khó khăn")], answer="145 căn")

    problem = problem_of(tmp_path, make_source(), make_topic(record))

    assert problem.pointer == "/records/0/citations/0/quote"
    assert "xây dựng 145 căn nhà cho các hộ khó khăn" in problem.message
    line = problem.file.read_text(encoding="utf-8").splitlines()[(problem.line or 0) - 1]
    assert "145 ngôi nhà" in line


def test_quote_of_another_passage_names_that_passage(tmp_path: Path) -> None:
    passages = [{"id": "p1", "kind": "lead", "text": "Mở đầu."}, {"id": "p2", "kind": "body", "text": TEXT}]

    problem = problem_of(tmp_path, make_source(passages=passages), make_topic())

    assert "“p2”" in problem.message


def test_passage_may_hold_zero_width_signs_but_none_that_turn_text_round(tmp_path: Path) -> None:
    def passages(sign: str) -> list[dict[str, str]]:
        return [{"id": "p1", "kind": "lead", "text": f"Mở đầu{sign}."}, {"id": "p2", "kind": "body", "text": TEXT}]

    topic = make_topic(make_record(citations=[make_citation(passage="p2")]))
    assert load_content(write_records(tmp_path / "kept", make_source(passages=passages("\ufeff")), topic))
    problem = problem_of(tmp_path / "refused", make_source(passages=passages("\u202e")), topic)
    assert problem.pointer == "/passages/0/text"


def test_quote_that_stands_twice_in_its_passage_is_fine(tmp_path: Path) -> None:
    passages = [{"id": "p1", "kind": "lead", "text": f"{TEXT} {TEXT}"}]

    assert load_content(write_records(tmp_path, make_source(passages=passages), make_topic()))


@pytest.mark.parametrize(
    ("changes", "pointer", "word"),
    [
        ({"answer": "145 căn nhà, 200 hộ"}, "/answer", "“200”"),
        ({"answer": "145 căn nhà ở TP. Sóc Trăng"}, "/answer", "“TP. Sóc Trăng”"),
        ({"answer": "145 căn nhà “Đại đoàn kết”"}, "/answer", "“Đại đoàn kết”"),
        ({"answer_en": "154 houses"}, "/answer_en", "“154”"),
        ({"figure": {"value": "14", "unit": "căn nhà"}}, "/figure/value", "“14”"),
        ({"related": ["khong-co"]}, "/related/0", "“khong-co”"),
        ({"related": ["nha-o"]}, "/related/0", "chính nó"),
        ({"citations": [make_citation(source="bao-khac")]}, "/citations/0/source", "bao-thu-2024-01-02"),
        ({"citations": [make_citation(passage="p9")]}, "/citations/0/passage", "p1"),
        ({"phrasings": ["Bao nhiêu nhà?", "bao nhiêu  nhà"]}, "/phrasings/1", "“nha-o”"),
        ({"kind": "figures"}, "/kind", "campaign"),
        ({"answer": ""}, "/answer", "trống"),
        ({"answer": " "}, "/answer", "khoảng trắng"),
        ({"answer": ["145"]}, "/answer", "nháy kép"),
        ({"id": "Nhà ở"}, "/id", "gạch nối"),
        ({"citations": []}, "/citations", "ít nhất một"),
        ({"citations": {}}, "/citations", "ngoặc vuông"),
        ({"figure": "145"}, "/figure", "ngoặc nhọn"),
        ({"phrasing": []}, "/phrasing", "“phrasing”"),
        ({"draft": "maybe"}, "/draft", "true"),
        ({"subject": "x" * 701}, "/subject", "700"),
        ({"subject": "nha\u0300"}, "/subject", "NFC"),
        ({"subject": "nhà\u200b"}, "/subject", "U+200B"),
        ({"subject": "nhà\u202e"}, "/subject", "U+202E"),
        ({"subject": "nhà\u0007"}, "/subject", "U+0007"),
    ],
)
def test_broken_rule_is_located_and_explained(tmp_path: Path, changes: dict[str, Any], pointer: str, word: str) -> None:
    problem = problem_of(tmp_path, make_source(), make_topic(make_record(**changes)))

    assert problem.pointer == f"/records/0{pointer}"
    assert word in problem.message
    assert " / " in problem.message
    assert problem.line


def test_missing_key_is_named(tmp_path: Path) -> None:
    record = make_record()
    del record["subject"]

    problem = problem_of(tmp_path, make_source(), make_topic(record))

    assert (problem.pointer, "“subject”" in problem.message) == ("/records/0", True)


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"citations": 3}, "ngoặc vuông"),
        ({"figure": 3}, "ngoặc nhọn"),
        ({"phrasing": 3}, "“phrasing”"),
        ({"draft": 3}, "true"),
    ],
)
def test_number_in_place_of_something_else_asks_for_that(tmp_path: Path, changes: dict[str, Any], word: str) -> None:
    assert word in problem_of(tmp_path, make_source(), make_topic(make_record(**changes))).message


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_number_that_json_does_not_know_is_called_so(tmp_path: Path, number: float) -> None:
    problems = problems_of(tmp_path, make_source(), make_topic(make_record(subject=number)))

    assert any("JSON knows no NaN" in problem.message for problem in problems)
    assert not any("1.062" in problem.message for problem in problems)


def test_number_in_place_of_text_asks_for_quotes(tmp_path: Path) -> None:
    problems = problems_of(tmp_path, make_source(), make_topic(make_record(figure={"value": 145, "unit": "căn"})))

    assert any("1.062" in problem.message for problem in problems)
    assert {problem.pointer for problem in problems} == {"/records/0/figure/value"}


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"published": "2024-01-02T08:30:00"}, "/published"),
        ({"published": "1704159000"}, "/published"),
        ({"published": "hôm qua"}, "/published"),
        ({"passages": []}, "/passages"),
        ({"passages": [{"id": "p1", "kind": "body", "text": TEXT}] * 2}, "/passages/1/id"),
        ({"passages": [{"id": "p1", "kind": "loi", "text": TEXT}]}, "/passages/0/kind"),
    ],
)
def test_broken_source_is_located(tmp_path: Path, changes: dict[str, Any], pointer: str) -> None:
    problem = problem_of(tmp_path, make_source(**changes))

    assert problem.pointer == pointer


def test_file_named_otherwise_than_its_source_is_found(tmp_path: Path) -> None:
    write_records(tmp_path)
    (tmp_path / "sources" / "bao-thu-2024-01-02.json").rename(tmp_path / "sources" / "khac.json")

    with pytest.raises(InvalidRecordsError, match=r"“bao-thu-2024-01-02\.json”"):
        load_content(tmp_path)


def test_ids_used_twice_are_found_across_files(tmp_path: Path) -> None:
    write_records(tmp_path, make_source(), make_topic(), make_topic(make_record(phrasings=[])))
    (tmp_path / "sources" / "copy.json").write_text(json.dumps(make_source()), encoding="utf-8")

    with pytest.raises(InvalidRecordsError) as caught:
        load_content(tmp_path)

    places = {(problem.file.name, problem.pointer) for problem in caught.value.problems}
    assert places == {("copy.json", "/id"), ("2-an-sinh.json", "/topic"), ("2-an-sinh.json", "/records/0/id")}


def test_phrasing_on_two_records_names_the_other(tmp_path: Path) -> None:
    other = make_record(id="nha-khac", phrasings=["đã XÂY bao nhiêu căn nhà"])

    problem = problem_of(tmp_path, make_source(), make_topic(make_record(), other))

    assert problem.pointer == "/records/1/phrasings/0"
    assert "“nha-o”" in problem.message


def test_one_run_shows_every_problem_of_every_file(tmp_path: Path) -> None:
    broken = make_record(id="a", kind="x", answer="999", related=["z"], phrasings=[])
    unproven = make_record(id="b", answer="999 căn", figure=None, related=["a"])
    del unproven["figure"]

    problems = problems_of(
        tmp_path, make_source(url=""), make_topic(broken, unproven), b'{"topic":\n,}', lexicon={"stop": "thì"}
    )

    found = {(problem.file.parent.name, problem.pointer, problem.line) for problem in problems}
    assert found == {
        ("sources", "/url", 13),
        ("topics", "/records/0/kind", 7),
        ("topics", "/records/1/answer", 30),
        ("topics", "", 2),
        ("lexicon", "/stop", 2),
    }


def test_broken_file_does_not_make_its_readers_look_broken(tmp_path: Path) -> None:
    write_records(tmp_path, make_source(), make_topic(make_record(related=["khac"])), b"{")
    (tmp_path / "sources" / "bao-thu-2024-01-02.json").write_text("{", encoding="utf-8")

    with pytest.raises(InvalidRecordsError) as caught:
        load_content(tmp_path)

    assert {problem.pointer for problem in caught.value.problems} == {""}


@pytest.mark.parametrize(
    ("raw", "line", "word"),
    [
        (b"", 1, "JSON"),
        (b'{"topic": "x",\n"title": \xff}', 2, "UTF-8"),
        (b'\xef\xbb\xbf{"topic": "x"}', 1, "BOM"),
        (b'{"topic": "x",\n "title": "y",\n "title": "z", "records": []}', 3, "hai lần"),
        (b'{"topic": "x", "title": "y",\n "records": [\nNaN]}', 3, "không có NaN"),
        (b'{"topic": "x", "title": "y",\n "records": [\n1e999]}', 3, "ngoặc nhọn"),
        (b'{"topic": "x", "title": "y",\n "records": [\n' + b"9" * 5000 + b"]}", 3, "ngoặc nhọn"),
        (b'{"topic": "x", "records": [],\n "title": "\\ud800"}', 2, "U+D800"),
        (b'{"topic": "x", "records": [], "title": "y",\n "\\udc00": 0}', 1, "U+DC00"),
        (b'{"topic":\n' + b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1) + b"}", 2, "lồng nhau"),
        (b'{"a":' * 5000, 1, "lồng nhau"),
        (b"[" * 1_000_000, 1, "lồng nhau"),
        (b" " * (MAX_BYTES + 1), 1, "MB"),
        (b"[" + b"0," * MAX_VALUES + b"0]", 1, "giá trị"),
        (b"null", 1, "ngoặc nhọn"),
        (b'"text"', 1, "ngoặc nhọn"),
    ],
    ids=range(16),
)
def test_hostile_file_is_refused_with_its_line(tmp_path: Path, raw: bytes, line: int, word: str) -> None:
    problems = problems_of(tmp_path, raw)

    assert any(problem.line == line and word in problem.message for problem in problems), list(map(str, problems))


def test_flood_of_problems_is_cut_short(tmp_path: Path) -> None:
    problems = problems_of(tmp_path, b'{"topic": "x", "title": "y", "records": [' + b"0," * 5000 + b"0]}")

    assert len(problems) <= 2 * MAX_FLAWS + 1


def test_problem_prints_nothing_a_terminal_would_obey(tmp_path: Path) -> None:
    problem = problem_of(tmp_path, make_source(), make_topic(make_record(subject="\u001b[31mđỏ\u202e")))

    assert str(problem).isprintable()
    assert (problem.value or "").isprintable()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
KINDS: tuple[FileKind, ...] = ("source", "topic", "lexicon")


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=60) | json_values.map(lambda value: json.dumps(value).encode()),
    st.sampled_from(["source", "topic", "lexicon"]),
)
def test_any_bytes_give_content_or_located_problems(raw: bytes, kind: FileKind) -> None:
    _must_be_content_or_problems(RecordsFile(Path("x.json"), kind, raw))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_change_of_a_good_file_gives_content_or_located_problems(data: st.DataObject) -> None:
    value = make_topic(make_record(), make_record(id="b", phrasings=[]))
    target: Any = data.draw(st.sampled_from([value, value["records"][0], value["records"][1]["citations"][0]]))
    key = data.draw(st.sampled_from(sorted(target)) | st.text(max_size=5))
    target[key] = data.draw(json_values)
    source = RecordsFile(Path("bao-thu-2024-01-02.json"), "source", json.dumps(make_source()).encode())

    _must_be_content_or_problems(source, RecordsFile(Path("topic.json"), "topic", json.dumps(value).encode()))


def _must_be_content_or_problems(*files: RecordsFile) -> None:
    content, problems = validate(list(files))

    assert (content is None) == bool(problems)
    assert all(problem.line and " / " in problem.message and str(problem).isprintable() for problem in problems)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('{\n"topic": "x"\n"title": "y"}', 2, "thiếu dấu phẩy hoặc dấu ngoặc ở cuối dòng 2"),
        ('{"topic": "x", "title": "y",\n"records": [{"id": "a"}\n\n{"id": "b"}]}', 2, "ở cuối dòng 2"),
        ('{"topic": "x",\n"records": [\n', 2, "dòng 3"),
        ('{"topic": "x",\n"title": "nói "có" rồi"}', 2, "nháy kép phải viết thành"),
        ('{"topic": "x",\n}', 1, "thừa dấu phẩy ở cuối dòng 1"),
        ('{"topic": "x",\n"title": "y\n"}', 2, "chưa có nháy kép đóng"),
        ('{"topic" "x"}', 1, "thiếu dấu hai chấm"),
        ('{"topic": "x"}\n}', 2, "thừa chữ hoặc ngoặc"),
    ],
)
def test_slip_in_json_is_told_by_the_line_to_mend(tmp_path: Path, text: str, line: int, said: str) -> None:
    vietnamese, _, english = (problem := problem_of(tmp_path, text.encode())).message.partition(" / ")

    assert said in vietnamese
    assert english.startswith("not valid JSON")
    assert problem.line == line or said == f"dòng {problem.line}"


@pytest.mark.parametrize(
    ("changes", "key"),
    [({"phrasing": ["Mấy căn?"]}, "phrasings"), ({"anwser": "x"}, "answer"), ({"citation": []}, "citations")],
)
def test_unknown_key_is_told_with_the_nearest_known_one(tmp_path: Path, changes: dict[str, Any], key: str) -> None:
    problem = problem_of(tmp_path, make_source(), make_topic(make_record(**changes)))

    assert f"có phải là “{key}”?" in problem.message
    assert f"is it “{key}”?" in problem.message


def test_key_like_no_other_gets_no_guess(tmp_path: Path) -> None:
    problem = problem_of(tmp_path, make_source(zzz="x"), make_topic())

    assert "có phải là" not in problem.message
    assert "hãy sửa tên khóa hoặc bỏ đi" in problem.message


def test_nearest_text_ends_with_a_word_and_not_with_the_mark_behind_it(tmp_path: Path) -> None:
    text = "Xã trao 145 suất quà cho hộ nghèo; xây 3 cây cầu."
    record = make_record(
        answer="145 suất", figure=None, citations=[make_citation(quote="trao 145 phần quà cho hộ nghèo")]
    )
    source = make_source(passages=[{"id": "p1", "kind": "lead", "text": text}])

    assert problem_of(tmp_path, source, make_topic(record)).message.endswith("«trao 145 suất quà cho hộ nghèo»")
