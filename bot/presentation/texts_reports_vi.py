"""The Vietnamese sentences of figures, exports and the weekly digest."""

from __future__ import annotations

from bot.presentation.texts_reports import ReportTexts

VI = ReportTexts(
    this_week="Tuần này (từ {begin}) so với tuần trước (từ {before})",
    last_week="Tuần qua ({begin} – {end}) so với tuần trước đó",
    day="{day:%d/%m}",
    rows={
        "questions": "Câu hỏi",
        "people": "Người hỏi",
        "answered": "Trả lời được",
        "ambiguous": "Phải hỏi lại",
        "not_found": "Không tìm thấy",
        "up": "Góp ý đúng ý",
        "down": "Góp ý chưa đúng",
    },
    row="• {name}: {now} (trước: {before}, {change})",
    same="không đổi",
    slowest="• Trả lời chậm nhất: {now} mili giây (trước: {before})",
    top_records="Được hỏi nhiều nhất",
    top_gaps="Còn thiếu nhiều nhất",
    gap="{number}. “{text}” ({people} người)",
    nothing="(chưa có)",
    unknown_record="bản ghi đã gỡ",
    chart_title="Câu hỏi tuần {week} so với tuần {before}",
    legend_week="Tuần {begin} – {end}",
    legend_before="Tuần {begin} – {end}",
    want="Gửi tôi bản tin mỗi sáng thứ Hai",
    want_not="Thôi gửi bản tin",
    wanted="Từ thứ Hai tới, tôi gửi anh/chị số liệu của tuần vừa qua.",
    unwanted="Tôi sẽ không gửi bản tin hằng tuần nữa.",
    export_caption="{count} câu hỏi, đã che thông tin cá nhân. Xin giữ kín tệp này và xoá đi khi dùng xong.",
    export_usage="Cách dùng: /xuat, hoặc /xuat csv 2026-01-31\n"
    "• Dạng tệp: xlsx (mặc định), csv hoặc jsonl.\n"
    "• Ngày bắt đầu: năm-tháng-ngày; để trống là tất cả.",
    too_large="Tệp quá lớn, Telegram không nhận. Anh/chị chọn ngày bắt đầu gần hơn, ví dụ: /xuat csv 2026-01-31",
)
