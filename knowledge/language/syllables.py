"""The Vietnamese syllable: its onsets, rimes and tones, and the keys it is typed with (Telex, VNI)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Combining marks of the five marked tones; the level tone has none.
TONES = {"": 0, "\u0300": 1, "\u0301": 2, "\u0309": 3, "\u0303": 4, "\u0323": 5}
_TONE_MARKS = set(TONES) - {""}

# Onsets and rimes of the standard orthography (Đoàn Thiện Thuật, Ngữ âm tiếng Việt, 1977), level tone.
_ONSETS = frozenset(
    " b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split(" "),
)
_RIMES = frozenset(
    """a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oem oen oeo oet oi om on ong ooc oong
    op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ uôc uôi uôm
    uôn uông uôt up ut uy uya uych uyên uyêt uyn uynh uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu
    ưt ưu y yêm yên yêng yêt yêu""".split(),
)
# Open syllables that are written with either letter (tỷ/tỉ, kỹ/kĩ, lý/lí …), Decision 240/QĐ of 1984 prefers i.
Y_AND_I = {onset + "y": onset + "i" for onset in ("h", "k", "l", "m", "s", "t", "qu")}
_NEVER_BEHIND_K = frozenset("aăâoôơuư")  # the same sound is written c before them
_STOPPED = ("c", "ch", "p", "t")  # rimes that end so take only the sharp and the heavy tone
_HEARD_ONSETS = {
    "ch": ("tr",), "tr": ("ch",), "s": ("x",), "x": ("s",), "l": ("n",), "n": ("l",),
    "d": ("gi", "v"), "gi": ("d", "v"), "r": ("d",),
}  # fmt: skip
_HEARD_ENDINGS = (("c", "t"), ("t", "c"), ("ng", "n"), ("n", "ng"))
_ONSET = re.compile(r"^(ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?(.*)$")
_VOWELS = "aăâeêioôơuưy"
_SHAPED = set("ăâêôơư")
_TELEX_TONES = {"f": "\u0300", "s": "\u0301", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI_TONES = {"2": "\u0300", "1": "\u0301", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_VNI_SHAPES = {"a6": "â", "e6": "ê", "o6": "ô", "o7": "ơ", "u7": "ư", "a8": "ă", "d9": "đ"}


def split_tone(word: str) -> tuple[str, str]:
    """Parts a lower-case word from its tone mark (the last one, where a slip typed two)."""
    tone = ""
    kept = []
    for character in unicodedata.normalize("NFD", word):
        if character in _TONE_MARKS:
            tone = character
        else:
            kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept)), tone


def place_tone(base: str, tone: str) -> str:
    """Puts a tone mark on its vowel, in the older style (`hòa`, `thúy`); a word without a vowel stays as it is."""
    onset, rime = _split_onset(base)
    vowels = [index for index, letter in enumerate(rime) if letter in _VOWELS]
    if not vowels or not tone:
        return base
    shaped = [index for index in vowels if rime[index] in _SHAPED]
    if shaped:
        at = shaped[-1]
    elif len(vowels) == 1 or (len(vowels) == 2 and vowels[-1] == len(rime) - 1):  # noqa: PLR2004  an open rime
        at = vowels[0]
    else:
        at = vowels[1]
    marked = rime[: at + 1] + tone + rime[at + 1 :]
    return onset + unicodedata.normalize("NFC", marked)


def _split_onset(base: str) -> tuple[str, str]:
    match = _ONSET.match(base)
    onset, rime = (match.group(1) or "", match.group(2)) if match else ("", base)
    if onset == "gi" and (not rime or rime[0] not in _VOWELS):  # gì, gìn: the i belongs to the rime
        return "g", "i" + rime
    return onset, rime


def sound_alikes(word: str) -> list[str]:
    """The syllables that a word is taken for by ear: `trương` for `chương`, `lược` for `lượt`; tone as typed.

    The confusions of northern and southern speech that school grammars of Vietnamese warn of: the onsets ch/tr, s/x,
    d/gi/r, l/n, d for v, and the southern endings c/t, n/ng.
    """
    base, tone = split_tone(word)
    onset, rime = _split_onset(base)
    heard = [other + rime for other in _HEARD_ONSETS.get(onset, ())]
    heard += [onset + rime.removesuffix(end) + other for end, other in _HEARD_ENDINGS if rime.endswith(end)]
    found = (place_tone(other, tone) for other in heard)
    return [other for other in found if is_syllable(other)]


@lru_cache(maxsize=65_536)
def is_syllable(word: str) -> bool:
    """Whether a normalised word is a possible Vietnamese syllable."""
    base, tone = split_tone(word)
    onset, rime = _split_onset(base)
    if onset not in _ONSETS or (onset == "k" and rime[:1] in _NEVER_BEHIND_K):
        return False
    if rime not in _RIMES and not (onset == "gi" and "i" + rime in _RIMES):
        return False
    return not rime.endswith(_STOPPED) or tone in {"\u0301", "\u0323", ""}


@lru_cache(maxsize=16_384)
def decode_keys(word: str) -> str | None:
    """Reads a word typed with the input method off: Telex (`ddaof`) or VNI (`nhie6u`); None where it is neither.

    Returns:
        A possible syllable, normalised, that differs from the word.
    """
    decoded = _decode_vni(word) if any(character.isdigit() for character in word) else _decode_telex(word)
    return decoded if decoded and decoded != word and is_syllable(decoded) else None


def _decode_telex(word: str) -> str | None:
    base, tone = split_tone(word)
    first_vowel = next((i for i, letter in enumerate(base) if letter in _VOWELS or letter == "w"), None)
    if first_vowel is None:
        return None
    head, tail = base[: first_vowel + 1], base[first_vowel + 1 :]
    kept = []
    for letter in tail:
        if letter in _TELEX_TONES and not tone:
            tone = _TELEX_TONES[letter]
        else:
            kept.append(letter)
    base = head + "".join(kept)
    for double, single in (("dd", "đ"), ("aa", "â"), ("ee", "ê"), ("oo", "ô")):
        base = base.replace(double, single)
    base = re.sub(r"^d(.*)d$", r"đ\1", base)
    base = re.sub(r"^([^aeo]*)([aeo])([^aeo]+)\2$", lambda m: m[1] + {"a": "â", "e": "ê", "o": "ô"}[m[2]] + m[3], base)
    base = re.sub(r"uow$", "uơ", base)  # thuở: the one rime that keeps its u
    base = re.sub(r"u[w]?o(\w*?)w", r"ươ\1", base)
    base = re.sub(r"oa(\w*?)w", r"oă\1", base)
    base = re.sub(r"([aou])(\w*?)w", lambda m: {"a": "ă", "o": "ơ", "u": "ư"}[m[1]] + m[2], base).replace("w", "ư")
    return place_tone(Y_AND_I.get(base, base), tone)


def _decode_vni(word: str) -> str | None:
    base, tone = split_tone(word)
    for digit in "12345":
        if digit in base and not tone:
            base, tone = base.replace(digit, "", 1), _VNI_TONES[digit]
    base = re.sub(r"uo7$", "uơ", base)  # thuở: the one rime that keeps its u
    base = re.sub(r"u7?o([^\d]*)7", r"ươ\1", base)
    for shaped in (r"([aeo])([^\d]*)(6)", r"([ou])([^\d]*)(7)", r"(a)([^\d]*)(8)"):
        base = re.sub(shaped, lambda m: _VNI_SHAPES[m[1] + m[3]] + m[2], base)
    base = re.sub(r"^d([^\d]*)9", r"đ\1", base)
    if any(character.isdigit() for character in base):
        return None
    return place_tone(Y_AND_I.get(base, base), tone)
