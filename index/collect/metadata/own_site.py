"""Whose site a page is of, for reports that name no place: 机关党委第三支部召开… on a school's page."""

from __future__ import annotations

import re
from collections.abc import Mapping

from index.collect.metadata.facts import Facts
from index.collect.metadata.mentions import Mention, in_paragraphs
from index.errors import N_
from index.model import Level
from index.text.fold import fold

_SCORE, _NAMED = 3.0, 0.5
# Who acts in the first sentences, without the name of a place.
_ACTS = re.compile(
    r"(?:支部|党委|党总支|党组|工会|团委|学院|学校|医院|公司|中心|社区|机关|[\u3400-\u9fff]{2}[处科系局委厅院室馆站])"
    r"[^。]{0,40}?(?:召开|举行|举办|开展|组织|参加|前往|赴|传达|走访|进行)"
)
# When: what is told happened there, and is no essay.
_WHEN = re.compile(r"[0-9]{1,2}月[0-9]{1,2}日|近日|日前|[本上]周|[0-9]{1,2}月[底初]|[上下]午")
_HEAD = 2
# From elsewhere: 来源:某某日报.
_TAKEN = re.compile(
    r"(?:来源|转自|稿源|摘自|原载)\s*[:/]?\s*[《]?[\u3400-\u9fff]{2,12}(?:报|社|网|刊|杂志|客户端|视台|平台)"
)
_UNIT = re.compile("大学|学院|学校|中学|小学|医院|公司|集团|银行|研究院|研究所|文化宫")


def place_of(facts: Facts, named: Mapping[int, list[Mention]]) -> tuple[str, str | None, Level | None] | None:
    """Region, city and level of the site that a page is of, where its text tells what was done there.

    Nothing where the text names a place elsewhere, or is taken from another medium.
    """
    sites = facts.clue("site")
    if not sites or not any(
        _WHEN.search(block.key) and _ACTS.search(block.key) for block in facts.prose[:_HEAD]
    ):
        return None
    if any(_TAKEN.search(block.key) for block in facts.of("byline", "note")):
        return None
    regions = {m.region for found in named.values() for m in found if m.weight >= _NAMED and not m.medium}
    for _, clue in sites:
        # What a site's name begins with is its place, also where a school bears it.
        found = [m for m in in_paragraphs([fold(clue.value)])[0] if m.weight >= 1 or not m.start]
        if len({mention.region for mention in found}) != 1:
            continue
        region = found[0].region
        if not regions <= {region}:
            return None
        facts.note("region", region, _SCORE, N_("the page's frame names its site"))
        unit: Level | None = "单位" if _UNIT.search(clue.value) else None
        return region, next((m.city for m in found if m.city), None), unit
    return None
