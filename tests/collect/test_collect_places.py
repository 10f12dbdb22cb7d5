"""Places of county rank, zones, schools and papers; hosts, guests, people and common words that are none."""

from __future__ import annotations

import pytest

from index.collect import collect
from index.collect.gazetteer import bearings, city_of, counties, divisions, not_alone, region_of
from index.collect.metadata.addresses import day_in, place_in
from index.collect.metadata.mentions import Mention, in_paragraphs, mentions

BODY = "各支部认真组织学习，结合实际抓好落实，干部精神面貌有了明显变化，群众满意度不断提高。"


def place(*lines: str) -> tuple[str | None, str | None, str | None]:
    meta = collect("\n".join([*lines, BODY]).encode()).metadata
    return meta.region, meta.city, meta.level


@pytest.mark.parametrize(
    ("title", "first", "expected"),
    [
        ("汉阴县直机关工委抓支部", "全县机关党员参加。", ("陕西", "安康", "县")),
        ("海淀区直机关工委办培训班", "全区机关党员参训。", ("北京", None, "县")),
        ("景宁县机关党员结对帮扶", "景宁畲族自治县全县机关党员参与。", ("浙江", "丽水", "县")),
        ("义乌：支部建在市场上", "全市机关党员服务经营户，市委高度重视。", ("浙江", "金华", "县")),
        ("小积分的大用处", "在福建省宁德市福鼎市，福鼎市直机关工委推行积分制。", ("福建", "宁德", "县")),
        ("鼓楼区级机关工委抓支部", "南京市鼓楼区全区机关党员参加。", ("江苏", "南京", "县")),
        ("成县直机关工委抓支部", "甘肃省陇南市成县全县机关党员参加。", ("甘肃", "陇南", "县")),
        ("襄樊市直机关工委抓支部", "全市机关党员参加。", ("湖北", "襄阳", "市")),
        ("塘沽区机关党员下沉", "塘沽区区直机关党员全区下沉。", ("天津", None, "县")),
        ("伊金霍洛旗直属机关工委抓支部", "全旗机关党员参加。", ("内蒙古", "鄂尔多斯", "县")),
        ("东西湖畔的支部", "浦东新区区级机关党员全区下沉。", ("上海", None, "县")),
    ],
)
def test_a_county_gives_its_province_and_city(
    title: str, first: str, expected: tuple[str | None, str | None, str | None]
) -> None:
    assert place(title, first) == expected


@pytest.mark.parametrize(
    ("lines", "region", "city"),
    [
        (("雄安新区抓支部", "雄安新区党员走在前。"), "河北", None),
        (("兵团直属机关工委办故事会", "兵团党委高度重视。"), "新疆", None),
        (("清华大学机关党委办读书班", "全校党员参加。"), "北京", None),
        (("西北农林科技大学机关党委抓支部", "学校党员参加。"), "陕西", "咸阳"),
        (("抓支部", "来源：大众日报", "我省机关党员下沉社区。"), "山东", None),
        (("抓支部", "皖西日报记者 李晓明", "我市机关党员下沉社区。"), "安徽", "六安"),
        (("抓支部", "湘直工发〔2021〕3号", "省直机关各单位抓好落实。"), "湖南", None),
        (("抓支部", "省直机关党员在三湘大地奋斗，三湘大地日新月异。"), "湖南", None),
        (("国家税务总局湖南省税务局抓支部", "全省税务党员参加。"), "湖南", None),
        (("北京银行长沙分行抓支部", "长沙分行党员参加。"), "湖南", "长沙"),
        (("学习浙江经验", "来源：商丘日报", "我市学习浙江经验，全市党员参加。"), "河南", "商丘"),
        (
            ("江苏省级机关驰援湖北", "江苏省级机关党员赴湖北武汉、黄石支援，江苏党员在前。"),
            "江苏",
            None,
        ),
        (("国家统计局机关党委抓支部", "局机关支部赴内蒙古、新疆调研。"), "中央", None),
        (("中国科学院直属机关党委抓支部", "院机关党员参加。"), "中央", None),
    ],
)
def test_what_else_says_where_a_text_is_from(lines: tuple[str, ...], region: str, city: str | None) -> None:
    assert place(*lines)[:2] == (region, city)


