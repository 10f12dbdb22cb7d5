"""Quantities with their value and unit; what holds digits and counts nothing is none."""

from __future__ import annotations

import time

import pytest

from index.model import Document, Paragraph, ParagraphKind, StoredText
from index.registers.figures.figures import figures_of
from index.registers.figures.numerals import value
from index.registers.figures.scanning import quantities
from index.text.fold import fold
from index.text.script import display


def found(text: str) -> list[tuple[str, float, float | None, str | None, str | None]]:
    return [
        (text[one.start : one.end], one.value, one.upper, one.unit, one.qualifier)
        for one in quantities(fold(text))
    ]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("9500", 9500),
        ("1,200", 1200),
        ("6.4万", 64000),
        ("220.8万", 2208000),
        ("1亿2000万", 120000000),
        ("3万5千", 35000),
        ("12.5万亿", 12.5e12),
        ("十四", 14),
        ("三百零五", 305),
        ("三千五", 3500),
        ("一百二十三万四千五百", 1234500),
        ("三点五亿", 3.5e8),
        ("百分之九十七", 97),
        ("三分之二", 0.6667),
        ("2/3", 0.6667),
        ("三五", None),
        ("十百", None),
    ],
)
def test_the_value_of_a_number(number: str, expected: float | None) -> None:
    assert value(number) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("组织培训18期，参训4512人", [("18期", 18, None, "期", None), ("4512人", 4512, None, "人", None)]),
        ("发放材料6.4万册", [("6.4万册", 64000, None, "册", None)]),
        ("慰问金220.8万元", [("220.8万元", 2208000, None, "元", None)]),
        ("覆盖率达97%，", [("97%", 97, None, "%", None)]),
        ("提高2.2个百分点", [("2.2个百分点", 2.2, None, "百分点", None)]),
        ("6.2级地震，8级大风", [("6.2级", 6.2, None, "级", None), ("8级", 8, None, "级", None)]),
        ("明确4大类15项任务", [("4大类", 4, None, "大类", None), ("15项", 15, None, "项", None)]),
        ("派出2/3的党员", [("2/3", 0.6667, None, None, None)]),
        ("经济总量近千亿、3个镇上榜", [("近千亿", 1e11, None, None, "近"), ("3个", 3, None, "个", None)]),
        ("产值超百亿。", [("超百亿", 1e10, None, None, "超")]),
        ("警力万人比为5.78。", [("5.78", 5.78, None, None, None)]),
        ("组建30支服务队、一支突击队", [("30支", 30, None, "支", None), ("一支", 1, None, "支", None)]),
        (
            "共9500余名党员、近80万字材料",
            [("9500余名", 9500, None, "名", "余"), ("近80万字", 800000, None, "字", "近")],
        ),
        ("安排100余万元", [("100余万元", 1000000, None, "元", "余")]),
        ("每组3至5人，占10%—15%", [("3至5人", 3, 5, "人", None), ("10%—15%", 10, 15, "%", None)]),
        ("服务群众5万多人次", [("5万多人次", 50000, None, "人次", "多")]),
        ("出台四项措施，召集六个单位", [("四项", 4, None, "项", None), ("六个", 6, None, "个", None)]),
        ("共有十二个支部", [("十二个", 12, None, "个", None)]),
        ("投资5亿元以上", [("5亿元以上", 500000000, None, "元", "以上")]),
        (
            "分别提高15、22个百分点",
            [("15", 15, None, "百分点", None), ("22个百分点", 22, None, "百分点", None)],
        ),
        ("经过两周酝酿，用三年时间建成", [("两周", 2, None, "周", None), ("三年", 3, None, "年", None)]),
        ("建立“1名局长+1个科室+2名专员”机制，服务40家企业", [("40家", 40, None, "家", None)]),
        ("制定5方面14项措施", [("5方面", 5, None, "方面", None), ("14项", 14, None, "项", None)]),
        ("税务局 6 个单位", [("6 个", 6, None, "个", None)]),
        ("百余名志愿者", [("百余名", 100, None, "名", "余")]),
    ],
)
def test_a_quantity_has_its_value_unit_and_approximation(text: str, expected: list[object]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2021年7月1日，第18次会议在3楼召开",
        "2019—2023年规划",
        "截止时间为10.1。定为2023.5，",
        "迈上万亿，一支队伍、一个目标",
        "“1263”机制、“四强”党支部、“光荣在党50年”纪念章",
        "《三年行动计划（2023—2025年）》",
        "“7·9”重要讲话、5G基站、12345热线、80后干部",
        "二轮土地承包、十一届八次全会、前五位",
        "千方百计、万众一心、百年大党、一个党员一面旗",
        "上午9时30分、20世纪90年代",
        "近五年来，过去10年，5年前",
        "国发〔2021〕12号",
        "千名干部下基层、三年行动方案",
        "3级医院、4级联动、职称定为7级",
    ],
)
def test_dates_ordinals_codes_and_names_are_no_quantities(text: str) -> None:
    assert found(text) == []


