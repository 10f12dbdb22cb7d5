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
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import get_args

from index.collect.gazetteer import CENTRE, city_of, is_municipality, region_of
from index.collect.kinds import Block
from index.collect.metadata import actors, centre, instructed, own_site, short_names, towns
from index.collect.metadata.facts import Facts
from index.collect.metadata.levels import AUTONOMOUS, is_ours, level_of, self_reference
from index.collect.metadata.mentions import Mention, in_paragraphs
from index.collect.metadata.place_scores import (
    ABOUT,
    FIRST,
    OPENING,
    OWN,
    ZONES,
    Scores,
    add,
    add_centre,
    add_clues,
    add_share,
    dateline,
    issued,
    winner,
)
from index.errors import N_
from index.model import Level

_OFTEN, _MOSTLY, _HALF = 4.0, 0.65, 0.5
# Not 全国先进…: what somebody was named.
_COUNTRY, _ALL = (
    re.compile(
        "我国|全国(?!先进|优秀|模范|文明|五四|巾帼|青年|三八|劳动|劳模|示范|标兵|道德|十佳|百佳|脱贫攻坚先进)|各地|多地"
    ),
    3,
)
_HELPS = re.compile("(?:对口|定点|结对)(?:帮扶|扶贫|支援|援助)|赴.{0,6}(?:帮扶|扶贫)")
_ROUND_UP = re.compile(r"快讯|简讯|速览|联播|集锦|撷英|要闻摘")
# Venues, guests and what is only visited weigh less than this.
_MEANT = 0.5
# What the name of a division weighs with its 市.
_FULL = 2.0
_WE, _OURS = re.compile("我[省市州县区盟旗](?!委)"), 1.5
_NUMBER = re.compile(  # not 青 and 宁: 青岛 and 南京 number theirs so too
    r"^([京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川黔云藏陕甘新])(?:政|委|办|直|府|组|宣|纪|机|发|工|党)[\u3400-\u9fff]{0,10}[〔\[(](?:19|20)[0-9]{2}"
)
# The addresses of authors end with their postal codes.
_OFFICES = re.compile(r"[0-9]{6}\s*\)?$")
_SCHOLARS = re.compile("大学|(?<!行政)学院|研究院|科学院")
_AUTHOR = re.compile(
    r"^(?:【?作者简介】?:?)?[\u3400-\u9fff]{2,4}(?:\([^()]{2,24}\))?,[^。]{2,50}?(?:教授|讲师|博士|硕士|研究员|研究生|编审)"
)
_ISSUE = re.compile(r"(?:19|20)[0-9]{2}\s*年?\s*[,.]?\s*(?:第\s*)?[0-9]{1,2}\s*期")
_JOURNAL = 0.3


@dataclass(frozen=True, slots=True)
class Place:
    """Region (short province name or 中央), city and level; ``None`` where unknown.

    ``inferred``: neither title, byline nor first paragraphs name the region, only its share of the text does.
    """

    region: str | None = None
    city: str | None = None
    level: Level | None = None
    inferred: bool = False


def place_of(facts: Facts) -> Place:
    """Where the text is from, by its own words and those of the format of its file."""
    place = _place(facts)
    if (named := facts.stated("city")) and (city := city_of(named)):
        place = replace(place, region=city[0], city=city[1], inferred=False)
    elif (named := facts.stated("region")) and (region := region_of(named)) and region != place.region:
        place = Place(region, None, "中央" if region == CENTRE else None)
    level = next((name for name in get_args(Level) if name == facts.stated("level")), None)
    return place if level is None else replace(place, level=level)


