"""Find quantities in a folded text: number, approximation, unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from index.registers.alternatives import either
from index.registers.figures.masks import masked, unnamed
from index.registers.figures.numerals import ARABIC, FRACTION, HAN, estimate, value

_BEFORE = (
    "不少于|不低于|不超过|不多于|将近|接近|大约|超过|突破|不足|不到|至少|至多|最多|多达|近|约|超|逾"
    "|过(?=[半百千万])|上(?=[百千万])"
)
_FIRST = "零〇一二两三四五六七八九十百千万亿不将接大超突至最多近约逾过上"
_SCALES = {"万": 10**4, "亿": 10**8, "百": 100, "千": 1000, "万亿": 10**12, "千万": 10**7, "百万": 10**6}
_SCALES |= {"十万": 10**5, "十亿": 10**9, "百亿": 10**10, "千亿": 10**11}
_AFTER = "(?:以上|以下|以内|左右|上下|有余|之多|之内)"
# 2个多小时, 1个半月: what makes it more stands inside of the unit.
_PARTED = {"多": 0.0, "来": 0.0, "半": 0.5}
_TIMES = ("月", "小时", "百分点", "工作日", "学时")
# 一 is as often "the same" or "whole" as one, and 二 alone says which, not how many (二轮, 二期).
_NO_COUNT = ("一", "二", "零", "〇", "○")
_SMALL_HAN = frozenset("零〇○一二两三四五六七八九十")


class Quantity(NamedTuple):
    """A quantity at ``[start:end]``; the number itself stands at ``[start + lead:…]``; see ``Figure``."""

    start: int
    end: int
    value: float
    upper: float | None
    unit: str | None
    qualifier: str | None
    unit_end: int


class _Unit(NamedTuple):
    """A unit, what must not stand behind it, and behind Chinese numerals (``None``: it takes none)."""

    name: str
    guard: str
    han: str | None


@cache
def _units() -> dict[str, _Unit]:
    """The units, longest first (``data/registers/units.tsv``)."""
    found: list[_Unit] = []
    for line in (files("data") / "registers" / "units.tsv").read_text("utf-8").split("\n"):
        if line and not line.startswith("#"):
            name, guard, han, more = [*line.split("\t"), "", "", ""][:4]
            found.append(_Unit(name, guard, more if han else None))
    return {unit.name: unit for unit in sorted(found, key=lambda unit: -len(unit.name))}


@cache
def _pattern() -> re.Pattern[str]:
    units = [
        (unit.name, f"(?![{re.escape(unit.guard)}])" if unit.guard else "") for unit in _units().values()
    ]
    units += [(f"个{mark}{time}", "") for mark in _PARTED for time in _TIMES]
    unit = either(sorted(units, key=lambda word: -len(word[0])))
    number = rf"(?:{FRACTION}|{ARABIC}|{HAN})"
    scale = "|".join(sorted(_SCALES, key=len, reverse=True))
    scale = f"(?:{scale})(?![米克瓦伏帕赫卡])"
    return re.compile(
        rf"(?P<pre>{_BEFORE})?(?P<low>{number})"
        rf"(?P<lowmore>[余多几](?!方|元|种|样|次|项|年)|[余多](?=[年次种元项方]))?"
        rf"(?P<lowscale>{scale})?"
        rf"(?:(?=[^-~至到]{{0,6}}[-~至到])(?P<lowunit>{unit})?[-~至到](?P<high>{number})(?P<highscale>{scale})?)?"
        rf" ?(?P<more>余|多|来(?=[个名年项家天]))?(?P<unit>(?:{unit})(?:/(?:{unit}))?)?"
        rf"(?P<late>多(?=[,。;、的])|余)?(?P<post>{_AFTER})?"
    )


@cache
def _listed() -> re.Pattern[str]:
    """Numbers behind one that share their unit: 15、22个百分点."""
    unit = "|".join(map(re.escape, _units()))
    return re.compile(rf"(?:、{ARABIC}){{0,12}}[、和]{ARABIC}(?P<unit>{unit})")


@cache
def _may_count() -> re.Pattern[str]:
    """Digits, fractions, and Chinese numerals before a unit that they count with."""
    firsts = "".join(sorted({unit.name[0] for unit in _units().values() if unit.han is not None}))
    more = "".join(sorted({unit.name[0] for unit in _units().values()}))
    counted = rf"[余多几来]?[{re.escape(firsts)}]|[余多][{re.escape(more)}]|[年载岁天]"
    return re.compile(
        rf"[\d分零一二两三四五六七八九十百千万亿](?:(?<=\d)|(?<=分)之|(?<=零)下|(?<![\d分]) ?(?:{counted})"
        rf"|(?<=[十百千万亿])[余多几]?[{re.escape(more)}]|(?<=亿)(?=[。,;:、!?\n]|\Z))"
    )


# Where a quantity may begin.
_NUMERALS = "[\\d零〇一二两三四五六七八九十百千万亿]"
_STARTS = re.compile(rf"[\d{_FIRST}](?:(?<={_NUMERALS})|(?=.{{0,2}}{_NUMERALS}))")


def quantities(folded: str) -> Iterator[Quantity]:
    """The quantities of a folded text, in order, without overlap; none goes over a line break."""
    text = masked(unnamed(folded), _may_count())
    pattern = _pattern()
    at = 0
    for maybe in _STARTS.finditer(text):
        if maybe.start() < at or (match := pattern.match(text, maybe.start())) is None:
            continue
        found = _read(match, text)
        if found is not None:
            yield found
            at = found.end
        elif match["low"][0].isdecimal():
            at = match.end("low")
        else:
            at = max(match.start("low") + 1, at + 1)


def _read(match: re.Match[str], text: str) -> Quantity | None:
    start, end = match.span()
    number, lower_scale, other, upper, upper_scale, unit = match.group(
        "low", "lowscale", "lowunit", "high", "highscale", "unit"
    )
    digits = number[0].isdecimal()
    low, high = value(number), None
    if low is None and (between := estimate(number)):
        low, high = between
    if low is None:
        return None
    if start and not digits and text[start - 1] in _VAGUE:
        return None
    unit_end = match.end("unit")
    inner = ""
    if unit is not None and unit[0] == "个" and unit[1:2] in _PARTED:
        inner, unit = unit[1], f"个{unit[2:]}"
        low += _PARTED[inner]
        inner = "" if _PARTED[inner] else inner
    if upper is None:
        if digits and unit is None and (shared := _listed().match(text, match.end())):
            unit = shared["unit"]
            unit_end = match.end("low")
    elif other and text[start - 1 : start] in ("由", "从", "自"):
        # 由3家到8家 tells two quantities.
        unit, unit_end, end = other, match.end("lowunit"), match.end("lowunit")
    else:
        high = value(upper)
        if upper_scale and high is not None:
            high = round(high * _SCALES[upper_scale], 6)
        elif high is not None and upper[-1] in "万亿" and number[-1].isdecimal() and low < high:
            low *= _trailing(upper) if not lower_scale else 1
        if unit is None and other is not None:
            unit, unit_end = other, match.end("lowunit")
            end, high = unit_end, None
    if lower_scale:
        low *= _SCALES[lower_scale]
    qualifier = "".join(filter(None, _approximations(match, inner))) or None
    if not _counts(match, number, digits, unit, qualifier, text):
        return None
    if number.startswith("百分之"):
        unit, unit_end = "%", match.end("low")
    if unit == "个百分点":
        unit = "百分点"
    if unit in _SIGNED and start and (cold := _BELOW.search(text, max(0, start - 3), start)):
        start, low = cold.start(), -low
    while text[end - 1] == " ":
        end -= 1
    return Quantity(start, end, round(low, 6), high, unit, qualifier, max(unit_end, match.end("low")))


def _approximations(match: re.Match[str], inner: str) -> tuple[str | None, str | None, str | None]:
    """What makes a quantity approximate: before, behind and inside of it, and behind its unit."""
    before, first, second, third, behind = match.group("pre", "lowmore", "more", "late", "post")
    return before, first or second or inner or third, behind


# 几十名, 数百人, 好几个: nobody counted; 第十 is an ordinal.
_VAGUE = frozenset("几数好第零〇一二两三四五六七八九十百千万亿")
_SIGNED = ("℃", "摄氏度", "%", "度")
_BELOW = re.compile("(?:零下|(?<![\\da-z%℃度年月日])-)\\Z")


def _trailing(number: str) -> int:
    """10 to 20万: the scale of the second number is also the first one's."""
    scale = re.search("[十百千万亿]+$", number)
    return _SCALES.get(scale[0], 1) if scale else 1


