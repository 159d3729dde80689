"""The Vietnamese sentences of privacy."""

from __future__ import annotations

from bot.presentation.texts_privacy import PrivacyTexts

VI = PrivacyTexts(
    explanation="Quyền riêng tư của anh/chị\n\n"
    "Không ghi tên người hỏi\n"
    "• Người hỏi chỉ được ghi bằng một mã riêng, mỗi quý một mã mới. Tên, tài khoản, số điện thoại và mã số Telegram "
    "của anh/chị không được lưu cùng câu hỏi.\n"
    "• Số điện thoại, căn cước, thẻ bảo hiểm y tế, hộ chiếu, tài khoản ngân hàng, biển số xe và địa chỉ email được tự "
    "động che đi trước khi lưu. Máy có thể che sót, nên xin đừng gửi thông tin cá nhân của mình hay của người khác.\n\n"
    "Những gì được lưu lại\n"
    "• Câu hỏi: nội dung, ngôn ngữ, thời điểm, loại cuộc trò chuyện (riêng hay nhóm) và mã số lượt tin của Telegram.\n"
    "• Câu trả lời: kết quả, nội dung đã dùng, mức độ chắc chắn, số mili giây xử lý và phiên bản tri thức.\n"
    "• Góp ý 👍/👎 và thời điểm góp ý.\n"
    "• Ngôn ngữ và cách ghi đã chọn, thời điểm được báo những điều này, tháng gần nhất có câu hỏi.\n"
    "• Nếu anh/chị nhờ báo khi có câu trả lời: nơi để nhắn lại, được mã hoá, và xoá ngay sau khi đã báo.\n"
    "• Tin bị lỗi: mã số lượt tin, loại lỗi và thời điểm, không có nội dung.\n"
    "• Với người được giao vai trò (duyệt câu hỏi, biên tập, quản trị): mã số Telegram, tên hiển thị và những việc đã "
    "làm với vai trò ấy. Ai dùng thử chức năng không được giao thì việc đó được ghi bằng mã riêng.\n\n"
    "Lưu trong bao lâu\n"
    "• Câu hỏi, câu trả lời, góp ý và ghi chép về tin lỗi: thời hạn {days} ngày, sau đó bot tự xoá. Chỉ còn lại số "
    "lượt hỏi theo tuần, không nhóm nào dưới 5 người.\n"
    "• Ngôn ngữ đã chọn: xoá khi anh/chị không hỏi gì trong thời hạn ấy. Yêu cầu không ghi nội dung thì được giữ.\n"
    "• Sổ ghi việc làm với vai trò: không xoá, vì để sau này kiểm tra được; trong sổ không có câu hỏi nào.\n"
    "• Để hiểu câu hỏi nối tiếp (trong 15 phút) và để sửa câu trả lời khi anh/chị sửa câu hỏi, các câu gần đây được "
    "nhớ tạm, không ghi vào nhật ký; khi bot khởi động lại thì không còn.\n\n"
    "Ai xem được: chỉ những người duyệt câu hỏi do quản trị viên cử ra; mỗi lần họ mở xem đều được ghi lại. "
    "Trong nhóm, tôi chỉ trả lời và lưu những câu hỏi gửi cho tôi.\n\n"
    "Anh/chị có thể\n"
    "/dulieucuatoi – nhận tệp dữ liệu của mình\n"
    "/quentoi – xoá toàn bộ dữ liệu của mình\n"
    "/khongghi – hỏi mà không ghi lại nội dung\n\n"
    "Đây là các quyền của anh/chị theo Luật Bảo vệ dữ liệu cá nhân (Luật 91/2025/QH15) và Nghị định "
    "356/2025/NĐ-CP.",
    file_name="du-lieu-cua-toi.json",
    file_caption="Đây là toàn bộ dữ liệu của anh/chị mà tôi đang lưu. Muốn xoá, anh/chị dùng /quentoi.",
    private_only="Việc này chỉ làm được trong cuộc trò chuyện riêng với tôi, để người khác không nhìn thấy.",
    ask_erase="Xoá toàn bộ dữ liệu của anh/chị: câu hỏi, góp ý, ngôn ngữ đã chọn, yêu cầu không ghi nội dung và các "
    "câu đang chờ báo?\nĐã xoá thì không lấy lại được.",
    erase="Xoá hết",
    keep="Giữ lại",
    kept="Dữ liệu của anh/chị vẫn được giữ nguyên.",
    receipt="Biên nhận xoá dữ liệu số {number}, {moment}\n"
    "• Câu hỏi đã xoá: {questions}\n"
    "• Góp ý đã xoá: {votes}\n"
    "• Câu đang chờ báo đã xoá: {waiting}\n"
    "• Lựa chọn đã xoá: {choices}\n\n"
    "Từ nay, câu hỏi mới lại được ghi như với người mới. Không muốn ghi nội dung, anh/chị dùng /khongghi.",
    moment="{moment:%H:%M ngày %d/%m/%Y}",
    unlogged="Từ nay tôi trả lời mà không ghi lại nội dung câu hỏi của anh/chị; chỉ đếm số lượt. "
    "Muốn ghi lại như trước, anh/chị gửi /khongghi lần nữa.",
    logged="Từ nay nội dung câu hỏi của anh/chị lại được ghi, không kèm tên, để trả lời ngày càng tốt hơn. "
    "Muốn thôi ghi, anh/chị gửi /khongghi.",
)