def _place(facts: Facts) -> Place:
    scores = Scores(defaultdict(float), defaultdict(float))
    named = dict(
        zip(map(id, facts.blocks), in_paragraphs([block.key for block in facts.blocks]), strict=True)
    )
    for block in facts.prose[:OPENING]:
        if _AUTHOR.match(block.key) and _SCHOLARS.search(block.key):
            named[id(block)] = []  # where who wrote it teaches
    levels = self_reference(facts)
    for block in (*facts.titles, *facts.prose[:1]):
        if actors.UNIT.match(block.key):
            actors.seat(block, named[id(block)])
    # 我市 in the mouth of a paper is the place of the paper.
    ours = _OURS if any("我" in block.key and _WE.search(block.key) for block in facts.prose) else 1.0
    # Where a leader goes is not whose work it is, unless the text speaks of itself as of a place.
    visit = sum(levels.values()) < _OFTEN and any(
        centre.leader_goes(b.key) or centre.national(b.key) for b in facts.of("title")
    )
    for block in facts.of(*ZONES):
        wired = dateline(block)
        places = [m for m in named[id(block)] if m.start >= wired and (not m.medium or block.kind in ABOUT)]
        if block.kind in ABOUT:
            if _OFFICES.search(block.key) and len({mention.region for mention in places}) > 1:
                continue  # where the authors of a paper work, in several places
            if _OFFICES.search(block.key) and _SCHOLARS.search(block.key):
                continue  # what they write about is not where they teach
            places += _numbered(block)
        acts = visit or centre.acts(block, places)
        here = ours if block.kind == "byline" else 1.0
        if block.kind in ABOUT and _ISSUE.search(block.key):
            here = _JOURNAL  # its name says where a journal is made, not what its papers are about
        add(scores, facts, places, ZONES[block.kind] * (0.3 if acts else here), block.kind)
    for number, block in enumerate(facts.prose[:OPENING]):
        begin = dateline(block)
        places = [m for m in named[id(block)] if m.start >= begin and not m.medium]
        acts = number == 0 and centre.begins(block.key, begin, places)
        add(scores, facts, places, FIRST * (0.3 if acts else 1.0) / (number + 1), "paragraph")
    body = facts.of("body", "lead", "heading", "caption")
    central = centre.counted("\n".join(block.key for block in body))
    spread = [mention for block in body for mention in named[id(block)] if not mention.medium]
    add_share(scores, facts, spread, central, levels)
    add_centre(scores, facts, named)
    own = sum(levels.values()) >= OWN
    add_clues(scores, facts, own)
    if autonomous := _autonomous(facts, named):
        scores.region[autonomous] += 2 * FIRST
        scores.said.add(autonomous)
        scores.headed.add(autonomous)
        facts.note("region", autonomous, 2 * FIRST, N_("the one autonomous region that the text can mean"))
        own = True
    region = winner(scores.region)
    meant = any(m.weight >= _MEANT for found in named.values() for m in found if m.region == region)
    if region not in (CENTRE, *scores.stated) and not own and not meant:
        region = None  # nothing but where it was held, or who came
    if region not in scores.stated and any(_compares(block, named) for block in facts.titles):
        region = None
    if region is None and levels["省"] >= OWN and (seen := actors.seen_by_leaders(facts, named)):
        return Place(seen, None, level_of(levels, seen, None), True)
    if region is None and own and not scores.region and (short := short_names.place_of(facts)):
        return Place(short[0], short[1], level_of(levels, *short), True)
    weak = all(score < FIRST for score in scores.region.values())
    if region is None and weak and (there := instructed.place_of(facts, named)):
        return Place(*there, level_of(levels, *there), True)
    unit = not any(levels.values()) and any(
        actors.UNIT.match(block.key) for block in (*facts.titles, *facts.prose[:1])
    )
    if region not in (None, CENTRE) and region not in scores.headed:
        mentioned = sum(m.weight for m in spread if m.region == region)
        share = mentioned / sum(m.weight for m in spread) if mentioned else 0.0
        country = sum(len(_COUNTRY.findall(block.key)) for block in facts.prose)
        passing = mentioned < _OFTEN and (not any(levels.values()) or share < _MOSTLY)
        if passing and not (
            share >= _MOSTLY
            and (
                actors.acts(facts, named, region)
                or (mentioned >= actors.THIRD and any(map(actors.meant, facts.prose)))
            )
        ):
            region = None  # named in passing by a text that does not speak of itself as of a place
        elif (
            share < (_HALF if own else _MOSTLY)
            or any(_ROUND_UP.search(b.key) for b in facts.titles)
            or _gathered(facts, named)
        ):
            region = None  # a round-up of several places
        elif not own and country >= _ALL and mentioned < 2 * country:
            region = None  # of all the country, with one place as an example
        elif not own and any(_HELPS.search(block.key) for block in facts.titles):
            region = None  # whom somebody of elsewhere helps
    if region is None and not own and issued(facts, named):
        return Place(CENTRE, None, "中央")
    if region is None:
        if town := _in_town(facts, named):
            own_city = levels["市"] > OWN and not levels["县"] + levels["区"]
            return Place(*town, "单位" if unit else "市" if own_city else "县", True)
        if site := own_site.place_of(facts, named):
            return Place(*site[:2], site[2] or level_of(levels, *site[:2]), True)
        return Place(None, None, "单位" if unit else level_of(levels, None, None))
    if region == CENTRE:
        return Place(CENTRE, None, "中央", CENTRE not in scores.said)
    city = winner({name: score for (where, name), score in scores.city.items() if where == region})
    listed = actors.counted_off(facts, named, region)
    if listed:
        city = None
    provincial = (
        city is not None and actors.only_province(facts, named, region) and levels["市"] <= levels["省"]
    )
    # 四川强化基层治理, and a villager of one of its counties who speaks first.
    example = provincial and 2 * actors.named_city(facts, named, region, city) < actors.named_city(
        facts, named, region, None
    )
    county = not (listed or example) and actors.county(facts, named, levels, region, city)
    if unit:
        return Place(region, city, "单位", region not in scores.said)
    level = level_of(levels, region, city)
    if (county or (city is not None and is_ours(facts))) and level in ("省", "市", "县"):
        return Place(region, city, "县", region not in scores.said)
    if level == "省" and is_municipality(region) and not any(levels.values()) and actors.town_acts(facts):
        level = "县"  # a town or village there
    if provincial:
        return Place(region, None, "省" if level == "市" else level, region not in scores.said)
    if city is not None and level == "省":
        titled = any(
            mention.city == city and mention.weight >= 1
            for block in facts.titles
            for mention in named[id(block)]
        ) or (not facts.titles and levels["市"] >= OWN and _begins_with(facts, named, city))
        if titled and levels["省"] < 4:
            level = "市"
        else:
            city = None
    return Place(region, city, level, region not in scores.said)


