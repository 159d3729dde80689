"""Taking a base apart: in small steps, emptied of what is large, untouched where it is somebody else's."""

from __future__ import annotations

from knowledge.answering.gaps import GapIndex
from knowledge.answering.retrieval import RecordIndex
from knowledge.retiring import take_apart


class Foreign:
    """An object of another package."""

    def __init__(self) -> None:
        self.table = dict.fromkeys(range(5000))


def test_large_tables_are_emptied_step_by_step() -> None:
    index = RecordIndex([], [])
    index._used_by_all = {}
    index.by_id = {str(number): number for number in range(5000)}
    gaps = GapIndex([], index)

    steps = sum(1 for _ in take_apart(gaps))

    assert steps == 2
    assert len(index.by_id) <= 2048


def test_objects_of_other_packages_are_left_alone() -> None:
    foreign = Foreign()

    assert list(take_apart(foreign)) == []
    assert len(foreign.table) == 5000
