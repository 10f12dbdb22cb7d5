"""At which level a text speaks of itself: 省直 全省 我省, 市直 全市 我市, 县直 全县 我县."""

from __future__ import annotations

import re

from index.collect.gazetteer import is_municipality
from index.collect.heads import Heads
from index.collect.metadata.facts import Facts
from index.model import Level

# 全省唯一, 我省首个: said by those who are in the province, not of it as a whole.
_RANK = (
    r"(?!唯一|首[个家批次届创]|第[一二三]|率先|[\u3400-\u9fff]{1,4}(?:首[个家批次]|唯一|第一)|前列"
    r"|先进|优秀|领先|推广|同类|各[市地州])"
)
# What a text calls its own; the exceptions (城市直, 社区委) stand behind the words, so that the search
# starts on a letter.
_SELF = {
    "省": re.compile(
        rf"(?P<own>省直|(?:我省|全省){_RANK}|省级机关|全区各级|自治区直)|省委|省政府|省人民政府|省人大|省政协|自治区党委|自治区人民政府"
        r"|省第[一二三四五六七八九十]+届"
    ),
    "市": re.compile(
        rf"(?P<own>市直(?<!城市直)|(?:我市|全市){_RANK}|市级机关(?<!、市级机关)|州直|我州|全州|我盟|全盟)|市委(?<!城市委)|市政府"
        r"|市人民政府|市人大|市政协"
        r"|州委|州政府|盟委|行署"
    ),
    "县": re.compile(
        r"(?P<own>县直|我县|全县|县级机关(?<!、县级机关)|旗直|全旗|我旗)|县委(?<!市县委)(?<!省县委)|县政府|县人民政府|县人大|县政协|旗委"
    ),
    "区": re.compile(
        r"(?P<own>区直|我区|全区|区级机关)|区委(?<!治区委)(?<!社区委)(?<!地区委)|区政府(?<!治区政府)|区人大(?<!治区人大)|区政协(?<!治区政协)"
    ),
}
# 在全省…会上的发言: who speaks there is of a place below.
_AT_MEETING = re.compile(
    r"在全[省市县区州].{0,30}会议?上的(?:典型|经验|汇报|交流|书面|表态)*(?:发言|汇报|交流)"
)
_COMES = re.compile(
    r"[\u3400-\u9fff]{0,14}?(?<![以本近历原未外往])(?:来|莅临?)(?:我[市县区州盟旗]|[\u3400-\u9fff]{1,4}(?:考察|调研|开展|督导|检查|指导))"
)
_AWARDED = re.compile(
    r"(?:荣获|荣膺|获得|获评|获|评为|评选为|授予|入选|当选|跻身|列|位居|摘得|斩获|命名为)[^,。;:\n]{0,10}\Z"
)
# The first two characters of all that these patterns match.
_SELF_HEADS = Heads(
    first + second
    for first, seconds in {
        "省": "直级委政人第",
        "市": "直级委政人",
        "县": "直级委政人",
        "区": "直级委政人",
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


AUTONOMOUS = frozenset(("内蒙古", "广西", "西藏", "宁夏", "新疆"))
_BEGUN = 14
# 一年来，市公安局党委…: who acts without the name of the place.
_ACTS = re.compile(
    r"(?:[^,。]{0,16},)?(?P<unit>[省市县区州])[\u3400-\u9fff]{2,8}?(?:局|委|办|厅|院)(?:党委|党组|机关|召开|举行|组织|开展|始终|坚持)"
)


def self_reference(facts: Facts) -> dict[str, float]:
    """How often the text speaks of itself as of a province, a city, a county; the title speaks loudest."""
    levels: dict[str, float] = {"省": 0.0, "市": 0.0, "县": 0.0, "区": 0.0}
    # No pattern reaches over a line end: all the text is gone through once for each.
    loud = _AT_MEETING.sub("", "\n".join(block.key for block in facts.titles))
    rest = "\n".join(block.key for block in facts.blocks if block.kind not in ("title", "subtitle"))
    # Who acts as the text begins says whose it is: 盟委编办党支部….
    begun = facts.prose[0].key[:_BEGUN] if facts.prose and not facts.titles else ""
    for block in (*facts.titles[:1], *facts.prose[:1]):
        if actor := _ACTS.match(block.key):
            levels["市" if actor["unit"] == "州" else actor["unit"]] += 2.0
    for text, factor in ((loud, 5.0), (begun, 2.0), (rest, 1.0)):
        places = _SELF_HEADS.places(text)
        for name, pattern in _SELF.items():
            end = 0
            for place in places:
                if place < end or (match := pattern.match(text, place)) is None:
                    continue
                end = match.end()
                if not is_theirs(text, match):
                    levels[name] += factor * (2.0 if match["own"] else 1.0)
    return levels


def is_theirs(text: str, match: re.Match[str]) -> bool:
    """Whether such a word is said of others: 荣获全省先进 by those in it, 省直…来我市调研 of guests."""
    if match[0][0] == "全":
        return _AWARDED.search(text[max(0, match.start() - 14) : match.start()]) is not None
    return match[0][1:] in ("直", "委", "级机关") and _COMES.match(text, match.end()) is not None


def is_ours(facts: Facts) -> bool:
    """Whether a text says 我县 or 我旗, and 我 of no other division."""
    ours = {found for block in facts.prose for found in _OURS.findall(block.key)}
    return bool(ours) and ours <= {"县", "旗"}


_OURS = re.compile(r"我([省市州盟县旗])(?!委)")


def level_of(levels: dict[str, float], region: str | None, city: str | None) -> Level | None:
    """The level by how often the text speaks of itself as of each, and by the place it is of."""
    own = dict(levels)
    own["省" if region in AUTONOMOUS else "县"] += own.pop("区")
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
