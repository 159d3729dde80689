"""One English question for a figure, only where every word of it is in a small dictionary; else none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.ingesting.naming import noun_of

if TYPE_CHECKING:
    from knowledge.ingesting.telling import Told


def _pairs(text: str) -> dict[str, str]:
    """`vietnamese = english` by bars."""
    return dict(" ".join(pair.split()).split(" = ") for pair in text.split("|"))


_THINGS = _pairs(
    """căn nhà = houses|căn nhà đại đoàn kết = solidarity houses|căn nhà tình thương = charity houses|cây cầu = bridges
    |căn nhà nhân ái = charity houses|suất học bổng = scholarships|suất quà = gifts|phần quà = gifts|cây xanh = trees
    |chiếc xe đạp = bicycles|xe lăn = wheelchairs|lớp = classes|phòng học = classrooms|trường học = schools
    |thẻ bảo hiểm y tế = health insurance cards|đơn vị máu = units of blood|m2 đất = square metres of land
    |ngày công = working days|ngày công lao động = working days|hợp tác xã = cooperatives
    |tổ hợp tác = cooperative groups
    |hợp tác xã nông nghiệp = agricultural cooperatives|câu lạc bộ = clubs|lao động = workers|hồ sơ = files
    |thùng rác = rubbish bins|sản phẩm ocop = OCOP products|km đường = kilometres of road|máy lạnh = air conditioners
    |quyển tập = exercise books|quyển vở = exercise books|bóng đèn = lamps|mô hình = models
    |trạm y tế xã = commune health stations
    |hội viên = members|đoàn viên = Youth Union members|hộ nghèo = poor households|người nghèo = poor people"""
)
_DONE = _pairs(
    """xây = built|xây dựng = built|xây mới = newly built|cất = built|cất mới = newly built|sửa chữa = repaired
    |tặng = given
    |trao = awarded|trao tặng = given|trồng = planted|trồng mới = planted|lắp đặt = installed|lắp = installed
    |mua = bought
    |hiến = donated|đóng góp = contributed|góp = contributed|thành lập = founded|thành lập mới = founded|cấp = issued
    |mở = opened|tiếp nhận = received|phát = handed out|bàn giao = handed over|đào tạo = trained|bắc mới = newly built
    |giúp = helped|kết nạp = admitted|bắc = built|mở rộng = widened|nâng cấp = upgraded|công nhận = recognised"""
)
_FOR = _pairs(
    """cho hộ nghèo = for poor households|cho hộ nghèo, hộ cận nghèo = for poor and near-poor households
    |cho học sinh nghèo = to poor students|cho người khuyết tật = to people with disabilities|cho hội viên = to members
    |cho người nghèo = to poor people"""
)
_AMOUNTS = _pairs(
    """tỷ lệ hộ nghèo = the poverty rate|thu nhập bình quân đầu người = the average income per person
    |tỷ lệ người dân tham gia bảo hiểm y tế = the share of people with health insurance
    |năng suất lúa bình quân = the average rice yield
    |tỷ lệ hồ sơ nộp trực tuyến = the share of files submitted online
    |tỷ lệ hộ dân sử dụng nước sạch = the share of households with clean water
    |tỷ lệ hộ dân đăng ký thu gom rác = the share of households registered for rubbish collection"""
)
_LEVELS = {
    "huyện": "district",
    "thị xã": "town",
    "tp.": "city",
    "thành phố": "city",
    "xã": "commune",
    "phường": "ward",
    "tỉnh": "province",
}
_PLACE = re.compile(r"(?P<level>huyện|thị xã|TP\.|thành phố|xã|phường|tỉnh)\s+(?P<name>.+)", re.IGNORECASE)


def ask_in_english(told: Told, noun: str | None, place: str | None) -> str:
    """How many houses were built for poor households in Tân Mẫu district? Empty where a word is not known."""
    named = _PLACE.fullmatch(place or "")
    where = f" in {named['name']} {_LEVELS[named['level'].casefold()]}" if named else ""
    if noun is not None:
        asked = _AMOUNTS.get(noun.casefold())
        return f"What is {asked}{where}?" if asked else ""
    thing, tail = (part.casefold() for part in noun_of(told))
    things, done = _THINGS.get(thing), _DONE.get(told.deed.casefold())
    if told.figure.is_share or told.is_target or told.each or not things or (tail and tail not in _FOR):
        return ""
    of_whom = f" {_FOR[tail]}" if tail else ""
    if told.deed.casefold() in {"", "có"} and not tail and told.verb and where:
        return f"How many {things} are there{where}?"
    return f"How many {things} were {done}{of_whom}{where}?" if done else ""
