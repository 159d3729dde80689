"""The time and the place that a figure speaks of: what is printed beside it, then around it, then of the article."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PERIODS = re.compile(
    r"(?P<compared>so với(?: cùng kỳ)? |so cùng kỳ )?"
    r"(?:(?:giai đoạn|nhiệm kỳ|năm|từ năm|trong|từ)\s+)?(?<!\d)(?P<from>(?:19|20)\d{2})"
    r"(?:\s*(?:[-–]|đến(?: năm)?)\s*(?P<to>(?:19|20)\d{2}))?(?!\d)",
    re.IGNORECASE,
)
_DAY = re.compile(
    # What was before a change dates only itself: tăng từ 31% năm 2020 lên 76%.
    r"\btừ\s[\d.,]+[^,;]{0,25}?\snăm\s\d{4}(?=\s+(?:lên|xuống|còn|tăng|giảm))|"
    r"\bngày\s+\d{1,2}[/-]\d{1,2}[/-]\d{4}|[“\"][^“”\"]*[”\"]|\d+/\d{4}/[A-ZĐ]"
)
_BESIDE = re.compile(r"^\s*\((?:[^()]*?)((?:19|20)\d{2})\s*\)")
_CAPITAL = "[A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ]"
_PLACE = re.compile(
    r"(?<!\w)(?P<level>(?i:xã|phường|thị trấn|huyện|thị xã|thành phố|TP\.|TX\.|tỉnh|quận|ấp|khóm))"
    r"(?<!thị xã)(?<!tác xã)\s"
    rf"(?P<name>(?:{_CAPITAL}\w*(?:\s{_CAPITAL}\w*){{0,3}}|\d{{1,2}}(?!\d)))",
)
_WIDER = {"huyện", "thị xã", "thành phố", "tp.", "tx.", "tỉnh", "quận"}
_LOCAL = {"xã", "phường", "thị trấn", "ấp", "khóm"}


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for a stretch of an article unless something nearer says otherwise."""

    period: str | None = None
    place: str | None = None

    def within(self, text: str) -> Setting:
        """The setting after a text was read."""
        return Setting(find_period(text) or self.period, find_place(text) or self.place)


def find_period(text: str) -> str | None:
    """The last year or range of years that a text names, but not those it compares with or dates documents by."""
    plain = _DAY.sub(lambda match: " " * len(match[0]), text)
    found = [match for match in _PERIODS.finditer(plain) if not match["compared"]]
    if not found:
        return None
    last = found[-1]
    return f"{last['from']}-{last['to']}" if last["to"] else last["from"]


def period_beside(text: str, end: int) -> str | None:
    """The year in parentheses right behind a figure: 72,5% (năm 2015)."""
    match = _BESIDE.match(text[end:])
    return match[1] if match else None


def find_place(text: str) -> str | None:
    """The last local place that a text names with its level: xã Hòa Thử."""
    found = [match for match in _PLACE.finditer(text) if match["level"].islower() or match.start() == 0]
    local = [match for match in found if match["level"].casefold() in _LOCAL]  # Trường Tiểu học Phường 5 is a name
    chosen = local[-1] if local else None
    return f"{chosen['level'].lower()} {chosen['name']}" if chosen else None


def name_actor(actor: str, place: str | None, source_place: str | None) -> str:
    """Who acts, with the name of the place where the text says only its level: huyện → huyện Tân Mẫu."""
    plain = re.sub(r"^(?:toàn|cả)\s+", "", actor.strip(), flags=re.IGNORECASE)
    for known in (place, source_place):
        if known and plain.casefold() in _levels(known):
            return known
    return actor.strip()


def _levels(place: str) -> set[str]:
    first = place.split(maxsplit=1)[0].casefold()
    two = " ".join(place.split()[:2]).casefold()
    same = {"tp.": {"thành phố", "tp."}, "tx.": {"thị xã", "tx."}}.get(first, {first})
    return same | ({two} if two in _WIDER | _LOCAL else set())


def spell_out(place: str | None) -> str | None:
    """A place as it stands within a sentence: Huyện Tân Mẫu → huyện Tân Mẫu."""
    if not place:
        return None
    expanded = re.sub(r"^TX\.\s*", "thị xã ", place)
    if expanded.startswith("TP."):
        return expanded
    level = next((known for known in _WIDER | _LOCAL if expanded.casefold().startswith(f"{known} ")), "")
    return level + expanded[len(level) :]
