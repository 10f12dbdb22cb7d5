"""Mechanisms whose names stand in marks: “动力党建·合力攻坚”工程, “猎狐行动”, 品牌“…”, “…”“…”等机制."""

from __future__ import annotations

import re
from typing import NamedTuple

from index.registers.paired import line_pairs
from index.registers.terms.around import named_around, next_content
from index.registers.terms.headnouns import head_after, head_before, heads_inside
from index.registers.terms.named import Named, is_formula, is_name, letters
from index.registers.terms.numerics import counts_several, is_code, parallel
from index.registers.terms.tables import Head, bounds, curated_letters, heads, metaphors
from index.text.segment import tagged

LONGEST = 40
"""Characters of the longest name in marks."""
_OPENERS = "“‘「『\"'"
_STOPS = frozenset("。!?;:…")
_LINKS = frozenset(["", "、", ",", "和", "与", "及", "以及", "、和", "暨"])
# 用“红石榴”引领…行动: it does so by that.
_BY = frozenset("以用靠将把让由")
_MOVES = re.compile("引领|推进(?!会)|[进走下]")
# 七一, 12·4: a day is no name.
_NAMES = re.compile(r"[^\W\d_一二三四五六七八九十]")
_ORGAN = re.compile(
    "[、,][^\\W_]{2,20}(?:[局所院委办部处站校厅科室镇乡村区县市社]|支队|大队|公司|支部|中心|街道|医院|大学|中学|小学|学院|集团|工会|妇联|协会|联合会)的?"
)
# 春季“…”、夏季“…”: or behind what tells them apart.
_ATTRIBUTE = re.compile(r"、([^\W\d_]{2,4})")
_AND_SO_ON = re.compile(r"((?:、[^\W_]{2,10}){0,3})等(?:[一二两三四五六七八九十\d]{0,3}[个项大])?")
_ITEM = re.compile(r"、([^\W_]+)")
# “强村+弱村”捆绑发展等模式: a noun tells what the listed thing does.
_DOES_AND_SO_ON = re.compile(r"[^\W_等的]{2,6}等(?:[^\W_]{0,4})(?=机制|制度|模式|工作法|品牌|活动|行动)")
# “3+3”(三结对三服务)工作模式, “先锋夺榜”2.0积分系统: a note or a version stands before the head noun.
_NOTE = re.compile(r"\([^()\n]{2,40}\)|\d\.\d ?版?(?=[^\W\d_])")
# 获评“全省优秀品牌”: an honour. “某某号”是…党建品牌: what it is stands behind.
# …等10个“党建示范品牌”: so many are listed.
_AWARDED = re.compile(
    "(?:争创|争当|获评|获得|荣获|评为|评选为|命名为|授予|入选|荣膺)(?:了|为)?$|等\\d*[个项]$"
)
_BEST = re.compile("(?:获评|荣获|获得|入选|评为)(?:了|为)?[^,。;!?\\W_]{1,10}.?$")
_HONOURS = frozenset(("品牌", "党支部", "岗"))
# “荣军先锋”获评全国机关党建“优秀品牌”, “法润万家”入选十佳党建品牌: what it was when it won.
_WON = re.compile(
    "(?:[^\\W_]{0,6}?)?(?:获评|荣获|获得|荣膺|入选|当选|斩获|上榜|[被获]评为|被?命名为|被?授予|获)(?:了|为)?[^。;,!?\n]{0,24}?"
    '(?:党建|机关|优秀|典型|示范|特色|十佳|最佳|服务|工作)[“"「]?[^\\W_]{0,4}?(品牌|工作法)'
)
# What is set up for something: “五有”培育体系 is one, though the number counts, and so is “五学联动”体系.
_SYSTEM = re.compile(
    "(?:党建)?(?:责任|工作|制度|管理|培育|评价|考核|监督|治理|组织|争创|联动|共建|帮扶|宣讲|学习|标准)?体系(?!建设)"
)
# “联述联评联考”制: a noun of one letter, and no word that begins with it.
_RULE = re.compile(r"制(?![度定造作约止品药胜高式])")
# “三审制”, “双述双评制”: a number of steps that are a rule.
_REVIEWED = re.compile("[^零一二两三四五六七八九十]制$")
_MANY = re.compile("[一二两三四五六七八九十\\d]{1,3}[大项个]")
_ENDED = re.compile("[”’」』\"'][、和与]?$")
_NUMERALS = "零一二三四五六七八九十"
_COUNT = re.compile(f"([{_NUMERALS}])[大项个](?=[^\\W_])")


