"""How well questions are grouped: pairs about one fact that come together, and groups that mix facts.

Run: python tests/benchmarks/grouping.py [LIKE …]
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from bot.review import likeness
from knowledge.base import open_base
from knowledge.loading import shipped_records

SETS = Path(__file__).parents[1] / "questions"


def load_questions() -> list[tuple[str, str]]:
    """Each question with the fact it asks about; follow-ups, English and questions about several facts are left out."""
    loaded = []
    for path in (SETS / "found.jsonl",):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row.get("style") not in {"followup", "english", "list", "multi"}:
                loaded.append((row["q"], row["fact"]))
    return loaded


def main() -> None:
    """Print for each cutoff what share of questions joined a group of their fact, and what share a group of another."""
    questions = load_questions()
    with tempfile.TemporaryDirectory() as folder:
        base, _ = open_base(shipped_records(), Path(folder))
    readings = [(likeness.read(text, base.analyst), fact) for text, fact in questions]
    print(f"{len(readings)} questions, {len({fact for _, fact in readings})} facts")
    for cutoff in map(float, sys.argv[1:] or ["70", "76", "80", "84", "88", "92"]):
        likeness.LIKE = cutoff
        groups: list[list[tuple[likeness.Reading, str]]] = []
        by_key: defaultdict[int, list[int]] = defaultdict(list)
        joined = mixed = 0
        for reading, fact in readings:
            near = dict.fromkeys(number for key in reading.lookup_keys for number in by_key[key])
            best = next((number for number in near if groups[number][0][0].likeness(reading)), None)
            if best is None:
                for key in reading.lookup_keys:
                    by_key[key].append(len(groups))
                groups.append([(reading, fact)])
            else:
                joined += groups[best][0][1] == fact
                mixed += groups[best][0][1] != fact
                groups[best].append((reading, fact))
        print(f"LIKE {cutoff:g}: {len(groups)} groups, joined their fact {joined}, joined another {mixed}")


if __name__ == "__main__":
    main()
