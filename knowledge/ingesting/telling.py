"""What a clause says about its figure, taken apart: who, the verb, what is counted or measured, and what was before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.ingesting.counting import find_counted
from knowledge.ingesting.finding import lower_first, tidy
from knowledge.ingesting.words import AMOUNTS, GROUPS, LABELS, MEASURED, PREDICATES, QUALIFIERS, VERBS

if TYPE_CHECKING:
    from knowledge.ingesting.counting import Counted

_LABEL = re.compile(rf"(?:^|(?<=\s))(?:với\s+)?(?P<label>(?:mỗi\s+\w+\s+)?(?:tổng\s+)?{LABELS}\b.*)$", re.IGNORECASE)
_MEASURE = re.compile(rf"(?:^|(?<=\s))(?P<noun>(?:{MEASURED}|{LABELS})\b.*)$", re.IGNORECASE)
_AUXILIARY = re.compile(
    r"^(?:đã|đang|sẽ|còn|cũng|đều|chỉ|vừa|luôn|tiếp tục|thường xuyên|để|mà|và|từ)\s+", re.IGNORECASE
)
_IN_PARENTHESES = re.compile(r"\([^()]*\)")
_FROM = re.compile(r"(?:^|\s+)(?:tăng|giảm|nâng)?\s*từ$", re.IGNORECASE)
_BEFORE_NUMBER = re.compile(
    rf"(?<!cao )(?<!thấp )(?<!nhiều )(?<!ít )(?<!cao)(?<!thấp)(?<!nhiều)(?<!ít)\s*(?<!\w)(?:{QUALIFIERS})$",
    re.IGNORECASE,
)
_PHRASES = sorted(PREDICATES, key=len, reverse=True)
_NAMED = re.compile(rf"(?:{GROUPS})\s+“[^“”]+”$", re.IGNORECASE)
_GOALS = ("kế hoạch", "nghị quyết", "chỉ tiêu", "mục tiêu", "dự toán")
_OF_SOMEBODY = re.compile(r"“|\b(?:câu lạc bộ|tổ hợp tác|hợp tác xã|quỹ)\b", re.IGNORECASE)
_NO_PASSIVE = {
    "có",
    "đạt",
    "thu hút",
    "nhận",
    "ra quân",
    "giúp",
    "đưa",
    "đón",
    "tăng",
    "giảm",
    "chiếm",
    "còn",
    "thu",
    "làm",
}
_AFTER_PASSIVE = ("cho", "ở", "tại", "dịp", "vào", "theo", "trong", "từ", "ngoài", "với")
_OF_MANY = (
    "tổ",
    "câu lạc bộ",
    "mô hình",
    "hợp tác xã",
    "đội",
    "nhóm",
    "chi hội",
    "lớp",
    "cuộc",
    "buổi",
    "đợt",
    "công trình",
)
_HOW = re.compile(r"\s(?:đúng|trước|thành công|mới|thêm|lại|kịp thời|miễn phí|xong|hoàn thành)\b.*$")
_EACH = re.compile(r"^mỗi\s+(?P<one>\w+)\s+(?P<what>trị giá|có giá)$", re.IGNORECASE)
_YIELDS = re.compile(r"(mỗi\s.+?)\s+(?:cho|có|đạt|thu)\s+(?=(?:lợi nhuận|doanh thu|thu nhập|năng suất))", re.IGNORECASE)
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
    is_target: bool = False
    """Whether it is aimed at and not reached."""
    year: str | None = None
    """The year of which alone the figure speaks, where others of the article speak of another."""

    @property
    def verb(self) -> str:
        """What leads to the figure, without the words that only tell the time of the verb."""
        text = tidy(_IN_PARENTHESES.sub(" ", self.lead))
        while match := _AUXILIARY.match(text):
            text = text[match.end() :]
        return _BEFORE_NUMBER.sub("", text)

    @property
    def is_duration(self) -> bool:
        """Whether the figure is the time that the results took."""
        return _DURATION.match(self.figure.unit) is not None and self.lead.casefold().endswith(("trong", ""))

    @property
    def is_with(self) -> bool:
        """Whether the figure tells how many belong to something: mô hình “…” với 45 tổ."""
        return self.verb.casefold() == "với" or self.verb.casefold().endswith(" với")

    @property
    def owner(self) -> str:
        """To what those belong that are counted."""
        named = _NAMED.search(self.verb[: -len("với")].strip())
        if named:
            return lower_first(" ".join(named[0].split()))
        if self.previous and self.previous.figure.unit.startswith(_OF_MANY):
            return self.previous.figure.unit
        return lower_first(self.actor) or action_of(self.previous)

    @property
    def whole_start(self) -> int:
        """Where the quote has to begin so that it says what the figure counts."""
        if self.previous and (self.is_same_clause or needs_context(self) or _names_no_thing(self)):
            return self.previous.whole_start
        return self.start

    def answer(self, sentence: str) -> str | None:
        """The words of the sentence about this figure alone; None where it goes on from another."""
        if self.whole_start != self.start:
            return None
        return f"{sentence[self.start : self.lead_end]}{sentence[self.figure.start : self.figure.end]} {self.tail}"


def needs_context(told: Told) -> bool:
    """Whether the clause has no subject of its own: đạt 99,47%; tăng 8,3 triệu đồng."""
    if told.previous is None:
        return False
    words = without_numbers(told.verb).casefold()
    is_amount = (
        (told.figure.is_share and (told.figure.unit == "%" or goal_of(told) is not None))
        or told.figure.is_money
        or told.figure.unit.split()[0] in AMOUNTS
    )
    is_bare = not words or words in PREDICATES or words.split()[0] in PREDICATES - {"có", "với", "cho"}
    return is_amount and is_bare and _MEASURE.search(words) is None


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


def measure_of(told: Told) -> str | None:
    """The noun phrase whose amount the figure is: tỷ lệ hộ nghèo, kinh phí mua thẻ bảo hiểm y tế."""
    if yielding := _YIELDS.match(told.verb):
        return f"{_without_predicate(told.verb[yielding.end() :])} của {lower_first(yielding[1])}"
    label = _LABEL.search(told.verb) if told.figure.is_money or told.is_same_clause else None
    if label:
        return _label_of(told, label["label"])
    match = _MEASURE.search(told.verb)
    if match and not told.is_with:
        return _with_owner(_without_predicate(match["noun"]), told)
    if needs_context(told) and told.previous:
        earlier = measure_of(told.previous)
        return earlier or (f"tỷ lệ {action_of(told.previous)}" if told.figure.is_share else action_of(told.previous))
    noun = _without_predicate(told.verb) if told.figure.unit == "%" else ""
    return noun if noun and noun != told.verb else None


def _label_of(told: Told, label: str) -> str:
    """The name of an amount of money, and what it was for."""
    each = _EACH.match(label)
    if each and told.previous:
        unit = plain_unit(told.previous)
        return f"{each['what']} mỗi {unit if unit.startswith(each['one']) else each['one']}"
    name = _without_predicate(label)
    is_of_action = told.previous is not None and not name.casefold().startswith(("doanh", "thu", "mỗi", "dư nợ"))
    return f"{name} {action_of(told.previous)}" if is_of_action else _with_owner(name, told)


def predicate_of(told: Told) -> str:
    """The predicate of a measuring clause: đạt, giảm bình quân, chỉ còn; empty for `là` and its like."""
    verb = told.verb
    bare = _without_predicate(verb)
    predicate = "" if bare == verb else verb[len(bare) :].strip()
    if verb.casefold() in PREDICATES:
        predicate = verb
    predicate = _FROM.sub("", without_numbers(predicate)).strip()
    return "" if predicate.casefold() in {"với", "là", "cho", "có", "từ", "được", "trị giá", "hơn"} else predicate


def count_of(told: Told, place: str | None) -> str:
    """What is counted, as a noun phrase: căn nhà được xây dựng cho hộ nghèo; thành viên của câu lạc bộ “…”."""
    unit, tail, verb = plain_unit(told), without_numbers(told.tail), without_numbers(told.verb)
    if tail.startswith("“"):
        name, _, rest = tail.partition("”")
        unit, tail = f"{unit} {name}”", rest.strip()
    if told.is_with:
        return tidy(f"{unit} {tail} của {told.owner}")
    passive = _passive(verb, tail)
    if passive:
        return tidy(f"{unit} {passive}")
    if tail or verb.casefold() in {"", "có"}:
        of = f" của {told.actor}" if not tail and told.actor and told.actor != place else ""
        return tidy(f"{unit} {tail}{of}")
    if unit.split()[0] in {"lần", "lượt", "buổi", "đợt"}:
        return tidy(f"{unit} {lower_first(verb)}")
    return tidy(
        f"{unit} mà {lower_first(told.actor)} {lower_first(verb)}" if told.actor else f"{unit} {lower_first(verb)}"
    )


def action_of(told: Told | None) -> str:
    """What the figure is about, without its number: mua thẻ bảo hiểm y tế cho hộ nghèo."""
    if told is None:
        return ""
    verb, tail = without_numbers(told.verb), without_numbers(told.tail)
    measured = _MEASURE.search(verb)
    if measured:
        return lower_first(_without_predicate(measured["noun"]))
    if told.is_with:
        return told.owner
    if verb.endswith(" cho") and not tail:
        return lower_first(verb.removesuffix(" cho"))
    verb = "" if verb.casefold() == "có" else verb
    return tidy(lower_first(f"{verb} {plain_unit(told)} {tail}".strip()))


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


def _with_owner(name: str, told: Told) -> str:
    """Add to an amount whose it is: doanh thu bình quân, of the club that the clause before speaks of."""
    is_own = told.actor and told.previous and not told.is_same_clause and _OF_SOMEBODY.search(told.actor)
    return f"{name} của {lower_first(told.actor)}" if is_own else name


def _passive(verb: str, tail: str) -> str | None:
    """xây dựng … cho hộ nghèo → được xây dựng cho hộ nghèo; giải quyết việc làm cho … → được giải quyết việc làm."""
    if verb.endswith(" cho"):
        giver = verb.removesuffix(" cho")
        return f"được {giver} cho {tail}" if tail.startswith("vay") else f"được {lower_first(giver)} {tail}"
    if _HOW.sub("", verb).casefold() not in VERBS or verb.casefold() in _NO_PASSIVE:
        return None
    return None if tail and not tail.startswith(_AFTER_PASSIVE) else f"được {lower_first(verb)} {tail}"


def _without_predicate(text: str) -> str:
    """tỷ lệ hộ nghèo giảm bình quân → tỷ lệ hộ nghèo."""
    text = _BEFORE_NUMBER.sub("", _FROM.sub("", text.strip()))
    shorter = not re.search(r"^(?:tổng\s+)?(?:trị giá|giá trị)$", text, re.IGNORECASE)
    while shorter:
        shorter = False
        for phrase in _PHRASES:
            if text.casefold().endswith(f" {phrase}"):
                text, shorter = text[: -len(phrase) - 1].strip(), True
                break
    return _FROM.sub("", text)