class Marked(NamedTuple):
    """A short stretch in marks at ``[start:end]``, the marks included; ``found``: what it names."""

    start: int
    end: int
    found: Named | None


def marked(folded: str) -> tuple[tuple[Marked, ...], tuple[Named, ...]]:
    """The short stretches in quotation marks of a folded text, in order, with the mechanisms among them.

    And those that a list adds to them without marks: 驻企特派员 in “…”、驻企特派员等工作机制.
    """
    found: list[Marked] = []
    listed: list[Named] = []
    follower: Named | None = None
    next_start = -1
    for start, end, title in reversed(_stretches(folded)):
        content = folded[start + 1 : end].strip()
        linked = next_start > 0 and _links(folded[end + 1 : next_start])
        # …“五抓五促”，某区“红色领航”品牌: a formula is of no list that a comma parts.
        apart = folded.startswith(",", end + 1) and is_formula(content)
        shared = follower if linked and not apart else None
        here, follower = _named(folded, start, end, content, title, shared, listed)
        found.append(Marked(start, end + 1, here))
        next_start = start
    return tuple(reversed(found)), tuple(listed)


def _stretches(folded: str) -> list[tuple[int, int, int | None]]:
    """Short stretches in quotation marks: places of both marks, and the end of the title around them."""
    found: list[tuple[int, int, int | None]] = []
    title = -1
    for start, end in sorted(line_pairs(folded)):
        if folded[start] in "《〈":
            title = max(title, end)
        elif 1 < end - start - 1 <= LONGEST and _STOPS.isdisjoint(folded[start:end]):
            found.append((start, end, title if title > start else None))
    return found


def _links(between: str) -> bool:
    """Whether names in marks are of one list: “…”、“…”, or each behind its organ: 一分局“…”、二分局“…”."""
    if between in _LINKS or _ORGAN.fullmatch(between):
        return True
    # 、夏季“…” tells when; 、开展“…” begins another clause.
    attribute = _ATTRIBUTE.fullmatch(between)
    return attribute is not None and tagged(attribute[1])[-1][2][:1] in "ntsb"


