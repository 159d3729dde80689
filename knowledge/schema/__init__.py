"""The JSON Schemas of the files that editors write, generated from the model: completion and red lines as they type."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.model import Lexicon, Source, Topic

if TYPE_CHECKING:
    from pydantic import BaseModel

FOLDER = Path(__file__).parent
_MODELS: dict[str, type[BaseModel]] = {"source": Source, "topic": Topic, "lexicon": Lexicon}
_HELP = {
    "answer": "Câu trả lời ngắn, đúng lời bài báo; mọi con số và tên riêng phải có trong trích dẫn.",
    "answer_en": "Câu trả lời bằng tiếng Anh (không bắt buộc).",
    "author": "Tác giả bài báo; null nếu không rõ.",
    "citations": "Trích dẫn chứng minh câu trả lời, ít nhất một.",
    "draft": "true: bản nháp, chưa dùng để trả lời.",
    "figure": "Chỉ khi câu trả lời là một con số: “value” viết như báo in, “unit” là đơn vị.",
    "id": "Mã không dấu, chữ thường, nối bằng gạch nối; không trùng mã nào khác.",
    "kind": "Loại: chọn trong danh sách.",
    "passage": "Mã đoạn trong nguồn, như p4.",
    "passages": "Các đoạn của bài, nguyên văn, theo thứ tự.",
    "period": "Giai đoạn mà số liệu nói tới, như 2016-2020.",
    "phrasings": "Những cách người dân có thể hỏi; mỗi cách chỉ thuộc một bản ghi.",
    "place": "Địa phương mà bài nói tới, như TP. Sóc Trăng.",
    "published": "Ngày giờ đăng kèm múi giờ, như 2020-07-03T10:10:00+07:00.",
    "publisher": "Tên tờ báo.",
    "quote": "Chép nguyên văn từ đoạn, đúng từng chữ, từng dấu.",
    "records": "Các bản ghi của chủ đề.",
    "related": "Mã các bản ghi liên quan.",
    "source": "Mã nguồn, là tên tệp trong sources/ không có .json.",
    "subject": "Cụm danh từ ngắn nói bản ghi về điều gì, không có con số.",
    "subject_en": "Như “subject”, bằng tiếng Anh (không bắt buộc).",
    "text": "Nguyên văn của đoạn.",
    "title": "Tiêu đề.",
    "topic": "Mã chủ đề, như giam-ngheo.",
    "url": "Địa chỉ bài báo; null nếu không rõ.",
}


def build_schemas() -> dict[str, bytes]:
    """The name and the bytes of each schema file."""
    return {f"{name}.json": _build(name, model) for name, model in _MODELS.items()}


def _build(name: str, model: type[BaseModel]) -> bytes:
    schema = model.model_json_schema()
    for part in (schema, *schema.get("$defs", {}).values()):
        part.pop("description", None)  # the docstrings speak to programmers
        for key, value in part.get("properties", {}).items():
            value.pop("title", None)
            if key in _HELP:
                value["description"] = _HELP[key]
    schema["properties"] = {"$schema": {"type": "string"}, **schema["properties"]}
    whole: dict[str, Any] = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"{name}.json", **schema}
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode()
