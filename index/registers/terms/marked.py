"""Mechanisms whose names stand in marks: “动力党建·合力攻坚”工程, “猎狐行动”, 品牌“…”, “…”“…”等机制."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from index.registers.figures.masks import paragraph_pairs
from index.registers.terms.numerics import is_code, is_numeric
from index.registers.terms.tables import Head, bounds, curated_letters, heads, metaphors
from index.text.segment import cutter

LONGEST = 30
"""Characters of the longest name in marks."""
_REACH = 16
"""… that may stand between the marks and the end of the head noun."""
_OPENERS = "“‘「『\"'"
_STOPS = frozenset("。!?;:…")
_LETTERS = re.compile(r"[\w+·、,\-\s]*")
_RUN = re.compile(r"[^\W_]+")
_LINKS = frozenset(["", "、", ",", "和", "与", "及", "以及", "、和"])
_AND_SO_ON = re.compile(r"((?:、[^\W_]{2,10}){0,3})等(?:[一二两三四五六七八九十\d]{0,3}[个项大])?")
_NOUN = re.compile(r"的([^\W_]{0,6})")
_DOING = re.compile(r"(?:实施|推行|推出|实行|试行|启动|开展|首创|全员实行)了?$")
_FIGURE = re.compile(r"(?:作为|当作|当成|看作|视为|比作|堪称|好比|如同)[^。,;]{0,15}$")
_PLUS = re.compile(r"[^\W\d_]*党[^\W\d_]*\+[\w+]+")
_BEHIND = {"品牌", "工作法", "模式", "机制", "平台", "活动", "制度"}


class Named(NamedTuple):
    """A mechanism at ``[start:end]`` of the folded text; ``core`` the place of its own part."""

    start: int
    end: int
    core: tuple[int, int]
    type: str


class Marked(NamedTuple):
    """A short stretch in marks at ``[start:end]``, the marks included; ``found``: what it names."""

    start: int
    end: int
    found: Named | None


def marked(folded: str) -> Iterator[Marked]:
    """The short stretches in quotation marks of a folded text, in order, and the mechanisms among them."""
    pairs = sorted(paragraph_pairs(folded))
    titles = [(start, end) for start, end in pairs if folded[start] in "《〈"]
    short = [
        (start, end)
        for start, end in pairs
        if folded[start] in _OPENERS
        and 1 < end - start - 1 <= LONGEST
        and not _STOPS & set(folded[start:end])
    ]
    found: list[Marked] = []
    follower: Named | None = None
    for number in range(len(short) - 1, -1, -1):
        start, end = short[number]
        content = folded[start + 1 : end]
        title = next((stop for begin, stop in titles if begin < start < stop), None)
        shared = None
        if number + 1 < len(short) and folded[end + 1 : short[number + 1][0]] in _LINKS:
            shared = follower
        found_here, follower = _named(folded, start, end, content, title, shared)
        found.append(Marked(start, end + 1, found_here))
    yield from reversed(found)


def _named(
    folded: str, start: int, end: int, content: str, title: int | None, shared: Named | None
) -> tuple[Named | None, Named | None]:
    """The mechanism that these marks name, and what they pass on to the marks before them."""
    core = (start + 1, end)
    alone = Named(start, end + 1, core, "")
    if not is_name(content):
        return None, None
    own = heads_inside(content)
    formula = is_formula(content)
    listed = _AND_SO_ON.match(folded, end + 1)
    if listed:
        head = _head_after(folded, listed.end(), title)
        if head is not None:
            passed = alone._replace(type=head[1].type)
            if own is not None and head[1].type != "品牌":
                return alone._replace(type=own.type), passed
            return (None if formula else passed), passed
    head = None if letters(content) in STAY else _head_after(folded, end + 1, title)
    vague = formula and not is_code(content)
    if head is not None and head[1].type not in (_VAGUE if vague else _LIGHT if own else ()):
        whole = Named(start, head[0], core, head[1].type)
        return whole, whole
    if shared is not None and shared.type == "品牌" and not formula:
        return alone._replace(type=shared.type), shared
    if own is not None:
        return alone._replace(type=own.type), shared
    if shared is not None or formula:
        return (None if formula or shared is None else alone._replace(type=shared.type)), shared
    return _loosely(folded, alone, content), None


def _loosely(folded: str, alone: Named, content: str) -> Named | None:
    """The mechanism that words before or further behind the marks make of them."""
    start, end = alone.start, alone.end
    if noun := _NOUN.match(folded, end):
        quoted = folded[noun.end() : noun.end() + 1]
        text = (
            noun[1] if noun[1] or not quoted or quoted not in _OPENERS else _next_content(folded, noun.end())
        )
        if name := next((name for name in _BEHIND if text.endswith(name)), None):
            return alone._replace(type=heads()[name].type)
    before = folded[max(0, start - 8) : start]
    for head in _before_marks():
        if before.endswith(head.name):
            return alone._replace(type=head.type)
    if _PLUS.fullmatch(content):
        return alone._replace(type="党建+")
    if (
        len(content) > 5
        and folded.startswith("工作", end)
        and not folded.startswith(("工作部", "工作要", "工作思"), end)
    ):
        return alone._replace(end=end + 2, type="工作")
    ends = folded[end : end + 1]
    if len(content) >= 4 and content.isalpha() and _DOING.search(before) and (not ends.isalnum()):
        return alone._replace(type="做法")
    return None


def _next_content(folded: str, opening: int) -> str:
    stop = min(
        (at for at in (folded.find(mark, opening + 1) for mark in "”’」』\"'") if at > 0), default=opening
    )
    return folded[opening + 1 : stop]


def is_name(content: str) -> bool:
    """Whether the content of marks can be a name at all: no figure of speech, no sentence."""
    if content in metaphors() or _LETTERS.fullmatch(content) is None:
        return False
    return content.count(",") + content.count("、") <= 3


def is_formula(content: str) -> bool:
    """Whether the folded content of marks is a set formula, of the list or by its form."""
    return letters(content) in curated_letters() or is_numeric(content)


STAY = frozenset({"三会一课"})
"""Formulae that no head noun makes a mechanism of: forms of party life, known by this name."""
_VAGUE = frozenset({"体系", "改革", "平台"})
"""Kinds that a number in marks counts rather than names (“三圈三网”…体系)."""
_LIGHT = frozenset({"活动", "机制", "制度"})
"""Kinds that add nothing to a name that ends with a head noun of its own (“党员之家”活动)."""
_COUNTED = re.compile(r"[一二两三四五六七八九十百\d]+[个项大]")


def letters(content: str) -> str:
    """Its letters and digits."""
    return "".join(_RUN.findall(content))


def heads_inside(content: str) -> Head | None:
    """The head noun that the content of marks ends with, if it is a name that ends so (猎狐行动)."""
    for size in range(min(5, len(content) - 2), 0, -1):
        head = heads().get(content[-size:])
        if head is not None and "q" in head.where and _ends_with(content, head):
            return head
    return None


def _ends_with(content: str, head: Head) -> bool:
    """Whether it is a name with this head noun: not 三大行动, which counts, nor 一国两制."""
    own = content[: -len(head.name)]
    if head.name == "法":
        return len(own) >= 2 and own[-1] in "步字点式联型化维环线个"
    return (
        len(content) >= 4
        and len(own) >= 2
        and not _COUNTED.fullmatch(own)
        and not (head.name == "制" and is_numeric(content))
    )


@cache
def _before_marks() -> tuple[Head, ...]:
    return tuple(head for head in heads().values() if "b" in head.where)


def _head_after(folded: str, at: int, title: int | None) -> tuple[int, Head] | None:
    """Where the head noun ends that the noun phrase from ``at`` leads to, and that noun.

    The first one counts, but a body (党支部) may be part of a longer name (党支部提质工程).
    """
    run = _RUN.match(folded, at, at + _REACH + 8)
    if run is None:
        return None
    found: tuple[int, Head] | None = None
    ends = at
    for token in cutter()(run[0]):
        before, ends = ends, ends + len(token)
        if ends - at > _REACH:
            break
        head = head_at(folded, at, ends)
        if head is not None:
            if found is not None and "o" not in found[1].where and before != found[0]:
                break
            if ends != title:
                found = (ends, head)
        elif found is not None:
            if "o" not in found[1].where or token not in bounds("between"):
                break
        elif token in bounds("wall") or (before == at and token in bounds("join")):
            break
    return found


def head_at(folded: str, start: int, end: int) -> Head | None:
    """The longest head noun that ends at ``end``, where a word ends, and begins at ``start`` or behind it."""
    for size in range(min(6, end - start), 1, -1):
        head = heads().get(folded[end - size : end])
        if head is not None:
            return None if head.guard and folded.startswith(head.guard, end) else head
    return None
