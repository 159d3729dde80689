"""The quoted names of campaigns, models and groups in an article, and the numbers of its documents, as findings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from knowledge.answering.sentences import split_sentences
from knowledge.ingesting.clauses import LONGEST_SENTENCE, cut_clauses
from knowledge.ingesting.counting import DOCUMENT
from knowledge.ingesting.finding import Finding, capitalise, lower_first, tidy
from knowledge.ingesting.setting import Setting, find_place, spell_out
from knowledge.ingesting.sound import is_sound_question

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_READ_KINDS = {"lead", "body"}
_QUOTED = re.compile(r"“(?P<name>[^“”]{3,200})”")
_CLASSES = (
    ("campaign", r"phong trào thi đua|phong trào|cuộc vận động|chương trình|chiến dịch|hội thi|đợt thi đua|thi đua"),
    ("model", r"mô hình|công trình|cách làm|sáng kiến|tuyến đường|phần việc"),
    ("organisation", r"câu lạc bộ|tổ phụ nữ|tổ hợp tác|tổ|nhóm|đội|quỹ|chi hội|hợp tác xã|ban"),
    ("honour", r"danh hiệu|giải thưởng|kỷ niệm chương|huy hiệu|cờ thi đua"),
    ("event", r"hội nghị|ngày hội|lễ|diễn đàn|tuần lễ|liên hoan"),
    ("campaign", r"phương châm|khẩu hiệu|chủ đề|tinh thần|lời dạy|xác định|học bổng|ra quân|chuyên đề|đề án|dự án"),
)
_CLASS = re.compile(
    "|".join(rf"(?P<k{number}>{words})" for number, (_, words) in enumerate(_CLASSES)) + r"", re.IGNORECASE
)
_CALLED = {"xác định": "phương châm", "ra quân": "hoạt động", "tinh thần": "phương châm", "lời dạy": "lời dạy"}
_LONGEST_REST = 3
_GAP = re.compile(r"^[\s:,]*(?:(?:của|về|mang tên|có tên|với tên gọi|năm \d{4}|là)\s*)?[\w\s]{0,24}$")
_LISTED = re.compile(r"^\s*(?:,|;|và|,\s*và|…)\s*$|^[^.!?“”]{0,60};\s*$")
_SPEECH = re.compile(
    r"\b(?:chia sẻ|cho biết|nói|khẳng định|nhấn mạnh|phát biểu|bày tỏ|tâm sự|cho rằng|kể)[^.“”]{0,60}:\s*$",
    re.IGNORECASE,
)
_KINDS_OF_DOCUMENT = (
    r"Chỉ thị|Nghị quyết|Quyết định|Kế hoạch|Công văn|Thông tư|Nghị định|Kết luận|Quy định|Hướng dẫn|Chương trình|Đề án"
    r"|Thông báo|Tờ trình|Báo cáo|Quy chế|Công điện|Pháp lệnh|Thông tri"
)
_DOCUMENT = re.compile(
    rf"(?:(?P<kind>{_KINDS_OF_DOCUMENT})\s+)?(?:số\s+)?(?<![\w/-])(?P<number>{DOCUMENT})", re.IGNORECASE
)
_NOT_ITS_OWN = re.compile(
    rf"\s+và\s+(?:{_KINDS_OF_DOCUMENT})\s+(?:số\s+)?\d|[;.:]\s|\s+\((?!năm)"
    r"|,\s+(?=(?:trong|qua|thời gian|\d|năm|hằng|từ|phong trào|thị xã|huyện|thành phố|tỉnh|UBND|bộ phận|toàn|các|nhiều"
    r"|đến|ngành|địa phương|xã|phường)\b)",
    re.IGNORECASE,
)
_ISSUER = re.compile(r"\bcủa\s+[A-ZĐ]|\bdo\s+[A-ZĐ]")
_ABOUT = re.compile(r"\bvề\s+(?:việc\s+)?\w")
_LONGEST_QUOTE = 450
_MOST = 6
_IN_ENGLISH = {
    "phong trào thi đua": "emulation movement",
    "phong trào": "movement",
    "cuộc vận động": "campaign",
    "chương trình": "programme",
    "mô hình": "model",
    "câu lạc bộ": "club",
    "danh hiệu": "title",
    "quỹ": "fund",
    "hội thi": "contest",
    "dự án": "project",
    "chiến dịch": "campaign",
}
_DOCUMENTS_IN_ENGLISH = {
    "chỉ thị": "Directive",
    "nghị quyết": "Resolution",
    "quyết định": "Decision",
    "kế hoạch": "Plan",
    "công văn": "Official Letter",
    "nghị định": "Decree",
    "thông tư": "Circular",
    "báo cáo": "Report",
}
_FEWEST_WORDS = 4
"""Of a quoted name that nothing says the kind of; shorter ones are mostly figures of speech."""


def find_names(source: Mapping[str, Any]) -> Iterator[Finding]:
    """Every quoted name of a source's lead and body once, where it is printed first."""
    seen: set[str] = set()
    for passage in _readable(source):
        named: tuple[str, str] | None = None
        last_end = 0
        for match in _QUOTED.finditer(passage["text"]):
            before = passage["text"][last_end : match.start()]
            named = _says_itself(match["name"]) or _classify(before) or (named if _LISTED.match(before) else None)
            if named is None and len(match["name"].split()) >= _FEWEST_WORDS:
                named = "campaign", ""
            last_end = match.end()
            if _SPEECH.search(before):
                continue
            name = tidy(match["name"])
            if named and name.casefold() not in seen:
                seen.add(name.casefold())
                yield _name_finding(source, passage, match, named)


