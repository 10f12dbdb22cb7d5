"""Rests of pages below a text, titles that call out, anniversaries, and leaders on their way."""

from __future__ import annotations

import pytest

from index.collect import collect
from index.model import Metadata

PROSE = "近日，某单位召开专题会议，研究部署下一步重点任务，各支部书记作了交流发言，会议由机关党委书记主持。"
TITLE = "以过硬作风推动工作落地见效"


def _text(*lines: str) -> str:
    return collect("\n".join(lines).encode(), path="a.txt").text


def _about(*lines: str) -> Metadata:
    return collect("\n".join(lines).encode(), path="a.txt").metadata


@pytest.mark.parametrize(
    "below",
    [
        ["https://www.example.cn/a/1.html 点此复制本页地址"],
        ["本文来自投稿，不代表本网立场，发布者：某某，如若转载，请注明出处。"],
        ["上一篇 2023-04-27", "下一篇 2023-04-28"],
        ["下一条 机关工会举办健步走活动"],
        ["(0)"],
        ["关闭"],
        ["推荐视频", "• 某地八百"],
        ["相关新闻：", "文件附件："],
        ["文件附件：", "相关新闻"],
        ["某某集团微信", "Copyright © 某某股份有限公司", "办公信息系统", "验证码:", "CA登录  CA驱动"],
    ],
)
def test_what_is_left_of_a_page_below_the_text_is_set_apart(below: list[str]) -> None:
    assert _text(TITLE, PROSE, *below) == f"{TITLE}\n{PROSE}"


def test_a_signature_below_a_text_is_no_rest_of_a_page() -> None:
    assert _text(TITLE, PROSE, "中共某某市委办公室", "2015年6月9日").endswith("2015年6月9日")


def test_sizes_between_corner_brackets_are_a_bar() -> None:
    assert "字体" not in _text(TITLE, "字号：『 大字体 中字体 小字体 』", PROSE)


def test_what_a_site_says_of_its_collections_is_not_the_text() -> None:
    hook = "前言：本站为你精心整理了党内民主建设范文，希望能为你的创作提供参考价值，欢迎咨询。"
    assert _text(TITLE, hook, PROSE) == f"{TITLE}\n{PROSE}"


def test_a_title_that_calls_out_halfway_is_not_joined_to_the_text_below() -> None:
    title = "促进铁路建设，服务乡村振兴发展！三方党组织开展“丰收季”党建联建"
    assert _about(title, PROSE.replace("。", "……"), PROSE).title == title


@pytest.mark.parametrize("part", ["引言", "前言", "概述"])
def test_the_name_of_a_part_is_no_title(part: str) -> None:
    assert _about(part, PROSE).title is None


def test_who_wrote_a_text_stands_behind_a_low_line_as_well() -> None:
    found = _about("文_陈 东 杨子平", PROSE)
    assert (found.title, found.authors) == (None, ("陈东", "杨子平"))


def test_authors_behind_a_label_that_is_set_apart() -> None:
    assert _about(TITLE, PROSE, "作 者：刘云花").authors == ("刘云花",)


@pytest.mark.parametrize(
    ("opening", "year"),
    [
        ("6月27日下午，中心纪念建党96周年大会在多功能厅召开。", "2017-06"),
        ("为庆祝中华人民共和国成立七十周年，机关举办歌会。", None),
        ("在庆祝新中国成立70周年之际，机关举办歌会。", "2019"),
    ],
)
def test_an_anniversary_that_a_text_is_about_gives_its_year(opening: str, year: str | None) -> None:
    assert _about(TITLE, opening + PROSE).date == year


def test_a_speech_of_an_anniversary_that_is_cited_does_not_date_a_text() -> None:
    assert _about(TITLE, "学习在庆祝建党96周年大会上的讲话，大家深受鼓舞。" + PROSE).date is None


def test_a_place_that_a_leader_visited_is_not_whose_work_a_text_tells() -> None:
    visit = "习近平总书记在听取兰考县委和河南省委汇报时强调，要坚持不懈强化宗旨意识。"
    assert _about("解决好角色定位问题", visit + PROSE).region is None
    went = "3月17日，贵州黎平县肇兴侗寨的火塘边，习近平总书记同村民代表围坐畅谈。"
    assert _about("第一书记要扎根乡村", went + PROSE).region is None


def test_headings_of_several_provinces_make_a_round_up() -> None:
    lines = ["山东：擦亮廉洁品牌", f"山东省纪委深化清廉建设，全省山东干部受教育。{PROSE}"]
    assert _about(TITLE, PROSE, *lines).region == "山东"
    assert _about(TITLE, PROSE, *lines, "甘肃：厚植廉洁沃土", PROSE).region is None


@pytest.mark.parametrize(
    "captions",
    [["活动现场"], ["图1 活动现场"], ["会议现场", "全体党员合影留念"], ["局党组书记张某某主持会议"]],
)
def test_what_a_picture_shows_is_no_title_of_a_text_without_one(captions: list[str]) -> None:
    collected = collect("\n".join([*captions, PROSE]).encode(), path="a.txt")
    assert collected.metadata.title is None
    assert [p.kind for p in collected.paragraphs] == ["caption"] * len(captions) + ["body"]


@pytest.mark.parametrize("title", ["市直机关党建工作座谈会现场", "省委书记在会议上致辞"])
def test_a_title_that_names_an_event_stays_one_with_a_line_about_the_text(title: str) -> None:
    assert _about(title, "来源：某某日报 2021-05-06", PROSE).title == title


def test_short_paragraphs_beside_the_only_long_one_of_a_page_are_its_text() -> None:
    lines = [TITLE, PROSE, "主要领导：", "田兰 主任", "中共某某市委办公室", "2015年6月9日"]
    page = "<html><body><div>" + "".join(f"<p>{line}</p>" for line in lines) + "</div></body></html>"
    assert collect(page.encode(), path="a.html").text.split("\n") == lines


def test_links_beside_the_only_paragraph_of_a_page_are_not() -> None:
    links = "".join(f'<p><a href="/{n}">另一篇文章的题目之{n}</a></p>' for n in range(6))
    page = f"<html><body><h1>{TITLE}</h1><div><p>{PROSE}</p>{links}</div></body></html>"
    assert "另一篇" not in collect(page.encode(), path="a.html").text


@pytest.mark.parametrize(
    "title", ["丁某出席论坛开幕式并致辞", "某某省政府工作报告", "副主席韩某出席博览会并致辞"]
)
def test_a_title_that_tells_what_somebody_did_is_no_caption(title: str) -> None:
    assert _about(title, PROSE).title == title
