"""What a clause says about its figure: who, the verb, what follows, and the figure before that it goes on from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.ingesting.counting import find_counted
from knowledge.ingesting.finding import tidy
from knowledge.ingesting.segmenting import last_word
from knowledge.ingesting.words import ADVERBS, AMOUNTS, LABELS, MEASURED, PREDICATES, QUALIFIERS, VERBS

if TYPE_CHECKING:
    from knowledge.ingesting.counting import Counted

MEASURE_NOUN = re.compile(rf"(?:^|(?<=\s))(?P<noun>(?:{MEASURED}|{LABELS})\b.*)$", re.IGNORECASE)
_AUXILIARY = re.compile(rf"^(?:{ADVERBS}|để|mà|và|từ)\s+", re.IGNORECASE)
_IN_PARENTHESES = re.compile(r"\([^()]*\)")
BEFORE_NUMBER = re.compile(
    rf"(?<!cao )(?<!thấp )(?<!nhiều )(?<!ít )(?<!cao)(?<!thấp)(?<!nhiều)(?<!ít)\s*(?<!\w)(?:{QUALIFIERS})$",
    re.IGNORECASE,
)
_GOALS = ("kế hoạch", "nghị quyết", "chỉ tiêu", "mục tiêu", "dự toán")
_AIMING = re.compile(
    r"^(?:phấn đấu|dự kiến|đặt(?: ra)? (?:mục tiêu|chỉ tiêu)|quyết tâm|mục tiêu(?: là)?)"
    r"(?:\s+(?:đến\s+)?(?:cuối\s+)?năm \d{4})?,?\s*",
    re.IGNORECASE,
)
_LINKS = {"cho", "ở", "tại", "trên", "tại các", "ở các"}
_DURATION = re.compile(r"^năm$")


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence says about one figure; places are offsets in the sentence."""

    figure: Counted
    lead: str
    """From the clause's verb to the figure; for a figure behind another, what stands between them."""
    tail: str
    actor: str
    start: int
    end: int
    lead_end: int
    """Where the words end that lead to the figure, or to the list of which it is an item."""
    previous: Told | None = None
    """The figure before, where this one goes on from it."""
    is_same_clause: bool = False
    has_actor: bool = False
    """Whether somebody or something that is no place is printed as the subject of this very clause."""
    has_own_tail: bool = True
    is_target: bool = False
    """Whether it is aimed at and not reached."""
    each: str = ""
    """How often: mỗi tháng."""
    year: str | None = None
    """The year of which alone the figure speaks, where others of the article speak of another."""

    @property
    def verb(self) -> str:
        """What leads to the figure, without the words that only tell the time of the verb."""
        text = tidy(_IN_PARENTHESES.sub(" ", self.lead))
        while match := _AUXILIARY.match(text):
            text = text[match.end() :]
        text = BEFORE_NUMBER.sub("", text)
        return "có" if text.casefold() == "gồm" else text

    @property
    def deed(self) -> str:
        """The verb without its numbers and without the words of an aim: phấn đấu, đặt mục tiêu đến năm 2025."""
        return _AIMING.sub("", without_numbers(self.verb))

    @property
    def rest(self) -> str:
        """What follows the figure, without numbers; a list that goes on keeps its comma."""
        comma = "," if self.tail.startswith(",") else ""
        return f"{comma} {without_numbers(self.tail)}".strip()

    @property
    def link(self) -> str:
        """The word by which the figure hangs on the one before: lắp 260 hố rác *tại* 34 ấp."""
        word = self.verb.casefold()
        return word if self.previous is not None and self.is_same_clause and word in _LINKS else ""

    @property
    def is_duration(self) -> bool:
        """Whether the figure is the time that the results took."""
        return _DURATION.match(self.figure.unit) is not None and self.lead.casefold().endswith(("trong", ""))

    @property
    def is_with(self) -> bool:
        """Whether the figure tells how many belong to something: mô hình “…” với 45 tổ."""
        verb = self.verb.casefold()
        return verb == "với" or (verb.endswith(" với") and last_word(verb.removesuffix(" với")) not in VERBS)

    @property
    def whole_start(self) -> int:
        """Where the quote has to begin so that it says what the figure counts."""
        if self.previous and (
            self.is_same_clause
            or self.lead.casefold().startswith("gồm")
            or needs_context(self)
            or _names_no_thing(self)
        ):
            return self.previous.whole_start
        return self.start

    def answer(self, sentence: str) -> str | None:
        """The words of the sentence about this figure alone; None where it goes on from another."""
        if self.whole_start != self.start:
            return None
        if self.lead_end == self.figure.start and self.has_own_tail:
            return sentence[self.start : self.end]
        return f"{sentence[self.start : self.lead_end]}{sentence[self.figure.start : self.figure.end]} {self.tail}"


def needs_context(told: Told) -> bool:
    """Whether the clause has no subject of its own: đạt 99,47%; tăng 8,3 triệu đồng."""
    if told.previous is None or told.has_actor:
        return False
    words = without_numbers(told.verb).casefold()
    is_amount = (
        (told.figure.is_share and (told.figure.unit == "%" or goal_of(told) is not None))
        or told.figure.is_money
        or "/" in told.figure.unit
        or told.figure.unit in AMOUNTS
    )
    is_bare = words in {"", "bình quân"} or words in PREDICATES or words.split()[0] in PREDICATES - {"có", "với", "cho"}
    return is_amount and is_bare and MEASURE_NOUN.search(words) is None


def _names_no_thing(told: Told) -> bool:
    """Whether an amount of money stands without what it was for: tổng trị giá, mỗi căn trị giá."""
    return (
        told.figure.is_money
        and re.fullmatch(r"(?:tổng|mỗi \w+)\s+(?:trị giá|kinh phí|giá trị)", told.verb.casefold()) is not None
    )


def goal_of(told: Told) -> str | None:
    """What the figure is a share of, where that was a plan: đạt 117,2% kế hoạch."""
    rest = told.figure.unit.removeprefix("%").strip()
    return rest if told.figure.is_share and told.previous and rest.startswith(_GOALS) else None


def plain_unit(told: Told) -> str:
    """The unit without its per cent sign; of money just money."""
    if told.figure.is_money:
        return "tiền"
    return told.figure.unit.removeprefix("%").strip()


def without_numbers(text: str) -> str:
    """The text without the values of its figures; what they count stays."""
    for counted in reversed(find_counted(f"{text} ")):
        text = text[: counted.start] + text[counted.start + len(counted.value) :].removeprefix("%")
    return tidy(text)
