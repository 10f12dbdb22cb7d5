"""Items that a text numbers behind an abbreviation: 一是…;二是…, (一)…(二)…, 1.… 2.…"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

_HAN = "一二三四五六七八九十"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_DIGITS = "123456789"
# How the items of a list are numbered: before the number, the numbers, behind it.
_STYLES = (
    (r"(?<![第\w])", _HAN, "(?:是|要|为)"),
    ("[(〔]", _HAN, "[)〕]"),
    ("第", _HAN, "[,是]"),
    (r"(?<!\w)[(]?", _DIGITS, r"[).、](?!\d)"),
    ("", _CIRCLED, ""),
)
_GAP = 120
"""Characters between the abbreviation and the first number."""
_ITEM = 900
"""Characters between a number and the next one: what is said of an item may be a paragraph."""
_STOP = re.compile(r"[,。;:!?\n—(]")
_LONGEST = 30
_LEADS = re.compile(
    r"(?:以下|下列|如下|具体|分别|包括|即|是指|就是|要求|标准|做到|实现|[:])[^。\n]{0,12}[:]?\s*$"
)


def numbered(folded: str, end: int, size: int, shared: str) -> list[tuple[int, int]] | None:
    """Places of the ``size`` items that are numbered behind a mention that ends at ``end``, not one more.

    They all begin or all end with the ``shared`` word of the abbreviation, or a word or a colon before the
    first number leads to them.
    """
    if not any(folded.find(number, end, end + _GAP) >= 0 for number in "一1①"):
        return None
    for style in _styles():
        first = style[0].search(folded, end, end + _GAP)
        if first is None:
            continue
        marks = [first, *_following(folded, first.end(), style[1:])]
        if len(marks) != size:
            continue
        places = [_item(folded, mark.end()) for mark in marks]
        items = [folded[slice(*place)] for place in places]
        if not all(2 <= len(item) <= _LONGEST for item in items) or len(set(items)) < size:
            continue
        alike = shared and (
            all(item.startswith(shared) for item in items) or all(item.endswith(shared) for item in items)
        )
        if alike or _LEADS.search(folded, end, first.start()):
            return places
    return None


@cache
def _styles() -> tuple[tuple[re.Pattern[str], ...], ...]:
    return tuple(
        tuple(re.compile(f"{before}{number}{behind}") for number in numbers)
        for before, numbers, behind in _STYLES
    )


def _following(folded: str, at: int, style: Sequence[re.Pattern[str]]) -> Iterator[re.Match[str]]:
    """The next numbers of a list, in order, as far as they go."""
    for number in style:
        mark = number.search(folded, at, at + _ITEM)
        if mark is None:
            return
        yield mark
        at = mark.end()


def _item(folded: str, start: int) -> tuple[int, int]:
    """The first clause behind a number, without marks around it."""
    stop = _STOP.search(folded, start, start + _LONGEST * 2)
    end = stop.start() if stop else start + _LONGEST * 2
    while start < end and folded[start] in " “‘「\"'":
        start += 1
    while end > start and folded[end - 1] in " ”’」\"'":
        end -= 1
    return start, end