def test_script_and_width_do_not_matter() -> None:
    text = "组织598个支部９５００余名党员，投资1.2亿元"
    plain = [one[1:] for one in found(text)]
    assert [one[1:] for one in found(display(text, "traditional"))] == plain
    assert len(plain) == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("总投资156.3亿元", [("156.3亿元", 15630000000, None, "元", None)]),
        ("组织两三个支部、三四十人", [("两三个", 2, 3, "个", None), ("三四十人", 30, 40, "人", None)]),
        ("扎根乡村二十三年", [("二十三年", 23, None, "年", None)]),
        ("夜里降到-12℃、零下20℃", [("-12℃", -12, None, "℃", None), ("零下20℃", -20, None, "℃", None)]),
        ("由3家到8家", [("3家", 3, None, "家", None), ("8家", 8, None, "家", None)]),
        ("单耗4.6千克/吨", [("4.6千克/吨", 4.6, None, "千克/吨", None)]),
        ("改造10千伏线路", [("10千伏", 10, None, "千伏", None)]),
        ("提前40天完工", [("40天", 40, None, "天", None)]),
        ("达到七成、压减1/4", [("七成", 7, None, "成", None), ("1/4", 0.25, None, None, None)]),
        ("3万5千人", [("3万5千人", 35000, None, "人", None)]),
        ("清淤2个多小时", [("2个多小时", 2, None, "个小时", "多")]),
        ("工期3个多月", [("3个多月", 3, None, "个月", "多")]),
        ("排队1个半小时", [("1个半小时", 1.5, None, "个小时", None)]),
        ("探索两年多的经验", [("两年多", 2, None, "年", "多")]),
        ("高出2.0个百分点", [("2.0个百分点", 2, None, "百分点", None)]),
        ("面向70周岁以上老人", [("70周岁以上", 70, None, "周岁", "以上")]),
    ],
)
def test_estimates_signs_rates_and_mixed_numbers_have_their_value(text: str, expected: list[object]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "把一天当作两天用",
        "几十名干部、数百个家庭、好几个村",
        "两个维护、四个意识、三会一课",
        "前三位、全国前10、前三季度",
        "师生比1:18，甲队68:61胜出，服务2.5：1",
        "地铁2号线、3号楼、1号文件",
        "9点30分集合，今明两天有雨，未来三天转晴",
        "庆祝建队75周年、建党一百周年",
        "近3年，累计争取项目",
        "系统升级到2.0，推出3.0版",
        "5年内建成，这10年",
        "中央八项规定、乡村振兴三年行动、百日攻坚战役",
        "“十大能手”“百名红通人员”",
        "做好“城、景、人”三篇文章",
        "说一千道一万，不如动手干",
    ],
)
def test_turns_of_phrase_ranks_ratios_and_lines_are_no_quantities(text: str) -> None:
    assert found(text) == []


