"""Where in the files a record, a phrasing or an entry of the lexicon stands, so that every doubt names its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knowledge.errors import Problem
from knowledge.parsing import lines_of, parse, shown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from knowledge.doubts.model import Doubt
    from knowledge.loading import RecordsFile


class Places:
    """The files of a records folder that holds no errors, by what stands in them."""

    def __init__(self, files: Iterable[RecordsFile]) -> None:
        self._raw: dict[Path, bytes] = {}
        self._records: dict[str, tuple[Path, str]] = {}
        self._lexicon: dict[str, list[tuple[Path, str]]] = {}
        for file in files:
            self._raw[file.path] = file.raw
            value = parse(file.raw).value
            if file.kind == "topic":
                for number, record in enumerate(value["records"]):
                    self._records[record["id"]] = file.path, f"/records/{number}"
            elif file.kind == "lexicon":
                self._note_lexicon(file.path, value)

    def _note_lexicon(self, path: Path, value: dict[str, Any]) -> None:
        """Lists of several files are joined in the order of the files, so their entries count through."""
        for name, entries in value.items():
            if isinstance(entries, list):
                self._lexicon.setdefault(name, []).extend((path, f"/{name}/{i}") for i in range(len(entries)))

    def locate(self, doubts: Iterable[Doubt]) -> list[Problem]:
        """Each doubt with its file and line, in the order of the files."""
        placed = [(doubt, *self._place(doubt)) for doubt in doubts]
        pointers: dict[Path, set[str]] = {}
        for _, path, pointer in placed:
            pointers.setdefault(path, set()).add(pointer)
        lines = {path: lines_of(self._raw[path], held) for path, held in pointers.items()}
        order = {path: number for number, path in enumerate(self._raw)}
        problems = [
            Problem(
                path,
                pointer,
                doubt.message,
                lines[path][pointer],
                shown(doubt.value) if doubt.value else None,
                is_warning=not doubt.is_error,
            )
            for doubt, path, pointer in placed
        ]
        return sorted(problems, key=lambda problem: (order[problem.file], problem.line or 0))

    def _place(self, doubt: Doubt) -> tuple[Path, str]:
        if doubt.entry:
            name, number = doubt.entry
            return self._lexicon[name][number]
        path, pointer = self._records[doubt.record]
        return path, pointer + doubt.field
