"""Hostile records files: each is refused with an error that has a place, and what was published before stays."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from knowledge.errors import InvalidRecordsError
from knowledge.opening import open_knowledge
from knowledge.store import VersionStore
from tests.support.hostile import make_hostile
from tests.support.records import write_records

if TYPE_CHECKING:
    from pathlib import Path

FILES = 160
"""All kinds in turn; tests/benchmarks/hostile_records.py does it 10,000 times."""
SECONDS = 5.0
"""Generous, for tests run on busy machines; the benchmark holds it to one second."""


def test_hostile_files_of_every_kind_are_refused_at_their_place_and_publish_nothing(tmp_path: Path) -> None:
    records = write_records(tmp_path / "records", lexicon={})
    data_dir = tmp_path / "var"
    store = VersionStore(data_dir, records)
    good = store.publish_records()
    kept = {path.name: path.read_bytes() for path in store.versions.iterdir()}
    history = store.history()

    for seed in range(FILES):
        hostile = make_hostile(seed)
        path = records / hostile.folder / "zz-hostile.json"
        path.write_bytes(hostile.raw)
        begun = time.process_time()
        with pytest.raises(InvalidRecordsError) as refused:
            store.publish_records()
        assert time.process_time() - begun < SECONDS, (seed, hostile.kind)
        assert all(each.line and each.message.count(" / ") >= 1 for each in refused.value.problems), (
            seed,
            hostile.kind,
        )
        assert all(str(each).isprintable() for each in refused.value.problems), (seed, hostile.kind)
        version, _, problems = open_knowledge(records, data_dir)
        assert (version, bool(problems)) == (good, True), (seed, hostile.kind)
        path.unlink()

    assert {path.name: path.read_bytes() for path in store.versions.iterdir()} == kept
    assert store.history() == history