@pytest.mark.parametrize(
    "lines",
    [
        ("全国机关党建年会在杭州召开", "全国机关党建年会5日在浙江杭州召开。"),
        ("记支部书记王海南", "王海南是一名支部书记，王海南同志常说要为群众办事。"),
        ("支部的变化", "来自北京、上海、广东的专家到会。"),
        ("黄河南岸的支部", "太行山西麓、珠江西岸、泰山东麓都有我们的支部。"),
        ("中心城区的支部", "适应城市发展，中心城区、老城区、西南山区都有党员先锋岗。"),
        ("鼓楼区和朝阳区的支部", "鼓楼区、朝阳区的支部都很活跃。"),
        ("形成县域支部网络", "市和县都抓，形成县域合力，提高县级水平，促进和县乡共建。"),
        ("各地抓支部 快讯", "湖南抓支部，湖南党员参加。湖南党员在前，湖南有成效。"),
        ("支部的故事", "公众号 2023-05-06 18:00 发表于北京"),
        ("巴中友谊长存", "巴中两国合作，中巴和巴中关系友好。"),
    ],
)
def test_hosts_guests_people_and_words_are_no_place(lines: tuple[str, ...]) -> None:
    assert place(*lines)[0] is None


def test_where_a_leader_goes_is_not_whose_work_it_is() -> None:
    assert place("习近平在湖南考察时强调抓好支部", "习近平近日在湖南考察。")[0] == "中央"


def test_a_name_of_several_places_is_the_one_that_the_text_names() -> None:
    [one, two] = in_paragraphs(["福州市机关", "鼓楼区机关"])
    assert (one[0].city, two[0].region, two[0].city, two[0].county) == ("福州", "福建", "福州", True)
    assert mentions("鼓楼区机关") == []
    assert [m.city for m in mentions("南京鼓楼区与福州鼓楼区")] == ["南京", "南京", "福州", "福州"]


def test_a_mention_stands_where_the_name_stands() -> None:
    [found] = in_paragraphs(["支部", "来到秭归县城"])[1]
    assert (found.start, found.end, found.region, found.city) == (2, 5, "湖北", "宜昌")
    assert isinstance(found, Mention)


def test_short_names_of_counties_count_before_a_colon_or_in_a_papers_name_alone() -> None:
    assert [m.city for m in in_paragraphs(["昆山日报"])[0]] == ["苏州"]
    assert [m.city for m in in_paragraphs(["秭归:抓支部"])[0]] == ["宜昌"]
    assert in_paragraphs(["昆山的玉和秭归的橙"])[0] == []


def test_the_gazetteer_knows_all_counties_and_their_former_names() -> None:
    assert len(divisions()) > 2900
    assert counties()["昆山市"] == ("江苏", "苏州")
    assert counties()["崇文区"] == ("北京", None)
    assert "鼓楼区" not in counties()
    assert {city for _, city in divisions()["鼓楼区"]} == {"南京", "徐州", "福州", "开封"}
    assert all(name in divisions() for name in not_alone())


def test_bearings_lie_in_divisions_that_exist() -> None:
    for kind, region, city, name in bearings():
        assert kind in ("zone", "seat", "medium", "land", "host"), name
        assert region_of(region) == region, name
        assert city is None or city_of(city) == (region, city), name


@pytest.mark.parametrize(
    ("address", "day", "found"),
    [
        ("http://www.yn.gov.cn/ywdt/202302/t20230203_32380.html", "2023-02-03", ("云南", None)),
        ("http://dangjian.people.com.cn/n1/2021/0405/c117092-1.html", "2021-04-05", None),
        ("https://www.zhuzhou.gov.cn/c1/2023-5/16/content_1.htm", "2023-05-16", ("湖南", "株洲")),
        ("http://hunan.voc.com.cn/article/202305/1.html", "2023-05", ("湖南", None)),
        ("https://www.example.com/a/20231399/1.html", None, None),
        ("https://www.example.com/p?id=20230506", None, None),
    ],
)
def test_an_address_says_the_day_and_the_place(
    address: str, day: str | None, found: tuple[str, str | None] | None
) -> None:
    assert (day_in(address), place_in(address)) == (day, found)
