"""The editors' commands: exit codes, what goes to stdout and what to stderr."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli_knowledge import knowledge
from knowledge.loading import shipped_records
from tests.support.records import make_record, make_source, make_topic, write_records

ARTICLE = Path(__file__).parents[1] / "knowledge" / "data" / "bao-soc-trang-2020-07-03.txt"


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("KNOWLEDGE_DIR", str(tmp_path / "records"))


@pytest.fixture
def records(tmp_path: Path) -> Path:
    return write_records(tmp_path / "records")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(knowledge, [str(argument) for argument in arguments])


def test_check_of_good_records_ends_well(records: Path) -> None:
    result = run("check")

    assert result.exit_code == 0
    assert "1 bản ghi" in result.stdout


def test_check_hints_at_records_with_few_phrasings_without_calling_it_a_warning(records: Path) -> None:
    many = make_record(id="nhieu", phrasings=[f"Căn nhà cho hộ khó khăn, cách hỏi số {n}?" for n in range(8)])
    write_records(
        records, make_source(), make_topic(make_record(), many, make_record(id="nhap", draft=True, phrasings=[]))
    )

    result = run("check", "--quick", "--strict")

    assert "Gợi ý: bao-thu-2024-01-02 còn 1/2 bản ghi có dưới 8 cách hỏi" in result.stderr
    write_records(records, make_source(), make_topic(many))
    assert "Gợi ý" not in run("check", "--quick").stderr


def test_check_names_file_line_and_pointer_of_each_problem(records: Path) -> None:
    write_records(records, make_source(), make_topic(make_record(answer="999 căn", kind="x", related=["y"])))

    result = run("check")

    assert result.exit_code == 1
    assert f"{records}/topics/1-an-sinh.json:7: /records/0/kind: " in result.stdout
    assert "1 lỗi" in result.stderr


def test_check_as_json_is_for_programs(records: Path) -> None:
    assert json.loads(run("check", "--format", "json").stdout) == []
    write_records(records, b"{")

    result = run("check", "--format", "json")

    assert result.exit_code == 1
    assert [(problem["line"], problem["pointer"]) for problem in json.loads(result.stdout)] == [(1, "")]


def test_check_of_another_folder_by_option(records: Path) -> None:
    write_records(records, b"{")

    assert run("check").exit_code == 1
    assert run("check", "--quick", "--knowledge", shipped_records()).exit_code == 0


def test_wrong_usage_ends_with_two(records: Path) -> None:
    assert run("check", "--knowledge", records / "none").exit_code == 2
    assert run("check", "--format", "xml").exit_code == 2
    assert run("ingest", records / "none.txt").exit_code == 2


def test_format_rewrites_and_check_only_names(records: Path) -> None:
    path = records / "topics" / "1-an-sinh.json"
    path.write_text(json.dumps(make_topic()), encoding="utf-8")

    dry = run("format", "--check")
    assert (dry.exit_code, dry.stdout.split()) == (1, [str(path)])
    assert path.read_text(encoding="utf-8").count("\n") == 0
    assert run("format").exit_code == 0
    assert path.read_text(encoding="utf-8").startswith('{\n  "topic": "an-sinh",\n')
    assert run("format", "--check").exit_code == 0


def test_format_never_touches_the_shipped_lexicon_of_another_folder(records: Path) -> None:
    (records / "lexicon").rmdir()
    before = {path: path.read_bytes() for path in shipped_records().rglob("*.json")}

    assert run("format").exit_code == 0
    assert {path: path.read_bytes() for path in shipped_records().rglob("*.json")} == before


def test_format_mends_what_it_can_and_names_what_it_cannot(records: Path) -> None:
    (records / "topics" / "bad.json").write_text("{", encoding="utf-8")
    (records / "topics" / "1-an-sinh.json").write_text(json.dumps(make_topic()), encoding="utf-8")

    result = run("format")

    assert result.exit_code == 1
    assert "1-an-sinh.json" in result.stdout
    assert "bad.json:1:" in result.stdout


def test_ingest_writes_the_real_article_as_the_shipped_source(tmp_path: Path) -> None:
    shipped = shipped_records() / "sources" / "bao-soc-trang-2020-07-03.json"

    result = run("ingest", ARTICLE, "--publisher", "Báo Sóc Trăng", "--published", "2020-07-03", "--out", tmp_path)

    assert result.exit_code == 0
    assert (tmp_path / shipped.name).read_bytes() == shipped.read_bytes()
    assert "needs the editor: url" in result.stderr
    assert run("ingest", ARTICLE).stdout == shipped.read_text(encoding="utf-8")


def test_ingest_tells_of_a_source_that_was_there_before_it(records: Path) -> None:
    arguments = ("ingest", ARTICLE, "--published", "2020-07-03", "--out", records / "sources")

    first, second = run(*arguments), run(*arguments)

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "đã có nguồn" not in first.stderr
    assert "đã có nguồn" in second.stderr


def test_ingest_never_writes_over_another_file(tmp_path: Path) -> None:
    out = tmp_path / "mine.json"
    out.write_text("mine", encoding="utf-8")

    result = run("ingest", ARTICLE, "--out", out)

    assert result.exit_code == 1
    assert out.read_text(encoding="utf-8") == "mine"


def test_ingest_of_no_article_ends_with_one(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")

    assert run("ingest", tmp_path / "empty.txt").exit_code == 1
    assert run("ingest", ARTICLE, "--published", "never").exit_code == 1


def test_publish_rollback_and_history_tell_one_story(records: Path) -> None:
    first = run("publish").stdout.strip()
    write_records(records, make_source(), make_topic(make_record(subject="Nhà mới")))
    built = run("build").stdout.strip()

    assert first in run("history").stdout.splitlines()[0]
    assert run("publish", built).stdout.strip() == built
    assert run("rollback").stdout.strip() == first
    lines = run("history").stdout.splitlines()
    assert [line[:1] for line in lines] == ["*", " ", " "]
    assert "quay lại" in lines[0]
    assert run("rollback").exit_code == 1


def test_publish_of_broken_records_or_unknown_version_changes_nothing(records: Path) -> None:
    first = run("publish").stdout.strip()
    write_records(records, b"{")

    assert run("publish").exit_code == 1
    assert run("publish", "0123456789abcdef").exit_code == 1
    assert run("history").stdout.count(first) == len(run("history").stdout.splitlines()) == 1


def test_diff_shows_what_changed_field_by_field(records: Path, tmp_path: Path) -> None:
    version = run("publish").stdout.strip()
    newer = write_records(
        tmp_path / "newer",
        make_source(title="Bài khác"),
        make_topic(make_record(answer="145 căn nhà"), make_record(id="khac", phrasings=[])),
    )

    result = run("diff", version, newer)

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "~ source bao-thu-2024-01-02",
        '    title: "Bài báo thử" → "Bài khác"',
        "+ record khac",
        "~ record nha-o",
        '    answer: "145 căn nhà cho các hộ khó khăn về nhà ở" → "145 căn nhà"',
    ]
    assert json.loads(run("diff", newer, version, "--format", "json").stdout)["changes"][1]["how"] == "removed"
    assert "no difference" in run("diff", records, version).stdout
    assert run("diff", version, "nothing").exit_code == 1


def test_commands_do_not_import_telegram() -> None:
    script = (
        "import sys; from click.testing import CliRunner; from bot.cli_knowledge import knowledge\n"
        "CliRunner().invoke(knowledge, ['check'])\n"
        "sys.exit(any(name.partition('.')[0] in {'telegram', 'httpx', 'sqlalchemy'} for name in sys.modules))"
    )

    assert subprocess.run([sys.executable, "-c", script], check=False, cwd=ARTICLE.parents[3]).returncode == 0
