"""Mechanisms whose names stand without marks: institutions of the list, schemes behind a verb, 党建+…"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from index.registers.terms.named import Named
from index.registers.terms.tables import bounding, bounds, heads, institutions, not_before, ordinary
from index.text.segment import cutter, tagged

_HAN = "[^\\W_]"
# Which verbs make a name of what stands before a head noun without marks: works are also built.
_SCHEMES = "实施|开展|启动|推行|实行|推进|深化|完成|打好|抓好|做好|落实|发起|推出"
_YEARS = ("突破", "建设", "提升", "攻坚", "深化", "落实", "服务", "转变", "推进")
_LEADS = {
    "行动": _SCHEMES,
    "行动计划": _SCHEMES,
    "工程": "实施|开展|启动|推行|推进|深化",
    "计划": "实施|启动|推行|推进",
    "工作法": "推行|实行|推广|推出|探索|运用|坚持|践行|创新",
    "负责制": "推行|实行|坚持|落实|建立|健全|完善|探索",
    "责任制": "(?:建立|健全|落实|坚持)(?:和|并|、)?(?:健全|完善)|推行|实行|落实|压实|履行|建立|健全|完善",
    **{f"{year}年活动": _SCHEMES for year in _YEARS},
    **{f"{year}年": _SCHEMES for year in _YEARS},
    "模式": "推行|推广",
    **{f"{kind}教育": _SCHEMES for kind in ("学习", "主题", "专题")},
}
_STRONG = ("工作法", "负责制", "责任制", "模式")
"""Heads that every verb of theirs leads to, wherever it stands in its clause."""
_FIRM = (
    "三年行动计划",
    "三年行动",
    "专项行动",
    "攻坚行动",
    "提升行动",
    "提升工程",
    *(f"{year}年活动" for year in _YEARS),
)
"""Heads whose name may also begin a clause, or stand behind a preposition."""
_REACH = 26
_LONGEST = 16
"""Characters of a name that no verb leads to."""
_SHORTEST = 4
_DIGIT = re.compile(r"\d")
_NUMBERED = "(?:[一二三四五六七八九十]{1,2}[是要])?"
_TOWARDS = "为对以将把在"
_TRIM = re.compile(
    r"(?:好|了|新一轮|一批|一系列|系列|本市|全省|全市|全国|全区|省直机关|市直机关|省直单位"
    r"|第[一二三四五六七八九十\d]+[轮批期]|[一二三四五六七八九十\d]+[项个大轮批])+"
)
_BREAK = re.compile(
    r".*(?:(?<!党)的|的(?!建设)|[了等“”‘’「」\"'、,;:。!?()\s《》]|以及|并|和推进|通过|围绕|聚焦|锚定|推动|按照|结合|年是|(?:工程|行动|计划)[和与及])"
)
_NOT_BEHIND = re.compile(r"[\d一二三四五六七八九十]+[处个项座条公件]")
# 启动2800套危房改造工程: so many are counted.
_SO_MANY = re.compile(
    r"\d[\d.]*[十百千万亿余多]*(?:[个名人户套座所条项家处台辆亩张份段片栋间支块口]|公里|平方米)"
)
_COUNTED = re.compile("[一二两三四五六七八九十]+[个大项](?:专项|攻坚|提升)?$")
_PLUS = re.compile(
    rf"(?:(?:机关|城市|智慧|两新|基层)?党建|(?:党)?支部|党员)\+{_HAN}{{1,12}}(?:\+{_HAN}{{1,8}})*"
)
# 党史学习教育长廊: a place that is called after it.
_PLACE = re.compile("(?:主题)?(?:长廊|基地|展[馆厅室]|广场|场馆|公园)")
_KINDS = ("机制", "制度", "工作法", "模式", "工程", "行动", "体系", "品牌")
# 6543机制, 1+4+n立体工作模式: a code, and letters alone between it and its head noun.
_CODED = re.compile(
    r"(?<![\d.+a-z])(?:(?!(?:19|20)\d\d)\d{3,5}(?=(?:工作)?$)|\d(?:\+(?:\d{1,2}|[nx])){1,3}(?=[^\W\d_]{0,6}$))"
)
_CODE_REACH = 14
_ECHOED = ("机制", "制度")
_ECHO = re.compile(
    r"(?:建立|推行|实行|健全|完善|落实|构建|探索)(?:了)?([^\W_]{0,3}?(?:[联共同双三][^\W_]){2,5})$"
)


def plain(folded: str, taken: Sequence[tuple[int, int]]) -> list[Named]:
    """The mechanisms without marks in a folded text, beside the stretches that are ``taken``."""
    busy = bytearray(len(folded) + 1)
    for start, end in taken:
        busy[start:end] = b"\1" * (end - start)
    found: list[Named] = []
    for one in _found(folded):
        if not any(busy[one.start : one.end]):
            busy[one.start : one.end] = b"\1" * (one.end - one.start)
            found.append(one)
    names = {(folded[one.start : one.end], one.type, one.core[1] - one.core[0]) for one in found}
    for name, kind, lead in sorted(names, key=lambda name: (-len(name[0]), name)):
        at = folded.find(name)
        while at >= 0:
            end = at + len(name)
            if not any(busy[at:end]) and not _guards(kind).match(folded, end):
                busy[at:end] = b"\1" * (end - at)
                found.append(Named(at, end, (at, at + lead), kind))
            at = folded.find(name, end)
    return sorted(found)


def _found(folded: str) -> Iterator[Named]:
    # Searching for words is several times faster than patterns that may begin anywhere.
    for name, kind in institutions().items():
        for at in _places(folded, name):
            if not _PLACE.match(folded, at + len(name)):
                yield Named(at, at + len(name), (at, at + len(name)), kind)
    for kind in _KINDS:
        for at in _places(folded, kind):
            if coded := _CODED.search(folded, max(0, at - _CODE_REACH), at):
                yield Named(coded.start(), at + len(kind), coded.span(), kind)
            elif kind in _ECHOED and (echo := _ECHO.search(folded, max(0, at - _REACH), at)):
                yield Named(echo.start(1), at + len(kind), echo.span(1), kind)
    for at in _places(folded, "+"):
        match = _PLUS.search(folded, max(0, at - 6), at + _REACH)
        if match and match.start() < at < match.end() and (end := _end_of_sum(folded, at, match.end())):
            yield Named(match.start(), end, (match.start(), end), "党建+")
    for name in _names():
        for at in _places(folded, name):
            if one := _scheme(folded, at, at + len(name)):
                yield one


def _places(folded: str, word: str) -> Iterator[int]:
    at = folded.find(word)
    while at >= 0:
        yield at
        at = folded.find(word, at + len(word))


def _end_of_sum(folded: str, plus: int, end: int) -> int | None:
    """Where 党建+… ends: before the first word that is no part of a name."""
    plus += 1
    at = plus
    for token in cutter()(folded[plus:end]):
        if token in bounding("plus") or at - plus >= 8:
            break
        at += len(token)
    return at if at > plus else None


def _scheme(folded: str, start: int, end: int) -> Named | None:
    """The scheme whose head noun is ``[start:end]``: the noun phrase behind its verb."""
    name = folded[start:end]
    kind = heads().get(name)
    if _guards(kind.type if kind else "活动").match(folded, end) or _NOT_BEHIND.match(folded, end):
        return None
    line = max(folded.rfind("\n", 0, start) + 1, start - _REACH)
    before = folded[line:start]
    first = line
    if broken := _BREAK.match(before):
        first = line + broken.end()
    led = _lead(_key(name)).match(folded, first, start)
    if led:
        first = led.end()
    else:
        first = max([first, *(folded.rfind(word, first, start) + 1 for word in _TOWARDS)])
        if start - first > _LONGEST or not (
            name in _FIRM or (name == "行动" and _is_noun(folded, first, start))
        ):
            return None
    if trimmed := _TRIM.match(folded, first, start):
        first = trimmed.end()
    own = folded[first:start]
    if name.endswith("教育") and not _tells(own):
        return None
    if _SO_MANY.search(own) or _COUNTED.search(own) or name in own:
        return None
    tokens = tuple(cutter()(folded[first:end]))
    edges = [first]
    for token in tokens:
        edges.append(edges[-1] + len(token))
    words = [token for token, edge in zip(tokens, edges[1:], strict=True) if edge <= start]
    if start - first < (2 if led else 4) or all(token in ordinary() for token in words):
        return None
    if not led and (start not in edges or not bounding("act").isdisjoint(words)):
        return None
    if any(edge < end < after for edge, after in pairwise(edges)) or words[-1] in bounding("manner"):
        return None
    return Named(first, end, (first, start), kind.type if kind else "活动")


@cache
def _lead(name: str) -> re.Pattern[str]:
    """What leads to the name before a head noun: a verb that begins its clause or follows somebody."""
    verbs = _LEADS[name]
    adverbs = "|".join(bounds("adverb"))
    strong = verbs if name in _STRONG else "实施|开展|启动|推行|实行|推出"
    return re.compile(rf"{_NUMBERED}(?:(?:{adverbs})*(?:{verbs})|[^\W_]{{0,12}}?(?:{strong}))(?:实施|开展)?")


def _is_noun(folded: str, start: int, end: int) -> bool:
    """Whether ``[start:end]`` begins as a noun phrase does: 采取实际|行动 does not."""
    return bool(folded[start:end].strip()) and tagged(folded[start:end])[0][2][:1] in "nj"


def _tells(own: str) -> bool:
    """Whether what stands before 学习教育 tells what is done (树立和践行…), and not who learns."""
    if own.startswith(("党史", "党纪", "党性", "党章", "党风")):
        return True
    return len(own) > _SHORTEST and not _DIGIT.search(own) and tagged(own)[0][2] == "v"


def _key(name: str) -> str:
    return name if name in _LEADS else "行动"


@cache
def _guards(kind: str) -> re.Pattern[str]:
    found = [head.guard for head in heads().values() if head.type == kind and head.guard]
    return not_before("|".join(dict.fromkeys(found)))


@cache
def _names() -> tuple[str, ...]:
    """The head nouns of schemes, longest first, so that 三年行动 goes before 行动."""
    return tuple(sorted({*_LEADS, *_FIRM}, key=lambda name: (-len(name), name)))
