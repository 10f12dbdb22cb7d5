"""Html that is broken, hostile, enormous, or no article: read as far as it goes, bounded, or refused."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.collect import collect
from index.collect.formats import open_source
from index.collect.formats.html import parsing
from index.errors import ImportFailure

TEXT = "各级机关党组织要认真学习，结合实际，抓好落实，确保取得实效。"
MORE = "党支部书记带头宣讲，党员干部踊跃参加，居民群众拍手称好。"
PARAGRAPHS = f"<p>{TEXT}</p><p>{MORE}</p><p>{TEXT[:-1]}，常抓不懈，久久为功。</p>"


def page(body: str) -> bytes:
    head = "<html><head><title>机关党建走在前列</title></head>"
    return f"{head}<body><h1>机关党建走在前列</h1>{body}</body></html>".encode()


@pytest.mark.parametrize(
    "markup",
    [
        page(PARAGRAPHS.replace("</p>", "")),
        page("</div></td></table>" + PARAGRAPHS + "</b></i></font></body>"),
        page(f"<p><b><i>{PARAGRAPHS}</b></i></p><table><tr>"),
        page(f"<div class='a' class=b id=\"x><p>丢了的引号</p>\">{PARAGRAPHS}</div>"),
        page(PARAGRAPHS + "<!-- 没有结束的注释"),
        page(PARAGRAPHS + "<script>没有结束的脚本"),
        page(PARAGRAPHS).replace(b"<p>", b"<p>\0"),
        page(PARAGRAPHS).replace(b"<html>", b"<html\0>"),
        page(PARAGRAPHS)[:-40],
        page(PARAGRAPHS).upper(),
        page(PARAGRAPHS + "<<<>>> & &amp &#xfffffff; &nosuch; <"),
    ],
)
def test_broken_markup_is_read_as_browsers_do(markup: bytes) -> None:
    assert TEXT in collect(markup, path="a.html").text


def test_bytes_that_are_no_text_are_noted_and_kept() -> None:
    markup = page(PARAGRAPHS * 20).replace("群众".encode(), b"\xe7\xbe", 1)
    assert "\ufffd" in open_source(markup, "a.html").text


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 3000 + PARAGRAPHS + "</div>" * 3000,
        "<font>x" * 60_000 + PARAGRAPHS,
        "<table><tr><td>" * 1000 + PARAGRAPHS,
        "<p>" + "<span class=a>" * 3000 + MORE + "</span>" * 3000 + PARAGRAPHS,
        PARAGRAPHS + "&amp;&#x4e2d;" * 50_000,
        PARAGRAPHS + "<" * 100_000,
        PARAGRAPHS + "<!-- " * 100_000,
        PARAGRAPHS + "<a href='" * 50_000,
        PARAGRAPHS + f"<img src='data:image/png;base64,{'A' * 5_000_000}'>",
        PARAGRAPHS + "<div " + " ".join(f"a{i}=1" for i in range(100_000)) + ">",
        PARAGRAPHS + "<table>" + f"<tr>{'<td>1</td>' * 4}</tr>" * 5_000 + "</table>",
        PARAGRAPHS + "<table><tr>" + "<td>1</td>" * 20_000 + "</tr></table>",
        PARAGRAPHS + "<li><a href=x>别的文章的标题</a>" * 5_000,
        PARAGRAPHS + f"<script type='application/ld+json'>{'[' * 100_000}</script>",
        "<div id=a></div><script>x={'content':'" + "\\\\" * 500_000 + "</script>" + PARAGRAPHS,
    ],
)
def test_what_is_deep_long_or_endless_takes_seconds_at_most(body: str) -> None:
    start = time.process_time()
    assert TEXT in collect(page(body), path="a.html").text
    assert time.process_time() - start < 20


def test_entities_that_a_page_declares_itself_are_not_expanded() -> None:
    bomb = "".join(f"<!ENTITY {b} '{f'&{a};' * 100}'>" for a, b in zip("abcdefg", "bcdefgh", strict=True))
    markup = f"<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'>{bomb}]>".encode() + page(PARAGRAPHS + "<p>&h;&h;</p>")
    found = collect(markup, path="a.html")
    assert TEXT in found.text
    assert len(found.text) < 10_000


def test_a_page_that_would_take_minutes_is_refused() -> None:
    with pytest.raises(ImportFailure, match="deeply"):
        collect(page("<div>" * 40_000 + PARAGRAPHS + "</b></i></x>" * 40_000), path="a.html")


def test_a_page_of_endless_elements_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "ELEMENTS", 10_000)
    with pytest.raises(ImportFailure, match="10000 elements"):
        collect(page("<p>中</p>" * 20_000), path="a.html")


@pytest.mark.parametrize(
    "markup",
    [
        b"<html></html>",
        b"<html><title>x</title><body><div id=app></div><noscript>enable JavaScript</noscript></body>",
        page("<p>您访问的页面不存在，请检查地址后重新输入。</p>").replace(
            "机关党建走在前列".encode(), b"404"
        ),
        page("<p>请输入验证码后继续访问。</p>"),
        b"<html><body>" + "<li><a href=x>别的文章的标题</a></li>".encode() * 60,
        (
            "<html><body><a href=/>首页</a><p>当前位置：首页 > 工作动态</p><ul>"
            + "<li><a href=x>别的文章的标题一二三</a><span>2022-03-04</span></li>" * 20
            + "</ul><p>共3页 1 2 3 下一页</p><p>主办：某某省直机关工委　地址：某某市人民路1号</p></body>"
        ).encode(),
    ],
)
def test_a_page_without_an_article_is_refused_with_what_to_do(markup: bytes) -> None:
    with pytest.raises(ImportFailure, match="no article"):
        collect(markup, path="a.html")


@pytest.mark.parametrize(
    "markup",
    [
        b"<html><frameset cols=1,2><frame src=a><frame src=b></frameset></html>",
        b"<html><body><a href=/>x</a><iframe width=1 src='text.html'></iframe></body></html>",
    ],
)
def test_a_page_whose_text_is_in_a_frame_says_so(markup: bytes) -> None:
    with pytest.raises(ImportFailure, match="in a frame"):
        collect(markup, path="a.html")


@pytest.mark.parametrize(
    "data",
    [
        b"Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: image/png\n\nx\n--b--",
        b"bplist00WebMainResource" + b"\xff" * 40,
    ],
)
def test_an_archive_without_a_page_is_refused(data: bytes) -> None:
    with pytest.raises(ImportFailure, match="archive"):
        collect(data, path="a.mhtml")


def test_nothing_is_fetched_and_no_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("秘密")
    markup = f"<!DOCTYPE html [<!ENTITY x SYSTEM 'file://{secret}'>]>".encode() + page(
        f"{PARAGRAPHS}<p>&x;</p><iframe src='file://{secret}'></iframe><link rel=import href='file://{secret}'>"
    )
    assert "秘密" not in open_source(markup, "a.html").text


PIECES = st.sampled_from(
    [
        *(
            "<div>",
            "</div>",
            "<p>",
            "</p>",
            "<table>",
            "<tr>",
            "<td>",
            "</td>",
            "</table>",
            "<br>",
            "<ul>",
            "<li>",
        ),
        *("<h1>", "</h1>", "<a href=x>", "</a>", "<span class=title>", "</span>", "<nav>", "</nav>", "<pre>"),
        *(
            "</pre>",
            "<div class=comment>",
            "<div style='display:none'>",
            "<script>",
            "</script>",
            "<!--",
            "-->",
        ),
        *(
            "<textarea>",
            "</textarea>",
            "<q>",
            "</q>",
            "<img src=x>",
            "&nbsp;",
            "&amp;",
            "<",
            "'",
            '"',
            "\n",
            "　",
        ),
        *("<div class=TRS_Editor>", "<title>", "</title>", "<head>", "</head>", "<body>", "</html>"),
        *(TEXT, MORE, "2022-03-04 来源：某某日报", "责任编辑：李红", "上一篇：", "首页"),
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=60))
def test_any_page_is_read_or_refused_and_says_each_line_once(pieces: list[str]) -> None:
    markup = ("<html><body>" + "".join(pieces)).encode()
    try:
        source = open_source(markup, "a.html")
    except ImportFailure:
        return
    lines = source.text.split("\n")
    assert source == open_source(markup, "a.html")
    assert not set(source.kinds) & set(source.furniture)
    assert all(0 <= number < len(lines) for number in (*source.kinds, *source.furniture))
    assert "\0" not in source.text
    try:
        found = collect(markup, path="a.html")
    except ImportFailure:
        return
    shown = "".join("".join(lines).split())
    for item in found.furniture:
        assert "".join(item.text.split()) in shown


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([TEXT, MORE, TEXT[:9] + MORE, MORE * 2, TEXT + MORE]), min_size=3, max_size=12)
)
def test_no_paragraph_of_the_element_that_holds_the_text_is_lost(texts: list[str]) -> None:
    body = "".join(f"<p>{text}</p>" for text in texts)
    found = collect(page(f"<div class=TRS_Editor>{body}</div>"), path="a.html")
    assert [found.text[p.start : p.end] for p in found.paragraphs][1:] == texts
