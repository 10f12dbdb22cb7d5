"""A text that names nothing but a town is of where that town is, if one town alone bears the name."""

from __future__ import annotations

import pytest

from index.collect import collect
from index.collect.gazetteer import city_of, region_of, towns

BODY = "各支部认真组织学习，结合实际抓好落实，干部精神面貌有了明显变化，群众满意度不断提高。"


def place(*lines: str) -> tuple[str | None, str | None, str | None]:
    meta = collect("\n".join([*lines, BODY]).encode()).metadata
    return meta.region, meta.city, meta.level


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("曙光街街道召开支部会议", "街道各社区支部参加。"), ("河南", "平顶山", "县")),
        (("支部的变化", "近日，稠江街道各支部走进社区。"), ("浙江", "金华", "县")),
        (("8月14日，张家畔街道、天赐湾镇各支部参加培训。",), ("陕西", "榆林", "县")),
    ],
)
def test_a_town_gives_its_province_and_city(
    lines: tuple[str, ...], expected: tuple[str | None, str | None, str | None]
) -> None:
    assert place(*lines) == expected


@pytest.mark.parametrize(
    "lines",
    [
        ("城关镇召开支部会议", "全镇党员参加。"),  # dozens bear that name
        ("支部的变化", "我们到稠江街道党史纪念馆参观学习。"),
        ("支部的变化", "各支部学习全国先进，各地都有经验，全国都在学，稠江街道也在学，我国党员多。"),
        ("县域城镇化的支部", "县域城镇化水平提高，支部在前。"),
        ("江西三镇的支部", "三个镇的支部各有特点。"),
    ],
)
def test_a_name_says_nothing_where_it_is_another_s_or_where_somebody_goes_to_learn(
    lines: tuple[str, ...],
) -> None:
    assert place(*lines)[0] in (None, "江西")


def test_a_place_that_is_named_outranks_a_town() -> None:
    assert place("长沙市直机关工委抓支部", "全市机关党员到稠江街道结对。")[:2] == ("湖南", "长沙")


def test_towns_are_of_known_provinces_and_cities() -> None:
    places = set(towns().values())
    assert all(region_of(region) == region for region, _ in places)
    assert all(city is None or city_of(city) is not None for _, city in places)
    assert {region for region, _ in places} >= {"北京", "湖南", "西藏", "新疆", "海南"}


def test_a_meeting_of_all_the_country_is_not_of_where_it_is_held() -> None:
    lines = (
        "全国某某系统政治工作座谈会在江苏南通召开",
        "8月7日，公安部某局在江苏南通召开座谈会。江苏省公安厅和南通市委有关同志到会。",
    )
    assert place(*lines)[0] == "中央"


def test_a_text_that_begins_with_its_city_is_of_that_city_though_it_speaks_of_the_province() -> None:
    first = "大连市位于辽东半岛南端，全市有党员五十四万名，全国、全省会议后，大连市把握省委要求。"
    assert place(first) == ("辽宁", "大连", "市")
