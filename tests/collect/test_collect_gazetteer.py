"""The gazetteer is complete, and finds a place by any of its names."""

from __future__ import annotations

from collections import Counter

import pytest

from index.collect.gazetteer import city_of, prefectures, provinces, region_of


def test_it_has_all_divisions_of_both_levels() -> None:
    kinds = Counter(province.kind for province in provinces())
    assert kinds == {
        "municipality": 4,
        "province": 23,
        "autonomous region": 5,
        "special administrative region": 2,
    }
    assert Counter(place.kind for place in prefectures()) == {
        "city": 293,
        "prefecture": 7,
        "autonomous prefecture": 30,
        "league": 3,
    }


def test_names_are_unique_and_belong_to_a_province() -> None:
    shorts = {province.short for province in provinces()}
    assert len(shorts) == 34
    assert all(place.region in shorts for place in prefectures())
    assert len({place.name for place in prefectures()}) == 333
    assert len({(place.region, place.short) for place in prefectures()}) == 333


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("湖南省", "湖南"),
        ("湖南", "湖南"),
        ("湘", "湖南"),
        ("hunan", "湖南"),
        ("Hunan", "湖南"),
        ("hunan province", "湖南"),
        ("廣東", "广东"),
        ("内蒙古自治区", "内蒙古"),
        ("內蒙古", "内蒙古"),
        ("inner mongolia", "内蒙古"),
        ("北京市", "北京"),
        ("京", "北京"),
        ("陕", "陕西"),
        ("shaanxi", "陕西"),
        ("shanxi", "山西"),
        ("新疆维吾尔自治区", "新疆"),
        ("中央", "中央"),
        ("中央和国家机关", "中央"),
        ("香港", "香港"),
        ("台灣", "台湾"),
        ("火星", None),
        ("株洲", None),
        ("", None),
    ],
)
def test_a_region_is_found_by_any_name(name: str, region: str | None) -> None:
    assert region_of(name) == region


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("株洲", ("湖南", "株洲")),
        ("株洲市", ("湖南", "株洲")),
        ("zhuzhou", ("湖南", "株洲")),
        ("三明", ("福建", "三明")),
        ("恩施州", ("湖北", "恩施")),
        ("恩施土家族苗族自治州", ("湖北", "恩施")),
        ("襄樊", ("湖北", "襄阳")),
        ("吉林市", ("吉林", "吉林")),
        ("海南州", ("青海", "海南")),
        ("烏魯木齊", ("新疆", "乌鲁木齐")),
        ("阿拉善盟", ("内蒙古", "阿拉善")),
        ("六安", ("安徽", "六安")),
        ("luan", ("安徽", "六安")),
        ("taizhou", None),
        ("汉阴县", None),
        ("市辖区", None),
    ],
)
def test_a_city_is_found_by_any_name_that_is_not_ambiguous(name: str, place: tuple[str, str] | None) -> None:
    assert city_of(name) == place
