"""Dates as intervals of days: ``2021`` is the whole year, ``2021-07..2021-12`` half of it.

A day is the integer yyyymmdd, so that intervals compare as numbers and as numpy arrays.
"""

from __future__ import annotations

import re
from calendar import monthrange

from index.text.fold import fold

EARLIEST = 1_01_01
LATEST = 9999_12_31
# Of folded text, in which every dash is a hyphen.
_DATE = re.compile(r"(\d{4})(?:(?:[-./]|年)(\d{1,2})(?:(?:[-./]|月)(\d{1,2})日?|月)?|年)?")


def date_interval(text: str) -> tuple[int, int] | None:
    """First and last day of ``2021``, ``2021-7``, ``2021-07-01``, ``2021年7月1日`` …

    ``None`` if it is no date. Full-width digits and any dash are read; a day that the calendar does not have
    is no date.
    """
    found = _DATE.fullmatch(fold(text.strip()))
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    if year == 0 or (month is not None and not 1 <= month <= 12):
        return None
    if month is None:
        return year * 10000 + 101, year * 10000 + 1231
    last = monthrange(year, month)[1]
    if day is None:
        return year * 10000 + month * 100 + 1, year * 10000 + month * 100 + last
    if not 1 <= day <= last:
        return None
    return (year * 10000 + month * 100 + day,) * 2


def range_interval(text: str) -> tuple[int, int] | None:
    """First and last day of ``A``, ``A..B``, ``A..`` or ``..B``; ``None`` if an end is no date.

    The ends are returned as they were asked for: the first may lie after the last.
    """
    first, separator, last = text.partition("..")
    if not separator:
        return date_interval(text)
    if not first.strip() and not last.strip():
        return None
    low = date_interval(first) if first.strip() else (EARLIEST, EARLIEST)
    high = date_interval(last) if last.strip() else (LATEST, LATEST)
    return (low[0], high[1]) if low and high else None
