"""Whose work a text reports, as a place: region, city, level.

Scores add up by where a place is named: title, subtitle, byline and source, author's office, first
paragraphs, and its
share of the places named in the text. Where it was held, who hosted or visited, and page furniture, do not
count. The
level follows from how the text speaks of itself: 省直 全省 我省, 市直 全市 我市, 县直 全县 我县. No
evidence: unknown.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from index.collect.gazetteer import CENTRE, is_municipality
from index.collect.heads import Heads
from index.collect.kinds import Block
from index.collect.metadata.facts import Facts
from index.collect.metadata.mentions import Mention, in_paragraphs
from index.errors import N_
from index.model import Level

_NAMED = {
    "title": N_("named in the title"),
    "subtitle": N_("named in the subtitle"),
    "byline": N_("named in the byline"),
    "note": N_("named in a note"),
    "paragraph": N_("named in a first paragraph"),
}
_ZONES = {"title": 10.0, "subtitle": 8.0, "byline": 6.0, "note": 3.0}
_FIRST, _SHARE = 3.0, 6.0
_THRESHOLD = 3.0
_OFTEN, _MOSTLY, _OWN = 4.0, 0.65, 2.0
# 湖南省直, 株洲市委: a name with its administration says more than a name.
_ADMINISTERED = 1.5
# Bodies of the centre, where they act; and the words that make them only the object of study.
_CENTRAL = re.compile(
    r"中央和国家机关|中央国家机关|中共中央|党中央|中央纪委|中央组织部|中央宣传部|中央统战部|中央政法委"
    r"|中组部|中宣部|中央党校|国务院|全国人大|全国人民代表大会|全国政协|最高人民法院"
    r"|最高人民检察院|全国总工会|共青团中央|全国妇联|国家(?:发展改革委|发改委|税务总局|统计局|能源局"
    r"|卫生健康委|民委|监委|市场监管总局|机关事务管理局)"
    r"|(?:外交|教育|科技|工业和信息化|公安|民政|司法|财政|人力资源社会保障|自然资源|生态环境"
    r"|住房城乡建设|交通运输|水利|农业农村|商务|文化和旅游|退役军人事务|应急管理)部(?!门)"
)
_STUDIED = re.compile(r"(?:学习|贯彻|落实|传达|部署|精神|宣讲|遵循|按照|根据|关于|对接|坚决拥护)")
_BODY_CENTRAL = re.compile(r"中央和国家机关|中央国家机关")
_SPEECH_OF_LEADER = re.compile(
    r"^(?:习近平|李强|赵乐际|王沪宁|蔡奇|丁薛祥|李希|韩正|李克强|栗战书|汪洋)(?:总书记|国家?主席|副?主席|总理|委员长)?"
    r"(?:在|对|向|会见|会晤|将|作出|回信|致|就|给|同|:|主持|出席|参加|看望|强调|考察|调研|赴|听取|慰问|到)"
)
# 全省唯一, 我省首个: said by those who are in the province, not of it as a whole.
_RANK = r"(?!唯一|首[个家批次届创]|第[一二三]|率先|前列|先进|优秀|领先|推广|同类|各[市地州])"
_LEADER = 24.0
# What a text calls its own; the exceptions (城市直, 社区委) stand behind the words, so that the search
# starts on a letter.
_SELF = {
    "省": re.compile(
        rf"(?P<own>省直|(?:我省|全省){_RANK}|省级机关|全区各级|自治区直)|省委|省政府|省人民政府|自治区党委|自治区人民政府"
        r"|省第[一二三四五六七八九十]+届"
    ),
    "市": re.compile(
        rf"(?P<own>市直(?<!城市直)|(?:我市|全市){_RANK}|市级机关|州直|我州|全州|我盟|全盟)|市委(?<!城市委)|市政府"
        r"|市人民政府"
        r"|州委|州政府|盟委|行署"
    ),
    "县": re.compile(
        r"(?P<own>县直|我县|全县|县级机关|旗直|全旗|我旗)|县委(?<!市县委)(?<!省县委)|县政府|县人民政府|旗委"
    ),
    "区": re.compile(
        r"(?P<own>区直|我区|全区|区级机关)|区委(?<!治区委)(?<!社区委)(?<!地区委)|区政府(?<!治区政府)"
    ),
}
# The first two characters of all that these patterns match.
_SELF_HEADS = Heads(
    first + second
    for first, seconds in {
        "省": "直级委政人第",
        "市": "直级委政人",
        "县": "直级委政人",
        "区": "直级委政",
        "州": "直委政",
        "盟": "委",
        "旗": "直委",
        "行": "署",
        "自": "治",
        "我": "省市县区州盟旗",
        "全": "省市县区州盟旗",
    }.items()
    for second in seconds
)
# Where a report was wired from is not whose work it reports.
_DATELINE = re.compile(r"^.{0,12}?(?:社|网|报|台|讯|电).{1,10}?[0-9]{1,2}月[0-9]{1,2}日[电讯]")
# An enterprise, school or hospital as the actor of the title or of the first sentence.
_UNIT = re.compile(
    r"^[^,。:]{0,24}?(?:集团|公司|大学|学院|医院|银行|分行|支行|研究院|研究所|中学|小学|电厂|油田)(?:机关)?"
    r"(?:党委|党组|党总支|党支部|纪委|各|深入|开展|组织|召开|举行|举办|扎实|坚持|着力|:|,|$)"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Region (short province name or 中央), city and level; ``None`` where unknown.

    ``inferred``: neither title, byline nor first paragraphs name the region, only its share of the text does.
    """

    region: str | None = None
    city: str | None = None
    level: Level | None = None
    inferred: bool = False