def find_documents(source: Mapping[str, Any]) -> Iterator[Finding]:
    """Every numbered document that a source names, once."""
    seen: set[str] = set()
    for passage in _readable(source):
        for match in _DOCUMENT.finditer(passage["text"]):
            if match["number"] not in seen:
                seen.add(match["number"])
                yield _document_finding(source, passage, match)


def _readable(source: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Lead and body, but for what no newspaper prints: a sentence of thousands of letters."""
    for passage in source["passages"]:
        spans = split_sentences(passage["text"]) if passage["kind"] in _READ_KINDS else []
        if spans and max(span.end - span.start for span in spans) <= LONGEST_SENTENCE:
            yield passage


def _classify(before: str) -> tuple[str, str] | None:
    """The kind of a name and the words that tell it: the nearest such words before it."""
    near = before[-60:]
    found = list(_CLASS.finditer(near))
    if not found or not _GAP.match(near[found[-1].end() :]):
        return None
    if near[: found[-1].start()][-1:].isalpha():
        return None
    kind = next(kind for number, (kind, _) in enumerate(_CLASSES) if found[-1][f"k{number}"])
    words = found[-1][0].lower()
    rest = near[found[-1].end() :].strip(" :,")
    if words in _CALLED:
        return kind, _CALLED[words]
    return kind, f"{words} {rest}" if rest and len(rest.split()) <= _LONGEST_REST else words


def _says_itself(name: str) -> tuple[str, str] | None:
    """Names that begin with what they are: “Tổ Phụ nữ phân loại rác tại nguồn”."""
    inside = _CLASS.match(name)
    if not inside or inside["k5"] or not name[inside.end() :].startswith(" "):
        return None
    return next(kind for number, (kind, _) in enumerate(_CLASSES) if inside[f"k{number}"]), ""


def _name_finding(
    source: Mapping[str, Any], passage: Mapping[str, Any], match: re.Match[str], named: tuple[str, str]
) -> Finding:
    kind, words = named
    full = tidy(f"{words} “{match['name']}”")
    quote = _surroundings(passage["text"], match.start(), match.end())
    sentence = next(span for span in split_sentences(passage["text"]) if span.start <= match.start() < span.end)
    clauses = cut_clauses(passage["text"][sentence.start : sentence.end])
    near = [clause.text for clause in clauses if match["name"] in clause.text]
    setting = Setting(source.get("period")).within(quote)
    setting = Setting(setting.period, find_place(near[0] if near else quote) or _place_before(passage, match.start()))
    place = setting.place or spell_out(source.get("place"))
    of = f" của {place}" if place and place not in full else ""
    questions = [f"{full}{of} là gì?", f"Bài báo nói gì về {full}{of}?"]
    if not full.startswith(("phương châm", "lời dạy", "“")):
        questions.append(f"{place or 'Địa phương'} có {full} không?")
    questions += _ask_otherwise(words, match["name"], full, place)
    return Finding(
        kind=kind,
        subject=capitalise(full),
        answer=capitalise(tidy(quote)),
        passage=passage["id"],
        quote=quote,
        questions=tuple(capitalise(tidy(question)) for question in questions if is_sound_question(question))[:_MOST],
        period=setting.period,
        place=setting.place or source.get("place"),
    )


def _ask_otherwise(words: str, name: str, full: str, place: str | None) -> list[str]:
    """As people talk, by the name alone, as key words, in English where the kind of thing has a word there."""
    at = f" ở {place}" if place and place not in full else ""
    questions = [f"Cho hỏi {full}{at} là sao vậy?", capitalise(f"{full} {place}" if at else full)]
    if words:
        questions.insert(1, f"“{name}” là {words} gì?")
    if words in _IN_ENGLISH:
        questions.append(f"What is the {_IN_ENGLISH[words]} “{name}”?")
    return questions


def _place_before(passage: Mapping[str, Any], at: int) -> str | None:
    """The place that the sentence has named already."""
    sentence = next(span for span in split_sentences(passage["text"]) if span.start <= at < span.end)
    return find_place(passage["text"][sentence.start : at])


def _document_finding(source: Mapping[str, Any], passage: Mapping[str, Any], match: re.Match[str]) -> Finding:
    text = passage["text"]
    stop = _NOT_ITS_OWN.search(text, match.end())
    if stop and stop[0].lstrip().startswith("và") and not _ISSUER.search(text[match.end() : stop.start()]):
        stop = _NOT_ITS_OWN.search(text, stop.end())  # two documents of one issuer, who is named behind the second
    end = min(stop.start() if stop else len(text), match.start() + _LONGEST_QUOTE)
    quote = text[match.start() : end].rstrip(" ,;:.")
    name = tidy(f"{capitalise(match['kind'] or 'văn bản')} số {match['number']}")
    behind = quote[match.end() - match.start() :]
    questions = [f"{name} là văn bản gì?"]
    if _ABOUT.search(behind):
        questions.insert(0, f"{name} nói về việc gì?")
    if _ISSUER.search(behind):
        questions.insert(0, f"{name} là của cơ quan nào?")
    other = len(questions)
    questions += [f"Cho hỏi {lower_first(name)} là gì vậy?", name]
    if english := _DOCUMENTS_IN_ENGLISH.get((match["kind"] or "").casefold()):
        questions.append(f"What is {english} No. {match['number']}?")
    if other == 1:
        quote = _surroundings(text, match.start(), match.end())
        questions.append(f"Bài báo nhắc tới {name} trong việc gì?")
    return Finding(
        kind="document",
        subject=name,
        answer=capitalise(tidy(quote)),
        passage=passage["id"],
        quote=quote,
        questions=tuple(questions[:_MOST]),
        period=source.get("period"),
        place=source.get("place"),
    )


def _surroundings(text: str, start: int, end: int) -> str:
    """The sentence around a stretch, or, where that is long, the clauses it stands in."""
    span = next(span for span in split_sentences(text) if span.start <= start < span.end)
    if span.end - span.start <= _LONGEST_QUOTE:
        return text[span.start : span.end]
    sentence = text[span.start : span.end]
    clauses = [clause for clause in cut_clauses(sentence) if clause.start + span.start < end]
    first = max((clause.start + span.start for clause in clauses if clause.start + span.start <= start), default=start)
    following = [c.end + span.start for c in cut_clauses(sentence) if c.end + span.start >= end]
    last = following[0] if following and following[0] - first <= _LONGEST_QUOTE else end
    return text[first:last].strip(" ,;")
