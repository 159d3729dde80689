"""Vietnamese as it was stored before Unicode: the letters of TCVN3 (.VnTime) and VNI-Times in windows-1252."""

from __future__ import annotations

import unicodedata

_TCVN3 = {
    "à": "µ", "á": "¸", "ả": "¶", "ã": "·", "ạ": "¹", "ă": "¨", "ằ": "»", "ắ": "¾", "ẳ": "¼", "ẵ": "½", "ặ": "Æ",
    "â": "©", "ầ": "Ç", "ấ": "Ê", "ẩ": "È", "ẫ": "É", "ậ": "Ë", "đ": "®", "è": "Ì", "é": "Ð", "ẻ": "Î", "ẽ": "Ï",
    "ẹ": "Ñ", "ê": "ª", "ề": "Ò", "ế": "Õ", "ể": "Ó", "ễ": "Ô", "ệ": "Ö", "ì": "×", "í": "Ý", "ỉ": "Ø", "ĩ": "Ü",
    "ị": "Þ", "ò": "ß", "ó": "ã", "ỏ": "á", "õ": "â", "ọ": "ä", "ô": "«", "ồ": "å", "ố": "è", "ổ": "æ", "ỗ": "ç",
    "ộ": "é", "ơ": "¬", "ờ": "ê", "ớ": "í", "ở": "ë", "ỡ": "ì", "ợ": "î", "ù": "ï", "ú": "ó", "ủ": "ñ", "ũ": "ò",
    "ụ": "ô", "ư": "\u00ad", "ừ": "õ", "ứ": "ø", "ử": "ö", "ữ": "÷", "ự": "ù", "ỳ": "ú", "ý": "ý", "ỷ": "û", "ỹ": "ü",
    "ỵ": "þ", "Đ": "§", "Ă": "¡", "Â": "¢", "Ê": "£", "Ô": "¤", "Ơ": "¥", "Ư": "¦",
}  # fmt: skip
_VNI_TONES = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_VNI_HATS = {"â": ("a", "â"), "ê": ("e", "â"), "ô": ("o", "â"), "ă": ("a", "ê")}
_VNI_HATTED = {"\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
_VNI_BREVE = {"\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
_VNI_I = {"\u0301": "í", "\u0300": "ì", "\u0309": "æ", "\u0303": "ó", "\u0323": "ò"}


def to_tcvn3(text: str) -> str:
    """The text as a TCVN3 font stores it; capitals with tones have the letters of the small ones."""
    return "".join(
        _TCVN3.get(sign, _TCVN3.get(sign.lower(), sign)) for sign in unicodedata.normalize("NFC", _plain(text))
    )


def to_vni(text: str) -> str:
    """The text as a VNI font stores it: a letter, and its hat and tone behind it."""
    return "".join(map(_vni, unicodedata.normalize("NFC", _plain(text))))


def _vni(sign: str) -> str:
    if sign in "đĐ":
        return "ñ" if sign == "đ" else "Ñ"
    parts = unicodedata.normalize("NFD", sign)
    tone = next((mark for mark in parts if mark in _VNI_TONES), "")
    base = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark != tone)).lower()
    if base == "i" and tone:
        return _VNI_I[tone]
    if base in _VNI_HATS:
        letter, hat = _VNI_HATS[base]
        return letter + ((_VNI_BREVE if base == "ă" else _VNI_HATTED)[tone] if tone else hat)
    letter = {"ơ": "ô", "ư": "ö"}.get(base, base if tone else sign)
    return letter + (_VNI_TONES[tone] if tone else "")


def _plain(text: str) -> str:
    """Without the signs that windows-1252 has not."""
    return text.replace("–", "-").replace("…", "...").replace("“", '"').replace("”", '"')
