"""Where in a message the question stands: its asking sentences, what follows an opener, the stretches that may ask."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.answering.dialogue import points_back
from knowledge.answering.kinds import ASKS_WHAT_IT_IS
from knowledge.language.normalizing import cut_terms, fold, fold_text

if TYPE_CHECKING:
    from decimal import Decimal

    from knowledge.answering.questions import Analysis, Analyst

# A full stop behind a short capitalised word belongs to an abbreviation (TP. Sóc Trăng), not to a sentence.
_SENTENCES = re.compile(r"(?<!\b[A-ZĐ]\.)(?<!\b[A-ZĐ]\w\.)(?<!\btp\.)(?<=[.?!;…])\s+|\n+")
_OPENERS = re.compile(
    r"\b(?:cho (?:\w+ ){0,2}hoi(?: (?:xiu|chut|ti(?! le)|la|ve|thu|them|rang|voi))*"
    r"|muon (?:\w+ )?(?:hoi|biet)(?: (?:la|ve|them|ro|rang))*"
    r"|xin hoi|hoi (?:xiu|chut|ti(?! le)|thu|giup|dum|gium)|cho (?:\w+ )?biet"
    r"|tell me|like to know|want to know|let me know|wondering)\b"
    r"(?: (?:giup )?(?:\d|hai|ba|may|vai|mot so) (?:viec|dieu|cau|chuyen|cai|y|thu)\b| (?:two|some) things\b)?"
    r"|\bxin (?:\d|hai|ba|may|vai) (?:con so|so lieu|thong tin)\b",
)
_CLAUSES = re.compile(
    r"\s*(?:(?<!\d)[,:]|[,:](?!\d)|[–—]|\s-\s(?!\d)|\.{2,})\s*"
    r"|\s+(?=(?:mà|nhưng|nên|rồi|chứ|chớ|vậy|để(?! (?:làm )?(?:gì|chi))|vì|tại|do|nhờ"
    r"|ma|nhung|nen|roi|chu|cho nen|de(?! (?:lam )?(?:gi|chi))|vi|but|so|because)\s)"
)
_HANGS_ON = re.compile(r"(?:để|vì|tại|do|nhờ|de|vi|because)\s", re.IGNORECASE)
_REQUESTS = re.compile(
    r"\b(?:cho (?:\w+ ){0,2}(?:xin|hoi|biet)|xin (?:\w+ )?(?:hoi|cho|duoc|so|con so|ten)|de nghi"
    r"|(?:nen|dang|chi|toi|em|minh|con) can (?!phai)|muon (?:\w+ )?(?:hoi|biet|xin|tim)"
    r"|(?:ke|doc|ghi|chep|trich|noi|nhac|cung cap|gui|liet ke|chi|tra|tim|coi|xem|kiem)(?: \w+)? "
    r"(?:giup|gium|dum|ho|lai)"
    r"|nho (?:\w+ ){0,2}(?:ke|cho|ghi|liet ke|cung cap)"
    r"|tell me|let me know|(?:like|want) to know|wondering|remind me|(?:can|could|would) you)\b"
)
# As read: bare `neu` may be nêu or nếu, `dua` đưa or đứa.
_ORDERS = re.compile(
    r"(?:(?:hãy|xin|vui lòng|làm ơn|phiền|nhờ|dạ|ad|bot|admin|bạn|please|pls) )*"
    r"(?:nêu|liệt kê|kể|cho (?:\w+ ){0,2}(?:xem|biết|xin)|đưa|gửi|trích|đọc|tóm tắt"
    r"|list|name|give|show|tell|summari[sz]e)\b"
)
_ANNOUNCED = re.compile(
    r"\b(?:[2-4]|hai|ba|bốn|mấy|vài|các|những|two|three|these|few)"
    r"\s(?:con số|số liệu|số|việc|câu|điều|thứ|chuyện|ý|thông tin|chỉ tiêu|figures|numbers|things|questions)"
    r"(?:\s(?:sau|này|nữa|đây|sau đây))?\s*:",
    re.IGNORECASE,
)
_CLOSINGS = re.compile(
    r"(?:em |con |toi |minh |xin |tran trong |chan thanh |rat )*"
    r"(?:cam on|cam ta|kinh chao|chao|chuc|thanks|thank you)\b(?!.*\b(?:hoi|biet)\b)|(?:best |kind |with )*regards\b"
)
_WHEN_TOLD = re.compile(r"\b(?:(?:hồi|năm|từ|vào|trong|hoi|nam|tu) )*(?:19|20)\d\d\b(?!\s*[-–]\s*\d)", re.IGNORECASE)
_CHOICES = re.compile(r"\b(?:hay|hoac|or)\b(?! \w*khong\b)")
_THERE = re.compile(
    r"\bo (?:(?:tren|ben|duoi|trong|ngoai)(?: do| ay| nay)?|do)\b|\bthere\b(?! (?:is|are|was|were|any)\b)"
)
_PURPOSE = re.compile(r",?\s+(?:để|đặng|de)\s+(?!(?:làm\s+|lam\s+)?(?:gì|chi|gi)\b)\S+\s+[^?]*$", re.IGNORECASE)
_BEGS = re.compile(
    r"\b(?:nhac|ghi|doc|chep|trich|noi|cho biet) lai\b|\b(?:tra|kiem|tim|coi|xem|noi|chi) (?:giup|gium|dum|ho)\b"
    r"|\b(?:remind me|tell me again|look it up|find it)\b"
)
# Who speaks or is spoken to, and what nobody knew: such a clause narrows no question. As typed, for `còn`, `cổ` and
# `U Minh` are nobody.
_ASIDE = re.compile(
    r"^\W*(?:(?:mà|ma|nhưng|nhung|nên|nen|rồi|roi|chứ|chu|vậy|vay) )?(?:anh|chị|chi|cô|co|chú|chu|bác|bac|ông|ong|bà|ba"
    r"|má|ma|mẹ|me|bạn|ban|đang|dang|đâu|dau|không|khong|chưa|chua)\b"
    r"|\b(?:em|e|tui|tôi|toi|mình|minh|mk|con|cháu|chau|tao|tau|t|ad|admin|bot|i|my|me|we|you"
    r"|nha|nhé|nhe|nghen|giùm|gium|giúp|dùm|dum|please|pls)\b"
    r"|\b(?:không|chưa|hông|hổng|khong|chua|hong) (?:ai |có |co )?"
    r"(?:biết|nhớ|rõ|thấy|nói|trả lời|biet|nho|ro|thay|noi|tra loi)\b"
)
_GENERAL = frozenset(
    "so con cau ten cai do nay ay tin thong chi tiet doan khuc cho day du chinh xac dung mo hinh phong trao goi ghi noi"
    " viet bao bai giup gium dum toi em con minh number figure name sentence phrase exact it that".split()
)
_READ = frozenset(
    "thay nghe doc xem coi nhac neu in chu y nghia chi de cap liet ke hieu ung trang dong"
    " saw read see mention mean meaning refer stand mentioned means refers article".split()
)
_IF_SO = frozenset({"yes_no"})
_MOST_SENTENCES = 3
_MOST_CLAUSES = 8
_LEAST_TERMS = 3
_LONG = 18  # terms from which a message is looked at piece by piece
_MOST_CHARACTERS = 900  # of a message; nobody asks longer, and every step below reads all of it


def cut_middle(text: str) -> str:
    """A message that is too long to be a question, without its middle: people ask at the end, or at once."""
    if len(text) <= _MOST_CHARACTERS:
        return text
    third = _MOST_CHARACTERS // 3
    return f"{text[:third]} {text[-2 * third :]}"


def is_endless(text: str) -> bool:
    """Whether a message is so long, its middle cut or not, that it is read once: its story would take ever longer."""
    return len(text) >= _MOST_CHARACTERS


def split_sentences(text: str) -> list[str]:
    """The sentences of a message."""
    return [sentence for sentence in _SENTENCES.split(text) if cut_terms(sentence)]


def asking_parts(text: str, analyst: Analyst) -> list[str]:
    """The sentences of a long text that ask; the whole text where it is one sentence.

    Where none asks, those that beg (`rất mong quý vị cho biết …`); where none begs, the last but for thanks.
    """
    sentences = split_sentences(text)
    if len(sentences) < 2:  # noqa: PLR2004
        return [text]
    sentences = [s for s in dict.fromkeys(sentences) if not _CLOSINGS.match(fold_text(s))] or sentences
    announcing = [at for at, s in enumerate(sentences) if _ANNOUNCED.search(s)]
    if announcing:
        return sentences[announcing[0] :][:_MOST_SENTENCES]
    asking = [s for s in sentences if _is_marked(s) or analyst.analyse(s).types or _is_order(s, analyst)]
    if not any(_is_marked(s) or analyst.analyse(s).types - _IF_SO for s in asking):
        asking = [s for s in sentences if is_request(s)] or asking  # `có … không` stands in many a story
    return asking[-_MOST_SENTENCES:] or sentences[-1:]


def marked_parts(asking: list[str]) -> list[str]:
    """Of the sentences that may ask those with a question mark; all, where none has one."""
    return [sentence for sentence in asking if _is_marked(sentence)] or asking


def _is_order(sentence: str, analyst: Analyst) -> bool:
    """Whether a sentence orders something that it names: `nêu tất cả các mô hình`, not `cho em xin con số đó`."""
    is_order = bool(_ORDERS.match(" ".join(word.text for word in analyst.analyse(sentence).words)))
    return is_order and not (points_back(sentence) or is_general(sentence, analyst))


def _is_marked(sentence: str) -> bool:
    return sentence.rstrip().endswith("?")


def told_before(text: str, asking: str) -> list[str]:
    """What a text tells beside what it asks: all of it, its last sentences, then clauses; empty where it only asks.

    Args:
        text: the whole text.
        asking: its asking part.
    """
    told = [sentence for sentence in split_sentences(text) if sentence not in asking][-_MOST_SENTENCES:]
    clauses = [clause for sentence in told for clause in split_clauses(sentence)][-_MOST_SENTENCES:]
    return list(dict.fromkeys((" ".join(told), *told, *clauses))) if told else []


def without_year(told: str) -> str:
    """What was told, without the year when it happened, which is not the year that is asked about."""
    return _WHEN_TOLD.sub(" ", told)


def without_purpose(text: str) -> str | None:
    """A request without what it is wanted for: `cho xin tựa bài để ghi vô luận văn`; None where none is told."""
    found = _PURPOSE.search(text)
    request = text[: found.start()] if found else ""
    return request if is_request(request) else None


def is_request(text: str) -> bool:
    """Whether a text begs for something: `cho em xin …`, `nhờ ad kể giúp …`."""
    return bool(_REQUESTS.search(fold_text(text)))


def without_choices(text: str, analyst: Analyst) -> str | None:
    """A question without the answers that it offers (`vay làm gì, chăn nuôi hay buôn bán`); None if it offers none."""
    head, comma, choices = text.rpartition(",")
    is_offered = bool(comma and _CHOICES.search(fold_text(choices))) and not choices.strip().lower().startswith("hay")
    return head if is_offered and analyst.analyse(head).types - {"yes_no"} else None


def after_opener(text: str) -> str | None:
    """What follows `cho em hỏi`, `muốn biết`, `could you tell me`; None where nothing of weight does."""
    terms = cut_terms(text)
    folded = " ".join(term.folded for term in terms)
    last = None
    for match in _OPENERS.finditer(folded):
        last = match
    if last is None:
        return None
    at = folded[: last.end()].count(" ") + 1
    if len(terms) - at < 3:  # noqa: PLR2004  the opener stands at the end: the question came first
        first = folded[: last.start()].count(" ")
        return text[: terms[first].start].strip(" ,.;:") if first >= 3 else None  # noqa: PLR2004
    return text[terms[at].start :]


def loses_place(part: str, text: str, analyst: Analyst, known_places: frozenset[str]) -> bool:
    """Whether a part of a message no longer names the place that all of it is about: `tui ở Trà Vinh, cho hỏi …`.

    Where the message also names a place that the records are about, the other is where its teller lives; a whole region
    (`các đô thị miền Tây`) is no other place.
    """
    places = analyst.analyse(text).places - analyst.lexicon.regions
    return not places & known_places and bool(places - analyst.analyse(part).places)


def points_at_place(text: str) -> bool:
    """Whether a text means a place named before: `ở trển`, `ở dưới đó`, `over there`."""
    return bool(_THERE.search(fold_text(text)))


def stretches(text: str, analyst: Analyst, known_places: frozenset[str]) -> list[list[str]]:
    """The stretches of a long message that may be its question, where its sentences hold much else.

    For each clause that asks or begs (those of the sentences with a question mark, where there are any), alone and with
    its neighbours; where it only points back (`con số đó là bao nhiêu`) or begs to be told again (`nhờ nhắc lại giùm`),
    what was told before it. What the message names of places, years and figures must not get lost on
    the way.

    Args:
        text: the message.
        analyst: reads it.
        known_places: those that the records are about.

    Returns:
        The stretches of each such clause; of the last ones, where many ask.
    """
    if len(cut_terms(text)) < _LONG:
        return []
    asking = [clause for sentence in marked_parts(split_sentences(text)) for clause in split_clauses(sentence)]
    by_sentence = [split_clauses(sentence) for sentence in split_sentences(text)]
    clauses = [clause for each in by_sentence for clause in each]
    closes = [at == len(each) - 1 for each in by_sentence for at in range(len(each))]
    at_all = [at for at, clause in enumerate(clauses) if clause in asking and analyst.analyse(clause).types]
    at_all = at_all or [at for at, clause in enumerate(clauses) if is_request(clause)]
    found = [_around(at, clauses, closes, analyst) for at in at_all[-_MOST_SENTENCES:]] or [
        _told_again(clauses, analyst)
    ]
    asked = analyst.analyse(" ".join(asking))
    years = set(asked.years)  # a year in the story says when that happened, a place where its teller lives
    places = asked.places if analyst.analyse(text).places & known_places else analyst.analyse(text).places
    figures = asked.exact_numbers if len(at_all) == 1 and asked.counted else frozenset()
    kept = [[part for part in each if _holds(analyst.analyse(part), places, years, figures)] for each in found]
    return [each for each in kept if each]


def _around(at: int, clauses: list[str], closes: list[bool], analyst: Analyst) -> list[str]:
    if points_back(clauses[at]) and is_general(clauses[at], analyst):
        return [f"{clause}, {clauses[at]}" for clause in clauses[max(at - _MOST_SENTENCES, 0) : at]]
    end = at + 1
    while not closes[end - 1] and _narrows(clauses[end]):
        end += 1
    ranges = ((at, end), (at - 1, end), (at, end + 1), (at - 1, end + 1), (at - 2, end))
    whole = [clauses[first:last] for first, last in ranges if first >= 0 and not _HANGS_ON.match(clauses[first])]
    return list(dict.fromkeys(", ".join(part) for part in whole))


def _narrows(clause: str) -> bool:
    """Whether a clause behind an asking one belongs to what is asked: `ai lo lương thảo, quân nhu cho nghĩa quân …`."""
    return not (_HANGS_ON.match(clause) or _ASIDE.search(clause[0].lower() + clause[1:]) or is_request(clause))


def _holds(part: Analysis, places: frozenset[str], years: set[int], figures: frozenset[Decimal]) -> bool:
    is_whole = part.places >= places and set(part.years) >= years and part.exact_numbers >= figures
    return is_whole and len(part.content) > 1


def _told_again(clauses: list[str], analyst: Analyst) -> list[str]:
    """What was told before a clause that begs to be told it again; nothing where it begs for something else."""
    for at, clause in enumerate(clauses):
        folded = " ".join(term.folded for term in cut_terms(clause))
        begging = _BEGS.search(folded)
        if begging and is_general(folded[begging.end() :], analyst):
            return clauses[max(at - _MOST_SENTENCES, 0) : at]
    return []


def asked_figure(text: str, analyst: Analyst) -> str | None:
    """The plain question for what a figure is, where a text says nothing else but that it was read somewhere.

    `thấy ghi 48.845, đó là số của cái nào ta` asks `48.845 là số gì`.
    """
    analysis = analyst.analyse(text)
    others = {fold(word) for unit in analysis.content if not unit.number for word in unit.words}
    is_what = bool(analysis.types) and analysis.types <= ASKS_WHAT_IT_IS
    return _ask_figure(analysis) if is_what and others <= _GENERAL | _READ else None


def told_figure(told: str, asking: str, analyst: Analyst) -> str | None:
    """The same, where a message tells one figure, whatever else, and then asks what that is about."""
    kinds = analyst.analyse(asking).types
    is_what = bool(kinds) and kinds <= ASKS_WHAT_IT_IS and is_general(asking, analyst)
    return _ask_figure(analyst.analyse(told)) if is_what else None


def _ask_figure(analysis: Analysis) -> str | None:
    figures = [unit for unit in analysis.units if unit.number]
    if len(figures) != 1 or len(analysis.exact_numbers) != 1:
        return None
    return f"{figures[0].text} là số gì" if analysis.language == "vi" else f"what is {figures[0].text}"


def is_general(clause: str, analyst: Analyst) -> bool:
    """Whether a clause names nothing but what any fact is called: a number, a name, a sentence."""
    return all(
        unit.number is None and set(map(fold, unit.words)) <= _GENERAL for unit in analyst.analyse(clause).content
    )


def split_clauses(text: str) -> list[str]:
    """The last clauses of a message, the shortest with what stands before them."""
    clauses: list[str] = []
    for sentence in split_sentences(text):
        parts = [part for part in _CLAUSES.split(sentence) if part and cut_terms(part)]
        own: list[str] = []
        for part in parts:
            if own and len(cut_terms(part)) < _LEAST_TERMS:
                own[-1] += ", " + part
            else:
                own.append(part)
        clauses += own if len(own) > 1 else [sentence]
    return clauses[-_MOST_CLAUSES:]
