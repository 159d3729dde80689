"""`thidua knowledge accept`: drafts one after the other, taken, dropped or left, and never half a file."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from bot.cli_knowledge import knowledge
from tests.support.records import make_record, make_source, make_topic, write_records

if TYPE_CHECKING:
    from pathlib import Path

TOPIC = "1-an-sinh.json"


@pytest.fixture(autouse=True)
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("KNOWLEDGE_DIR", str(tmp_path / "records"))
    drafts = [make_record(id=f"nhap-{n}", phrasings=[f"Câu hỏi số {n}?"], draft=True) for n in range(1, 5)]
    return write_records(tmp_path / "records", make_source(), make_topic(make_record(), *drafts))


def run(*arguments: str, answers: str | None = None) -> Result:
    return CliRunner().invoke(knowledge, ["accept", *arguments], input=answers)


def marks(records: Path) -> dict[str, bool]:
    topic: dict[str, Any] = json.loads((records / "topics" / TOPIC).read_text(encoding="utf-8"))
    return {record["id"]: record.get("draft", False) for record in topic["records"]}


def test_each_draft_is_shown_and_taken_dropped_or_left(records: Path) -> None:
    result = run("an-sinh", answers="c\nk\ns\nt\n")

    assert result.exit_code == 0, result.output
    assert marks(records) == {"nha-o": False, "nhap-1": False, "nhap-3": True, "nhap-4": True}
    assert "Câu hỏi số 1?" in result.output
    assert "1 nhận / taken, 1 bỏ / dropped, 2 còn nháp / still drafts" in result.stderr


def test_slip_of_the_finger_is_asked_again_and_capitals_will_do(records: Path) -> None:
    result = run(answers="x\nC\nt\n")

    assert "hãy gõ c, k, m, s hoặc t" in result.output
    assert [name for name, is_draft in marks(records).items() if not is_draft] == ["nha-o", "nhap-1"]


def test_stopping_in_the_middle_keeps_what_was_decided(records: Path) -> None:
    result = run(answers="c\n")  # the input ends here, as with Ctrl-D

    assert result.exit_code == 0
    assert marks(records)["nhap-1"] is False
    assert marks(records)["nhap-2"] is True


def test_all_or_named_ones_are_taken_without_a_question(records: Path) -> None:
    assert run("--id", "nhap-3").exit_code == 0
    assert [name for name, is_draft in marks(records).items() if is_draft] == ["nhap-1", "nhap-2", "nhap-4"]
    assert run("an-sinh", "--all").exit_code == 0
    assert not any(marks(records).values())
    assert run().stderr.startswith("Không có bản nháp")


def test_unknown_draft_or_record_that_answers_is_refused(records: Path) -> None:
    before = marks(records)

    assert run("--id", "nha-o").exit_code == 1
    assert run("--id", "nowhere").exit_code == 1
    assert marks(records) == before


def test_broken_files_are_left_alone_and_the_rest_is_taken(records: Path) -> None:
    broken = records / "topics" / "broken.json"
    broken.write_text('{"topic": "x", "topic": "y", "records": [{"draft": true}]}', encoding="utf-8")

    assert run("--all").exit_code == 0
    assert not any(marks(records).values())
    assert broken.read_text(encoding="utf-8").count("topic") == 2


def use_editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *changes: str) -> None:
    """An editor that runs one line of Python on the text `t` each time it is opened."""
    for number, change in enumerate(changes):
        (tmp_path / f"change-{number}").write_text(change, encoding="utf-8")
    program = tmp_path / "editor.py"
    program.write_text(
        "import sys\nfrom pathlib import Path\n"
        f"step = sorted(Path({str(tmp_path)!r}).glob('change-*'))[0]\n"
        "file = Path(sys.argv[1])\nscope = {'t': file.read_text(encoding='utf-8')}\n"
        "exec(step.read_text(encoding='utf-8'), scope)\n"
        "file.write_text(scope['t'], encoding='utf-8')\nstep.unlink()\n",
        encoding="utf-8",
    )
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"{sys.executable} {program}")


def record_of(records: Path, name: str) -> dict[str, Any]:
    topic = json.loads((records / "topics" / TOPIC).read_text(encoding="utf-8"))
    return next(record for record in topic["records"] if record["id"] == name)


def test_draft_is_changed_in_the_editor_then_shown_again_and_taken(
    records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_editor(tmp_path, monkeypatch, "t = t.replace('Câu hỏi số 1?', 'Xây mấy căn nhà vậy?')")

    result = run(answers="m\nc\nt\n")

    assert result.exit_code == 0, result.output
    assert "✓ Đã sửa, vẫn là bản nháp" in result.output
    assert "? Xây mấy căn nhà vậy?" in result.output
    changed = record_of(records, "nhap-1")
    assert changed["phrasings"] == ["Xây mấy căn nhà vậy?"]
    assert "draft" not in changed


def test_wrong_change_is_told_by_its_line_and_opened_again_as_it_was_written(
    records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_editor(
        tmp_path,
        monkeypatch,
        "t = t.replace('145 căn nhà cho', '999 căn nhà cho', 1)",
        "t = t.replace('999', '145').replace('căn nhà cho các', 'căn cho các', 1)",
    )

    result = run(answers="m\n\ns\nt\n")

    assert "nhap-1.json:5: /answer: con số “999” không có trong trích dẫn nào" in result.output
    assert record_of(records, "nhap-1")["answer"].startswith("145 căn cho các hộ")
    assert record_of(records, "nhap-1")["draft"] is True


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("t = t.replace(',', '', 1)", "thiếu dấu phẩy hoặc dấu ngoặc ở cuối dòng 2"),
        ("t = t.replace('nhap-1', 'nhap-9')", "phải là một bản ghi có mã “nhap-1”"),
        ("t = '[]'", "phải là một bản ghi có mã “nhap-1”"),
        ("t = t.replace('Câu hỏi số 1?', 'Câu hỏi số 2?')", "cách hỏi này đã có ở bản ghi"),
    ],
)
def test_wrong_change_that_is_given_up_changes_no_file_and_is_printed(
    records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str, said: str
) -> None:
    before = (records / "topics" / TOPIC).read_bytes()
    use_editor(tmp_path, monkeypatch, change)

    result = run(answers="m\nn\nt\n")

    assert said in result.output
    assert "chữ anh chị viết ở trên" in result.output
    assert (records / "topics" / TOPIC).read_bytes() == before


def test_closing_the_editor_without_a_change_leaves_the_draft(
    records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_editor(tmp_path, monkeypatch, "pass")

    assert "Không có gì thay đổi" in run(answers="m\nt\n").output
    assert record_of(records, "nhap-1")["draft"] is True


def test_without_an_editor_the_answer_and_more_phrasings_are_asked_for(
    records: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "/nowhere/editor")

    result = run(answers="m\n145 căn nhà\nMấy căn vậy?\n\nc\nt\n")

    assert "không mở được trình soạn thảo" in result.output
    changed = record_of(records, "nhap-1")
    assert (changed["answer"], changed["phrasings"]) == ("145 căn nhà", ["Câu hỏi số 1?", "Mấy căn vậy?"])
