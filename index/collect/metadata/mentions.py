"""Places named in a text: each mention with its region, city and how much it says about where the text is
from.

A name that several divisions bear (鼓楼区) is one of the place named right before it, or else of the one of
them whose city or province the text names elsewhere; without either it says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from index.collect.gazetteer import (
    bearings,
    direct_counties,
    divisions,
    not_alone,
    prefectures,
    provinces,
)
from index.collect.heads import Heads
from index.collect.metadata import visits
from index.collect.metadata.venues import is_venue
from index.collect.tables import rows
from index.text.fold import fold

# Before a name: visitors, guests and hosts; the place is where somebody went or came from, not whose work
# it is.
_AWAY_WORDS = (
    "驻|赴|到|往|来自|援|抵达|走进|奔赴|前往|帮扶|支援|协作|落户|途经|飞往|开往|至|籍|与|和|学习借鉴"
    "|考察|调研|参观|访问|出访|对口|及|携手|联合|会同|转战|调往|派往|发表于|发布于|IP属地:|ip属地:"
)
_AWAY_TAILS = "了|我国"
_AWAY = re.compile(rf"(?:{_AWAY_WORDS})(?:{_AWAY_TAILS})?$")
# What a text before a name ends with if one of these words may stand there: a look at one character is
# quicker than a search.
# …精神和天长市《…》文件: not a partner.
_BESIDE = re.compile(r"(?:精神|要求|部署|规定|通知|意见|条例|讲话|》)(?:和|与|及)$")
# 喜讯从北京传来
_COMES_FROM = re.compile(r"^[\u3400-\u9fff]{0,6}?(?:传来|归来|返回|出发|赶来)")
_AWAY_ENDS = frozenset(word[-1] for word in f"{_AWAY_WORDS}|{_AWAY_TAILS}".split("|"))
# Before and behind a name: what is learned from it. Behind it: a bank whose branch is elsewhere.
_LEARNED = re.compile(r"(?:学习|借鉴|推广|对标|学|看)(?:借鉴|推广|先进)?$")
_LEARNED_ENDS = frozenset("习鉴广标学看进赶比")
# “学甲赶乙、促转型发展”: where one wants to get to.
_SLOGAN = re.compile(r"[“”\"‘'《](?:学习?|对标|赶|比)$")
_EXPERIENCE = re.compile(r"^[省市]?(?:的|先进|成功|好)*(?:经验|做法|模式|样板)")
_BRANCH = re.compile(
    r"^(?:银行|农商银?行|证券|保险|信托|人寿|移动|联通)[\u3400-\u9fff]{2,8}(?:分行|支行|分公司|营业部)"
)
# Behind a name: guests who come to the place that the text is from.
_VISITORS = re.compile(
    r"^.{0,12}(?:考察团|考察组|学习团|代表团|交流团|参访团|一行)(?:.{0,6}一行)?(?:.{0,4}人)?(?:来|莅|到(?:我|访))"
)
# 某省直机关工委来榕开展…调研: named by one letter, the host is mostly of another province.
_HOSTED = re.compile(
    r"^[\u3400-\u9fff]{1,26}?(?:来|莅)(?P<ours>我(?=[市县区州盟旗]))?[\u3400-\u9fff](?:考察|调研|开展|学习|参观|交流|观摩|视察|指导|检查)"
)
_ADMINISTRATIVE = re.compile(
    r"^(?:省|市|州|地区|盟|自治[区州]|壮族|回族|维吾尔|特别行政区|[省市州]?(?:直|委|政府|机关|人民政府"
    r"|人大|政协|纪委|各级|全[省市州]|日报|晚报|组织部|宣传部|党建))"
)
_MARK = re.compile(
    r"^(?:市|州|地区|盟|自治州|行署|日报|晚报|[市州盟地区]?(?:直(?!接|播|通|达|升|到)|委(?!员|托|屈|派)|政府|机关工委|机关党)|新闻网讯|记者|通讯员|融媒|电视台|广播)"
)
# 辽宁拉票贿选案, 衡阳破坏选举案: what everybody learns from
_CASE = re.compile(r"^[\u3400-\u9fff]{2,8}案(?!例|件|板|卷|情)")
# 厦门海沧:, 湛江徐闻县直: behind its city the short name of a county needs less.
_BEHIND = re.compile(
    r"[::|丨、\s]|[区县市旗]|$|机关|税务|法院|检察|公安|党员|深化|推进|推动|聚焦|打造|开展|探索|坚持|着力|以(?=[“\"])"
)
# The short name of a county says something before a colon or the name of its paper: 义乌:, 昆山日报.
_COUNTY = re.compile(
    r"(?:^|(?<=[^\u3400-\u9fff]))[\u3400-\u9fff]{2,5}?(?=(?:税务局?|法院|检察院?|公安局?|供电|海关|消防|交警|城管|教育局?|财政局?|审计局?|机关)?\s*[::|丨]|日报|晚报|商报|报社|新闻网|党建网|先锋网|发布|融媒|组工)"
)
# What it cannot do without: looked for first, because that is quicker by far.
_COUNTY_SIGN = re.compile("[::|丨]|[日晚商]报|报社|新闻网|党建网|先锋网|发布|融媒|组工")
_LINE, _HEAD, _FOOT, _DESK = 100, 12, 6, 14
_EDGE = re.compile(r"(?:^|[^\u3400-\u9fff])$")
# 王海南, 书记李四川: a surname before the short name of a place, and a title or an edge before that.
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙朱胡郭何林罗郑梁谢宋唐韩冯邓曹彭曾肖田董潘袁蔡蒋余杜叶程魏吕丁沈姚卢姜崔钟谭陆汪范廖贾夏韦邹孟熊秦邱薛侯龙史陶"
    "黎贺顾毛郝龚邵钱严覃武戴莫"
)
_PERSON = re.compile(rf"(?:^|[^\u3400-\u9fff]|[记员名是叫者长志师任授])(?:[{_SURNAMES}])$")
_SURNAME_ENDS = frozenset(_SURNAMES)
_LIST = ("", "、", "和", "及", ",", "省", "市", "省、", "市、")
_LINKED = max(map(len, _LIST))
_CROWD, _APART, _COUNTED = 3, 2, 0.4
_SHORT = 2
# A medium, a seat, a zone and a name of a province as writers use it, by their weight.
_WEIGHTS = {"zone": 2.0, "seat": 1.0, "medium": 1.5, "land": 1.0, "host": 1.0}


# Not frozen: a text has dozens of them, and setting fields of frozen ones takes three times as long.
@dataclass(slots=True)
class Mention:
    """One place name at ``start`` to ``end`` in a folded text; ``weight`` 0 to 2.

    ``county``: one of ``city``; ``medium``: the name of a paper or site, that says something only in a line
    about the text.
    """

    start: int
    region: str
    city: str | None
    weight: float
    county: bool = False
    end: int = 0
    medium: bool = False


@dataclass(frozen=True, slots=True)
class _Name:
    """``places``: what it may mean, nothing for a phrase that is no place; ``alone`` whether it says
    something without its province before it; ``marked``: it needs a mark of administration; ``full``:
    with its 省, 市, 县.
    """

    text: str
    places: tuple[tuple[str, str | None], ...]
    marked: bool = False
    county: bool = False
    alone: bool = True
    full: bool = False
    kind: str = ""


@cache
def _names() -> tuple[_Name, ...]:
    names: dict[str, _Name] = {}
    for province in provinces():
        for text in (province.name, province.short):
            names[fold(text)] = _Name(fold(text), ((province.short, None),), full=text == province.name)
    for place in (*prefectures(), *direct_counties()):
        here = ((place.region, place.short),)
        names.setdefault(fold(place.short), _Name(fold(place.short), here, place.common))
        for other in place.others:
            names.setdefault(fold(other), _Name(fold(other), here, True))
        if place.name == "吉林市" or place.short == "海南":
            continue
        if here[0] in divisions().get("市中区", ()):  # 乐山市中区: no 乐山市 and something behind it
            text = fold(place.short + "市中区")
            names[text] = _Name(text, here, county=True, full=True)
        names[fold(place.name)] = _Name(fold(place.name), here, full=True)
    for text, places in divisions().items():
        name = fold(text)
        alone = text not in not_alone() and len(text) > _SHORT
        names.setdefault(name, _Name(name, places, county=True, alone=alone, full=True))
    for kind, region, city, text in bearings():
        names[fold(text)] = _Name(fold(text), ((region, city),), kind=kind)
    names["吉林市"] = _Name("吉林市", (("吉林", "吉林"),), full=True)
    names["海南藏族自治州"] = _Name("海南藏族自治州", (("青海", "海南"),), full=True)
    names["海南州"] = _Name("海南州", (("青海", "海南"),), full=True)
    for (phrase,) in rows("gazetteer", "not-places.tsv"):
        names[fold(phrase)] = _Name(fold(phrase), ())
    return tuple(names.values())


@cache
def _counties() -> dict[str, tuple[str, str | None]]:
    """Short names of counties (昆山) that only one division bears and that name nothing else."""
    others = {name.text for name in _names()}
    shorts: dict[str, tuple[str, str | None]] = {}
    for text, places in divisions().items():
        short = fold(text[:-1])
        if len(text) > _SHORT and len(places) == 1 and text not in not_alone() and short not in others:
            shorts[short] = places[0]
    return shorts


@cache
def _by_head() -> dict[str, list[tuple[str, _Name]]]:
    """The names by what they begin with, the longest first: by their first two characters those of two, by
    their first three the others, and behind them those of two that begin so as well.
    """
    heads: dict[str, list[tuple[str, _Name]]] = {}
    for name in sorted(_names(), key=lambda name: -len(name.text)):
        heads.setdefault(name.text[:3], []).append((name.text, name))
    for head, names in heads.items():
        if len(head) > 2:
            names += heads.get(head[:2], ())
    return heads


@cache
def _heads() -> Heads:
    return Heads(_by_head())


def in_paragraphs(keys: Sequence[str]) -> list[list[Mention]]:
    """The places named in each of the folded paragraphs; one pass over them all. Short names of counties are
    looked for in the short lines at the beginning and the end.
    """
    found: list[list[Mention]] = [[] for _ in keys]
    starts: list[int] = []
    position = 0
    for key in keys:
        starts.append(position)
        position += len(key) + 1
    number, last = 0, len(keys) - 1
    for mention in mentions("\n".join(keys)):
        while number < last and starts[number + 1] <= mention.start:
            number += 1
        mention.start -= starts[number]
        mention.end -= starts[number]
        found[number].append(mention)
    for number in sorted({*range(len(keys))[:_HEAD], *range(len(keys))[-_FOOT:]}):
        key = keys[number]
        if len(key) <= _LINE:
            _add_counties(key, found[number])
        elif _COUNTY_SIGN.search(key, 0, _DESK):
            _add_counties(key[:_DESK], found[number])  # 莱西融媒5月9日讯 …
    return found


@cache
def _shorts_of() -> dict[tuple[str, str | None], frozenset[str]]:
    """The short names of the counties (海沧) under each city."""
    shorts: dict[tuple[str, str | None], set[str]] = {}
    for text, places in divisions().items():
        if len(text) > _SHORT:
            for place in places:
                shorts.setdefault(place, set()).add(fold(text[:-1]))
    return {place: frozenset(names) for place, names in shorts.items()}


def _add_counties(key: str, found: list[Mention]) -> None:
    """Add the counties that a line names without their 县 where no other name stands."""
    cities = [m for m in found if m.city is not None and not m.county and m.weight >= 1] if found else ()
    for city in cities:
        shorts = _shorts_of().get((city.region, city.city), ())
        for size in (3, 2):
            short = key[city.end : city.end + size]
            if len(short) == size and short in shorts and _BEHIND.match(key, city.end + size):
                found.append(Mention(city.end, city.region, city.city, 1.0, True, city.end + size))
                break
    if len(found) > 1:
        found.sort(key=lambda mention: mention.start)
    if not _COUNTY_SIGN.search(key):
        return
    for match in _COUNTY.finditer(key):
        place = _counties().get(match[0])
        if place is not None and all(m.end <= match.start() or m.start >= match.end() for m in found):
            found.append(Mention(match.start(), *place, 1.0, True, match.end()))
            found.sort(key=lambda mention: mention.start)


def mentions(text: str) -> list[Mention]:
    """The places named in a folded text, in order; of overlapping names the first, then the longest,
    counts.
    """
    by_head = _by_head()
    found: list[Mention] = []
    open_: list[tuple[int, _Name]] = []  # names of several places, with where they stand in ``found``
    end = 0
    behind: Mention | None = None
    for start in _heads().likely(text):
        if start < end:
            continue
        head = text[start : start + 3]
        for word, name in by_head.get(head) or by_head.get(head[:2]) or ():
            if not text.startswith(word, start):
                continue
            stop = start + len(word)
            if not name.places:
                end = stop
                break
            inner = by_head.get(text[start + 1 : start + 4])
            if inner and not name.full and any(n.full and text.startswith(w, start + 1) for w, n in inner):
                continue  # 会上海南省某厅…: no 上海
            mention = _read(text, start, stop, name, behind)
            if mention is None:
                continue  # an everyday word, or a name by chance: it may not hide another
            end = stop
            if not mention.region:
                open_.append((len(found), name))
            found.append(mention)
            behind = mention
            break
    found = _settled(found, open_)
    visits.weigh(text, found)
    return found


def _read(text: str, start: int, end: int, name: _Name, behind: Mention | None) -> Mention | None:
    """What a name says where it stands, ``None`` for nothing; its region is empty if it is still open."""
    after, before = text[end : end + 24], text[max(0, start - 6) : start]
    if "\n" in after:
        after = after.partition("\n")[0]
    if "\n" in before:
        before = before.rpartition("\n")[2]
    places, inside, guessed = name.places, False, False
    if behind is not None and (
        start == behind.end or (start == behind.end + 1 and text[behind.end] in "省市州县")
    ):
        fitting = [
            p for p in places if p[0] == behind.region and (behind.city is None or p[1] == behind.city)
        ]
        places = tuple(fitting) or places
        inside = bool(fitting)
    if name.marked and not inside and not _MARK.match(after):
        return None
    if name.county:
        if after[:1] in ("场", "域", "划"):
            return None
        if after[:1] == "长" and len(name.text) <= _SHORT:
            return None  # 代县长
        # At the head of a line it is a division's, if the text names its city or province elsewhere.
        if not (name.alone or inside):
            edge, long = _EDGE.search(before) is not None, len(name.text) > _SHORT
            guessed = edge and long and not (len(places) == 1 and _OF_DIVISION.match(after))
            if not edge and not (long and len(places) == 1 and _OF_DIVISION.match(after)):
                return None
        if name.text[0] == "和" and len(name.text) <= _SHORT and not inside and before.strip():
            return None  # 县总工会《…》和县妇联《…》
    elif name.text.endswith("市") and after[:1] == "场":
        return None
    if name.kind == "medium" and not (_EDGE.search(before) and (not after or not _HAN.match(after))):
        return None
    if name.kind == "host" and _by_head().get(text[start + 1 : start + 3]):
        return None  # 来杭州
    weight = _WEIGHTS[name.kind] if name.kind else 1.0
    plain = not name.kind and not name.full
    if not name.kind and (name.full or _ADMINISTRATIVE.match(after)):
        weight = 2.0
    last = before[-1:]
    # The patterns are tried only where a word of theirs stands: nearly nowhere.
    if plain and weight < 2 and not inside and last in _SURNAME_ENDS and _PERSON.search(before):
        return None
    learned = last in _LEARNED_ENDS and (
        (_EXPERIENCE.match(after) and _LEARNED.search(before)) or _SLOGAN.search(before)
    )
    hosted = ("来" in after or "莅" in after) and _HOSTED.match(after)
    guests = ("团" in after or "组" in after or "一行" in after) and _VISITORS.match(after)
    branch = ("行" in after or "公司" in after or "营业部" in after) and _BRANCH.match(after)
    if hosted and not (hosted["ours"] and places[0][1] is None):
        weight = 0.1  # who comes from the province to our city is of our province
    elif ("案" in after[:10] and plain and _CASE.match(after)) or (
        (last in _AWAY_ENDS and _AWAY.search(before) and not _BESIDE.search(before))
        or (last == "从" and _COMES_FROM.match(after))
        or guests
        or learned
        or branch
    ):
        weight = 0.2
    elif is_venue(before, after, name.full, name.kind):
        weight *= 0.3
    elif (
        behind is not None
        and behind.weight < 1
        and start - behind.end <= _LINKED
        and (inside or text[behind.end : start] in _LIST)
    ):
        weight = min(weight, behind.weight)  # 赴浙江杭州, 来自北京、上海
    region, city = places[0] if len(places) == 1 and not guessed else ("", None)
    return Mention(start, region, city, weight, name.county, end, name.kind == "medium")


# 河西区委: with its own bodies even a name that is a word as well is the division's.
_OF_DIVISION = re.compile(
    "[\u3400-\u9fff]{1,4}?(?:街道|镇(?!江|海|痛)|乡(?!村|镇|下))|委(?!员|托|派)|政府|人民政府|人大|政协|纪委|[直级]机关|法院|检察院|融媒"
)
_HAN = re.compile(r"(?!记者|通讯员|全媒|融媒|客户端|讯|社|杂志)[\u3400-\u9fff]")


def _settled(found: list[Mention], open_: list[tuple[int, _Name]]) -> list[Mention]:
    """The mentions, those of several places settled by the cities and provinces that are named, or dropped;
    provinces that are counted off say little (北京、上海、广东等地).
    """
    for first in range(len(found) - _CROWD + 1):
        one, two = found[first], found[first + 1]
        if two.start - one.end > _APART or one.region == two.region:
            continue  # nearly always
        run = found[first : first + _CROWD]
        if len({mention.region for mention in run}) == _CROWD and all(
            after.start - before.end <= _APART and before.weight >= 1 for before, after in pairwise(run)
        ):
            found[first : first + _CROWD] = [replace(m, weight=min(m.weight, _COUNTED)) for m in run]
    if not open_:
        return found
    said = [mention for mention in found if mention.region and mention.weight >= 1]
    cities = {(mention.region, mention.city) for mention in said}
    regions = {mention.region for mention in said}
    for number, name in open_:
        fitting = [place for place in name.places if place[1] is not None and place in cities]
        fitting = fitting or [place for place in name.places if place[0] in regions]
        if len(fitting) == 1:
            found[number] = replace(found[number], region=fitting[0][0], city=fitting[0][1])
    return [mention for mention in found if mention.region]
