"""Questions that people may ask for a figure: Vietnamese asks in place, so a clause with `bao nhiêu` is one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.ingesting.finding import capitalise, lower_first, tidy
from knowledge.ingesting.naming import action_of, count_of, measure_of, owner_of, predicate_of
from knowledge.ingesting.telling import goal_of, plain_unit, without_numbers
from knowledge.ingesting.words import VERBS

if TYPE_CHECKING:
    from knowledge.ingesting.telling import Told

_MOST = 3
_LONGEST = 300
_PEOPLE = {"nhân dân", "người dân", "bà con", "cán bộ", "hội viên", "đoàn viên", "nông dân", "phụ nữ", "thanh niên"}


def name_subject(told: Told, place: str | None) -> str:
    """What the figure is about, as a noun phrase without numbers."""
    noun = _amount(told)
    if noun:
        return capitalise(noun)
    number = "tỷ lệ" if told.figure.is_share else "số"
    return capitalise(f"{'mục tiêu về ' if told.is_target else ''}{number} {count_of(told, place)}")


def ask(told: Told, place: str | None, period: str | None) -> tuple[str, ...]:
    """Two or three questions, each differently worded; the place is named where nothing else names it."""
    if told.is_duration:
        questions = _ask_duration(place)
    else:
        noun = _amount(told)
        questions = _ask_amount(told, noun, place, period) if noun else _ask_count(told, place)
    finished = (f"{capitalise(tidy(question))}?" for question in questions)
    return tuple(question for question in dict.fromkeys(finished) if len(question) <= _LONGEST)[:_MOST]


def _amount(told: Told) -> str | None:
    """The noun phrase whose amount the figure is, as specific as the clause allows; None where things are counted."""
    if told.is_duration:
        return "khoảng thời gian mà các kết quả được tính"
    if told.is_target and (aim := measure_of(told)):
        return f"mục tiêu về {lower_first(aim)}" + (f" năm {told.year}" if told.year and told.year not in aim else "")
    goal = goal_of(told)
    if goal:
        return f"mức đạt {goal} về {action_of(told.previous)}"
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
        noun = f"mức {change}{compared} của {noun}" if change.endswith("hơn") else f"mức {change} {noun}{compared}"
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
        f"kết quả thi đua{of} được tính trong bao nhiêu năm",
        f"bài báo nhìn lại phong trào thi đua{of} trong mấy năm",
    ]


def _ask_amount(told: Told, noun: str, place: str | None, period: str | None) -> list[str]:
    at = _at(place, noun)
    what = _asked_amount(told)
    if goal := goal_of(told):
        action = action_of(told.previous)
        return [f"{action}{at} đạt {what} {goal}", f"kết quả {action}{at} so với {goal} là {what}"]
    if told.is_target:
        return [f"{noun}{at} là {what}", f"{_base_of(told, noun)}{at} được phấn đấu ở mức {what}"]
    if told.figure.is_money and told.previous and told.is_same_clause:
        action = action_of(told.previous)
        return [f"{noun}{at} là bao nhiêu", f"{action}{at} hết bao nhiêu tiền", f"{noun} là bao nhiêu tiền"]
    change = predicate_of(told)
    if _before_change(told):
        return [f"{noun}{at} là {what}", f"{measure_of(told)}{at} lúc đầu là {what}"]
    base = measure_of(told) or noun
    year = f" năm {told.year}" if told.year and told.year not in base else ""
    questions = [f"{base}{year}{at} {change} {what}" if change else f"{base}{year}{at} là {what}"]
    if period and period.isdecimal() and period not in noun:
        questions.append(f"năm {period}, {lower_first(noun)}{at} là {what}")
    questions.append(f"{noun}{at} là {what}")
    if told.figure.is_money:
        questions.append(f"{noun}{at} được bao nhiêu tiền")
    questions.append(f"cho hỏi {lower_first(noun)}{at} là {what}")
    return questions


def _asked_amount(told: Told) -> str:
    unit = told.figure.unit
    if unit.startswith("%"):
        return "bao nhiêu phần trăm mỗi năm" if unit == "%/năm" else "bao nhiêu phần trăm"
    return "bao nhiêu" if told.figure.is_money else f"bao nhiêu {unit}"


def _ask_count(told: Told, place: str | None) -> list[str]:
    verb, tail = without_numbers(told.verb), without_numbers(told.tail)
    what = f"bao nhiêu phần trăm {plain_unit(told)}" if told.figure.is_share else f"bao nhiêu {told.figure.unit}"
    if told.figure.is_money:
        what = "bao nhiêu tiền"
    counted = count_of(told, None)
    at = _at(place, counted)
    number = "tỷ lệ" if told.figure.is_share else "số"
    questions = []
    if told.is_with:
        questions.append(f"{owner_of(told)} có {what} {tail}")
    elif verb:
        is_action = any(verb.casefold().startswith(known) for known in VERBS)
        who = f"{_who(told, place)} {lower_first(verb)}" if is_action else verb
        questions.append(f"{who} {what} {tail}")
    if counted.startswith(plain_unit(told)) and not (told.figure.is_money or told.figure.unit.startswith("lần")):
        questions.append(f"có {what} {counted.removeprefix(plain_unit(told))}{at}")
    questions.append(f"{number} {counted}{at} là bao nhiêu")
    questions.append(f"cho hỏi {number} {counted}{at}")
    return questions


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
