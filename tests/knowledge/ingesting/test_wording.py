"""How drafts read: whole words, whole phrases, the money of the right noun, and questions in several styles."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from knowledge.ingesting.article import Told, ingest
from knowledge.ingesting.drafts import draft_topic, shorten
from knowledge.ingesting.segmenting import is_inside_word
from knowledge.ingesting.sound import is_sound, is_sound_question

ARTICLES = sorted((Path(__file__).parents[1] / "data" / "drafting").glob("*.txt"))
TOLD = Told(publisher="Báo Thử", published="2024-01-02 07:00")


@cache
def drafts_of(path: Path) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = draft_topic(ingest(path.read_text(encoding="utf-8"), TOLD).source)["records"]
    return records


def draft(text: str, value: str) -> dict[str, Any]:
    source = ingest(f"Huyện Thử Mẫu: Tiêu đề\n\n{text}", TOLD).source
    (record,) = [r for r in draft_topic(source)["records"] if r.get("figure", {}).get("value") == value]
    return dict(record)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_no_unit_ends_within_a_word_and_no_question_or_answer_is_left_open(path: Path) -> None:
    figures = [record for record in drafts_of(path) if "figure" in record]

    assert len(figures) > 25
    for record in figures:
        quote, unit = record["citations"][0]["quote"], record["figure"]["unit"].removeprefix("%").strip()
        at = quote.find(unit, quote.find(record["figure"]["value"]))
        assert not unit or not is_inside_word(quote, at + len(unit)), record["figure"]
        assert is_sound(record["answer"]), record["answer"]
        assert all(map(is_sound_question, record["phrasings"])), record["phrasings"]


@pytest.mark.parametrize(
    ("text", "value", "unit", "subject", "answer"),
    [
        (
            "Huyện làm 12 km đường; trong đó bà con đóng góp 2,5 tỷ đồng và tự nguyện hiến 800m2 đất.",
            "2,5",
            "tỷ đồng",
            "Số tiền được đóng góp",
            "Bà con đóng góp 2,5 tỷ đồng",
        ),
        (
            "Hội Nông dân xã thành lập 7 tổ “Nông dân nói không với rượu bia” với 93 thành viên.",
            "7",
            "tổ",
            "Số tổ “Nông dân nói không với rượu bia” được thành lập",
            "Hội Nông dân xã thành lập 7 tổ “Nông dân nói không với rượu bia”",
        ),
        (
            "Hội Nông dân xã thành lập 7 tổ “Nông dân nói không với rượu bia” với 93 thành viên.",
            "93",
            "thành viên",
            "Số thành viên của các tổ “Nông dân nói không với rượu bia”",
            "Hội Nông dân xã thành lập 7 tổ “Nông dân nói không với rượu bia” với 93 thành viên",
        ),
        (
            "Đoàn xã hướng dẫn 1.250 người dân cài đặt tài khoản định danh điện tử.",
            "1.250",
            "người dân",
            "Số người dân được hướng dẫn cài đặt tài khoản định danh điện tử",
            "Đoàn xã hướng dẫn 1.250 người dân cài đặt tài khoản định danh điện tử",
        ),
        (
            "Phong trào đã lan tỏa đến 9 xã và được bà con hưởng ứng.",
            "9",
            "xã",
            None,
            "Phong trào đã lan tỏa đến 9 xã",
        ),
        (
            "Mô hình “Đường sáng” được triển khai tại 21 ấp, lắp 300 bóng đèn.",
            "21",
            "ấp",
            "Số ấp được triển khai mô hình “Đường sáng”",
            "Mô hình “Đường sáng” được triển khai tại 21 ấp",
        ),
        (
            "Huyện đã nâng cấp 31 tuyến đường với tổng chiều dài 45,6km, kinh phí hơn 27,5 tỷ đồng.",
            "45,6",
            "km",
            "Tổng chiều dài tuyến đường được nâng cấp",
            "Huyện đã nâng cấp 31 tuyến đường với tổng chiều dài 45,6km",
        ),
        (
            "Huyện đã nâng cấp 31 tuyến đường với tổng chiều dài 45,6km, kinh phí hơn 27,5 tỷ đồng.",
            "hơn 27,5",
            "tỷ đồng",
            "Kinh phí nâng cấp tuyến đường",
            None,
        ),
        (
            "Năm 2030, huyện phấn đấu trồng 40 km cây xanh và nâng tỷ lệ hộ dùng nước sạch lên 98%.",
            "98",
            "%",
            "Mục tiêu về tỷ lệ hộ dùng nước sạch năm 2030",
            None,
        ),
    ],
)
def test_what_a_figure_is_about_is_named_in_whole_phrases(
    text: str, value: str, unit: str, subject: str | None, answer: str | None
) -> None:
    record = draft(text, value)

    assert record["figure"]["unit"] == unit
    assert subject is None or record["subject"] == subject
    assert answer is None or record["answer"] == answer
    assert "ở tại" not in " ".join(record["phrasings"])


def test_styles_are_formal_spoken_key_words_the_figure_itself_and_english() -> None:
    phrasings = draft("Huyện đã xây mới 145 căn nhà cho hộ nghèo.", "145")["phrasings"]

    assert "Huyện Thử Mẫu xây mới bao nhiêu căn nhà cho hộ nghèo?" in phrasings
    assert "Cho hỏi có bao nhiêu căn nhà được xây mới cho hộ nghèo ở huyện Thử Mẫu vậy?" in phrasings
    assert "Số căn nhà được xây mới cho hộ nghèo huyện Thử Mẫu" in phrasings
    assert "145 căn nhà là gì?" in phrasings
    assert "How many houses were newly built for poor households in Thử Mẫu district?" in phrasings


def test_english_is_left_out_where_a_word_of_it_is_not_known() -> None:
    phrasings = draft("Huyện đã nuôi 145 con vịt chạy đồng.", "145")["phrasings"]

    assert not [phrasing for phrasing in phrasings if phrasing.startswith(("How", "What"))]


@pytest.mark.parametrize(
    "text",
    [
        "Đóng góp 11,2 tỷ đồng và",
        "Thành lập 12 tổ “Phụ nữ",
        "Lắp 260 hố chứa rác tại",
        "Số căn căn nhà",
        "Tặng 60 nạng gỗ cho",
    ],
)
def test_what_is_cut_off_is_not_sound(text: str) -> None:
    assert not is_sound(text)


@pytest.mark.parametrize(
    "text", ["Được đầu tư bao nhiêu tiền?", "Số ấp mà hội tại là bao nhiêu?", "Có mấy khóm ở tại đây?"]
)
def test_question_that_begins_or_stops_in_the_middle_is_not_sound(text: str) -> None:
    assert not is_sound_question(text)


def test_long_title_is_cut_between_words() -> None:
    assert shorten("Sôi nổi phong trào thi đua", 20) == "Sôi nổi phong trào…"
    assert shorten("Ngắn") == "Ngắn"
