"""Applying proposals: what they name is merged in canonical form, nothing else is touched, and all or nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.review.applying import apply_proposals
from knowledge.errors import InvalidRecordsError
from knowledge.formatting import to_bytes
from knowledge.loading import load_content
from tests.support.records import make_record, make_source, make_topic, write_records

if TYPE_CHECKING:
    from pathlib import Path

OTHER = make_record(id="ty-le", phrasings=["Tỷ lệ hộ nghèo giảm bao nhiêu?"], subject="Tỷ lệ", figure=None)


@pytest.fixture
def records(tmp_path: Path) -> Path:
    topics = (make_topic(make_record(), OTHER), make_topic(make_record(id="khac", phrasings=[]), topic="khac"))
    return write_records(tmp_path / "records", make_source(), *topics, lexicon={"words": ["nhà"]})


def propose(records: Path, value: Any, name: str = "nhom-1.json") -> Path:
    path = records.parent / "proposals" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return path


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.json"))}


def topic_of(records: Path) -> dict[str, Any]:
    value: dict[str, Any] = json.loads((records / "topics" / "1-an-sinh.json").read_bytes())
    return value


def test_phrasing_is_added_to_the_record_it_names_and_no_other_file_changes(records: Path) -> None:
    before, old = snapshot(records), topic_of(records)
    proposal = propose(records, {"records": [{"id": "nha-o", "phrasings": ["Xây mấy mái ấm?"]}], "questions": ["?"]})
    applied = apply_proposals(records, [proposal])
    after, new = snapshot(records), topic_of(records)
    assert {name for name in after if after[name] != before[name]} == {"topics/1-an-sinh.json"}
    assert new["records"][0].pop("phrasings") == ["Đã xây bao nhiêu căn nhà?", "Xây mấy mái ấm?"]
    old["records"][0].pop("phrasings")
    assert new == old
    assert after["topics/1-an-sinh.json"] == to_bytes(topic_of(records), "topic")
    assert applied.merged == (proposal,)
    assert not proposal.exists()
    assert (proposal.parent / "applied" / proposal.name).exists()


def test_phrasing_that_is_there_is_not_added_again(records: Path) -> None:
    before = snapshot(records)
    proposal = propose(records, {"records": [{"id": "nha-o", "phrasings": ["ĐÃ XÂY bao nhiêu căn nhà"]}]})
    assert apply_proposals(records, [proposal]).changed == ()
    assert snapshot(records) == before


def test_dry_run_names_the_files_and_writes_nothing(records: Path) -> None:
    before = snapshot(records.parent)
    proposal = propose(records, {"records": [{"id": "nha-o", "phrasings": ["Xây mấy mái ấm?"]}]})
    before |= {"proposals/nhom-1.json": proposal.read_bytes()}
    assert [path.name for path in apply_proposals(records, [proposal], is_dry=True).changed] == ["1-an-sinh.json"]
    assert snapshot(records.parent) == before


def test_what_a_proposal_sets_replaces_and_what_it_lists_adds(records: Path) -> None:
    part = {"id": "nha-o", "subject": "Nhà cho hộ khó khăn", "related": ["ty-le"]}
    apply_proposals(records, [propose(records, {"records": [part]})])
    record = topic_of(records)["records"][0]
    assert (record["subject"], record["related"]) == ("Nhà cho hộ khó khăn", ["ty-le"])


def test_whole_new_record_goes_to_its_topic_or_makes_one(records: Path) -> None:
    new = make_record(id="moi", phrasings=["Mái ấm mới?"])
    apply_proposals(records, [propose(records, {"topic": "an-sinh", "title": "An sinh", "records": [new]})])
    assert topic_of(records)["records"][-1]["id"] == "moi"
    newer = make_record(id="moi-nua", phrasings=["Mái ấm mới nữa?"])
    applied = apply_proposals(records, [propose(records, {"topic": "nha-o", "title": "Nhà ở", "records": [newer]})])
    assert [path.name for path in applied.changed] == ["nha-o.json"]
    assert len(load_content(records).topics) == 3


def test_gap_joins_the_known_gaps(records: Path) -> None:
    gap = {"subject": "Giá vàng", "phrasings": ["Giá vàng bao nhiêu?"]}
    apply_proposals(records, [propose(records, {"records": [], "gaps": [gap]})])
    more = gap | {"phrasings": ["giá vàng bao nhiêu", "Giá vàng hôm nay?"]}
    apply_proposals(records, [propose(records, {"records": [], "gaps": [more]})])
    (held,) = load_content(records).lexicon.gaps
    assert held.phrasings == ("Giá vàng bao nhiêu?", "Giá vàng hôm nay?")


def test_new_gap_goes_to_the_file_that_is_kept_for_them(records: Path) -> None:
    other = records / "lexicon" / "gaps-nha-o.json"
    other.write_text('{"gaps": [{"subject": "Giá nhà", "phrasings": ["Giá nhà bao nhiêu?"]}]}', encoding="utf-8")
    before = other.read_bytes()

    for subject in ("Giá vàng", "Giá bạc"):
        gap = {"subject": subject, "phrasings": [f"{subject} bao nhiêu?"]}
        apply_proposals(records, [propose(records, {"records": [], "gaps": [gap]})])

    assert other.read_bytes() == before
    held = json.loads((records / "lexicon" / "gaps.json").read_text(encoding="utf-8"))
    assert [gap["subject"] for gap in held["gaps"]] == ["Giá vàng", "Giá bạc"]


def test_proposal_with_nothing_to_merge_waits_for_an_editor(records: Path) -> None:
    proposal = propose(records, {"note": "cần bài báo", "questions": ["?"], "records": [], "gaps": []})
    assert apply_proposals(records, [proposal]).waiting == (proposal,)
    assert proposal.exists()


@pytest.mark.parametrize(
    ("value", "pointer", "words"),
    [
        ("{", "/", ""),
        ("[]", "/", "đối tượng"),
        ({"records": {}}, "/records", "danh sách"),
        ({"records": [{"phrasings": []}]}, "/records/0/id", "“id”"),
        ({"records": [{"id": "khong-co", "phrasings": ["?a"]}]}, "/records/0/id", "chưa có bản ghi này"),
        ({"records": [make_record(id="moi", phrasings=[])]}, "/topic", "“topic”"),
        ({"topic": "../x", "title": "X", "records": [make_record(id="moi", phrasings=[])]}, "/topic", "mã chỉ gồm"),
        (
            {"records": [{"id": "nha-o", "phrasings": ["Tỷ lệ hộ nghèo giảm bao nhiêu?"]}]},
            "/records/0/phrasings/0",
            "đã có ở bản ghi",
        ),
        ({"records": [{"id": "nha-o", "answer": "146 căn nhà"}]}, "/records/0/answer", "146"),
        ({"records": [{"id": "nha-o", "phrasings": "một chuỗi"}]}, "/records/0/phrasings", "danh sách"),
        ({"records": [], "gaps": [{"subject": "x"}]}, "/gaps/0", ""),
    ],
)
def test_whatever_is_wrong_is_told_of_the_proposal_and_nothing_is_written(
    records: Path, value: Any, pointer: str, words: str
) -> None:
    good = propose(records, {"records": [{"id": "nha-o", "phrasings": ["Xây mấy mái ấm?"]}]}, "nhom-0.json")
    bad = propose(records, value)
    before = snapshot(records.parent)
    with pytest.raises(InvalidRecordsError) as raised:
        apply_proposals(records, [good, bad])
    told = [str(problem) for problem in raised.value.problems]
    assert any("nhom-1.json:" in each and f": {pointer}" in each and words in each for each in told), told
    assert all(problem.line for problem in raised.value.problems)
    assert snapshot(records.parent) == before


def test_gap_needs_a_lexicon_of_the_folder_s_own(tmp_path: Path) -> None:
    records = write_records(tmp_path / "records", make_source(), make_topic())
    (records / "lexicon").rmdir()
    proposal = propose(records, {"records": [], "gaps": [{"subject": "Giá vàng", "phrasings": ["Giá vàng?"]}]})
    with pytest.raises(InvalidRecordsError, match="lexicon/"):
        apply_proposals(records, [proposal])


def test_records_that_are_broken_already_are_told_first(records: Path) -> None:
    (records / "topics" / "1-an-sinh.json").write_text("{", encoding="utf-8")
    with pytest.raises(InvalidRecordsError, match="1-an-sinh"):
        apply_proposals(records, [propose(records, {"records": []})])


PHRASINGS = st.lists(st.sampled_from(["Mái ấm?", "mái ấm", "Nhà tình thương?", "Cất nhà?", "Xây nhà?"]), max_size=4)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(phrasings=PHRASINGS, number=st.integers(0, 10**9))
def test_applying_twice_is_applying_once_and_leaves_other_records_alone(
    tmp_path: Path, phrasings: list[str], number: int
) -> None:
    folder = tmp_path / f"records-{number}-{len(phrasings)}"
    records = write_records(folder / "records", make_source(), make_topic(make_record(), OTHER))
    value = {"records": [{"id": "nha-o", "phrasings": phrasings}]}
    before = topic_of(records)
    apply_proposals(records, [propose(records, value)])
    once = snapshot(records)
    apply_proposals(records, [propose(records, value)])
    assert snapshot(records) == once
    after = topic_of(records)
    assert after["records"][1] == before["records"][1]
    assert after["records"][0] | {"phrasings": []} == before["records"][0] | {"phrasings": []}
    assert after["records"][0]["phrasings"][:1] == before["records"][0]["phrasings"]
