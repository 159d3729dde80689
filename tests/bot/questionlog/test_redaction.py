"""Redaction: what is taken out of a text and what stays."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.questionlog.redaction import redact
from bot.settings import Settings

TAKEN = {
    "gọi 0912345678 nhé": "gọi [số điện thoại] nhé",
    "0912.345.678": "[số điện thoại]",
    "0912-345-678, 0987 654 321": "[số điện thoại], [số điện thoại]",
    "(0299) 3821 234": "[số điện thoại]",
    "tel 02993821234.": "tel [số điện thoại].",
    "+84 912 345 678": "[số điện thoại]",
    "+84(0)912345678": "[số điện thoại]",
    "0084 912345678": "[số điện thoại]",
    "84912345678": "[số điện thoại]",
    "sđt0912345678": "sđt[số điện thoại]",
    "0\u200b912345678": "[số điện thoại]",
    "0912345678 đồng ý không": "[số điện thoại] đồng ý không",
    "145 căn nhà 0912 345 678 2 người": "145 căn nhà [số điện thoại] 2 người",
    "CCCD 079201001234": "CCCD [số căn cước]",
    "079 201 001 234": "[số căn cước]",
    "cmnd của tôi là 271.234.567": "cmnd của tôi là [số căn cước]",
    "số 271234567": "số [số CMND]",
    "271 234 567": "[số CMND]",
    "DN4790000012345": "[thẻ BHYT]",
    "GD 4 79 12345 67890": "[thẻ BHYT]",
    "mã 7912345678": "mã [thẻ BHYT]",
    "gọi 09123456789 nhé": "gọi [số điện thoại] nhé",
    "0912 345 6789": "[số điện thoại]",
    "0912.345.67": "[số điện thoại]",
    "091234567": "[số điện thoại]",
    "04123456789, 00123456789": "[số điện thoại], [số điện thoại]",
    "viết cho a.b-c@gmail.com nhé": "viết cho [email] nhé",
    "email nguyenvana @ gmail.com nhé": "email [email] nhé",
    "nguyenvana @gmail.com, b@ yahoo.com.vn": "[email], [email]",
    "nguyenvana@gmail .com": "[email]",
    "nguyenvana @ Gmail . Com": "[email]",
    "nguyenvana@gmail. com ạ": "[email] ạ",
    "a\u200b@gmail.com": "[email]",
}
KEPT = [
    "48.845 thẻ bảo hiểm y tế, 19.474 lượt, 17.500 người",
    "1.062 lượt hộ nghèo, 1.840 lượt hộ cận nghèo và 1.766 hộ mới thoát nghèo",
    "ngày 03/07/2020, 3-7-2020, 03.07.2020",
    "03-07-2020 10 giờ",
    "giai đoạn 2016 - 2020",
    "từ 2016-2020 có 15 mô hình",
    "Chỉ thị 39-CT/TW và 34-CT/TW",
    "trên 30 tỉ đồng",
    "168/2024/NĐ-CP",
    "gọi 113, 114, 115 hay 1900 1234, 18001091",
    "17.500.000.000 đồng",
    "250.000.000 đồng",
    "500000000 đồng",
    "1,96%/năm, 0,15%, 72,5% (năm 2015) tăng lên 75,58% (năm 2020)",
    "BHYT mua 48.845 thẻ, 19.474.000.000 đồng",
    "hỏi @thidua_bot",
    "0912345678901",  # 13 digits: neither a phone nor a card
    "hỏi @thidua_bot. Có bao nhiêu căn nhà?",
    "Nhờ @ThiDuaBot. Net gì không? @ lan ơi. Com chưa?",
    "năm 2020, 0,15%/năm; 05 phường, 08 khóm, 03 mô hình; 07 giờ 30",
    "Quyết định 0135/QĐ-UBND ngày 03-07-2020 09 giờ",
]


@pytest.mark.parametrize(("text", "expected"), TAKEN.items())
def test_a_number_that_names_somebody_is_taken_out(text: str, expected: str) -> None:
    assert redact(text) == expected


@pytest.mark.parametrize("text", KEPT)
def test_money_dates_documents_hotlines_and_the_article_s_figures_stay(text: str) -> None:
    assert redact(text) == text


def test_the_article_itself_stays_whole() -> None:
    records = Settings(_env_file=None).knowledge_dir
    for source in records.glob("sources/*.json"):
        text = source.read_text(encoding="utf-8")
        assert redact(text) == text


NUMBERISH = st.text(st.sampled_from("0123456789 .-+()@/,:abđ\u200bÐcmndsđt\n"), max_size=80)


@given(st.one_of(st.text(max_size=300), NUMBERISH))
def test_redacting_never_fails_is_done_once_and_lengthens_little(text: str) -> None:
    redacted = redact(text)
    assert redact(redacted) == redacted
    assert len(redacted) <= 4 * len(text)


@given(st.integers(0, 10**8 - 1), st.sampled_from(["03", "05", "07", "08", "09"]), NUMBERISH)
def test_a_mobile_number_never_survives_between_words(tail: int, head: str, around: str) -> None:
    number = f"{head}{tail:08d}"
    assert number not in redact(f"{around} x {number} x {around}")


def test_the_longest_message_of_digits_is_read_quickly() -> None:
    for unit in (
        "0",
        "09 ",
        "1.",
        "a@",
        "a.a@",
        "cmnd ",
        "(0) ",
        "84-",
        "a @ ",
        "a @ a . ",
        "a@ a. ",
        "tk so ",
        "0 ba ",
    ):
        redact((unit * 4096)[:4096])


@pytest.mark.parametrize(
    "text",
    [
        "hộ chiếu C1234567",
        "xe 83P1-123.45",
        "stk 7600205112345",
        "bhyt DN4790000012345",
        "cccd 079201001234",
        "a@gmail.com",
        "0912 345 678",
    ],
)
@pytest.mark.parametrize("zero", "0０٠۰०𝟎")
def test_no_script_and_no_unseen_character_hides_a_number(text: str, zero: str) -> None:
    digits = {str(value): chr(ord(zero) + value) for value in range(10)}
    disguised = "\u200b".join(digits.get(character, character) for character in text)
    kept = redact(disguised)
    assert not any(character.isdigit() for character in kept)
    assert "gmail" not in kept


def test_words_in_any_normal_form_are_cues() -> None:
    text = "số tài khoản 123456789 của tôi"
    for form in ("NFC", "NFD", "NFKD"):
        assert "123456789" not in redact(unicodedata.normalize(form, text))
        assert redact(unicodedata.normalize(form, "ba trăm hộ, 30 tỉ")) == unicodedata.normalize(
            form, "ba trăm hộ, 30 tỉ"
        )