def _autonomous(facts: Facts, named: Mapping[int, list[Mention]]) -> str | None:
    """The autonomous region that a text means which begins with 自治区 and no more: the only one it names."""
    if not any(
        "自治区" in block.key and _OF_REGION.search(block.key) for block in (*facts.titles, *facts.prose[:2])
    ):
        return None
    found = {m.region for mentions in named.values() for m in mentions if m.region in AUTONOMOUS}
    return found.pop() if len(found) == 1 else None


# 自治区第三十三个…月, 自治区某委; not …族自治区 and not 各省、自治区.
_OF_REGION = re.compile("(?<![族尔古藏、])自治区(?![、级])")


def _in_town(facts: Facts, named: Mapping[int, list[Mention]]) -> tuple[str, str | None] | None:
    """Region and city of the towns that a text names, where it names no place of another province."""
    if sum(len(_COUNTRY.findall(block.key)) for block in facts.prose) >= _ALL:
        return None
    others = {m.region for mentions in named.values() for m in mentions if m.weight >= 1 and not m.medium}
    if len(others) > 1:
        return None
    found = towns.place_of(facts)
    return found if found is not None and others <= {found[0]} else None


def _begins_with(facts: Facts, named: Mapping[int, list[Mention]], city: str) -> bool:
    """Whether the text begins with the name of the city, its 市 included."""
    first = named[id(facts.prose[0])][:1] if facts.prose else []
    return any(m.start == 0 and m.city == city and m.weight >= _FULL for m in first)


def _gathered(facts: Facts, named: Mapping[int, list[Mention]]) -> bool:
    """Whether the headings are of several provinces: 山东：… / 甘肃：…."""
    regions = {
        found[0].region
        for block in facts.of("heading")
        if (found := named[id(block)]) and found[0].start == 0 and _OF_PLACE.match(block.key, found[0].end)
    }
    return len(regions) > 1


def _compares(block: Block, named: Mapping[int, list[Mention]]) -> bool:
    """Whether a title is of several provinces as examples: 以某省…和某省…为例."""
    return _COMPARES.search(block.key) is not None and (len({m.region for m in named[id(block)]}) > 1)


_COMPARES = re.compile("为例|比较|对比|为样本")
_OF_PLACE = re.compile(r"[省市县区州]?\s*[:|丨]")


def _numbered(block: Block) -> list[Mention]:
    """The province in the number of a document: 湘直工发〔2021〕3号."""
    found = _NUMBER.match(block.key)
    region = region_of(found[1]) if found else None
    return [Mention(0, region, None, 1.5)] if region else []
