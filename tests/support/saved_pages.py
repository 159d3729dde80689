"""Saved web pages around a given article, laid out as provincial newspapers do it: a new site, a blog, an old one."""

from __future__ import annotations

import json
from html import escape

NEWS_BESIDE = (
    "Tỉnh Long Giả xuất khẩu 45.000 tấn gạo trong quý đầu năm",
    "Khai mạc hội thao chào mừng ngày truyền thống, 32 đội tranh tài",
    "Giá heo hơi hôm nay tăng 2.000 đồng/kg ở nhiều địa phương",
    "Cảnh báo lừa đảo qua điện thoại, một người mất 780 triệu đồng",
)
MENU = ("Trang chủ", "Chính trị", "Kinh tế", "Xã hội", "Văn hóa", "Thể thao", "Pháp luật", "Quốc tế", "Media")
FOOTER = (
    "Cơ quan chủ quản: Tỉnh ủy Long Giả. Giấy phép hoạt động báo chí số 999/GP-BTTTT ngày 01/01/2020.",
    "Tổng Biên tập: Nguyễn Văn Không. Tòa soạn: 12 đường 30/4. Điện thoại: 0299 000 0000.",
)


def _links(texts: tuple[str, ...]) -> str:
    return "".join(f'<li><a href="/tin/{number}.html">{escape(text)}</a></li>' for number, text in enumerate(texts))


def _paragraphs(texts: list[str], tag: str = "p") -> str:
    return "\n".join(f"<{tag}>{escape(text)}</{tag}>" for text in texts)


def make_new_page(title: str, body: list[str], *, publisher: str, author: str, published: str, url: str) -> str:  # noqa: PLR0913
    """A page of today: metadata for social networks and search engines, an article element, figures, much around."""
    told = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": published,
        "author": {"@type": "Person", "name": author},
        "publisher": {"@type": "Organization", "name": publisher},
    }
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{escape(title)} | {publisher}</title>
<meta property="og:title" content="{escape(title)}"><meta property="og:site_name" content="{publisher}">
<meta property="og:url" content="{url}"><link rel="canonical" href="{url}">
<meta property="article:published_time" content="{published}"><meta name="author" content="{author}">
<script type="application/ld+json">{json.dumps(told, ensure_ascii=False)}</script>
<style>.menu {{ color: red }}</style><script>var ads = "45 quảng cáo";</script></head><body>
<header><div class="logo">{publisher}</div><nav class="menu"><ul>{_links(MENU)}</ul></nav></header>
<main><article><h1 class="title">{escape(title)}</h1>
<div class="meta"><span class="date">{published[8:10]}/{published[5:7]}/{published[:4]}</span></div>
<div class="share"><a href="#">Facebook</a> <a href="#">Zalo</a> <a href="#">In bài viết</a></div>
<div class="sapo"><strong>{escape(body[0])}</strong></div>
<div class="content">{_paragraphs(body[1:])}</div>
<div class="author">{escape(author)}</div></article>
<aside class="related"><h3>Tin liên quan</h3><ul>{_links(NEWS_BESIDE)}</ul></aside>
<section class="comments"><h3>Bình luận (2)</h3><div class="comment"><p>Bài viết hay quá, cảm ơn tòa soạn.</p></div>
<div class="comment"><p>Xã tôi cũng làm được 3 con đường như vậy.</p></div></section></main>
<footer>{_paragraphs(list(FOOTER))}</footer></body></html>"""


def make_blog_page(title: str, body: list[str], *, publisher: str, author: str, published: str) -> str:
    """A page of a common blog program: a little metadata, entry classes, a side bar of the latest posts."""
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="UTF-8"><title>{escape(title)} – {publisher}</title>
<meta property="og:site_name" content="{publisher}"/></head>
<body class="single single-post"><div id="header"><p class="site-title">{publisher}</p><ul id="menu">{_links(MENU)}</ul>
</div><div id="content"><div class="post type-post"><h1 class="entry-title">{escape(title)}</h1>
<p class="byline">Đăng bởi <span class="author vcard">{escape(author)}</span>
<time class="entry-date published" datetime="{published}">{published[8:10]}/{published[5:7]}/{published[:4]}</time></p>
<div class="entry-content">{_paragraphs(body)}</div>
<div class="sharedaddy">Chia sẻ: Facebook Zalo Email</div></div></div>
<div id="sidebar"><h3>Bài mới nhất</h3><ul>{_links(NEWS_BESIDE)}</ul><h3>Lịch</h3><table><tr><td>1</td><td>2</td></tr>
</table></div><div id="footer">{_paragraphs(list(FOOTER))}</div></body></html>"""


def make_old_page(title: str, body: list[str], *, publisher: str, dateline: str) -> str:
    """A page of twenty years ago: nested tables, fonts, no metadata at all, related news below the text."""
    lines = "<br><br>".join(escape(text) for text in body)
    menu = "".join(f'<td class="mnu"><a href="default.aspx?c={n}">{name}</a></td>' for n, name in enumerate(MENU))
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>{publisher}</title></head><body><table width="980"><tr>{menu}</tr></table>
<table width="980"><tr><td width="660" valign="top"><span class="ArticleTitle"><b>{escape(title)}</b></span><br>
<span class="ArticleDate">{dateline}</span><br>
<div class="ArticleContent" style="text-align:justify"><font face="Times New Roman">{lines}</font></div>
<table><tr><td><b>Các tin khác:</b><ul>{_links(NEWS_BESIDE)}</ul></td></tr></table></td>
<td width="320"><b>Đọc nhiều</b><ul>{_links(NEWS_BESIDE)}</ul></td></tr></table>
<table><tr><td>{"<br>".join(map(escape, FOOTER))}</td></tr></table></body></html>"""