def _named(
    folded: str,
    start: int,
    end: int,
    content: str,
    title: int | None,
    shared: Named | None,
    also: list[Named],
) -> tuple[Named | None, Named | None]:
    """The mechanism that these marks name, and what they pass on to the marks before them."""
    if not is_name(content):
        image = _image(folded, start, end, content, title)
        return image or _counted(folded, start, end, content, title), None
    alone = Named(start, end + 1, (start + 1, end), "")
    own = heads_inside(content)
    if own is not None and own.type in _HONOURS and _is_award(folded, start, own):
        own = None
    if own is not None and counts_several(content):
        own = None
    formula = is_formula(content)
    if formula and _REVIEWED.search(content) and letters(content) not in curated_letters():
        return alone._replace(type="制"), shared
    if (listed := _AND_SO_ON.match(folded, end + 1)) and (
        among := _among(folded, listed, content, title, alone, own, also)
    ):
        return among
    if rule := _RULE.match(folded, end + 1):
        return alone._replace(end=rule.end(), type="制"), None
    vague = formula and not is_code(content)
    avoid = _VAGUE if vague else _LIGHT if own and own.type not in _DOINGS else frozenset[str]()
    note = _NOTE.match(folded, end + 1)
    after = note.end() if note else end + 1
    known = letters(content) in curated_letters() or (vague and _MANY.match(content) is not None)
    known = known or not (_NAMES.search(content) or is_code(content))
    known = known or (folded[max(0, start - 1) : start] in _BY and _MOVES.match(folded, after) is not None)
    stays = letters(content) in STAY
    head = None if stays else head_after(folded, after, title, avoid, formula=known)
    if (
        (head is None or head[1].type == "体系")
        and (system := _SYSTEM.match(folded, after))
        and system.end() != title
    ):
        return alone._replace(end=system.end(), type="体系"), None
    if head is not None and _is_ordinary(content, head[1], head[0] - after):
        head = None
    if head is not None and (
        head[1].type != "体系" or is_code(content) or (head[0] - after < _NEAR and not parallel(content))
    ):
        whole = alone._replace(end=head[0], type=head[1].type)
        # “稳心”“暖心”“爱心”三大工程: the number counts the list, and is of no name.
        if _MANY.match(folded, after) and _ENDED.search(folded, max(0, start - 2), start):
            return alone._replace(type=head[1].type), whole
        return whole, whole
    if shared is not None and not (letters(content) in curated_letters() or (own and shared.type != "品牌")):
        # What is listed with 等 is not named by the noun behind it, if a number abbreviates it.
        listed_only = shared.end == shared.core[1] + 1
        counted = formula and listed_only and shared.type not in _OWNED
        return (None if counted else alone._replace(type=shared.type)), shared
    if own is not None:
        return alone._replace(type=own.type), shared
    if formula:
        # “书记一线办”“我为群众办实事”工作平台: the formula is no platform, what stands before it is.
        last = head_after(folded, after, title) if vague else None
        is_platform = last is not None and last[1].type == "平台"
        return None, shared or (alone._replace(end=last[0], type="平台") if last and is_platform else None)
    if (does := _DOES_AND_SO_ON.match(folded, end + 1)) and (
        among := _among(folded, does, content, title, alone, own, also)
    ):
        return among
    if won := _WON.match(folded, end + 1):
        one = alone._replace(type=heads()[won[1]].type)
        return one, one
    return named_around(folded, alone, content), shared


def _is_award(folded: str, start: int, own: Head) -> bool:
    """Whether marks at ``start`` hold the honour that somebody won, and no name."""
    if _AWARDED.search(folded, max(0, start - 8), start):
        return True
    return own.type == "品牌" and _BEST.search(folded, max(0, start - 16), start) is not None


def _among(
    folded: str,
    listed: re.Match[str],
    content: str,
    title: int | None,
    alone: Named,
    own: Head | None,
    also: list[Named],
) -> tuple[Named | None, Named] | None:
    """What is named by the head noun behind 等, where a list ends; ``listed`` is the text up to that noun."""
    head = head_after(folded, listed.end(), title, several=True)
    if head is None and folded[listed.end() : listed.end() + 1] in _OPENERS:
        head = _owned(folded, listed.end(), title)
    if head is None:
        return None
    formula = is_formula(content)
    passed = alone._replace(type=head[1].type)
    # “三会一课”、警民恳谈等活动: what is done beside a formula is named by nothing.
    if not formula and listed.lastindex:
        also += (
            Named(item.start(1), item.end(1), item.span(1), head[1].type)
            for item in _ITEM.finditer(folded, listed.start(1), listed.end(1))
            if item[1] not in metaphors() and item[1] not in curated_letters()
        )
    if own is not None and head[1].type != "品牌":
        return alone._replace(type=own.type), passed
    return (None if formula and head[1].type not in _OWNED else passed), passed


