"""Cells of tables as values of metadata fields: whatever a spreadsheet or a scraper writes for them."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone

from index.collect.gazetteer import city_of, counties, provinces, region_of
from index.collect.metadata.printed import iso
from index.collect.metadata_values import FIELDS, normalise
from index.errors import UsageError

__all__ = ["FIELDS", "cell", "stated"]

_PLACES = 4  # levels of nested objects that a column's name may lead through
_DAY = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})\s*(?:年|[-./])\s*([0-9]{1,2})(?:\s*(?:月|[-./])\s*([0-9]{1,2})(?![0-9]))?"
)
_COMPACT = re.compile(
    r"((?:19|20)[0-9]{2})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])?(?:[0-9]{4}(?:[0-9]{2})?)?"
)
_DAY_ID = re.compile(r"((?:19|20)[0-9]{2})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])(?![0-9])")
_YEAR = re.compile(r"((?:19|20)[0-9]{2})(?:\.0)?\s*年?")
_AMERICAN = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/((?:19|20)[0-9]{2})(?![0-9])")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
# A spreadsheet's days count from 1899-12-30; those of 1990 to 2100 are taken for dates.
_EPOCH, _FIRST_DAY, _LAST_DAY = date(1899, 12, 30), 32874, 73415
_CHINA = timezone(timedelta(hours=8))
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,80}>")
_LABEL = re.compile(r"^(?:文章|信息|稿件)?(?:来源|來源|出处|作者|记者|記者|标题|標題|题目)\s*[:：]\s*")
_BETWEEN = re.compile(r"[\s\-—/·>,，、|]+")


def cell(row: Mapping[str, object], column: str) -> str:
    """What a row has in a column: the column may lead into objects by dots; lists are lines.

    Empty where there is nothing.
    """
    if column in row:
        return _text(row[column])
    found: object = row
    for name in column.split("."):
        if not isinstance(found, Mapping) or name not in found:
            return ""
        found = found[name]
    return _text(found)


def columns_of(row: Mapping[str, object], prefix: str = "", depth: int = _PLACES) -> list[str]:
    """The columns of a row, those of objects inside it by dots."""
    found: list[str] = []
    for name, value in row.items():
        if isinstance(value, Mapping) and value and depth:
            found += columns_of(value, f"{prefix}{name}.", depth - 1)
        else:
            found.append(prefix + name)
    return found


def _text(value: object, depth: int = _PLACES) -> str:
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (list, tuple)):
        return "\n".join(filter(None, (_text(item, depth - 1) for item in value))) if depth else ""
    if isinstance(value, Mapping):
        # Paragraphs as objects: what they hold of text, in their order.
        return "\n".join(filter(None, (_text(v, depth - 1) for v in value.values()))) if depth else ""
    return str(value)


def stated(field: str, value: str) -> str | None:
    """``value`` as ``metadata_values.normalise`` takes it for ``field``; ``None``: it says nothing there."""
    plain = " ".join(value.split())
    if not plain:
        return None
    if field in ("date", "posted"):
        return day(plain)
    if field in ("region", "city"):
        return _place(plain)[field == "city"]
    if field == "authors":
        return _LABEL.sub("", "、".join(value.split("\n"))).strip() or None
    if field in ("title", "subtitle", "source", "organ", "kind"):
        if "<" in plain or "&" in plain:
            plain = html.unescape(_TAG.sub("", plain)).strip()
        return _LABEL.sub("", plain).strip() or None
    try:
        known = normalise(field, plain)
    except UsageError:
        return None
    return str(known) if known else None


def day(value: str) -> str | None:
    """The date that a cell holds, ISO, as precise as it is: timestamps and numbers of spreadsheets too."""
    if (match := _DAY.search(value)) and (found := _iso(match[1], match[2], match[3])):
        return found
    if match := _COMPACT.fullmatch(value):
        return _iso(*match.groups())
    if match := _YEAR.fullmatch(value):
        return match[1]
    if (match := _AMERICAN.search(value)) and int(match[2]) > 12:
        return _iso(match[3], match[1], match[2])
    if _NUMBER.fullmatch(value):
        return _counted(float(value))
    if match := _DAY_ID.match(value):
        return _iso(*match.groups())
    return _mailed(value)


def _iso(year: str, month: str | None, day: str | None) -> str | None:
    return iso(int(year), int(month) if month else None, int(day) if day else None)


def _counted(number: float) -> str | None:
    if _FIRST_DAY <= number <= _LAST_DAY:
        return (_EPOCH + timedelta(days=int(number))).isoformat()
    seconds = number / 1000 if number > 1e11 else number
    if 6e8 < seconds < 4.2e9:
        return datetime.fromtimestamp(seconds, _CHINA).date().isoformat()
    return None


def _mailed(value: str) -> str | None:
    from email.utils import parsedate_to_datetime

    try:
        found = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).date().isoformat()


def _place(value: str) -> tuple[str | None, str | None]:
    """Region and city of a cell: 湖南, 湖南省, 湖南省株洲市, 湖南-株洲, 株洲, 醴陵市."""
    if region := region_of(value):
        return region, None
    if place := city_of(value):
        return place
    if county := counties().get(value):
        return county
    parts = [part for part in _BETWEEN.split(value) if part]
    if len(parts) == 1:
        parts = _cut(value)
    if len(parts) < 2:
        return None, None
    region = region_of(parts[0])
    if region is None:
        return None, None
    for name in parts[1:]:
        inner = city_of(name)
        if inner is not None and inner[0] == region:
            return inner
    return region, None


def _cut(value: str) -> list[str]:
    """A province's name and what follows it: the longest one first."""
    names = sorted((n for p in provinces() for n in (p.name, p.short + "省", p.short)), key=len, reverse=True)
    for name in names:
        if value.startswith(name) and len(value) > len(name):
            rest = value[len(name) :]
            return [name, *([rest] if city_of(rest) else re.findall(r".+?[市州盟县区]", rest) or [rest])]
    return [value]
