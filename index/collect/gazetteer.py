"""The divisions of the country and the names they go by (``data/gazetteer``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from index.collect.tables import rows
from index.text.fold import fold

CENTRE = "中央"
_CENTRE_NAMES = frozenset(("中央", "全国", "国家", "zhongyang", "central", "中央和国家机关", "中央国家机关"))
_PROVINCE_SUFFIX = re.compile(r"(?:省|市|自治区|特别行政区|壮族自治区|回族自治区|维吾尔自治区)$")


@dataclass(frozen=True, slots=True)
class Province:
    """A province-level division: ``short`` is the value of ``region``."""

    name: str
    short: str
    abbreviations: tuple[str, ...]
    kind: str
    latin: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prefecture:
    """A prefecture-level division; ``common``: its short name is an everyday word or another name as well."""

    region: str
    name: str
    short: str
    kind: str
    common: bool
    others: tuple[str, ...]
    latin: tuple[str, ...]


@cache
def provinces() -> tuple[Province, ...]:
    """The 34 province-level divisions, in the order of their codes."""
    return tuple(
        Province(name, short, tuple(abbreviations.split(",")), kind, tuple(latin.split()))
        for name, short, abbreviations, kind, latin in rows("gazetteer", "provinces.tsv")
    )


@cache
def prefectures() -> tuple[Prefecture, ...]:
    """The 333 prefecture-level divisions, in the order of their codes."""
    return tuple(
        Prefecture(region, name, short, kind, common == "common", _list(others), tuple(latin.split()))
        for region, name, short, kind, common, others, latin in rows("gazetteer", "prefectures.tsv")
    )


@cache
def direct_counties() -> tuple[Prefecture, ...]:
    """Divisions of county rank directly under their province (仙桃, 济源, 石河子): each its own ``city``."""
    return tuple(
        Prefecture(region, name, short, kind, common == "common", _list(others), tuple(latin.split()))
        for region, name, short, kind, common, others, latin in rows("gazetteer", "direct.tsv")
    )


@cache
def counties() -> dict[str, tuple[str, str | None]]:
    """Names of counties, districts, county-level cities and banners that one division alone bears, with its
    region and city (``None``: under none).
    """
    return {name: places[0] for name, places in divisions().items() if len(places) == 1}


@cache
def divisions() -> dict[str, tuple[tuple[str, str | None], ...]]:
    """Names of counties, districts, county-level cities and banners, former ones included, each with the
    region and city (``None``: under none) of all the divisions that bear it.
    """
    found: dict[str, tuple[tuple[str, str | None], ...]] = {}
    for table in ("counties.tsv", "others.tsv", "former.tsv"):
        for region, city, names in rows("gazetteer", table):
            place = (region, None if city == "-" else city)
            for name in names.replace("/", ",").split(","):
                others = found.get(name, ())
                if place not in others:
                    found[name] = (*others, place)
    return found


@cache
def towns() -> dict[str, tuple[str, str | None]]:
    """Names of towns, townships and streets that one alone bears, with its region and city."""
    return {
        name: (region, None if city == "-" else city)
        for region, city, names in rows("gazetteer", "towns.tsv")
        for name in names.split(",")
    }


@cache
def not_alone() -> frozenset[str]:
    """Names of counties that say something only behind the name of their province or prefecture."""
    return frozenset(name for (name,) in rows("gazetteer", "not-alone.tsv"))


@cache
def bearings() -> tuple[tuple[str, str, str | None, str], ...]:
    """Kind, region, city and name of zones, schools, media and the names that writers give a province."""
    return tuple(
        (kind, region, None if city == "-" else city, name)
        for kind, region, city, names in rows("gazetteer", "bearings.tsv")
        for name in names.split(",")
    )


def _list(cell: str) -> tuple[str, ...]:
    return () if cell == "-" else tuple(cell.split(","))


@cache
def campaigns() -> dict[str, tuple[str, str | None]]:
    """Folded names of newspaper columns and campaigns with their first and last month (``None``: open)."""
    return {
        fold(name): (first, None if last == "-" else last)
        for name, first, last in rows("collect", "campaigns.tsv")
    }


@cache
def _regions() -> dict[str, str]:
    names: dict[str, str] = dict.fromkeys(_CENTRE_NAMES, CENTRE)
    for province in provinces():
        for name in (province.name, province.short, *province.abbreviations, *province.latin):
            names[fold(name)] = province.short
        names.setdefault(fold(province.short + "省"), province.short)
    return names


@cache
def _cities() -> dict[str, tuple[str, str] | None]:
    names: dict[str, tuple[str, str] | None] = {}
    for prefecture in (*prefectures(), *direct_counties()):
        value = (prefecture.region, prefecture.short)
        for name in {prefecture.name, prefecture.short, *prefecture.others}:
            names[fold(name)] = value
        for name in prefecture.latin:
            # taizhou, suzhou, yichun name two cities each: no answer is better than a wrong one.
            names[name] = None if names.get(name, value) != value else value
        if prefecture.kind not in ("city", "county"):
            for suffix in ("州", "盟", "地区", "自治州"):
                names.setdefault(fold(prefecture.short + suffix), value)
    return names


def _plain(name: str) -> str:
    return re.sub(r"[\s'\-·]", "", fold(name.strip()))


def region_of(name: str) -> str | None:
    """The ``region`` value that ``name`` means: 湖南省, 湖南, 湘, hunan → 湖南; 中央 → 中央; unknown →
    ``None``.
    """
    plain = _plain(name)
    return _regions().get(plain) or _regions().get(re.sub(r"(?:province|sheng)$", "", plain))


def city_of(name: str) -> tuple[str, str] | None:
    """``(region, city)`` of a prefecture-level division, by full, short, former or Latin name; else
    ``None``.
    """
    plain = _plain(name)
    return _cities().get(plain) or _cities().get(re.sub(r"(?:city|shi)$", "", plain))


def is_municipality(region: str | None) -> bool:
    """Whether ``region`` is 北京, 天津, 上海 or 重庆, whose 市 is of the level of a province."""
    return region in ("北京", "天津", "上海", "重庆")