@dataclass(slots=True)
class _Scores:
    region: dict[str, float]
    city: dict[tuple[str, str], float]
    said: set[str] = field(default_factory=set)
    headed: set[str] = field(default_factory=set)


def place_of(facts: Facts) -> Place:
    """Where the text is from, by its own words."""
    scores = _Scores(defaultdict(float), defaultdict(float))
    named = dict(
        zip(map(id, facts.blocks), in_paragraphs([block.key for block in facts.blocks]), strict=True)
    )
    for block in facts.of(*_ZONES):
        places = named[id(block)]
        acts = _centre_acts(block, places)
        _add(scores, facts, places, _ZONES[block.kind] * (0.3 if acts else 1), block.kind)
    for number, block in enumerate(facts.prose[:3]):
        dateline = wire.end() if (wire := _DATELINE.match(block.key)) else 0
        places = [mention for mention in named[id(block)] if mention.start >= dateline]
        _add(scores, facts, places, _FIRST / (number + 1), "paragraph")
        _add_centre_acting(scores, facts, block, places, _FIRST / (number + 1))
    body = facts.of("body", "lead", "heading", "caption")
    central = len(_BODY_CENTRAL.findall("\n".join(block.key for block in body)))
    _add_share(scores, facts, [mention for block in body for mention in named[id(block)]], central)
    _add_centre(scores, facts, named)
    levels = _self_reference(facts)
    own = sum(levels.values()) >= _OWN
    region = _winner(scores.region)
    unit = not any(levels.values()) and any(
        _UNIT.match(block.key) for block in (*facts.titles, *facts.prose[:1])
    )
    if region not in (None, CENTRE) and region not in scores.headed:
        mentioned = sum(m.weight for block in body for m in named[id(block)] if m.region == region)
        if mentioned < _OFTEN and not any(levels.values()):
            region = None  # named in passing by a text that does not speak of itself as of a place
        elif not own and mentioned < _MOSTLY * sum(m.weight for block in body for m in named[id(block)]):
            region = None  # a round-up of several places
    if region is None:
        return Place(None, None, "单位" if unit else _level(levels, None, None))
    if region == CENTRE:
        return Place(CENTRE, None, "中央", CENTRE not in scores.said)
    city = _winner({name: score for (where, name), score in scores.city.items() if where == region})
    county = _county(facts, named, region, city)
    if unit:
        return Place(region, city, "单位", region not in scores.said)
    level = _level(levels, region, city)
    if county and level in ("省", "市", "县"):
        return Place(region, city, "县", region not in scores.said)
    if city is not None and level == "省":
        titled = any(
            mention.city == city and mention.weight >= 1
            for block in facts.titles
            for mention in named[id(block)]
        )
        if titled and levels["省"] < 4:
            level = "市"
        else:
            city = None
    return Place(region, city, level, region not in scores.said)


def _county(facts: Facts, named: Mapping[int, list[Mention]], region: str, city: str | None) -> bool:
    """Whether the first place of the title, or without one there of the first paragraph, is a county of
    ``city``.
    """
    for block in (*facts.titles, *facts.prose[:1]):
        for mention in named[id(block)]:
            if mention.weight >= 1 and (mention.city is not None or mention.county):
                return mention.county and (mention.region, mention.city) == (region, city)
    return False


def _add(scores: _Scores, facts: Facts, found: Iterable[Mention], weight: float, where: str) -> None:
    """The first place named in a zone weighs most; each place counts once in it."""
    found = list(found)
    crowd = len({mention.region for mention in found})
    if crowd > 2:  # a list of places is not where the text is from
        weight /= crowd
    seen: set[str] = set()
    cities: set[tuple[str, str]] = set()
    for mention in found:
        strength = weight * min(mention.weight, _ADMINISTERED)
        if mention.city is not None and (mention.region, mention.city) not in cities:
            cities.add((mention.region, mention.city))
            scores.city[mention.region, mention.city] += strength / len(cities)
        if mention.region in seen:
            continue
        seen.add(mention.region)
        value = strength / len(seen)
        scores.region[mention.region] += value
        scores.said.add(mention.region)
        if where in _ZONES:
            scores.headed.add(mention.region)
        facts.note("region", mention.region, round(value, 2), _NAMED[where])


