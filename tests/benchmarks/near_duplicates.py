"""How well copies of an article are told from other articles: reworded, cropped, re-typeset ones against others."""

from __future__ import annotations

import random
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from knowledge.ingesting.article import ingest  # noqa: E402
from knowledge.ingesting.similarity import NEARLY, compare  # noqa: E402
from tests.support.articles import write_article  # noqa: E402

DATA = ROOT / "tests" / "knowledge" / "data"
WRITTEN = ("bao-soc-trang-2020-07-03", "articles/nong-thon-moi", "articles/chuyen-doi-so")
SYNONYMS = {
    "xây dựng": "cất",
    "hỗ trợ": "giúp đỡ",
    "thực hiện": "triển khai",
    "nhân dân": "người dân",
    "cán bộ": "công chức",
    "kết quả": "thành quả",
    "phong trào": "cuộc vận động",
    "góp phần": "giúp cho",
    "vận động": "kêu gọi",
    "tiếp tục": "vẫn",
    "phát triển": "mở mang",
    "đạt": "được",
}


def reword(text: str, share: float, chance: random.Random) -> str:
    """Change a share of the words: drop one, swap two, take a synonym or another word of the text."""
    for word, other in SYNONYMS.items():
        if chance.random() < 3 * share:
            text = text.replace(word, other)
    words = text.split(" ")
    known = list(words)
    for place in range(1, len(words)):
        if chance.random() < share:
            how = chance.randrange(3)
            if how == 0:
                words[place] = ""
            elif how == 1:
                words[place - 1], words[place] = words[place], words[place - 1]
            else:
                words[place] = chance.choice(known)
    return " ".join(word for word in words if word)


def crop(text: str, keep: float, chance: random.Random) -> str:
    """Keep a stretch of the paragraphs."""
    lines = [line for line in text.split("\n") if line.strip()]
    count = max(2, round(keep * len(lines)))
    start = chance.randrange(len(lines) - count + 1)
    return "\n\n".join(["Bản rút gọn", *lines[start : start + count]])


def retypeset(text: str) -> str:
    """Other quotes, dashes, breaks and capitals; tones where the other school puts them; a new headline and byline."""
    text = re.sub(r"\d\d/\d\d/\d{4} - \d\d:\d\d", "", text).replace("“", '"').replace("”", '"').replace(" - ", " – ")
    for one, other in (("hòa", "hoà"), ("tỷ", "tỉ"), ("hóa", "hoá"), ("Thủy", "Thuỷ")):
        text = text.replace(one, other)
    lines = [line for line in text.split("\n") if line.strip()]
    return "\n\n".join(["TIN ĐĂNG LẠI", *(line.upper() if n % 5 == 0 else line for n, line in enumerate(lines[1:]))])


def copies(text: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Ways in which an article comes again."""
    changes: dict[str, Callable[[], str]] = {
        "re-typeset": lambda: retypeset(text),
        "cropped to 60 %": lambda: crop(text, 0.6, chance),
        "cropped to 30 %": lambda: crop(text, 0.3, chance),
        "reworded 5 %": lambda: reword(text, 0.05, chance),
        "reworded 10 %": lambda: reword(text, 0.10, chance),
        "reworded 20 %": lambda: reword(text, 0.20, chance),
        "reworded 10 %, cropped to 60 %": lambda: crop(reword(text, 0.10, chance), 0.6, chance),
    }
    for name, change in changes.items():
        yield name, change()


def measure(articles: int = 40, seed: int = 7) -> dict[str, tuple[int, int, float, float]]:
    """For each kind of copy, and for different articles: found, of how many, least and greatest share."""
    chance = random.Random(seed)
    texts = [(DATA / f"{name}.txt").read_text(encoding="utf-8") for name in WRITTEN]
    texts += [write_article(chance) for _ in range(articles)]
    sources = [ingest(text).source for text in texts]
    shares: dict[str, list[float]] = {}
    for text, source in zip(texts, sources, strict=True):
        for name, changed in copies(text, chance):
            shares.setdefault(name, []).append(_share(source, changed))
    different = [compare(one, other) for n, one in enumerate(sources) for other in sources[:n]]
    shares["different articles"] = different
    return {
        name: (sum(share >= NEARLY for share in found), len(found), min(found), max(found))
        for name, found in shares.items()
    }


def _share(source: dict[str, Any], changed: str) -> float:
    return compare(source, ingest(changed).source)


if __name__ == "__main__":
    print(f"{'':34} {'taken as known':>16} {'least':>7} {'most':>7}")
    for name, (found, of, least, most) in measure().items():
        print(f"{name:34} {found:>8} / {of:<5} {least:7.2f} {most:7.2f}")
