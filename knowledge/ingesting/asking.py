"""Questions that people may ask for a figure: Vietnamese asks in place, so a clause with `bao nhiêu` is one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.ingesting.english import ask_in_english
from knowledge.ingesting.finding import capitalise, lower_first, tidy
from knowledge.ingesting.naming import action_of, count_of, measure_of, noun_of, owner_of, predicate_of
from knowledge.ingesting.sound import is_sound_question
from knowledge.ingesting.telling import goal_of, plain_unit
from knowledge.ingesting.words import VERBS

if TYPE_CHECKING:
    from knowledge.ingesting.telling import Told

_MOST = 6
_MOST_OTHERS = 4
"""Of them those that are no formal questions: spoken, key words, the figure, English; they come last."""
_LONGEST = 300
_FEWEST_DIGITS = 2
_FEW = 20
_PEOPLE = {"nhân dân", "người dân", "bà con", "cán bộ", "hội viên", "đoàn viên", "nông dân", "phụ nữ", "thanh niên"}


def name_subject(told: Told, place: str | None) -> str:
    """What the figure is about, as a noun phrase without numbers."""
    noun = _amount(told)
    if noun:
        return capitalise(noun)
    number = "tỷ lệ" if told.figure.is_share else "số"
    return capitalise(f"{'mục tiêu về ' if told.is_target else ''}{number} {count_of(told, place)}")


def ask(told: Told, place: str | None, period: str | None) -> tuple[str, ...]:
    """Four to six wordings: formal, as people talk, key words, the figure itself, English where that is sure."""
    if told.is_duration:
        questions = _ask_duration(place)
    else:
        noun = _amount(told)
        questions = _ask_amount(told, noun, place, period) if noun else _ask_count(told, place)
        questions += [_ask_back(told), ask_in_english(told, noun, place)]
    finished = dict.fromkeys(capitalise(tidy(question)) for question in questions if question)
    sound = [question for question in finished if len(question) <= _LONGEST and is_sound_question(question)]
    formal, others = sound[:-_MOST_OTHERS], sound[-_MOST_OTHERS:]
    return (*formal[: _MOST - len(others)], *others)


def _ask_back(told: Told) -> str:
    """145 căn nhà là gì? Only for figures that few others are: one digit is any of many."""
    figure = told.figure
    if sum(sign.isdigit() for sign in figure.value) < _FEWEST_DIGITS or figure.value in {"10", "100"}:
        return ""
    unit = figure.unit if figure.unit.startswith("%") else f" {figure.unit}"
    return f"{figure.value}{unit} là gì?"


def _amount(told: Told) -> str | None:
    """The noun phrase whose amount the figure is, as specific as the clause allows; None where things are counted."""
    if told.is_duration:
        return "khoảng thời gian mà các kết quả được tính"
    if told.is_target and (aim := measure_of(told)):
        return f"mục tiêu về {lower_first(aim)}" + (f" năm {told.year}" if told.year and told.year not in aim else "")
    goal = goal_of(told)
    if goal:
        verb = "vượt" if told.verb.casefold().startswith("vượt") else "đạt"
        return f"mức {verb} {goal} về {action_of(told.previous)}"
    noun = measure_of(told)
    if noun is None:
        return None
    if before := _before_change(told):
        return f"{noun} {before}"
    change = predicate_of(told)
    is_change = re.match(r"(?:tăng|giảm|cao hơn|thấp hơn|vượt)", change) and not re.search(
        r"(?:lên|xuống|còn|tới|đến)$", change
    )
    if is_change:
        compared = f" {told.tail}" if told.tail.startswith("so với") else ""
        noun = (
            f"mức {change}{compared} của {noun}"
            if change.endswith("hơn")
            else f"mức {change} {lower_first(noun)}{compared}"
        )
    return noun if told.year is None or told.year in noun else f"{noun} năm {told.year}"


def _before_change(told: Told) -> str:
    """tăng từ 31% lên …: the figure of before, where no year tells so."""
    match = re.search(r"\b(tăng|giảm|nâng)\s+từ$", told.lead)
    return f"trước khi {match[1]}" if match and told.year is None else ""


def _base_of(told: Told, noun: str) -> str:
    """The measured noun phrase with its year, without what was made of it."""
    base = measure_of(told) or noun
    return f"{base} năm {told.year}" if told.year and told.year not in base else base


def _ask_duration(place: str | None) -> list[str]:
    of = f" của {place}" if place else ""
    return [
        f"kết quả thi đua{of} được tính trong bao nhiêu năm?",
        f"bài báo nhìn lại phong trào thi đua{of} trong mấy năm?",
        f"kết quả này là trong mấy năm vậy{f', {place}' if place else ''}?",
        f"thời gian thi đua{of}",
    ]


def _ask_amount(told: Told, noun: str, place: str | None, period: str | None) -> list[str]:
    at = _at(place, noun)
    what = _asked_amount(told)
    said = "bao nhiêu tiền" if told.figure.is_money else what.replace("bao nhiêu", "mấy")
    spoken = [f"cho hỏi {lower_first(noun)}{at} là {said} vậy?", _key_words(noun, place)]
    if goal := goal_of(told):
        action, verb = action_of(told.previous), "vượt" if told.verb.casefold().startswith("vượt") else "đạt"
        first = [f"{action}{at} {verb} {what} {goal}?", f"kết quả {action}{at} so với {goal} là {what}?"]
        return [*first, *spoken]
    if told.is_target:
        return [f"{noun}{at} là {what}?", f"{_base_of(told, noun)}{at} được phấn đấu ở mức {what}?", *spoken]
    if told.figure.is_money and told.previous and told.is_same_clause:
        return [f"{noun}{at} là bao nhiêu?", f"{noun} là bao nhiêu tiền?", *spoken]
    if _before_change(told):
        return [f"{noun}{at} là {what}?", f"{measure_of(told)}{at} lúc đầu là {what}?", *spoken]
    change = predicate_of(told)
    base = measure_of(told) or noun
    year = f" năm {told.year}" if told.year and told.year not in base else ""
    questions = [f"{base}{year}{at} {change} {what}?" if change else f"{base}{year}{at} là {what}?"]
    if period and period.isdecimal() and period not in noun:
        questions.append(f"năm {period}, {lower_first(noun)}{at} là {what}?")
    return [*questions, f"{noun}{at} là {what}?", *spoken]


def _asked_amount(told: Told) -> str:
    unit = told.figure.unit
    if unit.startswith("%"):
        return "bao nhiêu phần trăm mỗi năm" if unit == "%/năm" else "bao nhiêu phần trăm"
    return "bao nhiêu" if told.figure.is_money else f"bao nhiêu {unit}"


def _ask_count(told: Told, place: str | None) -> list[str]:
    tail = told.rest
    what = f"bao nhiêu phần trăm {plain_unit(told)}" if told.figure.is_share else f"bao nhiêu {told.figure.unit}"
    if told.figure.is_money:
        what = "bao nhiêu tiền"
    counted = count_of(told, None)
    at = _at(place, counted)
    number = f"{'mục tiêu về ' if told.is_target else ''}{'tỷ lệ' if told.figure.is_share else 'số'}"
    aim = "phấn đấu " if told.is_target else ""
    questions = [f"{_ask_in_place(told, place, aim)} {what} {tail}?"]
    behind = counted.removeprefix(plain_unit(told))
    if counted.startswith(plain_unit(told)) and not (told.figure.is_money or told.figure.unit.startswith("lần")):
        some = what.replace("bao nhiêu", "mấy", 1) if _is_small(told) else what
        end = "" if told.is_target else f"có {what}{behind}{at}?"
        questions += [end, f"cho hỏi {aim}có {some}{behind}{at} vậy?"]
    else:
        questions.append(f"cho hỏi {number} {counted}{at} là bao nhiêu vậy?")
    questions.insert(-1, f"{number} {counted}{at} là bao nhiêu?")
    questions.append(_key_words(f"{number} {counted}", place))
    return questions if questions[0].strip(" ?") != what else questions[1:]


def _ask_in_place(told: Told, place: str | None, aim: str) -> str:
    """The clause up to the figure: Vietnamese asks in place."""
    verb = lower_first(told.deed)
    before = told.previous
    if told.link and before:
        thing, more = noun_of(before)
        thing = "" if before.figure.is_money else f"{thing} {more}"
        return f"{_who(before, place)} {aim}{lower_first(before.deed)} {thing} {told.link}"
    if told.is_with:
        owner = owner_of(told)
        return f"{owner}{_at(place, owner)} có" if owner else "có"
    if not verb:
        return "có"
    is_action = any(verb.startswith(known) for known in VERBS) or verb.startswith("được ")
    often = f"{told.each.casefold()}, " if told.each else ""
    who = _who(told, place) if is_action else ""
    return f"{often}{who} {aim}{verb}" if who or not verb.startswith(("được ", "của ", "với ")) else "có"


def _is_small(told: Told) -> bool:
    """Whether people would ask `mấy`: for a dozen or two, not for thousands."""
    value = told.figure.value.partition("/")[0]
    return value.isdecimal() and int(value) < _FEW


def _key_words(noun: str, place: str | None) -> str:
    """As typed into a search box: no verb of asking, no question mark."""
    has_place = not place or place.casefold() in noun.casefold()
    return noun if has_place else f"{noun} {place}"


def _who(told: Told, place: str | None) -> str:
    """Who did it; without anybody named the place, which papers let act too: huyện Tân Mẫu xây."""
    if not told.actor:
        return place or ""
    if place and told.actor.casefold() in _PEOPLE:
        return f"{lower_first(told.actor)} {place}"
    return lower_first(told.actor)


def _at(place: str | None, text: str) -> str:
    """At the place, unless the text names it already; `nhà ở ở` is avoided."""
    if place is None or place.casefold() in text.casefold() or " ".join(place.split()[-2:]) in text:
        return ""
    return f" tại {place}" if re.search(r"\bở\b", text) else f" ở {place}"
