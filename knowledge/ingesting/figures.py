"""Every figure of an article as a finding: what it counts, in which words it is printed, how people may ask for it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from knowledge.answering.sentences import split_sentences
from knowledge.ingesting.asking import ask, name_subject
from knowledge.ingesting.clauses import LONGEST_SENTENCE, Clause, cut_clauses, starts_with_verb
from knowledge.ingesting.finding import Finding, capitalise, tidy
from knowledge.ingesting.segmenting import last_word
from knowledge.ingesting.setting import Setting, find_period, name_actor, period_beside, spell_out
from knowledge.ingesting.telling import Told
from knowledge.ingesting.words import LABELS, PEOPLE, VERBS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from knowledge.ingesting.counting import Counted

_READ_KINDS = {"lead", "body"}
_BETWEEN = re.compile(r"\s*,?\s*(?:(?:và|cùng|cùng với)\s*)?$")
_ONLY_AND = re.compile(r"\s*(?:và|cùng)\s*")
_QUOTED = re.compile(r"“[^“”]*”")
_LOOSE_END = re.compile(
    r"(?:[\s,]+(?:và|cho|ở|tại|với|của|trên|cùng|do|để|từ|về|theo|trong đó|trong|đến|tới|là|có|như|bằng|tổng"
    r"|với sự))+\s*$",
    re.IGNORECASE,
)
_LEADS_IN = re.compile(
    rf"(?:,\s*|\s+)(?P<in>(?:với\s+)?(?:tổng\s+)?{LABELS}\b|với(?=\s)|để(?=\s)|tăng(?=\s)|giảm(?=\s)|xuống(?=\s)|lên(?=\s)"
    r"|trong\s+\d|từ\s+\d|trị giá|đạt(?=\s)|giúp(?=\s)|theo(?=\s)|nhằm(?=\s)|góp phần)",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\s(?:theo (?:Quyết định|Kế hoạch|hợp đồng|chỉ đạo)|nhằm|góp phần|theo mô hình|trong (?:giai đoạn|năm))\s.*$"
)
_AIM = re.compile(r"\b(?:phấn đấu|mục tiêu|dự kiến|đặt chỉ tiêu|quyết tâm)\b", re.IGNORECASE)
_TODAY = re.compile(r"\b(?:đến nay|hiện nay|hiện tại|tính đến nay|hiện),?\s*$", re.IGNORECASE)
_ONLY_TIME = re.compile(r"^(?:(?:năm|tháng|tuần)(?:\s.*)?|ngày|giờ|phút)$")
_LONGEST_QUOTE = 600


@dataclass(slots=True)
class _Place:
    """Where a clause stands: its sentence begins at ``start`` of the passage."""

    passage: Mapping[str, Any]
    start: int
    sentence: str
    setting: Setting
    source_place: str | None
    article_period: str | None
    published: str
    """The year of publication."""


def find_figures(source: Mapping[str, Any]) -> Iterator[Finding]:
    """The figures of a source's lead and body, in the order they are printed."""
    article = Setting(source.get("period") or _publication_year(source), None)
    for passage in source["passages"]:
        if passage["kind"] not in _READ_KINDS:
            continue
        setting = article
        for span in split_sentences(passage["text"]):
            sentence = passage["text"][span.start : span.end]
            if len(sentence) > LONGEST_SENTENCE:
                continue
            begins = re.match(r"(?:-\s|•\s)?(?:Xã|Phường|Ấp|Khóm|Thị trấn)\s[^A-ZĐ]", sentence)
            setting = Setting(article.period, setting.place if begins else None)
            place = _Place(
                passage,
                span.start,
                sentence,
                setting,
                source.get("place"),
                article.period,
                str(source.get("published") or "")[:4],
            )
            yield from _read_sentence(place)
            setting = setting.within(sentence)


def _publication_year(source: Mapping[str, Any]) -> str | None:
    """The year of publication, where the text itself speaks of that year."""
    year = str(source.get("published") or "")[:4]
    texts = (passage["text"] for passage in source["passages"] if passage["kind"] in _READ_KINDS)
    named = re.compile(rf"(?<![-–] )(?<!\d)(?<!/){year}(?!\s*[-–])")
    return year if year and any(named.search(text) for text in texts) else None


def _read_sentence(place: _Place) -> Iterator[Finding]:
    clauses = cut_clauses(place.sentence)
    told: Told | None = None
    for number, clause in enumerate(clauses):
        setting = place.setting.within(place.sentence[: clause.start])
        if place.published and _TODAY.search(place.sentence[: clause.start]):
            setting = replace(setting, period=place.published)
        for index, figure in enumerate(clause.figures):
            if _ONLY_TIME.match(figure.unit) and not _is_result(clause, figure):
                continue
            told = _tell(place, clauses, number, index, told)
            setting_here = setting.within(clause.text[: figure.start - clause.start])
            yield _finding(place, told, setting_here, figure)


def _is_result(clause: Clause, figure: Counted) -> bool:
    """Whether a time is a figure that people ask for: trong 5 năm, 3 năm qua."""
    before = clause.text[: figure.start - clause.start].casefold().rstrip()
    behind = clause.text[figure.end - clause.start :].casefold().lstrip()
    return before.endswith("trong") and (behind.startswith("qua") or not behind)


