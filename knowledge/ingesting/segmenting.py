"""Where words end in a text: the lexicon's words of several syllables (thiết bị, cộng đồng) are never cut in two."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from knowledge.ingesting.words import COMPOUNDS, VERBS
from knowledge.loading import read_files, shipped_records
from knowledge.parsing import parse

_SYLLABLE = re.compile(r"[^\W\d_]+")
_LONGEST = 4
"""Syllables of a word; longer entries of the lexicon are phrases."""


@lru_cache(maxsize=4096)
def cut_words(text: str) -> tuple[tuple[int, int], ...]:
    """The words of a text as places in it: the fewest that the lexicon allows, and each other syllable alone."""
    words: list[tuple[int, int]] = []
    run: list[re.Match[str]] = []
    for syllable in _SYLLABLE.finditer(text):
        if run and text[run[-1].end() : syllable.start()] != " ":
            words += _cut_run(run)
            run = []
        run.append(syllable)
    return (*words, *_cut_run(run))


def is_inside_word(text: str, at: int) -> bool:
    """Whether a place lies between two syllables of one word."""
    return any(start < at < end for start, end in cut_words(text))


def last_word(text: str) -> str:
    """The word with which a text ends, in small letters; empty where it ends with something else."""
    words = cut_words(text)
    return text[slice(*words[-1])].casefold() if words and words[-1][1] == len(text) else ""


def _cut_run(run: list[re.Match[str]]) -> list[tuple[int, int]]:
    """Fewest words first; of two ways the one whose earlier word is longer."""
    known = _known_words()
    syllables = [syllable[0].casefold() for syllable in run]
    best = [0] * (len(run) + 1)
    length = [1] * len(run)
    for start in reversed(range(len(run))):
        best[start] = best[start + 1] + 1
        for size in range(2, min(_LONGEST, len(run) - start) + 1):
            if best[start + size] + 1 <= best[start] and " ".join(syllables[start : start + size]) in known:
                best[start], length[start] = best[start + size] + 1, size
    places, at = [0], 0
    while at < len(run):
        at += length[at]
        places.append(at)
    return [(run[start].start(), run[end - 1].end()) for start, end in pairwise(places)]


@lru_cache(maxsize=1)
def _known_words() -> frozenset[str]:
    """Words of several syllables: the shipped lexicon's, and the newspapers' own."""
    words: set[str] = {*COMPOUNDS, *VERBS}
    for file in read_files(shipped_records()):
        data = parse(file.raw).value if file.kind == "lexicon" and b'"words"' in file.raw else None
        if isinstance(data, dict):
            words.update(str(word).casefold() for word in data.get("words", ()))
    return frozenset(word for word in words if 1 < len(word.split()) <= _LONGEST)
