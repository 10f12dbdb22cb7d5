"""Bait, registrations, comments of markup and counters that get into saved texts; who signed below them."""

from __future__ import annotations

import pytest

from index.collect import collect

PROSE = "近日，某单位召开专题会议，研究部署下一步重点任务，各支部书记作了交流发言，会议由机关党委书记主持。"
TITLE = "以过硬作风推动工作落地见效"


@pytest.mark.parametrize(
    "above",
    [
        ["在线观看一区二区,精品视频,免费播放"],
        ["滚球_体育直播-【某某平台】@@"],
        ["国内统一刊号：CN00-0000 某某报社出版广告热线：8510000"],
        ["○本刊专稿", "主持人：郭建华"],
        ["用户登录"],
    ],
)
def test_what_stands_above_the_title_is_not_the_title(above: list[str]) -> None:
    assert collect("\n".join([*above, TITLE, PROSE]).encode(), path="a.txt").metadata.title == TITLE


def test_a_title_about_watching_online_stays_where_no_other_stands_below() -> None:
    title = "全市党员干部在线观看专题党课"
    assert collect(f"{title}\n{PROSE}".encode(), path="a.txt").metadata.title == title


@pytest.mark.parametrize(
    "below",
    [
        "--> 2021-05-12 某某小学 1 1 某某报 c70217.html 1 党史这样学 /enpproperty-->",
        "关键词 >> 5G,中国联通,中国电信",
        "关注一中官方微信",
        "×",
    ],
)
def test_a_scrap_below_a_text_is_set_apart(below: str) -> None:
    assert collect(f"{TITLE}\n{PROSE}\n{below}".encode(), path="a.txt").text == f"{TITLE}\n{PROSE}"


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("发表时间 2025-11-03 14:47   阅读 62550", "发表时间 2025-11-03 14:47"),
        ("来源：市林业局 2017-04-17 16:30 字体：【", "来源：市林业局 2017-04-17 16:30"),
    ],
)
def test_counters_and_sizes_at_the_end_of_a_line_are_cut_off(line: str, left: str) -> None:
    collected = collect(f"{TITLE}\n{line}\n{PROSE}".encode(), path="a.txt")
    assert collected.text.split("\n")[1] == left


def test_the_mark_of_a_digitizer_at_the_end_is_cut_off() -> None:
    assert collect(f"{TITLE}\n{PROSE}（赵某）endprint".encode(), path="a.txt").text.endswith("（赵某）")


def test_names_alone_in_brackets_below_the_text_are_its_authors() -> None:
    found = collect(f"{TITLE}\n{PROSE}\n（汪玉芬 李明）".encode(), path="a.txt").metadata
    assert found.authors == ("汪玉芬", "李明")


def test_the_second_of_two_places_says_less() -> None:
    title = "东北三省及内蒙古自治区联席工作会议召开"
    assert collect(f"{title}\n{PROSE}".encode(), path="a.txt").metadata.region is None


def test_where_a_journal_is_made_is_not_whose_work_its_article_tells() -> None:
    lines = [TITLE, "党建文汇·上 2016年9期", PROSE]
    found = collect("\n".join(lines).encode(), path="a.txt").metadata
    assert (found.region, found.date) == (None, "2016-09")


def test_the_source_stands_before_those_who_made_the_page() -> None:
    lines = [
        TITLE,
        "2022-09-22",
        f"{PROSE}（来源：某市水文）",
        "总编辑：殷某某",
        "值班总编：张某某",
        "编辑：董某某",
    ]
    assert collect("\n".join(lines).encode(), path="a.txt").metadata.source == "某市水文"


@pytest.mark.parametrize(
    "above",
    [
        ["订阅取消订阅已收藏", "收藏", "大字号", "点击播报本文，约"],
        ["上某某阅读APP看本书，新人免费读10天"],
        ["首  页  总揽  写作  煤市分析  政策法规  | 西北站  华中站 | 特约通讯员档案"],
        ["新闻详情"],
        ["分享：0"],
    ],
)
def test_buttons_menus_and_invitations_above_a_text_are_the_pages(above: list[str]) -> None:
    collected = collect("\n".join([*above, TITLE, PROSE]).encode(), path="a.txt")
    assert collected.metadata.title == TITLE
    assert collected.text == f"{TITLE}\n{PROSE}"


def test_the_strokes_of_a_table_around_lines_go() -> None:
    lines = [f"| {TITLE} | |||", "| 某某资讯网 | 2010-10-21 9:14:30 党群工作 | ||", "|", PROSE, "| |||"]
    collected = collect("\n".join(lines).encode(), path="a.txt")
    assert collected.metadata.title == TITLE
    assert collected.metadata.date == "2010-10-21"
    assert not collected.text.endswith("|")


def test_the_day_between_a_notice_and_the_rules_that_it_sends_out_is_its_own() -> None:
    rules = "建立健全惩治和预防腐败体系2008年—2012年工作细则"
    lines = [
        f"吉林省某某局关于印发《{rules}》的通知",
        "各市（州）某某局：",
        f"现将《{rules}》印发给你们，请认真贯彻落实。",
        "二〇〇八年十二月二十六日",
        rules,
        f"为认真贯彻有关办法，结合全省实际，特制定本工作细则。{PROSE}",
    ]
    assert collect("\n".join(lines).encode(), path="a.txt").metadata.date == "2008-12-26"


def test_other_articles_that_are_advertised_below_go_with_the_word_of_the_site() -> None:
    body = [PROSE.replace("近日", f"第{n}天") for n in "一二三四五六"]
    below = [
        "新闻推荐",
        "大唐的另一种味道",
        "对于很多人来说，大唐是个华丽的意象，遥远浪漫，各...",
        "爱这座城，爱这个家。",
    ]
    assert collect("\n".join([TITLE, *body, *below]).encode(), path="a.txt").text.endswith(body[-1])