def _counts(
    match: re.Match[str], number: str, digits: bool, unit: str | None, qualifier: str | None, text: str
) -> bool:
    """Whether a number is a quantity and not part of a word, a name or a turn of phrase."""
    if "分之" in number or "/" in number:
        return True
    if unit is None and not digits:
        # 经济总量近千亿: what nothing counts is exact enough where the clause ends with it.
        whole = number[-1] == "亿" and qualifier not in (None, "上")  # 迈上万亿
        return whole and text[match.end() : match.end() + 1] in _CLAUSE_ENDS
    if unit is None:
        # 万人比为5.78: a rate or a score.
        rate = "." in number and len(number) < _WHEN and text[match.end() : match.end() + 1] in _CLAUSE_ENDS
        told = rate and _TOLD.search(text, max(0, match.start() - 4), match.start()) is not None
        return told or bool(match["lowscale"]) or number[-1] in "万亿"
    if unit in ("年", "载") and not _duration(match, text):
        return False
    if unit == "级" and "." not in number and not _FORCE.match(text, match.end("unit")):
        return False  # 3级医院: which
    if unit in ("天", "个月", "周") and _AHEAD.search(text, max(0, match.start() - 2), match.start()):
        return False  # 未来三天: when
    if digits or unit in ("年", "载") or estimate(number):
        return True
    if set(number) <= _SMALL_HAN:
        guard = _units()[unit.partition("/")[0]].han
        following = text[match.end("unit") : match.end("unit") + 1]
        counts = number not in _NO_COUNT or _one_more(match, unit, text)
        return guard is not None and counts and following not in ("一", *guard)
    # 百名, 千人, 万家: a bare scale is a turn of phrase unless something says how exact it is.
    return set(number) & _SMALL_HAN != set() or qualifier is not None or match["more"] is not None


