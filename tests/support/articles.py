"""Writes invented articles of one topic, in the set phrases of provincial newspapers: alike, but not the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

PLACES = ("huyện Tân Mẫu", "thị xã Phước Mẫu", "huyện Long Ví", "thành phố Mỹ Kiểu", "huyện Hòa Thử", "huyện An Giả")


def _templates(text: str) -> tuple[str, ...]:
    """One a paragraph of the text; lines that are indented go on from the one before."""
    lines = text.strip("\n").replace("\n      ", " ").split("\n")
    return tuple(" ".join(line.split()) for line in lines if line.strip())


OPENINGS = _templates(
    """
    (Thực hiện chỉ đạo của Tỉnh ủy, UBND tỉnh|Thời gian qua|Những năm qua|Bám sát nghị quyết đại hội Đảng bộ),
      {place} (luôn quan tâm|đã đẩy mạnh|tập trung lãnh đạo) các phong trào thi đua yêu nước, (gắn với việc học
      tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh|tạo khí thế sôi nổi trong cán bộ và nhân dân|góp
      phần hoàn thành nhiệm vụ chính trị).
    """
)
RESULTS = _templates(
    """
    (Đến nay, {place}|Toàn địa bàn|Tính đến cuối năm, {place}) có {a} xã đạt chuẩn nông thôn mới, (thu nhập bình
      quân đầu người đạt {b},{c} triệu đồng/năm|trong đó {c} xã nâng cao|vượt {c} xã so với nghị quyết).
    (Tỷ lệ hộ nghèo giảm còn {c},{a}%|Hộ nghèo chỉ còn {a}{c} hộ|Mỗi năm giảm trên {c},{a}% hộ nghèo), (tỷ lệ hộ
      dân sử dụng nước sạch đạt 9{c},{a}%|đời sống bà con Khmer được nâng lên|không còn hộ nghèo là người có
      công).
    (Các đoàn thể đã vận động|Mặt trận cùng mạnh thường quân|Từ Quỹ Vì người nghèo, địa phương) (xây dựng|cất
      mới|bàn giao) {b} căn nhà (cho hộ nghèo, hộ có hoàn cảnh khó khăn|tình thương|Đại đoàn kết), (tổng kinh
      phí trên {a} tỷ đồng|mỗi căn trị giá {b} triệu đồng).
    (Công tác đào tạo nghề được chú trọng|Thông qua các phiên giao dịch việc làm|Trung tâm dạy nghề mở {c} lớp),
      (giải quyết việc làm cho {b}{a} lao động|đưa {a}{c} người đi làm việc ở nước ngoài|{b}% học viên có việc
      làm ngay).
    (Hội Phụ nữ|Chị em các chi hội|Phụ nữ các ấp, khóm) (duy trì {a} tổ tiết kiệm|nuôi {b} con heo đất|góp vốn
      xoay vòng), (giúp {c}{b} hội viên vay vốn phát triển sản xuất|trao {b} suất học bổng cho con em|hỗ trợ {a}
      chị khởi nghiệp).
    (Ngành giáo dục có|Phòng Giáo dục công nhận|Toàn ngành xây dựng được) {a} trường đạt chuẩn quốc gia, (tỷ lệ
      tốt nghiệp đạt 99,{c}%|{b} giáo viên dạy giỏi cấp tỉnh|huy động trẻ ra lớp đạt 9{c}%).
    (Nhân dân hiến {b}.{a}00 m2 đất|Bà con đóng góp {b}{c} ngày công|Nhiều hộ tự nguyện dời hàng rào) (để mở
      rộng đường liên ấp|làm {a} km lộ đal|nạo vét {c} tuyến kênh nội đồng).
    (Lực lượng công an|Công an các xã|Ban chỉ huy quân sự) (giữ vững an ninh chính trị, trật tự an toàn xã
      hội|kéo giảm {a},{c}% số vụ phạm pháp|giao quân đạt 100% chỉ tiêu), (nhân rộng {a} mô hình tự quản|tuần
      tra {b} lượt đêm).
    (Công tác cải cách hành chính có chuyển biến|Bộ phận một cửa thân thiện|Cán bộ trẻ hướng dẫn tận nơi),
      ({b},{c}% hồ sơ giải quyết trước hạn|{b}.{a}{c}0 hồ sơ nộp qua mạng|người dân hài lòng đạt 9{c}%).
    (Trạm y tế|Đội ngũ thầy thuốc|Các phòng khám) (khám, chữa bệnh cho {b}.{a}{c}0 lượt người|tiêm ngừa cho
      {b}{c} trẻ|cấp thuốc miễn phí cho {a}{c} cụ), ({b}% dân số tham gia bảo hiểm y tế|suy dinh dưỡng giảm còn
      {c},{a}%).
    (Đoàn thanh niên|Tuổi trẻ địa phương|Thầy trò các trường) (trồng {b}{a} cây xanh|ra quân {c} lần dọn vệ
      sinh|thu gom {c} tấn rác), (thắp sáng {a} tuyến đường quê|hiến {b} đơn vị máu|dạy bơi cho {a}{c} em).
    (Từ phong trào xuất hiện nhiều điển hình|Qua bình xét|Dịp này), ({b} tập thể, {a}{c} cá nhân được Chủ tịch
      UBND tỉnh khen thưởng|{a} cá nhân nhận kỷ niệm chương|{c} đơn vị dẫn đầu cụm thi đua).
    """
)
CLOSINGS = _templates(
    """
    (Thời gian tới|Phát huy kết quả đạt được|Bước sang năm mới), {place} (tiếp tục nâng cao chất lượng các phong
      trào|phấn đấu hoàn thành thắng lợi các chỉ tiêu|kịp thời biểu dương gương người tốt, việc tốt), (tạo sức
      lan tỏa trong nhân dân|hướng về cơ sở|xây dựng quê hương giàu đẹp).
    """
)
_CHOICE = re.compile(r"\(([^()]*)\)")


def write_article(chance: Random) -> str:
    """An article of nine to eleven paragraphs; two of them share set phrases, as newspapers' articles do."""
    place = chance.choice(PLACES)
    parts = [chance.choice(OPENINGS), *chance.sample(RESULTS, chance.randrange(7, 10)), chance.choice(CLOSINGS)]
    body = []
    for part in parts:
        chosen = _CHOICE.sub(lambda match: chance.choice(match[1].split("|")), part)
        body.append(
            chosen.format(place=place, a=chance.randrange(2, 30), b=chance.randrange(31, 99), c=chance.randrange(10))
        )
    return "\n\n".join([f"{place[0].upper()}{place[1:]}: Kết quả từ các phong trào thi đua", *body])
