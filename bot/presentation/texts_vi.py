"""The Vietnamese sentences."""

from __future__ import annotations

from bot.presentation.texts import Texts

VI = Texts(
    language="vi",
    corrected="Theo bài báo, đúng ra là:",
    date="{day:%d/%m/%Y}",
    dated="Thông tin này được đăng ngày {date}, {age}; đến nay có thể đã thay đổi.",
    figures_as_of="Số liệu tính đến {date}.",
    other_editions="Cùng nội dung này, tôi còn có thông tin của: {scopes}.",
    citation="Nguồn: “{title}”, {by}, ngày {date}, {where}.",
    citation_same="Cùng bài, {where}.",
    paragraph="đoạn {number}",
    caption="đoạn {number} (chú thích ảnh)",
    headline="tiêu đề",
    dateline="dòng ghi ngày đăng",
    byline="đoạn {number} (dòng ghi tên tác giả)",
    years_ago="cách đây hơn {count} năm",
    a_year_ago="cách đây hơn một năm",
    months_ago="cách đây khoảng {count} tháng",
    a_month_ago="cách đây khoảng một tháng",
    recently="trong vòng một tháng qua",
    ambiguous="Ý anh/chị là nội dung nào dưới đây ạ?",
    not_found="Xin lỗi anh/chị, các bài báo tôi có chưa nói đến điều này, nên tôi không dám trả lời phỏng đoán.",
    nearest="Những nội dung gần nhất mà tôi có (có thể không đúng điều anh/chị hỏi):",
    ways_on="Anh/chị có thể hỏi lại bằng cách khác, hoặc xem /phongtrao và /solieu.",
    small_talk={
        "greeting": "Xin chào anh/chị! Anh/chị muốn biết điều gì về các phong trào thi đua yêu nước?",
        "thanks": "Không có gì ạ. Anh/chị cần biết thêm điều gì thì cứ hỏi nhé.",
        "goodbye": "Chào anh/chị, hẹn gặp lại!",
        "identity": "Tôi là trợ lý tự động, trả lời câu hỏi về các phong trào thi đua yêu nước và số liệu của "
        "TP. Sóc Trăng, luôn kèm trích dẫn nguyên văn từ bài báo. "
        "Tôi không phải là người và không thay mặt cơ quan nào.",
        "help": "Anh/chị cứ gõ câu hỏi như khi nhắn tin, ví dụ: “Thành phố đã xây bao nhiêu căn nhà cho hộ khó khăn?”. "
        "Xem thêm: /phongtrao, /solieu, /help.",
        "compliment": "Cảm ơn anh/chị! Anh/chị muốn biết thêm điều gì nữa không ạ?",
        "abuse": "Rất tiếc đã làm anh/chị không hài lòng. Anh/chị cho biết điều cần hỏi, tôi sẽ cố gắng giúp.",
        "filler": "Dạ, anh/chị muốn hỏi điều gì ạ?",
    },
    notice="Câu hỏi được lưu lại mà không kèm tên anh/chị, để trả lời ngày càng tốt hơn. Chi tiết: /riengtu",
    whole_passage="📄 Xem cả {where}",
    up="👍 Đúng ý",
    down="👎 Chưa đúng",
    chosen="✓",
    previous_page="« Trước",
    next_page="Sau »",
    all_topics="Tất cả chủ đề",
    all_sources="Tất cả bài báo",
    language_names={"vi": "Tiếng Việt", "en": "English"},
    voted="Cảm ơn anh/chị đã góp ý!",
    stale="Nút này đã cũ hoặc không dùng được nữa. Mời anh/chị đặt lại câu hỏi.",
    only_text="Xin lỗi anh/chị, tôi chỉ đọc được chữ. Anh/chị vui lòng gõ câu hỏi giúp tôi nhé.",
    unknown_command="Tôi không biết lệnh này. Xem các lệnh tại /help, hoặc cứ gõ câu hỏi của anh/chị.",
    ask_usage="Anh/chị vui lòng viết câu hỏi trong cùng tin nhắn với lệnh hoặc với tên tôi, ví dụ: "
    "/hoi Có bao nhiêu thẻ bảo hiểm y tế được mua?",
    calm="Xin lỗi anh/chị, hiện tôi đang gặp trục trặc nên chưa trả lời được. Anh/chị vui lòng thử lại sau ít phút.",
    start="Xin chào anh/chị!\n"
    "Tôi trả lời câu hỏi về các phong trào thi đua yêu nước và số liệu của TP. Sóc Trăng, "
    "mỗi câu trả lời đều kèm trích dẫn nguyên văn từ bài báo.\n\n"
    "Anh/chị cứ gõ câu hỏi, có dấu hay không dấu đều được, ví dụ:\n"
    "• Thành phố đã xây bao nhiêu căn nhà cho hộ khó khăn về nhà ở?\n"
    "• Tỷ lệ hộ nghèo giảm bao nhiêu mỗi năm?\n\n"
    "/phongtrao – các phong trào, mô hình\n/solieu – các số liệu\n/help – hướng dẫn\n/ngonngu – English",
    help="Cách hỏi\n"
    "• Gõ câu hỏi bằng lời của anh/chị; có thể hỏi tiếp ngay sau đó, ví dụ “còn hộ cận nghèo?”.\n"
    "• Sửa câu hỏi đã gửi thì câu trả lời cũng được sửa theo.\n"
    "• Trong nhóm: nhắc tên @{username}, trả lời tin nhắn của tôi, hoặc dùng lệnh /hoi.\n"
    "• Ở bất kỳ cuộc trò chuyện nào: gõ @{username} rồi nhập điều cần tìm.\n\n"
    "Các lệnh\n"
    "/phongtrao – các phong trào, mô hình theo chủ đề\n"
    "/solieu – các số liệu theo chủ đề\n"
    "/nguon – các bài báo được trích dẫn\n"
    "/ngonngu – chọn tiếng Việt hoặc tiếng Anh\n"
    "/riengtu – những gì được lưu lại\n\n"
    "Điều gì bài báo không nói thì tôi không trả lời phỏng đoán. Số liệu có thể đã cũ, xin xem ngày đăng.",
    choose_language="Anh/chị muốn dùng ngôn ngữ nào? / Which language would you like?",
    language_set="Từ nay tôi trả lời bằng tiếng Việt.",
    campaigns="Phong trào, mô hình và kết quả: mời anh/chị chọn chủ đề.",
    figures="Số liệu: mời anh/chị chọn chủ đề.",
    topic="{title}: mời anh/chị chọn nội dung.",
    no_topics="Hiện chưa có nội dung nào ở mục này. Anh/chị cứ gõ câu hỏi nhé.",
    sources="Các bài báo được trích dẫn:",
    source="“{title}”\n{by}, ngày {date}.",
    description="Hỏi đáp về các phong trào thi đua yêu nước và số liệu của TP. Sóc Trăng. "
    "Mỗi câu trả lời đều kèm trích dẫn nguyên văn, tên báo và ngày đăng. "
    "Điều gì bài báo không nói thì không trả lời phỏng đoán. Hãy gõ câu hỏi của anh/chị.",
    short_description="Hỏi đáp về phong trào thi đua yêu nước ở TP. Sóc Trăng, có trích dẫn nguyên văn từ báo.",
    commands={
        "start": "Bắt đầu",
        "hoi": "Đặt câu hỏi: /hoi …",
        "phongtrao": "Các phong trào, mô hình theo chủ đề",
        "solieu": "Các số liệu theo chủ đề",
        "nguon": "Các bài báo được trích dẫn",
        "ngonngu": "Chọn ngôn ngữ / Language",
        "riengtu": "Những gì được lưu lại",
        "dulieucuatoi": "Nhận dữ liệu của tôi",
        "quentoi": "Xoá dữ liệu của tôi",
        "khongghi": "Không ghi nội dung câu hỏi",
        "help": "Hướng dẫn",
        "duyet": "Duyệt các câu hỏi đã nhận",
        "thongke": "Số liệu tuần này và tuần trước",
        "xuat": "Xuất câu hỏi ra tệp: /xuat …",
        "dexuat": "Đề xuất của người duyệt",
        "sua": "Sửa một bản ghi: /sua …",
        "lichsu": "Các lần xuất bản",
        "hoantac": "Quay lại bản trước",
        "vaitro": "Vai trò: xem, mời, đổi, thu hồi",
    },
)
