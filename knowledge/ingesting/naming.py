"""Noun phrases for what a figure counts or measures: căn nhà được xây dựng cho hộ nghèo, kinh phí mua thẻ."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.ingesting.finding import lower_first, tidy
from knowledge.ingesting.telling import BEFORE_NUMBER, MEASURE_NOUN, needs_context, plain_unit, without_numbers
from knowledge.ingesting.words import GROUPS, HELPING, LABELS, MEASURED, PEOPLE, PREDICATES, VERBS

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
    "nhận",
    "ra quân",
    "tăng",
    "giảm",
    "chiếm",
    "còn",
    "thu",
    "tham gia",
    "gồm",
    "vượt",
    "đón nhận",
    "là",
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
_VERBS = "|".join(sorted(map(re.escape, VERBS), key=len, reverse=True))
_SEVERAL_VERBS = re.compile(rf"(?:{_VERBS})(?:(?:,\s*|\s+và\s+|\s+)(?:{_VERBS}))*", re.IGNORECASE)
_THROUGH_OTHERS = re.compile(
    r"^(?:vận động|hướng dẫn|giúp|hỗ trợ|tổ chức cho)\s+"
    rf"(?P<who>\w+(?:\s\w+){{0,3}}?)\s+(?P<verb>{_SEVERAL_VERBS.pattern})$",
    re.IGNORECASE,
)
_PASSIVE_OF = re.compile(r"^được\s+(?P<verb>.+?)(?:\s+(?:ở|tại|trên|cho|đến|tới))?$", re.IGNORECASE)
_CHANGING = re.compile(r"^(?:nâng|đưa|tăng|giảm|kéo giảm|nâng cao|giữ|duy trì)$", re.IGNORECASE)
_BARE_MEASURE = re.compile(rf"(?:với\s+)?(?:{MEASURED}|{LABELS})", re.IGNORECASE)
_ATTENDED = re.compile(r"^với sự (?P<how>tham gia|tham dự|có mặt|góp mặt|hưởng ứng) của$", re.IGNORECASE)
_LONGEST_MODIFIER = 10
_HOW = re.compile(r"\s(?:đúng|trước|thành công|mới|thêm|lại|kịp thời|miễn phí|xong|hoàn thành)\b.*$")
_EACH = re.compile(r"^mỗi\s+(?P<one>\w+)\s+(?P<what>trị giá|có giá)$", re.IGNORECASE)
_YIELDS = re.compile(r"(mỗi\s.+?)\s+(?:cho|có|đạt|thu)\s+(?=(?:lợi nhuận|doanh thu|thu nhập|năng suất))", re.IGNORECASE)


def measure_of(told: Told) -> str | None:  # noqa: PLR0911  each way of telling an amount, the surest first
    """The noun phrase whose amount the figure is: tỷ lệ hộ nghèo, kinh phí mua thẻ bảo hiểm y tế."""
    if yielding := _YIELDS.match(told.verb):
        return f"{_without_predicate(told.verb[yielding.end() :])} của {lower_first(yielding[1])}"
    one = re.fullmatch(r"mỗi (\w+)", told.verb, re.IGNORECASE)
    if one and told.figure.is_money and (counted := _counted_before(told)):
        return f"trị giá mỗi {plain_unit(counted) if plain_unit(counted).startswith(one[1]) else one[1]}"
    label = _LABEL.search(told.verb) if told.figure.is_money or told.is_same_clause else None
    if label:
        return _label_of(told, label["label"], told.verb[: label.start()].strip())
    match = MEASURE_NOUN.search(told.verb)
    if match and not told.is_with:
        noun = _without_predicate(match["noun"])
        if told.is_same_clause and _BARE_MEASURE.fullmatch(noun) and (counted := _counted_before(told)):
            return f"{noun} {count_of(counted, None)}"  # với tổng chiều dài 18,4km: of what was counted before it
        return _with_owner(noun, told)
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
    before = before.strip(" ,")
    if before and not told.is_same_clause and not re.fullmatch(r"với|có|đạt", before, re.IGNORECASE):
        if _CHANGING.match(before):
            return name
        is_deed = _SEVERAL_VERBS.fullmatch(before) is not None
        return f"{name} {'được ' if is_deed else ''}{lower_first(without_numbers(before))}"
    counted = _counted_before(told)
    is_of_action = (
        counted is not None
        and _BARE_MEASURE.fullmatch(name) is not None
        and not name.casefold().startswith(("doanh", "thu", "mỗi", "dư nợ", "lợi nhuận"))
    )
    return f"{name} {action_of(counted)}" if is_of_action else _with_owner(name, told)


def _counted_before(told: Told) -> Told | None:
    """The nearest figure before that counts things, past those that measure: the money is of the lanes."""
    before = told.previous
    while before and (before.figure.is_money or "%" in before.figure.unit or MEASURE_NOUN.search(before.verb)):
        before = before.previous
    return before or told.previous


def predicate_of(told: Told) -> str:
    """The predicate of a measuring clause: đạt, giảm bình quân, chỉ còn; empty for `là` and its like."""
    verb = told.verb
    if verb.casefold().startswith("vượt"):
        return verb
    bare = _without_predicate(verb)
    predicate = "" if bare == verb else verb[len(bare) :].strip()
    if verb.casefold() in PREDICATES:
        predicate = verb
    predicate = _FROM.sub("", without_numbers(predicate)).strip()
    return "" if predicate.casefold() in {"với", "là", "cho", "có", "từ", "được", "trị giá", "hơn"} else predicate


def count_of(told: Told, place: str | None) -> str:
    """What is counted, as a noun phrase: căn nhà được xây dựng cho hộ nghèo; thành viên của câu lạc bộ “…”."""
    each = told.each.casefold().removeprefix("bình quân").removesuffix("bình quân").strip(" ,")
    return tidy(f"{_count_of(told, place)} {each}")


def _count_of(told: Told, place: str | None) -> str:  # noqa: PLR0911  each way of counting, the surest first
    unit, tail = noun_of(told)
    verb = told.deed
    attended = _ATTENDED.match(verb)
    if attended:
        return f"{unit} {attended['how']} {tail}"
    if told.link and told.previous:
        return _linked(told.previous, unit, tail)
    if told.is_with:
        owner = owner_of(told)
        return f"{unit} {tail} của {owner}" if owner else f"{unit} {tail}"
    if verb.endswith(" là"):
        return f"{unit} {tail} của {lower_first(verb.removesuffix(' là'))}"
    if told.figure.is_share and verb.casefold() in {"đạt", "chiếm"}:
        return _share_of(told, unit, tail)
    done = _passive(told, verb, tail)
    if done:
        return f"{unit} {done}"
    of = f" của {told.actor}" if told.actor and told.actor != place else ""
    if verb.casefold() in {"", "có"}:
        return f"{unit} {tail or of}"
    if unit.startswith(("lần", "lượt", "buổi", "đợt")) and not tail:
        return f"{unit} {lower_first(verb)}"
    return _relative(told, unit, (verb, tail), place)


def noun_of(told: Told) -> tuple[str, str]:
    """What is counted with its name or the rest of its list, and what is said of it behind that."""
    unit, tail = plain_unit(told), told.rest
    if tail.startswith("“"):
        name, _, tail = tail.partition("”")
        unit, tail = f"{unit} {name}”", tail.strip()
    elif tail.startswith(","):
        end = re.search(rf"\s(?:{'|'.join(_AFTER_PASSIVE)}|được|đạt|có|là|tham gia)\s", tail)
        at = end.start() if end else len(tail)
        unit, tail = tidy(unit + tail[:at]), tail[at:].strip()
    return unit, tail


def _linked(before: Told, unit: str, tail: str) -> str:
    """lắp 260 hố rác tại 34 ấp → ấp được lắp hố rác; giải ngân 6,9 tỷ đồng cho 230 hộ vay → hộ được giải ngân vay."""
    thing, more = noun_of(before)
    deed = before.deed.removeprefix("được ").removeprefix("phối hợp ")
    if not _SEVERAL_VERBS.fullmatch(_HOW.sub("", deed)):
        return f"{unit} {tail}"
    return f"{unit} được {lower_first(deed)} {'' if before.figure.is_money else f'{thing} {more}'} {tail}"


def _share_of(told: Told, unit: str, tail: str) -> str:
    """chiếm 94,7% tổng số hộ; đạt 98,7% dân số đủ điều kiện: of those counted before, or of whose it is said."""
    before = told.previous
    if before and not told.has_actor and told.verb.casefold() == "chiếm":
        return f"{count_of(before, None)} trong {unit} {tail}"
    if before and not told.has_actor and _SEVERAL_VERBS.fullmatch(_HOW.sub("", before.deed)):
        return f"{unit} {tail} được {lower_first(before.deed.removeprefix('hoàn thành '))} {noun_of(before)[0]}"
    return f"{unit} {tail} mà {lower_first(told.actor)} đạt được" if told.actor else f"{unit} {tail}"


def _relative(told: Told, unit: str, said: tuple[str, str], place: str | None) -> str:
    """Where no passive fits: con vịt mà ông Thử nuôi; khóm được triển khai mô hình “…”."""
    verb, tail = said
    passive = _PASSIVE_OF.match(verb)
    if passive and told.actor and told.figure.is_money:
        return f"{unit} mà {lower_first(told.actor)} {verb} {tail}"
    if passive and told.actor:
        return f"{unit} {tail} được {passive['verb']} {lower_first(told.actor)}"
    if verb.endswith((" với", " ở", " tại", " đến", " tới")):
        verb = verb.rpartition(" ")[0]
    is_thing = re.match(
        r"(?:phong trào|cuộc vận động|chương trình|mô hình|lễ hội|hoạt động|hội thi)\b", told.actor, re.IGNORECASE
    )
    if verb.casefold() == "thu hút":
        if told.actor and is_thing and tail in {"", "tham gia"}:
            return f"{unit} tham gia {lower_first(told.actor)}"
        return f"{unit} {tail}" + (f" do {lower_first(told.actor)} thu hút" if told.actor and told.has_actor else "")
    if told.actor and not told.figure.is_money and tail:
        return f"{unit} {tail}"
    who = lower_first(told.actor) or (place or "")
    return f"{unit} mà {who} {lower_first(verb)} {tail}" if who else f"{unit} {lower_first(verb)} {tail}"


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
    """To what those belong that are counted: mô hình “…” với 45 tổ; empty where that is an amount."""
    named = _NAMED.search(told.verb[: -len("với")].strip())
    if named:
        return lower_first(" ".join(named[0].split()))
    before = told.previous
    if before and before.figure.is_money:
        return ""
    if before and before.figure.unit.startswith(_OF_MANY):
        return f"{'' if before.figure.value == '1' else 'các '}{noun_of(before)[0]}"
    return lower_first(told.actor) or action_of(before)


def _with_owner(name: str, told: Told) -> str:
    """Add to an amount whose it is: doanh thu bình quân, of the club that the clause before speaks of."""
    is_own = told.actor and told.previous and not told.is_same_clause and _OF_SOMEBODY.search(told.actor)
    return f"{name} của {lower_first(told.actor)}" if is_own else name


def _passive(told: Told, verb: str, tail: str) -> str | None:
    """xây dựng … cho hộ nghèo → được xây dựng cho hộ nghèo; giải quyết việc làm cho … → được giải quyết việc làm."""
    if verb.endswith(" cho"):
        giver = verb.removesuffix(" cho")
        return f"được {giver} cho {tail}" if tail.startswith("vay") else f"được {lower_first(giver)} {tail}"
    through = _THROUGH_OTHERS.match(verb)
    if through:
        return f"{tail} được {through['who']} {through['verb']}"
    plain = _HOW.sub("", verb).removeprefix("hoàn thành ")
    last = next((known for known in sorted(VERBS, key=len, reverse=True) if plain.casefold().endswith(known)), "")
    if plain.casefold() in _NO_PASSIVE | {"thu hút"} or last in _NO_PASSIVE or not _SEVERAL_VERBS.fullmatch(plain):
        return None
    verb = lower_first(verb.removeprefix("hoàn thành "))
    if not tail or tail.startswith(_AFTER_PASSIVE):
        return f"được {verb} {tail}"
    if told.figure.unit in PEOPLE or told.figure.unit.startswith(("hộ", "người", "lượt")):
        return f"được {verb} {tail}" if plain.casefold() in HELPING else None
    is_short = len(tail.split()) <= _LONGEST_MODIFIER and not told.figure.is_money
    return f"{tail} được {verb}" if is_short else f"được {verb} {tail}"


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
