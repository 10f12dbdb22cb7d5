"""The dates that a text states, to tell when a figure was counted."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from index.registers.figures.masks import DATE, DATE_STARTS, clause_at, matches, unnamed
from index.registers.figures.numerals import value

_RELATIVE = re.compile(
    "(?P<word>今年|去年|前年|明年)(?:(?P<month>\\d{1,2}|十[一二]?|[一二三四五六七八九]) ?月)?"
)
_SHIFT = {"今年": 0, "去年": -1, "前年": -2, "明年": 1}
# Most sentences of a text state no date. (One class of characters in front makes it quick to search.)
_MAYBE = re.compile("[\\d零〇一二三四五六七八九十今去前明](?:(?<=[今去前明])年|(?<![今去前明]) ?[年月])")
# What began or was founded then is counted later; what is compared with, at another time.
_BEGAN = re.compile(
    "(?:成立|始建|建成|建|创办|创建|创立|出生|生|起源|入党|毕业|设立|投产|开通)于$|(?:较|比|同|与)$"
)
_TO_MONTH = re.compile(" ?[-~至到] ?(?:\\d{1,2}|十[一二]?|[一二三四五六七八九]) ?月")


@lru_cache(maxsize=4)
def dates_of(folded: str, published: str | None) -> Dates:
    """The dates of a folded text; kept for the next register that asks for them."""
    return Dates(folded, published)


class Dates:
    """The dates of a folded text; ``published``: when it was (ISO), which 今年 and lone months count from.

    What stands in title marks, or in quotation marks as a name, states none.
    """

    def __init__(self, folded: str, published: str | None) -> None:
        self._year = int(published[:4]) if published else None
        self._month = int(published[5:7]) if published and len(published) >= 7 else 12
        found: list[tuple[int, str]] = []
        last: int | None = None
        beyond = 0
        for match in _matches(folded):
            if _BEGAN.search(folded, max(0, match.start() - 4), match.start()):
                continue
            if match.start() < beyond:
                continue
            iso, last = self._iso(match, last)
            if iso is not None:
                if len(iso) == 7 and (more := _TO_MONTH.match(folded, match.end())):
                    iso, beyond = iso[:4], more.end()  # 1月至2月
                found.append((match.start(), iso))
        self._found = found
        self._places = [place for place, _ in found]

    def before(self, start: int, end: int) -> str | None:
        """The last date stated in ``[start:end)``; ``None`` if there is none."""
        at = bisect_left(self._places, end) - 1
        return self._found[at][1] if at >= 0 and self._places[at] >= start else None

    def _iso(self, match: re.Match[str], last: int | None) -> tuple[str | None, int | None]:
        """The date of a match (ISO, as precise as it is), and the year that a lone month behind it means."""
        groups = match.groupdict()
        if groups.get("word"):
            if self._year is None:
                return None, last
            year = self._year + _SHIFT[groups["word"]]
            return _joined(year, _number(groups["month"]), None), year
        if groups.get("year"):
            year = int(value(groups["year"]) or 0)
            return _joined(year, _number(groups["month"]), _number(groups["day"])), year
        if groups.get("short"):
            month = _number(groups["short"])
            year_of = last or self._year
            if year_of is None:
                return None, last
            if last is None and month is not None and month > self._month:
                year_of -= 1  # a month still to come is last year's
            return _joined(year_of, month, _number(groups["shortday"])), last
        return None, last


def _matches(folded: str) -> list[re.Match[str]]:
    """All dates, in order."""
    text = unnamed(folded)
    found: list[re.Match[str]] = []
    end = 0
    while maybe := _MAYBE.search(text, end):
        start, end = clause_at(text, maybe.start())
        found += matches(DATE_STARTS, DATE, text, start, end)
        found += _RELATIVE.finditer(text, start, end)
    return sorted(found, key=lambda match: match.start())


def _number(text: str | None) -> int | None:
    """The number of a month or day as written (7月, 二十日)."""
    if not text:
        return None
    found = value(text.rstrip(" 月日号"))
    return int(found) if found is not None else None


def _joined(year: int, month: int | None, day: int | None) -> str | None:
    if month is None:
        return f"{year:04}"
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= 31):
        return None
    return f"{year:04}-{month:02}" + (f"-{day:02}" if day else "")
