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
