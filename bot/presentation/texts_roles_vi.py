"""The Vietnamese sentences of roles, invitations and refusals."""

from __future__ import annotations

from bot.presentation.texts_roles import RoleTexts

VI = RoleTexts(
    roles={
        "citizen": "người dùng",
        "moderator": "người duyệt câu hỏi",
        "staff": "biên tập viên",
        "admin": "quản trị viên",
    },
    denied="Chức năng này chỉ dành cho người được giao quyền. Nếu cần dùng, anh/chị vui lòng liên hệ quản trị viên.",
    private_only="Chức năng này chỉ dùng được trong cuộc trò chuyện riêng với tôi. "
    "Anh/chị vui lòng nhắn riêng cho tôi rồi thử lại.",
    members="Những người có vai trò",
    no_members="Chưa có ai.",
    you="anh/chị",
    from_environment="đặt trong cấu hình",
    member="{name}: {role}.",
    seeded="Vai trò {role} của người này được đặt trong cấu hình của máy chủ (ADMIN_IDS, STAFF_IDS, MODERATOR_IDS), "
    "nên không thu hồi hay hạ xuống được từ Telegram. Muốn đổi, người vận hành sửa cấu hình rồi khởi động lại bot.",
    time="{moment:%H:%M} ngày {moment:%d/%m/%Y}",
    invite="➕ Mời người mới",
    withdraw="✖ Huỷ lời mời làm {role} (đến {time})",
    change_to="Đổi thành {role}",
    revoke="Thu hồi vai trò",
    keep="Không, giữ nguyên",
    back="« Danh sách",
    ask_revoke="Thu hồi vai trò {role} của {name}?",
    changed="{name} nay là {role}.",
    revoked="Đã thu hồi vai trò của {name}.",
    last_admin="Đây là quản trị viên cuối cùng nên không thể thu hồi hay hạ vai trò: nếu không, sẽ không còn ai "
    "quản lý vai trò. Anh/chị hãy mời thêm một quản trị viên trước.",
    outdated="Danh sách vừa thay đổi nên chưa làm gì cả. Anh/chị vui lòng xem lại.",
    withdrawn="Đã huỷ lời mời.",
    choose_role="Anh/chị muốn mời người mới làm gì?",
    invited="Lời mời làm {role}. Anh/chị gửi riêng liên kết dưới đây cho người được mời. "
    "Liên kết dùng được một lần, đến {time}; ai mở trước thì nhận vai trò, nên xin đừng đăng trong nhóm.",
    welcome="Chào mừng {name}! Anh/chị nay là {role}. Các lệnh của anh/chị có trong nút Menu cạnh ô soạn tin.\n"
    "Những việc làm với vai trò này được ghi vào sổ theo mã số Telegram của anh/chị.",
    joined="{name} đã nhận lời mời làm {role}.",
    invalid="Lời mời này không dùng được: đã có người dùng, đã quá 24 giờ hoặc đã bị huỷ. "
    "Anh/chị vui lòng xin quản trị viên một lời mời mới.",
    needless="Anh/chị đã có vai trò này hoặc cao hơn, nên lời mời được giữ nguyên cho người khác.",
    private="Lời mời chỉ mở được trong cuộc trò chuyện riêng với tôi. "
    "Liên kết đã lộ trong nhóm, anh/chị nên nhờ quản trị viên huỷ và gửi riêng một liên kết mới.",
    your_role="Quản trị viên vừa đổi vai trò của anh/chị: anh/chị nay là {role}.",
    no_role="Quản trị viên vừa thu hồi vai trò của anh/chị. Anh/chị vẫn đặt câu hỏi như bình thường.",
)
