"""Who acts in a text: somebody of a place as it begins, an enterprise or school, one of its counties."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from index.collect.kinds import Block
from index.collect.metadata.facts import Facts
from index.collect.metadata.mentions import Mention
from index.collect.metadata.place_scores import ABOUT, OPENING, OWN

_SCHOOL = re.compile(r"[\u3400-\u9fff]{0,10}?(?:大学|学院|师范|医院|银行)")
_LOOKS_AFTER = re.compile("慰问|看望|督导|走访|检查指导|调研指导|蹲点|督查")
_LEARNS = re.compile("考察|培训|党性教育|红色教育|参观学习|学习交流|取经|研学|参训|瞻仰|旧址|纪念馆")
_MANY = 5
_THAT, THIRD = re.compile("该[省市县区州旗盟](?!委)"), 3
# The first words of a text name who acts in it: a name, and what kind of body bears it.
_BEGUN = 16
_ACTOR = re.compile(
    r"[\u3400-\u9fff“”\"()]{0,16}?(?:公司|特区|特别行政区|行政长官|局|院|所|队|站|校|厂|矿|经济区|开发区|新区|高新区|兵团|师市|第[一二三四五六七八九十0-9]{1,3}师|海关|支队|总队|中心|集团|大学|学院|银行|支行|分行|社区|村|镇|乡|街道|园区"
    r"|党委|党组|支部|党总支|工委|机关|垦区|林区)"
)
# …。近年来,某省某局…: a later sentence that begins with who acts.
_SENTENCE = re.compile(r"。(?:近年来|今年以来|近日|日前|一直以来|多年来|长期以来)?,?$")
# …,10月16日,某市某院…: a clause that begins with the day and who acts on it.
_ON_A_DAY = re.compile(r"^[^。]{0,100}[0-9]{1,2}月[0-9]{1,2}日(?:[上下]午)?,$")
# 某某村位于某市…: what a text begins with is what it is about.
_LIES = re.compile(r"[\u3400-\u9fff]{2,12}(?:位于|地处|坐落[于在])(?:[\u3400-\u9fff]{2,3}省)?$")
_GONE = re.compile(r"(?:在|到|赴|来自|前往|走进|考察|参观)[^,。]{0,6}$")
# An enterprise, school or hospital as the actor of the title or of the first sentence.
UNIT = re.compile(
    r"^(?:[0-9]{1,2}月[0-9]{1,2}日(?:[上下]午)?,)?[^,。:]{0,24}?(?:集团|公司|大学|学院|医院|银行|分行|支行|研究院|研究所|中学|小学|电厂|油田)(?:机关)?"
    r"(?:党委|党组|党总支|党支部|纪委|各|深入|开展|组织|召开|举行|举办|扎实|坚持|着力|第?[一二三四五六七八九十]{1,3}届|:|,|$)"
    r"|^(?:(?:近年来|今年以来|近日|日前|[0-9]{1,2}月[0-9]{1,2}日(?:[上下]午)?),)?(?:国网|国家电网|南方电网|南网|中国石油|中国石化|中国移动|中国联通|中国电信|中国铁路)(?!.{0,12}(?:[省市县区]委|政府))"
)


def seat(block: Block, found: list[Mention]) -> None:
    """某州大学党委…, as the actor of a title or first sentence: it is where its name says."""
    for mention in found[:1]:
        if mention.start <= _BEGUN and _SCHOOL.match(block.key, mention.end):
            mention.weight = max(mention.weight, 1.0)


def meant(block: Block) -> bool:
    """Whether a paragraph speaks of 该县 or the like, and so of the place that it has named."""
    return "该" in block.key and _THAT.search(block.key) is not None


def acts(facts: Facts, named: Mapping[int, list[Mention]], region: str) -> bool:
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
                    or _ON_A_DAY.search(block.key[: mention.start]) is not None
                    or (mention.weight > 1 and "。" not in block.key[: mention.start])
                    or (mention.weight > 1 and _SENTENCE.search(block.key[: mention.start]) is not None)
                )
                and not _GONE.search(block.key[: mention.start])
                and _ACTOR.match(block.key, mention.end) is not None
            )
    return False


def county(
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
    of_city, of_province = levels["市"] >= OWN and not below, levels["省"] > OWN and not below + levels["市"]
    only = {block.key[m.start : m.end] for block in facts.prose for m in named[id(block)] if m.weight >= 1}
    # Further down it may be an example: unless no other place is named at all.
    for block in (*facts.titles, *facts.prose[: OPENING if len(only) == 1 and not of_city else 1]):
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


def seen_by_leaders(facts: Facts, named: Mapping[int, list[Mention]]) -> str | None:
    """Where somebody of a province looks after things: 自治区党委副书记…到某县慰问.

    Those who learn go abroad.
    """
    blocks = [*facts.titles, *facts.prose[:1]]
    text = "".join(block.key for block in blocks)
    if not _LOOKS_AFTER.search(text) or _LEARNS.search(text):
        return None
    regions = {m.region for block in blocks for m in named[id(block)]}
    below = any(m.city is not None for block in blocks for m in named[id(block)])
    return regions.pop() if len(regions) == 1 and below else None


def counted_off(facts: Facts, named: Mapping[int, list[Mention]], region: str) -> bool:
    """Whether so many cities of ``region`` are named, and none more than others, that it is about none."""
    if any(m.city is not None and m.weight >= 1 for b in facts.titles for m in named[id(b)]):
        return False
    cities = Counter(
        m.city
        for block in facts.prose
        for m in named[id(block)]
        if m.region == region and m.city is not None and m.weight >= 1
    )
    return len(cities) >= _MANY and max(cities.values()) * 2 < sum(cities.values())


def town_acts(facts: Facts) -> bool:
    """Whether a town, street or village acts in the title, or without one as the text begins."""
    return any(_TOWN.match(block.key) is not None for block in (facts.titles[:1] or facts.prose[:1]))


# 某某镇机关党支部…, 近日,某某区某某街道…
_TOWN = re.compile(
    r"(?:[^,。]{0,12},)?[\u3400-\u9fff]{2,10}?(?:镇|乡|街道|村|社区)(?:机关|党委|党工委|党支部|党总支|召开|举行|举办|组织|开展|:|,|$)"
)


def named_city(facts: Facts, named: Mapping[int, list[Mention]], region: str, city: str | None) -> int:
    """How often the text names a city; ``None``: its province."""
    return sum(
        m.region == region and m.city == city and m.weight >= 1 for b in facts.prose for m in named[id(b)]
    )


def only_province(facts: Facts, named: Mapping[int, list[Mention]], region: str) -> bool:
    """Whether the title names the province, and neither it nor a byline one of its cities."""
    title = [m for block in facts.titles for m in named[id(block)] if m.region == region and m.weight >= 1]
    lines = [m for block in facts.of(*ABOUT) for m in named[id(block)] if m.region == region]
    return bool(title) and all(mention.city is None for mention in (*title, *lines))
