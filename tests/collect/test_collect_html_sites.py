"""Pages as the content systems of Chinese sites make them, and what each of them states of its article."""

# Markup is left on the lines that its elements make.
# ruff: noqa: E501

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from pathlib import Path

import pytest

from index.collect import collect
from index.collect.formats import open_source
from index.model import Collected

BODY = [
    "本周，机关党支部组织党员到社区开展志愿服务，清理楼道，看望老人，受到居民欢迎。",
    "支部书记说，下一步还要把服务清单做细，把群众的事办到心坎上，让大家都满意。",
    "社区居民表示，党员来了以后，楼道亮了，路也平了，心里暖了，希望常来。",
]
TITLE = "党旗飘在居民楼道口"
PARAGRAPHS = "".join(f"<p>　　{paragraph}</p>" for paragraph in BODY)
NAV = "<div class=x1><ul>" + "".join(
    f"<li><a href={i}>{n}</a></li>" for i, n in enumerate(["首页", "要闻", "党建"])
)
RANK = (
    "<div class=z9><h3>热点</h3>"
    + "".join(f"<p><a href={i}>别的文章的标题{i}</a></p>" for i in range(6))
    + "</div>"
)
FOOT = "<div class=ft><p>主办：某某省直机关工委</p><p>某ICP备12345678号</p></div>"


def page(body: str, head: str = "", *, encoding: str = "utf-8", path: str = "a.html") -> Collected:
    markup = f"<!DOCTYPE html><html><head>{head}</head><body>{NAV}</ul></div>{body}{RANK}{FOOT}</body></html>"
    return collect(markup.encode(encoding), path=path)


def texts(collected: Collected) -> list[str]:
    return [collected.text[p.start : p.end] for p in collected.paragraphs if p.kind == "body"]


SITES: Mapping[str, str] = {
    "TRS": f"<div class=wz>当前位置：<a href=x>首页</a> &gt; 正文</div><div class=xl_tit>{TITLE}</div><div class=xl_ly>"
    f"<span>信息来源：某某日报</span><span>发布时间：2022-03-04</span><span>浏览次数：12</span><span>字体：<a>大</a> <a>中</a> "
    f"<a>小</a></span></div><div class=TRS_Editor><style>.TRS_Editor P{{margin:0}}</style>{PARAGRAPHS}</div>"
    "<p>上一篇：<a href=x>别的文章</a></p><p>下一篇：<a>没有了</a></p>",
    "UCAP": f"<div class='article oneColumn'><h1>{TITLE}</h1><div class=pages-date>2022-03-04 10:20 <span class=font>来源："
    f"某某日报</span><span class=font>【字体：<span>大</span> <span>中</span> <span>小</span>】</span><span>打印</span></div>"
    f"<div class=pages_content id=UCAP-CONTENT>{PARAGRAPHS}</div><div class=editor>责任编辑：李红</div></div>",
    "hanweb": f"<table id=article><tr><td class=title><!--<$[标题名称]>begin-->{TITLE}</td></tr><tr><td><table><tr><td>"
    f"发布时间：2022-03-04</td><td>信息来源：某某日报</td></tr></table></td></tr><tr><td class=bt_content><span id=zoom>"
    f"{PARAGRAPHS}</span></td></tr><tr><td>【<a>打印本页</a>】【<a>关闭窗口</a>】</td></tr></table>",
    "people": f"<div class=text_title><h3 class=pre></h3><h1>{TITLE}</h1><h4 class=sub></h4><div class=box01><div class=fl>"
    f"2022年03月04日08:18&nbsp;&nbsp;来源：<a href=x>某某日报</a></div></div></div><div class='fl text_con_left'><div "
    f"id=rwb_zw>{PARAGRAPHS}<div class='zdfy clearfix'><a href=1>【1】</a></div><div class='edit'>(责编：李红)</div></div></div>",
    "WeChat": f"<div id=img-content><h1 class=rich_media_title id=activity-name>{TITLE}</h1><div id=meta_content><span>原创</span>"
    "<span class=rich_media_meta_nickname><a id=js_name>某某日报</a><div style='display:none'>微信号</div></span>"
    "<em id=publish_time>2022-03-04</em></div><div class=rich_media_content id=js_content style='visibility: hidden;'>"
    f"<section>{PARAGRAPHS}</section></div></div><div class=rich_media_tool><div>阅读</div><div>在看</div></div>",
    "Sohu": f"<div class=text-title><h1>{TITLE}</h1><div class=article-info><span class=time>2022-03-04 10:20</span><span>来源: "
    f"<a href=x>某某日报</a></span></div></div><article id=mp-editor><p style='display:none'>原标题：别的</p>{PARAGRAPHS}<a "
    "href=/ class=backword>返回搜狐，查看更多</a></article><div class=statement>平台声明：该文观点仅代表作者本人，搜狐号系信息发布"
    "平台，搜狐仅提供信息存储空间服务。</div>",
    "NetEase": f"<h1 class=post_title>{TITLE}</h1><div class=post_info>2022-03-04 10:20:05　来源: <a href=x>某某日报</a>&nbsp;<a "
    f"class=post_jubao>举报</a></div><div class=post_body>{PARAGRAPHS}</div><div class=post_statement>特别声明：以上内容为自媒体"
    "平台用户上传并发布，本平台仅提供信息存储服务，不代表观点。</div>",
    "Visual SiteBuilder": f"<form name=_newscontent_fromname><h3>{TITLE}</h3><i>发布时间：2022-03-04&nbsp; 来源：某某日报 &nbsp; 点击："
    f"[<span>20</span>]</i><div id=vsb_content_2><div class=v_news_content>{PARAGRAPHS}</div></div><p>【<a>关闭</a>】</p></form>",
    "newspaper": f"<p class=introtitle></p><founder-title>{TITLE}</founder-title><p>2022-03-04 来源：某某日报</p><div id=ozoom>"
    f"<founder-content><!--enpcontent-->{PARAGRAPHS}</founder-content></div>",
    "tables without names": "<table><tr><td><table><tr><td>·<a href=x>别的文章的标题</a></td></tr></table></td><td><table><tr><td>"
    f"<b><font size=4>{TITLE}</font></b></td></tr><tr><td>来源：某某日报　更新时间：2022-3-4　点击数：3</td></tr><tr><td>"
    f"{'<BR><BR>'.join('&nbsp;&nbsp;' + text for text in BODY)}</td></tr></table></td></tr></table>",
}


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("site", SITES)
def test_an_article_of_a_content_system(site: str, encoding: str) -> None:
    found = page(SITES[site], f"<title>{TITLE}_某某党建网</title>", encoding=encoding)
    meta = found.metadata
    assert texts(found) == BODY
    assert (meta.title, meta.date, meta.source) == (TITLE, "2022-03-04", "某某日报")


