"""Numbers are read as Vietnamese print, type and say them; words that only look like numbers are none."""

from __future__ import annotations

import datetime as dt  # noqa: TC003  hypothesis reads the annotation
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language.normalizing import cut_terms
from knowledge.language.numbers import find_numbers, parse_number, plain_date
from tests.support.texts import STRANGE, any_text, vietnamese_text

DIGITS = "không một hai ba bốn năm sáu bảy tám chín".split()


def words(text: str) -> list[str]:
    return [term.text for term in cut_terms(text)]


def values(text: str) -> list[Decimal]:
    return [number.value for number in find_numbers(words(text))]


def say_section(number: int, *, is_first: bool) -> list[str]:
    """Says a number under a thousand as Vietnamese do: hai mươi mốt, một trăm linh năm."""
    hundreds, rest = divmod(number, 100)
    tens, units = divmod(rest, 10)
    said = [DIGITS[hundreds], "trăm"] if hundreds or not is_first else []
    if tens:
        said += ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
    elif units and said:
        said.append("linh")
    if units:
        said.append({1: "mốt" if tens > 1 else "một", 5: "lăm" if tens else "năm"}.get(units, DIGITS[units]))
    return said


def say(number: int) -> str:
    said: list[str] = []
    for scale, name in ((10**9, "tỷ"), (10**6, "triệu"), (1000, "nghìn"), (1, "")):
        section = number // scale % 1000
        if section:
            said += [*say_section(section, is_first=not said), name]
    return " ".join(filter(None, said))


@given(st.integers(10, 10**12 - 1))
def test_number_that_is_said_is_understood(number: int) -> None:
    assert values(say(number)) == [number]


@given(st.integers(0, 10**12))
def test_number_printed_with_either_separator_is_understood(number: int) -> None:
    printed = f"{number:,}"

    assert parse_number(printed) == parse_number(printed.replace(",", ".")) == parse_number(str(number)) == number


@given(st.integers(0, 99_999), st.integers(1, 99))
def test_decimal_part_of_two_digits_is_understood_behind_either_sign(whole: int, part: int) -> None:
    wanted = Decimal(f"{whole}.{part:02}")

    assert parse_number(f"{whole},{part:02}") == parse_number(f"{whole}.{part:02}") == wanted
    assert parse_number(f"{whole},{part:02}%") == wanted


@given(any_text | vietnamese_text)
def test_any_text_is_parsed_or_is_no_number(text: str) -> None:
    value = parse_number(text)

    assert value is None or value.is_finite()


@given(any_text | vietnamese_text)
def test_numbers_lie_inside_the_words_one_behind_the_other(text: str) -> None:
    cut = words(text)
    end = 0
    for number in find_numbers(cut):
        assert end <= number.start < number.end <= len(cut)
        assert number.value.is_finite()
        assert number.is_year in {True, False}
        end = number.end


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_numbers_are_looked_for_in_strange_text_without_complaint(text: str) -> None:
    assert all(number.value.is_finite() for number in find_numbers(words(text)))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.062 lượt", "1062"),
        ("1062 lượt", "1062"),
        ("1,062 households", "1062"),
        ("48.845 thẻ", "48845"),
        ("1.234.567,5", "1234567.5"),
        ("0,150", "0.150"),
        ("17,5 nghìn người", "17500"),
        ("17 nghìn rưỡi", "17500"),
        ("17 ngàn 5", "17500"),
        ("17k5", "17500"),
        ("17k", "17000"),
        ("hơn 30 tỷ đồng", "30000000000"),
        ("30 tỉ", "30000000000"),
        ("30 billion dong", "30000000000"),
        ("2tr5", "2500000"),
        ("năm mươi căn", "50"),
        ("mười lăm", "15"),
        ("hai mươi mốt", "21"),
        ("hai chục hộ", "20"),
        ("một trăm bốn mươi lăm căn nhà", "145"),
        ("bốn mươi tám nghìn tám trăm bốn mươi lăm", "48845"),
        ("hai ngàn lẻ năm", "2005"),
    ],
)
def test_number_is_found(text: str, value: str) -> None:
    assert values(text) == [Decimal(value)]


@pytest.mark.parametrize(
    "text", ["ba mẹ", "năm nào", "không có", "tư tưởng", "hai bên", "trăm họ", "bao nhiêu", "chín muồi"]
)
def test_word_that_can_be_a_digit_is_no_number_by_itself(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize("text", ["0,15%", "0,15 %", "0,15 phần trăm", "0.15 percent"])
def test_share_of_a_hundred_is_known_as_one(text: str) -> None:
    (number,) = find_numbers(words(text))

    assert (number.value, number.is_percent, number.is_year) == (Decimal("0.15"), True, False)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("năm 2015 và năm 2020", [2015, 2020]),
        ("giai đoạn 2016-2020", [2016, 2020]),
        ("năm 2018 tỉ lệ hộ nghèo", [2018]),  # no two thousand billion
        ("năm 2019 số hộ", [2019]),
        ("2020%", []),
        ("2.020,5 căn", []),
        ("mua 48.845 thẻ", []),
    ],
)
def test_years_are_told_from_other_numbers(text: str, years: list[int]) -> None:
    assert [int(number.value) for number in find_numbers(words(text)) if number.is_year] == years


def test_date_is_one_number_that_counts_nothing() -> None:
    (date,) = find_numbers(words("ngày 03/07/2020"))

    assert date.is_date
    assert not date.is_year


@pytest.mark.parametrize("text", ["1e999999", "1E5", "1_000", "0x10", "inf", "nan", "1.", ".5", "1..5", "", "%", "12a"])
def test_what_nobody_prints_as_a_number_is_none(text: str) -> None:
    assert parse_number(text) is None


@given(st.dates())
def test_date_is_the_same_with_and_without_zeros_before_its_digits(date: dt.date) -> None:
    plain = f"{date.day}/{date.month}/{date.year}"
    assert plain_date(f"{date.day:02}/{date.month:02}/{date.year:04}") == plain == plain_date(plain)
