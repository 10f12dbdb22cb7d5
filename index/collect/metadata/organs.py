"""The organ whose work a text reports: 湖南省直机关工委, 三明市直机关工委, 云南省人民政府."""

from __future__ import annotations

import re
from collections import defaultdict

from index.collect.gazetteer import CENTRE, direct_counties, is_municipality, prefectures, provinces
from index.collect.metadata.facts import Facts
from index.collect.metadata.places import Place
from index.errors import N_

_CENTRAL_COMMITTEE = re.compile(r"(?:中央和国家机关|中央国家机关)工(?:作)?委(?:员会)?")
_COMMITTEE = re.compile(
    r"(?P<unit>省|市|州|县|区|盟|旗|自治区|自治州)(?P<party>委)?(?P<rest>(?:直属?"
    r"|级)(?:属)?机关(?:党的)?(?:工(?:作)?委(?:员会)?|工作党委))"
)
_GOVERNMENT = re.compile(r"我?代表(?:.{0,12}?)(?P<unit>省|市|自治区|州|县|区)?(?:人民)?政府,?(?:向|现?向)")
_ACTOR = re.compile(
    r"^[\s(]*(?P<name>[\u3400-\u9fff]{2,4}(?:省|市|自治区|州|县|区)?(?:委|人大|政协|纪委监委"
    r"|[\u3400-\u9fff]{2,8}(?:委员会|局|厅|委|办公室|集团|公司|大学|学院|医院))(?:机关党委|党组"
    r"|党委)?)(?:\s|:|,|$|开展|召开|举办|深化|推动|坚持|扎实|着力)"
)


def organ_of(facts: Facts, place: Place) -> str | None:
    """The organ, with its place in front, or ``None``."""
    if stated := facts.stated("organ"):
        return stated
    found: defaultdict[str, float] = defaultdict(float)
    zones = [(block, 6.0) for block in facts.of("title", "subtitle")]
    zones += [(block, 4.0) for block in facts.of("byline", "note")]
    zones += [(block, 2.0) for block in facts.prose[:3]]
    zones += [(block, 0.5) for block in facts.prose[3:]]
    for block, weight in zones:
        if not ("工" in block.key and "机" in block.key and "关" in block.key):
            continue  # all that is looked for here is a committee for work in organs
        key = re.sub(r"[\s“”\"]", "", block.key)
        for _match in _CENTRAL_COMMITTEE.finditer(key):
            if place.region == CENTRE:
                found["中央和国家机关工委"] += weight
        for match in _COMMITTEE.finditer(key):
            name = _placed(match["unit"], (match["party"] or "") + match["rest"], place)
            if name is not None:
                found[name] += weight
    government: re.Match[str] | None = next(
        (spoke for block in facts.prose[:4] if (spoke := _GOVERNMENT.search(block.key.replace(" ", "")))),
        None,
    )
    if government is not None and place.region not in (None, CENTRE):
        spoken = _placed(government["unit"] or _unit(place), "人民政府", place)
        if spoken is not None:
            facts.note("organ", spoken, 8.0, N_("the speaker reports on its behalf"))
            return spoken
    for block in facts.of("byline"):
        if issued := re.match(r"^发文(?:机关|单位)\s*:\s*([\u3400-\u9fff]{4,30})\s*$", block.key.strip()):
            facts.note("organ", issued[1], 9.0, N_("a line names the issuing organ"))
            return issued[1]
    if found:
        best, score = max(found.items(), key=lambda item: item[1])
        if score >= 2:
            facts.note("organ", best, score, N_("named in title, byline or text"))
            return best
    for block in facts.of("title", "subtitle"):
        if actor := _ACTOR.match(block.key):
            facts.note("organ", actor["name"], 2.0, N_("the title or subtitle begins with it"))
            return actor["name"]
    return None


def _unit(place: Place) -> str:
    if place.level == "市" or is_municipality(place.region):
        return "市"
    return "自治区" if place.region in ("内蒙古", "广西", "西藏", "宁夏", "新疆") else "省"


def _placed(unit: str, rest: str, place: Place) -> str | None:
    """``rest`` of the province or city that the text is of; ``None`` for an organ of another level."""
    rest = rest.replace("工作委员会", "工委").replace("工委员会", "工委")
    if (
        unit in ("省", "自治区")
        or (unit == "区" and place.level == "省")
        or (unit == "市" and is_municipality(place.region))
    ):
        if place.level not in ("省", None) or place.region in (None, CENTRE):
            return None
        full = next(p.name for p in provinces() if p.short == place.region)
        return full + rest
    if unit in ("市", "州", "盟", "自治州"):
        if place.level not in ("市", None) or place.city is None:
            return None
        divisions = (*prefectures(), *direct_counties())
        full = next(p.name for p in divisions if p.short == place.city and p.region == place.region)
        return full + rest if full.endswith("市") else place.city + unit.replace("自治", "") + rest
    return None
