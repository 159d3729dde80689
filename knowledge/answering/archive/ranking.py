"""Finds the passages of an archive that a question may be about, and weighs their sentences."""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from dataclasses import dataclass
from operator import itemgetter, mul
from typing import TYPE_CHECKING

from knowledge.answering.archive.expecting import NUMBER_WORDS, expected_kinds, gives_kind
from knowledge.language.normalizing import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from knowledge.answering.archive.index import ArchiveIndex, Entry, Sentence
    from knowledge.answering.archive.reading import Key, Reading, Told

Features = dict[str, float]
_CANDIDATES, _RERANKED = 40, 8
_FEW, _COMMON = 20, 0.15  # of all passages; what more of them hold does not choose among them
_LEAST = 0.1  # of what the likeliest reading is worth; what is worth less chooses no passage
_K1, _B = 0.9, 0.55
_PAIR_SHARE, _ALIKE_SHARE = 0.5, 0.5


@dataclass(slots=True)
class Ranked:
    """A sentence that may answer, with what speaks for it."""

    entry: int
    sentence: int
    features: Features
    score: float = 0.0


def find_passages(reading: Reading, index: ArchiveIndex) -> list[int]:
    """The passages that share the rarest words and pairs with a question."""
    total = len(index)
    if total <= _CANDIDATES:
        return list(range(total))
    most = max(_FEW, int(_COMMON * total))
    scores: dict[int, float] = defaultdict(float)
    for slot in reading.slots:
        for number, worth in _best_worth(slot.values, index.by_word, most).items():
            scores[number] += worth * slot.share
    for link in reading.links:
        for number, worth in _best_worth(link.values, index.by_pair, most).items():
            scores[number] += worth * _PAIR_SHARE
    for alternative in reading.alternatives:
        worth = sum(slot.rarity * slot.share for slot in reading.slots[alternative.start : alternative.end])
        rows = (wording.passages for wording in alternative.wordings)
        for number in {number for row in rows if len(row) <= most for number in row}:
            scores[number] += worth * _ALIKE_SHARE
    return heapq.nlargest(_CANDIDATES, scores, key=scores.__getitem__)


def _best_worth(values: Mapping[Key, float], postings: Mapping[Key, list[int]], most: int) -> dict[int, float]:
    """For each passage the most that one of several keys is worth there; keys of too many passages are left out."""
    rows = [(worth, postings[key]) for key, worth in values.items() if key in postings]
    least = _LEAST * max(values.values(), default=0.0)
    best: dict[int, float] = {}
    for worth, numbers in sorted(rows, key=itemgetter(0)):  # the worthiest last: it overwrites
        if least <= worth and len(numbers) <= most:
            best.update(dict.fromkeys(numbers, worth))
    return best


def score_passage(reading: Reading, index: ArchiveIndex, entry: Entry, told: Sequence[Told]) -> Features:
    """How much of a question a passage explains, as shares of all there is to explain.

    Its words by rarity (BM25 over what may be meant), their folded pairs, what words of like meaning add, and of its
    names by themselves those that stand in passage or title.

    Args:
        reading: the question.
        index: of the archive.
        entry: the passage.
        told: what it says instead of the question's own words.
    """
    norm = _K1 * (1 - _B + _B * index.length_norm(entry))
    counts = entry.counts
    best = [0.0] * len(reading.slots)
    for word in reading.words.keys() & counts.keys():
        times = counts[word]
        share = times * (_K1 + 1) / (times + norm)
        for at, value in reading.words[word]:
            best[at] = max(best[at], value * share)
    pairs = sum(_best(reading.pairs, entry.pairs, len(reading.links)))
    title = _best(reading.words, entry.title, len(reading.slots))
    named = sum(worth for worth, *found in zip(reading.names, best, title, strict=True) if any(found))
    alike, akin = _alike(reading, told, best)
    return {
        "passage": sum(best) / reading.full,
        "passage_pairs": pairs / reading.full_links,
        "passage_alike": alike,
        "passage_akin": akin,
        "passage_names": named / reading.full_names,
    }


def rank_sentences(reading: Reading, index: ArchiveIndex, weights: Mapping[str, float]) -> list[Ranked]:
    """The sentences of the likeliest passages, best first."""
    scored = []
    for number in find_passages(reading, index):
        entry = index.entries[number]
        told = _told_otherwise(reading, entry)
        found = score_passage(reading, index, entry, told)
        if found["passage"]:
            total = _weigh(found, weights)
            scored.append((total, number, found, told))
    kinds = expected_kinds(reading)
    ranked = []
    for _, number, found, told in heapq.nlargest(_RERANKED, scored, key=itemgetter(0)):
        for at, features in enumerate(_features(reading, index.entries[number], kinds, told)):
            both = {**features, **found}
            ranked.append(Ranked(number, at, both, _weigh(both, weights)))
    ranked.sort(key=lambda item: -item.score)
    return ranked