def _tell(place: _Place, clauses: Sequence[Clause], number: int, index: int, last: Told | None) -> Told:
    """What is said about one figure: the words before and behind it, shared ones of a list included."""
    clause = clauses[number]
    figure = clause.figures[index]
    sentence = place.sentence
    earlier = clause.figures[index - 1] if index else None
    begin = earlier.end if earlier else clause.start
    before = sentence[begin : figure.start]
    begin = _tail(sentence, clause, earlier, index - 1)[0] if earlier else begin
    is_item = last is not None and (_BETWEEN.fullmatch(before) is not None if earlier else not before.strip())
    is_other = last is not None and (last.figure.is_share, last.figure.is_money) != (figure.is_share, figure.is_money)
    if last and is_other and not (earlier and last.figure.is_money and last_word(last.verb) in VERBS):
        is_item = False
    if is_item and last and not earlier and clause.mark != "," and last.verb != "có":
        is_item = False
    end, tail = _tail(sentence, clause, figure, index)
    if is_item and last:
        return replace(last, figure=figure, tail=tail, end=end)
    lead = sentence[begin : figure.start] if earlier else clause.text[clause.body : figure.start - clause.start]
    following = clauses[number + 1] if index + 1 == len(clause.figures) and number + 1 < len(clauses) else None
    own = tail
    if not tail and index + 1 < len(clause.figures):
        end, tail = _tail_of_list(sentence, clause, index, (end, tail))
    end, tail = _shared_tail(sentence, figure, following, (end, tail))
    actor = name_actor(
        clause.actor, place.setting.within(sentence[: clause.start]).place, spell_out(place.source_place)
    )
    previous = last if (earlier or (last and clause.mark in {",", ";"} and last.end <= clause.start)) else None
    return Told(
        figure=figure,
        lead="" if _ONLY_AND.fullmatch(lead) else tidy(lead),
        tail=tail,
        actor=actor,
        start=clause.start,
        end=end,
        lead_end=figure.start,
        previous=previous,
        is_same_clause=earlier is not None,
        has_actor=clause.has_actor and not earlier and actor == clause.actor,
        has_own_tail=own == tail,
        each="" if earlier else clause.each,
    )


def _tail(sentence: str, clause: Clause, figure: Counted, index: int) -> tuple[int, str]:
    """Where what belongs to the figure ends: at the words that lead in the next one, or with the clause."""
    limit = clause.end
    if index + 1 < len(clause.figures):
        limit = clause.figures[index + 1].start
        between = _QUOTED.sub(lambda match: "\x00" * len(match[0]), sentence[figure.end : limit])
        leads = list(_LEADS_IN.finditer(between + "0"))
        if starts_with_verb(between.strip()) and not _has_own_verb(figure.unit):
            cut = 0
        else:
            cut = leads[0].start() if leads else re.search(r"(?:\s*,|\s+và)?\s*$", between).start()  # type: ignore[union-attr]
        loose = _LOOSE_END.search(between[:cut])
        limit = figure.end + (loose.start() if loose else cut)
    return limit, sentence[figure.end : limit].strip(" ;:").rstrip(", ")


def _has_own_verb(unit: str) -> bool:
    """Whether a verb behind a unit says what those counted do: 9.300 hộ đăng ký; 74 lớp tập huấn chuyển giao."""
    return unit.casefold() in PEOPLE or unit.startswith(("hộ", "người", "lượt", "lớp", "tổ ", "đội", "nhóm"))


def _tail_of_list(sentence: str, clause: Clause, index: int, own: tuple[int, str]) -> tuple[int, str]:
    """12 tập thể và 35 cá nhân được khen: what is said of the last of a list holds for those before it."""
    following = clause.figures[index + 1]
    end, tail = _tail(sentence, clause, following, index + 1)
    is_list = _BETWEEN.fullmatch(sentence[clause.figures[index].end : following.start])
    return (end, tail) if is_list and tail.startswith(("được", "có thành tích", "tiêu biểu", "xuất sắc")) else own


def _shared_tail(sentence: str, figure: Counted, following: Clause | None, own: tuple[int, str]) -> tuple[int, str]:
    """6 tập thể, 11 cá nhân được tặng Bằng khen: what is said of the last holds for the first."""
    if own[1] or following is None or following.mark != "," or not following.figures:
        return own
    last = following.figures[0]
    behind = sentence[last.end : following.end].strip()
    is_shared = last.start == following.start and behind.startswith("được") and figure.end <= following.start
    return (following.end, behind) if is_shared else own


def _clause_start(sentence: str, at: int) -> int:
    return max(clause.start for clause in cut_clauses(sentence) if clause.start <= at)


def _own_year(place: _Place, beside: str | None, setting: Setting) -> str | None:
    """The year that tells this figure from others of its kind: the one beside it, or one that differs from the rest."""
    named = beside or (setting.period if setting.period != place.article_period else None)
    return named if named and named.isdecimal() else None


def _finding(place: _Place, told: Told, setting: Setting, figure: Counted) -> Finding:
    text = place.passage["text"]
    aim = _AIM.search(place.sentence[: figure.start])
    if aim:
        told = replace(told, is_target=True)
    start, end = place.start + told.whole_start, place.start + told.end
    if aim:
        start = min(start, place.start + _clause_start(place.sentence, aim.start()))
    beside = period_beside(text, place.start + figure.end)
    if beside:
        end = max(end, text.index(")", place.start + figure.end) + 1)
    if end - start > _LONGEST_QUOTE:
        start = place.start + told.start
    quote = text[start:end].strip()
    period = beside or find_period(told.tail) or setting.period
    where = setting.place or spell_out(place.source_place)
    answer = None if aim else told.answer(place.sentence)
    answer = answer or quote
    year = _own_year(place, beside or find_period(told.tail), setting)
    told = replace(told, tail=_ASIDE.sub("", " " + told.tail).strip(), year=year)
    return Finding(
        kind="figure",
        subject=capitalise(name_subject(told, where)),
        answer=capitalise(tidy(answer)),
        passage=place.passage["id"],
        quote=quote,
        questions=ask(told, where, period),
        value=figure.value,
        unit=figure.unit,
        period=period,
        place=setting.place or place.source_place,
    )
