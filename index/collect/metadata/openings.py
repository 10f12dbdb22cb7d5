"""The day with which a report opens, and the years that it may be of."""

from __future__ import annotations

import re

from index.collect.metadata.facts import Facts
from index.collect.metadata.printed import iso
from index.errors import N_

YEAR = re.compile(r"(?<![0-9到至\-~])((?:19|20)[0-9]{2})年(?!(?:[0-9]{1,2}月)?(?:底前|末前|前))")
_LATER = re.compile(r"^.{0,16}(?:将|远景|力争|实现.{0,8}目标|建成)")
_OPENING = re.compile(
    r"^(?:本报讯|本报|新华社|.{2,8}网"
    r"|.{2,8}日报)?(?:讯?\s*[\u3400-\u9fff]{0,4}记者[^0-9。,]{2,24}?报道:?|.{0,14}?)(?:[((][^()]{0,24}[))])?\s*(?P<m>[0-9]{1,2})月(?P<d>[0-9]{1,2})日(?P<wire>[电讯])?"
)
_DAY = r"(?P<y>20[0-9]{2})年(?P<m>[0-9]{1,2})月(?P<d>[0-9]{1,2})日"
_FULL_OPENING = re.compile(
    r"^(?:(?:本报|[\u3400-\u9fff]{2,10}?)讯?)?[^0-9。]{0,14}?(?:[((][^()]{0,24}[))])?\s*"
    rf"{_DAY}(?P<wire>[电讯])?(?!.{{0,3}}(?:起|以来|后|至))"
)
# 为庆祝…，某某党委于2012年6月25日召开…会
_HELD_ON = re.compile(
    rf"^[^。0-9]{{4,80}}(?:于|在|,){_DAY}(?!起|以来|后|至)[^。]{{0,40}}?(?:召开|举行|举办|组织|开展|启动|前往|赴|参观|来到|走进)"
)
# 4月27日，2023年全市…工作会召开: the meeting is of that year.
_MEETING = re.compile(
    r"^(?:[-至到](?:[0-9]{1,2}月)?[0-9]{1,2}日)?(?:[上下]午|晚)?,?(?:由[^。0-9]{4,60}?的|[^。,0-9]{0,16})"
    r"(?P<y>20[0-9]{2})年(?!度)[^。,]{0,30}?(?:会|班|论坛|[比竞]赛|培训)[^。]{0,24}?(?:召开|举行|举办|开班|开幕)"
)
# 2月13日，某某委召开2025年…工作会议
_MEETING_OF = re.compile(
    r"^(?:[上下]午|晚)?,?[^。,0-9]{0,20}(?:召开|举行|举办)了?[^。,0-9]{0,14}(?P<y>20[0-9]{2})年(?!度)[^。,]{0,30}?(?:会|班|论坛|[比竞]赛)"
)
# …上的讲话 某某（2018年2月9日）同志们: the head of a speech and its first words in one paragraph.
_SPEECH = re.compile(rf"^[^。]{{4,80}}?\({_DAY}\)\s*(?:同志们|各位)")
# 【概况】2009年，市直机关各级党组织…: the report of a year.
_OF_ITS_YEAR = re.compile(
    r"^(?:【[^】]{2,10}】\s*)?(?P<y>(?:19|20)[0-9]{2})年,(?!.{0,12}(?:总书记|中央|全国|全党))"
    r"[\u3400-\u9fff]{0,5}?(?:[省市县区州盟旗][直级](?:属?机关)?|全[省市县区州盟]|我[省市县区州盟局院校])"
)
# Of these a text that tells of such an anniversary counts the years.
_FOUNDED = {
    **dict.fromkeys(("建党", "共产党"), 1921),
    **dict.fromkeys(("新中国", "共和国", "建国"), 1949),
    "建军": 1927,
    "改革开放": 1978,
}
_ANNIVERSARY = re.compile(
    r"(?:庆祝|纪念|喜迎|在)[^。,;]{0,12}?"
    r"(?P<what>建党|中国共产党(?:成立|建党|诞辰)|新中国成立|中华人民共和国成立|建国|建军|改革开放)\s*(?P<count>[0-9]{1,3}|百)\s*周年"
)
_CITED = re.compile(r"[^。,]{0,6}大会上")
_NO_YEAR = re.compile(r"(?<![0-9-])([01][0-9])-([0-3][0-9])\s+[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?$")
_THIS_YEAR = re.compile(r"今年(?:以来)?(?:[0-9]{1,2}月至)?([0-9]{1,2})月")
_HELD = re.compile(r"召开|举行|举办|组织|开展|启动|开班|赴|印发|揭牌|开幕")
_CLAUSE = 60
# No site is older; a title that names an older year speaks of history.
_MODERN = 1995


