"""Lines about a text as databases, electronic papers and boards have them; who acts in it."""

from __future__ import annotations

import pytest

from index.collect import collect
from index.model import Metadata

TITLE = "全市机关党建工作推进会召开"
BODY = (
    "近日，市直机关工委召开会议，研究部署下半年的工作，各支部书记参加了会议。\n"
    "会议要求，各支部要认真学习，结合实际抓好落实，把各项任务落到实处。\n"
)


def read(text: str) -> Metadata:
    return collect(text.encode(), path="1.txt").metadata


@pytest.mark.parametrize(
    ("line", "day", "source"),
    [
        ("王小明 《 某某日报 》（ 2021年05月06日　第 04 版）", "2021-05-06", "某某日报"),
        ("• 2014-10-15   《某某日报》", "2014-10-15", "某某日报"),
        ("• 2015-12-02   某某政协网站", "2015-12-02", "某某政协网站"),
        ("2023 年第 12 期　某某学刊", "2023-12", "某某学刊"),
        ("2012-8-14 09:46 | 发布者: 小编 | 查看: 1082 | 评论: 0", "2012-08-14", None),
        ("第12期（总第86期）\n2022年6月20日", "2022-06-20", None),
        ("冰城 + 2023-11-08", "2023-11-08", None),
        ("某省文明实践 2024-01-24 09:40:33 编辑：陈某某 作者：胡某某 李某某 王某 张某某", "2024-01-24", None),
        ("刊载于《某某日报》2025年6月30日04版", "2025-06-30", "某某日报"),
        ("信息来源: 关键词:\n2023-11-08", "2023-11-08", None),
    ],
    ids=[
        "a paper behind its author",
        "a paper in a list",
        "a site in a list",
        "an issue before its journal",
        "a board",
        "a bulletin",
        "an account with a sign",
        "a clock before many names",
        "where it was printed",
        "no source, but the next label",
    ],
)
def test_the_line_below_the_title_says_day_and_source(line: str, day: str, source: str | None) -> None:
    found = read(f"{TITLE}\n{line}\n{BODY}")
    assert (found.title, found.date, found.source) == (TITLE, day, source)


def test_today_and_the_path_to_the_page_are_no_title() -> None:
    top = "旧版网站      今天是2024年11月21日星期四 登录工作平台\n\n    首页 - 自身建设 - 机关建设\n\n"
    found = read(f"{top}{TITLE}\n作者: 发表时间:2023年04月27日 点击:19628次\n{BODY}")
    assert (found.title, found.subtitle, found.date) == (TITLE, None, "2023-04-27")


def test_the_day_in_large_above_its_month() -> None:
    found = read(f"1 2022-09\n{TITLE}\n{BODY}")
    assert (found.title, found.date) == (TITLE, "2022-09-01")


def test_a_clock_that_the_first_words_stick_to() -> None:
    found = collect(f"{TITLE}\n发布时间:2026-03-13 21:02:363月13日，{BODY}".encode(), path="1.txt")
    assert found.metadata.date == "2026-03-13"
    assert "\n3月13日，近日" in found.text


def test_the_hidden_fields_of_an_electronic_paper_name_it() -> None:
    found = read(f"{TITLE}\n{BODY}2019-08-21 2 2 某某经济日报 con49390.html 1 {TITLE}")
    assert (found.date, found.source) == ("2019-08-21", "某某经济日报")


def test_a_table_of_facts_saved_as_lines_is_no_title() -> None:
    facts = (
        "索引号: 003129766/201901-00336 组配分类: 规范性文件发布\n"
        "信息分类: 通知   发布机构: 某某县人民政府办公室\n"
        "生成日期: 2019-01-23 文号:\n发文日期: 2019-01-23 生效时间: 2019-01-23\n"
        "废止时间: 2020-01-23 名称: 关于印发工作规则的通知\n信息来源: 关键词:\n浏览次数: 590 内容概述:"
    )
    found = read(f"{facts}\n\n关于印发工作规则的通知\n\n各乡、镇人民政府：\n{BODY}")
    assert (found.title, found.subtitle, found.date) == ("关于印发工作规则的通知", None, "2019-01-23")
    assert found.source == "某某县人民政府办公室"


def test_the_name_of_a_credit_site_is_no_title() -> None:
    found = read(
        f"信用中国(黑龙江鹤岗)\n\n{TITLE}\n\n来源 :某某局 访问次数 : 发布时间:2021-11-15 09:00 打印\n\n{BODY}"
    )
    assert (found.title, found.source) == (TITLE, "某某局")


