"""Whose work a text reports where it says so in a letter, a zone's or a school's name, or by the way."""

from __future__ import annotations

import pytest

from index.collect import collect
from index.model import Metadata

BODY = (
    "座谈会上，大家围绕怎样把支部建得更强谈了体会，也说了难处，会议室里不时响起掌声。",
    "会后，工委把没有办完的事逐条记下，约好下周答复，大家都说这样的活动要多办。",
)


def of(*lines: str) -> Metadata:
    return collect("\n".join(lines).encode()).metadata


def test_who_comes_to_another_place_is_its_guest() -> None:
    told = of(
        "广东省直机关工委来榕开展机关党建工作调研",
        "5月15日，广东省直机关工委有关同志来榕调研，参观了福州市直机关党员活动馆。",
        *BODY,
    )
    assert (told.region, told.city) == ("福建", "福州")


def test_who_comes_to_our_city_from_the_province_is_of_our_province() -> None:
    told = of("湖南省直机关工委来我市调研机关党建工作", "近日，湖南省直机关工委调研组来我市调研。", *BODY)
    assert (told.region, told.level) == ("湖南", "市")


def test_whole_names_are_read_behind_the_word_for_coming() -> None:
    told = of("江西省直机关工委调研组来杭州市调研", "杭州市直机关工委有关同志陪同来杭州的客人参观。", *BODY)
    assert (told.region, told.city) == ("浙江", "杭州")


def test_a_district_may_be_called_city_centre() -> None:
    told = of("乐山市中区：把党课开到田间地头", "近日，乐山市中区区直机关工委组织党员专家下乡。", *BODY)
    assert (told.region, told.city, told.level) == ("四川", "乐山", "县")


def test_what_was_won_in_the_province_is_not_of_the_province() -> None:
    told = of("近日，吕梁市中级人民法院的党建品牌荣获全省机关优秀党建品牌称号。", *BODY)
    assert (told.region, told.city) == ("山西", "吕梁")


def test_a_school_that_acts_is_where_its_name_says() -> None:
    told = of("2月24日，温州大学四届四次教职工大会召开，校领导出席大会，会议为获奖者颁奖。", *BODY)
    assert (told.region, told.city) == ("浙江", "温州")


def test_two_places_that_are_compared_are_none_of_them() -> None:
    assert of("基层治理中的说服何以有效", "——基于鄂东、皖南两个案例的比较分析", *BODY).region is None


def test_parts_of_provinces_have_names() -> None:
    told = of("苏北三市联办机关党建论坛", "来源：苏北机关党建 2024-06-12", *BODY)
    assert told.region == "江苏"


def test_a_county_may_be_called_by_its_short_name_where_nothing_else_is_named() -> None:
    text = "今年，市委市政府提出全力建设“新京山”，为京山高质量发展凝聚合力，全市各级党组织闻令而动。"
    assert (of(text, *BODY).region, of(text, *BODY).city) == ("湖北", "荆门")


@pytest.mark.parametrize("text", ["全县上下同心同德，富民兴业。", "全市大力弘扬同心经验，建设平安大地。"])
def test_everyday_words_are_no_counties(text: str) -> None:
    assert of(text + "各级党组织要把思想统一起来。", *BODY).region is None


def test_a_namesake_of_a_leader_is_not_of_the_centre() -> None:
    told = of(
        "李强：新时代机关党建的“变”与“不变”",
        *BODY,
        "（作者为江西省直机关工委宣传部部长）",
    )
    assert told.region == "江西"


def test_labels_of_a_headline_are_not_of_the_title() -> None:
    told = of(
        "【引题】践行初心使命 争当时代先锋",
        "【主题】“万名党员进万家”活动走深走实",
        "【副题】——全州机关党建工作综述之二",
        *BODY,
    )
    assert told.title == "“万名党员进万家”活动走深走实"
    assert told.subtitle == "全州机关党建工作综述之二"


def test_a_source_ends_before_the_name_of_who_sent_it() -> None:
    told = of("县政府办开展固定党日活动", "来源：县政府办 庞卫国 发布时间：2018-05-19", *BODY)
    assert told.source == "县政府办"


def test_the_day_below_the_title_outranks_one_that_the_template_states() -> None:
    page = (
        '<html><head><meta name="publishdate" content="2012-01-01"></head><body>'
        '<h3>检察院开展“党员政治生日”活动</h3><span class="date">2023年4月7日</span><span>阅读(45)</span>'
        f"<div><p>{BODY[0]}</p><p>{BODY[1]}</p></div></body></html>"
    )
    assert collect(page.encode(), path="a.html").metadata.date == "2023-04-07"
