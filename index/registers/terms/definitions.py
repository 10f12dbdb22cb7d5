"""The sentence in which a text says best what a term means."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.model import Span
from index.registers.model import Defined, Expansion

_CLOSING = r"[”’」』\"'）)]*[^\W_]{0,8}[”’」』\"']?"
_MEANS = "即(?!将|可|使|便)|是指|指的是|就是(?!要)|简称|又称|也就是|是以.{2,40}的|[:]"
_DEFINES = re.compile(rf"{_CLOSING},?(?:{_MEANS})")
_PARTS = "包括|涵盖|分为|主要内容|由.{1,20}组成|以.{2,30}为(?:主题|核心|主线|载体|抓手|内容|重点)"
_CONSISTS = re.compile(rf"{_CLOSING}(?:创建|建设|工作)?(?:是(?!否|不|因|由|在)|,?(?:{_PARTS}|(?:统一)?按照))")
_DESCRIBED = re.compile(r"(?:为|以).{2,40}(?:为.{1,12}的|的)[“「『\"'‘]?$")
_CALLED = re.compile(r"(?:所谓|简称|称为|叫做|名为|命名为|称作)[“「『\"'‘]?$")
_END = re.compile(r"[。!?…]+[”’」』\"')\]】]*|\n")
_CLOSERS = "”’」』\"')]】"
_REACH = 1000
"""Characters before and behind a mention that its sentence may have."""
_MOST = 12
"""Mentions that are looked at."""
_LONGEST = 300
"""Characters of a sentence that a card can show."""


def sentence_around(folded: str, start: int, end: int) -> Span:
    """The sentence of a place, or those that it runs over; the next too behind a colon at its end."""
    line = max(folded.rfind("\n", 0, start) + 1, start - _REACH)
    first = max(line, *(folded.rfind(mark, line, start) + 1 for mark in "。!?…"))
    while first < start and (folded[first] in _CLOSERS or folded[first].isspace()):
        first += 1
    stop = _END.search(folded, max(start, end - 1), end + _REACH)
    last = stop.end() if stop else min(end + _REACH, len(folded))
    if folded[last - 1 : last] == "\n":
        last -= 1
        if folded[last - 1] == ":" and (stop := _END.search(folded, last + 1, last + _REACH)):
            last = stop.end() - (stop[0] == "\n")
    return Span(first, max(last, end))


def definition_of(
    folded: str,
    text: str,
    spans: Sequence[tuple[int, int]],
    expansions: Sequence[Expansion],
) -> Defined:
    """The defining sentence of a term whose mentions are ``spans``, at least one; else its first one.

    Best is one that defines (即, 是指, a colon …) or spells it out, then one that says what belongs to it
    (包括, 以…为主题), then one that describes it before its name (为…的“…”).
    """
    best: tuple[int, int] = (-1, 0)
    chosen = Span(*spans[0])
    for start, end in spans[:_MOST]:
        weight = 0
        if (
            (expansions and any(max(start, one.start) - min(end, one.end) < _LONGEST for one in expansions))
            or _DEFINES.match(folded, end)
            or _CALLED.search(folded, max(0, start - 8), start)
        ):
            weight = 3
        elif _CONSISTS.match(folded, end):
            weight = 2
        elif "的" in folded[max(0, start - 2) : start] and _DESCRIBED.search(
            folded, max(0, start - 60), start
        ):
            weight = 1
        if weight > best[0]:
            first, last = start, end
            if weight == 3 and expansions:
                near = min(expansions, key=lambda one: abs(one.start - start))
                if abs(near.start - start) < _LONGEST:
                    first, last = min(start, near.start), max(end, near.end)
            best = (weight, start)
            chosen = sentence_around(folded, first, last)
            if weight == 3:
                break
    return Defined(chosen.start, chosen.end, text[chosen.start : chosen.end], max(0, best[0]))
