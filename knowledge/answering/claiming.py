"""What a claim states in the place of what it could ask: the open question behind `… hạng nhất phải không`.

A claim is answered as the question would be whose answer it states, so that what is wrong in it does not hide the fact.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.language.normalizing import cut_terms
from knowledge.language.numbers import find_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.answering.questions import Analysis

# Figures stand in the text as ⟨kind and number⟩ while it is looked through.
_SHARE, _MONEY, _YEAR, _DATE, _COUNT, _PLACE, _ANY = (f"⟨{kind}[0-9]+⟩" for kind in "%đydnp.")
_HEDGES = r"(?:\b(?:chỉ|mới|khoảng|gần|hơn|trên|dưới|cỡ|tầm|chừng|tới|đúng|only|about|nearly|over|around|just) )*"
_NOT_A_NAME = r"(?<!\btháng )(?<!\bphường )(?<!\bkhóm )(?<!\blớp )(?<!\bsố )"
_SCALED = r"(?:chục|trăm|nghìn|ngàn|triệu|tỉ)"
_ORDINAL = r"(?:nhất|nhì|một|hai|ba|bốn|tư|năm|sáu|bảy|i{1,3}|iv|v|đặc biệt|[1-9])"
_DEEDS = r"(?:phát động|tổ chức|chỉ đạo|viết|chụp|trao|tặng|khen|xây|thực hiện|tài trợ|vận động|bỏ tiền|lo)"
_DIRECTIVE = rf"chỉ thị (?:số )?{_COUNT}(?: chỉ thị của trung ương)?"
# What is stated and what asks for it; the first that fits is the claim: years and places mostly say when and where.
_SLOTS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(rf"\b{_DIRECTIVE}(?:.*{_COUNT}(?: chỉ thị của trung ương)?)?"), "chỉ thị số mấy", ""),
    (re.compile(rf"{_HEDGES}{_SHARE}"), "bao nhiêu phần trăm", "what percent"),
    (
        re.compile(rf"{_HEDGES}(?:{_MONEY}|(?:\b(?:vài|dăm|mười mấy) {_SCALED}(?: {_SCALED})*))(?: đồng)?"),
        "bao nhiêu tiền",
        "how much money",
    ),
    (re.compile(rf"{_HEDGES}{_NOT_A_NAME}{_COUNT}(?= \w)(?! năm\b)"), "bao nhiêu", "how many"),
    (re.compile(rf"\b(?P<kind>hạng|loại|bậc) {_ORDINAL}\b"), r"\g<kind> mấy", ""),
    (re.compile(r"\b(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)\b"), "thứ mấy", ""),
    (re.compile(rf"\bdo (?!ai |đơn vị nào |cơ quan nào )(?:\w+ ){{1,6}}?(?={_DEEDS}\b)"), "do ai ", ""),
    (re.compile(rf"(?:\bngày )?{_DATE}|\btháng {_COUNT}(?: năm {_YEAR})?"), "ngày nào", "what date"),
    (re.compile(rf"\b(?:báo|bao) {_PLACE}"), "báo nào", "which newspaper"),
    (re.compile(r"\b(?:của )?(?:nhà báo|phóng viên|tác giả) (?:\w+ ){1,4}?(?=(?:viết|chụp)\b)"), "ai ", ""),
    (re.compile(rf"\bnăm {_YEAR}"), "năm nào", "what year"),
)
_TAGS = re.compile(
    r"\b(?:có )?(?:phải|đúng|trúng|chính xác|thật|thiệt)(?: là)?(?: vậy| thế)? (?:không|hông|chưa)\b"
    r"|\bcó (?:phải|đúng|trúng|thật)(?: là)?\b|(?:\b(?:hả|há|nhỉ|à|vậy|không)\s*)+$"
    r"|\b(?:hình như|nghe đâu|(?:(?:mình|tôi|tui|em|con) )?(?:có )?nghe(?: nói)?|ghi (?:như )?vậy|thôi)\b"
    r"|\bis (?:it|that) (?:right|true|correct)(?: that)?\b|\bis it true\b|\b(?:right|correct)$"
)
_EITHER = re.compile(rf"{_HEDGES}{_ANY}(?: \w+)? (?:hay|hoặc|or)(?: (?:là|có))? {_HEDGES}(?P<last>{_ANY})")
_STATING = re.compile(rf"^(?:do |báo )?{_HEDGES}")
_MONEY_FROM = 1_000_000


@dataclass(frozen=True, slots=True)
class Claim:
    """What a message wants confirmed, or offers to choose from."""

    question: str
    """The open question whose answer it states."""
    stated: str | None
    """What it states as the answer; None where it leaves open which of two figures it is: `145 hay 154 căn`."""


def find_claim(analysis: Analysis) -> Claim | None:
    """The claim in a question that asks if something is so, or which of two figures it is; None where there is none."""
    words = [word.text for word in analysis.words]
    marks = _find_marks(analysis, words)
    marked = _mark(words, marks)
    chosen, choices = _EITHER.subn(r"\g<last>", marked)
    if not choices and (not analysis.asks_to_confirm or analysis.types - {"yes_no"}):
        return None
    for slot, vietnamese, english in _SLOTS:
        asked = english if analysis.language == "en" else vietnamese
        match = slot.search(chosen) if asked else None
        if match:
            opened = _TAGS.sub(" ", chosen[: match.start()] + match.expand(asked) + chosen[match.end() :])
            stated = None if choices else _unmark(match[0], words, marks)
            return Claim(" ".join(_unmark(opened, words, marks).split()), stated)
    return None


def is_so(claim: Claim, answer: str, quotes: Sequence[str]) -> bool:
    """Whether what was stated, if anything was, is so.

    Its figures have to stand in the answer or a quote; its words in the answer, though apart (`hạng nhì, ba`).
    """
    if claim.stated is None:
        return True
    stated = {number.value for number in find_numbers(claim.stated.split())}
    if stated:
        told = [term.text for term in cut_terms(" ".join((answer, *quotes)).lower())]
        return stated <= {number.value for number in find_numbers(told)}
    words = {term.folded for term in cut_terms(_STATING.sub("", claim.stated))}
    return words <= {term.folded for term in cut_terms(answer)}


def _find_marks(analysis: Analysis, words: Sequence[str]) -> list[tuple[str, int, int]]:
    """The figures and places of a message: what kind of thing each is, and its words."""
    marks = [("p", unit.start, unit.end) for unit in analysis.units if unit.place]
    for number in find_numbers(words):
        is_money = words[number.end : number.end + 1] == ["đồng"] or number.value >= _MONEY_FROM
        kinds = (("d", number.is_date), ("%", number.is_percent), ("y", number.is_year), ("đ", is_money), ("n", True))
        marks.append((next(kind for kind, holds in kinds if holds), number.start, number.end))
    return sorted(marks, key=lambda mark: mark[1])


def _mark(words: Sequence[str], marks: Sequence[tuple[str, int, int]]) -> str:
    marked = list(words)
    for at, (kind, start, end) in reversed(list(enumerate(marks))):
        marked[start:end] = [f"⟨{kind}{at}⟩"]
    return " ".join(marked)


def _unmark(text: str, words: Sequence[str], marks: Sequence[tuple[str, int, int]]) -> str:
    for at, (_, start, end) in enumerate(marks):
        text = re.sub(rf"⟨.{at}⟩", " ".join(words[start:end]), text)
    return text
