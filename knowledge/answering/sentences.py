"""Splits passages into sentences with exact code-point offsets, and long sentences at their clauses."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Where a sentence may end: its mark, closing quotes and footnote numbers, then a space; or a line's end.
_END = re.compile(
    r"""(?P<mark>[.!?…]+)(?P<closing>[”’"'»)\]]*(?:\[\d{1,3}\])*)(?:(?P<space>[^\S\n]+)|(?=[A-ZÀ-ỸĐ][a-zà-ỹđ]))"""
    r"|[^\S\n]*\n\s*"
)
_OPENING = "“‘\"'«([•–—-*"
_WORD_BEFORE = re.compile(r"[\w.]*$")
# A full stop behind these is part of the word (TP. Sóc Trăng, PGS. TS. …, v. 2).
_ABBREVIATIONS = frozenset(
    [
        "tp",
        "tx",
        "tt",
        "q",
        "p",
        "st",
        "ts",
        "ths",
        "pgs",
        "gs",
        "bs",
        "ks",
        "ls",
        "cn",
        "nxb",
        "tr",
        "tk",
        "vd",
        "dr",
        "mr",
        "mrs",
        "ms",
        "prof",
        "st",
        "sr",
        "jr",
        "no",
        "vs",
        "vol",
        "inc",
        "ltd",
        "co",
        "corp",
        "op",
        "art",
        "gen",
        "col",
        "lt",
        "capt",
        "rev",
        "hon",
        "gov",
        "sen",
        "rep",
        "dept",
        "univ",
        "approx",
        "ca",
        "etc",
        "al",
        "cf",
        "ed",
        "eds",
        "fig",
        "pp",
    ]
)
_INITIALS = re.compile(r"^(?:[^\W\d_]\.)*[^\W\d_]$")
_LIST_NUMBER = re.compile(r"^\s*(?:\d{1,2}|[a-zđ]|[IVX]{1,4})$")
_CLAUSE = re.compile(r"[;:]\s|,\s|\s[–—-]\s|\)\s|\s(?=\()")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text, `text[start:end]`."""

    start: int
    end: int


def split_sentences(text: str) -> list[Span]:
    """Splits a text into sentences: together they hold everything in it but white space."""
    spans: list[Span] = []
    begin = 0
    for match in _END.finditer(text):
        if match["mark"] is not None and not _ends_sentence(text, begin, match):
            continue
        _append(spans, text, begin, match.end())
        begin = match.end()
    _append(spans, text, begin, len(text))
    return spans


def _append(spans: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append(Span(start, end))


def _ends_sentence(text: str, begin: int, match: re.Match[str]) -> bool:
    following = text[match.end() : match.end() + 1]
    glued = match["space"] is None
    if following and not (following.isupper() or following.isdigit() or following in _OPENING):
        return False
    if match["mark"] != ".":
        return True
    word = _WORD_BEFORE.search(text, begin, match.start())
    before = word.group() if word else ""
    if glued and (len(before) < 2 or not before[-1].islower()):  # noqa: PLR2004  H.LAN, TP.Sóc Trăng
        return False
    if before.casefold() in _ABBREVIATIONS and not (before.islower() and len(before) == 1):
        return False
    if _INITIALS.match(before) and before[-1].isupper():
        return False
    return not _LIST_NUMBER.match(text[begin : match.start()])


def trim_to_clause(text: str, span: Span, longest: int, keep: int | None = None) -> Span:
    """Shortens a span to at most `longest` characters at a clause's boundary.

    Args:
        text: what the span indexes.
        span: the stretch to shorten.
        longest: how many characters may stay.
        keep: a place in the text that must stay inside; by default the span's beginning stays.
    """
    if span.end - span.start <= longest:
        return span
    cuts = [span.start, *(m.end() for m in _CLAUSE.finditer(text, span.start, span.end)), span.end]
    wanted = span.start if keep is None else min(max(keep, span.start), span.end - 1)
    start = span.start
    if wanted - start >= longest * 2 // 3:
        near = [cut for cut in cuts if wanted - longest // 2 <= cut <= wanted]
        start = near[0] if near else wanted - longest // 2
    limit = min(start + longest, span.end)
    ends = [cut for cut in cuts if max(wanted, start + longest // 3) < cut <= limit]
    end = ends[-1] if ends else _last_space(text, start, limit, wanted)
    while end > start + 1 and (text[end - 1].isspace() or text[end - 1] in ",;:(–—"):
        end -= 1
    return Span(start, end)


def _last_space(text: str, start: int, limit: int, wanted: int) -> int:
    if limit < len(text) and not text[limit].isspace():
        space = text.rfind(" ", max(start + 1, wanted), limit)
        return space if space > start else limit
    return limit
