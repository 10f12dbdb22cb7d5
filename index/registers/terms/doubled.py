"""Abbreviations that count twice by one number, and so need no marks: 三亮三比, 双联双促."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from index.registers.terms.headnouns import head_after
from index.registers.terms.named import Named

_NUMERAL = "一二两三四五六七八九十百千万亿"
# 三省三市, 三天三夜, 三进三出 count what they say.
_COUNTED = "省市县区乡镇村州盟旗男女人天年月日夜次里队组个名条种层级位座场家户部期轮届点分周岁出方万亿者大角"
_DOUBLED = re.compile(
    rf"([二三四五六七八九双])(?<![{_NUMERAL}\d第].)([^\W\d_{_NUMERAL}双{_COUNTED}])\1[^\W\d_{_NUMERAL}双{_COUNTED}]"
    rf"(?:\1[^\W\d_{_NUMERAL}双{_COUNTED}])?|双([^\W\d_{_NUMERAL}双]{{2}})双[^\W\d_{_NUMERAL}双]{{2}}"
)


@lru_cache(2)
def doubled(folded: str) -> tuple[tuple[int, int, Named | None], ...]:
    """Where such an abbreviation stands, and the mechanism that a head noun behind it makes of it."""
    return tuple(_doubled(folded))


def _doubled(folded: str) -> Iterator[tuple[int, int, Named | None]]:
    for match in _DOUBLED.finditer(folded):
        start, end = match.span()
        head = head_after(folded, end, None, formula=True)
        yield start, end, Named(start, head[0], (start, end), head[1].type) if head else None
