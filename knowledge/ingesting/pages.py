"""Saved web pages: the article within one, without menus, other news and comments, and what it tells of itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from knowledge.errors import IngestError
from knowledge.ingesting.article import Told
from knowledge.ingesting.encodings import decode

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_BRACKETS = re.compile(r"[<>]")
_SPACE = re.compile(r"\s")
_MOST_ELEMENTS = 20_000
"""Ten times what newspapers need; more keeps the extraction busy for many seconds."""
_MOST_SPACES = 20_000
"""Between two brackets: a text longer than any paragraph, or a tag of so many attributes that parsing takes minutes."""
# The lead often stands apart from the text and is named so.
_LEAD = re.compile(r"\b(?:sapo|chapeau|lead|summary|tom-?tat|abstract|article__?sapo|intro(?:text)?)\b", re.IGNORECASE)
_HEADLINE = re.compile(r"title|headline|tieu-?de", re.IGNORECASE)
_CREDIT = re.compile(r"^(?:Đăng bởi|Tác giả|Bởi|Viết bởi|By)\s*:?\s+", re.IGNORECASE)
_SHORTEST_LEAD = 60
_SHORTEST_TEXT = 60
_LONGEST_TEXT = 600_000
_MIDNIGHT = "T00:00:00"


def read_page(raw: bytes) -> tuple[str, Told]:
    """The article of a saved page as text, paragraphs on lines of their own, and its metadata.

    Raises:
        IngestError: the encoding is unknown, the page is too large to be one, or there is no article in it.
    """
    import trafilatura
    from lxml import html
    from lxml.etree import LxmlError

    declared = _CHARSET.search(raw[:4096])
    text = decode(raw, declared[1].decode() if declared else None)
    if any(len(_SPACE.findall(piece)) > _MOST_SPACES for piece in _BRACKETS.split(text)):
        raise _refusal()
    try:
        tree = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))
    except (LxmlError, ValueError):
        raise IngestError("không thấy bài báo nào trong trang này / there is no article in this page") from None
    if sum(1 for _ in zip(tree.iter(), range(_MOST_ELEMENTS + 1), strict=False)) > _MOST_ELEMENTS:
        raise _refusal()
    _drop_programs(tree)
    body_of_page = tree.find("body")
    printed = " ".join((tree if body_of_page is None else body_of_page).text_content().split())
    if len(printed) > _LONGEST_TEXT:
        raise _refusal()
    leads, headline = _find_leads(tree), _find_headline(tree)
    found: Any = trafilatura.bare_extraction(
        tree,
        include_comments=False,
        include_formatting=False,
        with_metadata=True,
        date_extraction_params={"original_date": True, "outputformat": "%Y-%m-%dT%H:%M:%S%z"},
    )
    body = (found.text or "").strip() if found else ""
    if len(body) < _SHORTEST_TEXT:
        raise IngestError("không thấy bài báo nào trong trang này / there is no article in this page")
    told = _read_metadata(found, headline, printed)
    lines = [line for line in body.split("\n") if line.strip() and line.strip() != told.title]
    lines = [lead for lead in leads if not _is_among(lead, lines)] + lines
    return "\n\n".join([told.title or "", *lines]).strip(), told


def _read_metadata(found: Any, headline: str | None, printed: str) -> Told:
    """What trafilatura read from the page's head, as far as it can be trusted."""
    publisher, title = _plain(found.sitename), _plain(found.title)
    if headline and (title is None or title == publisher or headline in title or title not in printed):
        title = headline  # the window's title carries the paper's name, or nothing else
    author = _plain(found.author)
    published = found.date
    if published and _MIDNIGHT in published:
        published = published.partition("T")[0]
    return Told(
        title=title,
        publisher=publisher,
        author=_CREDIT.sub("", author) if author else None,
        published=published,
        url=_plain(found.url),
    )


def _drop_programs(tree: HtmlElement) -> None:
    """Takes out scripts and styles, but for the one that holds metadata."""
    for element in list(tree.iter("script", "style", "svg")):
        if element.getparent() is not None and element.get("type") != "application/ld+json":
            element.drop_tree()


def _find_leads(tree: HtmlElement) -> list[str]:
    named = [element for element in tree.iter() if isinstance(element.tag, str) and _LEAD.search(_names(element))]
    texts = (_plain(element.text_content()) for element in named)
    return list(dict.fromkeys(text for text in texts if text and len(text) >= _SHORTEST_LEAD))[:1]


def _find_headline(tree: HtmlElement) -> str | None:
    """The one first-order heading; without it, the first short text whose class says headline."""
    headings = [text for text in (_plain(element.text_content()) for element in tree.iter("h1")) if text]
    if len(set(headings)) == 1:
        return headings[0]
    for element in tree.iter("h1", "h2", "span", "div", "p", "td"):
        text = _plain(element.text_content())
        if text and len(text.split()) > 3 and len(text) < 250 and _HEADLINE.search(_names(element)):  # noqa: PLR2004
            return text
    return None


def _is_among(lead: str, lines: list[str]) -> bool:
    return any(lead[:_SHORTEST_LEAD] in " ".join(line.split()) for line in lines)


def _names(element: HtmlElement) -> str:
    return f"{element.get('class', '')} {element.get('id', '')}"


def _plain(text: Any) -> str | None:
    return (" ".join(text.split()) or None) if isinstance(text, str) else None


def _refusal() -> IngestError:
    return IngestError(
        "trang quá lớn hoặc dựng bất thường: hãy chép riêng bài báo vào tệp .txt"
        " / the page is too large or built oddly: copy the article alone into a .txt file"
    )
