"""Numeric abbreviations and parallel enumerations: what makes the words in marks a set formula."""

from __future__ import annotations

import re
from functools import lru_cache

_NUMERAL = "一二两三四五六七八九十百千万双多"
_MEASURE = "个大项种条张类支方面次声股招"
# 三年, 七天 … count time, and 第三 is none of several.
_TIME = "年月日天周岁点时刻分秒期届季米里"
# 七一建党节: days. 七色花, 四叶草: flowers and things of everyday speech, whose number counts nothing.
_DAYS = "七一|八一|五一|六一|三八|十一"
_THINGS = "七色花|[三四]叶草|五角星|百花|千里马|[百万]事通|万花筒|三字经|二维码|三人行|七巧板|百灵鸟|百宝箱"
_ONE = re.compile(
    rf"(?!{_DAYS}|{_THINGS}|[十百][大佳优强](?!行动|工程|举措|专项|攻坚|机制)|两[头边端旁]|[^\W\d]+(?:公里|千米|公斤|平方))[二两三四五六七八九十]{{1,2}}[{_MEASURE}]?(?![{_TIME}])[^\W\d_a-z]{{1,6}}|双[^\W\d_]{{2,3}}|新[两三]样|[2-9]个(?![月小工半])[^\W_]{{1,4}}"
)
_SEVERAL = re.compile(
    rf"(?:[{_NUMERAL}][^\W\d_{_NUMERAL}]{{1,3}}){{2,5}}|(?:[{_NUMERAL}]个[^\W\d_{_NUMERAL}]{{2,4}}){{2,3}}"
)
# Several such with measure words: 四个革命、一个合作. They count beyond one: 一名党员、一面旗帜 is a slogan.
_EACH = re.compile(rf"[{_NUMERAL}]{{1,2}}[{_MEASURE}][^\W\d_{_NUMERAL}]{{2,4}}")
_BEYOND = re.compile("[二两三四五六七八九十]")
# The number may stand behind what is counted: 发展六仗, 服务十条.
_BEHIND = re.compile(rf"[^\W\d_a-z{_NUMERAL}]{{2}}[二两三四五六七八九十][仗法问条招策查规戒课式步字宝篇]")
_CODE = re.compile(
    r"(?!(?:19|20)\d\d$|1\d{4}$|1[12]\d$)\d{3,6}[a-z]?|(?:\d|[nx](?=\+\d))(?:[+ ](?:\d+|[nx])){1,3}"
)
_ITEMS = re.compile(r"[、,;\s·]+")
_COUNTING = re.compile(rf"(?:[{_NUMERAL}][^\W\d_{_NUMERAL}]{{2,4}}){{2,4}}")
# 五连冠, 双下降: so many times, or both, and nothing that they stand for.
_TIMES = re.compile(
    r"[二两三四五六七八九十]+连[冠增丰好击胜升降跌]|[双两三](?:下降|上升|增长|提升|缩减|丰收|胜利|突破)"
)
# 一边轻一边重, 一个深一个浅: the one and the other.
_ONE_AND_OTHER = re.compile("一([边个手头面只])[^一]{1,3}一\\1")
# 一核引领、双网融合: clauses that each begin with a number, and not all with the same one.
_NUMBERED = re.compile(rf"([{_NUMERAL}])(?![{_TIME}])[^\W\d_{_NUMERAL}]{{2,5}}")
_LONG = 10
_LONGER = 16
_CLAUSE = 3
_PART = 6


@lru_cache(4096)
def is_numeric(content: str) -> bool:
    """Whether the folded ``content`` of marks abbreviates by a number (四融四促, 三个高地, 1263)."""
    if _CODE.fullmatch(content):
        return True
    if _TIMES.fullmatch(content) or _ONE_AND_OTHER.match(content):
        return False
    parts = _ITEMS.split(content)
    if len(parts) > 1:
        if _BEYOND.search(content) and all(map(_EACH.fullmatch, parts)):
            return True
        if all(len(part) <= _PART and _SEVERAL.fullmatch(part) for part in parts):
            return True
        return "," not in content and len({len(part) for part in parts}) == 1 and _count_up(parts)
    if _BEHIND.fullmatch(content):
        return True
    if len(content) <= _LONGER and content[0] in _NUMERAL and _SEVERAL.fullmatch(content):
        return len(content) % 2 == 0 or "个" in content or not content.startswith("一")
    return len(content) <= _LONG and _ONE.fullmatch(content) is not None


def _count_up(parts: list[str]) -> bool:
    """Whether each part begins with a number, and several have one of their own."""
    counts = [found[1] for part in parts if (found := _NUMBERED.fullmatch(part))]
    return len(counts) == len(parts) and len(set(counts)) > 1


@lru_cache(4096)
def counts_several(content: str) -> bool:
    """Whether the folded content of marks counts several things (一制度三活动), and not one (三项行动)."""
    return is_numeric(content) and _COUNTING.fullmatch(content) is not None


def is_code(content: str) -> bool:
    """Whether it is written in digits (1263, 1+N): a name that says nothing by itself."""
    return content[0].isdecimal()


def is_composed(content: str) -> bool:
    """Whether the folded content of marks has several parts of three letters or more: 请进来、走出去."""
    parts = [part for part in _ITEMS.split(content) if part]
    return len(parts) > 1 and min(map(len, parts)) >= _CLAUSE


@lru_cache(4096)
def parallel(content: str) -> int:
    """How many items of equal length the folded ``content`` enumerates (讲诚信、懂规矩: 2), or 0."""
    items = [item for item in _ITEMS.split(content) if item]
    sizes = {len(item) for item in items}
    even = len(sizes) == 1 and 3 <= sizes.pop() <= 8
    return len(items) if even and len(items) > 1 and all(map(str.isalpha, items)) else 0
