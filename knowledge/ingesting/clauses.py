"""Sentences cut into clauses that say one thing each: who, does what, how many; found by the words they begin with."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge.ingesting.counting import Counted, find_counted
from knowledge.ingesting.segmenting import last_word
from knowledge.ingesting.words import ACTORS, ADVERBS, COORDINATED, LABELS, MEASURED, OPENINGS, QUALIFIERS, VERBS

if TYPE_CHECKING:
    from collections.abc import Iterator

_HIDDEN = re.compile(r"“[^“”]*”|\"[^\"]*\"|\([^()]*\)|\d+ (?:không|có|sạch|tốt), \d+ \w+")
_CUT = re.compile(
    r"[;:]\s+|,\s+(?:(?:và|rồi)\s+)?|\s[–—-]\s|\s(?:và|rồi|đồng thời)\s|\scho thấy\s(?=\S)", re.IGNORECASE
)
_VERBS = "|".join(sorted(map(re.escape, VERBS), key=len, reverse=True))
_NEW_CLAUSE = re.compile(
    rf"(?:(?:{QUALIFIERS}\s+)?\d|(?:{_VERBS})\b|(?:{OPENINGS})\s|(?:{ACTORS})\b|(?:{MEASURED})\b|(?:{LABELS})\b"
    r"|với\s|trong\s|bình quân\s|góp phần|đã\s|còn\s)",
    re.IGNORECASE,
)
_OPENING = re.compile(rf"^(?:(?:{OPENINGS})\s+)+", re.IGNORECASE)
_NO_VERB = r"cấp (?:ủy|uỷ|các|cơ sở|trên|dưới|tỉnh|huyện|xã)|có hoàn cảnh|làm việc|xây dựng nông thôn mới"
_AFTER_ACTOR = re.compile(
    rf"(?<!các)\s+(?:{ADVERBS}\s+)*"
    rf"(?!{_NO_VERB})(?P<verb>(?:{_VERBS})\b)",
    re.IGNORECASE,
)
_VERB_FIRST = re.compile(rf"^(?:{ADVERBS}\s+)*(?!(?:{_NO_VERB})\b)(?:{_VERBS})\b", re.IGNORECASE)
_SAYS_MORE = re.compile(rf"^(?:{ADVERBS}\s+)*(?:được|bị|không|chưa|nhất là|góp phần|tạo|trở thành|là)\s", re.IGNORECASE)
_MEASURE_FIRST = re.compile(rf"^(?:{MEASURED}|{LABELS})\b", re.IGNORECASE)
_NO_ACTOR = re.compile(
    r"^(?:từ|trong|tại|ở|với|theo|năm|đến|tính|sau|trên|qua|bằng|nhờ|để|khi|vào|thời gian|bình quân|mỗi|hằng|hàng|về"
    r"|nhân|chỉ riêng|nổi bật|dịp)\b",
    re.IGNORECASE,
)
_ACTOR = re.compile(rf"{ACTORS}\b", re.IGNORECASE)
_PLACED = re.compile(r"^(?:riêng\s+)?(?:tại|ở)\s", re.IGNORECASE)
_EACH = re.compile(
    r"(?:(?:bình quân|trung bình)\s+)?(?:mỗi|hằng|hàng)\s+(?:năm|tháng|ngày|tuần|quý|vụ)\b"
    r"(?:,?\s+(?:bình quân|trung bình))?,?\s*",
    re.IGNORECASE,
)
_ADVERBIAL = re.compile(
    r"(?:theo|thực hiện|chỉ riêng|riêng|trong|sau|qua|nhân|kỷ niệm|nhờ|từ|tính đến|đến|năm|những năm|thông qua)"
    r"\s[^,]*$",
    re.IGNORECASE,
)
_ISSUER_GOES_ON = re.compile(r"(?:Bộ|Sở|Phòng|Trung tâm|Ban) [A-ZĐ]\w+(?: \w+)?$")
_ANOTHER_HONOUR = re.compile(r"\d[\d.,]*\s(?:\w+\s){1,4}?(?:được|đạt|đoạt)\s")
_LONGEST_ACTOR = 14
LONGEST_SENTENCE = 2_500
"""Longer ones are no sentences, and cutting them takes time that grows with its square."""


@dataclass(slots=True)
class Clause:
    """``text[start:end]`` of a sentence, without the connecting words before it."""

    start: int
    end: int
    text: str
    mark: str
    """What parts it from the clause before: a comma, a semicolon, nothing."""
    figures: list[Counted] = field(default_factory=list)
    actor: str = ""
    """Who does it, printed here or in the clause that it goes on from."""
    has_actor: bool = False
    """Whether the actor is printed in this very clause."""
    each: str = ""
    """How often, where the clause begins with that: mỗi tháng."""
    body: int = 0
    """Where its verb begins, behind the actor."""


def cut_clauses(sentence: str) -> list[Clause]:
    """The clauses of a sentence in order, each with its figures and its actor."""
    hidden = _HIDDEN.sub(lambda match: "\x00" * len(match[0]), sentence)
    counted = find_counted(sentence)
    clauses = [
        Clause(start, end, sentence[start:end], mark, [f for f in counted if start <= f.start and f.end <= end])
        for start, end, mark in _spans(sentence, hidden, counted)
    ]
    actor = ""
    before: Clause | None = None
    for clause in clauses:
        often = _EACH.match(clause.text)
        skipped = often.end() if often else 0
        clause.each = often[0].strip(" ,") if often else ""
        own = "" if _ends_list(before, clause) else _find_actor(clause.text[skipped:])
        clause.body = skipped + len(own)
        before = clause
        if own:
            actor = own
        clause.has_actor = bool(own)
        clause.actor = actor if own or _goes_on(clause) else ""
    return clauses


def starts_with_verb(text: str) -> bool:
    """Whether a stretch begins with what somebody does."""
    return _VERB_FIRST.match(text) is not None


def _spans(sentence: str, hidden: str, counted: list[Counted]) -> Iterator[tuple[int, int, str]]:
    begin, mark = 0, ""
    for match in _CUT.finditer(hidden):
        if _parts(match, hidden, counted, begin):
            yield from _trim(sentence, begin, match.start(), mark)
            begin, mark = (
                match.end(),
                "," if match[0][0].isspace() and match[0].strip().isalpha() else match[0].strip()[0],
            )
    yield from _trim(sentence, begin, len(sentence), mark)


def _trim(sentence: str, start: int, end: int, mark: str) -> Iterator[tuple[int, int, str]]:
    opening = _OPENING.match(sentence[start:end])
    start += opening.end() if opening else 0
    while end > start and sentence[end - 1] in " .,;:…":
        end -= 1
    while start < end and sentence[start] in " ,-–•+":
        start += 1
    if start < end:
        yield start, end, mark


def _parts(match: re.Match[str], hidden: str, counted: list[Counted], begin: int) -> bool:
    """Whether a mark or an `and` parts two clauses, and not two nouns or a name in two parts (kinh tế - xã hội)."""
    if any(figure.start < match.start() < figure.end for figure in counted):
        return False
    before, following = hidden[begin : match.start()], hidden[match.end() :]
    has_figure = any(begin <= figure.start < match.start() for figure in counted)
    if match[0][0] in ";:":
        return True
    if match[0].strip().isalpha():
        return has_figure and _goes_on_alone(match[0].strip(), before, following)
    if match[0][0] == ",":
        return _comma_parts(before, following, counted, (has_figure, match.end()))
    return following[:1].islower() and _VERB_FIRST.match(following) is not None


def _goes_on_alone(word: str, before: str, following: str) -> bool:
    """… 11,2 tỷ đồng và tự nguyện hiến 4.350m2 đất: another verb says another thing; dạy nghề và đào tạo … does not."""
    if word.casefold() == "cho thấy":
        return True
    is_more = _VERB_FIRST.match(following) or _SAYS_MORE.match(following)
    if _ANOTHER_HONOUR.match(following) and " được " in before:
        return True
    return bool(is_more) and last_word(before) not in VERBS


def _comma_parts(before: str, following: str, counted: list[Counted], figures: tuple[bool, int]) -> bool:
    has_figure, at = figures
    if _EACH.fullmatch(f"{before} ") or (_ISSUER_GOES_ON.search(before) and following[:1].isupper()):
        return False
    if not has_figure and _ADVERBIAL.match(before.strip()):
        return True
    nouns = [noun for noun in COORDINATED if _starts(following, noun)]
    is_list = bool(nouns) and not any(_AFTER_ACTOR.match(following, len(noun)) for noun in nouns)
    counts_verb = any(noun in VERBS and following[len(noun) + 1 : len(noun) + 2].isdigit() for noun in nouns)
    if is_list and not counts_verb:
        return False
    chunk = following[: end.start() if (end := _CUT.search(following)) else len(following)]
    is_counting = any(at <= figure.start < at + len(chunk) for figure in counted)
    if last_word(before) in VERBS and _VERB_FIRST.match(following) and (not has_figure or not is_counting):
        return False  # nâng cấp, mở rộng 63 tuyến hẻm; biểu dương, khen thưởng
    return _NEW_CLAUSE.match(following) is not None or following[:1].isupper() or (has_figure and is_counting)


def _starts(text: str, word: str) -> bool:
    return text[: len(word)].casefold() == word and not text[len(word) : len(word) + 1].isalpha()


def _find_actor(text: str) -> str:
    """What stands before the first verb, if it is somebody: short, no adverbial, no measure, no figure."""
    if _VERB_FIRST.match(text) or _MEASURE_FIRST.match(text) or (_NO_ACTOR.match(text) and not _PLACED.match(text)):
        return ""
    hidden = _HIDDEN.sub(lambda match: "\x00" * len(match[0]), text)
    verb = _AFTER_ACTOR.search(hidden)
    actor = text[: verb.start()] if verb else ""
    actor = re.sub(r"\s(?:được|bị)(?:\s.*)?$", "", actor)
    is_somebody = 0 < len(actor.split()) <= _LONGEST_ACTOR and not find_counted(actor + " ")
    return actor if is_somebody and not _PLACED.match(actor) else ""


def _ends_list(before: Clause | None, clause: Clause) -> bool:
    """Whether the clause begins with the last of several actors, of whom it would name that one only."""
    return (
        before is not None
        and clause.mark == ","
        and not before.figures
        and _ACTOR.match(before.text) is not None
        and re.search(rf"\b(?:{_VERBS})\b", before.text, re.IGNORECASE) is None
    )


def _goes_on(clause: Clause) -> bool:
    return clause.mark in {",", ";"} and _MEASURE_FIRST.match(clause.text) is None
