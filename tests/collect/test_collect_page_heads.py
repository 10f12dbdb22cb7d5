"""What stands above, below and around a text, as sites print it and people copy it with the text."""

from __future__ import annotations

import pytest

from index.collect import collect
from index.model import Collected

BODY = (
    "午后，社区广场上搭起了服务台，党员们量血压、修雨伞、讲政策，居民排起了长队。",
    "活动结束时，支部把没有办完的事逐条记下，约好下周答复，大家都说这样的活动要多办。",
)
TITLE = "把服务台搭到家门口"


def page(*lines: str) -> Collected:
    return collect("\n".join(lines).encode())


def text_lines(collected: Collected) -> list[str]:
    return collected.text.split("\n")


@pytest.mark.parametrize(
    "above",
    [
        ["某某号网站首页", "站内搜索：", "投稿邮箱：abc@example.com"],
        ["热门搜索：机关党建 志愿服务"],
        ["人民号·某某", TITLE + "_某某网"],
        ["澎湃号·政务"],
        ["期刊文献+"],
        ["某某新闻网手机版"],
        ["字号:[大 中 小 ] 编辑录入:admin"],
        ["搜狐首页", "新闻", "体育", "汽车"],
        ["欢迎使用手机浏览"],
        ["某某网>>党建>>机关党建"],
        ["某某杂志  2020年第3期（总第274期）", "机关党建"],
    ],
)
def test_what_sites_print_above_a_title_is_not_the_title(above: list[str]) -> None:
    assert page(*above, TITLE, "来源：某某日报 2021-05-06", *BODY).metadata.title == TITLE


@pytest.mark.parametrize("title", ["山城党旗扬", "清河两岸党徽亮", "老街坊 新支部"])
def test_a_short_title_is_told_from_a_menu_by_the_byline_below_it(title: str) -> None:
    collected = page("首页", "要闻", "工作动态", "专题专栏", title, "来源：某某日报 2021-05-06 10:20", *BODY)
    assert collected.metadata.title == title
    assert "专题专栏" not in collected.text


def test_a_short_title_may_have_the_name_of_the_account_below_it() -> None:
    collected = page("某某号网站", "山城党旗扬", "某某日报", "2021-05-06 10:20", *BODY)
    assert collected.metadata.title == "山城党旗扬"


def test_a_title_may_call_out() -> None:
    title = "全市村、社区书记“晒实绩、亮家底”活动今天正式启动！"
    collected = page(title, "发布时间：2022年03月08日 来源：某某日报", *BODY)
    assert collected.metadata.title == title


def test_the_name_of_the_page_is_not_kept_beside_the_title() -> None:
    collected = page(f"{TITLE}_某某晚报", TITLE, *BODY)
    assert text_lines(collected) == [TITLE, *BODY]


def test_a_title_with_the_name_of_its_site_is_the_title() -> None:
    assert page(f"{TITLE}_某某晚报", *BODY).metadata.title == TITLE


def test_facts_printed_as_a_list_are_bylines() -> None:
    collected = page("- 索引号：ab/2021-00016", "- 发文机构：某某行署", "- 公文种类 ：其他", TITLE, *BODY)
    assert collected.metadata.title == TITLE


def test_names_joined_by_plus_signs_are_no_title() -> None:
    collected = page("王建国+李晓明+赵红梅", *BODY)
    assert collected.metadata.title is None
    assert collected.metadata.authors == ("王建国", "李晓明", "赵红梅")


@pytest.mark.parametrize(
    "below",
    [
        ["我要举报", "点赞"],
        ["相关作者", "内容加载中请稍等...", "相关机构", "内容加载中请稍等...", "使用帮助 返回顶部"],
        ["我要评论 (网友评论仅供其表达个人看法，并不表明本站同意其观点)", "全部评论 (12条)"],
        ["打开网易新闻 查看精彩图片"],
        ["主办：某某机关党建网  技术支持：信息中心"],
        ["喜欢此内容的人还喜欢", "支部里的老班长", "不看的原因", "内容低质"],
        ["收录于合集", "#机关党建 12 个", "#支部故事 7 个"],
        ["新闻推荐", "频道推荐", "• 另一个地方的会议召开", "• 又一个活动举办"],
        ["第01版：头版", "第02版：要闻", "第03版：党建"],
        ["（未完，全文共1448字，当前显示327字）", "（请认真阅读下面的提示信息）"],
        ["（阅读全部图文内容，您需要先登录！）"],
        ["【纠错】 【责任编辑：某某】"],
    ],
)
def test_what_sites_print_below_a_text_is_set_apart(below: list[str]) -> None:
    collected = page(TITLE, *BODY, *below)
    kept = [line for line in text_lines(collected) if "责任编辑" not in line]
    assert kept == [TITLE, *BODY]


def test_how_much_of_a_text_is_left_out_is_no_part_of_its_sentence() -> None:
    assert text_lines(page(TITLE, *BODY[:-1], BODY[-1] + "（剩余1880字）"))[-1] == BODY[-1]


def test_all_counters_at_the_end_of_a_byline_are_set_apart() -> None:
    collected = page(TITLE, "来源：某某日报　　浏览次数：1204　　字号：[大 中 小]", *BODY)
    assert text_lines(collected)[1] == "来源：某某日报"


def test_bars_whose_buttons_were_pictures_are_set_apart() -> None:
    collected = page(TITLE, "发布日期：2021-10-27 16:21:05 浏览次数： 字号：[ ]", *BODY)
    assert text_lines(collected)[1] == "发布日期：2021-10-27 16:21:05"


def test_an_address_for_contributions_in_a_notice_stays() -> None:
    line = "投稿邮箱：abc@example.com"
    notice = ["关于征集支部工作案例的启事", *BODY * 8, line, *BODY * 8]
    assert line in text_lines(page(*notice))


def test_sections_of_a_round_up_that_name_pages_stay() -> None:
    line = "第3版面向基层，讲的是支部的故事。"
    assert line in text_lines(page(TITLE, *BODY, line, *BODY))


def test_the_last_step_of_a_path_is_the_title_where_no_other_line_is() -> None:
    path = ["首页", ">", "党建动态", ">", TITLE]
    assert page(*path, "时间：2022-07-13 09:33", *BODY).metadata.title == TITLE
    collected = page(*path, "另一个更好的题目在这里", "时间：2022-07-13 09:33", *BODY)
    assert collected.metadata.title == "另一个更好的题目在这里"
