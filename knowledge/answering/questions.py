"""What a question asks: its units, what kind of answer it wants, and the place, year, group and numbers it names."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal  # noqa: TC003  part of the public dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from knowledge.answering.asking import (
    asks_for_one,
    asks_for_rest,
    asks_if_so,
    asks_in_general,
    find_turns,
    is_tied,
    wanted_role,
)
from knowledge.answering.home import Home
from knowledge.answering.kinds import ask_for_share, find_kinds
from knowledge.answering.units import SILENT, Unit, cut_units
from knowledge.language.lexicon import stem
from knowledge.language.normalizing import Term, cut_terms, fold, strip_invisible
from knowledge.language.numbers import find_numbers, plain_date
from knowledge.language.repair import Word
from knowledge.language.syllables import is_syllable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.language.lexicon import LexiconIndex
    from knowledge.language.repair import Reader

LONGEST_QUESTION = 256  # characters; what stands behind them no longer asks
MOST_TERMS = 48
_SMALL_NUMBER = 10
_SENTENCE_ENDS = {".", "?", "!", ":", "…", "-", "“", '"'}
_ABOUT = {"khoảng", "gần", "hơn", "trên", "dưới", "cỡ", "tầm", "chừng", "about", "nearly", "over", "around", "almost"}
_PARTS_OF_A_COUNTRY = frozenset("quan huyen xa tinh phuong khom ap tp".split()) | {"thi xa", "thi tran", "thanh pho"}
_ENDINGS = {"s", "t", "re", "ve", "ll", "d", "m"}  # the city's, isn't
_WHAT_IT_IS = {"definition", "meaning"}
_TOLD = frozenset('“”"«»0123456789')  # a name in quotes, a figure: something that was read
_LEADING = {"bao", "mấy", "how", "what", "which", "whos", "nhiêu"}
_LEADING_TYPES = {"count", "percent", "who"}


@dataclass
class Analysis:
    """A question understood as far as words go; what follows from its fields is worked out once, so they stay."""

    text: str
    words: list[Word]
    units: list[Unit]
    types: frozenset[str]
    """Of: count, money, percent, who, organisation, when, where, why, how, name, what, list, yes_no …"""
    language: str
    numbers: tuple[Decimal, ...]
    years: tuple[int, ...]
    dates: frozenset[str]
    exact_numbers: frozenset[Decimal]
    """Numbers it names as they are, not as `khoảng`, `gần`, `hơn`."""
    wanted_role: str | None
    """agent or receiver, where it asks who: `ai xây` and `ai được xây` are two questions."""
    places: frozenset[str]
    groups: frozenset[str]
    folded: str
    """The folded words that carry meaning, for fuzzy comparison."""
    inherited: list[Unit] = field(default_factory=list)
    """Units taken over from the question before, where this one leaves them out."""
    capitals: frozenset[int] = frozenset()
    """Positions of the words that were typed with a capital where no sentence begins; none where most were."""

    @property
    def read_text(self) -> str:
        """The words as they were read; the text itself where nothing had to be read otherwise."""
        return self.text if all(word.is_typed for word in self.words) else " ".join(word.text for word in self.words)

    @cached_property
    def asks_for_rest(self) -> bool:
        """Whether it asks how many are left without something: `còn bao nhiêu hộ chưa được vay`."""
        return asks_for_rest(" ".join(word.folded for word in self.words))

    @cached_property
    def asks_for_one(self) -> bool:
        """Whether it asks about one of many: `mỗi căn nhà hết bao nhiêu tiền`."""
        return asks_for_one(" ".join(word.text for word in self.words))

    @cached_property
    def asks_to_confirm(self) -> bool:
        """Whether it asks if something told is so: `có phải năm 2019 không`, but not `năm 2019 có giảm không`."""
        return "yes_no" in self.types and asks_if_so(" ".join(word.folded for word in self.words))

    @cached_property
    def asks_in_general(self) -> bool:
        """Whether it asks what something is, means or is like: `… là gì`, `đặc điểm của …`, `what is …`."""
        return not self.types.isdisjoint(_WHAT_IT_IS) or asks_in_general(" ".join(word.text for word in self.words))

    @cached_property
    def asks_for_idea(self) -> bool:
        """Whether it asks that of a thing that is tied to nothing here: `môi trường là gì`."""
        if self.inherited or self.places or not self.asks_in_general or not _TOLD.isdisjoint(self.text):
            return False
        return not is_tied(" ".join(word.text for word in self.words))

    @cached_property
    def turns(self) -> frozenset[str]:
        """What it turns to beside a fact itself: what comes next, problems, opinions, procedures."""
        return find_turns(" ".join(word.text for word in self.words))

    @cached_property
    def counted(self) -> list[Unit]:
        """What the numbers it names count: `căn` in `145 căn nhà`; nothing for a share of a hundred."""
        found = []
        for at, unit in enumerate(self.units):
            if unit.number and not (unit.number.is_percent or unit.number.is_year or unit.number.is_date):
                following = _next_content(self.units[at + 1 : at + 2])
                if following is not None:
                    found.append(following)
        return found

    @cached_property
    def targets(self) -> list[tuple[frozenset[str], Unit]]:
        """The things asked for, each with the kind of answer: X in `bao nhiêu X`, `X nào`, `ai X`, `which X`."""
        found = []
        units = self.units
        for at, unit in enumerate(units):
            if unit.role != "question" or not unit.types:
                continue
            after = _next_content(units[at + 1 : at + 4])
            # mức giảm của thành phố là bao nhiêu: where it is so is not what is asked for
            before = _next_content([unit for unit in units[:at][::-1] if unit.role != "place"][:3])
            leads = bool(unit.types & _LEADING_TYPES) or unit.words[0] in _LEADING
            chosen = (after or before) if leads else (before or after)
            if chosen is not None:
                found.append((unit.types, chosen))
        return found

    @cached_property
    def own_groups(self) -> frozenset[str]:
        """The groups that it names itself."""
        return _groups(self.units)

    @cached_property
    def content(self) -> list[Unit]:
        """The units that say what the question is about."""
        named = {"content", "group", "number", "place"}
        return [unit for unit in self.units if unit.role in named or (unit.role == "home" and unit.place)]

    @cached_property
    def weighty(self) -> list[Unit]:
        """The units that are more than grammar and politeness."""
        return [unit for unit in self.units if unit.role not in SILENT]


def cut_long(text: str) -> str:
    """Cuts what is too long to be a question, keeping its beginning and, above all, its end."""
    text = strip_invisible(text)
    if len(text) > LONGEST_QUESTION:
        half = LONGEST_QUESTION // 2
        text = text[:half] + " " + text[-half:]
    return text


class Analyst:
    """Analyses questions with the words of one version of the knowledge.

    Args:
        lexicon: what words mean.
        reader: tells what was typed.
        english: words of English.
        home: the place and the time that everything is about.
    """

    def __init__(
        self,
        lexicon: LexiconIndex,
        reader: Reader,
        english: frozenset[str],
        home: Home | None = None,
    ) -> None:
        self.lexicon = lexicon
        self._reader = reader
        self._english = english
        self.home = home or Home()
        self._remembered = lru_cache(maxsize=256)(self._analyse_anew)

    def analyse(self, text: str) -> Analysis:
        """Reads a question and finds what it asks for; never raises, whatever the text.

        The same text comes several times on its way (alone, as a sentence, as a half), so the last are remembered.
        """
        return self._remembered(text)

    def _analyse_anew(self, text: str) -> Analysis:
        cut = cut_long(text)
        terms, words = self._reader.read(cut)
        analysis = self._analyse(text, terms, words[:MOST_TERMS])
        analysis.capitals = _find_capitals(cut, terms, words)
        analysis.places |= self._strange_places(analysis)
        return analysis

    def _strange_places(self, analysis: Analysis) -> frozenset[str]:
        """Names behind `quận`, `huyện`, `xã` … that stand in no list of places and in no text of the knowledge."""
        found = set()
        for unit, name in pairwise(analysis.units):
            is_name = name.role == "content" and name.start in analysis.capitals
            if fold(unit.text) in _PARTS_OF_A_COUNTRY and is_name and not _is_abbreviated(name, analysis.words):
                words = [word.text for word in analysis.words[name.start : name.start + 2]]
                if name.start + 1 not in analysis.capitals:
                    words = words[:1]
                if not self._reader.knows(*words):
                    found.add(f"{unit.text} {' '.join(words)}")
        return frozenset(found)

    def analyse_clean(self, text: str) -> Analysis:
        """Analyses a text that an editor wrote, word for word; one that was typed as in a chat is read first."""
        terms = cut_terms(text)
        if self._reader.is_chat(terms):
            return self._analyse_anew(text)
        return self._analyse(text, terms, [Word(t.text, t.folded, n, 0.0, is_typed=True) for n, t in enumerate(terms)])

    def _analyse(self, text: str, terms: Sequence[Term], words: list[Word]) -> Analysis:
        found = find_numbers([word.text for word in words])
        units = cut_units(words, self.lexicon, [terms[word.term].text for word in words], found)
        shares = ask_for_share(units)
        for unit in units:
            if unit.text in _ENDINGS and _follows_apostrophe(text, terms[words[unit.start].term]):
                unit.role = "stop"
        self.home.set_apart(units)
        dates = frozenset(plain_date(words[number.start].text) for number in found if number.is_date)
        years = tuple(int(number.value) for number in found if number.is_year)
        return Analysis(
            text=text,
            words=words,
            units=units,
            types=find_kinds(units, words, self.lexicon) | shares,
            language=self._language(words),
            numbers=_numbers(units),
            years=years,
            dates=dates,
            exact_numbers=_exact_numbers(units),
            wanted_role=wanted_role(" ".join(fold(word.text) for word in words)),
            places=frozenset(unit.place for unit in units if unit.place),
            groups=_groups(units),
            folded=" ".join(fold(unit.text) for unit in units if unit.role not in SILENT),
        )

    def _language(self, words: list[Word]) -> str:
        english = sum(stem(w.text) in self._english and w.text == w.folded for w in words)
        vietnamese = sum(w.text != w.folded or (is_syllable(w.text) and w.text not in self._english) for w in words)
        return "en" if english > vietnamese else "vi"


def _is_abbreviated(unit: Unit, words: Sequence[Word]) -> bool:
    """Whether several words of a unit were read from one term: GQVL."""
    return len({word.term for word in words[unit.start : unit.end]}) < unit.end - unit.start


def _follows_apostrophe(text: str, term: Term) -> bool:
    return text[max(term.start - 1, 0) : term.start] in {"'", "\u2019"}


def _find_capitals(text: str, terms: Sequence[Term], words: list[Word]) -> frozenset[int]:
    found = {number for number, term in enumerate(terms) if text[term.start].isupper()}
    if 2 * len(found) > len(terms):
        return frozenset()
    inside = {number for number in found if number and text[: terms[number].start].rstrip()[-1:] not in _SENTENCE_ENDS}
    return frozenset(position for position, word in enumerate(words) if word.term in inside)


def _next_content(units: list[Unit]) -> Unit | None:
    """The nearest unit of weight, over stop words but not over another question word."""
    for unit in units:
        if unit.role in {"content", "group", "place", "number"}:
            return unit
        if unit.role not in {"stop", "neutral", "home"}:
            return None
    return None


def _numbers(units: list[Unit]) -> tuple[Decimal, ...]:
    numbers = [unit.number for unit in units if unit.number and not unit.number.is_date]
    return tuple(number.value for number in numbers if not number.is_year)


def _exact_numbers(units: list[Unit]) -> frozenset[Decimal]:
    found = set()
    for at, unit in enumerate(units):
        number = unit.number
        if number is None or number.is_date or number.is_year:
            continue
        if number.value < _SMALL_NUMBER and number.value == int(number.value):
            continue
        if at == 0 or units[at - 1].words[-1] not in _ABOUT:
            found.add(number.value)
    return frozenset(found)


def _groups(units: list[Unit]) -> frozenset[str]:
    return frozenset(group for unit in units if unit.role == "group" for group in unit.groups)
