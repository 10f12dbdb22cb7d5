"""The dates that a text states, to tell when a figure was counted."""

from __future__ import annotations

import re
from bisect import bisect_left

from index.registers.figures.masks import DATE
from index.registers.figures.numerals import value

_RELATIVE = re.compile(
    "(?P<word>今年|去年|前年|明年)(?:(?P<month>\\d{1,2}|十[一二]?|[一二三四五六七八九]) ?月)?"
)
_SHIFT = {"今年": 0, "去年": -1, "前年": -2, "明年": 1}


class Dates:
    """The dates of a folded text; ``published``: when it was (ISO), which 今年 and lone months count from."""

    def __init__(self, folded: str, published: str | None) -> None:
        self._year = int(published[:4]) if published else None
        found: list[tuple[int, str]] = []
        last: int | None = None
        for match in sorted(
            [*DATE.finditer(folded), *_RELATIVE.finditer(folded)], key=lambda match: match.start()
        ):
            iso, last = self._iso(match, last)
            if iso is not None:
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
            year_of = last or self._year
            if year_of is None:
                return None, last
            return _joined(year_of, _number(groups["short"]), _number(groups["shortday"])), last
        return None, last


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
