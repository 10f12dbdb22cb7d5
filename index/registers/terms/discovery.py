"""Set formulae beyond the curated list: what a text puts in marks, by number or item by item."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator
from functools import lru_cache

from index.model import StoredText
from index.registers.model import MechanismMention, Mention
from index.registers.terms.doubled import doubled
from index.registers.terms.marked import Marked, marked
from index.registers.terms.mechanisms import mechanisms_in
from index.registers.terms.named import is_name, letters
from index.registers.terms.numerics import is_code, is_composed, is_numeric, parallel
from index.registers.terms.tables import curated_letters, metaphors
from index.text.fold import fold
from index.text.segment import tagged

_ENUMERATION = 3
"""So many items of equal length make a formula; two do where the text counts them behind it."""
_TWO = re.compile("(?:这)?两(?:个|大|项|种)")
# “整体推进、重点培养”的思路 says how, and is quoted for that; “门难进、脸难看、事难办”现象 is a fault.
_SLOGAN = re.compile(
    "等|为(?:活动)?(?:主题|题)|(?:工作)?作风|的?(?:现象|问题|倾向|顽疾|难题|痼疾|怪象|毛病|弊端|心态|论调|错误|行为|作风)|的(?:(?:尴尬)?境地|窘境|困境|怪圈|尴尬|思路|姿态|局面|生动|良好|浓厚|原则|方式|方法|办法|步骤|格局|氛围|热潮|工作|态势)"
)
_COUNTS = re.compile("[二两三四五六七八九十]{1,2}[个大项]")
_PHRASE = range(4, 25)
_ITEMS = re.compile(r"[、,;\s·]+")
_ONLY = re.compile(r"一[个条支][^\W\d_]{2,4}")
_BESIDE = frozenset(["", "、", "和", "以及", "、和"])
_LONGEST = 30
"""Characters of the longest enumeration that a text may set."""
_CLAUSE = 6
"""Letters of an item that is a clause of its own: 关键少数领学、常态机制促学、…"""
_NAME_ENDS = re.compile(
    "(?:[者员人家日节周年展奖号榜会村县城站所馆路桥店品片剧歌书课杯赛]|案例|计划|项目|先进|模范|标兵|动作|机关|单位)$"
)
_THINGS = frozenset("力心感性度率尺关岗员队人者师家课堂站点线网型")
"""What things of a kind end with."""


def discovered_of(stored: StoredText) -> tuple[Mention, ...]:
    """The formulae that the text puts in marks, beside those of the curated list, in order.

    Numeric abbreviations (“五懂五会”, “四融四促”, “1263”) and enumerations of three or more equal items
    (“讲诚信、懂规矩、守纪律”). What names a mechanism is one as well only where it counts (“三个一”工作法).
    """
    folded = fold(stored.text)
    quoted, listed = marked(folded)
    named = short_names(mechanisms_in(stored.text, folded, quoted, listed))
    return tuple(discovered(stored.text, folded, quoted, named))


def short_names(mechanisms: Iterable[MechanismMention]) -> frozenset[int]:
    """Where mechanisms are named by a short form: what stands there is no formula, unless it counts."""
    return frozenset(one.start for one in mechanisms if one.short)


def discovered(text: str, folded: str, quoted: Iterable[Marked], named: Container[int]) -> Iterator[Mention]:
    """The same from the stretches in marks of the folded text, and the places of ``short_names``."""
    quoted = tuple(quoted)
    ends = [one.end for one in quoted]
    for start, end, mechanism in doubled(folded):
        at = bisect_right(ends, start)
        within = at < len(quoted) and quoted[at].start < end
        if mechanism is None and not within and folded[start:end] not in curated_letters():
            yield Mention(text[start:end], start, end, text[start:end])
    last = outer = -1
    for one in quoted:
        if one.end <= outer:
            continue  # a part of a longer name
        is_named = one.found is not None or one.start in named
        outer = max(outer, one.end if one.found else -1)
        content = folded[one.start + 1 : one.end - 1]
        if content in metaphors() or letters(content) in curated_letters():
            continue
        if _ONLY.fullmatch(content) and folded[last : one.start] in _BESIDE and last > 0:
            formula = not is_named  # “两个屏障”、“两个基地”、“一个桥头堡”
        elif is_numeric(content):
            formula = not is_named or (not is_code(content) and _COUNTS.match(content) is not None)
        else:
            slogan = is_named or _SLOGAN.match(folded, one.end)
            items = 0 if slogan else parallel(content)
            formula = _is_set(content, items) or (items == 2 and _TWO.match(folded, one.end) is not None)
        if formula:
            last = one.end if is_numeric(content) else last
            start, end = one.start + 1, one.end - 1
            yield Mention(
                letters(content) if is_numeric(content) else text[start:end], start, end, text[start:end]
            )


def _is_set(content: str, items: int) -> bool:
    """Whether a text may set so many ``items`` as a formula.

    None is what lists things of a kind (学习力、组织力、战斗力), or clauses that say how something is done.
    """
    if items < _ENUMERATION or len(content) > _LONGEST:
        return False
    each = [item for item in _ITEMS.split(content) if item]
    alike = {item[-1] for item in each}
    return len(each[0]) < _CLAUSE and not (len(alike) == 1 and alike < _THINGS)


@lru_cache(4096)
def _may_be_set(content: str) -> bool:
    """Whether it may be a set phrase: it pauses, or says something; names of things and people do not."""
    if is_composed(content):
        return True
    return _NAME_ENDS.search(content) is None and any(tag[:1] in "vil" for _, _, tag in tagged(content))


def phrases(text: str, folded: str, quoted: Iterable[Marked], named: Container[int]) -> Iterator[Mention]:
    """Other phrases in marks, which are formulae if several documents have them: ``terms`` decides."""
    for one in quoted:
        content = folded[one.start + 1 : one.end - 1]
        if one.found is not None or one.start in named or len(content) not in _PHRASE or not is_name(content):
            continue
        known = letters(content) in curated_letters() or is_numeric(content) or is_code(content)
        known = known or (parallel(content) == 2 and _TWO.match(folded, one.end) is not None)
        if not known and not _is_set(content, parallel(content)) and _may_be_set(content):
            start, end = one.start + 1, one.end - 1
            yield Mention(text[start:end], start, end, text[start:end])
