"""Counties by their names without 县, 市, 区, for texts that speak of 我县 or 全市 and name no other place.

Most of such names are everyday words or parts of them (同心, 富民), so one counts only in phrases in which
nothing but a place stands, and only if all that are found so are of one province.
"""

from __future__ import annotations

import re
from functools import cache

from index.collect.gazetteer import counties, not_alone
from index.collect.heads import Heads
from index.collect.metadata.facts import Facts
from index.text.fold import fold

_PLACE = 2
_BEHIND = re.compile(
    r"高质量发展|现代化建设|新?篇章|[实故]践|振兴发展|转型发展|跨越发展|崛起|融媒|日报|新闻网|组工|党建网|先锋网"
    r"|[一二三四五]中|中学|人民(?=[^\u3400-\u9fff]|群众|的|政府|医院|法院|检察)|大地|儿女|县城|城区|境内|样板|经验(?=[^丰])|名片"
    r"|(?:人民)?法院|(?:人民)?检察院|公安局|税务局|建设中"
)
_BEFORE = re.compile(
    r"(?:建设|加快|推动|推进|谱写|助力|打造|奋进|美丽|幸福|平安|魅力|活力|个?新|在|来|爱|代)$"
)
# …建成“六个新某某”: behind 新 nothing follows.
_EDGE = re.compile(r"[^\u3400-\u9fff]|$")
_TWO = re.compile(r"(?:审定|关于|评选|[《“\s,。;、]|在|到|为)$")


@cache
def _names() -> dict[str, tuple[str, str | None]]:
    """The short names of counties that one alone bears, and full ones of two characters (户县)."""
    names: dict[str, tuple[str, str | None]] = {}
    twice: set[str] = set()
    for text, place in counties().items():
        if text in not_alone():
            continue
        name = fold(text if len(text) == _PLACE else text[:-1])
        if names.get(name, place) != place:
            twice.add(name)
        names[name] = place
    return {name: place for name, place in names.items() if len(name) >= _PLACE and name not in twice}


@cache
def _heads() -> Heads:
    return Heads(_names())


def place_of(facts: Facts) -> tuple[str, str | None] | None:
    """Region and city of the county whose short name the text says, or ``None``."""
    text = "\n".join(block.key for block in facts.blocks)
    found: dict[tuple[str, str | None], int] = {}
    for start in _heads().places(text):
        for size in (4, 3, 2):
            name = text[start : start + size]
            place = _names().get(name)
            if place is None or len(name) != size:
                continue
            before, end = text[max(0, start - 4) : start], start + size
            full = name[-1] in "县" and size == _PLACE and text[end : end + 1] != "长"
            if (full and _TWO.search(before)) or (
                not full and (_BEHIND.match(text, end) or (before[-1:] == "新" and _EDGE.match(text, end)))
            ):
                found[place] = found.get(place, 0) + 1 + (_BEFORE.search(before) is not None)
            break
    sure = [place for place, count in found.items() if count > 1]
    if len(sure) == 1 and len({region for region, _ in found}) == 1:
        return sure[0]
    return None