def _add_share(scores: _Scores, facts: Facts, named: list[Mention], central: int) -> None:
    total = sum(mention.weight for mention in named) + central
    if total < 2:
        return
    regions: dict[str, float] = defaultdict(float)
    cities: dict[tuple[str, str], float] = defaultdict(float)
    for mention in named:
        regions[mention.region] += mention.weight
        if mention.city is not None:
            cities[mention.region, mention.city] += mention.weight
    regions[CENTRE] += central
    for region, weight in regions.items():
        value = _SHARE * weight / total
        scores.region[region] += value
        if value >= 1:
            facts.note("region", region, round(value, 2), N_("its share of the places named in the text"))
    for city, weight in cities.items():
        scores.city[city] += _SHARE * weight / total


def _add_centre(scores: _Scores, facts: Facts, named: Mapping[int, list[Mention]]) -> None:
    for block in facts.of("title", "subtitle"):
        if _centre_acts(block, named[id(block)]):
            value = 1.5 * _ZONES[block.kind]
        elif _SPEECH_OF_LEADER.match(block.key):
            value = _LEADER  # where leaders of the centre go, or whom they meet, is not whose work it is
        else:
            continue
        scores.region[CENTRE] += value
        scores.said.add(CENTRE)
        facts.note("region", CENTRE, value, N_("a body of the centre is named in the title or subtitle"))


def _centre_acts(block: Block, places: list[Mention]) -> bool:
    """Whether a title names a body of the centre before any place, and not as what is studied or followed."""
    found = _CENTRAL.search(block.key) if block.kind in ("title", "subtitle") else None
    first = min((mention.start for mention in places), default=len(block.key))
    return (
        found is not None
        and found.start() < first
        and found[0] != "党中央"
        and not _STUDIED.search(block.key[: found.start()])
        and not _STUDIED.match(block.key[found.end() : found.end() + 4])
    )


def _add_centre_acting(
    scores: _Scores, facts: Facts, block: Block, places: list[Mention], weight: float
) -> None:
    """A body of the centre that acts in a first paragraph, before any place is named."""
    found = _BODY_CENTRAL.search(block.key)
    if found is None or any(mention.start < found.start() for mention in places):
        return
    if not _STUDIED.search(block.key[max(0, found.start() - 8) : found.start()]):
        scores.region[CENTRE] += weight
        scores.said.add(CENTRE)
        facts.note("region", CENTRE, round(weight, 2), N_("a body of the centre acts in a first paragraph"))


def _winner(scores: dict[str, float]) -> str | None:
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] < _THRESHOLD:
        return None
    if len(ranked) > 1 and ranked[0][1] < 1.25 * ranked[1][1]:
        return None
    return ranked[0][0]


def _self_reference(facts: Facts) -> dict[str, float]:
    """How often the text speaks of itself as of a province, a city, a county; the title speaks loudest."""
    levels: dict[str, float] = {"省": 0.0, "市": 0.0, "县": 0.0, "区": 0.0}
    # No pattern reaches over a line end: all the text is gone through once for each.
    loud = "\n".join(block.key for block in facts.titles)
    rest = "\n".join(block.key for block in facts.blocks if block.kind not in ("title", "subtitle"))
    for text, factor in ((loud, 5.0), (rest, 1.0)):
        places = _SELF_HEADS.places(text)
        for name, pattern in _SELF.items():
            end = 0
            for place in places:
                if place >= end and (match := pattern.match(text, place)):
                    levels[name] += factor * (2.0 if match["own"] else 1.0)
                    end = match.end()
    return levels


def _level(levels: dict[str, float], region: str | None, city: str | None) -> Level | None:
    own = dict(levels)
    autonomous = region in ("内蒙古", "广西", "西藏", "宁夏", "新疆")
    own["省" if autonomous else "县"] += own.pop("区")
    if is_municipality(region):
        own["省"] += own.pop("市")
        own["市"] = 0.0
    best = max(own, key=lambda name: own[name])
    if region is None:
        rest = sorted(own.values())[-2]
        return _as_level(best) if own[best] >= 6 and own[best] >= 2 * rest else None
    if own[best] >= 2 and not (best == "县" and own["县"] < 1.5 * max(own["省"], own["市"])):
        if best == "省" and city is not None and own["市"] * 1.2 >= own["省"]:
            return "市"
        return _as_level(best if best != "县" or own["县"] > own["市"] else "市")
    return "市" if city is not None else "省"


def _as_level(name: str) -> Level:
    return "省" if name == "省" else "市" if name == "市" else "县"
