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
from dataclasses import dataclass, field, replace
from typing import get_args

from index.collect.formats import Clue
from index.collect.gazetteer import CENTRE, city_of, region_of
from index.collect.kinds import Block
from index.collect.metadata import centre
from index.collect.metadata.addresses import place_in
from index.collect.metadata.facts import Facts
from index.collect.metadata.levels import is_ours, level_of, self_reference
from index.collect.metadata.mentions import Mention, in_paragraphs, mentions
from index.errors import N_
from index.model import Level
from index.text.fold import fold

_NAMED = {
    "title": N_("named in the title"),
    "subtitle": N_("named in the subtitle"),
    "byline": N_("named in the byline"),
    "note": N_("named in a note"),
    "paragraph": N_("named in a first paragraph"),
}
_ZONES = {"title": 10.0, "subtitle": 8.0, "byline": 6.0, "note": 3.0}
_FIRST, _SHARE, _OPENING, _HEAD = 3.0, 6.0, 3, 12
_THRESHOLD = 3.0
_OFTEN, _MOSTLY, _HALF, _OWN = 4.0, 0.65, 0.5, 2.0
_COUNTRY, _ALL = re.compile("我国|全国|各地|多地"), 3
_ROUND_UP = re.compile(r"快讯|简讯|速览|联播|集锦|撷英|要闻摘")
_ABOUT = ("byline", "note")
_ADDRESS = 3.0
# Venues, guests and what is only visited weigh less than this.
_MEANT = 0.5
_THAT, _THIRD = re.compile("该[省市县区州旗盟](?!委)"), 3
_WE, _OURS = re.compile("我[省市州县区盟旗](?!委)"), 1.5
_NUMBER = re.compile(  # not 青 and 宁: 青岛 and 南京 number theirs so too
    r"^([京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川黔云藏陕甘新])(?:政|委|办|直|府|组|宣|纪|机|发|工|党)[\u3400-\u9fff]{0,10}[〔\[(](?:19|20)[0-9]{2}"
)
# 湖南省直, 株洲市委: a name with its administration says more than a name.
_ADMINISTERED = 1.5
_LEADER = 24.0
# The addresses of authors end with their postal codes.
_OFFICES = re.compile(r"[0-9]{6}\s*\)?$")
# The first words of a text name who acts in it: a name, and what kind of body bears it.
_BEGUN = 16
_ACTOR = re.compile(
    r"[\u3400-\u9fff“”\"()]{0,16}?(?:公司|局|院|所|队|站|校|厂|矿|中心|集团|大学|学院|银行|支行|分行|社区|村|镇|乡|街道|园区"
    r"|党委|党组|支部|党总支|工委|机关|垦区|林区)"
)
# …。近年来,某省某局…: a later sentence that begins with who acts.
_SENTENCE = re.compile(r"。(?:近年来|今年以来|近日|日前|一直以来|多年来|长期以来)?,?$")
# 某某村位于某市…: what a text begins with is what it is about.
_LIES = re.compile(r"[\u3400-\u9fff]{2,12}(?:位于|地处|坐落[于在])(?:[\u3400-\u9fff]{2,3}省)?$")
_GONE = re.compile(r"(?:在|到|赴|来自|前往|走进|考察|参观)[^,。]{0,6}$")
# Where a report was wired from is not whose work it reports.
_SCHOLARLY = re.compile(
    r"(?:学报|学刊|社会科学|社科|研究)(?:\([^()]{2,10}\))?\s*[》)]?\s*[(,]?\s*(?:19|20)[0-9]{2}\s*年?\s*[,.]?\s*(?:第\s*)?[0-9]{1,2}\s*期"
)
_JOURNAL = 0.3
_DATELINE = re.compile(r"^.{0,12}?(?:社|网|报|台|讯|电).{1,10}?[0-9]{1,2}月[0-9]{1,2}日[电讯]")
# An enterprise, school or hospital as the actor of the title or of the first sentence.
_UNIT = re.compile(
    r"^[^,。:]{0,24}?(?:集团|公司|大学|学院|医院|银行|分行|支行|研究院|研究所|中学|小学|电厂|油田)(?:机关)?"
    r"(?:党委|党组|党总支|党支部|纪委|各|深入|开展|组织|召开|举行|举办|扎实|坚持|着力|:|,|$)"
    r"|^(?:(?:近年来|今年以来|近日|日前|[0-9]{1,2}月[0-9]{1,2}日(?:[上下]午)?),)?(?:国网|国家电网|南方电网|南网|中国石油|中国石化|中国移动|中国联通|中国电信|中国铁路)(?!.{0,12}(?:[省市县区]委|政府))"
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
    stated: set[str] = field(default_factory=set)


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
    scores = _Scores(defaultdict(float), defaultdict(float))
    named = dict(
        zip(map(id, facts.blocks), in_paragraphs([block.key for block in facts.blocks]), strict=True)
    )
    levels = self_reference(facts)
    # 我市 in the mouth of a paper is the place of the paper.
    ours = _OURS if any("我" in block.key and _WE.search(block.key) for block in facts.prose) else 1.0
    # Where a leader goes is not whose work it is, unless the text speaks of itself as of a place.
    visit = sum(levels.values()) < _OFTEN and any(centre.leader_goes(b.key) for b in facts.of("title"))
    for block in facts.of(*_ZONES):
        wired = _dateline(block)
        places = [m for m in named[id(block)] if m.start >= wired and (not m.medium or block.kind in _ABOUT)]
        if block.kind in _ABOUT:
            if _OFFICES.search(block.key) and len({mention.region for mention in places}) > 1:
                continue  # where the authors of a paper work, in several places
            places += _numbered(block)
        acts = visit or centre.acts(block, places)
        here = ours if block.kind == "byline" else 1.0
        if block.kind in _ABOUT and _SCHOLARLY.search(block.key):
            here = _JOURNAL  # its name says where a journal is made, not what its papers are about
        _add(scores, facts, places, _ZONES[block.kind] * (0.3 if acts else here), block.kind)
    for number, block in enumerate(facts.prose[:_OPENING]):
        dateline = _dateline(block)
        places = [m for m in named[id(block)] if m.start >= dateline and not m.medium]
        acts = number == 0 and centre.begins(block.key, dateline, places)
        _add(scores, facts, places, _FIRST * (0.3 if acts else 1.0) / (number + 1), "paragraph")
    body = facts.of("body", "lead", "heading", "caption")
    central = centre.counted("\n".join(block.key for block in body))
    spread = [mention for block in body for mention in named[id(block)] if not mention.medium]
    _add_share(scores, facts, spread, central, levels)
    _add_centre(scores, facts, named)
    own = sum(levels.values()) >= _OWN
    _add_clues(scores, facts, own)
    region = _winner(scores.region)
    meant = any(m.weight >= _MEANT for found in named.values() for m in found if m.region == region)
    if region not in (CENTRE, *scores.stated) and not own and not meant:
        region = None  # nothing but where it was held, or who came
    unit = not any(levels.values()) and any(
        _UNIT.match(block.key) for block in (*facts.titles, *facts.prose[:1])
    )
    if region not in (None, CENTRE) and region not in scores.headed:
        mentioned = sum(m.weight for m in spread if m.region == region)
        share = mentioned / sum(m.weight for m in spread) if mentioned else 0.0
        country = sum(len(_COUNTRY.findall(block.key)) for block in facts.prose)
        passing = mentioned < _OFTEN and (not any(levels.values()) or share < _MOSTLY)
        if passing and not (
            share >= _MOSTLY
            and (_acts(facts, named, region) or (mentioned >= _THIRD and any(map(_meant, facts.prose))))
        ):
            region = None  # named in passing by a text that does not speak of itself as of a place
        elif share < (_HALF if own else _MOSTLY) or any(_ROUND_UP.search(b.key) for b in facts.titles):
            region = None  # a round-up of several places
        elif not own and country >= _ALL and mentioned < 2 * country:
            region = None  # of all the country, with one place as an example
    if region is None:
        return Place(None, None, "单位" if unit else level_of(levels, None, None))
    if region == CENTRE:
        return Place(CENTRE, None, "中央", CENTRE not in scores.said)
    city = _winner({name: score for (where, name), score in scores.city.items() if where == region})
    county = _county(facts, named, levels, region, city)
    if unit:
        return Place(region, city, "单位", region not in scores.said)
    level = level_of(levels, region, city)
    if (county or (city is not None and is_ours(facts))) and level in ("省", "市", "县"):
        return Place(region, city, "县", region not in scores.said)
    if city is not None and _only_province(facts, named, region) and levels["市"] <= levels["省"]:
        return Place(region, None, "省" if level == "市" else level, region not in scores.said)
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


def _meant(block: Block) -> bool:
    """Whether a paragraph speaks of 该县 or the like, and so of the place that it has named."""
    return "该" in block.key and _THAT.search(block.key) is not None


def _acts(facts: Facts, named: Mapping[int, list[Mention]], region: str) -> bool:
    """Whether the text begins with somebody of a place who acts: 国网某市供电公司变电党支部…."""
    for block in facts.prose[:1]:
        for mention in named[id(block)][:1]:
            if mention.region == region and mention.weight > 1 and _LIES.match(block.key[: mention.start]):
                return True
            return (
                mention.region == region
                and mention.weight >= 1
                and (
                    mention.start <= _BEGUN
                    or (mention.weight > 1 and "。" not in block.key[: mention.start])
                    or (mention.weight > 1 and _SENTENCE.search(block.key[: mention.start]) is not None)
                )
                and not _GONE.search(block.key[: mention.start])
                and _ACTOR.match(block.key, mention.end) is not None
            )
    return False


def _county(
    facts: Facts,
    named: Mapping[int, list[Mention]],
    levels: Mapping[str, float],
    region: str,
    city: str | None,
) -> bool:
    """Whether the first place of the title, or without one there of the first paragraph, is a county of
    ``city``; not a district in a text that speaks of itself as of the city.
    """
    below = levels["县"] + levels["区"]
    of_city, of_province = levels["市"] > _OWN and not below, levels["省"] > _OWN and not below + levels["市"]
    only = {block.key[m.start : m.end] for block in facts.prose for m in named[id(block)] if m.weight >= 1}
    # Further down it may be an example: unless no other place is named at all.
    for block in (*facts.titles, *facts.prose[: _OPENING if len(only) == 1 and not of_city else 1]):
        found = named[id(block)]
        for mention, after in zip(found, [*found[1:], None], strict=False):
            if mention.weight >= 1 and (mention.city is not None or mention.county):
                if after is not None and after.county and after.start == mention.end:
                    mention = after  # 宁德市福鼎市
                district = block.key[mention.start : mention.end].endswith(("区", "县"))
                return (
                    mention.county
                    and (mention.region, mention.city) == (region, city)
                    and not ((of_province or (of_city and district)) and block.kind != "title")
                )
    return False


def _only_province(facts: Facts, named: Mapping[int, list[Mention]], region: str) -> bool:
    """Whether the title names the province, and neither it nor a byline one of its cities."""
    title = [m for block in facts.titles for m in named[id(block)] if m.region == region and m.weight >= 1]
    lines = [m for block in facts.of(*_ABOUT) for m in named[id(block)] if m.region == region]
    return bool(title) and all(mention.city is None for mention in (*title, *lines))


def _numbered(block: Block) -> list[Mention]:
    """The province in the number of a document: 湘直工发〔2021〕3号."""
    found = _NUMBER.match(block.key)
    region = region_of(found[1]) if found else None
    return [Mention(0, region, None, 1.5)] if region else []


def _add_clue(scores: _Scores, facts: Facts, clue: Clue, rank: float) -> None:
    region: str | None = None
    city: tuple[str, str] | None = None
    if clue.field == "region":
        region = region_of(clue.value)
    elif clue.field == "city":
        city = city_of(clue.value)
    else:
        named = [mention for mention in mentions(fold(clue.value)) if mention.weight >= 1]
        if len({mention.region for mention in named}) == 1:
            region = named[0].region
            city = next(((m.region, m.city) for m in named if m.city), None)
        rank = min(rank, _ZONES["byline"])
    if region is None and city is not None:
        region = city[0]
    if region is None:
        return
    scores.region[region] += rank
    scores.said.add(region)
    scores.headed.add(region)
    scores.stated.add(region)
    if city is not None:
        scores.city[city] += rank
    facts.note("region", region, round(rank, 2), clue.reason)


def _add_clues(scores: _Scores, facts: Facts, own: bool) -> None:
    """What the format of the file says of the place, and the address of the page: that says whose 省直 is
    meant, but many pages are of elsewhere.
    """
    for field_name in ("region", "city", "source"):
        for rank, clue in facts.clue(field_name)[:1]:
            _add_clue(scores, facts, clue, rank)
    for address in facts.addresses():
        if place := place_in(address):
            scores.region[place[0]] += _ADDRESS
            scores.said.add(place[0])
            if own:
                scores.headed.add(place[0])
            if place[1] is not None:
                scores.city[place[0], place[1]] += _ADDRESS
            facts.note("region", place[0], _ADDRESS, N_("in the address of the page"))


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


def _add_share(
    scores: _Scores, facts: Facts, named: list[Mention], central: int, levels: Mapping[str, float]
) -> None:
    total = sum(mention.weight for mention in named) + central
    if total < 2 and not _alone(named, levels):
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


def _dateline(block: Block) -> int:
    """Where the text of a paragraph begins behind its dateline."""
    return wire.end() if (wire := _DATELINE.match(block.key)) else 0


def _alone(named: list[Mention], levels: Mapping[str, float]) -> bool:
    """Whether a text that speaks of itself as of a place names one place only, and one of that level."""
    own = max(levels["省"], levels["市"], levels["县"])
    fitting = [m for m in named if m.weight >= 1 and (m.city is None) == (own == levels["省"])]
    return own >= _OWN and bool(fitting) and len({mention.region for mention in named}) == 1


def _add_centre(scores: _Scores, facts: Facts, named: Mapping[int, list[Mention]]) -> None:
    found: list[tuple[float, str]] = []
    for block in facts.of("title", "subtitle"):
        if centre.acts(block, named[id(block)]):
            found.append(
                (1.5 * _ZONES[block.kind], N_("a body of the centre is named in the title or subtitle"))
            )
        elif centre.leader_goes(block.key):
            # where leaders of the centre go, or whom they meet, is not whose work it is
            found.append((_LEADER, N_("a body of the centre is named in the title or subtitle")))
    for number, block in enumerate(facts.prose[:_OPENING]):
        begin = _dateline(block)
        places = [mention for mention in named[id(block)] if mention.start >= begin]
        if number == 0 and centre.begins(block.key, begin, places):
            found.append((2 * _FIRST, N_("a body of the centre acts in a first paragraph")))
        elif centre.acts_in(block.key, places):
            found.append((_FIRST / (number + 1), N_("a body of the centre acts in a first paragraph")))
    if any(centre.addresses_all(block.key) for block in facts.blocks[:_HEAD]):
        found.append((2 * _ZONES["title"], N_("it is addressed to all provinces")))
    for value, reason in found:
        scores.region[CENTRE] += value
        scores.said.add(CENTRE)
        facts.note("region", CENTRE, round(value, 2), reason)


def _winner(scores: dict[str, float]) -> str | None:
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] < _THRESHOLD:
        return None
    if len(ranked) > 1 and ranked[0][1] < 1.25 * ranked[1][1]:
        return None
    return ranked[0][0]
