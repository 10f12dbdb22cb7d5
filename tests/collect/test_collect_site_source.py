"""Whose page it is: the source where nothing better is said, and the place of reports that name none."""

from __future__ import annotations

import json

import pytest

from index.collect import collect
from index.model import Metadata

TITLE = "支部把党课开到窗口一线"
BODY = (
    "<p>　　支部书记说，下一步还要把服务清单做细，把群众的事办到心坎上，让大家都满意。</p>"
    "<p>　　老党员表示，窗口亮了，话也暖了，来办事的人心里就踏实，希望这样的党课常开。</p>"
)
MENU = "<ul><li><a href=a>首页</a><li><a href=b>要闻</a><li><a href=c>党建</a></ul>"


def read(*, head: str = "", info: str = "发布时间：2022-03-04", text: str = BODY, foot: str = "") -> Metadata:
    page = (
        f"<html><head>{head}</head><body>{MENU}<h1>{TITLE}</h1><div class=info>{info}</div>"
        f"<div class=content>{text}</div><div class=footer>{foot}</div></body></html>"
    )
    return collect(page.encode(), path="a.html").metadata


@pytest.mark.parametrize(
    ("head", "foot", "source"),
    [
        ("<meta name=SiteName content=某某党建网>", "", "某某党建网"),
        ("<meta property=og:site_name content=某某党建网>", "", "某某党建网"),
        (
            "<script type='application/ld+json'>"
            + json.dumps({"@type": "NewsArticle", "headline": TITLE, "publisher": {"name": "某某党建网"}})
            + "</script>",
            "",
            "某某党建网",
        ),
        (f"<title>{TITLE}_要闻_某某党建网</title>", "", "某某党建网"),
        (f"<title>{TITLE}-某某发布</title>", "", "某某发布"),
        ("", "<p>主办单位：某某委办公室&nbsp;&nbsp;承办：某某中心</p>", "某某委办公室"),
        ("", "<p>某某学院机关党委 版权所有 地址：某某路1号</p>", "某某学院机关党委"),
        ("", "<p>Copyright © 2020 某某市工人文化宫 All Rights Reserved.</p>", "某某市工人文化宫"),
        ("<meta name=SiteName content=某某党建网>", "<p>主办：某某委办公室</p>", "某某党建网"),
    ],
    ids=[
        "meta",
        "social",
        "linked data",
        "title",
        "account",
        "run by",
        "rights",
        "English",
        "the name first",
    ],
)
def test_where_nothing_else_is_said_the_site_is_the_source(head: str, foot: str, source: str) -> None:
    assert read(head=head, foot=foot).source == source


@pytest.mark.parametrize(
    ("head", "info", "source"),
    [
        ("<meta name=SiteName content=某某党建网>", "2022-03-04 来源：某某日报", "某某日报"),
        ("<meta name=SiteName content=某某党建网>", "2022-03-04 某某日报", "某某日报"),
        (
            "<meta name=SiteName content=某某党建网><meta name=ContentSource content=某某局>",
            "2022-03-04",
            "某某局",
        ),
        (
            "<meta name=SiteName content=某某党建网><meta name=ContentSource content=本站>",
            "2022-03-04",
            "某某党建网",
        ),
        ("<meta property=og:site_name content=微信公众平台>", "2022-03-04", None),
        ("", "2022-03-04 <span class=src>某某融媒体中心</span>", "某某融媒体中心"),
    ],
    ids=["a line", "the paper's day", "a fact", "itself", "a platform", "an element"],
)
def test_the_site_is_heard_last(head: str, info: str, source: str | None) -> None:
    assert read(head=head, info=info).source == source


def test_the_first_step_of_a_path_is_no_name_of_a_site() -> None:
    path = "<div class=path>当前位置：<a>网站首页</a>&gt;&gt;<a>党建</a>&gt;&gt;正文</div>"
    assert read(info=path + "2022-03-04").source is None


REPORT = (
    "<p>　　3月3日下午，机关党委第三党支部召开党员大会，全体党员参加，会议由支部书记主持。</p>"
    "<p>　　支部书记要求，大家要把学习抓在经常，把服务做在平时，用行动说话。</p>"
)
SCHOOL = "<p>海南大学审计处 版权所有</p>"


def test_a_report_that_names_no_place_is_of_whose_site_tells_it() -> None:
    found = read(text=REPORT, foot=SCHOOL)
    assert (found.region, found.level) == ("海南", "单位")
    assert "region" in found.inferred


@pytest.mark.parametrize(
    ("info", "text"),
    [
        ("2022-03-04", BODY),
        ("2022-03-04 来源：某某日报", REPORT),
        ("2022-03-04", REPORT.replace("召开", "在湖南省株洲市召开")),
    ],
    ids=["an essay", "taken from a paper", "of elsewhere"],
)
def test_what_a_site_took_over_is_not_of_its_place(info: str, text: str) -> None:
    assert read(info=info, text=text, foot=SCHOOL).region != "海南"
