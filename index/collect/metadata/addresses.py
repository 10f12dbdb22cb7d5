"""What the address of a page says of its day and its place."""

from __future__ import annotations

import re
from functools import cache

from index.collect.gazetteer import city_of, provinces, region_of
from index.collect.metadata.printed import iso
from index.collect.tables import rows

_YEAR = r"(20[0-3][0-9])"
# As sites file their pages: /2023-05/06/, /2023/0506/, /202305/t20230506_1.html, /art/2023/5/6/.
_DAYS = (
    re.compile(rf"[/t_-]{_YEAR}(0[1-9]|1[0-2])([0-2][0-9]|3[01])(?![0-9])"),
    re.compile(rf"/{_YEAR}[-/](0?[1-9]|1[0-2])[-/]([0-2][0-9]|3[01]|[1-9])(?=[/_.-])"),
    re.compile(rf"/{_YEAR}(?:/(0[1-9]|1[0-2])|(0[1-9]|1[0-2])/)([0-2][0-9]|3[01])(?=[/_.-])"),
)
_MONTH = re.compile(rf"/{_YEAR}[-/]?(0[1-9]|1[0-2])/")
_HOST = re.compile(r"^https?://([a-z0-9.-]+)", re.IGNORECASE)


@cache
def _codes() -> dict[str, str]:
    """The names of the provinces under gov.cn."""
    return {code: region for code, region in rows("gazetteer", "domains.tsv")}  # noqa: C416


def day_in(address: str) -> str | None:
    """The day, or only the month, under which a site filed the page: ISO, ``None`` where it says nothing."""
    path = address.partition("?")[0]
    for pattern in _DAYS:
        for match in pattern.finditer(path):
            year, month, day = filter(None, match.groups())
            if value := iso(int(year), int(month), int(day)):
                return value
    month = _MONTH.search(path)
    return iso(int(month[1]), int(month[2])) if month else None


def place_in(address: str) -> tuple[str, str | None] | None:
    """Region and city in the host of a page: zhuzhou.gov.cn, yn.gov.cn, hunan.voc.com.cn."""
    found = _HOST.match(address)
    if found is None:
        return None
    parts = found[1].lower().split(".")
    government = parts[-2:] == ["gov", "cn"]
    for part in reversed(parts):
        if government and part in _codes():
            return _codes()[part], None
        if len(part) < 4 or part in ("people", "news"):
            continue
        if region := next((p.short for p in provinces() if part in p.latin), None):
            return region, None
        if (city := city_of(part)) and region_of(part) is None and part.isascii():
            return city
    return None
