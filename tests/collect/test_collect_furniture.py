"""Page furniture is set apart and kept; text is never taken for it."""

from __future__ import annotations

import pytest

from index.collect import collect
from index.model import Collected

BODY = [
    "本周，机关党支部组织党员到社区开展志愿服务，清理楼道，看望老人，受到居民欢迎。",
    "支部书记说，下一步还要把服务清单做细，把群众的事办到心坎上。",
]


def page(*lines: str) -> Collected:
    return collect("\n".join(lines).encode())


def furniture(collected: Collected) -> dict[str, str]:
    return {item.text: item.kind for item in collected.furniture}


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("首页 > 机关党建 > 工作动态", "breadcrumb"),
        ("当前位置：首页>新闻中心", "breadcrumb"),
        ("您的位置: 首页 / 要闻", "breadcrumb"),
        ("下载 打印 全屏 收藏", "bar"),
        ("【字号：大 中 小】", "bar"),
        ("分享到：", "bar"),
        ("APP下载", "bar"),
        ("返回搜狐，查看更多", "bar"),
        ("視頻加載中...", "player"),
        ("00:00 / 03:12", "player"),
        ("阅读量：1024", "counter"),
        ("欢迎来到某某燃气有限公司官方网站", "welcome"),
        ("|", "mark"),
        ("×", "mark"),
    ],
)
def test_a_line_of_page_functions_above_the_title_is_furniture(line: str, kind: str) -> None:
    collected = page(line, "党旗飘在楼道口", *BODY)
    assert furniture(collected) == {line: kind}
    assert collected.metadata.title == "党旗飘在楼道口"


@pytest.mark.parametrize(
    "line",
    [
        "- 上一篇：别的文章",
        "下一篇：没有了",
        "上一篇：甲乙丙 下一篇：丁戊己",
        "扫一扫在手机打开当前页",
        "打印本页",
        "【打印】 【关闭窗口】",
        "版权所有：某某机关工委",
        "Copyright © 2020 某某网",
        "相关阅读",
        "相关报道：",
        "猜你喜欢",
    ],
)
def test_a_line_of_page_functions_below_the_text_is_furniture(line: str) -> None:
    collected = page("党旗飘在楼道口", *BODY, line)
    assert list(furniture(collected)) == [line]
    assert collected.text == "\n".join(["党旗飘在楼道口", *BODY])


def test_a_bar_spread_over_lines_and_a_repeated_title() -> None:
    collected = page(
        "党旗飘在楼道口",
        "下载",
        "打印",
        "【字号：",
        "大",
        "中",
        "小",
        "】",
        "党旗飘在楼道口",
        "来源：某某日报",
        *BODY,
    )
    kinds = [item.kind for item in collected.furniture]
    assert kinds == ["bar"] * 6 + ["mark", "repeated-title"]
    assert collected.text.count("党旗飘在楼道口") == 1


def test_a_breadcrumb_spread_over_lines() -> None:
    collected = page(
        "您的位置:", "首页", ">", "政务信息", ">", "本地要闻", "本地要闻", "党旗飘在楼道口", *BODY
    )
    assert collected.text.startswith("党旗飘在楼道口\n")
    assert "政务信息" in furniture(collected)


def test_titles_after_a_related_heading_are_set_apart_to_the_end() -> None:
    collected = page("党旗飘在楼道口", *BODY, "猜你喜欢", "强支部", "支部建在网格上——某县做法", "打开心锁")
    assert [item.kind for item in collected.furniture] == ["related"] * 4
    assert collected.text.endswith(BODY[-1])


def test_a_section_that_is_called_like_a_related_block_stays() -> None:
    collected = page(
        "党旗飘在楼道口", *BODY, "相关链接", "志愿服务队成立于前年，现有队员六十名，服务居民三千人次。"
    )
    assert not collected.furniture
    assert "相关链接" in collected.text


def test_the_bar_at_the_end_of_a_source_line_is_cut_off() -> None:
    collected = page("党旗飘在楼道口", "来源：某某日报 时间：2022-05-06 【字体：大 中 小】", *BODY)
    assert furniture(collected) == {"【字体：大 中 小】": "bar"}
    assert "来源：某某日报 时间：2022-05-06\n" in collected.text


def test_the_text_repeated_below_the_page_functions_is_set_apart() -> None:
    collected = page("党旗飘在楼道口", *BODY, "打印本页", "关闭窗口", "党旗飘在楼道口", BODY[0] + BODY[1])
    assert collected.text == "\n".join(["党旗飘在楼道口", *BODY])
    assert {item.kind for item in collected.furniture} == {"bar", "repeated"}


@pytest.mark.parametrize(
    "line",
    [
        "上篇：学在先",
        "下篇",
        "“扫一扫”，办成一件事",
        "关键词：融合",
        "…………",
        "典型经验分享：一线工作法",
        "正文字体：三号仿宋",
        "主办单位：省直机关工委",
        "分享会现场气氛热烈",
        "返回故乡",
        "阅读",
        "评论",
        "标准",
        "延伸阅读：",
        "欢迎来到我们支部！",
        "联系电话：12345678",
        "大家谈",
        "收藏家的初心",
        "首页工程",
    ],
)
def test_a_line_of_text_that_resembles_furniture_stays(line: str) -> None:
    middle = ["支部书记在会上介绍了经验，与会同志结合实际谈了体会，大家都表示深受启发，很有收获。"] * 1
    filler = [
        f"第{number}个支部也派人参加了这次活动，大家一边干一边学，边学边改，收到了实实在在的效果。"
        for number in range(16)
    ]
    collected = page("党旗飘在楼道口", *filler, line, *middle, *filler)
    assert line in collected.text.split("\n")


def test_keywords_of_the_page_are_furniture_but_sections_named_by_keywords_are_text() -> None:
    assert furniture(page("党旗飘在楼道口", "关键词：支部；社区", *BODY)) == {
        "关键词：支部；社区": "keywords"
    }
    sections = page("党旗飘在楼道口", "关键词：融合", BODY[0], "关键词：服务", BODY[1])
    assert not sections.furniture


def test_a_refrain_at_the_end_is_not_taken_for_a_repetition_of_the_page() -> None:
    collected = page("党旗飘在楼道口", *BODY, "党旗飘在楼道口")
    assert collected.text.split("\n")[-1] == "党旗飘在楼道口"


def test_a_file_of_nothing_but_furniture_keeps_its_text() -> None:
    assert page("下载").text == "下载"
