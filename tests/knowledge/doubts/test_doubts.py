"""What check finds beyond the rules: each doubt at its file and line, in two languages, and no false alarm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from knowledge.base import KnowledgeBase
from knowledge.checking import Checked, Depth, check_records
from knowledge.loading import load_content
from knowledge.model import Found, Part
from tests.support.records import make_citation, make_record, make_source, make_topic, write_records
from tests.support.sample_knowledge import RoteKnowledge
from tests.support.shipped_article import write_article

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (
    "Thành phố xây dựng 145 căn nhà cho các hộ khó khăn về nhà ở. Hội Phụ nữ vận động 48 chi hội nuôi heo đất. "
    "Có 1.062 lượt hộ nghèo được vay vốn và 1.840 lượt hộ cận nghèo được vay vốn."
)
SOURCE = make_source(passages=[{"id": "p1", "kind": "lead", "text": TEXT}])
PIGS = make_record(
    id="heo-dat",
    subject="Chi hội phụ nữ nuôi heo đất",
    answer="48 chi hội nuôi heo đất",
    figure={"value": "48", "unit": "chi hội"},
    phrasings=["Có bao nhiêu chi hội nuôi heo đất?", "Mấy chi hội phụ nữ nuôi heo đất?"],
    citations=[make_citation(quote="48 chi hội nuôi heo đất")],
)


def loan(group: str, count: str, **changes: Any) -> dict[str, Any]:
    name = "ngheo" if group == "hộ nghèo" else "can-ngheo"
    return make_record(
        id=f"vay-{name}",
        subject=f"Lượt {group} vay vốn",
        answer=f"{count} lượt {group} được vay vốn",
        figure={"value": count, "unit": f"lượt {group}"},
        phrasings=[f"Bao nhiêu lượt {group} được vay vốn?"],
        citations=[make_citation(quote=f"{count} lượt {group} được vay vốn")],
        **changes,
    )


def check(folder: Path, *records: dict[str, Any], depth: Depth = "quick", lexicon: Any = None) -> Checked:
    write_records(folder, SOURCE, make_topic(*records), lexicon=lexicon or {})
    return check_records(folder, depth, KnowledgeBase.from_content)


def test_good_records_raise_no_doubt(tmp_path: Path) -> None:
    checked = check(tmp_path, make_record(), PIGS, loan("hộ nghèo", "1.062"), loan("hộ cận nghèo", "1.840"))

    assert checked.problems == ()
    assert checked.content is not None


def test_same_subject_time_and_place_with_another_value_is_an_error(tmp_path: Path) -> None:
    other = make_record(
        id="nha-o-2",
        subject="căn nhà cho hộ khó khăn",
        answer="48 căn nhà",
        figure={"value": "48", "unit": "căn nhà"},
        phrasings=["Xây mấy căn?"],
        citations=[make_citation(quote="48 chi hội")],
    )

    checked = check(tmp_path, make_record(), other)

    assert checked.errors == 1
    (problem,) = checked.problems
    assert (problem.line, problem.pointer) == (31, "/records/1/figure/value")
    assert "mâu thuẫn với bản ghi “nha-o”" in problem.message
    assert "contradicts" in problem.message
    assert not check(tmp_path, make_record(), {**other, "period": "2021"}).problems
    assert not check(tmp_path, make_record(), {**other, "figure": {"value": "48", "unit": "chi hội"}}).problems


def test_same_subject_with_another_text_is_told(tmp_path: Path) -> None:
    one = {**PIGS, "figure": None, "kind": "campaign"}
    other = {**one, "id": "heo-dat-2", "answer": "Nuôi heo đất", "phrasings": ["Phong trào gì?"]}
    other["citations"] = [make_citation(quote="nuôi heo đất")]

    (problem,) = check(tmp_path, one, other).problems

    assert (problem.pointer, problem.is_warning) == ("/records/1/answer", True)
    assert "mâu thuẫn với bản ghi “heo-dat”" in problem.message


def test_the_same_said_twice_is_told_but_another_group_is_no_duplicate(tmp_path: Path) -> None:
    again = {**PIGS, "id": "heo-dat-2", "answer": "48 chi hội nuôi heo  đất", "phrasings": ["Heo đất?"]}

    checked = check(tmp_path, PIGS, again)

    assert [(each.pointer, each.is_warning) for each in checked.problems] == [("/records/1/answer", True)]
    assert "“heo-dat”" in checked.problems[0].message


def test_answer_far_from_its_quotes_is_told(tmp_path: Path) -> None:
    bold = {**PIGS, "answer": "48 chi hội nuôi heo đất nên phong trào rất thành công và lan rộng khắp nơi"}

    (problem,) = check(tmp_path, bold).problems

    assert problem.is_warning
    assert "nói nhiều hơn trích dẫn (nên, phong, trào" in problem.message


def test_synonyms_that_make_two_records_one_are_told_at_their_line(tmp_path: Path) -> None:
    records = (loan("hộ nghèo", "1.062"), loan("hộ cận nghèo", "1.840"))
    lexicon = {"synonyms": [["xe", "ô tô"], ["hộ nghèo", "hộ cận nghèo"]]}

    problems = check(tmp_path, *records, lexicon=lexicon).problems

    assert {(each.file.name, each.line, each.pointer) for each in problems} == {("words.json", 7, "/synonyms/1")}
    assert "vay-ngheo" in problems[0].message
    assert "vay-can-ngheo" in problems[0].message


def test_phrasing_that_another_record_answers_is_told_when_all_are_asked(tmp_path: Path) -> None:
    stray = {**PIGS, "phrasings": [*PIGS["phrasings"], "Xây bao nhiêu căn nhà cho hộ khó khăn?"]}

    quick, deep = (check(tmp_path, make_record(), stray, depth=depth) for depth in ("quick", "all"))

    assert quick.problems == ()
    (problem,) = [each for each in deep.problems if each.pointer == "/records/1/phrasings/2"]
    assert "được trả lời bằng “nha-o”: hãy viết rõ hơn, chuyển sang bản ghi ấy, hoặc bỏ" in problem.message
    assert problem.is_warning
    assert (deep.asked, deep.phrasings) == (4, 4)


def test_phrasing_that_nothing_answers_is_not_to_be_moved_to_another_record(tmp_path: Path) -> None:
    write_records(tmp_path, SOURCE, make_topic(PIGS), lexicon={})
    base = RoteKnowledge()
    base.teach(PIGS["subject"], Found((Part("48", (), "heo-dat"),), 1.0))

    checked = check_records(tmp_path, "all", lambda _: base)  # type: ignore[arg-type, return-value]

    messages = [each.message for each in checked.problems if "/phrasings/" in each.pointer]
    assert len(messages) == 2
    assert all("không được trả lời: hãy viết rõ hơn, hoặc bỏ" in message for message in messages)


def test_record_that_no_phrasing_reaches_is_told(tmp_path: Path) -> None:
    write_records(tmp_path, SOURCE, make_topic(make_record(), PIGS), lexicon={})
    deaf = RoteKnowledge()
    deaf.teach("Mấy chi hội phụ nữ nuôi heo đất?", Found((Part("48", (), "heo-dat"),), 1.0))

    checked = check_records(tmp_path, "changed", lambda _: deaf)  # type: ignore[arg-type, return-value]

    assert [(each.pointer, each.is_warning) for each in checked.problems] == [("/records/0", True)]
    assert "không cách hỏi nào dẫn tới" in checked.problems[0].message
    assert len(deaf.asked) == 4  # PIGS no more once it is reached


def test_only_records_that_are_not_published_like_this_are_asked_by_default(tmp_path: Path) -> None:
    write_records(tmp_path, SOURCE, make_topic(make_record(), PIGS), lexicon={})
    published = load_content(tmp_path)
    write_records(tmp_path, SOURCE, make_topic(make_record(), {**PIGS, "answer_en": "48 groups"}), lexicon={})

    same = check_records(tmp_path, "changed", KnowledgeBase.from_content, load_content(tmp_path))
    other = check_records(tmp_path, "changed", KnowledgeBase.from_content, published)

    assert (same.asked, other.asked) == (0, 2)


def test_question_sets_that_are_not_met_fail(tmp_path: Path) -> None:
    write_records(tmp_path, SOURCE, make_topic(make_record(), PIGS), lexicon={})
    (tmp_path / "questions").mkdir()
    rows = (
        '{"q": "Có bao nhiêu chi hội nuôi heo đất?", "record": "heo-dat"}\n'
        '{"q": "Đã xây bao nhiêu căn nhà?", "record": "heo-dat"}\n'
        '{"q": "Giá vàng?", "record": "not_found"}\n'
    )
    (tmp_path / "questions" / "bo-mot.jsonl").write_text(rows, encoding="utf-8")

    base = RoteKnowledge()
    base.teach("Có bao nhiêu chi hội nuôi heo đất?", Found((Part("48", (), "heo-dat"),), 1.0))
    base.teach("Đã xây bao nhiêu căn nhà?", Found((Part("145", (), "nha-o"),), 1.0))

    checked = check_records(tmp_path, "changed", lambda _: base)  # type: ignore[arg-type, return-value]

    assert [(each.file.name, each.line, each.is_warning) for each in checked.problems] == [("bo-mot.jsonl", 2, False)]
    assert "mong đợi “heo-dat”, nhưng câu này được trả lời bằng “nha-o”" in checked.problems[0].message


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("{", "không phải JSON"),
        ('{"q": "a"}', "cần “record”"),
        ('{"q": " ", "record": "heo-dat"}', "“q” phải có chữ"),
        ('{"q": "a", "record": "khong-co"}', "bản ghi “khong-co” không có"),
        ('{"q": "a", "record": "nhap"}', "còn là bản nháp"),
        ('{"q": "a", "record": "heo-dat", "x": 1}', "không có khóa nào tên “x”"),
        ('{"q": "a", "record": "heo-dat"}\n{"q": "a", "record": "not_found"}', "câu này đã có ở bo.jsonl:1"),
        ('{"q": "a", "record": "heo-dat", "prev": 3}', "prev"),
    ],
)
def test_question_sets_that_cannot_be_read_are_errors_at_their_line(tmp_path: Path, row: str, said: str) -> None:
    draft = {**PIGS, "id": "nhap", "draft": True, "phrasings": []}
    write_records(tmp_path, SOURCE, make_topic(PIGS, draft), lexicon={})
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "bo.jsonl").write_text(row, encoding="utf-8")

    checked = check_records(tmp_path, "quick", KnowledgeBase.from_content)

    assert [each for each in checked.problems if said in each.message and each.line == row.count("\n") + 1]
    assert checked.errors == 1


def test_shipped_article_raises_no_doubt_and_meets_its_question_sets(shipped: KnowledgeBase, tmp_path: Path) -> None:
    checked = check_records(write_article(tmp_path / "records"), "changed", lambda _: shipped)

    assert [str(problem) for problem in checked.problems] == []
