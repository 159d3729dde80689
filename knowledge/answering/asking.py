"""Turns of phrase that a question asks with: who acts and who gets, how many are left out, whether something is so."""

from __future__ import annotations

import re

_WHO = r"(?:ai|who|(?:don vi|co quan|ben|to chuc|cong ti|ngan hang) nao)"
_RECEIVER = re.compile(
    rf"\b{_WHO} (?:ma |da |se |thi |co |la (?:nguoi |doi tuong )?)*"
    r"(?:duoc|nhan|huong|lanh|got|get|receiv\w*|benefit\w*)\b"
    r"|\b(?:cho|danh cho|toi|den|toi tay|den tay) (?:nhung )?ai\b|\bfor who|\bto whom|\bwho\b.* for$|\bai duoc\b"
)
_AGENT = re.compile(
    rf"\b(?:do|boi|by) (?:nhung )?{_WHO}\b"
    rf"|\b{_WHO} (?:da |dung ra |se |la nguoi |bo tien |chiu )*"
    r"(?:xay|cat|mua|tang|cho|bieu|cap|trao|ho tro|giup|to chuc|phat dong|chi dao|lap|tai tro|keu goi|van dong|khen"
    r"|build|built|buy|bought|gav|giv|lent|lend|fund|donat|launch|organi|award|reward|pay|paid)\w*\b"
)
_REST = re.compile(
    r"\b(?:con|con lai|hien con) (?:khoang )?(?:bao nhieu|may|nhieu)\b.*\b(?:chua|khong duoc|khong co|van khong)\b"
    r"|\bhow many\b.*\b(?:not yet|still (?:have no|not|lack|without)|remain without)\b"
)
_ONE = re.compile(
    r"\b(?:mỗi|each|per)\b|\b(?:một|1|one) (?:căn|ngôi|cái|thẻ|hộ|phần|suất|người|nhà|gia đình"
    r"|house|card|gift|household|family|person)\b"
)
# What ties a question to the city, its campaigns or the article; without any, `môi trường là gì` asks of the world.
_HERE = re.compile(
    r"\b(?:thành phố|tp|tỉnh|địa phương|mình|đây|này|đó|ấy|kia|nọ|bài|báo|tin|năm|nay|qua|đã|được|đang|hiện|giờ|vừa"
    r"|phong trào|thi đua|mô hình|hình thức|it|its|this|that|has|was|were|did|city|province|articl\w*|news\w*"
    r"|campaigns?|movements?|models?)\b"
)
_IN_GENERAL = re.compile(
    r"\b(?:đặc điểm|khái niệm|bản chất|vai trò|tầm quan trọng|lợi ích|tác hại|nguyên nhân|hậu quả|nguồn gốc"
    r"|các loại|lịch sử)(?: chính| của)* \w+|\b(?:vì|tại) sao (?:\w+ )+quan trọng$"
    r"|\b(?:bắt nguồn|có nguồn gốc) từ\b|\b(?:phát minh|sáng chế) ra \w+"
    r"|^what(?:'s| is| are)(?: an?)?(?: (?!the |your )\w+){1,2}$|^what (?:do|does) (?:\w+ )+mean$|\bwho invent\w*\b"
)
# What a question may turn to that has nothing to do with the fact itself; a record is asked it or is not.
_TURNS = {
    "future": re.compile(
        r"\b(?:sắp tới|(?:thời gian|năm|tháng|tuần|nhiệm kỳ|giai đoạn|đợt|lần) tới|tới đây(?! là)|mai mốt"
        r"|(?<!\d )năm sau|tháng sau"
        r"|trong tương lai|next (?:year|month|time|phase)|in (?:the )?futur\w*|upcom\w+|from now on|going forward)\b"
    ),
    "problem": re.compile(
        r"(?<!hộ )(?<!cảnh )(?<!đình )(?<!người )(?<!dân )\bkhó khăn (?:gì|chi|nào|lớn nhất)\b"
        r"|\b(?:vướng mắc|bất cập|trở ngại|thách thức|nhược điểm|tồn tại gì|hạn chế (?:gì|nào)|drawback\w*|obstacl\w*"
        r"|challeng\w*|shortcoming\w*)\b"
    ),
    "opinion": re.compile(r"\b(?:cảm nghĩ|cảm nhận|cảm tưởng|phàn nàn|than phiền|khiếu nại|phản ứng|complain\w*)\b"),
    "effect": re.compile(r"\b(?:hiệu quả|tác dụng) (?:không|hông|hong|gì|chi|thế nào|ra sao|tới đâu|đến đâu)\b"),
    "leader": re.compile(
        r"\b(?:(?:người|ai) đứng đầu|(?:tổ trưởng|chủ nhiệm) là ai"
        r"|ai (?:phụ trách|là tổ trưởng|là chủ nhiệm)|in charge|head of)\b"
    ),
    "procedure": re.compile(
        r"\b(?:giấy tờ gì|giấy tờ nào|hồ sơ gì|hồ sơ gồm|thủ tục gì|thủ tục (?:ra sao|thế nào|như thế nào)"
        r"|đăng ký ở đâu|nộp (?:đơn|hồ sơ) ở đâu|làm sao để được|điều kiện (?:gì|nào|để)"
        r"|how (?:do|can) i|eligib\w+)\b"
    ),
    "comparison": re.compile(
        r"\b(?:so với (?:tỉnh|huyện|thị xã|các|nơi|mấy|thành phố|cả nước|toàn|mặt bằng)|đứng thứ mấy|đứng hạng"
        r"|xếp (?:hạng|thứ)|cao hơn hay thấp hơn|compared (?:to|with)|rank\w*)\b"
    ),
}
_LONGEST_IDEA = 9  # words of a question for what something is
_CONFIRMS = re.compile(
    r"\b(?:phai|dung|trung|chinh xac|that|thiet|ha|nghe (?:noi|dau)|right|correct|true|(?:is|was) it)\b"
)


def asks_for_rest(text: str) -> bool:
    """Whether folded words ask how many are left without something: `con bao nhieu ho chua duoc vay`."""
    return bool(_REST.search(text))


def asks_for_one(text: str) -> bool:
    """Whether words ask about one of many: `một căn nhà hết bao nhiêu`, `each house`."""
    return bool(_ONE.search(text))


def asks_if_so(text: str) -> bool:
    """Whether the folded words of a yes-or-no question want something confirmed: `co phai`, `dung khong`."""
    return bool(_CONFIRMS.search(text))


def asks_in_general(text: str) -> bool:
    """Whether words ask what encyclopaedias tell of anything: `đặc điểm của …`, `… bắt nguồn từ đâu`."""
    return bool(_IN_GENERAL.search(text))


def find_turns(text: str) -> frozenset[str]:
    """What words turn to beside a fact: what comes next, problems, opinions, effects, procedures, comparisons."""
    return frozenset(turn for turn, words in _TURNS.items() if words.search(text))


def is_tied(text: str) -> bool:
    """Whether words speak of the city, a campaign, the article, or a time, or go on for long."""
    return len(text.split()) > _LONGEST_IDEA or bool(_HERE.search(text))


def wanted_role(text: str) -> str | None:
    """Whether a question for a person or body wants the one who acts (agent) or who gets something (receiver)."""
    if _RECEIVER.search(text):
        return "receiver"
    return "agent" if _AGENT.search(text) else None