@pytest.mark.parametrize(
    ("text", "region", "level"),
    [
        ("近日，莫旗委直属机关工委组织旗直各支部开展学习，旗直机关党员参加了活动。", "内蒙古", "县"),
        ("近日，陜西省委召開會議，省直機關各單位認真學習，全省黨員受到教育。", "陕西", "省"),
        ("宣讲会上海南省委作了报告，省直机关党员认真学习，省直各支部开展讨论。", "海南", "省"),
        ("今年是建党八十五周年。日前，中央组织部发出通知，对推荐工作作出安排部署。", "中央", "中央"),
        ("今年是党成立的第八十五个年头。日前，中央组织部发出通知。市直各单位认真学习。", None, None),
        (
            "区政府党组召开会议，区委常委主持，区委有关领导参加，奋力谱写新重庆的区政府篇章。",
            "重庆",
            "县",
        ),
    ],
    ids=[
        "a banner's short name",
        "another character",
        "a name in two others",
        "the centre",
        "who studies it",
        "one district",
    ],
)  # fmt: skip
def test_who_acts_tells_the_place(text: str, region: str | None, level: str | None) -> None:
    found = read(f"支部工作动态一则\n{text}\n会议要求，大家要结合实际抓好落实，不断开创新的局面。")
    assert (found.region, found.level) == (region, level)


def test_a_case_that_all_learn_from_is_of_elsewhere() -> None:
    found = read(
        "县委组织部传达学习辽宁拉票贿选案通报精神\n来源：澄迈党建网 2016-10-17\n"
        "县委组织部召开学习会议，县直机关参加。"
        "我县换届工作正在进行中，要把纪律挺在前面。\n会议要求，各镇要抓好换届风气监督，确保风清气正。"
    )
    assert (found.region, found.level) == ("海南", "县")


def test_whom_somebody_of_elsewhere_helps_is_not_whose_work_it_is() -> None:
    title = "机关服务中心党支部对口帮扶工作取得实效"
    text = (
        "9月21日，河北省涞水县福山口村登山节开幕，数百名运动员参加。\n福山口村地处涞水县赵各庄镇，全村一千余人。\n"
        "党支部多次到村调研，与村干部座谈，帮助理清发展思路，让村民的日子好起来。"
    )
    assert read(f"{title}\n来源：机关服务中心\n{text}").region is None
    assert read(f"河北省直机关{title}\n来源：机关服务中心\n{text}").region == "河北"


def test_guests_of_ours_are_of_elsewhere() -> None:
    found = read(
        "黄山市直工委来我市考察交流机关党建工作\n4月8日下午，黄山市直工委书记一行来我市考察，"
        "阜阳市直工委书记介绍了情况。\n"
        "阜阳市直机关党建工作起步早，市直各支部在全市带头，双方作了深入交流。"
    )
    assert (found.region, found.city) == ("安徽", "阜阳")


def test_the_foot_of_a_page_saved_as_lines_is_no_text() -> None:
    foot = (
        "网站地图 网站标识码:4207000016 某公网安备42070402000096号\n主办:某某市水利局 地址:某某大道471号\n"
        "联系人:刘某某 联系电话:027-60220000\n"
    )
    found = collect(f"{TITLE}\n日期:2021-03-26\n文章浏览量:10\n{BODY}\n{foot}".encode(), path="1.txt")
    assert found.text.endswith("落到实处。")
    assert "浏览量" not in found.text
    assert found.metadata.source == "某某市水利局"


def test_a_title_of_the_province_is_not_of_the_county_of_its_first_example() -> None:
    found = read(
        "四川强化党建引领基层治理\n“搬进新房，日子好了。”凉山州昭觉县三岔河镇村民说。\n近年来，四川省委坚持抓基层打基础，"
        "全省各级党组织建强堡垒。四川每年选派干部驻村，解决群众的急事难事。"
    )
    assert (found.region, found.level) == ("四川", "省")


def test_what_an_office_of_the_province_does_in_its_capital_is_of_the_province() -> None:
    found = read(
        "省知识产权局开展清雪除冰主题党日活动\n来源：省知识产权局 2023-11-12\n"
        "哈尔滨市迎来暴雪，市民出行不便。"
        "局机关党委组织党员到南岗区平治社区清雪。\n党员们分工合作，清出一条平安路，居民连声道谢。"
    )
    assert (found.region, found.level) == ("黑龙江", "省")
