"""Places named in a text: each mention with its region, city and how much it says about where the text is
from.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from index.collect.gazetteer import counties, direct_counties, prefectures, provinces
from index.collect.heads import Heads
from index.collect.tables import rows
from index.text.fold import fold

# Before a name: visitors, guests and hosts; the place is where somebody went or came from, not whose work
# it is.
_AWAY = re.compile(
    r"(?:驻|赴|到|往|来自|援|抵达|走进|奔赴|前往|帮扶|支援|协作|落户|途经|飞往|开往|至|籍|与|和|学习借鉴"
    r"|考察|调研|参观)$"
)
_NAME_OF = re.compile(
    r"^(?:召开|举行|举办|开幕|闭幕|会见|会晤|人民大会堂|钓鱼台|出席|揭牌|签署|开班|大学|学院|师范|路|街|大道|广场|会议|精神|起义|战役|革命|保卫战|籍|菜|话|人(?!民|大|社|才|事|均"
    r"|力|口)|银行股份|证券|时间|宣言|峰会)"
)
# Behind a name: guests who come to the place that the text is from.
_VISITORS = re.compile(
    r"^.{0,12}(?:考察团|考察组|学习团|代表团|交流团|参访团|一行)(?:.{0,6}一行)?(?:.{0,4}人)?(?:来|莅|到(?:我|访))"
)
_ADMINISTRATIVE = re.compile(
    r"^(?:省|市|州|地区|盟|自治[区州]|壮族|回族|维吾尔|特别行政区|[省市州]?(?:直|委|政府|机关|人民政府"
    r"|人大|政协|纪委|各级|全[省市州]|日报|晚报|组织部|宣传部|党建))"
)
_MARK = re.compile(r"^(?:市|州|地区|盟|自治州|行署|日报|晚报|[市州盟]?(?:直|委|政府))")


@dataclass(frozen=True, slots=True)
class Mention:
    """One place name at ``start`` in a folded text; ``weight`` 0 to 2; ``county``: one of ``city``."""

    start: int
    region: str
    city: str | None
    weight: float
    county: bool = False


@dataclass(frozen=True, slots=True)
class _Name:
    text: str
    region: str | None
    city: str | None
    common: bool
    county: bool = False


@cache
def _names() -> tuple[_Name, ...]:
    names: dict[str, _Name] = {}
    for province in provinces():
        for text in (province.name, province.short):
            names[fold(text)] = _Name(fold(text), province.short, None, False)
    for place in (*prefectures(), *direct_counties()):
        names.setdefault(fold(place.short), _Name(fold(place.short), place.region, place.short, place.common))
        if place.name == "吉林市" or place.short == "海南":
            continue
        names[fold(place.name)] = _Name(fold(place.name), place.region, place.short, False)
    for text, (region, city) in counties().items():
        names[fold(text)] = _Name(fold(text), region, city, False, True)
    names["吉林市"] = _Name("吉林市", "吉林", "吉林", False)
    names["海南藏族自治州"] = _Name("海南藏族自治州", "青海", "海南", False)
    names["海南州"] = _Name("海南州", "青海", "海南", False)
    for (phrase,) in rows("gazetteer", "not-places.tsv"):
        names[fold(phrase)] = _Name(fold(phrase), None, None, False)
    return tuple(names.values())


@cache
def _by_head() -> dict[str, list[_Name]]:
    heads: dict[str, list[_Name]] = {}
    for name in _names():
        heads.setdefault(name.text[:2], []).append(name)
    return heads


@cache
def _heads() -> Heads:
    return Heads(_by_head())


def in_paragraphs(keys: Sequence[str]) -> list[list[Mention]]:
    """The places named in each of the folded paragraphs; one pass over them all."""
    found: list[list[Mention]] = [[] for _ in keys]
    starts: list[int] = []
    position = 0
    for key in keys:
        starts.append(position)
        position += len(key) + 1
    for mention in mentions("\n".join(keys)):
        number = bisect_right(starts, mention.start) - 1
        place = mention.start - starts[number]
        found[number].append(Mention(place, mention.region, mention.city, mention.weight, mention.county))
    return found


def mentions(text: str) -> list[Mention]:
    """The places named in a folded text, in order; of overlapping names the first, then the longest,
    counts.
    """
    spots: list[tuple[int, int, _Name]] = []
    by_head = _by_head()
    for start in _heads().places(text):
        names = [name for name in by_head[text[start : start + 2]] if text.startswith(name.text, start)]
        names.sort(key=lambda name: -len(name.text))
        spots += [(start, -len(name.text), name) for name in names]
    found: list[Mention] = []
    end = 0
    behind: tuple[int, str] | None = None  # end and region of the last province named
    for start, size, name in spots:
        if start < end:
            continue
        end = start - size
        if name.region is None:
            continue
        after = text[end : end + 8].partition("\n")[0]
        if (
            name.common
            and not _MARK.match(after)
            and not (behind and behind[0] == start and behind[1] == name.region)
        ):
            end = start  # an everyday word: it may not hide a name inside it
            continue
        if (name.county or name.text.endswith("市")) and after[:1] == "场":
            continue
        before = text[max(0, start - 6) : start].rpartition("\n")[2]
        weight = 1.0
        if _ADMINISTRATIVE.match(after) or name.text.endswith(("省", "市", "区", "州", "盟", "县", "旗")):
            weight = 2.0
        if _AWAY.search(before) or _VISITORS.match(after):
            weight *= 0.2
        elif _NAME_OF.match(after):
            weight *= 0.3
        found.append(Mention(start, name.region, name.city, weight, name.county))
        suffix = 1 if after[:1] in "省市" and not name.text.endswith(("省", "市", "区")) else 0
        behind = (end + suffix, name.region)
    return found