def may_be_of(facts: Facts, year: int, low: int | None) -> bool:
    """Whether a year that the title names may be that of the text: nothing in it is younger, but for the
    outlook with which it ends. ``low``: the first month that its wording allows, ``year * 12 + month - 1``.
    """
    if year < _MODERN or (low is not None and low // 12 > year):
        return False
    told = facts.prose[:-2] if len(facts.prose) > 3 else facts.prose[:1]
    return not any(
        int(match[1]) > year and not _LATER.match(block.key[match.end() :])
        for block in told
        for match in YEAR.finditer(block.key)
    )


def begun(facts: Facts, low: int | None) -> str | None:
    """The day, month or year with which the first paragraph begins, its year written out: as much of it as
    the text is sure to be of.
    """
    value = _begun(facts, facts.prose[0].key, low) if facts.prose else None
    if value is None and facts.prose[1:] and not _OPENING.match(facts.prose[0].key):
        # 为…, 根据…: why it was done; the next paragraph tells when.
        value = _begun(facts, facts.prose[1].key, low)
    if value is not None:
        facts.note("date", value, 3.0, N_("the report opens with that day"))
    return value


def _begun(facts: Facts, key: str, low: int | None) -> str | None:
    if match := _SPEECH.match(key):
        return iso(int(match["y"]), int(match["m"]), int(match["d"]))
    match = _FULL_OPENING.match(key)
    # What happened in a year that is written out may be long ago; what was held is told at once.
    if match is not None and not _HELD.search(key[: match.end() + _CLAUSE]):
        return None
    if match is not None or (match := _HELD_ON.match(key)):
        year, month = int(match["y"]), int(match["m"])
        wire = match.re is _FULL_OPENING and match["wire"]
        return _within(facts, year, month, int(match["d"]) if wire else None, low)
    day = _OPENING.match(key)
    rest = key[day.end() :] if day else ""
    if day and (match := _MEETING.match(rest) or _MEETING_OF.match(rest)):
        return _within(facts, int(match["y"]), int(day["m"]), int(day["d"]) if day["wire"] else None, low)
    if match := _OF_ITS_YEAR.match(key):
        year = int(match["y"])
        return str(year) if may_be_of(facts, year, low) else None
    return None


def _within(facts: Facts, year: int, month: int, day: int | None, low: int | None) -> str | None:
    value = iso(year, month, day)
    if value is None or (low is not None and year * 12 + month - 1 < low):
        return None
    return value if may_be_of(facts, year, None) else None


def clocked(facts: Facts, low: int | None) -> str | None:
    """The day of a page's clock that has no year (07-22 09:28), in the newest year that the text tells of."""
    clock = next(
        (found for block in facts.blocks[: facts.first_prose] if (found := _NO_YEAR.search(block.key))), None
    )
    years = [int(match[1]) for block in facts.prose for match in YEAR.finditer(block.key)]
    if clock is None or not years or not may_be_of(facts, max(years), low):
        return None
    value = iso(max(years), int(clock[1]), int(clock[2]))
    if value is not None:
        facts.note("date", value, 2.0, N_("the page's clock, in the newest year that the text tells of"))
    return value


def anniversary(facts: Facts) -> str | None:
    """The year of the anniversary that the text is about as it begins: 庆祝建党96周年大会在…召开."""
    for block in (*facts.titles, *facts.prose[:2]):
        for found in _ANNIVERSARY.finditer(block.key):
            count = 100 if found["count"] == "百" else int(found["count"])
            year = next(first for word, first in _FOUNDED.items() if word in found["what"]) + count
            if not _CITED.match(block.key, found.end()) and may_be_of(facts, year, None):
                facts.note("date", str(year), 2.5, N_("the anniversary that the text is about"))
                return str(year)
    return None


def opening(facts: Facts, text: str) -> tuple[int, int, bool] | None:
    """Month and day with which the report opens and whether it is a dateline, unless the text knows of later
    months of its year.
    """
    prose = facts.prose
    if not prose or (match := _OPENING.match(prose[0].key)) is None:
        return None
    month, day = int(match["m"]), int(match["d"])
    later = any(int(found[1]) > month for found in _THIS_YEAR.finditer(text))
    if not 1 <= month <= 12 or later or re.search(r"[0-9]{4}年$", prose[0].key[: match.start("m")]):
        return None
    return month, day, match["wire"] is not None


def with_opening(facts: Facts, text: str, year: int, low: int | None, high: int | None) -> str:
    """``year``, or the month (the day of a dateline 电/讯) in it with which the report opens, where it is
    between the first and last month that the wording allows.
    """
    found = opening(facts, text)
    if found is None:
        return str(year)
    month, day, wire = found
    place = year * 12 + month - 1
    if (low is not None and place < low) or (high is not None and place > high):
        return str(year)
    value = iso(year, month, day if wire else None) or str(year)
    facts.note("date", value, 3.0, N_("the report opens with that day"))
    return value
