"""Towns and streets whose names one alone bears, for texts that name no other place: 某某镇, 某某街道.

A name counts only where nothing can be in front of it that belongs to it (江西三镇 is no 西三镇), and not
where somebody goes to learn.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from index.collect.gazetteer import towns
from index.collect.heads import Heads
from index.collect.metadata.facts import Facts
from index.text.fold import fold

_SHORTEST, _LONGEST = 3, 10
# What a name may stand behind: no letter of a longer name.
_BEFORE = re.compile(
    r"(?:^|[^\u3400-\u9fff]|[在到赴对由县市区州旗盟的和与及从至往驻于让是为给向被以称据]"
    r"|走进|深入|走访|组织|开展|近日|日前|今天|以来|同志|书记|镇长|乡长|主任|调研|慰问|督导|检查|指导|召开|举行|联合|来自|近年来|下午|上午)$"
)
_REACH = 3
# Who learns or remembers there is of elsewhere.
_ELSEWHERE = re.compile(
    r"(?:参观|考察|学习|瞻仰|研学|培训|缅怀|来自|对口|帮扶|支援|驻村|结对)[^。;\n]{0,14}$"
)
_ABROAD = re.compile(
    r"[^。;\n]{0,20}?(?:参观|考察|旧址|故居|纪念馆|纪念碑|烈士|革命|红色教育|学习(?:考察|参观|交流)|党性)"
)
# 县域城镇化, 城镇居民: the end of a name by chance.
_TOWNS = re.compile(r"[城集村乡]镇[化居职建人新登就体规住基污老棚燃供企困常和与]")
_SURE, _HEAD, _FIRST = 2, 2, 160


@cache
def _names() -> dict[str, tuple[str, str | None]]:
    # Folded all at once: a name at a time takes ten times as long.
    return dict(zip(fold("\n".join(towns())).split("\n"), towns().values(), strict=True))


@cache
def _heads() -> Heads:
    return Heads(_names())


def place_of(facts: Facts) -> tuple[str, str | None] | None:
    """Region and city of the towns that a text names, if all are of one province: once in its title or as it
    begins, or twice anywhere.
    """
    blocks = [*facts.titles, *facts.prose]
    head = len(facts.titles) + _HEAD
    found: Counter[tuple[str, str | None]] = Counter()
    for number, block in enumerate(blocks):
        for start, place in _in(block.key):
            found[place] += _SURE if number < head and start < _FIRST else 1
    if not found or len({region for region, _ in found}) > 1 or found.total() < _SURE:
        return None
    region, city = next(iter(found))
    return region, city if len(found) == 1 else None


def _in(key: str) -> list[tuple[int, tuple[str, str | None]]]:
    """Where a folded paragraph names towns, and where these are."""
    found: list[tuple[int, tuple[str, str | None]]] = []
    for start in _heads().places(key):
        for size in range(_LONGEST, _SHORTEST - 1, -1):
            place = _names().get(key[start : start + size])
            if place is None or start + size > len(key):
                continue
            if (
                _BEFORE.search(key[max(0, start - _REACH) : start])
                and not _ELSEWHERE.search(key[max(0, start - 24) : start])
                and not _ABROAD.match(key, start + size)
                and not _TOWNS.match(key, start + size - 2)
            ):
                found.append((start, place))
            break
    return found