@pytest.mark.parametrize("charset", ["gb2312", "utf-8", "big5", "x-unknown"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_what_a_page_declares_of_its_encoding_does_not_mislead(charset: str, encoding: str) -> None:
    head = f"<meta charset={charset}><style>{'.a{color:red}' * 4000}</style>"
    assert texts(page(SITES["TRS"], head, encoding=encoding)) == BODY


@pytest.mark.parametrize(
    ("head", "field", "value"),
    [
        ("<meta name=ArticleTitle content=甲乙丙丁>", "title", "甲乙丙丁"),
        ("<meta property='og:title' content=甲乙丙丁>", "title", "甲乙丙丁"),
        ("<title>把支部建在窗口一线_要闻_某某党建网</title>", "title", "把支部建在窗口一线"),
        ("<title>把支部建在窗口一线--党建--人民网</title>", "title", "把支部建在窗口一线"),
        ("<meta name=PubDate content='2022-03-04 10:20'>", "date", "2022-03-04 10:20"),
        ("<meta property='article:published_time' content=2022-03-04T10:20:00+08:00>", "date", "2022-03-04T10:20:00+08:00"),
        ("<meta name=source content='来源：某某日报'>", "source", "某某日报"),
        ("<link rel=canonical href='http://a.cn/art/2022/3/4/art_1.html'>", "date", "2022-03-04"),
        ("<meta property='og:url' content='https://a.cn/202203/t20220304_1.shtml'>", "url", "https://a.cn/202203/t20220304_1.shtml"),
        ("<!-- saved from url=(0020)http://a.cn/c_1.htm -->", "url", "http://a.cn/c_1.htm"),
        ('<script type="application/ld+json">{"headline":"甲乙","datePublished":"2022-03-04"}</script>', "date", "2022-03-04"),
        ("<script>var d={'media':'某某日报',pubtime:'2022-03-04 10:20'}</script>", "source", "某某日报"),
        ("<!--enpproperty <founder-date>2022-03-04</founder-date> /enpproperty-->", "date", "2022-03-04"),
        ("", "source", "某网"),
    ],
)  # fmt: skip
def test_what_the_head_of_a_page_states_is_heard(head: str, field: str, value: str) -> None:
    markup = f"<html><head>{head}</head><body><h1>{TITLE}</h1><p><b class=source>某网</b></p>{PARAGRAPHS}</body></html>"
    clues = open_source(markup.encode(), "a.html").clues
    assert (field, value) in {(clue.field, clue.value) for clue in clues}


@pytest.mark.parametrize(
    "script",
    [
        "var ct = '1646366400';",
        'var ct="1646366400";var nickname = htmlDecode("某某党建");',
        "createTime = '2022-03-04 12:00'",
    ],
)
def test_wechat_states_the_day_in_a_script(script: str) -> None:
    markup = f"<html><body><div id=js_content>{PARAGRAPHS}</div><script>{script}</script></body></html>"
    clues = open_source(markup.encode(), "a.html").clues
    assert ("date", "2022-03-04") in {(clue.field, clue.value) for clue in clues}


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>{TITLE}</h1><textarea id=c>{PARAGRAPHS.replace('<', '&lt;') * 2}</textarea>",
        f"<div id=app style='display:none'><h1>{TITLE}</h1><div>{PARAGRAPHS}</div></div>",
        f'<h1>{TITLE}</h1><script>var d={{"content":{json.dumps(PARAGRAPHS, ensure_ascii=True)}}}</script>',
        f"<h1>{TITLE}</h1><script type=text/template><div>{PARAGRAPHS}</div></script>",
    ],
)
def test_a_text_that_the_page_holds_back_for_its_scripts_is_found(body: str) -> None:
    assert BODY[0] in page(body).text


