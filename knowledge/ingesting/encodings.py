"""The bytes of an article's file become text, or a refusal that names the encoding and how to get rid of it."""

from __future__ import annotations

import re
import unicodedata

from knowledge.errors import IngestError

# What Vietnamese set in the fonts of the nineties looks like when read as Western European (windows-1252): signs that
# no Vietnamese word has, standing within words. They turn up in bytes and, pasted from old files, in UTF-8 too.
_LEGACY = {
    "TCVN3 (ABC, .VnTime)": re.compile(r"[A-Za-z][µ¸¶·¹¨»¾¼½©®ª«¬]|[®§¨©ª«¬][A-Za-zµ¸¶·¹»¾¼½]"),
    "VNI (VNI-Times)": re.compile(r"ñ(?=[a-zöôùøûïâåä])|[aeouyôö][øûï]|[ae][åäë]|[bcdghklmnprstvx]ö|aë|oä|oå"),
}
_WORD = re.compile(r"\w+")
_TONES_OF_1258 = re.compile("[aăâeêioôơuưyAĂÂEÊIOÔƠUƯY][\u0300\u0301\u0303\u0309\u0323]")
_SHARE = 0.08
"""Of the words: such texts have more than a third, Vietnamese in Unicode none."""
_FEWEST = 3
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
_SAMPLE = 60_000


def decode(raw: bytes, declared: str | None = None) -> str:
    """The text of a file: Unicode with or without its mark, or the encoding that the file itself declares.

    Args:
        raw: the bytes.
        declared: the name of an encoding, as a web page tells it.

    Raises:
        IngestError: the encoding is another one; it is named where it can be told.
    """
    encoding = next((name for mark, name in _MARKS.items() if raw.startswith(mark)), declared or "utf-8")
    if raw[:2] not in _MARKS and raw.count(0, 0, _SAMPLE) > len(raw[:_SAMPLE]) // 10:
        raise _refusal(
            "có vẻ là UTF-16 thiếu dấu đầu tệp, hoặc không phải văn bản",
            "it looks like UTF-16 without its mark, or like no text at all",
        )
    try:
        text = raw.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        raise _refusal(*_guess(raw)) from None
    refuse_legacy_fonts(text)
    return unicodedata.normalize("NFC", text)


def refuse_legacy_fonts(text: str) -> None:
    """Raises where a text was typed for the fonts TCVN3 or VNI: it reads as Vietnamese in that font only.

    Raises:
        IngestError: it was.
    """
    name = _legacy_font(text)
    if name:
        raise _refusal(
            f"chữ gõ theo bảng mã cũ {name}: hãy chuyển sang Unicode (UniKey: Ctrl+Shift+F6)",
            f"typed for the legacy encoding {name}: convert it to Unicode",
            is_encoding=False,
        )


def _legacy_font(text: str) -> str | None:
    sample = text[:_SAMPLE]
    words = len(_WORD.findall(sample))
    found = {name: len(signs.findall(sample)) for name, signs in _LEGACY.items()}
    name = max(found, key=lambda key: found[key])
    return name if found[name] >= max(_FEWEST, _SHARE * words) else None


def _guess(raw: bytes) -> tuple[str, str]:
    western = raw.decode("cp1252", "replace")
    name = _legacy_font(western)
    if name:
        return f"có vẻ là bảng mã cũ {name}", f"it looks like the legacy encoding {name}"
    vietnamese = raw.decode("cp1258", "replace")[:_SAMPLE]
    if len(_TONES_OF_1258.findall(vietnamese)) >= max(_FEWEST, _SHARE * len(_WORD.findall(vietnamese))):
        return "có vẻ là windows-1258", "it looks like windows-1258"
    return "không rõ là mã nào", "which one it is cannot be told"


def _refusal(vietnamese: str, english: str, *, is_encoding: bool = True) -> IngestError:
    if not is_encoding:
        return IngestError(f"{vietnamese} / {english}")
    return IngestError(
        f"tệp không phải UTF-8, {vietnamese}: hãy mở bằng trình soạn thảo rồi lưu lại bằng mã UTF-8"
        f" / the file is not UTF-8, {english}: open it in an editor and save it as UTF-8"
    )
