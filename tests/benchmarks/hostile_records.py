"""Puts 10,000 hostile files among good records: what each costs, and whether the previous version keeps answering.

Each is told to `publish`, which must refuse it with a located error within a second of processor time (other work on
the machine does not count); after each, the version that was published before is opened anew and asked. Give a number
as argument for fewer files.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).parents[2]))
from knowledge.base import open_base
from knowledge.errors import InvalidRecordsError
from knowledge.model import Found, Question
from knowledge.store import VersionStore
from tests.support.hostile import make_hostile
from tests.support.records import write_records

FILES = 10_000
QUESTION = Question("Đã xây bao nhiêu căn nhà?")


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else FILES
    times: dict[str, list[float]] = defaultdict(list)
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        records = write_records(Path(folder) / "records", lexicon={})
        data_dir = Path(folder) / "var"
        store = VersionStore(data_dir, records)
        good = store.publish_records()
        versions = {path.name: path.read_bytes() for path in store.versions.iterdir()}
        with click.progressbar(range(count), file=sys.stderr) as seeds:
            for seed in seeds:
                hostile = make_hostile(seed)
                path = records / hostile.folder / "zz-hostile.json"
                path.write_bytes(hostile.raw)
                begun = time.process_time()
                try:
                    store.publish_records()
                    faults.append(f"{seed} {hostile.kind}: published")
                except InvalidRecordsError as error:
                    if not all(each.line and str(each.file) for each in error.problems):
                        faults.append(f"{seed} {hostile.kind}: not located: {error.problems[0]}")
                except Exception as error:  # noqa: BLE001  that is what is looked for
                    faults.append(f"{seed} {hostile.kind}: {type(error).__name__}: {error}")
                times[hostile.kind].append(time.process_time() - begun)
                base, _ = open_base(records, data_dir)
                if base.version != good or not isinstance(base.ask(QUESTION), Found):
                    faults.append(f"{seed} {hostile.kind}: another version answers")
                path.unlink()
        if {path.name: path.read_bytes() for path in store.versions.iterdir()} != versions:
            faults.append("the versions have changed")
    for kind, taken in sorted(times.items()):
        middle = sorted(taken)[len(taken) // 2] * 1000
        print(f"{kind:18} {len(taken):6} files  median {middle:7.1f} ms  worst {max(taken):6.3f} s")
    slow = sum(taken > 1 for each in times.values() for taken in each)
    print(f"{count} files, {len(faults)} crashes, publications or errors without a place, {slow} slower than a second")
    print(*faults[:20], sep="\n")
    return 1 if faults or slow else 0


if __name__ == "__main__":
    sys.exit(main())
