"""Html pages that show their text by a script alone, or have lost what breaks it into paragraphs."""

from __future__ import annotations

import html
import json
from urllib.parse import quote

import pytest

from index.collect import collect
from index.model import Collected

TITLE = "窗口党支部的一面旗"
TEXT = [
    "服务大厅党支部把主题党日开到窗口一线，党员轮流值守，当场办结群众的事项。",
    "支部书记说，下一步还要把服务清单做细，把群众的事办到心坎上，让大家都满意。",
    "“群众等一分钟，我们就要快一分钟。”在窗口值守的老党员这样说，也这样做。",
    "一年来，支部收到群众来信四十多封，提出的意见全部有了回音，没有一件拖过三天。",
    "大厅里的意见簿从墙角搬到了门口，翻开来，最近几页写的都是谢谢两个字。",
]
MARKUP = "".join(f"<p>{line}</p>" for line in TEXT)


def shown(script: str) -> Collected:
    """A page that is empty but for its title and a script."""
    page = f"<html><head><title>{TITLE}</title></head><body><div id=root></div>{script}</body></html>"
    return collect(page.encode(), path="a.html")


def body(found: Collected) -> list[str]:
    return [found.text[p.start : p.end] for p in found.paragraphs if p.kind != "title"]


def as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


@pytest.mark.parametrize(
    "script",
    [
        f"<script>var a = {json.dumps({'content': MARKUP})}</script>",
        f"<script>window.x=(function(a,b){{return {{t:a,c:b}}}})('{TITLE}', {json.dumps(MARKUP)})</script>",
        f"<script>var a = {{content: '{html.escape(MARKUP)}'.slice(6, -6)}}</script>",
        f"<script>var a = {{content: '{html.escape(html.escape(MARKUP))}'}}</script>",
        "<script>var a = {content: '&quot;"
        + MARKUP.replace("<", r"\u003C").replace("/", r"\/")
        + "&quot;'.slice(6, -6)}</script>",
        '<script type="application/json">'
        + quote(as_json({"data": {"article": {"title": TITLE, "content": MARKUP}}}))
        + "</script>",
        '<script type="application/json">'
        + as_json({"props": {"blocks": [{"type": "text", "text": line} for line in TEXT]}})
        + "</script>",
        '<script type="application/json">' + as_json({"detail": {"paragraphs": TEXT}}) + "</script>",
        '<script type="application/ld+json">'
        + as_json({"@type": "NewsArticle", "articleBody": "\n".join(TEXT)})
        + "</script>",
    ],
    ids=["json", "arguments", "escaped", "twice", "quoted", "percent", "blocks", "strings", "linked data"],
)
def test_a_text_that_only_a_script_has_is_read_from_it(script: str) -> None:
    found = shown(script)
    assert body(found) == TEXT
    assert found.metadata.title == TITLE


def test_lists_of_other_articles_in_a_script_are_not_the_text() -> None:
    others = [{"title": "别的文章", "text": line} for line in TEXT * 3]
    document = {"content": MARKUP, "recommended": others}
    found = shown(f'<script type="application/json">{as_json(document)}</script>')
    assert body(found) == TEXT


def test_a_script_adds_nothing_to_a_page_that_shows_its_text() -> None:
    script = f"<script>var other = {json.dumps('别处的话。' * 200)}</script>"
    found = shown(f"<h1>{TITLE}</h1><div>{MARKUP}</div>{script}")
    assert body(found) == TEXT


@pytest.mark.parametrize("bars", ["", "<span>打印</span>"])
def test_paragraphs_beside_comments_and_links_in_one_element_are_all_kept(bars: str) -> None:
    links = "".join(f"<li><a href=/{n}>别处机关党建工作的一则消息之{n}</a></li>" for n in range(8))
    talk = "".join(
        f"<div class=c><span>用户{n}</span> <span>2023-05-1{n} 10:00</span><p>写得很好，值得我们"
        "机关学习借鉴，给你们点赞！</p><a>回复</a></div>"
        for n in range(8)
    )
    found = shown(f"{bars}<h1>{TITLE}</h1>{MARKUP}<ul>{links}</ul><div class=comments>{talk}</div>")
    assert body(found) == TEXT


@pytest.mark.parametrize("indent", ["", "\u3000\u3000"])
def test_a_page_without_any_element_around_its_paragraphs_has_the_lines_of_its_file(indent: str) -> None:
    found = shown(f"<span>{TITLE}</span>\n" + "\n".join(indent + line for line in TEXT * 2))
    assert body(found) == TEXT * 2


def test_line_ends_of_the_file_say_nothing_where_the_page_has_paragraphs() -> None:
    wrapped = "".join(f"<p>{line[:20]}\n{line[20:]}\n</p>" for line in TEXT)
    assert body(shown(f"<h1>{TITLE}</h1><div>{wrapped}</div>")) == TEXT
