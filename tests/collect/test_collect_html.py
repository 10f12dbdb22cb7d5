"""Html pages: the article of a page is its text, all else on it is furniture, and its head is heard."""

from __future__ import annotations

from index.collect import collect
from index.model import Collected

BODY = [
    "本周，机关党支部组织党员到社区开展志愿服务，清理楼道，看望老人，受到居民欢迎。",
    "支部书记说，下一步还要把服务清单做细，把群众的事办到心坎上，让大家都满意。",
    "社区居民表示，党员来了以后，楼道亮了，路也平了，心里暖了，希望常来。",
]
TITLE = "党旗飘在居民楼道口"
PARAGRAPHS = "".join(f"<p>　　{paragraph}</p>" for paragraph in BODY)


def page(body: str, head: str = "") -> Collected:
    return collect(f"<html><head>{head}</head><body>{body}</body></html>".encode(), path="a.html")


def kinds(collected: Collected) -> list[tuple[str, str]]:
    return [(p.kind, collected.text[p.start : p.end]) for p in collected.paragraphs]


def furniture(collected: Collected) -> dict[str, str]:
    return {item.text: item.kind for item in collected.furniture}


def test_a_page_is_its_title_its_line_of_facts_and_its_text() -> None:
    found = page(
        "<div class='nav'><a href='/'>首页</a><a href='/a'>要闻</a></div>"
        f"<div class=main><h1>{TITLE}</h1><div class=info><span>2022-03-04</span><span>来源：某某日报</span>"
        f"</div><div class='nr'>{PARAGRAPHS}</div></div><div class='footer'>版权所有 某某网</div>"
    )
    assert kinds(found) == [
        ("title", TITLE),
        ("byline", "2022-03-04 来源：某某日报"),
        *(("body", paragraph) for paragraph in BODY),
    ]
    assert furniture(found) == {"首页 要闻": "menu", "版权所有 某某网": "copyright"}
    assert (found.metadata.source, found.metadata.date) == ("某某日报", "2022-03-04")
