"""The words of provincial newspapers' reports that tell where a figure's unit ends and what a clause is about."""

from __future__ import annotations


def _table(text: str) -> frozenset[str]:
    return frozenset(" ".join(words.split()) for words in text.split("|"))


SCALES = r"(?:nghìn|ngàn|vạn|triệu|tỷ|tỉ)"
QUALIFIERS = (
    r"(?:trên dưới|trên|hơn|gần|khoảng|dưới|ít nhất|tối thiểu|tối đa|không quá|xấp xỉ|ước khoảng|ước|chừng|trung bình)"
)
MEASURES = r"(?:m2|m²|m3|m³|km2|km²|km|ha|héc-ta|hecta|tấn|tạ|kg|lít|kWh|MW|m|công đất|giờ)"

ORDINALS = _table(
    """phường|khóm|ấp|khu vực|khu phố|tổ dân phố|quốc lộ|tỉnh lộ|đường|mức|số|hạng|cấp|lớp|lần thứ|khóa|khoá|thứ|loại
    |đợt|bước|vòng|tuyến|nhóm|điều|khoản|chương|giải|đô thị loại|kỳ họp thứ|nhiệm kỳ|mùng|mồng|nhà số|kênh|tiểu đoàn
    |trung đoàn|sư đoàn|quân khu|chỉ thị|nghị quyết|quyết định|kế hoạch"""
)
"""A number behind one of these names a thing and counts nothing."""

STOPS = _table(
    """cho|với|của|được|đã|đang|sẽ|là|có|trong|tại|ở|từ|đến|theo|để|do|bị|bằng|về|đạt|giúp|tham|thuộc|vào|ra|lên|xuống|so
    |chiếm|tăng|giảm|hoặc|gồm|nhằm|khi|mà|nên|thì|qua|sau|trước|trên|dưới|như|cùng|tổng|góp|thu|hỗ|vay|đi|thoát|đăng|hoàn
    |trị|mỗi|dịp|làm|trở|vượt|cũng|đều|còn|không|chưa|tiếp|bao|gắn|và|hay|này|đó|ấy|nhưng|vẫn|nay|đồng|phục|hưởng|thay
    |nhận|mang|tốt|phát|nằm|lần|lượt|đoạt|giành"""
)
"""Words with which a unit's noun phrase is over."""

FIXED_UNITS = (
    "lượt hộ mới thoát nghèo",
    "huy chương đồng",
    "hộ mới thoát nghèo",
    "hộ thoát nghèo",
    "tổ chức đảng",
    "tổ nhân dân tự quản",
    "lượt người",
    "lượt hộ",
    "đồng bào dân tộc",
)
"""Units that hold a word which otherwise ends one."""

COORDINATED = _table(
    """hộ|cá nhân|tập thể|đơn vị|ấp|khóm|chiến sĩ|công chức|viên chức|đảng viên|thanh niên|phụ nữ|học sinh|sinh viên
    |gia đình|tổ chức|doanh nghiệp|lao động|người|đối tượng|cận nghèo|giáo viên|nông dân|đoàn viên|hội viên|phường|xã
    |thị trấn|nhân dân|người lao động|hộ gia đình|cơ quan|khu phố|người dân"""
)
"""Behind a comma these go on with what was being counted or helped: tập thể, cá nhân."""