def stored(text: str, kind: ParagraphKind = "body") -> StoredText:
    document = Document(
        1, None, None, (), None, "2024-03-15", "day", None, (), "湖南", None, None, None, None,
        None, None, (), "simplified", len(text), None,
    )  # fmt: skip
    return StoredText(document, text, (Paragraph(0, len(text), kind),), (), ())


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("办实事1653件，解难题1287个", ["实事", "难题"]),
        ("向410名老党员发放纪念章", ["老党员"]),
        ("民间投资同比增长2.8%，人均收入年均增长6%", ["民间投资", "人均收入"]),
        ("战略性产业占比达18.9%", ["战略性产业占比"]),
        ("97%的支部建起活动室", ["支部"]),
        ("全市50多个创建书屋的单位购置了设备", ["单位"]),
        ("387名选手参加，8所本科院校入选", ["选手", "本科院校"]),
        ("组织党员学习1167次，培训942人", ["党员学习", None]),
        ("山东6000多万亩小麦返青", ["小麦"]),
        ("一级企业由66户整合到12户", ["一级企业", "一级企业"]),
        ("推出“每月之星”206名", ["“每月之星”"]),
        ("由5个科室组成", ["科室"]),
        ("布置三项新的重大任务", ["重大任务"]),
        ("游客人次、旅游花费同比分别增长3.6%、11.3%", ["游客人次", "旅游花费"]),
        ("农村党员和社区党员分别有412名和97名", ["农村党员", "社区党员"]),
        ("抽调7名医生组成的小分队下乡", ["医生"]),
        ("走访基层站所31个，建成“蓝天”监测站6个", ["基层站所", "“蓝天”监测站"]),
        ("村集体收入由5万元增加到38万元，覆盖105个帮扶村", ["村集体收入", "村集体收入", "帮扶村"]),
        ("开辟10个实训基地+100部红色影片，推出微课堂8讲", ["实训基地", "红色影片", "微课堂"]),
        ("门诊量比往年增加了30%，增速高于全省2个百分点", ["门诊量", "增速"]),
        ("事故从15次减少到3次", ["事故", "事故"]),
        ("门诊、住院分别增长10.7%和9.5%，床位达到150张", ["门诊", "住院", "床位"]),
        ("工业产值增长5.5%、达到10.3亿元", ["工业产值", "工业产值"]),
        ("参观人次86.5万、收入83.9万元", ["参观人次", "收入"]),
        ("绿地面积覆盖184平方公里", ["绿地面积"]),
    ],
)
def test_what_is_counted_stands_behind_the_unit_or_before_the_number(
    text: str, subjects: list[str | None]
) -> None:
    assert [one.subject for one in figures_of(stored(text))] == subjects


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2023年7月6日，新增党员30名", "2023-07-06"),
        ("1月至2月，新增就业86人", "2024"),
        ("9月3日，举办比赛2场", "2023-09-03"),
        ("去年10月，压减文件8件", "2023-10"),
        ("支部成立于1998年，现有党员23人", None),
        ("较2020年提高23个百分点", None),
        ("落实《培训规划（2019—2023年）》，办班11期", None),
        ("现有党员23人，2022年换届", None),
    ],
)
def test_a_figure_has_the_date_that_its_sentence_states_for_it(text: str, date: str | None) -> None:
    (one,) = figures_of(stored(text))
    assert one.date == date


@pytest.mark.parametrize("run", ["1,2,3,4,5", "12", "1.", "ab", "a1", "一二", "1、2、", "5个"])
def test_runs_of_figures_without_an_end_take_no_longer_than_others(run: str) -> None:
    text = run * (10_000 // len(run))
    started = time.process_time()
    figures_of(stored(text))
    assert time.process_time() - started < 3


def test_years_of_a_headline_tell_when_not_how_long() -> None:
    assert figures_of(stored("砥砺奋进 非凡10年", "heading")) == ()
    assert len(figures_of(stored("连续10年获评先进", "body"))) == 1
