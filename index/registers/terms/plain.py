"""Mechanisms whose names stand without marks: institutions of the list, schemes behind a verb, 党建+…"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from index.registers.terms.doubled import doubled
from index.registers.terms.named import Named
from index.registers.terms.places import Places
from index.registers.terms.tables import (
    bounding,
    bounds,
    heads,
    institutions,
    not_before,
    ordinary,
    schemes,
)
from index.text.segment import cutter, tagged

_HAN = "[^\\W_]"
_REACH = 26
_LONGEST = 16
"""Characters of a name that no verb leads to."""
_SHORTEST = 4
# 县人民医院|杏林先锋队: whose it is.
_ORGAN = re.compile(
    "[^\\W_]*(?:[局院委办处站校厅镇乡村市县区省]|部(?!门)|公司|集团|中心|街道|支部|党组|总支|工会)(?=[^\\W_]{2})"
)
_WAYS = frozenset(("项目", "责任", "治理", "服务", "联动", "管理", "保障", "协调", "监督", "激励"))
_WHOLE = ("大", "百日")
_WITH_IT = ("活动", "行动")
_DIGIT = re.compile(r"\d")
_NUMBERED = "(?:[一二三四五六七八九十]{1,2}[是要])?"
_TOWARDS = "为对以将把在"
_TRIM = re.compile(
    r"(?:好|了|新一轮|一批|一系列|系列|本市|全省|全市|全国|全区|省直机关|市直机关|省直单位"
    r"|\d{4}年度?|第[一二三四五六七八九十\d]+[轮批期]|[一二三四五六七八九十\d]+[项个大轮批])+"
)
_BREAK = re.compile(
    r".*(?:(?<!党)的|的(?!建设)|[了等“”‘’「」\"'、,;:。!?()\s《》]|以及|并|和推进|关于|进一步|通过|围绕|聚焦|锚定|推动|按照|结合|年是|(?:工程|行动|计划)[和与及])"
)
_NOT_BEHIND = re.compile(r"[\d一二三四五六七八九十]+[处个项座条公件]")
# 启动2800套危房改造工程: so many are counted.
_SO_MANY = re.compile(
    r"[多数几][次轮场批期]|\d[\d.]*[十百千万亿余多]*(?:[个名人户套座所条项家处台辆亩张份段片栋间支块口场]|公里|平方米)"
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
# 建立党建工作联席会议|制度: who does what it tells.
_PROCEDURE = re.compile(
    "(?:建立|推行|实行|探索|创新|首创)(?:了|健全|和完善|并完善|并落实)?"
    "((?:党|(?:领导|机关|县级|处级|市级|省级)?干部|领导班子|班子成员|支部|书记|机关|工委|部门|网格)[^\\W_的和与及]{2,20})$"
)
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
    kinds = institutions()
    for at, name in _where_institutions()(folded):
        if not _PLACE.match(folded, at + len(name)):
            yield Named(at, at + len(name), (at, at + len(name)), kinds[name])
    for kind in _KINDS:
        for at in _places(folded, kind):
            if coded := _CODED.search(folded, max(0, at - _CODE_REACH), at):
                yield Named(coded.start(), at + len(kind), coded.span(), kind)
            elif kind in _ECHOED:
                echo = _ECHO.search(folded, max(0, at - _REACH), at) or _procedure(folded, at)
                if echo is not None:
                    yield Named(echo.start(1), at + len(kind), echo.span(1), kind)
    yield from (one for _start, _end, one in doubled(folded) if one is not None)
    for at in _places(folded, "+"):
        match = _PLUS.search(folded, max(0, at - 6), at + _REACH)
        if match and match.start() < at < match.end() and (end := _end_of_sum(folded, at, match.end())):
            yield Named(match.start(), end, (match.start(), end), "党建+")
    for at, name in _where_names()(folded):
        if one := _scheme(folded, at, at + len(name)):
            yield one


def _procedure(folded: str, at: int) -> re.Match[str] | None:
    """The name before 制度 or 机制 at ``at`` that tells how something is done: 党建工作联席会议."""
    if not folded.endswith(bounds("procedure"), 0, at):
        return None
    return _PROCEDURE.search(folded, max(0, at - _REACH), at)


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
    scheme = schemes()[name]
    kind = heads().get(name)
    if _guards(kind.type if kind else "活动").match(folded, end) or _NOT_BEHIND.match(folded, end):
        return None
    line = max(folded.rfind("\n", 0, start) + 1, start - _REACH)
    before = folded[line:start]
    first = line
    if broken := _BREAK.match(before):
        first = line + broken.end()
    led = _lead(name).match(folded, first, start)
    if led:
        first = led.end()
    else:
        first = max([first, *(folded.rfind(word, first, start) + 1 for word in _TOWARDS)])
        if start - first > _LONGEST or not (
            "f" in scheme.how or (name == "行动" and _is_noun(folded, first, start))
        ):
            return None
    if trimmed := _TRIM.match(folded, first, start):
        first = trimmed.end()
    if "u" in scheme.how and (organ := _ORGAN.match(folded, first, start)):
        first = organ.end()
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
    least = scheme.least if led else _SHORTEST
    if start - first < least or all(token in _common(name) for token in words):
        return None
    if not led and (start not in edges or not bounding("act").isdisjoint(words)):
        return None
    if "u" in scheme.how and not bounding("wall").isdisjoint(words):
        return None
    if any(edge < end < after for edge, after in pairwise(edges)) or words[-1] in bounding("manner"):
        return None
    if name.startswith(_WHOLE) and folded.startswith(_WITH_IT, end):
        end += 2
    return Named(first, end, (first, start), kind.type if kind else "活动")


@cache
def _common(name: str) -> frozenset[str]:
    """Words that make no name with the head noun ``name``: 党员先锋队 is any, 项目工作法 is one."""
    if name == "工作法":
        return ordinary() - _WAYS
    return ordinary() | bounding("anybody") if "u" in schemes()[name].how else ordinary()


@cache
def _lead(name: str) -> re.Pattern[str]:
    """What leads to the name before a head noun: a verb that begins its clause or follows somebody."""
    scheme = schemes()[name]
    adverbs = "|".join(bounds("adverb"))
    strong = scheme.verbs if "s" in scheme.how else "实施|开展|启动|推行|实行|推出"
    return re.compile(
        rf"{_NUMBERED}(?:(?:{adverbs})*(?:{scheme.verbs})|[^\W_]{{0,12}}?(?:{strong}))(?:实施|开展)?"
    )


def _is_noun(folded: str, start: int, end: int) -> bool:
    """Whether ``[start:end]`` begins as a noun phrase does: 采取实际|行动 does not."""
    return bool(folded[start:end].strip()) and tagged(folded[start:end])[0][2][:1] in "nj"


def _tells(own: str) -> bool:
    """Whether what stands before 学习教育 tells what is done (树立和践行…), and not who learns."""
    if own.startswith(("党史", "党纪", "党性", "党章", "党风")):
        return True
    return len(own) > _SHORTEST and not _DIGIT.search(own) and tagged(own)[0][2] == "v"


@cache
def _guards(kind: str) -> re.Pattern[str]:
    found = [head.guard for head in heads().values() if head.type == kind and head.guard]
    return not_before("|".join(dict.fromkeys(found)))


@cache
def _where_names() -> Places:
    """Where the head nouns of schemes stand, longest first, so that 三年行动 goes before 行动."""
    return Places(schemes())


@cache
def _where_institutions() -> Places:
    return Places(institutions())