def _one_more(match: re.Match[str], unit: str, text: str) -> bool:
    """Whether 一 counts one beside several of the same unit: 30支服务队、一支突击队."""
    before = text[max(0, match.start() - _BESIDE) : match.start()]
    return match["low"] == "一" and _SEVERAL.search(before.replace(unit, _UNIT)) is not None


def _duration(match: re.Match[str], text: str) -> bool:
    """Whether years are a length of time that is told, not a way to say when (近五年来, 未来3年, 5年前)."""
    before, after = text[max(0, match.start() - 2) : match.start()], text[match.end() : match.end() + 1]
    if (
        after in ("来", "前", "后", "间", "内")
        or before in ("未来", "今后", "过去", "最近")
        or before[-1:] == "这"
    ):
        return False
    if match["pre"] == "近" and (not before or before[-1] in _PAUSES) and after != "的":
        return False  # 近3年,…: when, not how long
    return (
        match["low"][0].isdecimal()
        or len(match["low"]) > 2  # 二十三年; 支教十二年。
        or (len(match["low"]) == 2 and after in _PAUSES | {"的", "如", ""})
        or bool(match["more"] or match["lowmore"] or match["late"])
        or text.startswith(("时间", "的时间"), match.end())
        or _LASTS.search(text, max(0, match.start() - 4), match.start()) is not None
    )


# 7级地震, 8级大风: how strong.
_FORCE = re.compile(
    "(?:左右|以上|及以上)?的?(?:[东南西北]{1,2}|偏[东南西北])?(?:地震|强震|余震|大风|阵风|台风|风力)"
)
_UNIT = "\x01"
_SEVERAL = re.compile(rf"\d{_UNIT}[^\W\d{_UNIT}]{{1,14}}[、和与及]\Z")
_WHEN = 6
"""Characters of 2023.5, which is a month."""
_BESIDE = 20
"""Characters in which several of a unit stand before one more."""
_TOLD = re.compile(r"(?<!时间)(?<!日期)(?<!定)[为达]到?\Z|[降升增提]至\Z")
_AHEAD = re.compile(r"(?:未来|今后|过去|最近|近)\Z")
_PAUSES = frozenset("。,;:、!?\0\n")
_CLAUSE_ENDS = _PAUSES | {"", "的"}
# Behind these Chinese numerals tell how long, not when.
_LASTS = re.compile(
    "(?:经过|连续|从业|从警|从教|工作|任职|服役|历时|党龄|工龄|坚守|扎根|驻村|长达|整整|坚持|为期)了?\\Z"
)
