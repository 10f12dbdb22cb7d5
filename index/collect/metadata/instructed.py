"""The place that a text means which follows what the general secretary said there of it.

贯彻总书记视察某市重要讲话精神 is what those of the place write. It says nothing beside a place that a text
names as its own, so it is asked only where no other rule finds one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from index.collect.kinds import Block
from index.collect.metadata.facts import Facts
from index.collect.metadata.mentions import Mention

_FOLLOWS = re.compile(
    r"(?:学习|贯彻|落实|践行|牢记|遵循|沿着|按照|感恩)[^。]{0,24}?总书记[^。,]{0,8}?(?:视察|考察|对|关于)(?P<where>[\u3400-\u9fff]{2,8}?)"
    r"(?:工作)?(?:时|的|系列|重要)*(?:讲话|指示|批示|嘱托|要求|论述)"
)
# 考察北京大学时的讲话 is followed everywhere.
_SITE = re.compile("大学|学院|中学|小学|学校|医院|公司|集团|军|部队|法院|报社")


def place_of(facts: Facts, named: Mapping[int, list[Mention]]) -> tuple[str, str | None] | None:
    """Region and city of the one place that is followed so, or ``None``."""
    found: set[tuple[str, str | None]] = set()
    for block in facts.blocks:
        if "总书记" not in block.key:
            continue
        for match in _FOLLOWS.finditer(block.key):
            if _SITE.search(match["where"]):
                continue
            start, end = match.span("where")
            found |= {(m.region, m.city) for m in _mentions(block, named) if start <= m.start < end}
    return found.pop() if len(found) == 1 else None


def _mentions(block: Block, named: Mapping[int, list[Mention]]) -> list[Mention]:
    return named.get(id(block), [])