VERBS = _table(
    """xây|xây dựng|xây mới|cất|sửa chữa|sửa|tặng|trao|trao tặng|hỗ trợ|vận động|mua|cấp|giải quyết|tạo|tạo điều kiện
    |thành lập|nhân rộng|thu hút|trồng|trồng mới|nạo vét|hiến|đóng góp|mở rộng|lắp đặt|đưa|công nhận|giúp|kích hoạt
    |phục vụ|tiếp nhận|huy động|tổ chức|phát động|ra quân|tuyên truyền|khen thưởng|biểu dương|đào tạo|giới thiệu|cho vay
    |giải ngân|thăm|khám|phát|cất mới|nâng|nâng cấp|bê tông hóa|sắp xếp|tiết kiệm|quyên góp|ủng hộ|tham gia|triển khai
    |thực hiện|duy trì|phát triển|hoàn thành|kết nạp|bồi dưỡng|tập huấn|tư vấn|xét|duyệt|đề nghị|chuyển giao|xử lý
    |thu gom|chi|thu|giao|nuôi|thả|cải tạo|xóa|xoá|vớt|đầu tư|đăng ký|chỉnh trang|cung cấp|tiêm|tiếp cận|truy tặng
    |có|đạt|tăng|giảm|chiếm|còn|vượt|phấn đấu|kéo giảm|cao hơn|thấp hơn|lên|xuống|hoàn trả|chăm sóc|bảo vệ|lập|mở|dạy
    |nhận|nhận đỡ đầu|bàn giao|khởi công|khánh thành|gia cố|duy tu|làm mới|làm|đón|sử dụng|ký|ký kết|đảm bảo|bảo đảm
    |lắp|đoạt|giành|gồm|mua sắm|thu nhận|hướng dẫn|cài đặt|bố trí|di dời|tuyển|tuyển dụng|cứu|bắt|phát hiện|triệt phá
    |kiểm tra|trợ giúp|trợ cấp|phối hợp|phẫu thuật|quản lý|cảm hóa|điều tra|làm rõ|bắt giữ|nhắc nhở|góp|bắc|bắc mới
    |tu sửa|thu về|phòng chống|phân loại|kéo|giao nộp|kết hợp|liên kết|tiêu thụ|vươn lên|thoát nghèo|chuyển đổi|dựng
    |vận hành|tôn vinh|vinh danh|tuyên dương|cấp phát|rà soát|khảo sát|hòa giải|biên soạn|chăm lo|dạy nghề|cài đặt
    |sưu tầm|trưng bày|biểu diễn|đỡ đầu|lắp mới|mở mới|xóa mù chữ|xây tặng|trao đổi|khen|xử phạt|thay thế|thả nuôi
    |tự tạo|xây lắp|đặt|treo|sơn|vẽ|đào|đắp|khoan|in|thuê|bán|xuất khẩu|xuất bán|chế biến|gieo trồng|thu hoạch"""
)

ADVERBS = (
    r"(?:đã|đang|sẽ|còn|cũng|đều|chỉ|vừa|luôn|tiếp tục|thường xuyên|hiện|nay|tự nguyện|tích cực|trực tiếp|đồng thời"
    r"|kịp thời|chủ động|thực tế|lần lượt|cùng nhau|cùng|mạnh dạn|bước đầu|đã và đang|thêm|tổng cộng|sẵn sàng)"
)
"""Stand before a verb and change nothing of what is counted."""

COMPOUNDS = _table(
    """cộng đồng|thiết bị|định danh|định danh điện tử|giáo viên|người cao tuổi|chạy đồng|xuất huyết|sốt xuất huyết
    |phòng chống|bê tông|túi ni lông|ni lông|heo đất|đường hoa|ý tưởng|tình nguyện viên|cộng tác viên|mắt camera
    |nguồn tin|vũ khí|thô sơ|tự chế|lượt người|đơn vị máu|trang thiết bị|giỏ đi chợ|đi chợ|tự quản|đồng đội|nghệ nhân
    |đoàn viên|hội viên|chi hội|chi đoàn|tổ hợp tác|hợp tác xã|dịch vụ công|trực tuyến|tài khoản|căn cước|gắn chip
    |khóm ấp|nhà tình thương|nhà tình nghĩa|đại đoàn kết|học bổng|khuyết tật|dân số|chất lượng cao|nông thôn mới"""
)
"""Words of several syllables that the reports are full of, beside those of the lexicon."""

STOPPED_NOUNS = _table(
    "đồng bào|đồng đội|đồng chí|đồng hồ|thu nhập|không gian|đồng ruộng|trên cạn|theo dõi viên|đi chợ"
)
"""Nouns that begin with a word which otherwise ends a unit."""

HELPING = _table(
    "hướng dẫn|hỗ trợ|giúp|giúp đỡ|vận động|dạy|tạo điều kiện|đưa|tuyên truyền|hướng dẫn cho|cho|dạy nghề|tổ chức cho"
)
"""With these, what people do behind their number is what they are helped to do."""

