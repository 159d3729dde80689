"""Compiled knowledge is kept for exactly one version and program, answers alike, and never stands in the way."""

from __future__ import annotations

import os
import pickle
import shutil
import stat
from dataclasses import fields
from typing import TYPE_CHECKING

import pytest

from knowledge import base, caching
from knowledge.base import Compiled, KnowledgeBase, open_base
from knowledge.batch import outcome_as_dict
from knowledge.caching import MOST_KEPT, CompiledCache
from knowledge.loading import load_content, shipped_records
from knowledge.model import Question
from tests.support.records import make_record, make_source, make_topic, write_records

if TYPE_CHECKING:
    from pathlib import Path

QUESTION = Question("Đã xây bao nhiêu căn nhà?")


@pytest.fixture
def records(tmp_path: Path) -> Path:
    return write_records(tmp_path / "records")


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "var"


def open_again(records: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> KnowledgeBase:
    """Opens without compiling, or fails."""
    with monkeypatch.context() as patch:
        patch.setattr(base, "compile_content", lambda _: pytest.fail("compiled again"))
        return open_base(records, data_dir)[0]


def kept_files(data_dir: Path) -> list[Path]:
    return sorted((data_dir / "knowledge" / "compiled").glob("*"))


def test_kept_knowledge_of_the_shipped_records_answers_exactly_like_compiled_one(
    tmp_path: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    most_gaps = shutil.ignore_patterns("gaps_*.json")  # they take long to compile, and are all kept in one way
    shipped = shutil.copytree(shipped_records(), tmp_path / "shipped", ignore=most_gaps)
    compiled = open_base(shipped, data_dir)[0]
    kept = open_again(shipped, data_dir, monkeypatch)
    records = [record for topic in compiled.content.topics for record in topic.records]
    questions = [Question(phrasing) for record in records for phrasing in record.phrasings[:2]]
    questions += [
        Question("xay dc bao nhiu can nhaf v"),
        Question("còn hộ cận nghèo?", ("Tỷ lệ hộ nghèo giảm bao nhiêu?",)),
        Question("Giá vàng hôm nay?"),
        Question("cảm ơn bot nha"),
        Question("Who directs the emulation campaigns?"),
    ]

    assert kept.version == compiled.version
    assert kept.content == load_content(shipped)
    for question in questions:
        assert outcome_as_dict(kept.ask(question)) == outcome_as_dict(compiled.ask(question))
        assert kept.top(question, 3) == compiled.top(question, 3)
    assert kept.search("căn nhà", 5) == compiled.search("căn nhà", 5)


def test_kept_sources_without_records_answer_alike(
    tmp_path: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = write_records(tmp_path / "archive", make_source())
    compiled = open_base(records, data_dir)[0]

    kept = open_again(records, data_dir, monkeypatch)

    assert kept.top(QUESTION, 1)
    assert kept.top(QUESTION, 1) == compiled.top(QUESTION, 1)


def test_other_records_are_compiled_anew(records: Path, data_dir: Path) -> None:
    open_base(records, data_dir)
    changed = make_record(id="nha-moi", subject="Nhà mới")
    write_records(records, make_source(), make_topic(changed))

    opened, _ = open_base(records, data_dir)

    assert opened.record("nha-moi")
    assert not opened.record("nha-o")


def test_broken_records_are_answered_by_what_was_kept(
    records: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = open_base(records, data_dir)[0].version
    write_records(records, b"{")
    monkeypatch.setattr(base, "compile_content", lambda _: pytest.fail("compiled again"))

    opened, problems = open_base(records, data_dir)

    assert opened.version == version
    assert problems


def test_file_and_folder_are_for_the_owner_alone(records: Path, data_dir: Path) -> None:
    old_mask = os.umask(0o000)
    try:
        open_base(records, data_dir)
    finally:
        os.umask(old_mask)

    (path,) = kept_files(data_dir)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_file_that_others_may_write_is_replaced(records: Path, data_dir: Path) -> None:
    open_base(records, data_dir)
    (path,) = kept_files(data_dir)
    path.write_bytes(b"")
    path.chmod(0o666)

    open_base(records, data_dir)

    assert path.stat().st_size > 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


class Intruder:
    """Tells when it is unpickled."""

    def __reduce__(self) -> tuple[object, ...]:
        return pytest.fail, ("ran a stranger's pickle",)


@pytest.mark.parametrize("how", ["another owner", "others may write", "link"])
def test_strangers_file_is_never_unpickled(data_dir: Path, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    cache = CompiledCache(data_dir, Compiled)
    cache.write("0" * 16, Intruder())  # type: ignore[arg-type]
    path = cache.path("0" * 16)
    if how == "another owner":
        monkeypatch.setattr(caching.os, "geteuid", lambda: path.stat().st_uid + 1)
    elif how == "others may write":
        path.chmod(0o620)
    else:
        path.rename(data_dir / "elsewhere")
        path.symlink_to(data_dir / "elsewhere")

    assert cache.read("0" * 16) is None


@pytest.mark.parametrize("damage", ["empty", "cut", "one bit", "another version's", "another kind"])
def test_damaged_or_foreign_file_is_rebuilt_in_silence(records: Path, data_dir: Path, damage: str) -> None:
    opened, _ = open_base(records, data_dir)
    cache = CompiledCache(data_dir, Compiled)
    path = cache.path(opened.version)
    whole = path.read_bytes()
    if damage == "empty":
        path.write_bytes(b"")
    elif damage == "cut":
        path.write_bytes(whole[: len(whole) // 2])
    elif damage == "one bit":
        path.write_bytes(whole[:-5] + bytes([whole[-5] ^ 1]) + whole[-4:])
    elif damage == "another version's":
        cache.write("f" * 16, Compiled(*[None] * len(fields(Compiled))))  # type: ignore[arg-type]
        cache.path("f" * 16).rename(path)
    else:
        cache.write(opened.version, "text")  # type: ignore[arg-type]

    assert outcome_as_dict(open_base(records, data_dir)[0].ask(QUESTION)) == outcome_as_dict(opened.ask(QUESTION))
    assert path.read_bytes() == whole


def test_file_that_cannot_be_unpickled_is_rebuilt(
    records: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> None:
        raise AttributeError("a class of an older program")

    opened, _ = open_base(records, data_dir)
    monkeypatch.setattr(pickle, "loads", refuse)

    assert open_base(records, data_dir)[0].version == opened.version


def test_another_programs_file_of_the_same_version_is_not_read_and_removed(
    records: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_base(records, data_dir)
    (before,) = kept_files(data_dir)
    monkeypatch.setattr(caching, "fingerprint_of_program", lambda: "another")

    open_base(records, data_dir)

    (after,) = kept_files(data_dir)
    assert after.name.endswith("-another")
    assert after != before


def test_no_more_files_are_kept_than_are_useful(data_dir: Path) -> None:
    cache = CompiledCache(data_dir, str)
    for number in range(MOST_KEPT + 3):
        cache.write(f"{number:016x}", "parts")
        os.utime(cache.path(f"{number:016x}"), (number, number))

    assert len(kept_files(data_dir)) == MOST_KEPT
    assert cache.read(f"{MOST_KEPT + 2:016x}") == "parts"


def test_unwritable_folder_compiles_in_memory(records: Path, tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file where the folder should be")

    assert open_base(records, tmp_path / "var")[0].record("nha-o")


def test_program_is_known_by_its_code() -> None:
    assert caching.fingerprint_of_program() == caching.fingerprint_of_program()
    assert len(caching.fingerprint_of_program()) == 16
