"""What scrapers, electronic papers and boards write around a text, whatever their style."""

from __future__ import annotations

import pytest

from index.collect import collect

BODY = (
    "近日，市直机关工委召开会议，研究部署下半年的工作，各支部书记参加了会议。",
    "会议要求，各支部要认真组织学习，结合实际抓好落实，推动各项任务见到成效。",
)


@pytest.mark.parametrize(
    "head",
    [
        (
            "title: 抓支部的十条经验",
            "url: http://a.example/1.html",
            "date: 2020-08-12",
            "source: 长沙晚报",
            "content:",
        ),
        ("【标题】抓支部的十条经验", "【来源】长沙晚报", "【日期】2020/08/12", "【正文】"),
        ("标题：抓支部的十条经验", "来源：长沙晚报", "发布时间：2020年8月12日 10:22", "正文："),
    ],
    ids=["english", "brackets", "chinese"],
)
def test_the_lines_of_a_scraper_state_title_source_and_day(head: tuple[str, ...]) -> None:
    found = collect("\n".join((*head, *BODY)).encode())
    meta = found.metadata
    assert (meta.title, meta.source, meta.date) == ("抓支部的十条经验", "长沙晚报", "2020-08-12")
    assert head[-1] not in found.text
    assert found.text.endswith("\n".join(BODY))


@pytest.mark.parametrize(
    "line",
    [
        "上一版3 4下一版",
        "分享 收藏 在看 3",
        "Next Article",
        "数据统计中,请稍等!",
        "分 享",
        "喜欢就按个赞吧!!!",
    ],
)
def test_buttons_and_counts_are_no_text(line: str) -> None:
    found = collect("\n".join(("抓支部的十条经验", *BODY, line)).encode())
    assert line not in found.text
    assert found.metadata.title == "抓支部的十条经验"


def test_the_path_below_a_title_is_no_text() -> None:
    lines = ("抓支部的十条经验", "某某网>>政务频道>>本地要闻", "2020-08-12", *BODY)
    found = collect("\n".join(lines).encode())
    assert "政务频道" not in found.text
    assert (found.metadata.title, found.metadata.date) == ("抓支部的十条经验", "2020-08-12")


def test_the_page_of_a_paper_gives_the_day_and_nothing_above_a_title_is_its_subtitle() -> None:
    page = (
        "<html><head><meta charset=utf-8><title>数字报</title></head><body>"
        "<table><tr><td>2022年04月19日 星期二</td><td>往期回顾</td><td>第A03版：党建</td></tr></table>"
        "<p>田间有了红色讲堂</p><div id=ozoom><h1>抓支部的十条经验</h1>"
        f"<h2>——长沙市机关党建纪实</h2>{''.join(f'<p>{line}</p>' for line in BODY)}</div></body></html>"
    )
    found = collect(page.encode(), path="a.html")
    meta = found.metadata
    assert (meta.title, meta.subtitle, meta.date) == ("抓支部的十条经验", "长沙市机关党建纪实", "2022-04-19")
    assert "红色讲堂" not in found.text


def test_one_autonomous_region_is_meant_by_its_bare_name() -> None:
    meta = collect(
        "9月4日，由自治区民委支部主办的主题党日活动在呼和浩特市和北京市举行。\n自治区民委各支部参加。".encode()
    ).metadata
    assert meta.region == "内蒙古"


def test_a_report_of_december_that_looks_at_the_next_year_is_of_the_year_it_names() -> None:
    text = "12月28日，长沙市机关党建座谈会召开。\n会上交流了2022年的做法，探讨了做好明年工作的思路。"
    assert collect(text.encode()).metadata.date == "2022-12"


def test_what_disks_leave_at_the_ends_of_lines_is_no_text() -> None:
    text = "抓支部的十条经验\n" + "\n".join(BODY) + "\n相关信息\x00\n\x00\x1a"
    found = collect(text.encode())
    assert found.text.endswith("\n".join(BODY))
    assert "\x00" not in found.text


def test_a_meeting_says_its_year_behind_who_holds_it() -> None:
    text = "9月29日，省工商联在贵阳召开省直基层组织2024年第三季度联席会。\n各基层组织的负责人参加了会议。"
    assert collect(text.encode()).metadata.date == "2024-09"
