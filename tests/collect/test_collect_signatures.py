"""Who signed a text, when it was put out and by whom, as pages say it in lines that have no common form."""

from __future__ import annotations

import pytest

from index.collect import collect
from index.model import Collected

TITLE = "把服务台搭到家门口"
BODY = (
    "午后，社区广场上搭起了服务台，党员们量血压、修雨伞、讲政策，居民排起了长队。",
    "活动结束时，支部把没有办完的事逐条记下，约好下周答复，大家都说这样的活动要多办。",
)


def page(*lines: str) -> Collected:
    return collect("\n".join(lines).encode())


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("（图/文：陈向阳 周卫国）", ("陈向阳", "周卫国")),
        ("图：徐向东 文：周卫国 审核：陈向阳", ("周卫国",)),
        ("（文、图/王向东 审/李卫国）", ("王向东",)),
        ("（某某学会某某市委员会 李向东）", ("李向东",)),
        ("（供稿：张卫国 审核：董向阳）", ("张卫国",)),
    ],
)
def test_who_wrote_the_text_is_told_below_it_among_others(line: str, names: tuple[str, ...]) -> None:
    assert page(TITLE, *BODY, line).metadata.authors == names


@pytest.mark.parametrize("end", ["通讯员 陈向阳", "（记者 陈向阳）", "特约通讯员：陈向阳"])
def test_the_last_paragraph_may_end_with_the_name_of_who_wrote_it(end: str) -> None:
    assert page(TITLE, BODY[0], BODY[1] * 2 + end).metadata.authors == ("陈向阳",)


def test_a_label_without_names_is_no_title() -> None:
    collected = page("本网讯通讯员", "沈向东 方卫国报道：" + BODY[0], BODY[1])
    assert collected.metadata.title is None


def test_the_box_for_comments_does_not_hide_the_line_about_the_text_above_it() -> None:
    collected = page(TITLE, *BODY, "来源：某某市直机关工委 通讯员：王向东", "0 条评论", "来说两句吧...")
    assert collected.metadata.source == "某某市直机关工委"
    assert collected.metadata.authors == ("王向东",)
    assert "来说两句" not in collected.text


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2020-09", "2020-09"),
        ("党群工作部　2022-02-25", "2022-02-25"),
        ("发刊日期：2019年12月24日", "2019-12-24"),
        ("见报时间：2019-12-24", "2019-12-24"),
    ],
)
def test_the_day_stands_in_lines_of_many_forms(line: str, day: str) -> None:
    assert page(TITLE, line, *BODY).metadata.date == day


def test_when_a_page_was_filed_away_is_not_when_it_came_out() -> None:
    collected = page("归档时间：2024/2/27 12:33:21", TITLE, "发布时间：2018-05-19 13:00", *BODY)
    assert collected.metadata.date == "2018-05-19"


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("（本文刊于《某某机关党建》2019年第4期）", "某某机关党建"),
        ("某某法制日报（常驻记者 张向东）3月30日，" + BODY[0], "某某法制日报"),
        ("某某军报特约记者 周卫国", "某某军报"),
    ],
)
def test_a_paper_is_named_without_a_label(line: str, source: str) -> None:
    assert page(TITLE, line, *BODY).metadata.source == source


def test_who_was_there_is_said_below_the_title_and_nothing_else() -> None:
    collected = page(TITLE, "陈向阳出席并致辞", "本报讯（记者 周卫国） " + BODY[0], BODY[1])
    assert collected.metadata.subtitle == "陈向阳出席并致辞"


def test_markdown_copied_from_the_middle_of_a_page_begins_with_a_title_of_a_lower_level() -> None:
    lines = (
        f"## {TITLE}",
        "",
        BODY[0],
        "",
        "### 一、想在前头",
        "",
        BODY[1],
        "",
        "### 二、干在实处",
        "",
        BODY[0],
    )
    text = "\n".join(lines)
    assert collect(text.encode(), path="a.md").metadata.title == TITLE
    sections = text.replace("###", "##")
    assert collect(sections.encode(), path="a.md").metadata.title is None


def test_a_desk_alone_is_no_title() -> None:
    assert page("本报讯", BODY[0], BODY[1]).metadata.title is None


def test_the_day_may_be_glued_to_the_column() -> None:
    assert page(TITLE, "2020-07-22新闻5", *BODY).metadata.date == "2020-07-22"


def test_what_a_picture_shows_is_no_title_where_others_say_so_too() -> None:
    collected = page("参观乡村调查纪念馆", BODY[0], "参观党员生活馆", "参观干部训练班旧址", BODY[1])
    assert collected.metadata.title is None


def test_who_reports_is_told_behind_the_desk_without_a_role() -> None:
    assert page(TITLE, "本报讯（王德胜）" + BODY[0], BODY[1]).metadata.authors == ("王德胜",)


def test_a_year_that_is_summed_up_while_the_next_is_planned_is_the_last_one() -> None:
    collected = page(
        "2018年，是改革开放40周年，是开局之年。为了总结好2018年工作、谋划好2019年工作，市政府成立了起草组。",
        *BODY,
    )
    assert collected.metadata.date == "2019"


def test_what_a_title_says_behind_a_colon_may_be_long() -> None:
    collected = page("军报评论：努力建设强大的队伍", "某某日报2018-01-11 07:03", "■本报评论员", *BODY)
    assert collected.metadata.title == "军报评论：努力建设强大的队伍"
    assert collected.metadata.date == "2018-01-11"


def test_a_character_that_looks_like_a_bar_is_one() -> None:
    assert page(TITLE, *BODY, "记者丨陈向阳 通讯员丨周卫国").metadata.authors == ("陈向阳", "周卫国")


def test_the_office_of_an_author_stands_before_the_name() -> None:
    assert page("文/某某省民族宗教委人事处 方学锋", *BODY).metadata.authors == ("方学锋",)


@pytest.mark.parametrize(
    ("lines", "month"),
    [
        (("为了丰富组织生活，2016年11月12日，我院党支部10余人前往南湖参观，接受教育。",), "2016-11"),
        (
            (
                "根据上级文件要求，学院党委用三年时间建设规范的党组织，取得了可喜的成绩。",
                "为进一步推进规范化建设，2019年3月27日上午，学院党委召开会议开展考核验收工作。",
            ),
            "2019-03",
        ),
        (("2月13日，某某委召开2025年直属机关党的建设工作会议，总结工作、部署任务。",), "2025-02"),
    ],
)
def test_the_day_that_a_text_tells_of_dates_it(lines: tuple[str, ...], month: str) -> None:
    assert page(*lines, *BODY).metadata.date == month


def test_items_of_a_list_are_no_title() -> None:
    collected = page("●工委召开会议", "●工委领导调研", BODY[0], BODY[1])
    assert collected.metadata.title is None
