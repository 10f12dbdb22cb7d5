"""The day of an article where a page shows it apart from it: a table of facts, ``time``, the frame above."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from index.collect.formats.html.article import Sight, first_prose
from index.collect.formats.html.page import Node
from index.collect.formats.source_text import Clue
from index.errors import N_

FACTS = N_("a table of facts above the text states it")
TIMED = N_("an element of the page marks it as a time")
FRAME = N_("the only day above the text")
# Lines above the title among which a ``time`` belongs to the article.
_ABOVE = 6
_LONGEST = 60
_ISO = re.compile(r"(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9]")
# 生成日期 2019-09-12: the cells of such a table often have no colon. Not 有效日期, 施行日期, 更新日期.
_FACT = re.compile(
    r"^(?P<of>发布|发文|成文|生成|印发|制发|公开|发稿|发表|信息|产生|形成|公布)\s*(?:时间|日期)\s*:?\s*"
    r"(?P<day>(?:19|20)[0-9]{2}\s*[-年/.]\s*[0-9]{1,2}\s*[-月/.]\s*[0-9]{1,2})"
)
_FACT_SIGN = re.compile("[0-9]{4}")
_DAY_ALONE = re.compile(
    r"(?P<y>(?:19|20)[0-9]{2})\s*[-年/.]\s*(?P<m>[01]?[0-9])\s*[-月/.]\s*(?P<d>[0-3]?[0-9])\s*日?"
    r"(?:\s*[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?)?"
)
# 2025 / 01 / 08: year and day of a clock in elements of their own, on one line or two.
_YEAR, _MONTH_DAY = re.compile(r"(?:19|20)[0-9]{2}"), re.compile(r"([01][0-9])\s*/\s*([0-3][0-9])")
# Which of the facts is the day of the text, first to last.
_RANK = (
    "成文",
    "印发",
    "制发",
    "发文",
    "形成",
    "产生",
    "生成",
    "公布",
    "发布",
    "发表",
    "发稿",
    "公开",
    "信息",
)
# The day that a document bears is its own, whatever the page says of itself.
_DOCUMENT = 0.96


def days(sight: Sight, body: Node, title: range | None) -> Iterator[Clue]:
    """What a page says of the day beside its article, the surest first."""
    yield from _timed(sight, body, title)
    above = [seen for seen in sight.lines[: body.start] if not seen.hidden and len(seen.key) <= _LONGEST]
    facts: dict[str, str] = {}
    for seen in above:
        if _FACT_SIGN.search(seen.key) and (found := _FACT.match(seen.key)):
            facts.setdefault(found["of"], found["day"])
    if facts:
        first = min(facts, key=_RANK.index)
        yield Clue("date", facts[first], _DOCUMENT if first in _RANK[:4] else 0.8, FACTS)
        return
    alone = {day for seen in above if not seen.links and (day := _alone(seen.key))}
    for one, two in pairwise(above):
        if _YEAR.fullmatch(one.compact) and (clock := _MONTH_DAY.fullmatch(two.key.strip())):
            alone.add(f"{one.compact}-{clock[1]}-{clock[2]}")
    if len(alone) == 1:
        yield Clue("date", alone.pop(), 0.6, FRAME)


def _alone(key: str) -> str | None:
    """The day that is all that a line says."""
    found = _DAY_ALONE.fullmatch(key.strip()) if _FACT_SIGN.match(key) else None
    return f"{found['y']}-{int(found['m']):02}-{int(found['d']):02}" if found else None


def _timed(sight: Sight, body: Node, title: range | None) -> Iterator[Clue]:
    """``<time datetime=…>`` beside the title or in the text; elsewhere, only if there is no other."""
    times = [(line, found[0]) for line, value in sight.page.times if (found := _ISO.match(value.strip()))]
    if not times:
        return
    first = (body.start if title is None else title[0]) - _ABOVE
    near = [value for line, value in times if first <= line <= first_prose(sight, body)]
    if near:
        yield Clue("date", near[0], 0.8, TIMED)
    elif len({value for _, value in times}) == 1:
        yield Clue("date", times[0][1], 0.7, TIMED)
