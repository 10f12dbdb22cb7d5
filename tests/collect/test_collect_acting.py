"""Whose work a text reports: who acts as it begins, who only came, was host, or is above it."""

# A text stands on its line.
# ruff: noqa: E501

from __future__ import annotations

import pytest

from index.collect import collect

BODY = "大家认真讨论，结合实际抓好落实，干部精神面貌有了明显变化，群众满意度不断提高。"


def place(*lines: str) -> tuple[str | None, str | None, str | None]:
    meta = collect("\n".join([*lines, BODY]).encode()).metadata
    return meta.region, meta.city, meta.level


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # the one place that a text names which speaks of itself as of a province, or of a city
        (("省直机关工委把任务分成清单，逐项落实。", "老工业基地辽宁正在爬坡过坎，省直机关有冲劲。"), ("辽宁", None, "省")),
        # a body of a place that acts as the text begins
        (("国网晋城供电公司变电检修党支部以四字法抓党建。",), ("山西", "晋城", "单位")),
        (("为庆祝节日，支部早早动手准备，石泉县财政局开展三项活动。",), ("陕西", "安康", None)),
        # a body of the centre that acts as the text begins
        (("水利部直属机关党委把成果用到治水上，重庆、湖北等地职工参加。",), ("中央", None, "中央")),
        # a letter to all provinces is of the centre, whatever it names
        (
            ("中共某某总局各省、自治区、直辖市某某局委员会，各直属单位党委：", "命名北京市丰台区某某所党支部等二百个党支部。"),
            ("中央", None, "中央"),
        ),
        # who holds an event is not whose work is told
        (
            ("近日，由中央和国家机关工委某某杂志社主办的展示活动在重庆举行。四川省九个品牌脱颖而出。", "省直机关工委狠抓品牌，省直机关各项工作走在前。"),
            ("四川", None, "省"),
        ),
        # they came to the place that the text is from
        (
            ("2月18日，商丘市委直属机关工委一行5人在负责同志带领下，到周口市委市直机关工委考察交流。", "会上介绍了周口机关党建工作。"),
            ("河南", "周口", "市"),
        ),
        # the short name of a county behind its city
        (("厦门海沧：港区党员全天候", "厦门市海沧区机关党工委组建联盟。"), ("福建", "厦门", "县")),
        (("兰州城关：河畔的窗口", "兰州市城关区机关工委设窗口九个。"), ("甘肃", "兰州", "县")),
        # a county's office before a colon
        (("诸城税务：建强堡垒", "机关党委将精神融入血脉。"), ("山东", "潍坊", None)),
        # a paper by its own name
        (("把服务台搭到家门口", "来源：鹤城晚报", "市直机关工委组织党员下沉，全市机关参加。"), ("黑龙江", "齐齐哈尔", "市")),
        (("把服务台搭到家门口", "新天水记者 王小九", "市委直属机关工委组织党员下沉。"), ("甘肃", "天水", "市")),
    ],
)  # fmt: skip
def test_who_acts(lines: tuple[str, ...], expected: tuple[str | None, str | None, str | None]) -> None:
    region, city, level = place(*lines)
    assert (region, city) == expected[:2]
    assert expected[2] is None or level == expected[2]


@pytest.mark.parametrize(
    "lines",
    [
        ("习近平总书记在浙江考察时强调，机关要走在前。",),
        ("支部组织党员到延安学习，在宝塔山下重温誓词。",),
        ("机关党建与业务工作是一体两面的关系。", "有学者以深圳某公司为例作了分析。"),
        ("省直机关工委组织党员赴遵义接受教育，省直机关百余人参加。",),
        ("作为国有企业，公司党委把支部建在项目上。", "上海、深圳等地项目部党员参加。"),
    ],
)
def test_a_place_that_does_not_act_is_no_evidence(lines: tuple[str, ...]) -> None:
    assert place(*lines)[:2] == (None, None)


@pytest.mark.parametrize(
    "opening",
    [
        "党中央高度重视机关党建，株洲市直机关工委抓好落实。",
        "国家税务总局株洲市税务局机关党委组织党员学习，株洲市税务局各支部参加。",
        "中央宣传部命名的先进集体、株洲市直机关工委介绍做法，株洲市直机关各单位参加。",
    ],
)
def test_a_body_of_the_centre_above_those_who_act(opening: str) -> None:
    assert place("把服务台搭到家门口", opening)[:2] == ("湖南", "株洲")


def test_a_speech_at_a_meeting_of_the_province_is_of_who_speaks() -> None:
    lines = [
        "近年来，我们市委直属机关工委抓基层、强基础，市直机关面貌一新，全市机关党员踊跃参与，市直单位全部达标，市直机关走在前。"
    ]
    assert place("在全省机关党建工作推进会上的发言", *lines)[2] == "市"


def test_guests_of_the_city_and_the_province_do_not_raise_the_level_of_a_county() -> None:
    lines = (
        "省委有关负责人来我县调研，并召开省直单位定点帮扶竹山县座谈会，市委常委参加。",
        "县委书记代表县委向省直单位致谢，我县各省直帮扶单位作了发言，竹山县各单位参加。",
    )
    assert place("结对帮扶座谈会召开", *lines) == ("湖北", "十堰", "县")
