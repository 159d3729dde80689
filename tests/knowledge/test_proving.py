"""What counts as a number or a name, and as its proof."""

from __future__ import annotations

import pytest

from knowledge.proving import (
    english_digits_missing,
    find_unproven,
    has_figure,
    names_of,
    nearest_stretch,
    numbers_of,
)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("cho 1.062 lượt hộ nghèo, 1.840 lượt.", ["1.062", "1.840"]),
        ("giảm 1,96%/năm, còn 0,15%.", ["1,96%", "0,15%"]),
        ("Chỉ thị số 39-CT/TW và Nghị định 168/2024/NĐ-CP", ["39-CT/TW", "168/2024/NĐ-CP"]),
        ("đăng 03/07/2020 - 10:10", ["03/07/2020", "10:10"]),
        ("giai đoạn 2016-2020, 2021 - 2025", ["2016", "2020", "2021", "2025"]),
        ("“5 không - 3 sạch”", ["5", "3"]),
        ("không có số", []),
    ],
)
def test_numbers_are_read_as_printed(text: str, numbers: list[str]) -> None:
    assert numbers_of(text) == numbers


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Thành phố có nhiều mô hình", []),
        ("Theo H.LAN của Báo Sóc Trăng", ["H.LAN", "Báo Sóc Trăng"]),
        ("UBND TP. Sóc Trăng phát động", ["UBND TP. Sóc Trăng"]),
        ("Kết quả tốt. Thành phố vui.", []),
        ("mô hình “Ba thực hiện”", ["Ba thực hiện"]),
        ("do Bộ Chính trị ban hành", ["Bộ Chính"]),
        ("đô thị loại II", ["II"]),
    ],
)
def test_names_are_quoted_or_capitalised_past_the_start(text: str, names: list[str]) -> None:
    assert names_of(text) == names


@pytest.mark.parametrize(
    ("answer", "quote", "missing"),
    [
        ("30 tỉ đồng", "trên 30 tỉ đồng", []),
        ("30 tỉ đồng", "trên 130 tỉ đồng", ["30"]),
        ("30 tỉ đồng", "trên 30.000 đồng", ["30"]),
        ("30%", "30 người", ["30%"]),
        ("ở Sóc Trăng", "ở Sóc Trăngg", ["Sóc Trăng"]),
        ("ở Trăng Sóc", "ở Sóc Trăng", ["Trăng Sóc"]),
        ("ở TP.  Sóc Trăng", "ở TP. Sóc\nTrăng", []),
        ("mô hình “Ba thực hiện”", "mô hình “Ba thực hiên”", ["Ba thực hiện"]),
        ("Một trăm bốn mươi sáu căn nhà", "145 căn nhà", ["Một trăm bốn mươi sáu"]),
        ("Một trăm bốn mươi lăm căn nhà", "145 căn nhà", []),
        ("hai mươi căn", "Hai  mươi căn nhà", []),
        ("30 tỉ đồng", "trên 30 triệu đồng", ["30 tỉ"]),
        ("mỗi năm tỷ lệ hộ nghèo giảm", "tỷ lệ hộ nghèo giảm mỗi năm", []),
        ("trong năm tỉ trọng tăng", "tỉ trọng tăng", []),
    ],
)
def test_answer_says_only_what_its_quotes_say(answer: str, quote: str, missing: list[str]) -> None:
    assert [unproven.text for unproven in find_unproven(answer, ["khác", quote])] == missing


@pytest.mark.parametrize(("value", "is_there"), [("145", True), ("14", False), ("1,96%", True), ("TRÊN 30", True)])
def test_figure_stands_in_the_answer_whole(value: str, *, is_there: bool) -> None:
    assert has_figure("145 căn, giảm 1,96%/năm, trên 30 tỉ", value) is is_there


def test_english_answer_may_separate_thousands_and_drop_zeros() -> None:
    assert english_digits_missing("48,845 cards on 3 July 2020", ["48.845 thẻ", "03/07/2020"]) == []
    assert english_digits_missing("48,854 cards", ["48.845 thẻ"]) == ["854"]


def test_nearest_stretch_is_whole_words() -> None:
    passage = "Trong 5 năm, thành phố có 47 tập thể, cá nhân được trao tặng huân, huy chương."

    assert nearest_stretch("47 tap thể, cá nhân được trao", passage) == "47 tập thể, cá nhân được trao"
