"""Merges proposals into files of records, in memory: what a proposal names is added or set, nothing else is touched."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from knowledge.errors import Problem
from knowledge.formatting import to_bytes
from knowledge.loading import FOLDERS, RecordsFile
from knowledge.model import KnowledgeGap, Record
from knowledge.parsing import Flaw, clean, lines_of, parse, shown
from knowledge.rules import plain_phrasing
from knowledge.wording import flaws_of_schema

if TYPE_CHECKING:
    from pathlib import Path

_ADDED = ("phrasings", "citations", "related")
"""Lists that a proposal adds to; everything else that it names is set."""


@dataclass(slots=True)
class _Place:
    """A file of records under way."""

    file: RecordsFile
    value: dict[str, Any]
    is_changed: bool = False


@dataclass(slots=True)
class Merge:
    """A records folder with proposals merged into it, and where each changed part came from."""

    records: Path
    places: list[_Place] = field(default_factory=list)
    origins: dict[tuple[Path, str], tuple[RecordsFile, str]] = field(default_factory=dict)
    """File and pointer of each merged part, with the proposal and the pointer it came from."""
    problems: list[Problem] = field(default_factory=list)
    merged: list[Path] = field(default_factory=list)
    """The proposals that held something to merge."""

    def files(self) -> list[RecordsFile]:
        """Every file as it would be: the changed ones in canonical form, the others byte for byte as they are."""
        return [
            RecordsFile(p.file.path, p.file.kind, to_bytes(p.value, p.file.kind)) if p.is_changed else p.file
            for p in self.places
        ]

    def changed(self) -> list[RecordsFile]:
        """Only the files that would be written."""
        paths = {place.file.path for place in self.places if place.is_changed}
        return [file for file in self.files() if file.path in paths]

    def trace(self, problem: Problem) -> Problem:
        """The same problem, told of the proposal where that is to blame."""
        parts = problem.pointer.split("/")
        for length in range(len(parts), 1, -1):
            origin = self.origins.get((problem.file, "/".join(parts[:length])))
            if origin is not None:
                proposal, pointer = origin
                whole = pointer + "".join(f"/{part}" for part in parts[length:])
                line = lines_of(proposal.raw, {whole, pointer})
                return Problem(proposal.path, whole, problem.message, line.get(whole, line.get(pointer)), problem.value)
        return problem


def merge(records: Path, files: list[RecordsFile], proposals: list[RecordsFile]) -> Merge:
    """Merge proposals into the files of a records folder, which have been checked.

    Args:
        records: The folder, for files that come into being.
        files: What it holds.
        proposals: Each with its path and its bytes; ``problems`` of the result names what is wrong with them.
    """
    result = Merge(records, [_Place(file, parse(file.raw).value) for file in files])
    for proposal in proposals:
        flaws = list(_merge_one(result, proposal))
        unknown = {flaw.pointer for flaw in flaws if flaw.line is None}
        lines = lines_of(proposal.raw, unknown) if unknown and parse(proposal.raw).is_readable else {}
        result.problems += [
            Problem(proposal.path, clean(flaw.pointer), flaw.message, flaw.line or lines.get(flaw.pointer), flaw.value)
            for flaw in flaws
        ]
    return result


def _merge_one(result: Merge, proposal: RecordsFile) -> list[Flaw]:
    parsed = parse(proposal.raw)
    if parsed.flaws or not isinstance(parsed.value, dict):
        return list(parsed.flaws) or [Flaw("", _NO_OBJECT)]
    flaws: list[Flaw] = []
    for name, merge_part in (("records", _merge_record), ("gaps", _merge_gap)):
        parts = parsed.value.get(name, [])
        if not isinstance(parts, list):
            flaws.append(Flaw(f"/{name}", _NO_LIST))
            continue
        for number, part in enumerate(parts):
            flaws += merge_part(result, proposal, parsed.value, f"/{name}/{number}", part)
        if parts and proposal.path not in result.merged:
            result.merged.append(proposal.path)
    return flaws


def _merge_record(result: Merge, proposal: RecordsFile, whole: dict[str, Any], pointer: str, part: Any) -> list[Flaw]:
    if not isinstance(part, dict) or not isinstance(part.get("id"), str):
        return [Flaw(f"{pointer}/id", _NO_ID)]
    for place in result.places:
        if place.file.kind != "topic":
            continue
        for number, record in enumerate(place.value["records"]):
            if record["id"] == part["id"]:
                result.origins[place.file.path, f"/records/{number}"] = (proposal, pointer)
                return _merge_fields(result, place, f"/records/{number}", record, (proposal, pointer, part))
    return _add_record(result, proposal, whole, pointer, part)


def _merge_fields(
    result: Merge, place: _Place, at: str, record: dict[str, Any], origin: tuple[RecordsFile, str, dict[str, Any]]
) -> list[Flaw]:
    proposal, pointer, part = origin
    flaws = []
    for name, value in part.items():
        if name in _ADDED:
            if not isinstance(value, list):
                flaws.append(Flaw(f"{pointer}/{name}", _NO_LIST))
                continue
            held = {_plain(item) for item in record.get(name, [])}
            flaws += _taken_phrasings(result, record["id"], f"{pointer}/{name}", value) if name == "phrasings" else []
            for number, item in enumerate(value):
                if _plain(item) not in held:
                    held.add(_plain(item))
                    listed = record.setdefault(name, [])
                    origin_of_item = (proposal, f"{pointer}/{name}/{number}")
                    result.origins[place.file.path, f"{at}/{name}/{len(listed)}"] = origin_of_item
                    listed.append(item)
                    place.is_changed = True
        elif record.get(name) != value:
            record[name] = value
            place.is_changed = True
    return flaws


def _taken_phrasings(result: Merge, record: str, pointer: str, phrasings: list[Any]) -> list[Flaw]:
    """Phrasings that another record has: the check would blame whichever comes later in the folder."""
    wanted = {plain_phrasing(each): number for number, each in enumerate(phrasings) if isinstance(each, str)}
    flaws = []
    for place in result.places:
        for other in place.value["records"] if place.file.kind == "topic" else ():
            for phrasing in other.get("phrasings", []) if other["id"] != record else ():
                number = wanted.get(plain_phrasing(phrasing))
                if number is not None:
                    flaws.append(Flaw(f"{pointer}/{number}", _TAKEN.format(record=other["id"]), shown(phrasing)))
    return flaws


def _add_record(
    result: Merge, proposal: RecordsFile, whole: dict[str, Any], pointer: str, part: dict[str, Any]
) -> list[Flaw]:
    try:
        Record.model_validate(part)
    except ValidationError as error:
        unknown = Flaw(f"{pointer}/id", _NEW_RECORD, shown(part["id"]))
        return [
            unknown,
            *(Flaw(pointer + flaw.pointer, flaw.message, flaw.value) for flaw in flaws_of_schema(error, part)),
        ]
    topic, title = whole.get("topic"), whole.get("title")
    place = next((p for p in result.places if p.file.kind == "topic" and p.value["topic"] == topic), None)
    if place is None:
        if not isinstance(topic, str) or not isinstance(title, str):
            return [Flaw("/topic", _NO_TOPIC)]
        path = result.records / FOLDERS["topic"] / f"{topic}.json"
        if path.exists():
            return [Flaw("/topic", _BAD_TOPIC, shown(topic))]
        place = _Place(RecordsFile(path, "topic", b""), {"topic": topic, "title": title, "records": []})
        result.origins[path, "/topic"] = (proposal, "/topic")
        result.places.append(place)
    result.origins[place.file.path, f"/records/{len(place.value['records'])}"] = (proposal, pointer)
    place.value["records"].append(part)
    place.is_changed = True
    return []


def _merge_gap(result: Merge, proposal: RecordsFile, whole: dict[str, Any], pointer: str, part: Any) -> list[Flaw]:
    del whole
    try:
        gap = KnowledgeGap.model_validate(part)
    except ValidationError as error:
        return [Flaw(pointer + flaw.pointer, flaw.message, flaw.value) for flaw in flaws_of_schema(error, part)]
    lexicons = [place for place in result.places if place.file.kind == "lexicon"]
    if not lexicons:
        return [Flaw("/gaps", _NO_LEXICON)]
    holders = [place for place in lexicons if "gaps" in place.value]
    for place in holders:
        for held in place.value["gaps"]:
            if held["subject"] == gap.subject:
                known = {_plain(phrasing) for phrasing in held["phrasings"]}
                new = [phrasing for phrasing in gap.phrasings if _plain(phrasing) not in known]
                held["phrasings"] += new
                place.is_changed |= bool(new)
                return []
    path = result.records / FOLDERS["lexicon"] / "gaps.json"
    kept = [holder for holder in holders if holder.file.path == path]
    if not kept:
        kept = [_Place(RecordsFile(path, "lexicon", b""), {"gaps": []})]
        result.places += kept
    place = kept[0]
    result.origins[place.file.path, f"/gaps/{len(place.value['gaps'])}"] = (proposal, pointer)
    place.value["gaps"].append({"subject": gap.subject, "phrasings": list(gap.phrasings)})
    place.is_changed = True
    return []


def _plain(item: Any) -> str:
    """What makes two items of a list the same."""
    return plain_phrasing(item) if isinstance(item, str) else json.dumps(item, sort_keys=True, ensure_ascii=False)


_NO_OBJECT = "tệp đề xuất phải là một đối tượng {…} / a proposal is one object {…}"
_NO_LIST = "phải là một danh sách […] / must be a list […]"
_NO_ID = "mỗi bản ghi cần “id” / each record needs an “id”"
_NEW_RECORD = (
    "chưa có bản ghi này: nếu là bản ghi mới thì ghi đủ các mục, nếu không thì sửa mã"
    " / there is no such record: a new one needs all its fields, otherwise mend the id"
)
_TAKEN = (
    "cách hỏi này đã có ở bản ghi “{record}”: hãy bỏ bớt, hoặc viết rõ hơn cho khác nhau"
    " / this phrasing is already on the record “{record}”: remove one, or tell them apart"
)
_NO_TOPIC = "bản ghi mới cần “topic” và “title” của đề xuất / a new record needs the proposal's “topic” and “title”"
_BAD_TOPIC = "đã có tệp mang tên này cho chủ đề khác / a file of this name holds another topic"
_NO_LEXICON = (
    "thư mục hồ sơ này không có lexicon/ (dùng từ điển đi kèm): hãy chép lexicon/ vào đó trước, hoặc bỏ “gaps”"
    " / this records folder has no lexicon/ of its own: copy the shipped one there first, or remove “gaps”"
)
