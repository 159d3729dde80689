"""Texts for property tests: any Unicode, Vietnamese as people type it, and the strangest messages of full length."""

from __future__ import annotations

from hypothesis import strategies as st

LONGEST_MESSAGE = 4096

any_text = st.text(max_size=80)
"""Anything that a message can hold."""

_LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyAĐÊ"
_MARKED = "àảãạáằẳẵặắầẩẫậấèẻẽẹéềểễệếìỉĩịíòỏõọóồổỗộốờởỡợớùủũụúừửữựứỳỷỹỵý"
_COMBINING = "\u0300\u0301\u0303\u0306\u0309\u031b\u0323"
vietnamese_text = st.text(alphabet=_LETTERS + _MARKED + _COMBINING + "0123456789.,/%-–?! \n", max_size=60)
"""Letters, tone marks, figures and signs of Vietnamese in any order."""

_WORDS = (
    "thành phố Sóc Trăng tp xây bao nhiêu mấy căn nhà cho hộ nghèo cận mới thoát vay vốn mua thẻ bảo hiểm y tế bhyt "
    "tỷ tỉ lệ giảm năm 2015 2020 2016-2020 1.062 19.474 0,15% 17k5 phần trăm có phải không còn và với vì sao ở đâu ai "
    "khi nào bn j z dợ hông soc trang bao nhieu nhaf nha2 ddaof how many houses were built the ? , . hiện nay con số"
).split()
question_text = st.lists(st.sampled_from(_WORDS), max_size=16).map(" ".join)
"""Words of questions in any order."""

STRANGE = {
    "empty": "",
    "blank": " \t\n\u00a0\u3000",
    "emoji": "😀👍🏽🎉👨‍👩‍👧‍👦" * 370,
    "punctuation": "?!.,;:-–—…“”()[]{}" * 200,
    "letters": "a" * LONGEST_MESSAGE,
    "letters without space": "bcdghkouê" * 455,
    "control characters": "\x01\x02\x1b\x7f\x85" * 800,
    "null characters": "\x00" * LONGEST_MESSAGE,
    "lone combining marks": "\u0301\u0323\u031b" * 1300,
    "marks on everything": "n\u0303\u0301h\u0323a\u0300\u0301\u0309" * 400,
    "right to left": "مرحبا بالعالم שלום עולם " * 170,
    "direction overrides": "\u202e\u2066bao nhiêu\u2069\u202c " * 250,
    "lone surrogates": "\ud83d bao nhiêu \udc4d " * 200,
    "huge number": "9" * LONGEST_MESSAGE,
    "huge thousands": "1.000." * 680,
    "huge scale": "999 tỉ triệu nghìn " * 210,
    "exponents": "1e999999 " * 450,
    "foreign digits": "١٢٣ ²³ ⅷ ४५ " * 300,
    "percent signs": "%" * LONGEST_MESSAGE,
    "slashes": "1/" * 2048,
    "one word": "nhà " * 1024,
    "years": "2020 " * 819,
    "question marks": "bao nhiêu? " * 372,
    "lines": "ai?\n" * 1024,
    "joined": "bao nhiêu căn nhà và " * 195,
    "continued": "còn " * 1024,
    "keys": "ddw" * 1365,
    "brackets": "{[(<" * 1024,
    "markup": "<b>%s</b>{0}$(x)`;--" * 200,
    "expanding when folded": "ﷺ" * LONGEST_MESSAGE,
    "expanding in lower case": "İẞŉ" * 1365,
}
"""The strangest messages, each at most as long as Telegram lets them be."""