def _weigh(features: Features, weights: Mapping[str, float]) -> float:
    return sum([weights[name] * value for name, value in features.items() if name in weights])


def _best(table: Mapping[Key, list[tuple[int, float]]], keys: Iterable[Key], places: int) -> list[float]:
    """For each place of the question, the most that one of some keys is worth there."""
    best = [0.0] * places
    for key in table.keys() & keys:
        for at, value in table[key]:
            best[at] = max(best[at], value)
    return best


def _features(reading: Reading, entry: Entry, kinds: frozenset[str], told: Sequence[Told]) -> list[Features]:
    words = [_best(reading.words, sentence.places.keys(), len(reading.slots)) for sentence in entry.sentences]
    links = [_best(reading.pairs, sentence.pairs, len(reading.links)) for sentence in entry.sentences]
    title = _best(reading.words, entry.title, len(reading.slots))
    full = reading.full
    full_links = reading.full_links
    rarities = [slot.rarity * slot.share for slot in reading.slots]
    full_square = sum(map(mul, rarities, rarities)) or 1.0
    asked = {fold(slot.best) for slot in reading.slots}
    number = len(words)
    column = [[row[i] for row in words] for i in range(len(reading.slots))]
    span = math.log(number + 1)
    local = [math.log((number + 0.5) / (len([v for v in values if v > 0]) + 0.5)) / span for values in column]
    found = []
    for at, sentence in enumerate(entry.sentences):
        here = words[at]
        before = words[at - 1] if at else None
        fresh = len([word for word in sentence.folded if word not in asked])
        run = longest = 0.0
        for value in links[at]:
            run = run + value if value else 0.0
            longest = max(longest, run)
        features = {
            "coverage": sum(here) / full,
            "rare": sum(map(mul, here, rarities)) / full_square,
            "pairs": sum(links[at]) / full_links,
            "run": longest / full_links,
            "local": sum(map(mul, here, local)) / full,
            "before": _adds(before, here) / full,
            "title": sum([given for given, value in zip(title, here, strict=True) if not value]) / full,
            "fresh": math.log1p(fresh),
            "length": math.log(len(sentence.words) + 1),
            "only": float(number == 1),
        }
        if kinds:
            features["kind"] = 1.0 if any(gives_kind(kind, sentence, asked) for kind in kinds) else -1.0
        _add_focus(features, reading, sentence)
        held = [each for each in told if each[1] in sentence.flat]
        features["alike"], features["akin"] = _alike(reading, held, here)
        found.append(features)
    return found


def _told_otherwise(reading: Reading, entry: Entry) -> list[Told]:
    """What a passage says instead of the question's own words."""
    words = reading.wordings.keys() & entry.counts.keys()
    flat = entry.flat
    return [
        told for word in words for told in reading.wordings[word] if len(told[1]) == len(word) + 2 or told[1] in flat
    ]  # a wording of one word stands there where the word does


def _alike(reading: Reading, told: Sequence[Told], here: list[float]) -> tuple[float, float]:
    """What words of like meaning explain beyond the question's own, and words akin beyond these; shares of all.

    The commoner such a word, the less it explains.
    """
    if not told:
        return 0.0, 0.0
    alike: dict[int, float] = {}
    akin: dict[int, float] = {}
    for alternative, _, share in told:
        gained = akin if alternative.is_akin else alike
        for at in range(alternative.start, alternative.end):
            slot = reading.slots[at]
            gained[at] = max(share * slot.rarity * slot.share, gained.get(at, here[at]))
    more = sum([value - here[at] for at, value in alike.items()])
    beyond = sum([max(value - alike.get(at, here[at]), 0.0) for at, value in akin.items()])
    return more / reading.full, beyond / reading.full


def _add_focus(features: Features, reading: Reading, sentence: Sentence) -> None:
    """What stands beside the words that ask: counted things behind a number, kinds of things before a name."""
    slots = reading.slots
    for place in reading.asking:
        word = slots[place].best
        if word in {"nhiêu", "mấy", "nhieu"} and place + 1 < len(slots):
            counted = [at for w in slots[place + 1].options for at in sentence.places.get(w, ())]
            features["counted"] = float(any(_is_number(sentence.words[at - 1]) for at in counted if at))
        elif word in {"nào", "nao", "gì", "gi"} and place and slots[place - 1].share == 1:
            heads = [at for w in slots[place - 1].options for at in sentence.places.get(w, ())]
            features["headed"] = float(
                any(
                    at + 1 in sentence.capital_places
                    or (at + 1 < len(sentence.words) and sentence.words[at + 1][0].isdigit())
                    for at in heads
                )
            )


def _is_number(word: str) -> bool:
    return word[0].isdigit() or word in NUMBER_WORDS


def _adds(other: list[float] | None, here: list[float]) -> float:
    """What a neighbouring sentence explains beyond this one."""
    return sum([a - b for a, b in zip(other, here, strict=True) if a > b]) if other else 0.0