def _is_ordinary(content: str, head: Head, reach: int) -> bool:
    """Whether a head noun makes no name of the content: “12345”热线 is a number, “妈妈式”服务 tells how.

    ``reach``: characters from the marks to its end.
    """
    if head.name == "系统":
        return reach > len(head.name)  # “…”导弹系统
    if head.type == "方式" and content[-1] in "式化型":
        return True
    if head.type == "热线":
        return content.isdecimal()
    if head.type == "党组织":
        return reach > _BODY
    if head.type == "思路":
        return not is_formula(content)
    if head.type == "清单":
        return letters(content) in curated_letters()
    if head.type == "服务" and is_formula(content):
        return True
    return head.type == "服务" and (len(content) < _SERVICE or content[-1] in "式化型级")


def _image(folded: str, start: int, end: int, content: str, title: int | None) -> Named | None:
    """A mechanism that is named by a figure of speech: “手拉手”行动."""
    is_image = content in metaphors() and len(content) > 2
    head = head_after(folded, end + 1, title) if is_image else None
    between = folded[end + 1 : head[0] - len(head[1].name)] if head else ""
    if head is None or any(word in between for word in bounds("soft")):
        return None
    if not (head[1].type in _IMAGES or (head[1].type in _IMAGINED and head[0] - end <= _BODY)):
        return None
    return Named(start, head[0], (start + 1, end), head[1].type)


def _counted(folded: str, start: int, end: int, content: str, title: int | None) -> Named | None:
    """A mechanism named by all its parts, which are counted behind the marks: “…、…、…、…、…”五大行动."""
    count = _COUNT.match(folded, end + 1)
    if count is None or parallel(content) != _NUMERALS.index(count[1]):
        return None
    head = head_after(folded, count.end(), title)
    return None if head is None else Named(start, head[0], (start + 1, end), head[1].type)


def _owned(folded: str, opening: int, title: int | None) -> tuple[int, Head] | None:
    """The kind that marks behind 等 tell of, if names of that kind are listed: “…”、“…”等10个“党建品牌”.

    Or the one behind them, where they only count what is listed: “…”等“七个一”系列活动.
    """
    content = next_content(folded, opening)
    closing = opening + 1 + len(content)
    if is_formula(content):
        head_there = head_after(folded, closing + 1, title, several=True)
        return head_there if head_there is not None and head_there[1].type in _DONE else None
    head = head_before(content)
    return (closing, head) if head is not None and head.type in _OWNED else None


STAY = frozenset({"三会一课", "主题党日", "组织生活会", "民主评议党员"})
"""Formulae that no head noun makes a mechanism of: forms of party life, known by this name."""
_VAGUE = frozenset({"体系", "改革", "平台", "会"})
"""Kinds that a number in marks counts rather than names (“三圈三网”…体系)."""
_SERVICE = 4
"""Letters that name a service at least (“带押过户”服务)."""
_BODY = 6
"""Characters from the marks to the end of a 党组织 that they name; beyond it is of something else there."""
_NEAR = 7
"""Characters from the marks to the end of a 体系 that they name."""
_IMAGES = frozenset({"行动", "活动", "品牌", "工作法", "工程", "计划", "培训班", "训练营"})
_IMAGINED = frozenset({"机制", "制度", "模式"})
"""Kinds that a figure of speech names right before them (“红绿灯”督办机制)."""
_OWNED = frozenset({"品牌", "工作法"})
"""Kinds that are listed by the names of their own, those that count with them: “三学联动”等支部工作法."""
_DONE = frozenset({"活动", "行动"})
_DOINGS = frozenset(
    {
        "竞赛",
        "擂台赛",
        "大比武",
        "大练兵",
        "大走访",
        "大调研",
        "大讨论",
        "大宣讲",
        "活动日",
        "活动月",
        "活动周",
    }
)
"""Kinds of what is done, which go on to be an 活动 (“岗位比武”活动)."""
_LIGHT = frozenset({"活动", "机制", "制度"})
"""Kinds that add nothing to a name that ends with a head noun of its own (“党员之家”活动)."""
