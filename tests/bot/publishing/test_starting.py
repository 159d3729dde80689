"""What a start says where the records folder and what is published have gone apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.running import _open_knowledge
from bot.settings import Settings
from knowledge.opening import open_knowledge
from knowledge.store import VersionStore
from tests.support.phone import LEXICON
from tests.support.records import make_source, make_topic, write_records

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_start_says_which_is_newer_and_what_to_do(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    records = write_records(tmp_path / "records", make_source(), make_topic(), lexicon=LEXICON)
    settings = Settings(_env_file=None, knowledge_dir=records, data_dir=tmp_path / "var")
    open_knowledge(records, tmp_path / "var")
    _open_knowledge(settings)
    assert caplog.messages == []
    write_records(records, make_source(), make_topic(title="Sửa ở bàn"), lexicon=LEXICON)

    _open_knowledge(settings)
    assert "Thư mục hồ sơ mới hơn" in caplog.messages[-1]
    caplog.clear()
    _open_knowledge(settings)
    assert caplog.messages == []
    VersionStore(tmp_path / "var", records).rollback()
    _open_knowledge(settings)
    assert "mới hơn thư mục hồ sơ" in caplog.messages[-1]
    assert "thidua knowledge pull" in caplog.messages[-1]
