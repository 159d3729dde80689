"""Noun phrases for what a figure counts or measures: căn nhà được xây dựng cho hộ nghèo, kinh phí mua thẻ."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.ingesting.finding import lower_first, tidy
from knowledge.ingesting.telling import BEFORE_NUMBER, MEASURE_NOUN, needs_context, plain_unit, without_numbers
from knowledge.ingesting.words import GROUPS, LABELS, PREDICATES, VERBS

if TYPE_CHECKING:
    from knowledge.ingesting.telling import Told

_LABEL = re.compile(rf"(?:^|(?<=\s))(?:với\s+)?(?P<label>(?:mỗi\s+\w+\s+)?(?:tổng\s+)?{LABELS}\b.*)$", re.IGNORECASE)
_FROM = re.compile(r"(?:^|\s+)(?:tăng|giảm|nâng)?\s*từ$", re.IGNORECASE)
_PHRASES = sorted(PREDICATES, key=len, reverse=True)
_NAMED = re.compile(rf"(?:{GROUPS})\s+“[^“”]+”$", re.IGNORECASE)
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


def measure_of(told: Told) -> str | None:
    """The noun phrase whose amount the figure is: tỷ lệ hộ nghèo, kinh phí mua thẻ bảo hiểm y tế."""
    if yielding := _YIELDS.match(told.verb):
        return f"{_without_predicate(told.verb[yielding.end() :])} của {lower_first(yielding[1])}"
    label = _LABEL.search(told.verb) if told.figure.is_money or told.is_same_clause else None
    if label:
        return _label_of(told, label["label"], told.verb[: label.start()].strip())
    match = MEASURE_NOUN.search(told.verb)
    if match and not told.is_with:
        return _with_owner(_without_predicate(match["noun"]), told)
    if told.has_actor and (told.figure.is_money or told.figure.unit == "%") and told.verb.casefold() in PREDICATES:
        return lower_first(told.actor)
    if needs_context(told) and told.previous:
        return _continued(told, told.previous)
    noun = _without_predicate(told.verb) if told.figure.unit == "%" else ""
    return noun if noun and noun != told.verb else None


def _continued(told: Told, previous: Told) -> str:
    """What an amount is of that goes on from the figure before: đạt 99,47%; bình quân 42.000 đồng."""
    earlier = measure_of(previous)
    if told.verb.casefold() == "bình quân":
        return f"mức bình quân của {earlier or action_of(previous)}"
    return earlier or (f"tỷ lệ {action_of(previous)}" if told.figure.is_share else action_of(previous))


def _label_of(told: Told, label: str, before: str) -> str:
    """The name of an amount of money, and what it was for."""
    each = _EACH.match(label)
    if each and told.previous:
        unit = plain_unit(told.previous)
        return f"{each['what']} mỗi {unit if unit.startswith(each['one']) else each['one']}"
    name = _without_predicate(label)
    if before and not told.is_same_clause and before.casefold() not in {"với", "có", "đạt"}:
        return f"{name} {lower_first(without_numbers(before))}"
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
        return tidy(f"{unit} {tail} của {owner_of(told)}")
    if verb.endswith(" là"):
        return tidy(f"{unit} {tail} của {lower_first(verb.removesuffix(' là'))}")
    passive = _passive(verb, tail)
    if passive:
        return tidy(f"{unit} {passive}")
    if tail or verb.casefold() in {"", "có"}:
        of = f" của {told.actor}" if not tail and told.actor and told.actor != place else ""
        return tidy(f"{unit} {tail}{of}")
    if unit.startswith(("lần", "lượt", "buổi", "đợt")):
        return tidy(f"{unit} {lower_first(verb)}")
    return tidy(
        f"{unit} mà {lower_first(told.actor)} {lower_first(verb)}" if told.actor else f"{unit} {lower_first(verb)}"
    )


def action_of(told: Told | None) -> str:
    """What the figure is about, without its number: mua thẻ bảo hiểm y tế cho hộ nghèo."""
    if told is None:
        return ""
    verb, tail = without_numbers(told.verb), without_numbers(told.tail)
    measured = MEASURE_NOUN.search(verb)
    if measured:
        return lower_first(_without_predicate(measured["noun"]))
    if told.is_with:
        return owner_of(told)
    if verb.endswith(" cho") and not tail:
        return lower_first(verb.removesuffix(" cho"))
    verb = "" if verb.casefold() == "có" else verb
    return tidy(lower_first(f"{verb} {plain_unit(told)} {tail}".strip()))


def owner_of(told: Told) -> str:
    """To what those belong that are counted: mô hình “…” với 45 tổ."""
    named = _NAMED.search(told.verb[: -len("với")].strip())
    if named:
        return lower_first(" ".join(named[0].split()))
    if told.previous and told.previous.figure.unit.startswith(_OF_MANY):
        return told.previous.figure.unit
    return lower_first(told.actor) or action_of(told.previous)


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
    text = BEFORE_NUMBER.sub("", _FROM.sub("", text.strip()))
    shorter = not re.search(r"^(?:tổng\s+)?(?:trị giá|giá trị)$", text, re.IGNORECASE)
    while shorter:
        shorter = False
        for phrase in _PHRASES:
            if text.casefold().endswith(f" {phrase}"):
                text, shorter = text[: -len(phrase) - 1].strip(), True
                break
    return _FROM.sub("", text)
