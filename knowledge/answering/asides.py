"""What people say around a question that is no part of it: a greeting, where they live, what they need it for."""

from __future__ import annotations

import re
from itertools import dropwhile
from typing import TYPE_CHECKING

from knowledge.answering.locating import points_at_place
from knowledge.language.normalizing import cut_terms, fold, fold_text

if TYPE_CHECKING:
    from knowledge.answering.questions import Analysis, Analyst

_CLAUSE = re.compile(r"(?:[^,;.!?…\n]|[,;.!?…](?=\S))+(?:[,;.!?…]+(?=\s|$)|\n|$)")
_MOST_TERMS = 14
_I = (
    r"(?:(?:da|thua|dau|a) )*(?:nha |gia dinh |tui |lop |nhom |to |co quan |dang )?"
    r"(?:tui|toi|em|e|minh|mk|mik|con|chau|anh|chi|co|chu|bac|ong|ba|i|we|my \w+)(?: minh| tui| em| con)?"
)
_HEARERS = (
    "ban quan tri bien tap quy bao co ad admin bot anh chi em cac moi nguoi team page toa soan lanh dao uy thay chu bac"
    " phong tro ly ao he thong chuyen vien can bo bo phan ca nha don vi ong ba ubnd thanh pho tp soc trang nhan dan va"
    " everyone all there team sir madam editor"
).split()
_GREETED = re.compile(
    r"(?:da )?(?:kinh |xin |em |con |toi )*(?:thua|gui|chao|hello|hi|alo|dear|good \w+)"
    rf"(?: (?:{'|'.join(_HEARERS)}))*(?: a| oi| nha)?"
)
_WORKS = re.compile(
    rf"{_I} (?:\w+ ){{0,4}}(?:lam|viet|soan|hoc|on|chuan bi|nop|go|writing|doing|preparing|working on) (?:\w+ )?"
    r"(?:bai|bao cao|tieu luan|do an|khoa luan|luan van|slide|ban tin|tin|de tai|de cuong|to trinh|tham luan|thi|bang"
    r"|essay|report|homework|paper|thesis|article|assignment)(?: \w+){0,5}"
)
_IS_ONE = re.compile(
    rf"{_I} (?:dang |cung |moi )?(?:la|lam|am|'m) (?:\w+ ){{0,2}}"
    r"(?:hoc sinh|sinh vien|giao vien|can bo|cong chuc|phong vien|nha bao|nguoi dan|dan|doan vien|hoi vien"
    r"|cong tac vien|bi thu|to truong|truong khom|nhan vien|cuu chien binh|huu tri|student|teacher|reporter|journalist)"
    r"(?: \w+){0,5}"
)
_FORGOTTEN = re.compile(
    r"(?:\w+ ){0,8}(?:ma|nhung|gio|roi) (?:\w+ ){0,2}(?:quen|(?:khong|ko|k|hong|hok) nho)(?: \w+){0,3}"
)
_URGENT = re.compile(rf"(?:{_I} )?(?:\w+ )?(?:can|dang can|dang) gap(?: \w+){{0,5}}|gap(?: gap)?(?: lam| qua| nha| a)*")
_MANNER = re.compile(
    r"(?:noi|tra loi|viet|ke|answer)(?: \w+){0,2} (?:ngan|gon|ngan gon|don gian|de hieu|nhanh|bang tieng \w+|in \w+)"
    r"(?: \w+){0,3}"
)
_ASIDES = (_GREETED, _WORKS, _IS_ONE, _FORGOTTEN, _URGENT, _MANNER)
_LIVES = re.compile(rf"{_I} (?:\w+ ){{0,3}}(?:o|tai|ngu|song|dan|nguoi|thuoc|live|from)\b.*|(?:dan|ba con|nguoi) \w+.*")
_ADDRESS = frozenset("khom to hem duong khu vuc ap so nha song ngu sinh ca ngay do nay toi tui em dan nguoi".split())
_OWN_WARD = re.compile(
    r"\b(?:phường|phuong|khóm|khom)\b|\b(?:khu|ấp|ap|xóm|xom|chỗ|nơi) (?:tui|tôi|toi|em|mình|minh|con|này|nay|đó|do)\b"
)


def without_asides(text: str, analyst: Analyst) -> str:
    """A message without the clauses around its question that are no part of it; itself where nothing else is there.

    `tui ở phường 4, xây mấy căn nhà vậy` asks of the whole city; but not `… phường tui xây mấy căn nhà`.
    """
    clauses = [match for match in _CLAUSE.finditer(text) if cut_terms(match.group())]
    if len(clauses) < 2:  # noqa: PLR2004
        return text
    kept = list(dropwhile(lambda match: _is_aside(match.group(), text, analyst), clauses))
    kept = list(dropwhile(lambda match: _is_aside(match.group(), text, analyst), reversed(kept)))
    if not kept or len(kept) == len(clauses):
        return text
    rest = text[kept[-1].start() : kept[0].end()]
    return rest.strip() if len(cut_terms(rest)) > 1 else text


def _is_aside(clause: str, text: str, analyst: Analyst) -> bool:
    folded = fold_text(clause)
    if folded.count(" ") >= _MOST_TERMS:
        return False
    is_worded, lives = any(pattern.fullmatch(folded) for pattern in _ASIDES), bool(_LIVES.fullmatch(folded))
    if not (is_worded or lives):
        return False
    analysis = analyst.analyse(clause)
    if analysis.types or analysis.groups or analysis.years or analysis.exact_numbers:
        return False
    if is_worded and not analysis.places:
        return True
    return lives and _says_only_where(analysis, analyst) and not _asks_there(text.replace(clause, " "))


def _says_only_where(analysis: Analysis, analyst: Analyst) -> bool:
    """Whether a clause names nothing but a part of the city, and an address there."""
    near = analyst.lexicon.wards | analyst.home.places
    others = {fold(word) for unit in analysis.content if not (unit.place or unit.number) for word in unit.words}
    return bool(analysis.places) and analysis.places <= near and others <= _ADDRESS


def _asks_there(text: str) -> bool:
    return points_at_place(text) or bool(_OWN_WARD.search(" ".join(term.text for term in cut_terms(text))))
