"""`thidua knowledge ingest`: a report for each file, source and drafts in their places, nothing written over."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli_knowledge import knowledge
from knowledge.loading import load_content, shipped_records
from tests.support.records import make_record, make_source, make_topic, write_records
from tests.support.saved_pages import make_blog_page

DATA = Path(__file__).parents[1] / "knowledge" / "data"
REAL = DATA / "bao-soc-trang-2020-07-03.txt"
OTHER = DATA / "articles" / "nong-thon-moi.txt"
THIRD = DATA / "articles" / "chuyen-doi-so.txt"


@pytest.fixture(autouse=True)
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("KNOWLEDGE_DIR", str(tmp_path / "records"))
    return write_records(tmp_path / "records")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(knowledge, [str(argument) for argument in arguments])


def files_of(records: Path) -> dict[str, bytes]:
    return {str(path.relative_to(records)): path.read_bytes() for path in records.rglob("*.json")}


def test_article_is_added_as_source_and_drafts_that_pass_the_check(records: Path) -> None:
    result = run("ingest", OTHER, "--add", "--publisher", "Báo Thử Nghiệm")

    content = load_content(records)
    drafts = next(topic for topic in content.topics if topic.topic == "bao-thu-nghiem-2024-09-26").records
    assert result.exit_code == 0, result.output
    assert len(drafts) > 40
    assert all(record.draft for record in drafts)
    assert f"{len(drafts)} bản nháp" in result.stdout
    assert "draft" in result.stderr
    assert run("check", "--quick").exit_code == 0
    assert "bao-thu-nghiem" not in run("format", "--check").stdout


def test_without_add_or_out_nothing_is_written(records: Path) -> None:
    before = files_of(records)

    result = run("ingest", OTHER, "--publisher", "Báo Thử Nghiệm")

    assert json.loads(result.stdout)["id"] == "bao-thu-nghiem-2024-09-26"
    assert "bản nháp" in result.stderr
    assert files_of(records) == before


def test_article_seen_before_is_reported_and_not_added_again(records: Path, tmp_path: Path) -> None:
    assert run("ingest", OTHER, "--add", "--publisher", "Báo Thử Nghiệm").exit_code == 0
    before = files_of(records)
    copied = tmp_path / "copy.txt"
    copied.write_text(OTHER.read_text(encoding="utf-8").replace("“", '"').replace("”", '"').upper(), encoding="utf-8")

    again = run("ingest", OTHER, copied, "--add", "--publisher", "Báo Khác")

    assert again.exit_code == 0
    assert again.stderr.count("đã có nguồn bao-thu-nghiem-2024-09-26") == 2
    assert "0 bài mới / new, 2 đã có / known, 0 lỗi / failed" in again.stderr
    assert files_of(records) == before


def test_editor_may_add_an_article_although_it_is_like_another(records: Path) -> None:
    run("ingest", OTHER, "--add", "--publisher", "Báo Thử Nghiệm")

    result = run("ingest", OTHER, "--add", "--publisher", "Báo Thử Nghiệm", "--anyway")

    assert result.exit_code == 0
    assert (records / "sources" / "bao-thu-nghiem-2024-09-26-2.json").exists()
    assert run("check", "--quick").exit_code == 0


def test_folder_gives_a_report_for_each_file_and_one_bad_file_stops_nothing(records: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "below").mkdir(parents=True)
    shutil.copy(OTHER, folder / "a.txt")
    shutil.copy(OTHER, folder / "below" / "again.txt")
    (folder / "bad.docx").write_bytes(b"no zip")
    (folder / "old.txt").write_bytes("Đây là bài báo cũ".encode("cp1258", "replace"))
    title, _, *body = [line for line in THIRD.read_text(encoding="utf-8").split("\n") if line.strip()]
    page = make_blog_page(
        title, body[:-1], publisher="Báo Kiểu Mẫu", author="Văn Kiểu", published="2023-11-14T10:42:00+07:00"
    )
    (folder / "page.html").write_text(page, encoding="utf-8")

    result = run("ingest", folder, "--add", "--publisher", "Báo Thử Nghiệm")

    assert result.exit_code == 1
    assert [line.split(" ")[0] for line in result.stdout.splitlines() if line[:1] == "✓"] == ["✓", "✓"]
    assert {"bad.docx", "old.txt"} == {
        Path(line.split(" ")[1].rstrip(":")).name for line in result.stderr.splitlines() if line.startswith("✗")
    }
    assert "again.txt: đã có nguồn" in result.stderr
    assert "2 bài mới / new, 1 đã có / known, 2 lỗi / failed" in result.stderr
    assert len(load_content(records).sources) == 3


def test_article_whose_paper_or_day_is_unknown_is_not_added(records: Path, tmp_path: Path) -> None:
    before = files_of(records)
    path = tmp_path / "bai.txt"
    path.write_text("Tiêu đề\n\nĐoạn văn dài vừa đủ để làm phần mở đầu của bài.", encoding="utf-8")

    result = run("ingest", path, "--add")

    assert result.exit_code == 1
    assert "--publisher" in result.stderr
    assert files_of(records) == before
    assert run("ingest", path, "--add", "--publisher", "Báo A", "--published", "15/03/2024 08:00").exit_code == 0


def test_preview_without_a_newspaper_counts_the_drafts_and_says_what_is_missing(records: Path, tmp_path: Path) -> None:
    path = tmp_path / "bai.txt"
    path.write_text(OTHER.read_text(encoding="utf-8"), encoding="utf-8")

    result = run("ingest", path)

    count = re.search(r"→ \?: 17 đoạn / passages, (\d+) bản nháp", result.stderr)
    assert count
    assert int(count[1]) > 40
    assert "Chưa đặt được mã nên chưa thêm được" in result.stderr
    assert "publisher: không rõ báo nào; thêm --publisher" in result.stderr
    assert all("để trống" not in line for line in result.stderr.splitlines() if "--publisher" in line)


def test_topic_is_named_by_the_editor_or_by_the_headline_cut_between_words(records: Path) -> None:
    run("ingest", OTHER, "--add", "--publisher", "Báo Thử Nghiệm")
    run("ingest", THIRD, "--add", "--topic", "Chuyển đổi số")

    titles = {topic.topic: topic.title for topic in load_content(records).topics}
    assert titles["bao-thu-nghiem-2024-09-26"] == "Huyện Tân Mẫu: Lan tỏa phong trào thi đua xây dựng nông…"
    assert titles["bao-kieu-mau-2023-11-14"] == "Chuyển đổi số"
    assert run("ingest", OTHER, THIRD, "--topic", "Một tên").exit_code == 2


def test_broken_file_elsewhere_does_not_stop_an_article(records: Path) -> None:
    (records / "topics" / "broken.json").write_text("{", encoding="utf-8")

    assert run("ingest", OTHER, "--add", "--publisher", "Báo Thử Nghiệm").exit_code == 0


def test_topic_file_that_is_there_is_not_written_over(records: Path) -> None:
    taken = records / "topics" / "bao-thu-nghiem-2024-09-26.json"
    taken.write_text(json.dumps(make_topic(topic="khac")), encoding="utf-8")

    result = run("ingest", OTHER, "--add", "--publisher", "Báo Thử Nghiệm")

    assert result.exit_code == 1
    assert json.loads(taken.read_text(encoding="utf-8"))["topic"] == "khac"
    assert not (records / "sources" / "bao-thu-nghiem-2024-09-26.json").exists()


def test_out_takes_a_records_folder_or_any_other(records: Path, tmp_path: Path) -> None:
    apart = tmp_path / "apart"
    apart.mkdir()

    assert run("ingest", OTHER, "--out", apart, "--publisher", "Báo Thử Nghiệm").exit_code == 0
    assert run("ingest", OTHER, "--out", records / "sources", "--publisher", "Báo Thử Nghiệm").exit_code == 0

    names = {"bao-thu-nghiem-2024-09-26.json", "bao-thu-nghiem-2024-09-26.topic.json"}
    assert {path.name for path in apart.iterdir()} == names
    assert (records / "topics" / "bao-thu-nghiem-2024-09-26.json").exists()


def test_drafts_take_no_id_or_question_of_another_record(records: Path) -> None:
    question = "Huyện Tân Mẫu xây mới bao nhiêu căn nhà Đại đoàn kết?"
    name = "so-can-nha-dai-doan-ket-duoc-xay-moi"
    write_records(records, make_source(), make_topic(make_record(id=name, phrasings=[question])))

    run("ingest", OTHER, "--add", "--publisher", "Báo Thử Nghiệm")

    assert run("check", "--quick").exit_code == 0


def test_wrong_usage_ends_with_two(tmp_path: Path) -> None:
    assert run("ingest").exit_code == 2
    assert run("ingest", OTHER, THIRD, "--published", "2024-01-01").exit_code == 2
    assert run("ingest", OTHER, "--add", "--out", tmp_path).exit_code == 2
    assert run("ingest", tmp_path / "none.txt").exit_code == 2


def test_shipped_article_is_known_to_the_shipped_records(tmp_path: Path) -> None:
    result = run("ingest", REAL, "--knowledge", shipped_records())

    assert result.exit_code == 0
    assert "đã có nguồn bao-soc-trang-2020-07-03 (y như)" in result.stderr
