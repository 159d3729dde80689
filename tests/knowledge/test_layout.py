"""Single lines of a page and what they are taken for."""

from __future__ import annotations

import pytest

from knowledge.layout import paragraphs_of

LEAD = "Đoạn mở đầu dài vừa đủ để không ai nhầm là tiêu đề hay chú thích, và kết thúc bằng dấu chấm câu."


@pytest.mark.parametrize(
    "line",
    [
        "03/07/2020 - 10:10",
        "Thứ sáu, 03/07/2020, 10:10 (GMT+7)",
        "Báo Sóc Trăng - 03/07/2020",
        "Cập nhật: 2020-07-03 10:10",
        "10:10 | 03.07.2020",
    ],
)
def test_date_line_is_recognised(line: str) -> None:
    assert [paragraph.kind for paragraph in paragraphs_of(f"Tiêu đề\n\n{line}\n\n{LEAD}")[0]] == [
        "title",
        "dateline",
        "lead",
    ]


@pytest.mark.parametrize("line", ["Trao thưởng. Ảnh: H.Lan", "Trao thưởng (Ảnh: TTXVN)", "Trao thưởng. Ảnh tư liệu"])
def test_caption_is_recognised(line: str) -> None:
    assert paragraphs_of(f"Tiêu đề\n\n{LEAD}\n\n{line}")[0][-1].kind == "caption"


@pytest.mark.parametrize("line", ["Theo H.LAN (Báo Sóc Trăng)", "Bài và ảnh: Lê Thử", "THẠCH PÍCH", "Nguyễn Văn A"])
def test_byline_is_recognised_at_the_end(line: str) -> None:
    assert paragraphs_of(f"Tiêu đề\n\n{LEAD}\n\n{line}")[0][-1].kind == "byline"


@pytest.mark.parametrize(
    "line", ["A A", "A- A A+", "Chia sẻ", "In bài viết", "Facebook", "12 lượt xem", "Bình luận (3)"]
)
def test_leftover_of_the_page_is_dropped_and_named(line: str) -> None:
    paragraphs, dropped = paragraphs_of(f"Tiêu đề\n\n{line}\n\n{LEAD}")

    assert [paragraph.kind for paragraph in paragraphs] == ["title", "lead"]
    assert dropped == [line]


def test_short_line_in_the_text_is_body_and_doubtful() -> None:
    paragraph = paragraphs_of(f"Tiêu đề\n\n{LEAD}\n\nVay vốn\n\n{LEAD}")[0][2]

    assert (paragraph.kind, paragraph.is_doubtful) == ("body", True)
