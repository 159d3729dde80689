"""`thidua knowledge new`: questions on the terminal, or options, become a record that the check accepts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from bot.cli_knowledge import knowledge
from knowledge.loading import load_content
from tests.support.records import TEXT, make_source, make_topic, write_records

if TYPE_CHECKING:
    from pathlib import Path

TOLD = (
    *("--quote", "tỷ lệ hộ nghèo giảm bình quân 1,96%/năm", "--kind", "figure", "--subject", "Mức giảm tỷ lệ hộ nghèo"),
    *("--phrasing", "Hộ nghèo giảm bao nhiêu mỗi năm?", "--topic", "giam-ngheo", "--title", "Giảm nghèo", "--yes"),
)


@pytest.fixture(autouse=True)
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("KNOWLEDGE_DIR", str(tmp_path / "records"))
    return write_records(tmp_path / "records")


def run(*arguments: str, answers: str | None = None) -> Result:
    return CliRunner().invoke(knowledge, ["new", *arguments], input=answers)


def record_of(records: Path, record_id: str) -> dict[str, Any]:
    found = [r for topic in load_content(records).topics for r in topic.records if r.id == record_id]
    return found[0].model_dump(exclude_defaults=True, mode="json")


def test_answers_become_a_record_in_canonical_form(records: Path) -> None:
    answers = [
        "TY LE HO NGHEO  giam binh quan",  # without tones and case, the words as printed are taken
        "",  # kind: campaign, for these words hold no figure
        "",  # the answer that is offered
        "Việc giảm hộ nghèo",
        "Hộ nghèo có giảm không?",
        "Tình hình hộ nghèo ra sao?",
        "",
        "1",  # the topic that is there
        "",
        "y",
    ]

    result = run(answers="\n".join(answers) + "\n")

    assert result.exit_code == 0, result.output
    assert record_of(records, "viec-giam-ho-ngheo") == {
        "id": "viec-giam-ho-ngheo",
        "kind": "campaign",
        "subject": "Việc giảm hộ nghèo",
        "answer": "Tỷ lệ hộ nghèo giảm bình quân",
        "phrasings": ["Hộ nghèo có giảm không?", "Tình hình hộ nghèo ra sao?"],
        "citations": [{"source": "bao-thu-2024-01-02", "passage": "p1", "quote": "tỷ lệ hộ nghèo giảm bình quân"}],
    }
    assert CliRunner().invoke(knowledge, ["format", "--check"]).stdout.count("an-sinh") == 0


def test_options_alone_ask_nothing_and_make_a_new_topic(records: Path) -> None:
    result = run(*TOLD)

    assert result.exit_code == 0, result.output
    record = record_of(records, "muc-giam-ty-le-ho-ngheo")
    assert record["figure"] == {"value": "1,96", "unit": "%/năm"}
    assert record["answer"] == "Tỷ lệ hộ nghèo giảm bình quân 1,96%/năm"
    assert json.loads((records / "topics" / "giam-ngheo.json").read_text(encoding="utf-8"))["title"] == "Giảm nghèo"
    assert CliRunner().invoke(knowledge, ["check", "--quick"]).exit_code == 0


def test_quote_that_stands_in_several_places_is_picked(records: Path) -> None:
    passages = [{"id": f"p{n}", "kind": "body", "text": TEXT} for n in (1, 2)]
    write_records(records, make_source(passages=passages), make_topic())

    result = run(*TOLD, "--pick", "2")

    assert result.exit_code == 0, result.output
    assert record_of(records, "muc-giam-ty-le-ho-ngheo")["citations"][0]["passage"] == "p2"
    assert run(*TOLD, "--pick", "3").exit_code == 1
    asked = run(*TOLD[:-1], "--id", "khac", "--phrasing", "Khác?", answers="2\n\n\n\ny\n")
    assert "2. bao-thu-2024-01-02, p2" in asked.output


def test_quote_that_no_article_has_is_refused_with_the_nearest(records: Path) -> None:
    result = run("--quote", "tỷ lệ hộ nghèo giảm trung bình 1,96%/năm", *TOLD[2:])

    assert result.exit_code == 1
    assert "nearest: «" in result.output
    assert "tỷ lệ hộ nghèo giảm bình quân 1,96%/năm" in result.output


def test_answer_that_says_more_than_the_quote_is_refused_or_asked_again(records: Path) -> None:
    before = {path: path.read_bytes() for path in records.rglob("*.json")}

    assert run(*TOLD, "--answer", "Giảm 2,5% mỗi năm").exit_code == 1
    assert {path: path.read_bytes() for path in records.rglob("*.json")} == before
    options = ("--quote", "giảm bình quân 1,96%/năm", *TOLD[2:-1])
    asked = run(*options, answers="Giảm 2,5% mỗi năm\nGiảm 1,96%/năm\n\n\n\ny\n")
    assert "2,5%" in asked.output
    assert record_of(records, "muc-giam-ty-le-ho-ngheo")["answer"] == "Giảm 1,96%/năm"


def test_question_of_another_record_is_asked_for_again(records: Path) -> None:
    options = [option for option in TOLD if option not in {"--phrasing", TOLD[7]}]

    result = run(*options, answers="đã xây bao nhiêu căn nhà\nHộ nghèo giảm mấy phần trăm?\n\n")

    assert result.exit_code == 0, result.output
    assert "nha-o" in result.output
    assert record_of(records, "muc-giam-ty-le-ho-ngheo")["phrasings"] == ["Hộ nghèo giảm mấy phần trăm?"]


def test_record_that_the_check_refuses_is_shown_and_not_written(records: Path) -> None:
    before = {path: path.read_bytes() for path in records.rglob("*.json")}

    result = run(*TOLD, "--id", "Không Phải Mã")

    assert result.exit_code == 1
    assert "/records/0/id" in result.output
    assert "Hộ nghèo giảm bao nhiêu mỗi năm?" in result.output  # nothing that was typed is lost
    assert {path: path.read_bytes() for path in records.rglob("*.json")} == before


def test_broken_file_elsewhere_does_not_stop_a_record_but_its_own_topic_does(records: Path) -> None:
    (records / "topics" / "broken.json").write_text("{", encoding="utf-8")
    (records / "topics" / "giam-ngheo.json").write_text('{"topic": "giam-ngheo", "records": 1}', encoding="utf-8")

    assert run(*TOLD).exit_code == 1
    (records / "topics" / "giam-ngheo.json").unlink()
    assert run(*TOLD).exit_code == 0


def test_editor_who_says_no_at_the_end_changes_nothing(records: Path) -> None:
    before = {path: path.read_bytes() for path in records.rglob("*.json")}

    result = run(*TOLD[:-1], answers="\n\n\n\nn\n")

    assert result.exit_code == 1
    assert {path: path.read_bytes() for path in records.rglob("*.json")} == before


def test_folder_without_articles_says_what_to_do_first(tmp_path: Path) -> None:
    for path in (tmp_path / "records" / "sources").iterdir():
        path.unlink()

    assert "thidua knowledge ingest" in run(*TOLD).output
