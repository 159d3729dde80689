"""Makes records files that nobody should accept: malformed, oversized, misleading or hostile, each from a seed."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.support.records import make_citation, make_record, make_source, make_topic

if TYPE_CHECKING:
    from collections.abc import Callable

HOMOGLYPHS = str.maketrans("aceopxyi", "асеорхуі")
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
TURNING = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
HIDDEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad\x00\x01\x07\x08\x0b\x0c\x1b\x7f\x85\u2028\u2029\ufff9\U000e0041\ue000"


@dataclass(frozen=True)
class Hostile:
    """One file: what is wrong with it, where it would lie, and its bytes."""

    kind: str
    folder: str
    raw: bytes


def dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")


def make_hostile(seed: int) -> Hostile:
    """The hostile file of a seed; seeds that follow one another go through all kinds in turn."""
    kinds = list(_KINDS)
    kind = kinds[seed % len(kinds)]
    chance = random.Random(seed)
    made = _KINDS[kind](chance)
    return made if isinstance(made, Hostile) else Hostile(kind, "topics", made)


def _topic(chance: random.Random) -> dict[str, Any]:
    return make_topic(make_record(id=f"ban-ghi-{chance.randrange(10**6)}"), topic=f"chu-de-{chance.randrange(10**6)}")


def _deep(chance: random.Random) -> bytes:
    depth = chance.choice([17, 40, 900, 5_000, 100_000, 300_000])
    opening, closing = chance.choice([("[", "]"), ('{"a":', "}"), ('[{"records":', "}]")])
    inner = opening * depth + "1" + (closing * depth if chance.random() < 0.7 else "")
    return (
        inner.encode() if chance.random() < 0.5 else b'{"topic": "x", "title": "y", "records": ' + inner.encode() + b"}"
    )


def _repeated_key(chance: random.Random) -> bytes:
    raw = dump(_topic(chance)).decode()
    key = chance.choice(['"answer"', '"id"', '"topic"', '"quote"', '"value"', '"records"'])
    return raw.replace(key, f'{key}: "khac", {key}' if key != '"records"' else f"{key}: [], {key}", 1).encode()


def _no_number(chance: random.Random) -> bytes:
    raw = dump(_topic(chance)).decode()
    odd = chance.choice(["NaN", "Infinity", "-Infinity", "nan", "0x1F", "1_000", "+1", "01", ".5", "1."])
    return raw.replace('"145"', odd, 1).encode()


def _huge_number(chance: random.Random) -> bytes:
    digits = chance.choice(
        ["9" * 5_000, "9" * 1_000_000, "1e999999999", "-" + "1" * 20_000, "0." + "3" * 50_000, "1E+400"]
    )
    return dump(_topic(chance)).decode().replace('"145"', digits, 1).encode()


def _surrogate(chance: random.Random) -> bytes:
    half = chance.choice(["\\ud800", "\\udfff", "\\udc00\\ud800", "\\uD83D", "\\ud800\\u0041"])
    raw = dump(_topic(chance)).decode()
    place = chance.choice(["145 căn", "Đã xây", "An sinh", "xây dựng", "an-sinh"])
    raw = raw if place in raw else raw.replace('"title": "', f'"title": "{place}', 1)
    return raw.replace(place, place + half, 1).encode()


def _no_utf8(chance: random.Random) -> bytes:
    raw = dump(_topic(chance))
    way = chance.randrange(6)
    if way == 0:
        return raw.decode().encode(chance.choice(["utf-16", "utf-16-be", "utf-32"]))
    if way == 1:
        return b"\xef\xbb\xbf" + raw
    at = raw.index("ă".encode())
    broken = chance.choice([b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\xe1\xba"])
    return raw[:at] + broken + raw[at + 2 :]


def _wrong_type(chance: random.Random) -> bytes:
    value = _topic(chance)
    odd = chance.choice([None, True, 7, -1.5, [], {}, [[]], "", "   ", {"id": "a"}, [None], ["x", 3]])
    record = value["records"][0]
    target, key = chance.choice(
        [
            (value, "topic"),
            (value, "records"),
            (record, "id"),
            (record, "kind"),
            (record, "answer"),
            (record, "citations"),
        ]
    )
    target[key] = None if key == "records" and odd == [] else odd
    return dump(value)


def _odd_root(chance: random.Random) -> bytes:
    roots: list[bytes] = [
        b"",
        b" \n",
        b"null",
        b"true",
        b"[]",
        b"{}",
        b'"x"',
        b"1",
        b"\x00" * 40,
        b"\x1f\x8b\x08" * 9,
        b"<xml/>",
    ]
    return chance.choice(roots)


def _homoglyph(chance: random.Random) -> bytes:
    value = _topic(chance)
    record = value["records"][0]
    way = chance.randrange(6)
    if way == 0:
        record["id"] = "nha-cho-ho".translate(HOMOGLYPHS)
    elif way == 1:
        record["answer".translate(HOMOGLYPHS)] = record["answer"]
    elif way == 2:
        record["citations"][0]["quote"] = record["citations"][0]["quote"].translate(HOMOGLYPHS)
    elif way == 3:
        record["kind"] = "figure".translate(HOMOGLYPHS)
    elif way == 4:
        record["answer"] = record["answer"].translate(FULL_WIDTH)
    else:
        record["citations"][0]["source"] = "bao-thu-2024-01-02".translate(HOMOGLYPHS)
    return dump(value)


def _turned(chance: random.Random) -> bytes:
    sign = chance.choice(TURNING + HIDDEN)
    value = _topic(chance)
    record = value["records"][0]
    way = chance.randrange(4)
    if way == 0:
        record["subject"] += sign
    elif way == 1:
        record["phrasings"] = [f"Đã xây {sign}mấy căn?"]
    elif way == 2:
        value["title"] = sign + value["title"]
    else:
        record[f"answer{sign}"] = "x"
    return dump(value)


def _bomb(chance: random.Random) -> bytes:
    value = _topic(chance)
    record = value["records"][0]
    way = chance.randrange(7)
    if way == 0:
        record["answer"] = chance.choice("aă(\\<\n") * 3_900_000
    elif way == 1:
        return b'{"topic": "' + b"a" * 5_000_000 + b'"}'
    elif way == 2:
        record.update({f"khoa{number}": "x" for number in range(30_000)})
    elif way == 3:
        record["phrasings"] = ["Câu gì?"] * chance.choice([24_000, 39_000])
    elif way == 4:
        wrong = make_citation(quote="xây dựng 145 căn nhà cho những hộ khó khăn " * 15)
        value["records"] = [make_record(id=f"b-{number}", phrasings=[], citations=[wrong]) for number in range(3_000)]
    elif way == 5:
        record["related"] = [f"khong-co-{number}" for number in range(20_000)]
    else:
        return b"[" + b"[]," * 1_000_000 + b"[]]"
    return dump(value)


def _cut(chance: random.Random) -> bytes:
    raw = dump(_topic(chance))
    return raw[: chance.randrange(1, len(raw) - 2)]


def _scrambled(chance: random.Random) -> bytes:
    raw = bytearray(dump(_topic(chance)))
    for _ in range(chance.randrange(1, 30)):
        raw[chance.randrange(len(raw))] = chance.randrange(256)
    raw[0] = chance.choice(b"\x00[<\xff")
    return bytes(raw)


def _unproven(chance: random.Random) -> bytes:
    value = _topic(chance)
    record = value["records"][0]
    way = chance.randrange(6)
    if way == 0:
        record["answer"] = f"{chance.randrange(200, 10**6)} căn nhà"
        del record["figure"]
    elif way == 1:
        record["citations"] = [make_citation(passage="p99")]
    elif way == 2:
        record["related"] = [record["id"]]
    elif way == 3:
        value["records"].append(dict(record))
    elif way == 4:
        record["citations"] = [make_citation(quote="xây dựng 999 căn nhà")]
    else:
        record["figure"] = {"value": "146", "unit": "căn"}
    return dump(value)


def _source(chance: random.Random) -> Hostile:
    value = make_source(id=f"bao-la-{chance.randrange(10**6)}")
    way = chance.randrange(6)
    if way == 0:
        value["published"] = chance.choice(["hôm qua", "2024-13-45", 1704158400, "2024-01-02", "9" * 400])
    elif way == 1:
        value["passages"] = []
    elif way == 2:
        value["passages"] = [{"id": "p1", "kind": "body", "text": "x" * 20_001}]
    elif way == 3:
        value["passages"] *= 2
    elif way == 4:
        value["id"] = "../../../etc/passwd"
    else:
        value["passages"][0]["text"] = chance.choice(TURNING) + "Bài"
    return Hostile("source", "sources", dump(value))


def _lexicon(chance: random.Random) -> Hostile:
    value: dict[str, Any] = chance.choice(
        [
            {"synonyms": "hộ nghèo"},
            {"synonyms": [["hộ", 3]]},
            {"la": []},
            {"places": [{"name": "X", "level": "planet"}]},
            {"abbreviations": {"a": {"b": {}}}},
            {"stop": [f"tu{TURNING[0]}"]},
        ]
    )
    return Hostile("lexicon", "lexicon", dump(value))


_KINDS: dict[str, Callable[[random.Random], bytes | Hostile]] = {
    "deep": _deep,
    "repeated key": _repeated_key,
    "no number": _no_number,
    "huge number": _huge_number,
    "surrogate": _surrogate,
    "no UTF-8": _no_utf8,
    "wrong type": _wrong_type,
    "odd root": _odd_root,
    "homoglyph": _homoglyph,
    "turned or hidden": _turned,
    "bomb": _bomb,
    "cut": _cut,
    "scrambled": _scrambled,
    "unproven": _unproven,
    "source": _source,
    "lexicon": _lexicon,
}
