"""What stands above the title of a saved page is the page's, and what is left of its bars goes."""

from __future__ import annotations

import pytest

from index.collect import collect

PROSE = "近日，某单位召开专题会议，研究部署下一步重点任务，各支部书记作了交流发言，会议由机关党委书记主持。"
TITLE = "以过硬作风推动工作落地见效"


def _read(*lines: str) -> tuple[str | None, str]:
    collected = collect("\n".join(lines).encode(), path="a.txt")
    return collected.metadata.title, collected.text


@pytest.mark.parametrize(
    "above",
    [
        ["首屏横幅广告位", "当前位置：首页 > 工作动态 > 正文"],
        ["转变作风在行动专题", "某地新闻网>>专题频道>>转变作风>>评论"],
        ["气温：12-20℃ 天气：多云 风力：3级"],
        ["今天是2021年5月6日 星期四"],
        ["医院新闻"],
        ["党群工作", "党建园地"],
        ["00004版：庆祝建党一百周年特别报道", "文章导航"],
        ["精选视频_在线观看_高清完整版_热门推荐"],
        ["•  投稿邮箱：abc@example.cn"],
        ["请稍候..."],
        ["?"],
        ["点击视频，一起学习"],
    ],
)
def test_the_title_is_the_line_below_what_a_page_puts_above_it(above: list[str]) -> None:
    title, text = _read(*above, TITLE, PROSE)
    assert title == TITLE
    assert not any(line in text for line in above)


def test_a_title_above_the_path_to_its_page_stays_where_no_other_stands_below() -> None:
    assert _read(TITLE, "当前位置：首页 > 工作动态 > 正文", "来源：某报", PROSE)[0] == TITLE


def test_a_title_with_its_line_about_the_text_stays_above_a_path() -> None:
    lines = [TITLE, "来源：某某日报 2021-05-06", "当前位置：首页 > 动态 > 正文", "第一个小标题在这里", PROSE]
    assert _read(*lines)[0] == TITLE


@pytest.mark.parametrize(
    "left",
    [
        "此处内容需要权限查看",
        "---此处隐藏2704字，下载后查看---",
        "![](/upload/2021/a1.jpg?e=.jpg)",
        "640 (1).jpg",
        '<%# count = Records.Count; if (count > 0) { Write(""); } #%>',
    ],
)
def test_scraps_of_a_page_between_paragraphs_are_set_apart(left: str) -> None:
    title, text = _read(TITLE, PROSE, left, PROSE.replace("近日", "日前"))
    assert title == TITLE
    assert left not in text
    assert text.count("机关党委书记主持") == 2


@pytest.mark.parametrize(
    "below",
    [
        ["以上文章仅代表作者个人观点，如涉及版权问题，请及时联系我们。"],
        ["相关文章", "暂无相关文章……"],
        ["某某报业集团主办 | © 某某报业集团版权所有"],
        ["文件一", "文件二"],
        ["某某在线投稿邮箱：abc@example.com"],
        ["相关附件："],
        ["关键词："],
        [
            "新闻推荐",
            "暑假期间，学校群里忽然发来通知，全体教师都要回来开会，外出的人纷纷请假，大家都说不上...",
        ],
        ["某市融媒体中心主办"],
    ],
)
def test_what_a_page_puts_below_its_text_is_set_apart(below: list[str]) -> None:
    _, text = _read(TITLE, PROSE, *below)
    assert text == f"{TITLE}\n{PROSE}"


def test_a_section_that_bears_the_name_of_a_list_stays() -> None:
    _, text = _read(TITLE, PROSE, "相关文章", PROSE.replace("近日", "日前"))
    assert "相关文章" in text


@pytest.mark.parametrize("bar", ["浏览次数: 【字体:", "访问量: 2,154 字号:", "点击:", "浏览：1108"])
def test_counters_behind_a_line_about_the_text_are_cut_off(bar: str) -> None:
    _, text = _read(TITLE, f"来源：某某办 发布时间：2020-08-26 {bar}", PROSE)
    assert bar.split()[0] not in text
    assert "2020-08-26" in text