PEOPLE = _table(
    """hộ|lượt hộ|hộ gia đình|hộ nghèo|hộ dân|người|lượt người|người dân|cá nhân|hội viên|đoàn viên|nông dân|lao động
    |chị|em|anh|bà|học sinh|sinh viên|trẻ|trẻ em|thanh niên|phụ nữ|cán bộ|chiến sĩ|đảng viên|công dân|lượt công dân
    |tình nguyện viên|thành viên|bệnh nhân|lượt bệnh nhân|bác sĩ|giáo viên|gia đình|đối tượng|khách|lượt khách
    |lượt hội viên|lượt học sinh|lượt đoàn viên|cộng tác viên|chủ hộ|bà con|nhân dân|công nhân|viên chức|người bệnh
    |người nghèo|lượt chị|lượt em|cụ|nạn nhân|đại biểu|thanh thiếu niên|thiếu nhi|hộ dân tộc"""
)
"""Of these a verb says what they do, and is no part of what they are called."""

PREDICATES = _table(
    """đạt|là|còn|chỉ còn|chiếm|tăng|giảm|tăng lên|giảm xuống|giảm còn|xuống còn|lên|xuống|lên đến|ở mức|đạt mức
    |được|vượt|hơn|cao hơn|thấp hơn|gấp|tăng gấp|đạt trên|tăng thêm|tăng bình quân|giảm bình quân|ước đạt|đạt bình quân
    |thêm|tới|đến|với|hiện còn|nay còn|chỉ|đã|cho|kéo giảm|từ|nâng lên|hiện đạt|giảm còn|trị giá|đạt tỷ lệ|có|thành phố
    |đến nay"""
)

AMOUNTS = _table("lần|điểm|điểm phần trăm")
"""Units in which an amount is told, as in per cent and money; nothing is counted by them alone."""

LABELS = (
    r"(?:tổng\s+)?(?:kinh phí|số tiền|trị giá|giá trị|số vốn|nguồn vốn|nguồn lực|kinh phí thực hiện|vốn đầu tư|dư nợ"
    r"|doanh số cho vay|doanh số|doanh thu|thu nhập|lợi nhuận|chi phí|mức đầu tư|tổng mức đầu tư|lãi suất)"
)

MEASURED = (
    r"(?:tỷ lệ|tỉ lệ|thu nhập|mức|tổng|doanh số|doanh thu|lợi nhuận|kinh phí|sản lượng|năng suất|diện tích|giá trị"
    r"|chỉ số|thu ngân sách|tốc độ|số tiền|trị giá|mật độ|độ che phủ|lãi suất|kim ngạch|dư nợ|số vốn"
    r"|chiều dài|chiều rộng|tổng chiều dài|tổng diện tích|công suất|sức chứa|mỗi(?! (?:năm|tháng|ngày|tuần|quý|vụ)\b))"
)

ACTORS = (
    r"(?:toàn |các |cả )?(?:huyện|thị xã|thành phố|tỉnh|xã|phường|thị trấn|địa phương|nhân dân|người dân|bà con|đơn vị"
    r"|ngành|hội|đoàn|ông|bà|anh|chị|cấp ủy|chính quyền|đảng bộ|lực lượng|mặt trận|cán bộ|ubnd|tổ|quỹ|trường|gia đình"
    r"|câu lạc bộ|mô hình|phong trào|bộ phận|công an)"
)

OPENINGS = (
    r"(?:-|–|•|\+|trong đó,?|qua đó,?|từ đó,?|đồng thời,?|ngoài ra,?|theo đó,?|đặc biệt,?|bên cạnh đó,?|riêng|cụ thể,?"
    r"|cạnh đó,?|cùng với đó,?|hiện nay,?|hiện,?|đến nay,?|nay|hằng năm,?|hàng năm,?|nổi bật là|tiêu biểu là|kết quả,?"
    r"|nhờ đó,?|nhờ vậy,?"
    r"|tiêu biểu như|tiêu biểu,?|điển hình như|điển hình là|nhất là|đặc biệt là|nổi bật,?|kết quả là"
    r"|(?:tính )?đến (?:cuối )?năm \d{4},?|tính đến nay,?|với những kết quả đó,?|như|và|ước tính|trước đó,?"
    r"|thời gian tới,?|thời gian qua,?|mặt khác,?|song song đó,?)"
)

GROUPS = (
    r"(?:phong trào thi đua|phong trào|cuộc vận động|chương trình|chiến dịch|hội thi|đợt thi đua|mô hình|câu lạc bộ"
    r"|tổ phụ nữ|tổ hợp tác|tổ|nhóm|đội|quỹ|chi hội|hợp tác xã|công trình|dự án|danh hiệu|giải thưởng)"
)
