"""Where in a message the question stands: its asking sentences, what follows an opener, the stretches that may ask."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.answering.dialogue import points_back
from knowledge.language.normalizing import cut_terms

if TYPE_CHECKING:
    from knowledge.answering.questions import Analyst

# A full stop behind a short capitalised word belongs to an abbreviation (TP. Sóc Trăng), not to a sentence.
_SENTENCES = re.compile(r"(?<!\b[A-ZĐ]\.)(?<!\b[A-ZĐ]\w\.)(?<!\btp\.)(?<=[.?!;…])\s+|\n+")
_OPENERS = re.compile(
    r"\b(?:cho (?:\w+ ){0,2}hoi(?: (?:xiu|chut|ti|la|ve|thu|them|rang|voi))*"
    r"|muon (?:\w+ )?(?:hoi|biet)(?: (?:la|ve|them|ro|rang))*"
    r"|xin hoi|hoi (?:xiu|chut|ti|thu|giup|dum|gium)|cho (?:\w+ )?biet"
    r"|tell me|like to know|want to know|let me know|wondering)\b",
)
_CLAUSES = re.compile(r"\s*(?:[,:–—]|\s-\s|\.{2,})\s*|\s+(?=(?:mà|nhưng|nên|rồi|chứ|ma|nhung|nen|roi|chu|but|so)\s)")
_MOST_SENTENCES = 3
_MOST_CLAUSES = 10
_LEAST_TERMS = 3
_LONG = 18  # terms from which a message is looked at piece by piece
_MOST_CHARACTERS = 900  # of a message; nobody asks longer, and every step below reads all of it


def cut_middle(text: str) -> str:
    """A message that is too long to be a question, without its middle: people ask at the end, or at once."""
    if len(text) <= _MOST_CHARACTERS:
        return text
    third = _MOST_CHARACTERS // 3
    return f"{text[:third]} {text[-2 * third :]}"


def split_sentences(text: str) -> list[str]:
    """The sentences of a message."""
    return [sentence for sentence in _SENTENCES.split(text) if cut_terms(sentence)]


def asking_parts(text: str, analyst: Analyst) -> list[str]:
    """The sentences of a long text that ask; the whole text where it is one sentence or none asks more than others."""
    sentences = split_sentences(text)
    if len(sentences) < 2:  # noqa: PLR2004
        return [text]
    sentences = list(dict.fromkeys(sentences))[-_MOST_SENTENCES:]
    asking = [s for s in sentences if s.rstrip().endswith("?") or analyst.analyse(s).types]
    return asking or sentences[-1:]


def told_before(text: str, asking: str) -> str | None:
    """What a text tells before it asks; None where it only asks.

    Args:
        text: the whole text.
        asking: its asking part.
    """
    sentences = split_sentences(text)
    told = [sentence for sentence in sentences if sentence not in asking]
    return " ".join(told[-_MOST_SENTENCES:]) or None


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


def stretches(text: str, analyst: Analyst) -> list[str]:
    """The stretches of a long message that may be its question: one or two neighbouring clauses.

    Where a clause asks and says itself what it asks for, only stretches around such clauses; where the asking leaves
    that out (`nhờ nhắc lại giùm`) or points back (`con số đó là bao nhiêu`), what was told may be it.
    """
    if len(cut_terms(text)) < _LONG:
        return []
    clauses = _cut_clauses(text)
    asking = [at for at, clause in enumerate(clauses) if analyst.analyse(clause).types - {"yes_no"}]
    pointing = [at for at in asking if points_back(clauses[at])]
    plain = [at for at in asking if at not in pointing and analyst.analyse(clauses[at]).content]
    if plain and not pointing:
        chosen = {near for at in plain for near in (at - 1, at)} | set(plain)
    else:
        chosen = set(range(-1, len(clauses)))
    found = [clauses[at] for at in sorted(chosen) if at >= 0]
    found += [f"{clauses[at]}, {clauses[at + 1]}" for at in sorted(chosen) if 0 <= at < len(clauses) - 1]
    for at in pointing:
        found += [f"{clause}, {clauses[at]}" for clause in clauses[max(at - _MOST_SENTENCES, 0) : max(at - 1, 0)]]
    return list(dict.fromkeys(found))


def _cut_clauses(text: str) -> list[str]:
    clauses: list[str] = []
    for sentence in split_sentences(text):
        parts = [part for part in _CLAUSES.split(sentence) if part and cut_terms(part)]
        for at, part in enumerate(parts):
            if at and len(cut_terms(part)) < _LEAST_TERMS:
                clauses[-1] += ", " + part
            else:
                clauses.append(part)
    return clauses[-_MOST_CLAUSES:]
