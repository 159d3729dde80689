"""How well redaction finds what names somebody, on the project's own sets; with a set's name, also where it fails."""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from bot.questionlog.redaction import redact
from tests.support.redaction_sets import HALVES, measure, read_set


def main() -> None:
    for name in HALVES:
        lines = read_set(name)
        begun = time.perf_counter()
        figures = measure(lines, redact)
        each = (time.perf_counter() - begun) / len(lines) * 1e6
        print(
            f"{name}: {figures.lines} texts, {figures.secrets} secrets, recall {figures.recall:.2%}; "
            f"{figures.plain_lines} without, false positives {figures.false_positives:.2%}; "
            f"too much taken in {len(figures.cut)}; {each:.0f} µs a text"
        )
        if name in sys.argv[1:]:
            for kind in ("missed", "spoilt", "cut"):
                for line in getattr(figures, kind):
                    print(f"  {kind}: {line}")


if __name__ == "__main__":
    main()
