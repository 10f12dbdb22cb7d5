"""Which stretches in quotation marks say something, and which are names, terms or emphasis."""

from __future__ import annotations

import re

from index.text.segment import tagged

# What a name in quotation marks is the name of; an attribute may stand between (“…”主题党日活动).
# What a name in quotation marks is the name of; an attribute may stand between (“…”主题党日活动).
_NAMED = re.compile(
    "(?:[一-鿿]{0,4}?)(?:工程|机制|制度|品牌|活动|行动|计划|模式|平台|论坛|工作法|党支部|支部|专班|专项|讲堂|课堂|联盟"
    "|岗|室|站|队|比赛|竞赛|大赛|仪式|节|奖|称号|案例|微信群|小程序|热线|专栏|栏目|丛书|主题教育|学习教育|生活会|党日"
    "|培训班|研讨班|读书班|座谈会|研讨会|报告会|党课)"
)
_STRONG = frozenset("。!?;…")
_WEAK = frozenset(",:")
_ITEMS = re.compile("[、·.]|\\s+")


def says_something(folded: str, start: int, end: int) -> bool:
    """Whether ``folded[start:end]``, which stands between quotation marks, holds a clause.

    Slogans do (讲诚信、懂规矩); names of things do not, however they are made (“动力·合力攻坚”工程), nor
    terms and emphasised words.
    """
    inside = folded[start:end]
    letters = sum(map(str.isalnum, inside))
    if letters < 4:
        return False
    marks = set(inside)
    if marks & _STRONG and letters >= 5:
        return True
    if marks & _WEAK and letters >= 6:
        return True
    if _NAMED.match(folded, end + 1):
        return False
    items = [item for item in _ITEMS.split(inside) if item]
    if len(items) > 1:
        # A slogan is made of items that each say something, a list of terms or a name of nouns.
        verbal = sum(_has_verb(item) for item in items)
        return letters >= 8 and verbal * 2 >= len(items) and all(len(item) >= 3 for item in items)
    return letters >= 8 and _is_clause(inside)


def _has_verb(text: str) -> bool:
    return any(tag in ("v", "vi", "vd", "vg", "a", "l", "i", "d") for _, _, tag in tagged(text))


def _is_clause(text: str) -> bool:
    """A verb with something before or behind it that is no mere noun: more than a name or a heading."""
    words = tagged(text)
    verbs = [number for number, (_, _, tag) in enumerate(words) if tag in ("v", "vi", "vd", "vg")]
    if not verbs or len(words) < 3:
        return False
    particles = {"r", "d", "c", "p", "ul", "uz", "ug", "y", "m"}
    grammatical = any(tag in particles for _, _, tag in words)
    return grammatical or len(verbs) >= 2
