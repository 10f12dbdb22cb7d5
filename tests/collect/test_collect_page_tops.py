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


def test_an_account_beside_the_name_of_its_paper_is_the_pages() -> None:
    above = [TITLE, "2025-04-06 07:42:00  来源：某某报", "某某报网", "微信公众号", "某某报网", "官方微博"]
    _, text = _read(*above, PROSE)
    assert "官方微博" not in text
    assert "微信公众号" not in text


def test_the_title_of_the_original_stands_in_where_the_page_has_none() -> None:
    assert _read(f"原标题：{TITLE}", PROSE)[0] == TITLE
    assert (
        _read("换了题目的转载也有自己的标题", f"原标题：{TITLE}", PROSE)[0] == "换了题目的转载也有自己的标题"
    )


def test_what_a_database_calls_an_article_gives_title_paper_and_day() -> None:
    found = collect(f"{TITLE}_某某法治报_2024年11月21日A07\n{PROSE}".encode(), path="a.txt").metadata
    assert (found.title, found.source, found.date) == (TITLE, "某某法治报", "2024-11-21")


def test_a_clock_without_a_year_is_of_the_newest_year_that_the_text_tells_of() -> None:
    lines = [TITLE, "某某统一战线    07-22 09:28:47", PROSE + "2025年以来已培训两百人次，比2024年多一倍。"]
    found = collect("\n".join(lines).encode(), path="a.txt").metadata
    assert found.date == "2025-07-22"
    assert "date" in found.inferred


def test_the_frame_names_the_place_of_a_text_that_speaks_of_its_own_city_only() -> None:
    own = "近年来，我市各级各部门改进作风，全市干部下沉一线，我市服务窗口实现群众少跑路。"
    frame = ["嵊州新闻网>>专题频道>>转变作风>>评论", TITLE, "2007年3月20日"]
    assert collect("\n".join([*frame, own]).encode(), path="a.txt").metadata.region == "浙江"
    assert collect("\n".join([*frame, PROSE]).encode(), path="a.txt").metadata.region is None


def test_a_page_without_an_address_is_of_the_site_that_it_names() -> None:
    head = '<html><head><meta name="SiteName" content="某某市人民政府门户网站"></head><body>'
    page = f"{head}<h1>{TITLE}</h1><p>{PROSE}</p><p>{PROSE}</p><p>友好提示信息</p></body></html>"
    here, there = (collect(page.encode(), path=f"/{folder}/a.html") for folder in ("one", "two"))
    assert here.edges == there.edges
    other = collect(page.replace("某某市", "另一市").encode(), path="/one/a.html")
    assert here.edges != other.edges
