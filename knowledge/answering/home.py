"""What all of the knowledge is about, where it tells of one place and one time: naming these tells nothing apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from knowledge.language.normalizing import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.answering.units import Unit

_JOINING = frozenset(["o", "tai", "cua", "thuoc", "tren", "dia ban", "tren dia ban", "cho", "in", "at", "of", "the",
                      "for", "theo", "theo nhu", "trong", "suot", "vong", "khoang", "over", "during"])  # fmt: skip
_NAMING = frozenset(["content", "group", "number"])
_SAID = frozenset(["theo", "theo như", "according to", "per"])
_SPELLED = {
    2: ("hai", "two"),
    3: ("ba", "thre"),
    4: ("bon", "four"),
    5: ("nam", "fiv"),
    6: ("sau", "six"),
    7: ("bay", "seven"),
    8: ("tam", "eight"),
    9: ("chin", "nin"),
    10: ("muoi", "ten"),
}  # fmt: skip  English as it is stemmed
_PAST = r"(?:vua qua|qua|nay|gan day|tro lai day)"
_SO_FAR = (
    r"(?:tinh|hoi do|tu truoc|tu do) (?:den|toi) (?:nay|gio)|(?:hoi|xua|do) (?:gio|nay)"
    r"|so far|(?:to|until|up to) (?:date|now)"
)
_LATELY = rf"(?:trong |suot )?(?:(?:may|nhung|cac|nhieu|vai) nam {_PAST}|thoi gian (?:vua )?qua)|{_SO_FAR}"
_CITY = r"(?:tren |tai )?dia ban thanh pho"


@dataclass(frozen=True)
class Home:
    """The place and the time of everything that is known."""

    places: frozenset[str] = frozenset()
    """The place of all sources; none where they are about several, or one does not say."""
    publishers: frozenset[str] = frozenset()
    """Who published the sources; where one is only named as the one who says so, nothing is asked about it."""
    years: int | None = None
    """How many years all sources look back on; none where they differ, or one does not say."""

    def set_apart(self, units: Sequence[Unit]) -> None:
        """Gives a part of their own to units that name it, with what joins them: `ở TP. Sóc Trăng`, `trong 5 năm qua`.

        Where nothing else is named, the time itself is asked about.
        """
        named = {id(unit) for unit in units if self._is_named(unit)}
        named |= {id(unit) for said, unit in pairwise(units) if said.text in _SAID and unit.text in self.publishers}
        if not named:
            return
        has_others = any(unit.role in _NAMING and id(unit) not in named for unit in units)
        follows = False
        for unit in reversed(units):
            if id(unit) in named and (unit.place or has_others):
                unit.role, follows = "home", True
            elif follows and fold(unit.text) in _JOINING:
                unit.role = "home"
            else:
                follows = False

    def _is_named(self, unit: Unit) -> bool:
        if unit.place:
            return unit.place in self.places
        return self._words.fullmatch(fold(unit.text)) is not None

    @cached_property
    def _words(self) -> re.Pattern[str]:
        """What else means the place, where it is a city, and the time."""
        ways = [_CITY] if any(fold(place).startswith(("tp", "thanh pho")) for place in self.places) else []
        if self.years is not None:
            number, english = (rf"(?:{self.years}|{word})" for word in _SPELLED.get(self.years, ("-", "-")))
            ways += [_LATELY, rf"(?:trong |suot )?{number} nam {_PAST}", f"trong {number} nam"]
            ways += [rf"(?:past|last) (?:few|{english}) year"]
        return re.compile("|".join(ways or ["(?!)"]))
