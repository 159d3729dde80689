"""The sets of invented texts that redaction is measured on, and how it is measured."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = Path(__file__).parents[1] / "bot" / "questionlog" / "data"
HALVES = ("redaction-held-out", "redaction-tuning")
_MARKED = re.compile(r"⟦(.*?)⟧", re.DOTALL)
_LABEL = re.compile(r"\[(?:số điện thoại|số căn cước|số CMND|thẻ BHYT|số hộ chiếu|biển số xe|số tài khoản|email)\]")


@dataclass
class Figures:
    """What redaction did to a set."""

    secrets: int = 0
    plain_lines: int = 0
    missed: list[str] = field(default_factory=list)
    """The lines with each secret of which something is left."""
    spoilt: list[str] = field(default_factory=list)
    """The lines that hold no secret and were changed all the same."""
    cut: list[str] = field(default_factory=list)
    """The lines with a secret where more than it was taken."""
    lines: int = 0

    @property
    def recall(self) -> float:
        """Secrets taken out whole, of all."""
        return 1 - len(self.missed) / self.secrets

    @property
    def false_positives(self) -> float:
        """Lines changed without need, of all lines without a secret."""
        return len(self.spoilt) / self.plain_lines


def read_set(name: str) -> list[str]:
    """The lines of a set, secrets marked, unseen characters as they are."""
    lines = (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line and not line.startswith("#")]
    return [re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), line) for line in kept]


def measure(lines: list[str], redact: Callable[[str], str]) -> Figures:
    """Redact each line and compare with its marks."""
    figures = Figures()
    for line in lines:
        figures.lines += 1
        pieces = _MARKED.split(line)
        kept, secrets = pieces[::2], pieces[1::2]
        text = "".join(pieces)
        redacted = redact(text)
        if not secrets:
            figures.plain_lines += 1
            if redacted != text:
                figures.spoilt.append(f"{text} → {redacted}")
            continue
        figures.secrets += len(secrets)
        bare = _LABEL.sub("", redacted)
        left = re.fullmatch("(.*?)".join(map(re.escape, kept)), bare, re.DOTALL)
        if left is None:
            figures.cut.append(f"{line} → {redacted}")
            figures.missed += [line for secret in secrets if secret in redacted]
        else:
            figures.missed += [f"{line} → {redacted}" for rest in left.groups() if re.search(r"\w", rest)]
    return figures