def test_a_site_that_prints_day_and_source_above_the_title() -> None:
    head = (
        "<div class=hd><div class=left><span class=year><em>2022</em></span><span class=day><em>10</em>/<em>03</em>"
        "</span><span class=time>08:21:33</span></div><div class=from>来源：某某日报</div>"
        f"<div class=line><h1><span class=title>{TITLE}</span></h1></div></div>"
    )
    collected = page(f"{head}<div id=detail>{PARAGRAPHS}</div>")
    assert (collected.metadata.date, collected.metadata.source) == ("2022-10-03", "某某日报")
    assert texts(collected) == BODY


def test_a_paper_that_prints_its_edition_below_the_text() -> None:
    collected = page(f"<h1>{TITLE}</h1><div>{PARAGRAPHS}</div><p>《某某日报》 2017年10月18日 第3版</p>")
    assert collected.metadata.date == "2017-10-18"


def test_a_page_saved_as_an_archive() -> None:
    markup = f"<html><body>{SITES['UCAP']}</body></html>".encode("gb18030")
    parts = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: http://a.cn/2022-03/04/c_1.htm\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="b"\r\n\r\n--b\r\nContent-Type: text/html; '
        b"charset=gbk\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + markup
        + b"\r\n--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--"
    )
    for path in ("a.mhtml", "a.txt", None):
        found = collect(parts, path=path)
        assert texts(found) == BODY
    assert ("url", "http://a.cn/2022-03/04/c_1.htm") in {
        (c.field, c.value) for c in open_source(parts, "a.mht").clues
    }


def test_a_web_archive_of_safari() -> None:
    import plistlib

    main = {"WebResourceData": SITES["UCAP"].encode(), "WebResourceURL": "http://a.cn/1.htm"}
    data = plistlib.dumps({"WebMainResource": main}, fmt=plistlib.FMT_BINARY)
    assert texts(collect(data, path="a.webarchive")) == BODY


@pytest.mark.parametrize("path", ["a.html", "a.txt", "a", None, "a.shtml"])
def test_html_is_html_whatever_its_name(path: str | None) -> None:
    assert texts(page(SITES["UCAP"], path=path or "")) == BODY
    assert texts(collect(f"<h1>{TITLE}</h1>\n{PARAGRAPHS}".encode(), path=path)) == BODY


def test_plain_text_with_angle_brackets_is_plain_text() -> None:
    text = "<机关党建>专栏\n" + "\n".join(BODY)
    assert collect(text.encode(), path="a.txt").text.startswith("<机关党建>专栏")


def test_a_real_article_in_a_page_is_read_as_it_is_without(seeds: dict[str, Path]) -> None:
    for file in seeds.values():
        plain = collect(file.read_bytes(), path=file.name)
        lines = [plain.text[p.start : p.end] for p in plain.paragraphs]
        title = next((line for p, line in zip(plain.paragraphs, lines, strict=True) if p.kind == "title"), "")
        text = "".join(f"<p>　　{escape(line)}</p>" for line in lines if line != title)
        found = page(f"<div class=m><h1>{escape(title)}</h1><div class=c>{text}</div></div>")
        assert [found.text[p.start : p.end] for p in found.paragraphs] == lines
        assert [p.kind for p in found.paragraphs] == [p.kind for p in plain.paragraphs]
        before, after = plain.metadata, found.metadata
        site = "某某省直机关工委"  # in the page's foot
        assert (after.title, after.date) == (before.title, before.date)
        assert after.source == (before.source or site)
        assert (after.region, after.city) == (before.region, before.city)


@pytest.mark.parametrize("called", ["视频加载中...", "奋进新征程 建功新时代"])
def test_a_page_may_be_called_by_what_is_no_title(called: str) -> None:
    body = "".join(
        f"<p>　　{line}</p>" for line in (called, *("座谈会上，大家谈了体会，也说了难处。" * 3,) * 3)
    )
    page = f"<html><head><title>{called}_某某网</title></head><body><div>{body}</div></body></html>"
    assert collect(page.encode(), path="a.html").metadata.title is None


def test_a_title_that_the_text_says_twice_is_kept_once() -> None:
    title = "把服务台搭到家门口"
    body = f"<p>{title}</p><h1>{title}</h1>" + "<p>座谈会上，大家谈了体会，也说了难处，约好下周答复。</p>" * 3
    page = f"<html><head><title>{title}_某某网</title></head><body><div>{body}</div></body></html>"
    collected = collect(page.encode(), path="a.html")
    assert collected.metadata.title == title
    assert collected.text.count(title) == 1
