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


def test_own_houses_tell_of_the_city_though_something_is_held_there() -> None:
    told = of("7月8日，市直机关座谈会在资阳融媒体中心举行。全市机关党组织书记参加，市委有关同志讲话。", *BODY)
    assert (told.region, told.city) == ("四川", "资阳")


def test_where_people_are_trained_is_not_where_they_are_from() -> None:
    told = of(
        "全市“三强化”赋能发展",
        "莱西融媒5月9日讯 今年以来，市委市直机关工委举办培训班，60余名书记在苏州进行系统培训。",
        *BODY,
    )
    assert (told.region, told.city) == ("山东", "青岛")


def test_news_that_comes_from_a_place_is_not_of_it() -> None:
    told = of("连日来，喜讯从北京传来，我市一批先进党组织受到表彰，全市党员备受鼓舞。", *BODY)
    assert told.region is None


def test_a_comparison_of_two_provinces_is_of_none() -> None:
    told = of(
        "社区党建对比研究——以广东省北江社区和广西壮族自治区城东社区为例",
        "我们对广东省佛山市三水区北江社区进行了实地调研，访问了广东省的居民。",
        *BODY,
    )
    assert told.region is None


def test_leaders_of_a_province_look_after_their_own_counties() -> None:
    told = of("自治区党委副书记看望住村干部", "11月16日，自治区党委副书记来到莎车县看望住村工作组。", *BODY)
    assert (told.region, told.level) == ("新疆", "省")


def test_those_of_a_province_who_learn_elsewhere_are_not_of_there() -> None:
    told = of("省直机关赴延安市开展党性教育", "11月16日，省直机关党员赴延安市参观学习，看望老红军。", *BODY)
    assert told.region is None


def test_many_cities_of_a_province_are_none_of_its_cities() -> None:
    cities = "呼和浩特市、包头市、呼伦贝尔市、通辽市、赤峰市、鄂尔多斯市"
    told = of(f"经自治区党委批准，将对内蒙古自治区{cities}开展常规巡视。", *BODY)
    assert (told.region, told.city) == ("内蒙古", None)


def test_honours_of_the_whole_country_do_not_make_a_text_national() -> None:
    told = of(
        "成都海关以责任清单为龙头，1个基层党组织获评全国先进基层党组织，4个集体分获全国青年文明号、"
        "全国五四红旗团支部、全国巾帼文明岗。",
        *BODY,
    )
    assert told.region == "四川"


def test_the_army_is_of_the_centre() -> None:
    told = of("中国武警部队进入建设新阶段", "1月10日，中央军委向武警部队授旗仪式在北京八一大楼举行。", *BODY)
    assert told.region in ("中央", None)
