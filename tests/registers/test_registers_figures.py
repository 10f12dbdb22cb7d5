"""Quantities with their value and unit; what holds digits and counts nothing is none."""

from __future__ import annotations

import pytest

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
        ("派出2/3的党员", [("2/3", 0.6667, None, None, None)]),
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
        "“1263”机制、“四强”党支部、“光荣在党50年”纪念章",
        "《三年行动计划（2023—2025年）》",
        "“7·9”重要讲话、5G基站、12345热线、80后干部",
        "二轮土地承包、十一届八次全会、前五位",
        "千方百计、万众一心、百年大党、一个党员一面旗",
        "上午9时30分、20世纪90年代",
        "近五年来，过去10年，5年前",
        "国发〔2021〕12号",
        "千名干部下基层、三年行动方案",
    ],
)
def test_dates_ordinals_codes_and_names_are_no_quantities(text: str) -> None:
    assert found(text) == []


def test_script_and_width_do_not_matter() -> None:
    text = "组织598个支部９５００余名党员，投资1.2亿元"
    plain = [one[1:] for one in found(text)]
    assert [one[1:] for one in found(display(text, "traditional"))] == plain
    assert len(plain) == 3
